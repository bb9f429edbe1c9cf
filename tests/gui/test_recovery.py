"""Unsaved changes are kept and offered again after a crash."""

import os
import threading

import pytest
from PySide6.QtWidgets import QFileDialog

from cueline.gui.kept import read_note
from tests.gui.conftest import Desk

SURVIVES = ("Show", "Discard")


def notes(data_folder):
    return [
        note
        for path in sorted((data_folder / "unsaved").glob("*.json"))
        if (note := read_note(path))
    ]


def keep(desk):
    with desk.qtbot.waitSignal(desk.window.recovery.kept, timeout=10_000):
        desk.window.recovery.keep()


def crash(desk):
    """Let the window go as a crash does: nothing is saved, asked or tidied up."""
    desk.window.recovery.release()
    desk.window.recovery.follow = lambda: None
    desk.close()


def bar(desk):
    desk.qtbot.waitUntil(lambda: bool(desk.window.panes.notices.notices()))
    return desk.window.panes.notices.notices()[0]


def press(desk, notice, label):
    next(b for b in notice.buttons if b.text().replace("&", "") == label).click()


@pytest.fixture
def crashed(desk, sample):
    desk.start(sample)
    desk.go(2)
    desk.press("Alt+Right")
    desk.go(3)
    desk.press("Ctrl+Shift+Return")
    desk.type("More.")
    desk.press("Escape")
    keep(desk)
    before = desk.items
    crash(desk)
    return before


def test_changes_are_kept_by_themselves_and_said(opened, data_folder):
    opened.go(2)
    opened.press("Alt+Right")
    with opened.qtbot.waitSignal(opened.window.recovery.kept, timeout=10_000):
        pass
    assert notes(data_folder)[0].count == 1
    assert b"sec: 9\n  time: 0:09" in notes(data_folder)[0].text_file.read_bytes()
    saved = opened.window.panes.status.findChild(
        type(opened.window.panes.status._saved), "statusSaved"
    )
    assert "kept safe" in saved.text()


def test_saving_drops_what_was_kept(opened, data_folder):
    opened.go(2)
    opened.press("Alt+Right")
    keep(opened)
    opened.save()
    opened.qtbot.waitUntil(lambda: not notes(data_folder))


def test_undoing_to_the_saved_point_drops_it_too(opened, data_folder):
    opened.go(2)
    opened.press("Alt+Right")
    keep(opened)
    opened.press("Ctrl+Z")
    opened.qtbot.waitUntil(lambda: not notes(data_folder))


def test_after_a_crash_the_changes_are_offered_and_come_back_as_one_step(desk, sample, crashed):
    before = sample.read_bytes()
    desk.start()
    notice = bar(desk)
    assert "3 changes" in notice.text
    assert sample.name in notice.text
    press(desk, notice, "Show")
    desk.wait_for_opening()
    desk.qtbot.waitUntil(lambda: desk.items == crashed)
    assert sample.read_bytes() == before
    desk.save()
    assert sample.read_bytes().count(b"More.") == 1
    desk.press("Ctrl+Z")
    desk.save()
    assert sample.read_bytes() == before


def test_discarded_means_not_offered_again(desk, crashed, data_folder):
    desk.start()
    press(desk, bar(desk), "Discard")
    assert notes(data_folder) == []
    desk.close()
    desk.start()
    assert desk.window.panes.notices.notices() == []


def test_a_window_that_is_still_open_is_not_taken_for_a_crash(opened, data_folder):
    opened.go(2)
    opened.press("Alt+Right")
    keep(opened)
    assert notes(data_folder)
    assert opened.window.recovery.left_over() == []


def test_when_the_file_changed_meanwhile_a_copy_is_offered(desk, sample, crashed):
    theirs = sample.read_bytes().replace(b"haveing", b"having")
    sample.write_bytes(theirs)
    desk.start()
    press(desk, bar(desk), "Show")
    desk.answer("Write the Copy")
    kept = sample.with_name(f"{sample.stem}.kept.md")
    desk.qtbot.waitUntil(kept.exists)
    assert b"More." in kept.read_bytes()
    assert sample.read_bytes() == theirs


def test_editing_without_restoring_never_overwrites_what_was_kept(
    desk, sample, crashed, data_folder
):
    desk.start(sample)
    assert "3 changes" in bar(desk).text
    desk.go(5)
    desk.press("Alt+Right")
    keep(desk)
    assert sorted(note.count for note in notes(data_folder)) == [1, 3]


# The offer stays till it is answered.


def test_the_offer_outlives_the_opening_of_another_file(desk, sample, crashed, write):
    other = write("---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n")
    desk.start(other)
    assert "3 changes" in bar(desk).text
    desk.window.open_path(other.with_name("missing.md"))
    desk.wait_for_opening()
    assert "3 changes" in bar(desk).text
    press(desk, bar(desk), "Show")
    desk.wait_for_opening()
    assert desk.items == crashed


def test_the_offer_is_made_once_when_the_crashed_file_is_opened_by_hand(desk, sample, crashed):
    desk.start()
    bar(desk).cross.click()
    desk.window.open_path(sample)
    desk.wait_for_opening()
    offers = [n for n in desk.window.panes.notices.notices() if "3 changes" in n.text]
    assert len(offers) == 1
    press(desk, offers[0], "Show")
    desk.wait_for_opening()
    assert desk.items == crashed


def test_showing_one_of_two_leaves_the_other_on_offer(desk, sample, crashed, data_folder):
    desk.start(sample)
    desk.go(5)
    desk.press("Alt+Right")
    keep(desk)
    crash(desk)
    desk.start()
    texts = [notice.text for notice in desk.window.panes.notices.notices() or [bar(desk)]]
    assert len(texts) == 2
    press(desk, bar(desk), "Show")
    desk.wait_for_opening()
    left = [notice.text for notice in desk.window.panes.notices.notices()]
    assert len(left) == 1
    assert left[0] in texts


