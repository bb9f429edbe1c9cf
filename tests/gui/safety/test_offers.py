"""What a crash left and is not shown by itself: it is on offer till it is taken or given up."""

from __future__ import annotations

import threading

import pytest

from tests.gui.safety.test_recovery import SHORT, asked, bar, crash, journals, press, retime, told


def test_each_start_after_quick_crashes_says_why_it_shows_what_it_shows(desk, sample, crashed):
    desk.start()
    restored = bar(desk, "Restored: 3 changes since ")
    assert [button.text() for button in restored.buttons] == ["Show", "Discard"]
    for _ in range(2):
        crash(desk) if desk.window.session.document else desk.close()
        desk.start()
        kept = bar(desk, "Kept safe: 3 changes since ")
        assert "it waits for you" in kept.text
        assert [button.text() for button in kept.buttons] == ["Restore", "Discard"]
        assert desk.window.session.document is None
    press(bar(desk, "Kept safe"), "Restore")
    restored = bar(desk, "Restored: 3 changes since ")
    assert [button.text() for button in restored.buttons] == ["Show", "Discard"]
    assert told(desk) == [restored.text]
    assert desk.items == crashed


def test_what_is_discarded_is_not_offered_again(desk, sample, crashed, data_folder):
    keep_for_later(data_folder)
    desk.start()
    press(bar(desk, "Kept safe"), "Discard")
    discarded = bar(desk, "Discarded: 3 changes since ")
    assert journals(data_folder) == []
    press(discarded, "Take Back")  # it was the wrong button
    offer = bar(desk, "Kept safe")
    assert [left.said[:9] for left in journals(data_folder)] == ["3 changes"]
    press(offer, "Discard")
    desk.close()
    desk.start()
    desk.qtbot.wait(100)
    assert told(desk) == []
    assert desk.window.session.document is None


def keep_for_later(data_folder):
    """See to it that what was left is on offer, not shown."""
    for left in journals(data_folder):
        left.journal.with_suffix(".tried").touch()


def test_of_two_that_are_taken_one_is_shown_and_the_other_on_offer_again(
    desk, crashed, data_folder, write
):
    keep_for_later(data_folder)
    desk.start(write(SHORT))
    retime(desk, 0)
    crash(desk)
    keep_for_later(data_folder)
    desk.start()
    one, two = bar(desk, "Kept safe: 3 changes"), bar(desk, "Kept safe: 1 change")
    gate = threading.Event()
    desk.window.background.run(lambda: gate.wait(20), lambda job: None)
    press(one, "Restore")
    press(two, "Restore")
    gate.set()
    bar(desk, "Restored: 3 changes")
    bar(desk, "Kept safe: 1 change")
    assert desk.items == crashed
    assert len(journals(data_folder)) == 1


@pytest.fixture
def asked_while_typing(desk, crashed, data_folder, write):
    """Choose Restore above another file, and change that before what is restored is ready."""
    keep_for_later(data_folder)
    desk.start(write(SHORT))
    gate = threading.Event()
    desk.window.background.run(lambda: gate.wait(20), lambda job: None)
    press(bar(desk, "Kept safe"), "Restore")
    retime(desk, 0)
    assert not any("Kept safe" in text for text in told(desk))
    yield gate.set
    gate.set()


def test_a_restore_that_is_cancelled_is_on_offer_again(
    desk, crashed, asked_while_typing, data_folder
):
    asked_while_typing()
    desk.answer("Cancel")
    restore = bar(desk, "Kept safe: 3 changes")
    assert len(desk.items) == 1
    assert len(journals(data_folder)) == 1  # another window could have it
    press(restore, "Restore")
    desk.answer("Don’t Save")
    bar(desk, "Restored: 3 changes")
    assert desk.items == crashed
    assert journals(data_folder) == []


def test_a_restore_gives_way_to_the_file_that_is_opened_after_it(
    desk, asked_while_typing, data_folder, write
):
    desk.press("Ctrl+S")
    other = write(SHORT.replace("Hello", "Other"), "other.md")
    desk.window.files.open(other)
    asked_while_typing()
    desk.qtbot.waitUntil(lambda: desk.window.session.document.path == other)
    desk.wait_for_opening()
    bar(desk, "Kept safe: 3 changes")
    assert len(journals(data_folder)) == 1


# The file is no longer what the changes stand on.


def test_when_the_file_changed_meanwhile_both_are_offered(desk, sample, crashed):
    theirs = sample.read_bytes().replace(b"haveing", b"having")
    sample.write_bytes(theirs)
    desk.start()
    said = asked(desk)
    assert ("Open the File: " in said, "join both" in said, "Nothing is opened" in said) == (
        True,
    ) * 3
    desk.answer("Show My Changes")
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)
    assert desk.items == crashed
    assert sample.read_bytes() == theirs
    assert not desk.window.session.clean
    notice = bar(desk, f"Somebody else changed {sample.name}")
    assert any("Join" in button.text() for button in notice.buttons)


def test_where_the_file_is_open_already_later_leaves_it_so(desk, sample, crashed):
    sample.write_bytes(sample.read_bytes().replace(b"haveing", b"having"))
    desk.start(sample)
    said = asked(desk)
    assert ("Open the File" in said, "stays open as it is now" in said) == (False, True)
    desk.answer("Later")
    notice = bar(desk, "Kept safe: 3 changes")
    assert [button.text() for button in notice.buttons] == ["Restore", "Discard"]
    assert desk.window.session.clean


def test_the_file_as_it_is_can_be_opened_and_the_changes_stay_on_offer(
    desk, sample, crashed, data_folder
):
    sample.write_bytes(sample.read_bytes().replace(b"haveing", b"having"))
    desk.start()
    desk.answer("Open the File")
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)
    assert desk.window.session.clean
    desk.qtbot.waitUntil(lambda: len(journals(data_folder)) == 1)


def test_a_file_that_is_gone_can_be_seen_and_written_anew(desk, sample, crashed):
    sample.rename(sample.with_name("moved.md"))
    desk.start()
    said = asked(desk)
    assert ("Open the File" in said, "join" in said, "written anew" in said) == (False, False, True)
    desk.answer("Show My Changes")
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)
    assert desk.items == crashed
