"""The exact diff."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from cueline.widgets import theme
from cueline.widgets.reviewing.diff_view import DiffView

DIFF = """--- a/episode.md
+++ b/episode.md
@@ -10,3 +10,3 @@
 - speaker: Alexander
-  sec: 338
+  sec: 341
   text: Thanks.
other bytes changed: 0
"""


@pytest.fixture
def view(qapp, qtbot):
    theme.apply_theme(qapp, "light")
    view = DiffView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    return view


def verdict(view: DiffView) -> QLabel:
    label = view.findChild(QLabel, "diffVerdict")
    assert isinstance(label, QLabel)
    return label


def test_the_last_line_stands_out(view):
    view.set_diff(DIFF)
    assert verdict(view).isVisible()
    assert verdict(view).text() == "other bytes changed: 0"
    assert view.text() == DIFF.rstrip("\n")


def test_other_bytes_look_like_a_warning(view):
    looks = []
    for count in (0, 12):
        view.set_diff(DIFF.replace("changed: 0", f"changed: {count}"))
        looks.append(view.grab().toImage().pixelColor(250, 295).name())
    assert looks == [theme.LIGHT.added, theme.LIGHT.error_tint]


def test_a_text_without_that_line_shows_none(view):
    view.set_diff("nothing")
    assert not verdict(view).isVisible()


def test_added_and_removed_lines_are_coloured(view, qapp):
    for scheme, colors in (("light", theme.LIGHT), ("dark", theme.DARK)):
        theme.apply_theme(qapp, scheme)
        view.set_diff(DIFF)
        image = view.grab().toImage()
        places = ((x, y) for x in range(0, 200, 2) for y in range(0, 250, 2))
        shown = {image.pixelColor(x, y).name() for x, y in places}
        assert {colors.added, colors.removed, colors.info_tint} <= shown
    theme.apply_theme(qapp, "light")
