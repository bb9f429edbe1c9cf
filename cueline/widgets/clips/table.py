"""The clips: parts of the recording that have a page address of their own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from cueline.episode import Change, Episode
from cueline.widgets.clips.model import (
    END,
    LENGTH,
    NAME,
    START,
    TIMES,
    TITLES,
    URL,
    AnyIndex,
    ClipModel,
)
from cueline.widgets.problems.marks import Key, ProblemMark, paint_problem

NOT_UNDERSTOOD = "Not understood as a time. Type 5:38, 338, +2 or -0.5."
EMPTY = "No clips in this episode. Make them from the sections, or one from the lines you chose (menu Clips)."
_LEAST_NAME = {LENGTH: 10, END: 6}
"""How wide the names are at least, in heights of a letter, before a column of times makes way."""
_WIDE = 34
"""From how many heights of a letter on there is room for the addresses."""


class ClipTable(QTableView):
    """Name, start, end, length and, where there is room, address of every clip; numbered as in `episode.clips`.

    `clip_chosen` comes from keys and the mouse only, `current_changed` whatever the reason. Enter or F2 opens the
    cell (all but the length); Delete asks to delete the clip.
    """

    clip_chosen = Signal(int)
    current_changed = Signal(object)
    rename_requested = Signal(int, str)
    start_entered = Signal(int, float)
    end_entered = Signal(int, float)
    url_entered = Signal(int, str)
    delete_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clipTable")
        self.setAccessibleName("Clips")
        self._quiet = False
        self._widths: dict[int, int] = {}
        self._told: int | None = None
        self._model = ClipModel(self)
        self.empty_text = EMPTY
        """What is said where there are no clips."""
        self.setModel(self._model)
        delegate = ClipDelegate(self)
        self.setItemDelegate(delegate)
        self.refused = delegate.refused
        self._set_up_view()
        self._set_up_header()
        self._model.renamed.connect(self.rename_requested)
        self._model.start_typed.connect(self.start_entered)
        self._model.end_typed.connect(self.end_entered)
        self._model.url_typed.connect(self.url_entered)

    @property
    def current(self) -> int | None:
        """The clip that is current; None if none is."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to the table, or to a cell that is open in it."""
        focus = QApplication.focusWidget()
        return self.hasFocus() or (focus is not None and self.isAncestorOf(focus))

    @property
    def end_is_current(self) -> bool:
        """Whether the current cell is the end of a clip."""
        return self.currentIndex().column() == END

    def open_name(self, clip: int) -> None:
        """Open the name of a clip, so that it is typed next."""
        self.setFocus()
        index = self._model.index(clip, NAME)
        self.setCurrentIndex(index)
        self.edit(index)

    def set_episode(
        self, episode: Episode, read_only: bool = False, *, waiting: bool = False
    ) -> None:
        """Show the clips of another episode; `waiting`: they come in a moment."""
        self.empty_text = "…" if waiting else EMPTY
        self._model.read_only = read_only
        self._quiet = True
        self._model.set_episode(episode)
        self._fit_columns()
        self._quiet = False
        self._tell_current()

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Show what became of the episode; what is selected stays so."""
        self._quiet = True
        self._model.apply_change(change, episode)
        if change.clips:
            self._fit_columns()
        self._quiet = False
        self._tell_current()

    def set_problems(self, problems: Mapping[Key, ProblemMark]) -> None:
        """Mark the clips with problems, by `key_of`, until others are told."""
        self._model.set_problems(problems)

    def set_current(self, clip: int | None) -> None:
        """Mark a clip; None marks none."""
        if clip == self.current:
            return
        self._quiet = True
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self._model.index(-1 if clip is None else clip, column))
        self._quiet = False
        self._tell_current()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if self._quiet:
            return
        self._tell_current()
        if current.isValid() and current.row() != previous.row():
            self.clip_chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        modified = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modified or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
        elif event.key() == Qt.Key.Key_Delete:
            if index.isValid() and not self._model.read_only:
                self.delete_requested.emit(index.row())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            with QPainter(self.viewport()) as painter:
                painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
                space = self.viewport().rect().adjusted(16, 16, -16, -16)
                painter.drawText(
                    space, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.empty_text
                )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_addresses()
        self._show_times()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 22, em * 16)

    def _tell_current(self) -> None:
        if self._told != self.current:
            self._told = self.current
            self.current_changed.emit(self.current)

    def _set_up_view(self) -> None:
        self.setProperty("pane", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _set_up_header(self) -> None:
        metrics = self.fontMetrics()
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(metrics.height() * 1.8))
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(metrics.height())
        columns.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (START, END, LENGTH, URL):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self._show_addresses()
        self._fit_columns()

    def _show_addresses(self) -> None:
        em = self.fontMetrics().height()
        room = self.width() - em * _WIDE
        self.setColumnHidden(URL, room < 0)
        self.horizontalHeader().resizeSection(URL, em * 8 + max(0, room) * 2 // 3)

    def _fit_columns(self) -> None:
        """Give the times the room that they need, and the names the rest."""
        metrics = self.fontMetrics()
        model = self._model
        for column in (START, END, LENGTH):
            title = str(model.headerData(column, Qt.Orientation.Horizontal))
            words = (title, model.longest(column))
            widest = max(map(metrics.horizontalAdvance, words))
            self._widths[column] = widest + metrics.height()
            self.horizontalHeader().resizeSection(column, self._widths[column])
        self._show_times()

    def _show_times(self) -> None:
        """Leave out the lengths, then the ends, where they would leave no room for the names."""
        em, room = self.fontMetrics().height(), self.viewport().width()
        room -= sum(self._widths.get(column, 0) for column in (START, END, LENGTH))
        for column, least in _LEAST_NAME.items():
            self.setColumnHidden(column, room < em * least)
            room += self._widths.get(column, 0)


class ClipDelegate(QStyledItemDelegate):
    """Paints a clip's cells with air around them; a start that is not understood stays open and says so."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        air = round(option.fontMetrics.height() * 0.43)  # type: ignore[attr-defined]
        option.rect.adjust(air, 0, -air, 0)  # type: ignore[attr-defined]
        option.textElideMode = Qt.TextElideMode.ElideRight  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        table, rect = self.parent(), QRect(option.rect)  # type: ignore[attr-defined]
        assert isinstance(table, ClipTable)
        if index.row() == table.current:
            _paint_current(painter, table, rect, index.column())
        air = round(table.fontMetrics().height() * 0.43)
        _paint_cell(painter, table, rect.adjusted(air, 0, -air, 0), index)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("row", index.row())
        editor.setProperty("column", index.column())
        editor.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
        editor.setAccessibleName(f"{TITLES[index.column()]} of the clip")
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        ends = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() in ends and not self._understood(editor):
                self._refuse(editor)
                return True
        return super().eventFilter(editor, event)

    def refused(self, editor: QWidget) -> bool:
        """Tell whether a time that is typed is not understood, and say so beside it."""
        bad = isinstance(editor, QLineEdit) and not self._understood(editor)
        if bad and isinstance(editor, QLineEdit):
            self._refuse(editor)
        return bad

    def _understood(self, editor: QLineEdit) -> bool:
        table = self.parent()
        row, column = editor.property("row"), editor.property("column")
        if column not in TIMES or not isinstance(table, ClipTable):
            return True
        model = table.model()
        assert isinstance(model, ClipModel)
        return model.read_time(row, column, editor.text()) is not None

    def _refuse(self, editor: QLineEdit) -> None:
        editor.setProperty("invalid", True)
        editor.style().polish(editor)
        editor.setToolTip(NOT_UNDERSTOOD)
        place = editor.mapToGlobal(QPoint(0, editor.height()))
        QToolTip.showText(place, NOT_UNDERSTOOD, editor)


