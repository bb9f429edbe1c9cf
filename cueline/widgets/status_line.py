"""The status line: what is saved, which keys matter here, and what has just happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QWidget

from cueline.episode.visible import visible
from cueline.widgets import theme
from cueline.widgets.plain_tip import plain_tip

NOTE_SECONDS = 7
"""How long a note stays."""


class StatusLine(QWidget):
    """Left: what is saved. Middle: the keys that matter where the focus is, or for a while a note. Right: facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._saved = self._label("statusSaved", "What is saved")
        self._note = self._label("statusNote", "What has just happened")
        self._note.setTextFormat(Qt.TextFormat.RichText)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._right = self._label("statusRight", "Problems")
        self._said = ""
        self._lasting: dict[str, tuple[str, str]] = {}
        self._hints = HintLine(self)
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self._hints)
        self._middle.addWidget(self._note)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._show_hints)
        self._lay_out()

    def set_saved(self, text: str, tip: str = "") -> None:
        """Say what is saved, such as "2 changes, not saved"; `tip` says it at length."""
        self._saved.setText(text)
        self._saved.setToolTip(plain_tip(tip))

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show keys and what they do here, most important first; what does not fit is left out."""
        self._hints.set_hints(hints)

    def set_right(self, text: str, about: str = "", tip: str = "") -> None:
        """Say something lasting at the right, empty for nothing; what is said `about` other things stays.

        `tip` says it at length.
        """
        self._lasting[about] = (text, tip)
        told = [part for part in self._lasting.values() if part[0]]
        self._right.setText(" · ".join(text for text, _ in told))
        self._right.setToolTip(plain_tip("\n".join(tip for _, tip in told if tip)))

    def show_facts(self, wanted: bool) -> None:
        """Show what is said of the open file, or leave it out where something else is looked at."""
        self._saved.setVisible(wanted)
        self._right.setVisible(wanted)

    def show_note(self, text: str) -> None:
        """Say for a while what has just happened; `*words*` are set off."""
        from html import escape

        text = visible(text)
        self._said = text.replace("*", "")
        self._note.setText(re.sub(r"\*(.+?)\*", r"<i>\1</i>", escape(text)))
        self._note.setToolTip(plain_tip(self._said))
        self._middle.setCurrentWidget(self._note)
        self._timer.start(NOTE_SECONDS * 1000)

    def clear_note(self) -> None:
        """Take the note away and show the keys again, unless another note comes at once."""
        self._said = ""
        self._timer.start(0)

    def note(self) -> str:
        """Return the note that is shown, without its marks; "" if none is."""
        return self._said

    def _show_hints(self) -> None:
        self._said = ""
        self._note.clear()
        self._middle.setCurrentWidget(self._hints)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.eraseRect(self.rect())  # the first `fillRect` of a program takes PySide6 1.5 ms
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawLine(0, 0, self.width() - 1, 0)

    def _label(self, name: str, meaning: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setAccessibleName(meaning)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(em // 2 + 2, em // 4 + 1, em // 2 + 2, em // 4)
        row.setSpacing(em + em // 2)
        row.addWidget(self._saved)
        row.addWidget(self._middle, 1)
        row.addWidget(self._right)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class HintLine(QWidget):
    """A row of keys, drawn as key caps, each with what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusHints")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._hints: tuple[tuple[str, str], ...] = ()

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these keys and what they do."""
        self._hints = tuple(hints)
        told = " · ".join(f"{key} {what}" for key, what in self._hints)
        self.setAccessibleName(f"Keys: {told}" if told else "")
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, round(self.fontMetrics().height() * 1.35))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shown = self._that_fit()
            left = max(0, (self.width() - sum(map(self._width, shown)) + self._gap()) // 2)
            for hint in shown:
                self._paint_hint(painter, left, hint)
                left += self._width(hint)

    def _that_fit(self) -> list[tuple[str, str]]:
        shown: list[tuple[str, str]] = []
        room = self.width() + self._gap()
        for hint in self._hints:
            room -= self._width(hint)
            if room < 0:
                break
            shown.append(hint)
        return shown

    def _gap(self) -> int:
        return self.fontMetrics().height()

    def _cap_width(self, key: str) -> int:
        return self.fontMetrics().horizontalAdvance(key) + round(self._gap() * 0.7)

    def _width(self, hint: tuple[str, str]) -> int:
        key, what = hint
        words = self.fontMetrics().horizontalAdvance(what)
        return self._cap_width(key) + self._gap() // 3 + words + self._gap()

    def _paint_hint(self, painter: QPainter, left: int, hint: tuple[str, str]) -> None:
        key, what = hint
        palette = self.palette()
        cap = QRect(left, 1, self._cap_width(key), self.height() - 2)
        painter.setPen(palette.color(QPalette.ColorRole.Dark))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(cap.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.setFont(theme.muted_font(self.font(), 0.92))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        painter.setFont(self.font())
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        words = QRect(cap.right() + self._gap() // 3, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, what)
