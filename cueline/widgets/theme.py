"""The look of the program: palette, style sheet and icons, light and dark.

Colours come from the palette, so a widget that is painted anew after a palette change looks right. The roles mean:
`Accent` the one strong colour, `Highlight` its soft tint behind what is selected, `PlaceholderText` muted text,
`Mid` hairlines, `AlternateBase` a raised surface. What a palette has no role for is in `tokens(palette)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QDir, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QApplication, QStyleFactory

from cueline.resources import FOLDER

SCHEMES = ("light", "dark", "system")
"""What `apply_theme` takes."""


class Tokens(NamedTuple):
    """The colours of one scheme, as `#rrggbb`. Text colours have a contrast of at least 4.5 on every surface."""

    window: str
    base: str
    raised: str
    hover: str
    text: str
    muted: str
    border: str
    edge: str
    accent: str
    on_accent: str
    accent_hover: str
    tint: str
    info: str
    info_tint: str
    warning: str
    warning_tint: str
    error: str
    error_tint: str
    good: str
    added: str
    added_strong: str
    removed: str
    removed_strong: str
    hit: str
    hit_current: str


LIGHT = Tokens(
    window="#f5f4f1",
    base="#ffffff",
    raised="#faf9f7",
    hover="#ebe9e4",
    text="#1f2328",
    muted="#5c6470",
    border="#dedbd4",
    edge="#8f8c85",
    accent="#3457d5",
    on_accent="#ffffff",
    accent_hover="#2947b8",
    tint="#dfe6fb",
    info="#2f4fc4",
    info_tint="#e9eefc",
    warning="#7a4d00",
    warning_tint="#fdf1d8",
    error="#b3261e",
    error_tint="#fce9e7",
    good="#1a6b3c",
    added="#e5f5ea",
    added_strong="#b4e2c3",
    removed="#fdeceb",
    removed_strong="#f8c5c1",
    hit="#fdeeb5",
    hit_current="#ffcf5c",
)

DARK = Tokens(
    window="#1d1f23",
    base="#16181b",
    raised="#22252a",
    hover="#2c3036",
    text="#e7e6e3",
    muted="#a3a8b0",
    border="#34383f",
    edge="#737a85",
    accent="#8fa8ff",
    on_accent="#10142a",
    accent_hover="#adc0ff",
    tint="#2a3560",
    info="#a9bcff",
    info_tint="#232b47",
    warning="#f0c36c",
    warning_tint="#3a2f17",
    error="#ff9d94",
    error_tint="#43211f",
    good="#7fd6a0",
    added="#17301f",
    added_strong="#245a36",
    removed="#3a1d1c",
    removed_strong="#782e2a",
    hit="#4d4213",
    hit_current="#745a0c",
)


def tokens(palette: QPalette) -> Tokens:
    """Return the colours that go with `palette`: those of the dark scheme if its base is dark."""
    return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT


def apply_theme(app: QApplication, scheme: str = "system") -> None:
    """Give the whole program one look; ValueError for a scheme that is not in SCHEMES.

    "system" follows the desktop, also when it changes later.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"no colour scheme {scheme!r}")
    _theme_of(app).choose(scheme)


def make_app(arguments: Sequence[str], kind: type[QApplication] = QApplication) -> QApplication:
    """Make the application with the style that the look is built on: to look for it later takes 5 ms of a start."""
    app = kind([*arguments, "-style", "fusion"])
    _theme_of(app).has_style = True
    return app


def icon(name: str, palette: QPalette | None = None) -> QIcon:
    """Return an icon of resources/icons in the palette's text colour, sharp at every size and resolution.

    Without a palette it follows the application's at each painting. FileNotFoundError if there is no such icon.
    """
    return QIcon(_TintedIcon(_known(name), palette and QPalette(palette)))


def tinted_icon(name: str, color: str | QColor) -> QIcon:
    """Return an icon in one colour of its own, for marks such as warnings."""
    palette = QPalette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.HighlightedText):
        palette.setColor(role, QColor(color))
    return QIcon(_TintedIcon(_known(name), palette))


def paint_tinted(painter: QPainter, rect: QRect, name: str, color: QColor) -> None:
    """Paint an icon in one colour, as `tinted_icon` would, many times in no time: for the rows of lists."""
    sharp = rect.size() * painter.device().devicePixelRatioF()
    painter.drawPixmap(rect, _drawn(name, sharp, color))


def app_icon() -> QIcon:
    """Return the program's own icon, in its own colours."""
    return QIcon(_TintedIcon("cueline", None))


