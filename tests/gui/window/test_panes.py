"""The panes around the table: their sizes come back after a small window, and nothing is too small to be read."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from cueline.gui.window.pane_sizes import PaneSizes

SMALL, LARGE = (640, 480), (1280, 800)


def sizes(desk):
    sections, clips, wave, *_ = desk.window.panes.docks
    return sections.width(), clips.width(), wave.height()


def resize(desk, size):
    """Give the window another size and wait till its panes have theirs."""
    before = sizes(desk)
    desk.window.resize(*size)
    desk.qtbot.waitUntil(lambda: desk.window.size().toTuple() == size)
    desk.qtbot.waitUntil(lambda: sizes(desk) != before)


@pytest.fixture
def shown(opened):
    """A window of the usual size with its panes at rest."""
    opened.qtbot.waitUntil(lambda: sizes(opened) == (250, 310, 150))
    return opened


def test_a_window_made_small_and_large_again_gets_its_panes_back(shown):
    before = sizes(shown)
    resize(shown, SMALL)
    assert sizes(shown)[0] < before[0]
    shown.window.resize(*LARGE)
    shown.qtbot.waitUntil(lambda: sizes(shown) == before)


def test_a_large_window_has_larger_panes_as_long_as_nobody_drags_them(shown):
    shown.window.resize(1920, 1200)
    shown.qtbot.waitUntil(lambda: sizes(shown) == (375, 465, 225))
    shown.window.resize(*LARGE)
    shown.qtbot.waitUntil(lambda: sizes(shown) == (250, 310, 150))


def test_a_small_window_leaves_usable_panes_for_another_day(shown, sample):
    resize(shown, SMALL)
    shown.close()
    shown.start(sample)
    shown.window.resize(*LARGE)
    shown.qtbot.waitUntil(lambda: sizes(shown) == (250, 310, 150))


def test_what_was_dragged_stays(shown, sample):
    dock = shown.window.panes.docks[0]
    timers = shown.window.findChild(PaneSizes).findChildren(QTimer)
    shown.qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))  # it is at rest
    shown.window.resizeDocks([dock], [330], Qt.Orientation.Horizontal)  # what a drag calls
    shown.qtbot.waitUntil(lambda: dock.width() == 330)
    resize(shown, SMALL)
    shown.window.resize(*LARGE)
    shown.qtbot.waitUntil(lambda: dock.width() == 330)
    shown.close()
    shown.start(sample)
    shown.window.resize(*LARGE)
    shown.qtbot.waitUntil(lambda: shown.window.panes.docks[0].width() == 330)


def test_nothing_gets_smaller_than_can_be_read(shown):
    shown.window.resize(100, 100)
    panes = shown.window.panes
    assert shown.window.width() >= 600
    assert panes.tree.width() >= 150
    assert panes.table.width() >= 280
    assert shown.window.width() <= SMALL[0], "it has to fit a small screen"


def test_nothing_of_the_player_is_cut_off_in_a_small_window(shown):
    resize(shown, SMALL)
    player = shown.window.panes.player
    for part in player.children():
        if getattr(part, "isVisible", bool)() and not isinstance(part, QLabel):
            assert player.rect().contains(part.geometry()), part.accessibleName()


def test_the_panes_come_back_as_they_were_at_first(shown):
    panes = shown.window.panes
    sections, clips, *_ = panes.docks
    sections.close()
    clips.setFloating(True)
    shown.window.findChild(QAction, "view.panes_as_at_first").trigger()
    shown.qtbot.waitUntil(lambda: sizes(shown) == (250, 310, 150))
    assert sections.isVisible()
    assert not clips.isFloating()


def test_a_window_kept_from_a_larger_screen_is_whole_on_this_one(shown, sample):
    room = shown.window.screen().availableGeometry()
    shown.window.resize(room.width() + 400, room.height() + 100)
    shown.close()
    shown.start(sample)
    assert room.contains(shown.window.geometry())


def test_without_a_sound_the_lines_get_the_room_of_the_waveform(desk, write, sample):
    desk.start(write("---\ntranscript:\n- line: Hello.\n  who: A\n---\n"))
    desk.window.resize(*LARGE)
    desk.qtbot.waitUntil(lambda: sizes(desk)[2] < 60)
    desk.window.open_path(sample)
    desk.wait_for_opening()
    desk.qtbot.waitUntil(lambda: sizes(desk) == (250, 310, 150))


def test_in_a_small_window_the_lines_keep_half_of_its_width(shown):
    shown.window.resize(853, 533)
    shown.qtbot.waitUntil(lambda: shown.window.panes.table.width() >= 420)
    assert sizes(shown)[0] >= 150
    assert sizes(shown)[1] >= 180


def test_messages_and_replace_fit_a_small_window(desk, write):
    desk.start(write("---\ntranscript:\n- line: Hello.\n  who: A\n---\n"))
    resize(desk, SMALL)
    notices = desk.window.panes.notices
    words = "Somebody else changed the episode on disk, and you have unsaved changes here. Both are safe."
    for kind in ("warning", "error"):
        notices.show_message(f"{kind}: {words}", kind=kind, actions=[("Join", int), ("Later", int)])
    desk.press("Ctrl+H")
    desk.qtbot.waitUntil(desk.window.panes.find_bar.isVisible)
    sentence = notices.notices()[-1].findChild(QLabel, "noticeWords")
    desk.qtbot.waitUntil(lambda: sentence.height() >= sentence.heightForWidth(sentence.width()))
    assert desk.window.height() <= SMALL[1]
