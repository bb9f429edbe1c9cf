"""The open file is changed by somebody else: real files, replaced, written, moved and taken away."""

from __future__ import annotations

import os
import sys

import pytest
from PySide6.QtWidgets import QPushButton

from cueline.io import open_document
from tests.gui.changed_files import bar, press, replaced, save, written
from tests.gui.safety.test_earlier import shown, versions
from tests.gui.safety.test_recovery import crash

_AS_ANYBODY = pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="everything may be read by this user",
)


@pytest.mark.parametrize("change", [replaced, written])
def test_what_changed_is_there_at_once_and_row_and_undo_are_kept(opened, sample, change):
    opened.go(2)
    opened.press("Alt+Right")
    opened.save()
    first = sample.read_bytes()
    opened.go(7)
    before = opened.items[7]
    change(sample, "- header: Podcast introduction\n", "")
    opened.qtbot.waitUntil(lambda: opened.items[6] == before)
    assert opened.window.panes.table.current == 6
    assert opened.note == "1 line changed on disk. Undo brings back what was here."
    assert "●" not in opened.window.windowTitle()
    assert bar(opened) is None
    change(sample, "haveing", "having")
    opened.qtbot.waitUntil(lambda: "having" in opened.items[2].text)
    disk = sample.read_bytes()
    document = opened.window.session.document
    assert document.render(opened.window.session.episode) == disk
    opened.press("Ctrl+Z", "Ctrl+Z")
    assert "●" in opened.window.windowTitle()
    opened.press("Ctrl+S")
    with opened.qtbot.waitSignal(opened.window.session.saved):
        opened.answer("Save Without Them")
    assert sample.read_bytes() == first
    opened.do("edit.undo")
    assert opened.items[2].start == 8
    for _ in range(3):
        opened.do("edit.redo")
    save(opened)
    assert sample.read_bytes() == disk


def test_what_is_the_same_moves_nothing(opened, sample):
    """A touch, a change and its way back, one's own save."""
    steps = opened.window.session.steps
    data = sample.read_bytes()
    with opened.qtbot.waitSignal(opened.window.reloading.watch.same):
        os.utime(sample)
    written(sample, "haveing", "having")
    sample.write_bytes(data)
    with opened.qtbot.waitSignal(opened.window.reloading.watch.same):
        sample.write_bytes(data)
    opened.go(2)
    opened.press("Alt+Right")
    opened.save()
    opened.qtbot.wait(300)
    assert opened.window.session.steps == steps + 1
    assert bar(opened) is None


def test_unsaved_edits_stay_and_the_bar_asks(opened, sample):
    opened.go(2)
    opened.press("Alt+Right")
    replaced(sample, "haveing", "having")
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert "haveing" in opened.items[3].text
    assert opened.items[2].start == 9
    buttons = [b.text() for b in bar(opened).findChildren(QPushButton)]
    assert buttons == ["Join", "Compare", "Later"]
    press(opened, "Later")
    opened.qtbot.wait(300)
    assert bar(opened) is None
    replaced(sample, "welcome", "hello")
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    replaced(sample, "hello", "welcome")
    replaced(sample, "having", "haveing")
    opened.qtbot.waitUntil(lambda: bar(opened) is None)


def test_text_in_an_open_cell_is_unsaved(opened, sample):
    opened.go(3)
    opened.press("Return")
    opened.type("!")
    replaced(sample, "Good morning", "Good evening")
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert opened.items[3].text.endswith("!")
    assert opened.items[1].text.startswith("Good morning")


def test_a_time_that_is_being_typed_is_waited_for(opened, sample):
    opened.go(3)
    opened.window.panes.table.open_cell(3, "time")
    opened.press("Ctrl+A")
    opened.type("0:1")
    replaced(sample, "Good morning", "Good evening")
    opened.qtbot.wait(400)
    assert opened.items[1].text.startswith("Good morning")
    opened.type("3")
    opened.press("Escape")
    opened.qtbot.waitUntil(lambda: opened.items[1].text.startswith("Good evening"))


def test_what_a_dialog_stands_on_does_not_change_below_it(opened, sample):
    opened.window.review.show_committed()
    opened.wait_for_dialog()
    replaced(sample, "Good morning", "Good evening")
    opened.qtbot.wait(400)
    assert opened.items[1].text.startswith("Good morning")
    opened.window.review.close()
    opened.qtbot.waitUntil(lambda: opened.items[1].text.startswith("Good evening"))


