"""Saving a text that does not parse: the focus stays, what was there is kept, a file that is gone is asked about."""

from __future__ import annotations

import shutil

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QListWidget, QMessageBox

from cueline.widgets.reviewing.text_compare import TextCompare
from cueline.widgets.reviewing.versions_dialog import VersionsDialog
from tests.gui.checks.conftest import LOST
from tests.gui.checks.test_mending import type_at_end_of_line
from tests.io.broken.test_repairs import GOOD


def kept(desk) -> list[bytes]:
    """Return what is kept of the file, the newest first."""
    from cueline.io.saving.versions import Versions

    found = Versions(desk.window.store.folder / "versions").of(desk.path)
    return [version.read() for version in found]


def press_in_bar(desk, label: str) -> None:
    """Press a button of the bars above the text."""
    press_of(desk, desk.window.panes.notices, label)


def press_of(desk, parent, label: str) -> None:
    buttons = parent.findChildren(QAbstractButton)
    found = next(b for b in buttons if b.isVisible() and b.text().replace("&", "") == label)
    desk.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def choose(desk, path) -> None:
    """Name a file that is there in the dialog that asks for one, and replace it."""
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(QFileDialog)))
    (chooser,) = desk.window.findChildren(QFileDialog)
    chooser.setDirectory(str(path.parent))
    chooser.selectFile(path.name)
    QTimer.singleShot(50, lambda: answer_yes(chooser))
    chooser.accept()


def answer_yes(chooser) -> None:
    for box in chooser.findChildren(QMessageBox):
        box.button(QMessageBox.StandardButton.Yes).click()


def come_back(desk) -> None:
    """Come back to the window from a dialog, which offscreen is not always done."""
    desk.window.activateWindow()
    desk.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def saved(desk) -> bool:
    return not desk.window.mending.unsaved


def test_the_focus_stays_in_the_text_after_a_save_and_after_undo_to_what_the_file_holds(broken):
    view = broken.page.view
    type_at_end_of_line(broken, 2, "!")
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: saved(broken))
    broken.qtbot.waitUntil(lambda: broken.page.panel.list.count() > 0)
    broken.qtbot.wait(700)  # the pause after which it is read again
    assert view.hasFocus()
    broken.type(" more")
    assert "way round! more\n" in view.toPlainText()
    broken.press("Ctrl+Z")
    broken.press("Ctrl+Y")
    assert "way round! more\n" in view.toPlainText()
    for _ in " more":
        broken.press("Backspace")
    assert saved(broken)
    broken.do("mend.again")
    broken.qtbot.waitUntil(lambda: broken.page.panel.list.count() > 0)
    assert view.hasFocus()
    broken.page.panel.list.setFocus()
    broken.press("Ctrl+Shift+A")
    broken.qtbot.waitUntil(view.hasFocus)
    broken.do("edit.undo")
    broken.do("edit.redo")
    assert saved(broken)
    broken.type("?")
    assert "way round!?\n" in view.toPlainText()


def test_what_a_save_replaces_is_kept_and_so_is_what_somebody_else_wrote(broken):
    type_at_end_of_line(broken, 2, "!")
    theirs = LOST.replace("way round", "way about").encode()
    broken.path.write_bytes(theirs)
    broken.window.text_on_disk.watch.look()
    notices = broken.window.panes.notices
    broken.qtbot.waitUntil(lambda: any("Somebody" in n.text for n in notices.notices()))
    press_in_bar(broken, "Keep Mine")
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: saved(broken))
    mine = LOST.replace("way round", "way round!").encode()
    assert broken.path.read_bytes() == mine
    broken.qtbot.waitUntil(lambda: {theirs, mine, LOST.encode()} <= set(kept(broken)))


def test_a_save_of_a_file_that_is_gone_asks_and_writes_it_anew(broken):
    broken.path.unlink()
    broken.press("Ctrl+S")
    broken.answer("Save It Again")
    broken.qtbot.waitUntil(broken.path.exists)
    assert broken.path.read_text() == LOST
    broken.path.unlink()
    come_back(broken)
    type_at_end_of_line(broken, 2, "!")
    broken.press("Ctrl+S")
    broken.answer("Save It Again")
    broken.qtbot.waitUntil(lambda: saved(broken))
    assert "way round!" in broken.path.read_text()


