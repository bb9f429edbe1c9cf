"""How the rows of the section tree are painted and edited."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPalette, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
    QWidget,
)

from cueline.episode import Item, Line, Other
from cueline.widgets import theme
from cueline.widgets.lines.band_info import paint_warning
from cueline.widgets.lines.marks import paint_share, share_words
from cueline.widgets.plain_tip import longer_tip
from cueline.widgets.sections.model import AnyIndex, Node, SectionModel


class SectionDelegate(QStyledItemDelegate):
    """Two lines for a section (title; start, length, lines), one for a line (time, speaker, text)."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.measure()

    @staticmethod
    def padding(view: QWidget) -> int:
        """Return the space above and below a row's text, in pixels."""
        return round(view.fontMetrics().height() * 0.38)

    def paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        """Paint what lies behind a whole row: a tint where it is chosen, and at the left of the current one a bar."""
        current = index == self._view.currentIndex()
        palette = self._view.palette()
        if current or self._view.selectionModel().isSelected(index):
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
        if current:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        node = _model(index).node_at(index)
        rect = _rect(option).adjusted(2, 0, -self._gap(), 0)
        painter.save()
        if node:
            self._paint_section(painter, rect, index, node)
        else:
            self._paint_line(painter, rect, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return self._section_size if index.internalId() == 0 else self._line_size

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        told, wrong = self._progress(index), self._problems(index)
        fault = "\n".join(part for part in (self._fault(index), wrong) if part)
        if (told is None and not fault) or event.type() != QHelpEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        share = share_words(*told) if told is not None else ""
        more = "\n".join(part for part in (fault, share) if part)
        words = longer_tip(str(index.data(Qt.ItemDataRole.ToolTipRole)), more)
        QToolTip.showText(event.globalPos(), words, view.viewport(), _rect(option))
        return True

    def measure(self) -> None:
        """Measure the rows anew, after the font has changed."""
        self._small = theme.muted_font(self._view.font())
        height = self._view.fontMetrics().height() + 2 * self.padding(self._view)
        self._line_size = QSize(50, height)
        self._section_size = QSize(50, height + QFontMetrics(self._small).height() + 2)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        title = _rect(option)
        title.setHeight(self._view.fontMetrics().height() + 2 * self.padding(self._view))
        editor.setGeometry(title)

    def _paint_section(self, painter: QPainter, rect: QRect, index: AnyIndex, node: Node) -> None:
        palette = self._view.palette()
        metrics = self._view.fontMetrics()
        top = rect.adjusted(0, self.padding(self._view), 0, 0)
        top.setHeight(metrics.height())
        heard = self._is_heard(index)
        if self._fault(index):
            side = round(metrics.ascent() * 1.05)
            y = top.top() + (top.height() - side) / 2
            paint_warning(painter, QRectF(top.right() - side, y, side, side), palette)
            top.adjust(0, 0, -round(side * 1.5), 0)
        painter.setFont(self._small)
        top = self._paint_problems(painter, top, index)
        room = top.adjusted(0, 0, -metrics.height() if heard else 0, 0)
        font = QFont(self._view.font())
        if node.header:
            font.setWeight(QFont.Weight.DemiBold)
        else:
            font.setItalic(True)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        _draw_elided(painter, room, str(index.data()))
        if heard:
            self._paint_heard(painter, top)
        below = QRect(rect.left(), top.bottom() + 3, rect.width(), rect.height())
        start, length, amount = _model(index).facts(node)
        told = self._progress(index)
        if told is not None:
            amount = f"{told[0]} of {told[1]}"
        self._paint_facts(painter, below, (start, length, amount), mark=told is not None)
        if told is not None:
            self._paint_progress(painter, below, amount, told[0] / told[1])

    def _paint_facts(
        self, painter: QPainter, rect: QRect, facts: tuple[str, str, str], *, mark: bool
    ) -> None:
        """Write start, length and amount; `mark`: whether room is left beside the amount for a mark."""
        start, length, amount = facts
        painter.setFont(self._small)
        painter.setPen(self._view.palette().color(QPalette.ColorRole.PlaceholderText))
        metrics = painter.fontMetrics()
        rect.setHeight(metrics.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, start)
        second = rect.adjusted(metrics.horizontalAdvance("0:00:00") + self._gap(), 0, 0, 0)
        amount_width = metrics.horizontalAdvance(amount) + (metrics.height() if mark else 0)
        room = second.width() - amount_width
        if length and room > metrics.horizontalAdvance(f"{length} long  "):
            length += " long"
        if room > metrics.horizontalAdvance(f"{length} "):
            painter.drawText(second, Qt.AlignmentFlag.AlignLeft, length)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, amount)

    def _paint_progress(self, painter: QPainter, rect: QRect, amount: str, share: float) -> None:
        """Paint the share of lines that were checked, left of their number."""
        metrics = painter.fontMetrics()
        side = round(metrics.ascent() * 0.8)
        left = rect.right() - metrics.horizontalAdvance(amount) - side - self._gap() // 2
        area = QRectF(left, rect.top() + (metrics.height() - side) / 2, side, side)
        paint_share(painter, share, area, self._view.palette())

    def _paint_line(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        model = _model(index)
        item = model.item_at(index)
        if item is None:
            return
        palette = self._view.palette()
        small = QFontMetrics(self._small)
        times = QRect(rect)
        times.setWidth(small.horizontalAdvance("0:00:00"))
        if self._is_heard(index):
            self._paint_heard(painter, rect)
            rect = rect.adjusted(0, 0, -small.height(), 0)
        painter.setFont(self._small)
        rect = self._paint_problems(painter, rect, index)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        if isinstance(item, Line):
            _draw_elided(painter, times, model.time_text(item.start))
        text = rect.adjusted(times.width() + self._gap() // 2, 0, 0, 0)
        self._paint_words(painter, text, item)

    def _paint_words(self, painter: QPainter, rect: QRect, item: Item) -> None:
        font = QFont(self._view.font())
        if isinstance(item, Other):
            font.setItalic(True)
            painter.setFont(font)
            _draw_elided(painter, rect, item.summary)
            return
        speaker = item.speaker if isinstance(item, Line) else ""
        painter.setFont(font)
        name = painter.fontMetrics().elidedText(
            speaker, Qt.TextElideMode.ElideRight, rect.width() // 2
        )
        _draw_elided(painter, rect, name)
        painter.setPen(self._view.palette().color(QPalette.ColorRole.Text))
        used = painter.fontMetrics().horizontalAdvance(name) + self._gap() // 2 if name else 0
        _draw_elided(painter, rect.adjusted(used, 0, 0, 0), item.text[:200])

    def _paint_heard(self, painter: QPainter, rect: QRect) -> None:
        side = round(self._view.fontMetrics().height() * 0.5)
        left, middle = rect.right() - side, rect.center().y() + 1
        corners = [QPoint(left, middle - side // 2), QPoint(left, middle + side // 2)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._view.palette().color(QPalette.ColorRole.Accent))
        painter.drawPolygon(QPolygon([*corners, QPoint(left + round(side * 0.9), middle)]))

    def _is_heard(self, index: AnyIndex) -> bool:
        heard_at = getattr(self._view, "heard_at", None)
        return bool(heard_at and heard_at(index))

    def _fault(self, index: AnyIndex) -> str:
        fault_at = getattr(self._view, "fault_at", None)
        return fault_at(index) if fault_at else ""

    def _progress(self, index: AnyIndex) -> tuple[int, int] | None:
        progress_at = getattr(self._view, "progress_at", None)
        return progress_at(index) if progress_at else None

    def _problems(self, index: AnyIndex) -> str:
        problems = getattr(self._view, "problems", None)
        return problems.tip(index) if problems else ""

    def _paint_problems(self, painter: QPainter, rect: QRect, index: AnyIndex) -> QRect:
        problems = getattr(self._view, "problems", None)
        return problems.paint(painter, rect, index) if problems else rect

    def _gap(self) -> int:
        return round(self._view.fontMetrics().height() * 0.7)


def _model(index: AnyIndex) -> SectionModel:
    model = index.model()
    assert isinstance(model, SectionModel)
    return model


def _rect(option: QStyleOptionViewItem) -> QRect:
    return QRect(option.rect)  # type: ignore[attr-defined]


def _draw_elided(painter: QPainter, rect: QRect, text: str) -> None:
    flat = text.replace("\n", " ")
    shown = painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
