"""A file that is shown as text, because it does not parse, is changed by somebody else."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from cueline.io.saving.versions import Versions
from cueline.widgets.reviewing.text_compare import TextCompare
from tests.gui.changed_files import bar, press, replaced, written
from tests.gui.checks.conftest import LOST


def type_at_end_of_line(desk, line: int, text: str) -> None:
    view = desk.page.view
    view.setFocus()
    cursor = QTextCursor(view.document().findBlockByNumber(line - 1))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    view.setTextCursor(cursor)
    desk.type(text)


@pytest.mark.parametrize("change", [replaced, written])
def test_nothing_typed_it_is_read_again_and_opens_when_it_can_be_read(broken, change):
    change(broken.path, "way round", "way about")
    broken.qtbot.waitUntil(lambda: "way about" in broken.page.view.toPlainText())
    assert broken.note == "episode.md was changed on disk, and is read again."
    assert broken.window.session.document is None
    change(broken.path, "thing?", 'thing?"')
    broken.qtbot.waitUntil(lambda: broken.window.session.document is not None)
    assert broken.items[3].text == "So what's the first thing?"
    assert "●" not in broken.window.windowTitle()


def test_what_was_typed_stays_and_the_bar_asks(broken):
    type_at_end_of_line(broken, 2, "!")
    replaced(broken.path, "way round", "way about")
    broken.qtbot.waitUntil(lambda: bar(broken) is not None)
    assert [b.text() for b in bar(broken).buttons] == [
        "Compare", "Take Theirs", "Keep Mine", "Later",
    ]  # fmt: skip
    assert "way round!" in broken.page.view.toPlainText()
    press(broken, "Compare")
    dialog = broken.window.findChild(TextCompare)
    assert "+title: The long way round!" in dialog.text
    assert "-title: The long way about" in dialog.text
    dialog.reject()
    broken.window.activateWindow()
    broken.qtbot.waitUntil(broken.window.isActiveWindow)
    press(broken, "Take Theirs")
    assert "way about" in broken.page.view.toPlainText()
    assert "●" not in broken.window.windowTitle()
    assert bar(broken) is None
    broken.press("Ctrl+Z")
    assert "way round!" in broken.page.view.toPlainText()
    assert "●" in broken.window.windowTitle()
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: "way round!" in broken.path.read_text())
    broken.qtbot.wait(300)
    assert bar(broken) is None


def test_a_save_that_was_refused_asks_again_and_mine_can_be_kept(broken):
    type_at_end_of_line(broken, 2, "!")
    replaced(broken.path, "way round", "way about")
    press(broken, "Later")
    broken.qtbot.wait(300)
    assert bar(broken) is None
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: bar(broken) is not None)
    assert bar(broken).text.startswith("Not saved: somebody else changed")
    assert "way about" in broken.path.read_text()
    press(broken, "Keep Mine")
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: "way round!" in broken.path.read_text())


def test_a_text_whose_file_is_gone_says_so_until_it_is_back(broken):
    other = broken.path.with_name("other.md")
    broken.path.rename(other)
    broken.qtbot.waitUntil(lambda: bar(broken) is not None)
    assert "gone from the disk" in bar(broken).text
    assert "way round" in broken.page.view.toPlainText()
    other.rename(broken.path)
    broken.qtbot.waitUntil(lambda: bar(broken) is None)
    broken.path.unlink()
    press(broken, "Save It Again")
    broken.qtbot.waitUntil(lambda: broken.path.exists() and bar(broken) is None)
    assert broken.path.read_text() == LOST


def test_saving_it_again_replaces_nothing_that_came_back_meanwhile(broken):
    broken.path.unlink()
    broken.qtbot.waitUntil(lambda: bar(broken) is not None)
    broken.window.text_on_disk.watch.stop()  # as when it came back just now
    theirs = LOST.replace("way round", "way about")
    broken.path.write_text(theirs)
    press(broken, "Save It Again")
    broken.qtbot.waitUntil(lambda: "way about" in broken.page.view.toPlainText())
    assert broken.path.read_text() == theirs


def test_a_text_whose_file_is_emptied_stays_and_can_be_saved_again(broken, data_folder):
    broken.path.write_bytes(b"")
    broken.qtbot.waitUntil(lambda: bar(broken) is not None)
    assert bar(broken).text == "episode.md is empty on disk now. Its text is still here."
    assert "way round" in broken.page.view.toPlainText()
    press(broken, "Save It Again")
    broken.qtbot.waitUntil(lambda: broken.path.read_text() == LOST and bar(broken) is None)
    (kept,) = Versions(data_folder / "versions").of(broken.path)
    assert kept.read() == LOST.encode()  # as it is where the window is closed instead
    broken.press("Ctrl+M")
    assert len(broken.items) > 3


def test_what_a_saved_text_replaces_is_an_earlier_version(broken, data_folder):
    broken.page.view.setFocus()
    broken.press("Ctrl+A")
    broken.type("Oh no")
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: broken.path.read_text() == "Oh no")
    versions = Versions(data_folder / "versions")
    broken.qtbot.waitUntil(lambda: len(versions.of(broken.path)) == 2)
    now, before = versions.of(broken.path)
    assert (now.read(), now.saved) == (b"Oh no", True)
    assert (before.read(), before.saved) == (LOST.encode(), False)


def test_reverting_a_mended_text_leads_back_to_the_broken_one(broken, data_folder):
    broken.press("Ctrl+M")
    broken.go(2)
    broken.press("Alt+Right")
    now = broken.items
    broken.do("file.revert")
    broken.answer("Go Back")
    broken.qtbot.waitUntil(lambda: broken.window.mending.active)
    assert broken.page.view.toPlainText() == LOST
    assert "●" not in broken.window.windowTitle()
    assert broken.path.read_text() == LOST
    assert len(Versions(data_folder / "versions").of(broken.path)) > 0  # whatever is done next
    broken.do("edit.redo")
    broken.do("edit.redo")
    assert broken.items == now


def test_reverting_takes_mends_in_the_text_back_too(desk, write):
    path = write("---\ntranscript:\n- line: Hello.\n  sec: 338\n  time: 5:38\n  who: A\n---\n")
    before = path.read_bytes()
    desk.start(path)
    desk.qtbot.waitUntil(lambda: desk.window.checking.known)
    desk.press("F8", "Ctrl+F8")
    desk.qtbot.waitUntil(lambda: desk.window.session.unsaved_count == 1)
    desk.do("file.revert")
    desk.answer("Go Back")
    desk.qtbot.waitUntil(lambda: "●" not in desk.window.windowTitle())
    assert desk.note == "This is what the disk holds. Redo brings back what was here."
    desk.do("edit.redo")
    assert "●" in desk.window.windowTitle()
    desk.do("file.save")
    desk.qtbot.waitUntil(lambda: b"time: '5:38'" in path.read_bytes())
    assert path.read_bytes() != before
