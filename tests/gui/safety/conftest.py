"""What a crash has left."""

from __future__ import annotations

import pytest

from tests.gui.safety.test_recovery import crash, retime


@pytest.fixture
def crashed(desk, sample):
    """Make three changes, take one back, stand in an open text, and crash."""
    desk.start(sample)
    retime(desk, 2)
    desk.go(3)
    desk.press("Ctrl+Shift+Return")
    desk.type("More.")
    desk.press("Escape")
    retime(desk, 6)
    desk.press("Ctrl+Z")
    desk.go(4)
    desk.press("Return")
    before = desk.items
    crash(desk)
    return before
