"""The line table's colours: mixed from the palette, so that they are right in light and in dark."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette


def blend(below: QColor, above: QColor, share: float) -> QColor:
    """Mix two colours; `share` (0 to 1) is how much of `above` is seen."""
    rest = 1 - share
    return QColor(
        round(below.red() * rest + above.red() * share),
        round(below.green() * rest + above.green() * share),
        round(below.blue() * rest + above.blue() * share),
    )


def accent(palette: QPalette) -> QColor:
    """Give the one accent colour."""
    return palette.color(QPalette.ColorRole.Accent)


def on_accent(palette: QPalette) -> QColor:
    """Give the colour that reads on the accent: the darker or the lighter of text and ground."""
    inks = sorted((palette.base().color(), palette.text().color()), key=QColor.lightnessF)
    return inks[1] if accent(palette).lightnessF() < 0.6 else inks[0]


def muted(palette: QPalette) -> QColor:
    """Give the colour of what stands back: times, notes, lengths, a name that is said again."""
    return palette.color(QPalette.ColorRole.PlaceholderText)


def row_tint(palette: QPalette) -> QColor:
    """Give the background of selected rows."""
    return blend(palette.base().color(), accent(palette), 0.13)


def band_fill(palette: QPalette) -> QColor:
    """Give the background of a section's band."""
    return blend(palette.base().color(), palette.text().color(), 0.055)


def rule(palette: QPalette) -> QColor:
    """Give the colour of fine lines."""
    return blend(palette.base().color(), palette.text().color(), 0.16)


def hit_fill(palette: QPalette) -> QColor:
    """Give the background of found words."""
    return blend(palette.base().color(), accent(palette), 0.30)


def alarm(palette: QPalette) -> QColor:
    """Give a red that reads on the palette's base."""
    dark = palette.base().color().lightnessF() < 0.5
    return QColor.fromHslF(0.01, 0.75, 0.66 if dark else 0.42)
