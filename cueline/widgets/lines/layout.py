"""How rows are laid out: fonts, paddings and wrapped paragraphs, the same for painting and for editing.

Qt counts UTF-16 units in a text; everything outside the widgets counts code points. The two functions at the
end convert.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from cueline.episode.values import Header, Item, Line
from cueline.episode.visible import visible

BASELINE = 0.8
"""Where the baseline stands in a line of fixed height: QTextDocument's share, so ours too."""


@dataclass(frozen=True)
class RowStyle:
    """Fonts and distances (pixels) that follow from the table's font."""

    text: QFont
    header: QFont
    speaker: QFont
    time: QFont
    note: QFont
    line: int
    above: int
    below: int
    band_above: int
    band_below: int
    gap: int

    @staticmethod
    def of(font: QFont) -> RowStyle:
        """Derive everything from one font."""
        header, speaker, note, time = QFont(font), QFont(font), QFont(font), QFont(font)
        header.setWeight(QFont.Weight.DemiBold)
        speaker.setWeight(QFont.Weight.DemiBold)
        note.setItalic(True)
        time.setFeature(QFont.Tag("tnum"), 1)
        metrics = QFontMetricsF(font)
        em = metrics.height() / 1.18
        return RowStyle(
            text=QFont(font),
            header=header,
            speaker=speaker,
            time=time,
            note=note,
            line=round(em * 1.5),
            above=round(em * 0.34),
            below=round(em * 0.50),
            band_above=round(em * 0.36),
            band_below=round(em * 0.50),
            gap=round(em * 1.05),
        )

    def font_of(self, item: Item) -> QFont:
        """Give the font of an item's text."""
        if isinstance(item, Header):
            return self.header
        return self.text if isinstance(item, Line) else self.note

    def top_of(self, item: Item) -> int:
        """Give the distance from a row's upper edge to its first line."""
        return self.band_above if isinstance(item, Header) else self.above

    def around(self, item: Item) -> int:
        """Give what a row is higher than its text."""
        if isinstance(item, Header):
            return self.band_above + self.band_below
        return self.above + self.below


class Paragraph:
    """A text wrapped at a width; offsets are UTF-16 units, places are pixels from its upper left corner."""

    def __init__(self, text: str, font: QFont, width: int, line_height: int) -> None:
        self._layout = QTextLayout(visible(text).replace("\n", "\u2028"), font)
        option = QTextOption()
        self.from_right = reads_from_right(text)
        if self.from_right:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self.line_height = line_height
        self._wrap(max(1, width))
        self.lines = max(1, self._layout.lineCount())
        self.height = self.lines * line_height

    def _wrap(self, width: int) -> None:
        self._layout.beginLayout()
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
            ascent = line.ascent() + max(0.0, line.leading())
            line.setPosition(QPointF(0, top - (ascent - self.line_height * BASELINE)))
            top += self.line_height
        self._layout.endLayout()

    def draw(
        self, painter: QPainter, x: float, y: float, formats: list[QTextLayout.FormatRange]
    ) -> None:
        """Draw the text at a place; `formats` colour parts of it."""
        self._layout.draw(painter, QPointF(x, y), formats, QRectF())

    def offset_at(self, x: float, y: float) -> int:
        """Find the offset nearest to a place."""
        return self.offset_in_line(min(max(0, int(y // self.line_height)), self.lines - 1), x)

    def offset_in_line(self, line: int, x: float) -> int:
        """Find the offset nearest to `x` in a line; a negative line counts from the last."""
        return self._layout.lineAt(line % self.lines).xToCursor(x)

    def natural_width(self) -> float:
        """Give the width that the text really takes."""
        lines = range(self._layout.lineCount())
        return max((self._layout.lineAt(i).naturalTextWidth() for i in lines), default=0.0)


class ParagraphCache:
    """The paragraphs painted last: a text is wrapped once, not at every repaint."""

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._kept: OrderedDict[tuple[str, type, int], Paragraph] = OrderedDict()

    def clear(self) -> None:
        """Forget everything, after the font changed."""
        self._kept.clear()

    def paragraph(self, item: Item, text: str, style: RowStyle, width: int) -> Paragraph:
        """Give an item's text wrapped, new or kept."""
        key = (text, type(item), width)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = Paragraph(text, style.font_of(item), width, style.line)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found


WRAP_FLAGS = int(
    Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextIncludeTrailingSpaces
)


def reads_from_right(text: str) -> bool:
    """Tell whether a text's first letter with a direction is one that reads from the right."""
    if text.isascii():
        return False
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


def set_apart(text: str) -> str:
    """Return a text for a sentence that reads from the left: what follows one that does not stays behind it."""
    return f"{text}\N{LEFT-TO-RIGHT MARK}" if reads_from_right(text) else text


def units_of(text: str, points: int) -> int:
    """Convert an offset in code points to UTF-16 units."""
    head = text[:points]
    return len(head) if head.isascii() else len(head.encode("utf-16-le", "surrogatepass")) // 2


def points_of(text: str, units: int) -> int:
    """Convert an offset in UTF-16 units to code points; inside a character it is the place before it."""
    if text.isascii() or max(text, default="") < "\U00010000":
        return min(units, len(text))
    seen = 0
    for place, character in enumerate(text):
        seen += 2 if character > "\uffff" else 1
        if seen > units:
            return place
    return len(text)
