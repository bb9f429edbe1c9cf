"""The open file becomes something that nobody can work on: what is open stays, with its history, and can be written."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.gui.changed_files import bar, press, replaced
from tests.gui.safety.test_earlier import click, shown, versions
from tests.gui.safety.test_recovery import crash, retime

TEMPLATE = b"---\ntitle: '{{ title }}'\n---\n"


def labels(desk):
    return [button.text() for button in bar(desk).buttons]


def choose_copy(desk):
    """Take the name that is proposed for a copy; return it."""
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QFileDialog) is not None)
    dialog = desk.window.findChild(QFileDialog)
    (name,) = dialog.selectedFiles()
    dialog.fileSelected.emit(name)
    dialog.close()
    return name


@pytest.mark.parametrize("spoilt", [b"", TEMPLATE])
def test_what_is_open_stays_and_goes_on_when_the_file_is_good_again(opened, sample, spoilt):
    retime(opened, 2)
    opened.save()
    saved = sample.read_bytes()
    sample.write_bytes(spoilt)
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert "What you have here is safe" in bar(opened).text
    assert labels(opened) == ["Write Mine", "Save a Copy…"]
    assert opened.window.panes.table.isVisible()
    opened.go(2)
    opened.press("Ctrl+Z")
    assert opened.items[2].start == 8
    opened.press("Ctrl+Shift+Z")
    sample.write_bytes(saved)
    opened.qtbot.waitUntil(lambda: bar(opened) is None)
    replaced(sample, "haveing", "having")
    opened.qtbot.waitUntil(lambda: "having" in opened.items[3].text)
    opened.press("Ctrl+Z", "Ctrl+Z")
    assert opened.items[2].start == 8
    assert "1 difference" in "".join(versions(opened).lines)  # what was saved is there, too
    assert "Before " in shown(opened).lines[1]
    shown(opened).reject()


def test_a_file_that_is_found_empty_still_has_its_earlier_versions(opened, sample, tmp_path):
    retime(opened, 2)
    opened.save()
    saved, rows = sample.read_bytes(), opened.items
    sample.write_bytes(b"")
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    opened.do("file.close")
    opened.window.open_path(sample)
    opened.wait_for_opening()
    assert opened.window.session.document.read_only
    dialog = versions(opened)
    assert f"{len(rows)} rows" in dialog.lines[1]
    click(dialog, "Save a Copy…")
    chooser = opened.window.findChild(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "back.md"))
    chooser.close()
    opened.qtbot.waitUntil((tmp_path / "back.md").exists)
    assert (tmp_path / "back.md").read_bytes() == saved
    dialog.reject()


def test_mine_is_written_and_what_was_there_is_an_earlier_version(opened, sample):
    retime(opened, 2)
    opened.save()
    saved = sample.read_bytes()
    sample.write_bytes(TEMPLATE)
    press(opened, "Write Mine")
    opened.qtbot.waitUntil(lambda: sample.read_bytes() == saved)
    opened.qtbot.waitUntil(lambda: opened.note.endswith("What was there is in Earlier Versions."))
    assert bar(opened) is None
    newest, *older = versions(opened).lines
    assert int(newest.split("  ·  ")[1].split()[0]) > 20  # the template had none of the lines
    assert ["1 difference" in line for line in older] == [True]
    shown(opened).reject()


def test_mine_is_not_written_where_theirs_cannot_be_kept(opened, sample, data_folder):
    retime(opened, 2)
    (data_folder / "versions").write_text("no folder")
    sample.write_bytes(TEMPLATE)
    press(opened, "Write Mine")
    opened.qtbot.waitUntil(lambda: any("Earlier Versions" in text for text in told(opened)))
    assert sample.read_bytes() == TEMPLATE
    assert not opened.window.session.clean


def test_a_save_over_a_file_that_cannot_be_joined_offers_no_join(opened, sample):
    retime(opened, 2)
    opened.window.reloading.watch.stop()
    sample.write_bytes(b"")
    opened.press("Ctrl+S")
    opened.qtbot.waitUntil(lambda: opened.question() is not None)
    buttons = [b.text().replace("&", "") for b in opened.question().buttons()]
    assert sorted(buttons) == ["Cancel", "Save a Copy…", "Write Mine"]
    assert "it is empty" in opened.question().informativeText()
    opened.answer("Write Mine")
    opened.qtbot.waitUntil(lambda: b"sec: 9" in sample.read_bytes())
    opened.qtbot.waitUntil(lambda: "●" not in opened.window.windowTitle())
    opened.do("edit.undo")
    assert opened.items[2].start == 8


def test_a_copy_of_mine_leaves_the_window_with_its_file(opened, sample):
    retime(opened, 2)
    replaced(sample, "haveing", "having")
    theirs = sample.read_bytes()
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    opened.press("Ctrl+S")
    opened.answer("Save a Copy…")
    name = choose_copy(opened)
    copy = sample.with_name(f"{sample.stem} (mine).md")
    assert name == str(copy)
    opened.qtbot.waitUntil(lambda: opened.note.startswith(f"Your copy is {copy}."))
    assert b"sec: 9" in copy.read_bytes()
    assert sample.read_bytes() == theirs
    assert opened.window.windowTitle().startswith(f"{sample.name} ●")
    press(opened, "Join")
    opened.qtbot.waitUntil(lambda: "having" in opened.items[3].text)


def test_reading_it_again_is_a_step_that_undo_takes_back_also_after_a_crash(desk, sample):
    desk.start(sample)
    retime(desk, 2)
    retime(desk, 5)
    mine = desk.items
    desk.window.reloading.watch.stop()
    replaced(sample, "haveing", "having")
    desk.press("Ctrl+S")
    desk.answer("Read It Again")
    desk.qtbot.waitUntil(lambda: "having" in desk.items[3].text)
    assert desk.items[2].start == 8
    assert "●" not in desk.window.windowTitle()
    desk.do("edit.undo")
    assert desk.items == mine
    crash(desk)
    desk.start()
    desk.qtbot.waitUntil(lambda: desk.items == mine)
    desk.go(2)
    desk.press("Ctrl+Shift+Z")
    assert "having" in desk.items[3].text
    desk.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert desk.items[2].start == 8


def test_what_was_reverted_is_an_earlier_version_when_its_history_is_gone(opened, sample):
    retime(opened, 2)
    opened.do("file.revert")
    opened.answer("Go Back")
    opened.qtbot.waitUntil(lambda: opened.items[2].start == 8)
    opened.do("file.close")
    opened.window.open_path(sample)
    opened.wait_for_opening()
    assert ["1 difference" in line for line in versions(opened).lines] == [True]
    shown(opened).reject()


def test_a_file_of_another_kind_is_open_anew_and_what_was_here_is_an_earlier_version(desk, write):
    words = "segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n"
    path = write(words, "e7-transcript.yaml")
    desk.start(path)
    retime(desk, 0)
    write("title: T\ntranscript: e7-transcript.yaml\n", "e7.yaml")
    desk.do("file.revert")
    desk.answer("Go Back")
    desk.qtbot.waitUntil(lambda: len(desk.window.session.document.files) == 2)
    assert desk.items[0].start == 3
    assert desk.note.endswith("What it was is in Earlier Versions.")
    assert "1 difference from now" in versions(desk).lines[0]
    shown(desk).reject()


def told(desk) -> list[str]:
    """Return what the messages above the transcript say."""
    return [notice.text for notice in desk.window.panes.notices.notices()]
