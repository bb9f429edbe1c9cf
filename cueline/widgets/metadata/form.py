"""The front matter as a form: a row for each field that the file has, and a way to add the others."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode import Change, Episode, Path, Value
from cueline.episode.field_order import USUAL
from cueline.widgets.metadata.adding import OWN, AddingBar
from cueline.widgets.metadata.boxes import ProseBox
from cueline.widgets.metadata.groups import DurationEditor, GuestsEditor
from cueline.widgets.metadata.rows import (
    BESIDE,
    FieldRow,
    YamlReading,
    make_row,
    still_fits,
    titled,
)

_WIDE_EM = 34
_NARROW_EM = 22
"""Below this width buttons that stand beside each other stand below each other, in the same unit."""


class MetadataForm(QScrollArea):
    """Shows the fields and tells what the user wants of them; it changes nothing itself.

    `field_edited(path, value, gesture)`: what was typed, at each pause; equal gestures are one stretch of typing.
    `field_removed(path)`; `duration_asked("sound" or "last_line")`; `left` when Escape is pressed.
    `to_yaml` and `from_yaml` turn values of unusual shape into text and back; `from_yaml` raises ValueError.
    """

    field_edited = Signal(object, object, object)
    field_removed = Signal(object)
    duration_asked = Signal(str)
    left = Signal()

    def __init__(
        self,
        to_yaml: Callable[[Value], str],
        from_yaml: Callable[[str], Value],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("metadataForm")
        self.setAccessibleName("Episode")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes through the fields alone
        self._yaml = YamlReading(to_yaml, from_yaml)
        self._episode = Episode()
        self._read_only = self._stale = self._resting = False
        self._rows: dict[str, FieldRow] = {}
        self._begun: list[str] = []
        self._people: dict[str, str] = {}
        self._gestures = itertools.count(1)
        self._last_box: QWidget | None = None
        self._order: list[str] = []
        self._build()
        self._lay_out_rows()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    def set_episode(self, episode: Episode, read_only: bool = False) -> None:
        """Show another episode."""
        self._episode, self._read_only = episode, read_only
        self._begun.clear()
        for row in self._rows.values():
            row.editor.begin_anew()
        self.verticalScrollBar().setValue(0)
        self._content.setEnabled(not read_only)
        self._refresh()

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Show what became of the fields; what is being typed, and its caret, stay where they are."""
        self._episode = episode
        if change.fields or change.order:
            self._refresh()

    def set_people(self, people: Mapping[str, str]) -> None:
        """Offer these people as guests: id to full name."""
        self._people = dict(people)
        row = self._rows.get("guests")
        if row is not None and isinstance(row.editor, GuestsEditor):
            row.editor.set_people(self._people)

    def commit_typing(self) -> bool:
        """Tell what was typed since the last pause; False if something is not understood: it gets the focus."""
        for row in list(self._rows.values()):
            row.editor.flush()
        refusing = next((key for key, row in self._rows.items() if row.editor.is_refusing), None)
        if refusing is not None:
            self.focus_field((refusing,))
        return refusing is None

    @property
    def fault(self) -> str:
        """Which field is not understood and why, in a sentence; "" if all are."""
        row = next((row for row in self._rows.values() if row.editor.is_refusing), None)
        return "" if row is None else f"{titled(row.key)}: {row.editor.fault}"

    def give_up_typing(self) -> None:
        """Tell what was typed where it is understood; elsewhere the last good value is shown again."""
        for row in list(self._rows.values()):
            row.editor.flush()
            if row.editor.is_refusing:
                row.editor.give_up()

    def focus_field(self, path: Path) -> None:
        """Put the focus into a field, or at a place in it; a field that is missing is begun."""
        key = str(path[0])
        if key not in self._rows and not self._read_only:
            self.add_field(key)
        elif self._stale:
            self._refresh(now=True)
        row = self._rows.get(key)
        if row is None:
            return
        if key not in USUAL:
            self._other_button.setChecked(True)
        row.editor.focus_at(tuple(path[1:]))
        # The layout settles first, or a row that has just been made is nowhere yet.
        QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 0))

    def add_field(self, key: str) -> None:
        """Begin a field that the file does not have, with the focus in it; it is there when something is typed."""
        if key in OWN or self._read_only:
            return
        if key not in self._episode.fields and key not in self._begun:
            self._begun.append(key)
        self._refresh(now=True)
        if key not in USUAL:
            self._other_button.setChecked(True)
        self._rows[key].editor.focus_at(())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on in the field that was last in use."""
        super().focusInEvent(event)
        if self._resting or self._read_only or event.reason() == Qt.FocusReason.MouseFocusReason:
            return
        boxes = [box for box in self._boxes() if box.isVisibleTo(self)]
        target = self._last_box if self._last_box in boxes else next(iter(boxes), None)
        if target is not None:
            target.setFocus(event.reason())

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(arg__1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        for row in self._rows.values():
            self._fit(row)

    # Rows.

    def _refresh(self, *, now: bool = False) -> None:
        """Make the rows those of the fields, and show what changed; later, while the form is not shown."""
        self._stale = not (now or self.isVisible())
        if self._stale:
            return
        fields = self._episode.fields
        self._begun = [key for key in self._begun if key not in fields]
        keys = [key for key in USUAL if key in fields or key in self._begun]
        keys += [k for k in (*fields, *self._begun) if k not in USUAL and k not in OWN]
        made = [self._keep_row(key) for key in keys]
        for key in [key for key in self._rows if key not in keys]:
            self._drop_row(key)
        if any(made) or keys != self._order:
            self._order = keys
            self._lay_out_rows()

    def _keep_row(self, key: str) -> bool:
        """Show a field's value in its row; True if the row had to be made."""
        value, row = self._episode.fields.get(key), self._rows.get(key)
        focused = row is not None and self._has_focus(row)
        fits = row is not None and (still_fits(row, value) or (row.odd and focused))
        if row is not None and not fits:
            self._drop_row(key)
        if not fits:
            row = self._rows[key] = self._make_row(key, value)
        assert row is not None
        row.editor.good = value
        row.editor.show_value(value)
        if focused and not fits:
            row.editor.focus_at(())
        return not fits

    def _make_row(self, key: str, value: Value) -> FieldRow:
        row = make_row(key, value, self._gestures, self._yaml)
        editor = row.editor
        editor.told.connect(
            lambda path, value, gesture: self.field_edited.emit((key, *path), value, gesture)
        )
        editor.removed.connect(lambda path: self.field_removed.emit((key, *path)))
        editor.left.connect(self._rest)
        editor.structure_changed.connect(self._order_tabs)
        row.remove_requested.connect(self._remove)
        if isinstance(editor, GuestsEditor):
            editor.set_people(self._people)
        if isinstance(editor, DurationEditor):
            editor.asked.connect(self.duration_asked)
        for box in editor.boxes():
            if isinstance(box, ProseBox):
                box.cursorPositionChanged.connect(lambda box=box: self._follow_caret(box))
        self._fit(row)
        return row

    def _drop_row(self, key: str) -> None:
        if self._has_focus(self._rows[key]):
            self._rest_quietly()
        row = self._rows.pop(key)
        if self._last_box is not None and row.isAncestorOf(self._last_box):
            self._last_box = None
        row.hide()
        row.setParent(None)
        row.deleteLater()
        self._order = []

    def _remove(self, key: str) -> None:
        if key in self._episode.fields:
            self.field_removed.emit((key,))
        elif key in self._begun:
            self._begun.remove(key)
            self._refresh()

    def _lay_out_rows(self) -> None:
        place = 0
        for key in self._order:
            row = self._rows[key]
            if key not in USUAL:
                self._others.addWidget(row)
            elif key in BESIDE and all(other in self._rows for other in BESIDE):
                place += BESIDE[key] == 0
                self._usual.addWidget(row, place, BESIDE[key])
            else:
                place += 1
                self._usual.addWidget(row, place, 0, 1, 2)
            row.show()
        others = [key for key in self._order if key not in USUAL]
        self._other_button.setVisible(bool(others))
        self._other_button.setText(f"Other ({len(others)})")
        self._fold()
        missing = [key for key in USUAL if key not in self._rows]
        self._adding.show_fields(missing, list(self._rows))
        self._order_tabs()

    def _boxes(self) -> list[QWidget]:
        usual = [box for k in self._order if k in USUAL for box in self._rows[k].editor.boxes()]
        other = [box for k in self._order if k not in USUAL for box in self._rows[k].editor.boxes()]
        return [*usual, self._other_button, *other, *self._adding.boxes()]

    def _order_tabs(self) -> None:
        for before, after in itertools.pairwise(self._boxes()):
            QWidget.setTabOrder(before, after)

    # Focus and place.

    def _note_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        row = next((row for row in self._rows.values() if now and row.isAncestorOf(now)), None)
        if row is not None:
            self._last_box = now

    def _has_focus(self, row: FieldRow) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and row.isAncestorOf(focus)

    def _rest(self) -> None:
        self._rest_quietly()
        self.left.emit()

    def _rest_quietly(self) -> None:
        self._resting = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._resting = False

    def _follow_caret(self, box: ProseBox) -> None:
        if box.hasFocus():
            spot = box.viewport().mapTo(self._content, box.cursorRect().center())
            self.ensureVisible(spot.x(), spot.y(), 0, 2 * box.fontMetrics().height())

    def _fit(self, row: FieldRow) -> None:
        """Arrange a row for the width of the form."""
        width, em = self.viewport().width(), self.fontMetrics().height()
        row.set_wide(wide=width >= _WIDE_EM * em)
        if isinstance(row.editor, DurationEditor):
            row.editor.stack_buttons(width < _NARROW_EM * em)

    def _fold(self) -> None:
        shown = self._other_button.isChecked()
        self._other_button.setArrowType(
            Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow
        )
        self._other.setVisible(shown and any(key not in USUAL for key in self._order))

    # Building.

    def _build(self) -> None:
        em = self.fontMetrics().height()
        self._content = QWidget(self)
        self._content.setAutoFillBackground(False)
        self._usual, self._other, self._others = QGridLayout(), QWidget(), QVBoxLayout()
        for layout in (self._usual, self._others):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(em // 2)
        self._usual.setColumnStretch(0, 1)
        self._usual.setColumnStretch(1, 1)
        self._other.setLayout(self._others)
        self._other_button = self._make_other_button()
        self._adding = AddingBar(self._content)
        self._adding.add_requested.connect(self.add_field)
        self._adding.left.connect(self._rest)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(em * 3 // 4, em // 2, em * 3 // 4, em)
        column.setSpacing(em // 2)
        column.addLayout(self._usual)
        column.addWidget(self._other_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._other)
        column.addWidget(self._adding)
        column.addStretch(1)
        self.setWidget(self._content)
        self.viewport().setBackgroundRole(self.backgroundRole())

    def _make_other_button(self) -> QToolButton:
        button = QToolButton(self._content)
        button.setObjectName("otherFields")
        button.setCheckable(True)
        button.setProperty("fold", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip("Show or hide the fields that only this file has")
        button.setAccessibleName("Other fields")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.toggled.connect(self._fold)
        return button
