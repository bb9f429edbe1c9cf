"""An exact diff, coloured, with its last line where nobody overlooks it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cueline.widgets import theme
from cueline.widgets.long_text import LongText

_MOST_LINES = 20_000
_VERDICT = re.compile(r"other bytes changed: (\d+)\n?")


class DiffView(QWidget):
    """A unified diff to read. A last line "other bytes changed: 0" is shown large below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diffView")
        self._text = LongText(_MOST_LINES, self)
        self._text.setAccessibleName("Exact diff")
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.document().setDocumentMargin(self.fontMetrics().height() * 0.6)
        self._take_font()
        self._colors = DiffColors(self._text.document(), self)
        self._verdict = Verdict(self)
        self.setFocusProxy(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._text, 1)
        column.addWidget(self._verdict)

    def set_diff(self, text: str) -> None:
        """Show a diff."""
        end = text.rfind("\n", 0, -1) + 1
        found = _VERDICT.fullmatch(text, end)
        self._text.show_text(text[:end].rstrip("\n") if found else text)
        self._verdict.set_count(int(found[1]) if found else None)

    def text(self) -> str:
        """Return all that is shown, the last line too."""
        return "\n".join(part for part in (self._text.toPlainText(), self._verdict.text()) if part)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colors.rehighlight()

    def _take_font(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(max(8.0, self.font().pointSizeF()))
        self._text.setFont(font)


class DiffColors(QSyntaxHighlighter):
    """Colours the lines of a unified diff."""

    def __init__(self, document: QTextDocument, view: QWidget) -> None:
        super().__init__(document)
        self._view = view

    def highlightBlock(self, text: str) -> None:
        colors = theme.tokens(self._view.palette())
        look = QTextCharFormat()
        is_name = self.currentBlock().blockNumber() < 2 and text.startswith(("---", "+++"))
        if is_name:
            look.setForeground(QColor(colors.muted))
            look.setFontWeight(QFont.Weight.DemiBold)
        elif text.startswith("@@"):
            look.setForeground(QColor(colors.info))
            look.setBackground(QColor(colors.info_tint))
        elif text.startswith("+"):
            look.setBackground(QColor(colors.added))
        elif text.startswith("-"):
            look.setBackground(QColor(colors.removed))
        elif not text.startswith(" "):
            look.setForeground(QColor(colors.muted))
        self.setFormat(0, len(text), look)
        if text[:1] in ("+", "-") and not is_name:
            self._mark_sign(text, look, colors.good if text[0] == "+" else colors.error)

    def _mark_sign(self, text: str, look: QTextCharFormat, color: str) -> None:
        sign = QTextCharFormat(look)
        sign.setForeground(QColor(color))
        sign.setFontWeight(QFont.Weight.Bold)
        self.setFormat(0, 1, sign)


class Verdict(QFrame):
    """The sentence under a diff: how many bytes changed besides what is shown. Hidden while unknown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: int | None = None
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setObjectName("diffVerdict")
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self._words.setFont(font)
        em = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(em, round(em * 0.6), em, round(em * 0.6))
        row.setSpacing(em // 2)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.hide()

    def set_count(self, count: int | None) -> None:
        """Show a number of bytes; None hides the sentence."""
        self._count = count
        self._words.setText("" if count is None else f"other bytes changed: {count}")
        self.setVisible(count is not None)
        self._tint()

    def text(self) -> str:
        """Return the sentence."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colors = theme.tokens(self.palette())
            ground = colors.error_tint if self._count else colors.added
            painter.fillRect(self.rect(), QColor(ground))
            painter.fillRect(QRect(0, 0, self.width(), 1), QColor(colors.border))

    def _tint(self) -> None:
        colors = theme.tokens(self.palette())
        side = round(self.fontMetrics().height() * 1.3)
        name, color = ("warning", colors.error) if self._count else ("check", colors.good)
        icon = theme.tinted_icon(name, color)
        self._icon.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatioF()))
        self._words.setStyleSheet(f"color: {color}")