def test_the_same_edit_on_both_sides_is_no_question(opened, sample):
    opened.go(2)
    opened.press("Alt+Right")
    replaced(sample, "  sec: 8\n  time: 0:08\n", "  sec: 9\n  time: 0:09\n")
    opened.qtbot.waitUntil(lambda: "●" not in opened.window.windowTitle())
    assert bar(opened) is None
    opened.press("Ctrl+Z")
    assert opened.items[2].start == 8


def test_comparing_shows_the_disk_and_what_is_here(opened, sample):
    from cueline.widgets.reviewing.review_dialog import ReviewDialog
    from cueline.widgets.reviewing.review_list import ReviewList

    opened.go(2)
    opened.press("Alt+Right")
    replaced(sample, "haveing", "having")
    press(opened, "Compare")
    opened.wait_for_dialog()
    dialog = opened.window.findChild(ReviewDialog)
    model = dialog.findChild(ReviewList).model()
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert [row.split(",")[0] for row in rows] == ["Time", "Text"]
    assert "Was: Hi Nora, thank you for having" in rows[1]
    dialog.reject()
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)


def test_a_file_that_is_gone_comes_back(opened, sample):
    sample.rename(sample.with_name("other.md"))
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert "is called other.md on disk now" in bar(opened).text
    labels = [b.text() for b in bar(opened).buttons]
    assert labels == ["Go On in other.md", "Save It Again", "Save As…"]
    sample.with_name("other.md").rename(sample)
    opened.qtbot.waitUntil(lambda: bar(opened) is None)
    sample.unlink()
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert "moved, renamed or deleted" in bar(opened).text
    with opened.qtbot.waitSignal(opened.window.session.saved):
        press(opened, "Save It Again")
    assert sample.exists()
    assert bar(opened) is None


def test_work_goes_on_in_a_file_that_was_renamed(desk, sample):
    """Unsaved changes, history, marks, recent and sound go along; nothing is written till it is saved there."""
    desk.start(sample)
    window, first = desk.window, sample.read_bytes()
    desk.go(2)
    desk.press("T")  # marked as tapped
    desk.go(2)
    desk.press("Alt+Right")
    changed = desk.items
    sound = window.listening.sound
    window.listening.seek(0.0)
    window.listening.set_offset_here(2.0)
    other = sample.with_name("other.md")
    sound.rename(sound.with_stem("other"))
    sample.rename(other)
    press(desk, "Go On in other.md")
    assert bar(desk) is None
    desk.wait_for_sound()
    assert window.listening.sound == sound.with_stem("other")
    assert window.listening.offset == 2.0
    assert desk.note == "Going on in other.md. Nothing was written."
    assert window.windowTitle().startswith("other.md ●")
    assert other.read_bytes() == first
    assert not sample.exists()
    assert desk.items == changed
    assert window.recent.entries[0][1] == str(other)
    assert window.listening.sound is not None
    crash(desk)
    desk.start()
    desk.qtbot.waitUntil(lambda: desk.items == changed)
    assert desk.window.windowTitle().startswith("other.md ●")
    desk.press("Ctrl+Z")
    assert desk.items[2].start == 8
    desk.press("Ctrl+Shift+Z")
    desk.save()
    assert open_document(other).episode.items == changed
    assert not sample.exists()


def test_a_save_finds_a_file_that_was_renamed(opened, sample):
    opened.go(2)
    opened.press("Alt+Right")
    opened.window.reloading.watch.stop()
    other = sample.with_name("other.md")
    sample.rename(other)
    opened.press("Ctrl+S")
    opened.answer("Save to other.md")
    opened.qtbot.waitUntil(lambda: b"sec: 9" in other.read_bytes())
    opened.qtbot.waitUntil(lambda: "●" not in opened.window.windowTitle())
    assert opened.window.windowTitle().startswith("other.md")
    assert opened.note == "Going on in other.md."
    assert not sample.exists()


def test_undo_goes_on_below_a_renaming_and_the_disk_is_watched_there(opened, sample):
    opened.go(2)
    opened.press("Alt+Left")
    opened.save()
    opened.press("Alt+Right", "Alt+Right")
    other = sample.with_name("other.md")
    sample.rename(other)
    press(opened, "Go On in other.md")
    assert len(versions(opened).lines) == 1  # the earlier versions have come along
    shown(opened).reject()
    opened.window.activateWindow()
    opened.qtbot.waitUntil(opened.window.isActiveWindow)
    opened.go(2)
    opened.press("Ctrl+Z")
    assert opened.items[2].start == 7
    assert "●" not in opened.window.windowTitle()
    replaced(other, "haveing", "having")
    opened.qtbot.waitUntil(lambda: "having" in opened.items[3].text)