def muted_font(font: QFont, factor: float = 0.9) -> QFont:
    """Return `font` a little smaller, for what stands beside the text."""
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(font.pointSizeF() * factor)
    else:
        smaller.setPixelSize(max(1, round(font.pixelSize() * factor)))
    return smaller


def palette_of(colors: Tokens) -> QPalette:
    """Make the palette of one scheme."""
    palette = QPalette()
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    for place, color in _roles(colors).items():
        palette.setColor(place, QColor(color))
    faint = QColor(colors.muted)
    faint.setAlpha(150)
    for place in (
        role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.PlaceholderText,
    ):  # fmt: skip
        palette.setColor(group.Disabled, place, faint)
    palette.setColor(group.Disabled, role.Accent, QColor(colors.edge))
    return palette


def _roles(colors: Tokens) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.base,
        role.AlternateBase: colors.raised,
        role.Text: colors.text,
        role.Button: colors.raised,
        role.ButtonText: colors.text,
        role.BrightText: colors.error,
        role.PlaceholderText: colors.muted,
        role.ToolTipBase: colors.text,
        role.ToolTipText: colors.base,
        role.Highlight: colors.tint,
        role.HighlightedText: colors.text,
        role.Accent: colors.accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.Light: colors.raised,
        role.Midlight: colors.hover,
        role.Mid: colors.border,
        role.Dark: colors.edge,
        role.Shadow: colors.edge,
    }


class _Theme(QObject):
    """What is chosen, held by the application; follows the desktop while "system" is."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = "system"
        self._shown: Tokens | None = None
        self.has_style = False
        app.styleHints().colorSchemeChanged.connect(self.refresh)

    def choose(self, scheme: str) -> None:
        """Take a scheme and show it."""
        self._scheme = scheme
        hints = self._app.styleHints()
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen scheme, if another one is shown."""
        colors = self._wanted()
        if colors is self._shown:
            return
        self._shown = colors
        if not self.has_style and self._app.style().objectName() != "fusion":
            self._app.setStyle(QStyleFactory.create("Fusion"))
        # A style sheet keeps the palettes that widgets had before it: it goes first, and comes last.
        self._app.setStyleSheet("")
        self._app.setPalette(palette_of(colors))
        self._app.setStyleSheet(_style_sheet(colors))
        self._app.setWindowIcon(app_icon())

    def _wanted(self) -> Tokens:
        if self._scheme != "system":
            return DARK if self._scheme == "dark" else LIGHT
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT


@cache
def _theme_of(app: QApplication) -> _Theme:
    return _Theme(app)


class _TintedIcon(QIconEngine):
    """Paints an SVG whose `currentColor` is the palette's text colour, each size and colour drawn only once."""

    def __init__(self, name: str, palette: QPalette | None) -> None:
        super().__init__()
        self._name = name
        self._palette = palette

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._name, self._palette)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        sharp = rect.size() * painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.pixmap(sharp, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a button that has no room yet
            return QPixmap()
        return _drawn(self._name, size, self._color(mode))

    def _color(self, mode: QIcon.Mode) -> QColor:
        palette = self._palette or QGuiApplication.palette()
        group = QPalette.ColorGroup.Active
        if mode == QIcon.Mode.Disabled:
            group = QPalette.ColorGroup.Disabled
        return palette.color(group, QPalette.ColorRole.WindowText)


def _drawn(name: str, size: QSize, color: QColor) -> QPixmap:
    key = f"cueline:{name}:{size.width()}x{size.height()}:{color.rgba()}"
    drawn = QPixmap()
    if not QPixmapCache.find(key, drawn):
        drawn = _draw(name, size, color)
        QPixmapCache.insert(key, drawn)
    return drawn


def _draw(name: str, size: QSize, color: QColor) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # not before the first icon is painted

    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setOpacity(color.alphaF())
        tinted = _icon_file(name).read_text("utf-8").replace("currentColor", color.name())
        QSvgRenderer(QByteArray(tinted.encode())).render(painter, _square(QRectF(pixmap.rect())))
    return pixmap


def _square(rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    return square


@cache
def _known(name: str) -> str:
    """Return the name of an icon; the disk is asked for each only once, not whenever a row is painted."""
    if not _icon_file(name).is_file():
        raise FileNotFoundError(f"no icon {name!r}")
    return name


def _icon_file(name: str) -> Path:
    return FOLDER / "icons" / f"{name}.svg"


def _style_sheet(colors: Tokens) -> str:
    # A path with an accent or a quote in it, such as a user's name, would leave no style sheet at all.
    QDir.setSearchPaths("icons", [str(FOLDER / "icons")])
    sheets = sorted((FOLDER / "style").glob("*.qss"))
    return "\n".join(Template(p.read_text("utf-8")).substitute(colors._asdict()) for p in sheets)
