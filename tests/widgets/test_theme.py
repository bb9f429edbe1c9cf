"""The look: colours that can be read, icons that follow them, a frame that shows the focus."""

from __future__ import annotations

import shutil
from importlib.resources import files
from itertools import product

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeView, QVBoxLayout, QWidget

from cueline.widgets import theme
from cueline.widgets.pane_frame import PaneFrame

SURFACES = ("window", "base", "raised", "hover", "tint")
OWN_COLOURS = (
    "check_box",
    "check_part",
    "cueline",
    "dock_close",
    "dock_float",
    "field_down",
    "field_up",
)
NAMES = sorted(p.name[:-4] for p in files("cueline.resources").joinpath("icons").iterdir())


@pytest.fixture
def app(qapp: QApplication):
    yield qapp
    theme.apply_theme(qapp, "light")


def luminance(color: str) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(color)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(color: str) -> tuple[float, ...]:
    shown = QColor(color)
    return shown.redF(), shown.greenF(), shown.blueF()


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
class TestContrast:
    def test_text_can_be_read_on_every_surface(self, colors):
        for surface, text in product(SURFACES, ("text", "muted", "accent")):
            assert contrast(getattr(colors, text), getattr(colors, surface)) >= 4.5, (text, surface)

    def test_text_can_be_read_on_marks(self, colors):
        marks = ("added", "added_strong", "removed", "removed_strong", "hit", "hit_current")
        assert min(contrast(colors.text, getattr(colors, mark)) for mark in marks) >= 4.5

    @pytest.mark.parametrize("kind", ["info", "warning", "error"])
    def test_a_notice_can_be_read(self, colors, kind):
        assert contrast(getattr(colors, kind), getattr(colors, f"{kind}_tint")) >= 4.5

    def test_outlines_are_seen(self, colors):
        assert contrast(colors.edge, colors.base) >= 3
        assert contrast(colors.on_accent, colors.accent) >= 4.5


def drawn_in(icon, color: str) -> bool:
    """Whether all that is opaque in the icon has this colour, to the rounding of its edges."""
    image = icon.pixmap(QSize(24, 24)).toImage()
    places = product(range(image.width()), range(image.height()))
    shown = [image.pixelColor(x, y) for x, y in places if image.pixelColor(x, y).alpha() > 180]
    pairs = [zip(_rgb(c.name()), _rgb(color), strict=True) for c in shown]
    near = (abs(one - other) < 0.03 for pair in pairs for one, other in pair)
    return bool(shown) and all(near)


@pytest.mark.parametrize("name", [n for n in NAMES if n not in OWN_COLOURS])
def test_an_icon_is_drawn_in_the_text_colour(app, name):
    theme.apply_theme(app, "dark")
    assert drawn_in(theme.icon(name), theme.DARK.text)


def test_an_icon_follows_the_palette(app):
    icon = theme.icon("play")
    theme.apply_theme(app, "dark")
    assert drawn_in(icon, theme.DARK.text)
    theme.apply_theme(app, "light")
    assert drawn_in(icon, theme.LIGHT.text)


def test_an_icon_given_a_palette_keeps_its_colours(app):
    icon = theme.icon("play", theme.palette_of(theme.DARK))
    theme.apply_theme(app, "light")
    assert drawn_in(icon, theme.DARK.text)


def test_an_icon_is_sharp_on_a_dense_screen(app):
    pixmap = theme.icon("play", app.palette()).pixmap(QSize(24, 24), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (48, 2.0)


def test_an_icon_without_room_is_not_drawn(app):
    canvas = QPixmap(8, 8)
    canvas.fill(Qt.GlobalColor.white)
    with QPainter(canvas) as painter:
        theme.icon("close").paint(painter, QRect(0, 0, 0, 8))
    image = canvas.toImage()
    assert {image.pixelColor(x, y).name() for x in range(8) for y in range(8)} == {"#ffffff"}


def test_a_picture_of_no_size_is_none(app):
    assert theme.icon("play").pixmap(QSize(0, 12)).isNull()


def test_an_icon_that_does_not_exist_is_told():
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_a_scheme_colours_every_window(app, qtbot, scheme, dark):
    window = QWidget()
    qtbot.addWidget(window)
    theme.apply_theme(app, scheme)
    window.show()
    shown = window.grab().toImage().pixelColor(5, 5)
    assert (shown.lightness() < 128) == dark
    assert (
        window.palette().color(QPalette.ColorRole.Accent).name()
        == theme.tokens(window.palette()).accent
    )


class Tinted(QLabel):
    """A label that takes a colour of its own from each palette, as panes do."""

    def changeEvent(self, event):
        super().changeEvent(event)
        wanted = theme.tokens(QApplication.palette()).muted
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText).name() != wanted:
            palette.setColor(QPalette.ColorRole.WindowText, QColor(wanted))
            self.setPalette(palette)


def test_colours_of_a_widgets_own_follow_the_scheme(app, qtbot):
    theme.apply_theme(app, "light")
    label = Tinted("■■■")
    qtbot.addWidget(label)
    label.show()
    for scheme, colors in (("dark", theme.DARK), ("light", theme.LIGHT), ("dark", theme.DARK)):
        theme.apply_theme(app, scheme)
        assert label.palette().color(QPalette.ColorRole.WindowText).name() == colors.muted
        assert label.palette().color(QPalette.ColorRole.Base).name() == colors.base


def test_an_unknown_scheme_is_refused(app):
    with pytest.raises(ValueError, match="purple"):
        theme.apply_theme(app, "purple")


def test_no_pane_is_framed_before_the_window_has_the_focus(app, qtbot):
    theme.apply_theme(app, "light")
    pane = QTreeView()
    PaneFrame(pane)
    qtbot.addWidget(pane)
    pane.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    with qtbot.waitExposed(pane):
        pane.show()
    assert pane.grab().toImage().pixelColor(1, 40).name() != theme.LIGHT.accent


def test_the_frame_follows_the_focus_from_pane_to_pane(app, qtbot):
    theme.apply_theme(app, "light")
    window = QWidget()
    qtbot.addWidget(window)
    tree, pane = QTreeView(), QWidget()
    field = QLineEdit(pane)
    layout = QVBoxLayout(window)
    layout.addWidget(tree)
    layout.addWidget(pane)
    PaneFrame(tree)
    PaneFrame(pane)
    pane.setFixedHeight(80)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    tree.setFocus()
    corner = [w.grab().toImage().pixelColor(1, 40).name() for w in (tree, pane)]
    assert [color == theme.LIGHT.accent for color in corner] == [True, False]
    qtbot.keyClick(tree, Qt.Key.Key_Tab)
    assert field.hasFocus()
    corner = [w.grab().toImage().pixelColor(1, 40).name() for w in (tree, pane)]
    assert [color == theme.LIGHT.accent for color in corner] == [False, True]


def test_the_look_is_whole_wherever_the_program_stands(qapp, tmp_path, monkeypatch):
    """A path with an accent, a quote or a bracket in it, as users have them, once left no style sheet at all."""
    folder = tmp_path / "José's “(x86)” #1 %20"
    shutil.copytree(theme.FOLDER, folder)
    monkeypatch.setattr(theme, "FOLDER", folder)
    for scheme in ("dark", "light"):
        theme.apply_theme(qapp, scheme)
        assert not QPixmap("icons:check_box.svg").isNull()
    monkeypatch.undo()
    for scheme in ("dark", "light"):  # from where it stands
        theme.apply_theme(qapp, scheme)
