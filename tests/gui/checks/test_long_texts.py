"""A file that does not parse and is too long to be shown whole: looked at, mended, copied, never cut."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from tests.io.broken.test_repairs import GOOD

HEAD, _, _ = GOOD.partition("transcript:")
LINE = "- line: Some words that were said, and then some more of them, till the line is full.\n  sec: {}\n  who: Ana\n"
COUNT = 24_000


@pytest.fixture(scope="module")
def huge() -> str:
    rows = [LINE.format(n) for n in range(COUNT)]
    rows[COUNT - 1000] = rows[COUNT - 1000].replace("  sec:", "\tsec:")
    return f"{HEAD}transcript:\n{''.join(rows)}---\n"


@pytest.fixture
def long_text(desk, write, huge):
    desk.path = write(huge)
    desk.start(desk.path)
    desk.page = desk.window.panes.source_page
    desk.qtbot.waitUntil(lambda: not desk.page.panel.offer().startswith("Looking"), timeout=20_000)
    return desk


def test_it_is_shown_at_the_fault_never_dirty_never_cut_and_copied_whole(long_text, huge):
    desk, view = long_text, long_text.page.view
    assert "●" not in desk.window.windowTitle()
    assert "Too long to be changed here" in desk.page.note()
    faulty = huge[: huge.index("\tsec:")].count("\n") + 1
    assert f"Line {faulty}" in desk.page.panel._title.text()
    assert view.textCursor().block().text().startswith("\tsec:")
    assert view.verticalScrollBar().value() > 0
    view.setFocus()
    desk.type("lost")
    desk.press("Ctrl+S")
    assert "nothing to save" in desk.note
    desk.press("Ctrl+A", "Ctrl+C")
    copied = QGuiApplication.clipboard().text()
    assert len(copied) > 300_000
    assert copied in huge
    desk.window.close()
    desk.qtbot.waitUntil(lambda: not desk.shown)
    assert desk.path.read_text() == huge