def _paint_current(painter: QPainter, table: ClipTable, rect: QRect, column: int) -> None:
    """Paint what lies behind a cell of the current row; the one that keys go to has a line below it."""
    palette = table.palette()
    painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
    if column == table.currentIndex().column() and table.hasFocus():
        line = rect.adjusted(3, rect.height() - 2, -3, 0)
        painter.fillRect(line, palette.color(QPalette.ColorRole.Accent))


def _paint_cell(painter: QPainter, table: ClipTable, area: QRect, index: AnyIndex) -> None:
    """Paint the text of a cell; the model is asked for that alone, for a style asks for nine things."""
    model, column = table.model(), index.column()
    own = model.data(index, Qt.ItemDataRole.FontRole)
    font = table.font() if own is None else own.resolve(table.font())
    colour = model.data(index, Qt.ItemDataRole.ForegroundRole)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour or table.palette().color(QPalette.ColorRole.Text))
    if column == NAME:
        _paint_mark(painter, table, index.row(), area)
    cut = Qt.TextElideMode.ElideLeft if column == URL else Qt.TextElideMode.ElideRight
    text = str(model.data(index, Qt.ItemDataRole.DisplayRole))
    shown = QFontMetrics(font).elidedText(text, cut, area.width())
    alignment = model.data(index, Qt.ItemDataRole.TextAlignmentRole)
    painter.drawText(area, alignment, shown)
    painter.restore()


def _paint_mark(painter: QPainter, table: ClipTable, row: int, area: QRect) -> None:
    """Paint the mark of a clip's problem at the right of its name, and take its room off `area`."""
    model = table.model()
    mark = model.problem_at(row) if isinstance(model, ClipModel) else None
    if mark is None:
        return
    side = round(table.fontMetrics().height() * 0.86)
    top = area.center().y() - side / 2 + 1
    place = QRectF(area.right() + 1 - side, top, side, side)
    paint_problem(painter, mark.severity, place, table.palette())
    area.setRight(area.right() - side - side // 2)
