"""The document that a window holds: the episode as it is now, its history, and whether it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from cueline.episode import Change, Episode
from cueline.episode.renumbered import Renumbered
from cueline.gui.undo import Edit, HistoryStep, Place, Step, changes_nothing

if TYPE_CHECKING:
    from cueline.io import Document

_UNREACHABLE = -1


@dataclass(frozen=True, slots=True)
class History:
    """A history to begin with: its steps, how many are done, and the place of the saved point (-1: none)."""

    episode: Episode
    steps: Sequence[HistoryStep]
    index: int
    saved: int


@dataclass(frozen=True, slots=True)
class _WayOff:
    """Where the history left the way to a saved point that it has no place of, and how many steps off that is."""

    place: int = 0
    away: int = 0

    def steps_to(self, index: int) -> int:
        """Count the steps from what is saved to a place of the history."""
        return self.away + abs(index - self.place)

    def before_step(self, saved: int, index: int) -> _WayOff:
        """Return it for when a step is made at `index`, where the saved point, or the way off, may go."""
        if saved > index:
            return _WayOff(index, saved - index)
        left = saved < 0 and self.place > index
        return _WayOff(index, self.steps_to(index)) if left else self


class Session(QObject):
    """One open document. `apply` is the only way in; `changed` says what became of the episode.

    `history_moved` carries the place in the history, in steps from its beginning, whenever that is another one.
    `renumbered`: entries that a save made others, without another value that is shown.
    `text_taken`: the same episode stands in another text, or in a file of another name. What a journal has to know:
    `stepped` (a step was made), `merged` (the last step was gone on with; None: nothing is left of it), `moved` (steps
    were undone, or done again) and `saving_began`.
    """

    loaded = Signal()
    changed = Signal(object, object)  # Change, Episode
    saved = Signal()
    clean_changed = Signal(bool)
    history_moved = Signal(int)
    place_restored = Signal(object)  # Place
    text_taken = Signal()
    stepped = Signal(object)  # HistoryStep
    merged = Signal(object)  # Change | None
    moved = Signal(int)
    renumbered = Signal(object, object)  # Change, Episode
    saving_began = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self.episode = Episode()
        self.place = Place()
        self.saved_at: datetime | None = None
        self._stack = QUndoStack(self)
        self._stack.cleanChanged.connect(self._tell_clean)
        self._stack.indexChanged.connect(self._tell_index)
        self._saving_step: int | None = None
        self._on_its_way = self.episode
        self._since: list[Change] = []
        """What was done since what is on its way to the disk."""
        self._way_off = _WayOff()
        self._saves = 0
        self._silent = False

    @property
    def saving(self) -> bool:
        """Tell whether a save is under way; no step merges with one from before it began."""
        return self._saving_step is not None

    @property
    def clean(self) -> bool:
        """Tell whether the episode is at the saved point."""
        return self._stack.isClean()

    @property
    def editable(self) -> bool:
        """Tell whether there is a document and it may be changed."""
        return self.document is not None and not self.document.read_only

    @property
    def unsaved_count(self) -> int:
        """Count the steps between what is saved and now; at least 1 when that point cannot be reached any more."""
        if self.clean:
            return 0
        saved = self._stack.cleanIndex()
        if saved >= 0:
            return abs(self.index - saved)
        return max(1, self._way_off.steps_to(self.index))

    @property
    def index(self) -> int:
        """The place in the history: how many of its steps are done."""
        return self._stack.index()

    @property
    def saved_index(self) -> int:
        """The place in the history at which the episode is saved; -1 if that cannot be reached any more."""
        return self._stack.cleanIndex()

    @property
    def steps(self) -> int:
        """How many steps the history holds, done or taken back."""
        return self._stack.count()

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self._stack.canUndo()

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return self._stack.canRedo()

    def step(self, place: int) -> HistoryStep | None:
        """Return the step that leads from a place of the history to the next one; None if there is none."""
        step = self._stack.command(place) if 0 <= place < self.steps else None
        return step if isinstance(step, HistoryStep) else None

    def now(self) -> Episode:
        """Return the episode as it is."""
        return self.episode

    def load(self, document: Document | None, history: History | None = None) -> None:
        """Hold another document (None: no document); the history begins anew, or with the one that is handed in."""
        self.document = document
        self.episode = document.episode if document else Episode()
        self.place, self.saved_at, self._saving_step = Place(), None, None
        self._stack.clear()
        self._way_off = _WayOff()
        if history is not None:
            self._begin_with(history)
        self.loaded.emit()

    def push(self, step: HistoryStep) -> None:
        """Put a step on the history that changes no value: one that mended the text of the file."""
        self._way_off = self._way_off.before_step(self.saved_index, self.index)
        self._stack.push(step)
        self.stepped.emit(step)

    def take_text(self, text_of: Callable[[Document], Document]) -> None:
        """Hold the same episode in another text, or under another name, as `text_of` makes it of what is there."""
        if not self._silent and self.document is not None:
            self.document = text_of(self.document)
            self.text_taken.emit()

    def end(self) -> None:
        """Let go of everything, telling nobody: the window is closed.

        A session has to be ended: a stack and its steps that the garbage collector finds together are freed in an
        order of its own, and Qt then frees the steps a second time (seen with PySide6 6.11).
        """
        self._silent = True
        self._stack.clear()

    def apply(self, edit: Edit, episode: Episode, gesture: object = None) -> bool:
        """Make `episode` the present one, as one step of the history; False if nothing changed."""
        change = Change.between(self.episode, episode)
        if not change or not self.editable:
            return False
        if self._saving_step is not None and self.index < self._saving_step:
            self._saving_step = _UNREACHABLE
        stretch = None if gesture is None else (gesture, self._saves)
        step = Step(self, edit, change, self.place, stretch)  # before the place follows the change
        self._show(change, episode)
        before = self.index
        self._way_off = self._way_off.before_step(self.saved_index, self.index)
        self._stack.push(step)
        self._tell_step(step, before)
        return True

    def take(self, change: Change, place: Place | None) -> None:
        """Let a step of the history do its work; for `Step` alone."""
        if self._silent:
            return
        self._show(change, change.apply(self.episode))
        if place is not None:
            self.place_restored.emit(place)

    def undo(self) -> str:
        """Take the last step back; return its label, "" if there is none."""
        label = self._stack.undoText()
        self._stack.undo()
        self.moved.emit(self.index)
        return label

    def redo(self) -> str:
        """Do again what was taken back last; return its label, "" if there is none."""
        label = self._stack.redoText()
        self._stack.redo()
        self.moved.emit(self.index)
        return label

    def undo_to(self, index: int) -> None:
        """Take steps back, or do them again, till `index` of them are done."""
        self._stack.setIndex(index)
        self.moved.emit(self.index)

    def begin_saving(self) -> None:
        """Note that the episode as it is now is on its way to the disk."""
        self._saving_step, self._on_its_way, self._since = self.index, self.episode, []
        self._saves += 1
        self.saving_began.emit()

    def end_saving(
        self,
        document: Document | None,
        renumbered: Renumbered | None = None,
        *,
        by_us: bool = True,
    ) -> None:
        """Note that what `begin_saving` saw is on disk as `document` (None: it failed); later edits stay unsaved.

        `renumbered`: which entries are others by that, where it is known. `by_us`: it was saved here; else another
        program has written it.
        """
        step, self._saving_step = self._saving_step, None
        since, self._since = self._since, []
        if document is None or step is None:
            return
        self.document = document
        renumbered = renumbered or Renumbered.between(self._on_its_way, document.episode)
        change = renumbered.change(self.episode, since)
        if change:
            self.episode = change.apply(self.episode)
        self.saved_at = datetime.now() if by_us else None
        self._move_saved_point(step)
        self.saved.emit()
        if change:
            self.renumbered.emit(change, self.episode)

    def rebase(self, document: Document, edit: Edit, joined: Episode | None = None) -> None:
        """Go on with what the disk holds now, as one step of the history; taken back, what was here is unsaved.

        `document`: what the disk holds, its entries numbered like those of the document before. `joined`: what is to
        be shown where that is something else: it is unsaved, and no place of the history is what the disk holds.
        """
        count, shown = self.unsaved_count, document.episode if joined is None else joined
        if not changes_nothing(Change.between(self.episode, shown)):
            self.apply(edit, shown)
        self.begin_saving()
        if joined is not None:
            self._saving_step, self._on_its_way = _UNREACHABLE, document.episode
            self._way_off = _WayOff(self.index, count)  # what is the disk's is no change of ours
        self.end_saving(document, by_us=False)

    def _show(self, change: Change, episode: Episode) -> None:
        self.episode = episode
        if self.saving:
            self._since.append(change)
        self.changed.emit(change, episode)

    def _begin_with(self, history: History) -> None:
        """Fill the empty history; nobody hears of it, and no step does its work."""
        self._silent = True
        for place, step in enumerate(history.steps):
            if place == history.saved:
                self._stack.setClean()
            self._stack.push(step)
        if history.saved == len(history.steps):
            self._stack.setClean()
        elif history.saved < 0:
            self._stack.resetClean()
        self._stack.setIndex(history.index)
        self._silent = False
        self.episode = history.episode

    def _tell_step(self, step: HistoryStep, before: int) -> None:
        if self.index > before:
            self.stepped.emit(step)
        else:
            last = self.step(before - 1) if self.index == before else None
            self.merged.emit(last.change if isinstance(last, Step) else None)

    def _move_saved_point(self, step: int) -> None:
        """Put the saved point at `step`; nobody hears of the way there and back."""
        clean, now = self.clean, self.index
        self._silent = True
        if step == _UNREACHABLE:
            self._stack.resetClean()
        else:
            self._stack.setIndex(step)
            self._stack.setClean()
            self._stack.setIndex(now)
        self._silent = False
        if self.clean != clean:
            self.clean_changed.emit(self.clean)

    def _tell_clean(self, clean: bool) -> None:
        if not self._silent:
            self.clean_changed.emit(clean)

    def _tell_index(self, index: int) -> None:
        if not self._silent:
            self.history_moved.emit(index)
