"""Unsaved changes are kept and offered again after a crash."""

import pytest

from cueline.gui.recovery import read_note

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
    assert b"More." in kept.read_bytes()
    assert sample.read_bytes() == theirs


def test_editing_without_restoring_never_overwrites_what_was_kept(
    desk, sample, crashed, data_folder
):
    desk.start(sample)
    desk.go(5)
    desk.press("Alt+Right")
    keep(desk)
    assert sorted(note.count for note in notes(data_folder)) == [1, 3]
