"""The list of problems: kinds that fold, a sentence and its place for each problem, and below it what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.checks import Problem
from cueline.widgets import theme
from cueline.widgets.plain_tip import plain_tip
from cueline.widgets.problems.model import (
    AnyIndex,
    Entry,
    ProblemGroup,
    ProblemModel,
)

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ICONS = {"error": "error", "warning": "warning", "hint": "info", "cosmetic": "info"}
_LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_WRAPPED = Qt.TextFlag.TextWordWrap
_MEASURED = 10_000
"""Of so many sentences the heights are kept."""


class ProblemTree(QTreeView):
    """A click asks for the place of a problem to be shown, Enter or a double click to go there; the arrows walk.

    On a kind all of these fold.
    """

    pointed_at = Signal(object)  # Problem
    go_requested = Signal(object)  # Problem
    current_changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problemList")
        self.setAccessibleName("Problems")
        self.shown = ProblemModel(self)
        self._folds: dict[str, bool] = {}
        self._quiet = False
        self.setModel(self.shown)
        self.setHeaderHidden(True)
        self.setItemDelegate(ProblemDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(self.fontMetrics().height())
        self.setExpandsOnDoubleClick(False)
        self.clicked.connect(lambda index: self._use(index, self.pointed_at))
        self.doubleClicked.connect(self._go_to)
        self.collapsed.connect(lambda index: self._note_fold(index, True))
        self.expanded.connect(lambda index: self._note_fold(index, False))

    @property
    def problem(self) -> Problem | None:
        """The problem that is current; None on a kind, or on nothing."""
        entry = self.shown.entry_at(self.currentIndex())
        return None if entry is None else entry.problem

    @property
    def group(self) -> ProblemGroup | None:
        """The kind that is current, or whose problem is."""
        return self.shown.group_at(self.currentIndex())

    def is_folded(self, group: ProblemGroup) -> bool:
        """Tell whether the problems of a kind are hidden; those of looks only are at first."""
        return self._folds.get(group.rule, group.severity == "cosmetic")

    def set_groups(self, groups: Sequence[ProblemGroup]) -> None:
        """Show other problems; what is current, folded and seen stays so, as far as it is still there."""
        if list(groups) == self.shown.groups:
            return  # most edits change none; to lay out many would take its time
        old, row = self.group, self.currentIndex()
        entry = self.shown.entry_at(row)
        place = row.parent().row() if entry is not None else row.row()
        scrolled = self.verticalScrollBar().value()
        seen = self.viewport().rect().intersects(self.visualRect(row))
        self._quiet = True
        self.shown.set_groups(groups)
        for number, group in enumerate(groups):
            self.setExpanded(self.shown.index(number, 0), not self.is_folded(group))
        if old is not None:
            self.setCurrentIndex(self._again(old, entry, row.row() if entry else 0, place))
        self._quiet = False
        self.verticalScrollBar().setValue(scrolled)
        if seen:
            self.scrollTo(self.currentIndex())
        self.current_changed.emit()

    def show_problem(self, problem: Problem) -> None:
        """Make a problem current; its kind unfolds."""
        index = self.shown.index_of(problem)
        if index.isValid():
            self.expand(index.parent())
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def take_focus(self) -> None:
        """Take the keyboard; the first problem is current where none was."""
        # Before the focus comes, which would make the first row current: that is a kind.
        if not self.currentIndex().isValid() and self.shown.groups:
            first = self.shown.index(0, 0)
            self.setCurrentIndex(self.shown.index(0, 0, first) if self.isExpanded(first) else first)
        self.setFocus()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._use(self.currentIndex(), self.go_requested)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # sentences wrap elsewhere, so rows have other heights

    def _go_to(self, index: AnyIndex) -> None:
        entry = self.shown.entry_at(index)
        if entry is not None:
            self.go_requested.emit(entry.problem)

    def _use(self, index: AnyIndex, wanted: SignalInstance) -> None:
        entry = self.shown.entry_at(index)
        if entry is not None:
            wanted.emit(entry.problem)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def _note_fold(self, index: AnyIndex, folded: bool) -> None:
        group = self.shown.group_at(index)
        if group is not None and not self._quiet:
            self._folds[group.rule] = folded

    def _again(self, old: ProblemGroup, entry: Entry | None, row: int, place: int) -> AnyIndex:
        """Return the row of what was current, or the one that took its place."""
        groups = self.shown.groups
        now = next((i for i, group in enumerate(groups) if group.rule == old.rule), None)
        if now is None:
            return self.shown.index(min(place, len(groups) - 1), 0)
        parent, entries = self.shown.index(now, 0), groups[now].entries
        if entry is None:
            return parent
        digest = entry.problem.digest
        same = [i for i, other in enumerate(entries) if other.problem.digest == digest]
        nearest = min(same, key=lambda i: abs(i - row), default=min(row, len(entries) - 1))
        return self.shown.index(nearest, 0, parent)


class ProblemDelegate(QStyledItemDelegate):
    """Paints a kind as one line with its mark and number, a problem as its place and its sentence, wrapped."""

    def __init__(self, view: ProblemTree) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[str, int] = {}
        """The height of each sentence that was measured, in `_measured` (pixels of room and of a line)."""
        self._measured = (0, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        em = self._view.fontMetrics().height()
        entry = self._view.shown.entry_at(index)
        words = 0 if entry is None else self._height(entry.problem.message, em)
        return QSize(em * 8, words + round(em * 1.7))

    def _height(self, message: str, em: int) -> int:
        """Return the height of a sentence, wrapped: a tree asks for those of all rows each time it is laid out."""
        room = self._room(em)
        if self._measured != (room, em) or len(self._heights) > _MEASURED:
            self._measured = room, em
            self._heights.clear()
        if message not in self._heights:
            space = QRect(0, 0, room, em * 40)
            words = self._view.fontMetrics().boundingRect(space, _WRAPPED, message)
            self._heights[message] = words.height()
        return self._heights[message]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        self._paint_ground(painter, rect, index)
        entry, group = self._view.shown.entry_at(index), self._view.shown.group_at(index)
        if entry is not None:
            self._paint_entry(painter, rect, entry)
        elif group is not None:
            self._paint_group(painter, rect, group)
        painter.restore()

    def _room(self, em: int) -> int:
        """Return how wide a sentence may be, a scroll bar or not: the tree is laid out before it knows."""
        view = self._view
        bar = view.verticalScrollBar().sizeHint().width()
        inside = view.width() - 2 * view.frameWidth() - bar
        return max(40, inside - 2 * view.indentation() - em // 2 * 2)

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        palette = self._view.palette()
        if index == self._view.currentIndex():
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
        line = QRect(0, rect.bottom(), self._view.viewport().width(), 1)
        painter.fillRect(line, palette.color(QPalette.ColorRole.Mid))

    def _paint_group(self, painter: QPainter, rect: QRect, group: ProblemGroup) -> None:
        view, em = self._view, self._view.fontMetrics().height()
        colours = theme.tokens(view.palette())
        colour = {"error": colours.error, "warning": colours.warning, "hint": colours.info}
        mark = QRect(rect.left() + em // 3, rect.center().y() - em // 2 + 1, em, em)
        tint = colour.get(group.severity, colours.muted)
        theme.tinted_icon(_ICONS[group.severity], tint).paint(painter, mark)
        number = group.number
        painter.setPen(view.palette().color(QPalette.ColorRole.PlaceholderText))
        inside = rect.adjusted(em * 2 - em // 3, 0, -em // 2, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, number)
        font = QFont(view.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(view.palette().color(QPalette.ColorRole.Text))
        width = inside.width() - QFontMetrics(view.font()).horizontalAdvance(number) - em // 2
        title = painter.fontMetrics().elidedText(group.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, title)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        view, em = self._view, self._view.fontMetrics().height()
        inside = rect.adjusted(em // 2, em // 4, -(em // 2), 0)
        painter.setFont(theme.muted_font(view.font(), 0.92))
        palette, colours = view.palette(), theme.tokens(view.palette())
        left = inside.left()
        if entry.new:
            painter.setPen(colours.warning)
            painter.drawText(inside, _LEFT_TOP, "new")
            left += painter.fontMetrics().horizontalAdvance("new") + em // 2
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        place = QRect(left, inside.top(), inside.right() - left, em)
        room = place.width()
        words = painter.fontMetrics().elidedText(entry.place, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, _LEFT_TOP, words)
        painter.setFont(view.font())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        below = QRect(inside.left(), inside.top() + em, self._room(em), rect.height())
        painter.drawText(below, _LEFT_TOP | _WRAPPED, entry.problem.message)


class ProblemPane(QWidget):
    """The list with a sum above it, and below it the buttons that put right what is current."""

    fix_requested = Signal(object, int)  # Problem, which of its fixes
    fix_all_requested = Signal(str)  # rule
    right_requested = Signal(object, bool)  # Problem, for everyone

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problemPane")
        self.tree = ProblemTree(self)
        self.said = QLabel(self)
        self.said.setObjectName("problemSaid")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.fix_button = self._button("fixProblem", "Fix")
        self.all_button = self._button("fixAllProblems", "Fix All")
        self.right_button = self._button("problemIsRight", "This Is Right")
        self.go_button = self._button("goToProblem", "Go There")
        self.go_button.setToolTip("Enter or a double click does the same.")
        self._fixes = QMenu(self)
        self._fill_right(QMenu(self))
        self.fix_button.clicked.connect(self._fix)
        self.go_button.clicked.connect(self._go)
        self.all_button.clicked.connect(self._fix_all)
        self.tree.current_changed.connect(self.show_current)
        self.setFocusProxy(self.tree)
        self._lay_out()
        self.show_current()

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to the list or to one of its buttons."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.tree.setFocus()
        else:
            super().keyPressEvent(event)

    def set_groups(self, groups: Sequence[ProblemGroup], said: str) -> None:
        """Show these problems, and a sentence that sums them up."""
        self.said.setText(said)
        self.tree.set_groups(groups)

    def offer_fixes(self) -> None:
        """Let the user choose among the ways to put right what is current."""
        self.fix_button.setFocus()
        below = self.fix_button.mapToGlobal(self.fix_button.rect().bottomLeft())
        self._fixes.popup(below)

    def show_current(self) -> None:
        """Offer what can be done about what is current."""
        problem, group = self.tree.problem, self.tree.group
        fixes = problem.fixes if problem is not None else ()
        can = bool(fixes)
        self._fixes.clear()
        for number, fix in enumerate(fixes if len(fixes) > 1 else ()):
            self._fixes.addAction(fix.label.replace("&", "&&")).triggered.connect(
                lambda _=False, number=number: self._fix(number)
            )
        several = len(fixes) > 1 and can
        self.fix_button.setEnabled(can)
        self.fix_button.setMenu(self._fixes if several else None)  # pyright: ignore[reportArgumentType]
        self.fix_button.setText("Fix…" if several else "Fix")
        told = "Nothing is known that mends this by itself."
        words = " · ".join(fix.label for fix in fixes) if can else told
        self.fix_button.setToolTip(plain_tip(words))
        mendable = [] if group is None else [e for e in group.entries if e.problem.fixes]
        self.all_button.setEnabled(bool(mendable))
        asked = "" if all(_is_plain(entry.problem) for entry in mendable) else "…"
        all_listed = group is not None and group.amount == len(group.entries)
        amount = f" {len(mendable)}" if len(mendable) > 1 and all_listed else ""
        self.all_button.setText(f"Fix All{amount}{asked if mendable else ''}")
        self.right_button.setEnabled(problem is not None)
        self.go_button.setEnabled(problem is not None)

    def _go(self) -> None:
        if self.tree.problem is not None:
            self.tree.go_requested.emit(self.tree.problem)

    def _fix(self, which: int = 0) -> None:
        if self.tree.problem is not None:
            self.fix_requested.emit(self.tree.problem, int(which))

    def _fix_all(self) -> None:
        if self.tree.group is not None:
            self.fix_all_requested.emit(self.tree.group.rule)

    def _right(self, everyone: bool) -> None:
        if self.tree.problem is not None:
            self.right_requested.emit(self.tree.problem, everyone)

    def _fill_right(self, menu: QMenu) -> None:
        menu.addAction("For &Me").triggered.connect(lambda: self._right(False))
        menu.addAction("For &Everyone (in cueline.toml)").triggered.connect(
            lambda: self._right(True)
        )
        self.right_button.setMenu(menu)
        self.right_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.right_button.setToolTip("It is no longer told, until this text changes.")

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(words)
        button.setAccessibleName(words)
        button.setProperty("outlined", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self.said.setContentsMargins(em // 2, em // 2, em // 2, em // 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.tree, 1)
        bar = QGridLayout()
        bar.setContentsMargins(em // 3, em // 3, em // 3, em // 3)
        bar.setSpacing(em // 3)
        bar.addWidget(self.fix_button, 0, 0)
        bar.addWidget(self.all_button, 0, 1)
        bar.addWidget(self.right_button, 1, 0)
        bar.addWidget(self.go_button, 1, 1)
        column.addLayout(bar)


def _is_plain(problem: Problem) -> bool:
    """Tell whether a problem is mended without being asked about; in the text of the file there is one way only."""
    return problem.safe_fix is not None or all(fix.in_source for fix in problem.fixes)
