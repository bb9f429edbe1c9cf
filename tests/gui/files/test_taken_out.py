"""What others changed is undone here: a save that would take it out of the file asks first."""

from __future__ import annotations

import pytest

from cueline.io.saving.versions import Versions
from tests.gui.changed_files import press, replaced, save
from tests.gui.files.test_document_life import choose_target
from tests.gui.safety.test_recovery import crash


def retime(desk, row: int) -> None:
    desk.go(row)
    desk.press("Alt+Right")


def reload_and_undo(desk, sample) -> bytes:
    """Let somebody change a word, edit another line, and take back one step too many; return what the disk holds."""
    replaced(sample, "haveing", "having")
    desk.qtbot.waitUntil(lambda: "having" in desk.items[3].text)
    retime(desk, 5)
    desk.press("Ctrl+Z", "Ctrl+Z")
    assert "haveing" in desk.items[3].text
    return sample.read_bytes()


def asked(desk) -> str:
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    return desk.question().text() + desk.question().informativeText()


def answer_and_save(desk, label: str) -> None:
    with desk.qtbot.waitSignal(desk.window.session.saved):
        desk.answer(label)


def earlier(data_folder, path) -> list[bytes]:
    return [version.read() for version in Versions(data_folder / "versions").of(path)]


def test_what_was_undone_of_others_is_asked_about_and_kept_by_redo(opened, sample):
    disk = reload_and_undo(opened, sample)
    opened.press("Ctrl+S")
    said = asked(opened)
    assert "Take 1 change that somebody else made out of the file?" in said
    assert "“haveing” in place of “having”" in said
    opened.answer("Cancel")
    assert sample.read_bytes() == disk
    opened.do("file.save")
    answer_and_save(opened, "Keep")
    assert "having" in opened.items[3].text
    assert sample.read_bytes() == disk
    assert opened.window.session.can_redo  # one's own edit can still be done again
    opened.do("edit.redo")
    save(opened)
    assert opened.question() is None


def test_it_is_kept_beside_what_was_typed_since(opened, sample):
    reload_and_undo(opened, sample)
    retime(opened, 2)
    opened.press("Ctrl+S")
    asked(opened)
    answer_and_save(opened, "Keep")
    assert b"having" in sample.read_bytes()
    assert opened.items[2].start == 9
    opened.do("edit.undo")
    assert "haveing" in opened.items[3].text


def test_what_is_one_s_own_is_not_brought_back_with_it(opened, sample):
    retime(opened, 2)
    save(opened)
    replaced(sample, "haveing", "having")
    opened.qtbot.waitUntil(lambda: "having" in opened.items[3].text)
    opened.press("Ctrl+Z", "Ctrl+Z")
    assert opened.items[2].start == 8
    opened.do("file.save")
    asked(opened)
    answer_and_save(opened, "Keep")
    assert b"having" in sample.read_bytes()
    assert opened.items[2].start == 8


def test_it_is_taken_out_knowingly_and_is_an_earlier_version(opened, sample, data_folder):
    disk = reload_and_undo(opened, sample)
    opened.press("Ctrl+Shift+S")
    choose_target(opened, sample)
    asked(opened)
    answer_and_save(opened, "Save Without It")
    assert b"haveing" in sample.read_bytes()
    assert disk in earlier(data_folder, sample)
    retime(opened, 2)
    save(opened)
    assert opened.question() is None


def test_after_a_crash_and_in_the_save_at_closing(desk, sample):
    desk.start(sample)
    retime(desk, 2)
    replaced(sample, "haveing", "having")
    press(desk, "Join")
    desk.qtbot.waitUntil(lambda: "having" in desk.items[3].text)
    desk.press("Ctrl+Z")
    crash(desk)
    desk.start()
    desk.qtbot.waitUntil(lambda: len(desk.items) > 2 and desk.items[2].start == 9)
    assert "haveing" in desk.items[3].text
    desk.window.close()
    desk.answer("Save")
    assert "somebody else" in asked(desk)
    desk.answer("Keep")
    desk.qtbot.waitUntil(lambda: not desk.shown)
    assert b"having" in sample.read_bytes()
    assert b"sec: 9" in sample.read_bytes()


@pytest.mark.parametrize("by_somebody", [True, False])
def test_after_reading_it_again_only_what_others_did_is_asked_about(opened, sample, by_somebody):
    retime(opened, 2)
    if by_somebody:
        replaced(sample, "haveing", "having")
        opened.press("Ctrl+S")
        opened.answer("Read It Again")
    else:
        opened.do("file.revert")
        opened.answer("Go Back")
    opened.qtbot.waitUntil(lambda: opened.items[2].start == 8)
    opened.do("edit.undo")
    assert opened.items[2].start == 9
    if not by_somebody:
        save(opened)
        assert opened.question() is None
        return
    opened.do("file.save")
    assert "1 change" in asked(opened)
    answer_and_save(opened, "Keep")
    assert b"having" in sample.read_bytes()
    assert b"sec: 9" in sample.read_bytes()
