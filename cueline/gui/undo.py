"""One step of the undo history: it holds what changed, not copies of the episode."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from PySide6.QtGui import QUndoCommand

from cueline.episode import Change, Episode, Splice

T = TypeVar("T")
_STEP_ID = 1


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit is: `name` (the action's id), `origin` (what it was done to), `label` (shown in the menu).

    Two steps become one only if name, origin and gesture are equal. `selected`: see `Place`.
    """

    name: str
    origin: object
    label: str
    selected: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user was: the selected rows, inclusive, and the row that is current; None without one.

    `selected`: offset and length (code points) of what was selected in the text of that row; None if nothing was.
    """

    first: int | None = None
    last: int | None = None
    current: int | None = None
    selected: tuple[int, int] | None = None


class Stepped(Protocol):
    """What steps work on: the episode that a history belongs to."""

    def now(self) -> Episode:
        """Return the episode as it is."""
        ...

    def take(self, change: Change, place: Place | None) -> None:
        """Let `change` become part of the episode, and go to `place`."""
        ...


class HistoryStep(QUndoCommand):
    """A step of the history. This one changes no value; `name` is the action that made it, and what it was done to."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(label)
        self.name = name

    @property
    def change(self) -> Change:
        """What it changes."""
        return Change()

    @property
    def place(self) -> Place:
        """Where the user was when it was made."""
        return Place()

    def again(self) -> HistoryStep:
        """Return the same step for another history: the one that it is in goes with its document."""
        return HistoryStep(self.name, self.text())


class Step(HistoryStep):
    """An edit that was made and can be taken back; undoing it also restores the place where it was made."""

    def __init__(
        self, made_on: Stepped, edit: Edit, change: Change, place: Place, gesture: object
    ) -> None:
        super().__init__(edit.name, edit.label)
        self._made_on = made_on
        self._edit = edit
        self._change = change
        self._place = replace(place, selected=edit.selected)
        self._gesture = gesture
        self._fresh = True

    @property
    def change(self) -> Change:
        """What it changes, with all that was merged into it."""
        return self._change

    @property
    def place(self) -> Place:
        """Where the user was when it was made."""
        return self._place

    def again(self) -> Step:
        """Return the same step for another history; nothing merges with it any more."""
        return Step(self._made_on, self._edit, self._change, self._place, None)

    def redo(self) -> None:
        """Do the edit again and go to where it is seen; nothing when it enters the history, for it is done then."""
        if self._fresh:
            self._fresh = False
        else:
            self._made_on.take(self._change, place_of(self._change))

    def undo(self) -> None:
        """Apply the inverse of the change and go back to where it was made."""
        self._made_on.take(self._change.inverse(), self._place)

    def id(self) -> int:
        """Tell Qt that steps may merge; `mergeWith` decides."""
        return _STEP_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take `other`, already applied, into this step; False unless both are the same stretch of one edit."""
        if not isinstance(other, Step) or not self._continues_with(other):
            return False
        self._change = _joined(self._change, other._change) or self._across(other._change)
        self.setObsolete(changes_nothing(self._change))
        return True

    def _across(self, later: Change) -> Change:
        """Find what both changes make together, from the episode that they led to."""
        now = self._made_on.now()
        return Change.between(self._change.inverse().apply(later.inverse().apply(now)), now)

    def _continues_with(self, other: Step) -> bool:
        return (
            self._gesture is not None
            and self._gesture == other._gesture
            and self._edit.name == other._edit.name
            and self._edit.origin == other._edit.origin
        )


def _joined(first: Change, second: Change) -> Change | None:
    """Put two changes of the values of the same entries together; None where that is not all they are."""
    for change in (first, second):
        splices = (*change.items, *change.clips)
        if change.fields or change.order or change.body or change.clock:
            return None
        if any(splice.growth for splice in splices):
            return None
    items, clips = _followed(first.items, second.items), _followed(first.clips, second.clips)
    return None if items is None or clips is None else Change(items=items, clips=clips)


def _followed(
    first: tuple[Splice[T], ...], second: tuple[Splice[T], ...]
) -> tuple[Splice[T], ...] | None:
    if [s.first for s in first] != [s.first for s in second]:
        return None
    if [len(s.removed) for s in first] != [len(s.removed) for s in second]:
        return None
    return tuple(replace(a, inserted=b.inserted) for a, b in zip(first, second, strict=True))


def changes_nothing(change: Change) -> bool:
    """Tell whether all values are what they were, as after typing a letter and deleting it."""
    splices = (*change.items, *change.clips)
    return all(s.removed == s.inserted for s in splices) and not (
        change.fields or change.order or change.body or change.clock
    )


def place_of(change: Change) -> Place | None:
    """Return the first row that `change` touches; None if it touches no row."""
    if not change.items:
        return None
    first = change.items[0].first
    return Place(first, first, first)
