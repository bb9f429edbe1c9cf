"""A file that does not parse, open in the window."""

from __future__ import annotations

import pytest

from tests.io.broken.test_repairs import GOOD

LOST = GOOD.replace('thing?"', "thing?")


@pytest.fixture
def broken(desk, write):
    """Return a desk with a broken file open, its mends found."""
    desk.path = write(LOST)
    desk.start(desk.path)
    desk.page = desk.window.panes.source_page
    desk.qtbot.waitUntil(lambda: desk.page.panel.list.count() > 0)
    yield desk
    if desk.shown:
        desk.window.mending.leave()  # or closing the window asks
