"""A field for several people, with commas between them; those of the site are offered while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget


class GuestField(QLineEdit):
    """`guests` are the ids that are typed, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newGuests")
        self.setAccessibleName("Guests")
        self.setPlaceholderText("ids of the site’s people, with commas")
        self._people = _PeopleCompleter(self)
        self.setCompleter(self._people)

    @property
    def guests(self) -> tuple[str, ...]:
        """The ids, each once."""
        parts = (part.strip() for part in self.text().split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer people: the id and the full name ("" where it is not known) of each."""
        self._people.set_people(people)


class _PeopleCompleter(QCompleter):
    """Completes the person the caret is at the end of, by any part of the id or the name."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._shown = QStringListModel(self)
        self.setModel(self._shown)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Take other people."""
        self._shown.setStringList([f"{key} · {name}" if name else key for key, name in people])

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        key = str(index.data()).partition(" · ")[0]
        before = self._field.text().rpartition(",")[0]
        return f"{before}, {key}" if before.strip() else key
