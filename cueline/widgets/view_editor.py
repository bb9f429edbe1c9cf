"""The editor that is open in a tree or a table of Qt's own kind: a title, a clip's name or time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_GIVE_UP = QAbstractItemDelegate.EndEditHint.RevertModelCache


class ViewEditor:
    """Ends the editing in a view from outside, as Enter and Escape do inside.

    `refused` tells of an editor whether what is in it cannot be taken, and says so beside it.
    """

    def __init__(
        self, view: QAbstractItemView, refused: Callable[[QWidget], bool] | None = None
    ) -> None:
        self._view = view
        self._refused = refused

    def commit(self) -> bool:
        """Take what is in the open editor and close it; False if that cannot be, and it stays open."""
        editor = self._editor()
        if editor is None:
            return True
        if self._refused is not None and self._refused(editor):
            editor.setFocus()
            return False
        delegate = self._view.itemDelegate()
        delegate.commitData.emit(editor)
        delegate.closeEditor.emit(editor, _NO_HINT)
        return True

    def finish(self) -> None:
        """Close the open editor; what cannot be taken is given up."""
        if not self.commit():
            self._view.itemDelegate().closeEditor.emit(self._editor(), _GIVE_UP)

    def _editor(self) -> QWidget | None:
        if self._view.state() != QAbstractItemView.State.EditingState:
            return None
        return self._view.indexWidget(self._view.currentIndex())
