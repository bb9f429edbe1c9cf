"""Work on a document without a window: edits, merged steps, undo, redo and saves, each told to a journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from cueline.episode import Change, Episode
from cueline.episode.origins import carried_over
from cueline.io import Document
from cueline.io.journal.records import Merged, Moved, Record, Saved, Saving, Stepped
from cueline.io.journal.records_json import from_json, to_json

UNREACHABLE = -1


@dataclass
class Work:
    """A document at work; it follows the rules of Qt's undo stack, as the window's session does."""

    document: Document
    append: Callable[[Record], object] = lambda record: None
    steps: list[Stepped] = field(default_factory=list)
    index: int = 0
    clean: int = 0
    episode: Episode = field(default_factory=Episode)
    _saving: int | None = None
    _on_its_way: Episode | None = None
    _gesture: Any = None

    def __post_init__(self):
        self.episode = self.document.episode

    def do(self, episode: Episode, label: str = "edit", gesture: Any = None, when: float = 0):
        """Make an edit a step, or part of the one before where the gesture is the same."""
        change = Change.between(self.episode, episode)
        if not change:
            return
        self._drop_undone()
        goes_on = gesture is not None and gesture == self._gesture and self.index != self.clean
        self._gesture = gesture
        if goes_on and self.index:
            self._merge(episode)
        else:
            step = Stepped("test.edit", label, change, (0, 0, self.index), when)
            self.steps.append(step)
            self.index += 1
            self.append(step)
        self.episode = episode

    def go_to(self, index: int):
        """Undo or redo up to a place of the history."""
        if index == self.index:
            return
        for step in reversed(self.steps[index : self.index]):
            self.episode = step.change.inverse().apply(self.episode)
        for step in self.steps[self.index : index]:
            self.episode = step.change.apply(self.episode)
        self.index, self._gesture = index, None
        self.append(Moved(index))

    def begin_saving(self) -> Episode:
        """Send the episode on its way to the disk."""
        self._saving, self._on_its_way, self._gesture = self.index, self.episode, None
        self.append(Saving())
        return self.episode

    def end_saving(self, document: Document):
        """Note what was saved."""
        assert self._on_its_way is not None
        before = [file.data for file in self.document.files]
        stood_on, as_sent = self.document.episode, document.episode == self._on_its_way
        change = None if as_sent else Change.between(stood_on, document.episode)
        self.document = document
        self.clean = self._saving if self._saving is not None else UNREACHABLE
        self.episode = carried_over(self.episode, self._on_its_way, document.episode)
        self.append(Saved.of(self.clean, before, [file.data for file in document.files], change))
        self._on_its_way = None

    def snapshot(self):
        """Return all that has to come back."""
        return snapshot(self.document, self.episode, self.steps, self.index, self.clean)

    def _merge(self, episode: Episode):
        before = self.steps[-1].change.inverse().apply(self.episode)
        change = Change.between(before, episode)
        gone = episode == before
        if gone:
            self.steps.pop()
            self.index -= 1
            self._gesture = None
        else:
            self.steps[-1] = replace(self.steps[-1], change=change)
        self.append(Merged(None if gone else change))

    def _drop_undone(self):
        if self.clean > self.index:
            self.clean = UNREACHABLE
        if self._saving is not None and self._saving > self.index and self._on_its_way is not None:
            self._saving = UNREACHABLE
        del self.steps[self.index :]


def snapshot(document, episode, steps, index, clean):
    """Return a session as values that can be compared, origins and all."""
    return {
        "bytes": [file.data for file in document.files],
        "items": [(item, item.origin) for item in episode.items],
        "clips": [(clip, clip.origin) for clip in episode.clips],
        "rest": (repr(episode.fields), episode.body, episode.clock),
        "steps": [(s.name, s.label, s.rows, s.when, repr(s.change)) for s in steps],
        "place": (index, clean),
    }


def replayed_snapshot(replayed):
    """Return what a journal gave back as values that can be compared with `Work.snapshot`."""
    r = replayed
    return snapshot(r.document, r.episode, r.steps, r.index, r.saved_index)


def over_the_disk(record: Record) -> Record:
    """Return a record as it comes back from its JSON."""
    return from_json(b"".join(to_json(record)))
