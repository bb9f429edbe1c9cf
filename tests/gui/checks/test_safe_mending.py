"""Mending all problems of a kind while that takes its time: the window goes on, and it can be given up."""

from __future__ import annotations

import threading

import pytest

from cueline.gui.checks import safe_mending
from tests.gui.checks.test_problems import EPISODE, ask, wait, walk_to


@pytest.fixture
def held(monkeypatch):
    """Hold mending up till the event is set."""
    goes_on, real = threading.Event(), safe_mending.fixed

    def late(*given):
        goes_on.wait(20)
        return real(*given)

    monkeypatch.setattr(safe_mending, "fixed", late)
    yield goes_on
    goes_on.set()


@pytest.fixture
def mending(desk, write, held):
    """Return a desk on which the double spaces of an episode are being mended."""
    desk.start(write(EPISODE))
    wait(desk)
    ask(desk)
    walk_to(desk, "Two spaces")
    desk.press("Shift+F")
    return desk


def cancel(desk):
    """Return the buttons that give the mending up."""
    notices = desk.window.panes.notices.notices()
    return [button for notice in notices if "Mending" in notice.text for button in notice.buttons]


def test_what_takes_long_is_shown_and_can_be_given_up(mending, held):
    mending.qtbot.waitUntil(lambda: len(cancel(mending)) == 1)
    cancel(mending)[0].click()
    held.set()
    mending.qtbot.wait(50)
    assert mending.items[1].text == "Hello  there, hello."
    assert mending.window.session.clean
    assert cancel(mending) == []
    mending.press("Shift+F")
    mending.qtbot.waitUntil(lambda: mending.note.startswith("Mended"))
    assert mending.items[1].text == "Hello there, hello."


def test_an_episode_that_is_edited_meanwhile_keeps_the_edit(mending, held):
    mending.go(1)
    mending.press("Alt+Right")
    held.set()
    mending.qtbot.waitUntil(lambda: "changed meanwhile" in mending.note)
    assert (mending.items[1].start, mending.items[1].text) == (1, "Hello  there, hello.")
    mending.press("Ctrl+Z")
    assert mending.window.session.clean


def test_the_window_closes_meanwhile(mending, held):
    assert mending.window.close()
    held.set()
    assert not mending.shown