def test_a_folder_that_was_renamed_is_found_too(desk, tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "e7.yaml").write_text("title: T\ntranscript: e7-transcript.yaml\n")
    words = "segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n"
    (old / "e7-transcript.yaml").write_text(words)
    desk.start(old / "e7.yaml")
    desk.go(0)
    desk.press("Alt+Right")
    old.rename(new)
    desk.window.reloading.watch.look()  # as when the window is active again
    press(desk, "Go On in e7-transcript.yaml")
    desk.go(0)
    desk.save()
    assert not old.exists()
    assert "sec: 4" in (new / "e7-transcript.yaml").read_text()


def test_a_transcript_that_no_longer_belongs_to_its_metadata_is_only_named(desk, tmp_path):
    (tmp_path / "e7.yaml").write_text("title: T\ntranscript: e7-transcript.yaml\n")
    words = tmp_path / "e7-transcript.yaml"
    words.write_text("segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n")
    desk.start(words)
    words.rename(tmp_path / "other.yaml")
    desk.qtbot.waitUntil(lambda: bar(desk) is not None)
    assert [b.text() for b in bar(desk).buttons][:2] == ["Open other.yaml", "Save It Again"]


@_AS_ANYBODY
def test_a_file_that_may_not_be_read_any_more(opened, sample):
    sample.chmod(0)
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert "may not be read any more" in bar(opened).text
    sample.chmod(0o644)
    opened.qtbot.waitUntil(lambda: bar(opened) is None)
    sample.chmod(0o444)
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert "is write-protected on the disk now" in bar(opened).text
    sample.chmod(0o644)
    opened.qtbot.waitUntil(lambda: bar(opened) is None)


@_AS_ANYBODY
def test_a_write_protected_file_says_so_when_it_is_opened_and_once_only(desk, sample):
    sample.chmod(0o444)
    desk.start(sample)
    notices = desk.window.panes.notices.notices
    desk.qtbot.waitUntil(lambda: any("write-protected, so" in n.text for n in notices()))
    desk.go(1)
    desk.do("line.delete")
    desk.press("Ctrl+S")
    desk.qtbot.waitUntil(lambda: "was not saved" in notices()[0].text)
    assert len(notices()) == 1
    sample.chmod(0o644)
    desk.save()
    desk.qtbot.waitUntil(lambda: not notices())


def test_a_file_that_is_half_written_is_waited_for(opened, sample):
    text = sample.read_text(encoding="utf-8")
    written(sample, "time: 0:08", 'time: "0:08')
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert "cannot be read as it is there now" in bar(opened).text
    sample.write_text(text.replace("haveing", "having"), encoding="utf-8")
    opened.qtbot.waitUntil(lambda: "having" in opened.items[3].text)
    assert bar(opened) is None


def test_the_metadata_file_of_an_episode_in_two_files(desk, tmp_path):
    data, words = tmp_path / "e7.yaml", tmp_path / "e7-transcript.yaml"
    data.write_text("title: T\ntranscript: e7-transcript.yaml\n")
    words.write_text("segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n")
    desk.start(words)
    replaced(data, "title: T", "title: Two")
    desk.qtbot.waitUntil(lambda: desk.window.session.episode.fields["title"] == "Two")
    assert desk.note == "1 field changed on disk. Undo brings back what was here."
    replaced(words, "One.", "Two.")
    desk.qtbot.waitUntil(lambda: desk.items[0].text == "Two.")


def test_after_a_crash_the_sound_is_found_that_was_renamed_with_its_episode(desk, sample):
    desk.start(sample)
    sound = desk.window.listening.sound
    desk.window.listening.seek(0.0)
    desk.window.listening.set_offset_here(2.0)
    desk.go(2)
    desk.press("Alt+Right")
    crash(desk)
    other = sample.with_name("other.md")
    sample.rename(other)
    sound.rename(sound.with_stem("other"))
    desk.start()
    desk.answer("Show My Changes")
    press(desk, "Go On in other.md")
    desk.qtbot.waitUntil(lambda: desk.window.listening.usable)
    assert desk.window.listening.sound == sound.with_stem("other")
    assert desk.window.listening.offset == 2.0
