"""What the records of a journal lead to: the history, the episode, what was saved; and the fewest records for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cueline.episode import Change, ClipItem, Episode, Item, Splice
from cueline.episode.origins import Highest, carried_over, numbered
from cueline.io.journal.records import (
    Base,
    Clean,
    Merged,
    Moved,
    Origins,
    Placed,
    Record,
    Saved,
    Saving,
    Stepped,
    Text,
    digest_of,
)

E = TypeVar("E", bound=Item | ClipItem)
KEPT_SAVES = 12
KEPT_BYTES = 32 * 2**20
"""How many saves, and bytes of them, are kept exactly; the first and the last always are."""

UNREACHABLE = -1


class UnfitRecordError(Exception):
    """A record that does not fit what stands before it."""


class History:
    """The steps that were made, how many of them are done, and at which place the saved point is (-1: at none).

    `saving`: the place of what is on its way to the disk.
    """

    def __init__(self) -> None:
        self.steps: list[Stepped] = []
        self.index = 0
        self.clean = 0
        self.saving = UNREACHABLE

    @property
    def unsaved(self) -> int:
        """Count the steps between the saved point and now; at least 1 where that point cannot be reached."""
        return abs(self.index - self.clean) if self.clean >= 0 else max(1, self.index)

    @property
    def unsaved_since(self) -> float | None:
        """When (seconds since 1970) the first step was made that is not saved; None where steps were taken back."""
        first = max(self.clean, 0)
        return self.steps[first].when if first < self.index else None

    def take(self, record: Record) -> None:
        """Follow a record; UnfitRecordError where it does not fit."""
        match record:
            case Stepped():
                self._step(record)
            case Merged():
                self._merge(record.change)
            case Moved(index):
                self.index = self._place(index)
            case Saving(change):
                self.saving = self.index if change is None else UNREACHABLE
            case Saved(index) | Clean(index):
                self.clean = UNREACHABLE if index == UNREACHABLE else self._place(index)
            case _:
                pass

    def _step(self, step: Stepped) -> None:
        self._drop_undone()
        self.steps.append(step)
        self.index += 1

    def _merge(self, change: Change | None) -> None:
        if not self.index:
            raise UnfitRecordError
        self._drop_undone()
        if change is None:
            self.steps.pop()
            self.index -= 1
        else:
            self.steps[-1] = replace(self.steps[-1], change=change)

    def _drop_undone(self) -> None:
        if self.clean > self.index:
            self.clean = UNREACHABLE
        if self.saving > self.index:
            self.saving = UNREACHABLE
        del self.steps[self.index :]

    def _place(self, index: int) -> int:
        if not 0 <= index <= len(self.steps):
            raise UnfitRecordError
        return index


@dataclass(frozen=True, slots=True)
class Ground:
    """What stood on the disk: an episode, its entries numbered, and the bytes of each file."""

    episode: Episode
    files: tuple[bytes, ...]


class JournalState:
    """An episode and its history, moved on by records: the same from the window's, and from those read in a journal."""

    def __init__(self, ground: Ground, on_disk: bytes | None = None) -> None:
        self.history = History()
        self.episode = ground.episode
        self.grounds = [ground]
        self.on_its_way: Episode | None = None
        self.place: Placed | None = None
        self.text: Text | None = None
        self.base = Base(ground.files, on_disk)
        self._first = ground
        self._highest = Highest()

    def take(self, record: Record) -> None:
        """Follow a record; UnfitRecordError, and nothing is changed, where it does not fit."""
        try:
            self._take(record)
        except ValueError as error:
            raise UnfitRecordError from error

    def _take(self, record: Record) -> None:
        match record:
            case Stepped() | Merged() | Moved():
                self._move(record)
            case Saving():
                self.on_its_way = self._meant(record)
                self.history.take(record)
            case Saved():
                self._save(record)
            case Origins():
                self._number(record)
            case Placed():
                self.place = record
            case Text():
                self.text = record
            case _:
                self.history.take(record)

    def records(self) -> Iterator[Record]:
        """Return the fewest records that lead here, from the base on."""
        yield self.base
        for before, ground in zip(self.grounds, self.grounds[1:], strict=False):
            change = Change.between(before.episode, ground.episode)
            yield Saved.of(UNREACHABLE, before.files, ground.files, change)
        yield from self.history.steps
        yield Moved(self.history.index)
        yield self._origins()
        yield Clean(self.history.clean)
        if self.on_its_way is not None:
            yield Saving(Change.between(self.grounds[-1].episode, self.on_its_way))
        yield from (record for record in (self.place, self.text) if record is not None)

    def _move(self, record: Stepped | Merged | Moved) -> None:
        episode = self.episode
        if isinstance(record, Stepped):
            change = _of(episode, record.change)
            record, episode = replace(record, change=change), change.apply(episode)
        elif isinstance(record, Merged):
            episode = self._before_last()
            if record.change is not None:
                record = Merged(_of(episode, record.change))
                episode = record.change.apply(episode) if record.change else episode
        else:
            episode = self._at(record.index)
        self.history.take(record)
        self.episode = episode

    def _before_last(self) -> Episode:
        if not self.history.index:
            raise UnfitRecordError
        return self.history.steps[self.history.index - 1].change.inverse().apply(self.episode)

    def _at(self, index: int) -> Episode:
        history, episode = self.history, self.episode
        if index > len(history.steps):
            raise UnfitRecordError
        for step in reversed(history.steps[index : history.index]):
            episode = step.change.inverse().apply(episode)
        for step in history.steps[history.index : index]:
            episode = step.change.apply(episode)
        return episode

    def _meant(self, record: Saving | Saved) -> Episode | None:
        if record.change is not None:
            return record.change.apply(self.grounds[-1].episode)
        return self.episode if isinstance(record, Saving) else self.on_its_way

    def _save(self, record: Saved) -> None:
        written, before = self._meant(record), self.grounds[-1]
        if written is None or len(record.files) != len(before.files):
            raise UnfitRecordError
        files = tuple(p.apply(old) for p, old in zip(record.files, before.files, strict=True))
        if digest_of(files) != record.digest:
            raise UnfitRecordError
        self._highest = self._highest.with_those_of(before.episode)
        ground = Ground(numbered(written, above=self._highest), files)
        sent = None if record.index == UNREACHABLE else self.on_its_way
        self.history.take(record)
        self.episode = carried_over(self.episode, sent or written, ground.episode)
        self.on_its_way = None
        self.grounds.append(ground)
        self._forget_some()

    def _forget_some(self) -> None:
        grounds = self.grounds
        while len(grounds) > 2 and (
            len(grounds) > KEPT_SAVES or sum(len(f) for g in grounds for f in g.files) > KEPT_BYTES
        ):
            del grounds[1]

    def _origins(self) -> Origins:
        """Find what the steps alone would not say of where the entries come from."""
        again = JournalState(self._first)
        for record in (*self.history.steps, Moved(self.history.index)):
            again.take(record)
        there, here = again.episode, self.episode
        highest = self._highest.items, self._highest.clips
        items = _other_origins(there.items, here.items)
        return Origins(items, _other_origins(there.clips, here.clips), highest)

    def _number(self, record: Origins) -> None:
        episode = self.episode
        items, clips = (
            _renumbered(episode.items, record.items),
            _renumbered(episode.clips, record.clips),
        )
        self.episode = replace(episode, items=items, clips=clips)
        self._highest = Highest(*record.highest)


def _of(episode: Episode, change: Change) -> Change:
    """Return a change with the very entries of the episode that it is made for; ValueError if it is for another."""
    change.apply(episode)
    return replace(
        change,
        items=_splices_of(episode.items, change.items),
        clips=_splices_of(episode.clips, change.clips),
    )


def _splices_of(entries: Sequence[E], splices: Iterable[Splice[E]]) -> tuple[Splice[E], ...]:
    return tuple(
        replace(s, removed=tuple(entries[s.first : s.first + len(s.removed)])) for s in splices
    )


def _other_origins(there: Sequence[E], here: Sequence[E]) -> tuple[tuple[int, int | None], ...]:
    return tuple(
        (index, b.origin)
        for index, (a, b) in enumerate(zip(there, here, strict=True))
        if a.origin != b.origin
    )


def _renumbered(entries: tuple[E, ...], origins: Iterable[tuple[int, int | None]]) -> tuple[E, ...]:
    changed = list(entries)
    for index, origin in origins:
        if index >= len(changed):
            raise UnfitRecordError
        changed[index] = replace(changed[index], origin=origin)
    return tuple(changed) if changed else entries