def test_not_going_on_brings_the_offer_back(desk, sample, crashed, write):
    other = write("---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n")
    desk.start(other)
    desk.go(0)
    desk.press("Alt+Right")
    press(desk, bar(desk), "Show")
    desk.answer("Cancel")
    assert "3 changes" in bar(desk).text


# Nothing kept is lost on the way.


def test_the_old_note_stands_till_the_new_one_is_written(desk, sample, crashed, data_folder):
    desk.start()
    gate = threading.Event()
    desk.window.session.changed.connect(
        lambda *_: desk.window.background.run(lambda: gate.wait(20), lambda job: None)
    )
    press(desk, bar(desk), "Show")
    desk.wait_for_opening()
    assert desk.items == crashed
    assert [note.count for note in notes(data_folder)] == [3]
    with desk.qtbot.waitSignal(desk.window.recovery.kept, timeout=10_000):
        gate.set()
    assert [note.count for note in notes(data_folder)] == [1]
    desk.press("Ctrl+Z")
    desk.qtbot.waitUntil(lambda: notes(data_folder) == [])


def test_changes_made_during_a_save_are_kept_safe(opened, sample, data_folder):
    opened.go(2)
    opened.press("Alt+Right")
    keep(opened)
    gate = threading.Event()
    opened.window.background.run(lambda: gate.wait(20), lambda job: None)
    opened.press("Ctrl+S")
    opened.go(3)
    opened.press("Alt+Right")
    with opened.qtbot.waitSignal(opened.window.recovery.kept, timeout=10_000):
        gate.set()
    (note,) = notes(data_folder)
    assert b"sec: 9\n  time: 0:09" in sample.read_bytes()
    assert b"sec: 14\n  time: 0:14" in note.text_file.read_bytes()
    crash(opened)
    opened.start()
    press(opened, bar(opened), "Show")
    opened.wait_for_opening()
    assert opened.items[3].start == 14


# A file that is not where it was.


def test_a_file_that_was_moved_gives_a_copy(desk, sample, crashed, data_folder):
    sample.rename(sample.with_name("moved.md"))
    desk.start()
    press(desk, bar(desk), "Show")
    desk.answer("Write the Copy")
    kept = sample.with_name(f"{sample.stem}.kept.md")
    desk.qtbot.waitUntil(kept.exists)
    assert b"More." in kept.read_bytes()
    desk.qtbot.waitUntil(lambda: notes(data_folder) == [])


def test_a_folder_that_is_gone_lets_one_choose_where(desk, sample, crashed, tmp_path):
    sample.parent.rename(tmp_path / "moved")
    desk.start()
    press(desk, bar(desk), "Show")
    desk.answer("Save a Copy…")
    dialog = desk.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "mine.md"))
    dialog.close()
    desk.qtbot.waitUntil((tmp_path / "mine.md").exists)
    assert b"More." in (tmp_path / "mine.md").read_bytes()


def test_a_copy_takes_a_free_name_and_the_usual_rights(desk, sample, crashed):
    sample.write_bytes(sample.read_bytes().replace(b"haveing", b"having"))
    first = sample.with_name(f"{sample.stem}.kept.md")
    first.write_text("mine")
    desk.start()
    press(desk, bar(desk), "Show")
    desk.answer("Write the Copy")
    second = sample.with_name(f"{sample.stem}.kept-2.md")
    desk.qtbot.waitUntil(second.exists)
    assert first.read_text() == "mine"
    assert b"More." in second.read_bytes()
    mask = os.umask(0)
    os.umask(mask)
    assert second.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_long_file_gives_a_copy_too(desk, write, data_folder):
    word = "word " * 2000
    lines = "".join(
        f"- line: {word}{n}.\n  sec: {n}\n  time: '{n // 60}:{n % 60:02}'\n  who: A\n"
        for n in range(600)
    )
    path = write(f"---\ntranscript:\n{lines}---\n")
    desk.start(path)
    assert desk.window.session.document.long
    desk.go(1)
    desk.press("Alt+Right")
    keep(desk)
    crash(desk)
    before = path.read_text()
    path.write_text(before.replace("who: A", "who: B"))
    desk.start()
    press(desk, bar(desk), "Show")
    desk.answer("Write the Copy")
    copy = path.with_name("episode.kept.md")
    desk.qtbot.waitUntil(copy.exists, timeout=20_000)
    assert copy.read_text() == before.replace("sec: 1\n  time: '0:01'", "sec: 2\n  time: '0:02'")
    desk.qtbot.waitUntil(lambda: list((data_folder / "unsaved").glob("*.base")) == [])


# Locks.


def test_two_windows_on_one_file_both_keep_their_changes_and_say_so(qtbot, sample, data_folder):
    one, two = Desk(qtbot), Desk(qtbot)
    one.start(sample)
    two.start(sample)
    assert "another window" in bar(two).text
    assert one.window.panes.notices.notices() == []
    for desk, row in ((one, 2), (two, 5)):
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow)
        desk.go(row)
        desk.press("Alt+Right")
        keep(desk)
    assert len(notes(data_folder)) == 2
    assert one.window.recovery.left_over() == []
    one.close()
    two.close()


def test_a_lock_that_cannot_be_made_is_said(opened, data_folder):
    opened.do("file.close")
    (data_folder / "unsaved").rename(data_folder / "away")
    (data_folder / "unsaved").write_text("in the way")
    opened.window.open_path(opened.window.recent.entries[0][1])
    opened.wait_for_opening()
    opened.go(2)
    opened.press("Alt+Right")
    opened.window.recovery.keep()
    assert "cannot be kept safe" in bar(opened).text
