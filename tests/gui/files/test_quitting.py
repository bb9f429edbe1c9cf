"""The end of the program: each window is asked, and where one is to stay, nothing of any is lost."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QMessageBox

from cueline.gui.app import Windows
from cueline.gui.safety.left_over import prepare
from cueline.io import SaveError, open_document
from tests.gui.conftest import Desk
from tests.gui.safety.test_recovery import journals


@pytest.fixture
def two_windows(qtbot, sample, write):
    """Two desks of one program: the sample, and a small file with a change that is not saved."""
    other = write("---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n")
    one = Desk(qtbot)
    one.start(sample, other)
    two = Desk(qtbot)
    two.window = QApplication.instance().findChildren(Windows)[-1].all[1]
    two.wait_for_opening()
    two.window.activateWindow()
    qtbot.waitUntil(two.window.isActiveWindow)
    two.go(0)
    two.press("Alt+Right")
    one.window.activateWindow()
    qtbot.waitUntil(one.window.isActiveWindow)
    yield one, two
    for desk in (one, two):
        if shiboken6.isValid(desk.window):
            desk.close()


def test_quitting_closes_every_window(two_windows, write):
    one, two = two_windows
    one.do("file.quit")
    two.answer("Save")
    two.qtbot.waitUntil(lambda: not two.shown and not one.shown)


def test_one_window_that_stays_ends_the_quitting(two_windows):
    one, two = two_windows
    one.do("file.quit")
    two.answer("Cancel")
    one.qtbot.wait(100)
    assert two.shown
    assert one.shown
    two.window.close()
    two.answer("Don’t Save")
    two.qtbot.waitUntil(lambda: not two.shown)
    assert one.shown


def test_a_cancel_at_the_last_window_keeps_the_changes_of_all(two_windows):
    one, two = two_windows
    one.press("Alt+Right")
    one.do("file.quit")
    one.answer("Don’t Save")
    two.answer("Cancel")
    one.qtbot.wait(100)
    assert one.shown
    assert two.shown
    assert not one.window.session.clean
    one.window.close()
    one.answer("Cancel")  # it is asked again
    assert one.shown
    one.do("file.quit")
    one.answer("Don’t Save")
    two.answer("Don’t Save")
    two.qtbot.waitUntil(lambda: not two.shown and not one.shown)


def test_a_cancel_keeps_a_broken_text_that_was_changed_by_hand(two_windows, tmp_path):
    one, two = two_windows
    lost = tmp_path / "lost.md"
    lost.write_text('---\ntranscript:\n- line: "Hello\n---\n')
    one.window.open_path(lost)
    one.wait_for_opening()
    one.qtbot.waitUntil(lambda: one.window.mending.active)
    one.qtbot.keyClicks(one.window.panes.source_view, "x")
    assert one.window.mending.unsaved
    one.do("file.quit")
    one.answer("Don’t Save")
    two.answer("Cancel")
    one.qtbot.wait(100)
    assert one.shown
    assert one.window.mending.unsaved
    one.window.mending.leave()


def test_what_was_given_up_for_a_file_that_cannot_be_read_is_asked_about_again(two_windows):
    _, two = two_windows
    two.window.open_path(two.window.files.path)
    two.answer("Don’t Save")
    two.window.files.cancel_opening()
    assert not two.window.session.clean
    two.window.close()
    two.answer("Cancel")
    assert two.shown
    two.window.close()
    two.answer("Don’t Save")


def questions(*desks):
    """Return what is asked, in all windows."""
    boxes = [box for desk in desks for box in desk.window.findChildren(QMessageBox)]
    return [box for box in boxes if box.isVisible()]


def test_quitting_again_shows_the_window_that_asks_and_asks_no_other(two_windows):
    one, two = two_windows
    one.press("Alt+Right")
    one.do("file.quit")
    one.qtbot.waitUntil(lambda: len(questions(one, two)) == 1)
    two.window.activateWindow()
    one.qtbot.waitUntil(two.window.isActiveWindow)
    two.do("file.quit")
    one.qtbot.waitUntil(lambda: QApplication.activeWindow() in (one.window, one.question()))
    one.qtbot.wait(100)
    assert [box.text() for box in questions(one, two)] == [one.question().text()]
    one.answer("Don’t Save")
    two.answer("Cancel")
    assert questions(one, two) == []
    one.do("file.quit")  # it is asked anew
    one.answer("Don’t Save")
    two.answer("Don’t Save")
    two.qtbot.waitUntil(lambda: not two.shown and not one.shown)


def test_an_answer_that_comes_after_the_quitting_has_ended_gives_nothing_up(two_windows):
    one, two = two_windows
    one.press("Alt+Right")
    one.do("file.quit")
    one.qtbot.waitUntil(lambda: one.question() is not None)
    two.window.close()
    two.answer("Cancel")
    one.answer("Don’t Save")
    one.qtbot.waitUntil(lambda: one.question() is None)
    assert one.shown
    one.window.close()
    one.answer("Cancel")  # it is asked about
    assert one.shown


@pytest.mark.parametrize("goes_on", [True, False])
def test_close_now_and_then_cancel_in_another_window_loses_nothing(
    two_windows, sample, data_folder, monkeypatch, goes_on
):
    """The disk hangs for the first window: its save is not waited for, but then it stays open after all."""
    one, two = two_windows
    one.press("Alt+Right")
    saved, gate = one.items, threading.Event()
    before = sample.read_bytes()
    one.window.background.run(lambda: gate.wait(20), lambda job: None)
    if not goes_on:
        monkeypatch.setattr("cueline.io.saving.atomic.write", refuse)
    one.press("Ctrl+S")
    one.do("file.quit")
    one.answer("Wait")
    one.do("file.quit")  # who has waited long enough can say so
    one.answer("Close Now")
    two.answer("Cancel")
    assert one.shown
    assert two.shown
    one.window.activateWindow()
    one.qtbot.waitUntil(one.window.isActiveWindow)
    one.go(3)
    one.press("Alt+Right")
    gate.set()
    one.qtbot.waitUntil(lambda: not one.window.session.saving)
    assert one.window.session.unsaved_count == (1 if goes_on else 2)
    assert (open_document(sample).episode.items == saved) == goes_on
    assert (sample.read_bytes() == before) != goes_on
    after = one.items
    one.window.close()
    one.answer("Cancel")  # it is asked about
    assert one.window.journal.flush()
    one.window.journal.break_off()
    (left,) = journals(data_folder)
    assert prepare(left).replayed.episode.items == after


def refuse(path, *_):
    raise SaveError(path, "The disk is full.", "no room")
