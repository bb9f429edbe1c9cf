"""Changes of many files in the window, with real keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
)

from cueline.widgets.proposals.proposal_list import ProposalList
from cueline.widgets.site.batch_dialog import BatchDialog
from cueline.widgets.site.batch_history import BatchHistory

EPISODE = """---
season: 1
transcript:
- line: A cat and  a cat.
  sec: 3
  time: '0:03'
  who: Ann
- line: None.
  sec: 9
  time: '0:09'
  who: Ben
---
"""
NAMES = ("one.md", "two.md", "three.md")


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "cueline.toml").write_text("")
    for name in NAMES:
        (folder / name).write_bytes(EPISODE.encode())
    return folder


@pytest.fixture
def two(desk, site):
    """A desk with one episode of three open, the second row current."""
    desk.start(site / "one.md")
    desk.go(1)
    return desk


def dialog(desk):
    desk.wait_for_dialog()
    found = QApplication.activeModalWidget()
    assert isinstance(found, BatchDialog)
    return found


def go_button(shown):
    return shown.findChild(QPushButton, "batchGo")


def list_all(desk, *keys):
    """Ask for the list, and wait for it."""
    shown = dialog(desk)
    desk.press("Return")
    desk.qtbot.waitUntil(
        lambda: isinstance(QApplication.focusWidget(), ProposalList), timeout=20_000
    )
    return shown


def end(desk, shown, button="Close"):
    """Wait until it is done, and press a button."""
    found = next(b for b in shown.findChildren(QPushButton) if b.text() == button)
    desk.qtbot.waitUntil(found.isVisible, timeout=20_000)
    desk.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def texts(site):
    return {name: (site / name).read_text() for name in NAMES}


def test_replaced_in_all_episodes_but_what_was_left_out_and_taken_back(two, site):
    two.press("Ctrl+Shift+R")
    empty = dialog(two)
    assert not empty.findChild(QPushButton, "batchMore").isVisible()
    assert not empty.findChild(QPlainTextEdit).isVisible()
    two.type("cat")
    two.press("Tab")
    assert QApplication.focusWidget().objectName() == "batchReplace"
    two.type("dog")
    next(b for b in empty.findChildren(QCheckBox) if b.text() == "Speakers").click()
    asked = empty.form.asked()
    assert asked is not None
    assert asked[1] == "dog"
    shown = list_all(two)
    rows = shown.findChild(ProposalList).model()
    first = rows.index(0, 0)
    assert rows.data(first) == "one.md: 2 of 2 chosen"
    assert rows.data(rows.index(1, 0)) == "0:03. A cat and  a cat. → A dog and  a cat."
    assert go_button(shown).text() == "Change 3 Files"
    two.press("Down", "Space")  # the second place of the first file
    assert go_button(shown).text() == "Change 3 Files"
    two.press("Down", "Space")  # the second file
    assert go_button(shown).text() == "Change 2 Files"
    assert "Ctrl+Enter" in go_button(shown).toolTip()
    two.press("Tab", "Tab")  # over Cancel
    assert QApplication.focusWidget() is go_button(shown)
    two.press("Shift+Tab", "Shift+Tab")
    tree = shown.findChild(ProposalList)
    assert QApplication.focusWidget() is tree
    two.press("Return")  # folds, and writes nothing
    assert tree.proposed.is_folded(tree.currentIndex())
    two.press("Return", "Up", "Return")
    assert not tree.proposed.is_folded(tree.currentIndex())
    assert set(texts(site).values()) == {EPISODE}
    two.press("Ctrl+Return")
    two.qtbot.waitUntil(lambda: "nothing else" in shown.said, timeout=20_000)
    assert shown.said.startswith("3 places in 2 files; nothing else in them changed")
    changed = texts(site)
    assert changed["one.md"] == EPISODE.replace("A cat", "A dog")
    assert EPISODE in changed.values()
    two.qtbot.waitUntil(lambda: two.items[0].text == "A dog and  a cat.", timeout=20_000)
    assert two.window.panes.table.current == 1
    assert two.window.session.clean
    assert two.window.session.can_undo
    assert two.note == "Changed with the batch: 1 line. Undo brings back what was here."
    end(two, shown, "Take Back This Batch")
    two.qtbot.waitUntil(lambda: shown.said.startswith("2 files put back"), timeout=20_000)
    assert set(texts(site).values()) == {EPISODE}
    two.qtbot.waitUntil(lambda: two.items[0].text == "A cat and  a cat.", timeout=20_000)
    two.press("Return")  # on Close
    assert not shown.isVisible()
    two.window.activateWindow()
    (site / "one.md").write_text(EPISODE.replace("None", "Nothing"))
    two.qtbot.waitUntil(lambda: two.note.startswith("1 line changed on disk"), timeout=20_000)
    two.press("Ctrl+Shift+R")
    form = dialog(two).form
    assert form.asked() == asked
    two.type("bird")  # what was asked for is marked: something else takes its place
    assert form.pattern().text == "bird"


def test_an_episode_in_two_files_counts_once_wherever_files_are_counted(two, site):
    (site / "four.yaml").write_text(
        "title: A cat\ntranscript: four-text.yaml\nquotableClips:\n"
        "- name: The cat\n  startOffset: 0\n  endOffset: 9\n"
    )
    (site / "four-text.yaml").write_text(
        "segments:\n- header: The cat\n- line: A cat.\n  sec: 0\n  time: '0:00'\n  who: Ann\n"
    )
    two.press("Ctrl+Shift+R")
    dialog(two)
    two.type("cat")
    two.press("Tab")
    two.type("dog")
    shown = list_all(two)
    assert go_button(shown).text() == "Change 4 Files"
    two.press("Ctrl+Return")
    two.qtbot.waitUntil(lambda: "in 4 files; nothing else" in shown.said, timeout=20_000)
    assert "dog" in (site / "four.yaml").read_text()
    end(two, shown)
    two.window.activateWindow()
    two.qtbot.waitUntil(two.window.isActiveWindow)
    two.do("folder.take_back")
    two.wait_for_dialog()
    history = QApplication.activeModalWidget()
    two.qtbot.waitUntil(lambda: history.detail == "4 files would be as before.", timeout=20_000)
    two.press("Ctrl+Return")
    two.qtbot.waitUntil(lambda: history.said.startswith("4 files put back"), timeout=20_000)
    assert "cat" in (site / "four.yaml").read_text()


def test_an_episode_with_unsaved_edits_is_left_alone_and_named(two, site):
    two.go(0)
    two.window.panes.table.open_cell(0)
    two.type(" More.")
    two.do("folder.fix")
    shown = dialog(two)
    kinds = QApplication.focusWidget()
    kind = "Two spaces together: 3 in 3 files"
    two.qtbot.waitUntil(lambda: kinds.findText(kind) >= 0, timeout=20_000)
    assert kinds.findText("Texts that start with =: none") > 0
    kinds.setCurrentText(kind)
    go_button(shown).setFocus()
    shown = list_all(two)
    assert shown.said == (
        "2 spaces in 2 files. one.md is left out: it has changes in a window that are not saved."
    )
    assert go_button(shown).text() == "Change 2 Files"
    two.press("Ctrl+Return")
    two.qtbot.waitUntil(lambda: "nothing else" in shown.said, timeout=20_000)
    assert shown.said == "2 spaces in 2 files; nothing else in them changed."
    assert texts(site)["one.md"] == EPISODE
    assert two.items[0].text == "A cat and  a cat. More."
    end(two, shown)


def said_beside(names, row):
    return names.itemData(row, Qt.ItemDataRole.AccessibleDescriptionRole)


def test_a_speaker_is_renamed_everywhere_and_taken_back_later(two, site):
    two.do("folder.rename_speaker")
    shown = dialog(two)
    names = shown.findChild(QComboBox, "batchOldName")
    two.qtbot.waitUntil(lambda: bool(said_beside(names, 0)), timeout=20_000)
    assert [(names.itemText(row), said_beside(names, row)) for row in range(names.count())] == [
        ("Ann", "3 lines in 3 episodes"),
        ("Ben", "3 lines in 3 episodes"),
    ]
    assert names.currentText() == "Ben"
    two.press("Tab")
    two.type("Benno")
    shown = list_all(two)
    two.press("Ctrl+Return")
    two.qtbot.waitUntil(lambda: "3 names in 3 files" in shown.said, timeout=20_000)
    end(two, shown)
    assert set(texts(site).values()) == {EPISODE.replace("who: Ben\n", "who: Benno\n")}
    two.window.activateWindow()
    two.qtbot.waitUntil(two.window.isActiveWindow)
    two.wait_for_opening()
    (site / "two.md").write_text("Mine.\n")
    two.do("folder.take_back")
    two.wait_for_dialog()
    history = QApplication.activeModalWidget()
    assert isinstance(history, BatchHistory)
    lines = history.findChild(QListWidget)
    two.qtbot.waitUntil(lambda: lines.count() == 1, timeout=20_000)
    assert "Rename “Ben” to “Benno” · 3 files, 1 to be left alone" in lines.item(0).text()
    assert history.detail == (
        "2 files would be as before; 1 file stays as now (two.md: it was changed since)."
    )
    two.press("Return")
    assert texts(site)["two.md"] == "Mine.\n"
    assert "Benno" in texts(site)["one.md"], "only Ctrl+Enter takes it back"
    two.press("Ctrl+Return")
    two.qtbot.waitUntil(lambda: "2 files put back" in history.said, timeout=20_000)
    assert "1 file was left as it is" in history.said
    two.qtbot.waitUntil(lambda: history.detail.startswith("No file would be"), timeout=20_000)
    assert "two.md: it was changed since" in history.detail
    assert texts(site) == {"one.md": EPISODE, "two.md": "Mine.\n", "three.md": EPISODE}
    two.press("Escape")


def test_what_cannot_be_understood_or_found_is_said(two, site):
    two.press("Ctrl+Shift+R")
    shown = dialog(two)
    assert not go_button(shown).isEnabled()
    two.type("(cat")
    two.press("Alt+X")
    toggle = next(b for b in shown.findChildren(QAbstractButton) if b.text() == ".*")
    two.qtbot.waitUntil(toggle.isChecked)
    two.press("Return")
    two.qtbot.waitUntil(lambda: "Column 1" in shown.said, timeout=20_000)
    assert QApplication.focusWidget().objectName() == "batchFind"
    two.press("Ctrl+A")
    two.type("zebra")
    assert shown.said == ""
    two.press("Return")
    two.qtbot.waitUntil(lambda: "Nothing would change" in shown.said, timeout=20_000)
    two.press("Escape")
    assert set(texts(site).values()) == {EPISODE}


def test_from_the_page_of_a_folder_its_files_are_changed(desk, site):
    desk.start()
    desk.window.open_path(site)
    desk.qtbot.waitUntil(lambda: desk.window.panes.shows_folder)
    desk.press("Ctrl+Shift+R")
    shown = dialog(desk)
    desk.type("cat")
    shown = list_all(desk)
    assert go_button(shown).text() == "Change 3 Files"
    desk.press("Ctrl+Return")
    desk.qtbot.waitUntil(lambda: "6 places in 3 files" in shown.said, timeout=20_000)
    end(desk, shown)
    assert set(texts(site).values()) == {EPISODE.replace("cat", "")}


def test_without_an_episode_or_a_folder_it_says_what_to_do(desk):
    desk.start()
    desk.do("folder.replace")
    desk.qtbot.waitUntil(lambda: desk.note == "Open an episode or your site’s folder first.")
    desk.do("folder.take_back")
    desk.wait_for_dialog()
    history = QApplication.activeModalWidget()
    desk.qtbot.waitUntil(lambda: "no change of many files" in history.said, timeout=20_000)
    desk.press("Escape")


def replace_all(desk, was, now):
    """Replace in all files, and close the window."""
    desk.do("folder.replace")
    dialog(desk)
    desk.type(was)
    desk.press("Tab")
    desk.type(now)
    shown = list_all(desk)
    desk.press("Ctrl+Return")
    desk.qtbot.waitUntil(lambda: "nothing else" in shown.said, timeout=20_000)
    desk.press("Return")
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def test_after_taking_a_batch_back_no_other_is_chosen(desk, site):
    desk.start()
    desk.window.open_path(site)
    desk.qtbot.waitUntil(lambda: desk.window.panes.shows_folder)
    replace_all(desk, "cat", "dog")
    replace_all(desk, "None", "Nothing")
    desk.do("folder.take_back")
    desk.wait_for_dialog()
    history = QApplication.activeModalWidget()
    lines = history.findChild(QListWidget)
    desk.qtbot.waitUntil(lambda: lines.count() == 2, timeout=20_000)
    older = next(row for row in (0, 1) if "dog" in lines.item(row).text())
    lines.setCurrentRow(older)
    assert history.detail.startswith("No file would be as before; 3 files stay as now")
    assert not history.findChild(QPushButton, "batchTakeBack").isEnabled()
    lines.setCurrentRow(1 - older)
    assert history.detail == "3 files would be as before."
    desk.press("Ctrl+Return")
    desk.qtbot.waitUntil(lambda: "3 files put back" in history.said, timeout=20_000)
    desk.qtbot.waitUntil(lambda: lines.count() == 1, timeout=20_000)
    desk.press("Ctrl+Return")
    assert set(texts(site).values()) == {EPISODE.replace("cat", "dog")}
    desk.press("Return")
    assert not history.isVisible()


def test_files_that_cannot_be_read_are_counted_in_a_line_and_shown_when_asked_for(desk, site):
    for name in ("bad.md", "worse.md"):
        (site / name).write_text(EPISODE.replace("A cat and", "'A cat and"))
    desk.start()
    desk.window.open_path(site)
    desk.qtbot.waitUntil(lambda: desk.window.panes.shows_folder)
    desk.do("folder.replace")
    dialog(desk)
    desk.type("cat")
    shown = list_all(desk)
    assert shown.said == (
        "6 places in 3 files. 2 files that may hold it cannot be read and are left out."
    )
    details = shown.findChild(QPlainTextEdit)
    assert not details.isVisible()
    shown.findChild(QPushButton, "batchMore").setFocus()
    desk.press("Return")
    assert details.isVisible()
    assert details.toPlainText().startswith("bad.md: it cannot be edited")
    assert set(texts(site).values()) == {EPISODE}
    desk.press("Return", "Escape")
