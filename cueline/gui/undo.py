"""One step of the undo history: it holds what changed, not copies of the episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from cueline.episode import Change

if TYPE_CHECKING:
    from cueline.gui.session import Session

_STEP_ID = 1


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit is: `name` (the action's id), `origin` (what it was done to), `label` (shown in the menu).

    Two steps become one only if name, origin and gesture are equal.
    """

    name: str
    origin: object
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user was: the selected rows, inclusive, and the row that is current; None without one."""

    first: int | None = None
    last: int | None = None
    current: int | None = None


class Step(QUndoCommand):
    """An edit that can be taken back; undoing it also restores the place where it was made."""

    def __init__(
        self, session: Session, edit: Edit, change: Change, place: Place, gesture: object
    ) -> None:
        super().__init__(edit.label)
        self._session = session
        self._edit = edit
        self._change = change
        self._place = place
        self._gesture = gesture
        self._undone = False

    def redo(self) -> None:
        """Apply the change; when it is done again, go to where it is seen."""
        self._session.take(self._change, place_of(self._change) if self._undone else None)

    def undo(self) -> None:
        """Apply the inverse of the change and go back to where it was made."""
        self._undone = True
        self._session.take(self._change.inverse(), self._place)

    def id(self) -> int:
        """Tell Qt that steps may merge; `mergeWith` decides."""
        return _STEP_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take `other`, already applied, into this step; False unless both are the same stretch of one edit."""
        if not isinstance(other, Step) or not self._continues_with(other):
            return False
        now = self._session.episode
        before = self._change.inverse().apply(other._change.inverse().apply(now))
        self._change = Change.between(before, now)
        self.setObsolete(changes_nothing(self._change))
        return True

    def _continues_with(self, other: Step) -> bool:
        return (
            self._gesture is not None
            and self._gesture == other._gesture
            and self._edit.name == other._edit.name
            and self._edit.origin == other._edit.origin
            and not self._session.saving
        )


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