def test_a_text_whose_folder_is_gone_is_saved_elsewhere(broken, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    broken.path.rename(home / broken.path.name)
    broken.window.open_path(home / broken.path.name)
    broken.qtbot.waitUntil(lambda: broken.window.files.path == home / broken.path.name)
    broken.qtbot.waitUntil(lambda: broken.page.panel.list.count() > 0)
    type_at_end_of_line(broken, 2, "!")
    shutil.rmtree(home)
    broken.press("Ctrl+S")
    broken.answer("Save It Again")
    notices = broken.window.panes.notices
    broken.qtbot.waitUntil(lambda: any("was not saved" in n.text for n in notices.notices()))
    target = tmp_path / "rescued.md"
    target.write_text("what was here")
    press_in_bar(broken, "Save As…")
    choose(broken, target)
    broken.qtbot.waitUntil(lambda: broken.window.files.path == target)
    assert target.read_text() == LOST.replace("way round", "way round!")
    broken.path = target
    assert b"what was here" in kept(broken)
    broken.qtbot.waitUntil(lambda: "rescued.md" in broken.window.windowTitle())
    assert saved(broken)


def test_earlier_versions_of_a_text_are_listed_compared_and_taken_back_in(broken):
    type_at_end_of_line(broken, 2, "!")
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: saved(broken))
    type_at_end_of_line(broken, 3, " unsaved")
    broken.qtbot.waitUntil(lambda: len(kept(broken)) == 2)
    broken.do("file.versions")
    broken.wait_for_dialog()
    dialog = broken.window.findChild(VersionsDialog)
    assert [line.partition("  ·  ")[2] for line in dialog.lines] == [
        "1 difference from now",
        "1 difference from now",
    ]
    dialog.findChild(QListWidget).setCurrentRow(2)
    broken.press("Return")
    broken.qtbot.waitUntil(lambda: dialog.findChild(TextCompare) is not None)
    assert "way round!" in dialog.findChild(TextCompare).text
    dialog.findChild(TextCompare).reject()
    press_of(broken, dialog, "Go Back to It")
    broken.qtbot.waitUntil(lambda: broken.page.view.toPlainText() == LOST)
    assert not saved(broken)
    assert "Undo takes that back" in broken.note
    come_back(broken)
    assert broken.page.view.hasFocus()
    broken.press("Ctrl+Z")
    assert " unsaved\n" in broken.page.view.toPlainText()


def test_the_bar_says_what_holds_now(broken):
    def bars() -> list[str]:
        return [notice.text for notice in broken.window.panes.notices.notices()]

    (first,) = bars()
    assert first.endswith("broken in line 23, so it is shown as text. Nothing was changed.")
    type_at_end_of_line(broken, 2, "!")
    (unsaved,) = bars()
    assert unsaved.endswith("shown as text. Your changes to it are not saved yet.")
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: bars()[0].endswith("shown as text. It is saved as it is."))
    type_at_end_of_line(broken, 23, '"')
    broken.qtbot.waitUntil(lambda: bars() == [])
    type_at_end_of_line(broken, 23, '"')
    broken.qtbot.waitUntil(lambda: len(bars()) == 1)
    assert "broken in line 23" in bars()[0]
    assert "not saved yet" in bars()[0]


def test_an_empty_file_can_be_written_by_hand(desk, write):
    path = write("")
    desk.start(path)
    labels = [b.text().replace("&", "") for b in desk.window.panes.notices.notices()[0].answers]
    assert labels[:2] == ["Write Its Text", "New Episode…"]
    press_in_bar(desk, "Write Its Text")
    view = desk.window.panes.source_view
    desk.qtbot.waitUntil(view.hasFocus)
    assert "can be changed by hand" in desk.window.panes.notices.notices()[0].text
    desk.qtbot.waitUntil(lambda: "is empty" in desk.window.panes.source_page.panel.sentence())
    QApplication.clipboard().setText(GOOD)
    desk.press("Ctrl+V")
    take = desk.window.panes.source_page.panel.take
    desk.qtbot.waitUntil(take.isEnabled)
    desk.qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(desk.items) > 3)
    desk.save()
    assert path.read_text() == GOOD


def test_a_file_that_can_only_be_looked_at_can_be_changed_by_hand(desk, write):
    path = write("---\ntranscript: text\n---\n")
    desk.start(path)
    press_in_bar(desk, "Change It by Hand")
    view = desk.window.panes.source_view
    desk.qtbot.waitUntil(view.hasFocus)
    desk.press("Down", "End")
    desk.type("s")
    desk.press("Ctrl+S")
    desk.qtbot.waitUntil(lambda: "texts" in path.read_text())


def test_a_save_by_hand_writes_what_was_typed_and_leaves_every_other_byte(desk, tmp_path):
    path = tmp_path / "odd.md"
    odd = "\ufeff" + LOST.replace("\n", "\r\n").replace("first", "fi\u2029r\u2028s\rt", 1)
    odd = odd.replace("sec: 14\r\n", "sec: 14\n")
    path.write_bytes(odd.encode())
    desk.start(path)
    desk.qtbot.waitUntil(lambda: desk.window.panes.source_page.panel.list.count() > 0)
    view = desk.window.panes.source_view
    view.setFocus()
    desk.press("Ctrl+Home", "Down", "End")
    desk.type("!")
    desk.press("Return")
    desk.type("more: here")
    desk.press("Ctrl+S")
    desk.qtbot.waitUntil(lambda: saved(desk))
    wanted = odd.replace("way round\r\n", "way round!\r\nmore: here\r\n")
    assert path.read_bytes() == wanted.encode()
