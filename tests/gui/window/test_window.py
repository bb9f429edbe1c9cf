"""The window as a user meets it: open, edit, undo, save, close, with real keys."""

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)

from cueline.episode import Header
from cueline.gui import dialogs
from cueline.gui.actions import real_actions

FIRST = 1


def test_the_contracts_objects_and_actions_are_there(opened):
    window = opened.window
    assert window.objectName() == "mainWindow"
    for name in (
        "sectionTree", "lineTable", "waveform", "playerPane", "clipTable", "problemList", "metadataForm",
    ):  # fmt: skip
        assert len(window.findChildren(QWidget, name)) == 1, name
    opened.do("view.metadata")
    assert window.findChild(QWidget, "metadataForm").accessibleName()
    for action in real_actions():
        assert window.findChild(QAction, action.id) is not None, action.id


def test_a_file_opens_with_its_name_sections_lines_and_clips(opened, sample):
    window = opened.window
    assert sample.name in window.windowTitle()
    assert window.panes.table.model().rowCount() == 21
    assert window.panes.tree.model().rowCount() == 4
    assert window.panes.clips.model().rowCount() == 4
    assert window.panes.table.hasFocus()


def test_without_a_file_there_is_the_start_page(desk):
    window = desk.start()
    assert window.panes.start_page.isVisible()
    assert not window.panes.table.isVisible()
    assert window.windowTitle() == "Cueline"
    assert not window.findChild(QAction, "file.save").isEnabled()
    assert window.findChild(QAction, "file.open").isEnabled()


def test_two_dashes_alone_mean_nothing(desk):
    window = desk.start(Path("--"))
    assert window.panes.start_page.isVisible()


def test_open_and_save_changes_no_byte(opened, sample):
    before = sample.read_bytes()
    opened.save()
    assert sample.read_bytes() == before


def test_typing_is_unsaved_at_a_pause_and_escape_keeps_it(opened, sample):
    opened.go(3)
    opened.press("Return")
    opened.type("!")
    opened.qtbot.waitUntil(lambda: opened.items[3].text.endswith("!"))
    assert "●" in opened.window.windowTitle()
    assert opened.window.isWindowModified()
    opened.press("Escape")
    assert opened.items[3].text.endswith("breakfast.!")
    opened.press("Ctrl+Z")
    assert opened.items[3].text.endswith("breakfast.")
    assert "●" not in opened.window.windowTitle()


def test_saving_takes_what_is_just_being_typed(opened, sample):
    opened.go(3)
    opened.press("Return")
    opened.type("!")
    opened.save()
    assert b"after breakfast.!\n" in sample.read_bytes()
    assert "Saved" in opened.window.panes.status.findChild(QWidget, "statusSaved").text()


def test_a_save_is_told_once(opened):
    opened.go(2)
    opened.press("Alt+Right")
    assert opened.note
    opened.save()
    saved = opened.window.panes.status.findChild(QWidget, "statusSaved")
    assert saved.text().startswith("Saved ")
    assert opened.note == ""


def test_undo_works_from_inside_a_cell_on_the_one_history(opened):
    opened.go(3)
    opened.press("Return")
    opened.type("!")
    opened.press("Ctrl+Z")
    assert opened.items[3].text.endswith("breakfast.")
    opened.press("Ctrl+Shift+Z")
    assert opened.items[3].text.endswith("breakfast.!")


def test_the_number_of_changes_is_said(opened):
    opened.go(FIRST)
    opened.press("Alt+Right")
    opened.go(2)
    opened.press("Alt+Right")
    saved = opened.window.panes.status.findChild(QWidget, "statusSaved")
    assert saved.text().startswith("2 changes, not saved")


def test_letters_with_no_cell_open_never_replace_text(opened):
    opened.go(FIRST)
    before = opened.items
    opened.type("abcxyz")
    assert opened.window.panes.table.open_cell_at() is None
    assert opened.items == before


def test_ctrl_enter_splits_and_the_caret_goes_on(opened):
    opened.go(3)
    opened.press("Return", "Home")
    opened.press(*["Right"] * len("Hi Nora,"))
    opened.press("Ctrl+Return")
    assert opened.items[3].text == "Hi Nora,"
    assert opened.items[4].text.startswith("thank you")
    cell = opened.window.panes.table.open_cell_at()
    assert (cell.index, cell.caret) == (4, 0)


def test_joining_two_speakers_is_asked_first(opened):
    opened.go(2)
    opened.press("Ctrl+Shift+M")
    opened.answer("Cancel")
    assert opened.items[2].text.endswith("have to.")
    opened.go(2)
    opened.press("Ctrl+Shift+M")
    opened.answer("Join")
    assert opened.items[2].text.endswith(
        "have to. Hi Nora, thank you for haveing me. And thank you for starting after breakfast."
    )


def test_joining_paragraphs_of_one_speaker_is_not_asked(opened):
    opened.go(FIRST)
    opened.press("Ctrl+Shift+M")
    assert opened.question() is None
    assert "single one. My guest" in opened.items[FIRST].text


def test_deleting_rows_can_be_undone_and_the_selection_comes_back(opened):
    before = opened.items
    opened.go(2)
    opened.press("Shift+Down")
    opened.press("Delete")
    assert len(opened.items) == len(before) - 2
    opened.press("Ctrl+Z")
    assert opened.items == before
    assert opened.window.panes.table.selection == (2, 3)


def test_an_inserted_line_is_typed_at_once(opened):
    opened.go(FIRST)
    opened.press("Ctrl+Shift+Return")
    opened.type("More.")
    opened.press("Escape")
    assert (opened.items[2].text, opened.items[2].speaker) == ("More.", "Nora")


def test_several_lines_get_a_speaker_at_once(opened):
    opened.go(2)
    opened.press("Shift+Down")
    opened.press("Ctrl+K")
    opened.wait_for_dialog()
    opened.press("Ctrl+A")
    opened.type("Ada")
    opened.press("Return")
    assert [item.speaker for item in opened.items[2:4]] == ["Ada", "Ada"]


def test_a_section_begins_here_and_its_title_is_typed(opened):
    opened.go(3)
    opened.press("Ctrl+Shift+H")
    opened.press("Ctrl+A")
    opened.type("Breakfast")
    opened.press("Return")
    assert opened.items[3] == Header("Breakfast")
    assert opened.window.panes.tree.model().rowCount() == 5


def test_renaming_a_section_takes_its_clip_along(opened):
    opened.go(5)
    opened.press("Ctrl+R", "Ctrl+A")
    opened.type("Ears")
    opened.press("Return")
    assert opened.items[4].text == "Ears"
    assert opened.window.session.episode.clips[1].name == "Ears"


def test_merging_a_section_takes_its_header_out(opened):
    opened.go(5)
    opened.press("Ctrl+Shift+J")
    assert not isinstance(opened.items[4], Header)
    assert opened.window.panes.tree.model().rowCount() == 3


def test_f6_walks_the_panes_round(opened):
    panes = opened.window.panes
    opened.go(FIRST)
    seen = []
    for _ in range(5):
        opened.press("F6")
        focus = QApplication.focusWidget()
        seen.append(
            next(
                n
                for n, p in (
                    ("clips", panes.clips),
                    ("waveform", panes.waveform),
                    ("player", panes.player),
                    ("tree", panes.tree),
                    ("table", panes.table),
                )
                if p is focus or p.isAncestorOf(focus)
            )
        )
    assert seen == ["clips", "waveform", "player", "tree", "table"]
    opened.press("Shift+F6")
    assert panes.tree.hasFocus()


def test_find_counts_and_walks_and_does_not_take_letters_from_the_field(opened):
    opened.go(FIRST)
    opened.press("Ctrl+F")
    opened.type("tomas")
    bar = opened.window.panes.find_bar
    assert bar.text() == "tomas"
    assert bar.count_text() == "1 of 2"
    assert opened.window.panes.table.current == 2
    opened.press("Return")
    assert opened.window.panes.table.current == 20
    opened.press("F3")
    assert opened.window.panes.table.current == 2
    opened.press("Escape")
    assert not bar.isVisible()
    assert opened.window.panes.table.hasFocus()
    opened.press("Return")
    cell = opened.window.panes.table.open_cell_at()
    assert (cell.index, opened.items[2].text[cell.anchor : cell.caret]) == (2, "Tomas")


def test_going_to_a_time(opened):
    opened.press("Ctrl+G")
    opened.wait_for_dialog()
    opened.type("0:50")
    opened.press("Return")
    assert opened.window.panes.table.current == 12  # the first of two at 0:47


def test_closing_with_changes_asks_and_cancel_keeps_everything(opened, sample):
    before = sample.read_bytes()
    opened.go(FIRST)
    opened.press("Alt+Right")
    opened.window.close()
    assert "1 change" in opened.question().text()
    opened.answer("Cancel")
    assert opened.window.isVisible()
    assert opened.items[FIRST].start == 2
    opened.window.close()
    opened.answer("Don’t Save")
    assert not opened.shown
    assert sample.read_bytes() == before


def test_closing_and_saving_writes_the_file(opened, sample):
    before = sample.read_bytes()
    opened.go(2)
    opened.press("Alt+Right")
    opened.window.close()
    opened.answer("Save")
    opened.qtbot.waitUntil(lambda: not opened.shown)
    assert sample.read_bytes() == before.replace(b"sec: 8\n  time: 0:08", b"sec: 9\n  time: 0:09")


def test_closing_the_file_goes_to_the_start_page_which_knows_it(opened, sample):
    opened.press("Ctrl+W")
    assert opened.window.panes.start_page.isVisible()
    assert opened.window.recent.entries[0][1] == str(sample)
    assert opened.window.windowTitle() == "Cueline"


def test_reverting_with_changes_asks_and_reads_the_disk(opened):
    revert = opened.window.actions_by_id["file.revert"]
    assert not revert.isEnabled()
    opened.go(FIRST)
    opened.press("Alt+Right")
    opened.do("file.revert")
    opened.answer("Go Back")
    opened.qtbot.waitUntil(lambda: opened.items[FIRST].start == 1)
    assert opened.window.session.clean
    assert opened.note == "This is what the disk holds. Undo brings back what was here."
    opened.do("edit.undo")
    assert opened.items[FIRST].start == 2
    opened.do("edit.undo")
    assert opened.items[FIRST].start == 1


def test_a_file_that_changed_on_disk_is_not_written_over(opened, sample):
    theirs = sample.read_bytes().replace(b"haveing", b"having")
    sample.write_bytes(theirs)
    opened.go(FIRST)
    opened.press("Alt+Right")
    opened.press("Ctrl+S")
    opened.qtbot.waitUntil(lambda: opened.question() is not None)
    assert "changed by somebody else" in opened.question().text()
    opened.answer("Cancel")
    assert sample.read_bytes() == theirs
    assert opened.items[FIRST].start == 2
    assert not opened.window.session.clean


def test_saving_to_another_place(opened, sample, tmp_path):
    opened.go(FIRST)
    opened.press("Alt+Right")
    before = sample.read_bytes()
    target = tmp_path / "copy.md"
    opened.press("Ctrl+Shift+S")
    dialog = opened.window.findChild(QFileDialog)
    with opened.qtbot.waitSignal(opened.window.session.saved):
        dialog.fileSelected.emit(str(target))
    dialog.close()
    assert sample.read_bytes() == before
    assert target.read_bytes() == before.replace(b"sec: 1\n  time: 0:01", b"sec: 2\n  time: 0:02")
    assert "copy.md" in opened.window.windowTitle()


BROKEN = '---\ntitle: x\ntranscript:\n- line: "never closed\n  who: A\n---\n'


def test_a_file_that_does_not_parse_is_shown_with_the_place_and_never_changed(desk, write):
    path = write(BROKEN)
    window = desk.start(path)
    assert window.panes.source_view.isVisible()
    assert "never closed" in window.panes.source_view.toPlainText()
    notice = window.panes.notices.notices()[0]
    assert path.name in notice.text
    assert "line" in notice.text
    assert window.findChild(QAction, "file.save_as").isEnabled()
    assert path.read_text() == BROKEN


def test_what_is_no_file_is_said_in_a_sentence(desk, tmp_path):
    window = desk.start(tmp_path / "missing.md")
    assert window.panes.notices.notices()[0].kind == "error"
    assert window.panes.start_page.isVisible()


def test_a_file_that_can_only_be_looked_at_is_shown_as_text(desk, tmp_path):
    path = tmp_path / "nul.md"
    path.write_bytes(b"---\ntranscript:\n- line: a\0b\n---\n")
    window = desk.start(path)
    assert window.panes.source_view.isVisible()
    assert "only be looked at" in window.panes.notices.notices()[0].text
    hints = window.panes.status.findChild(QWidget, "statusHints").accessibleName()
    assert "open another" in hints
    assert "edit" not in hints
    assert not window.findChild(QAction, "file.save").isEnabled()


def test_opening_another_file_asks_about_changes_first(opened, write):
    other = write("---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n")
    opened.go(FIRST)
    opened.press("Alt+Right")
    opened.window.open_path(other)
    opened.answer("Cancel")
    assert len(opened.items) == 21
    opened.window.open_path(other)
    opened.answer("Don’t Save")
    opened.wait_for_opening()
    assert opened.items[0].text == "Hello."


def test_the_sample_opens_as_a_copy(desk, monkeypatch, tmp_path):
    monkeypatch.setenv("CUELINE_SAMPLE_DIR", str(tmp_path / "mine"))
    desk.start()
    desk.do("file.open_sample")
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)
    desk.wait_for_sound()
    assert desk.window.session.document.path.parent == tmp_path / "mine"
    assert len(desk.items) == 21


def test_the_size_of_the_window_is_remembered(desk, sample):
    window = desk.start(sample)
    window.resize(790, 640)
    window.close()
    again = desk.start(sample)
    assert (again.width(), again.height()) == (790, 640)


def test_a_closed_pane_stays_closed_in_another_run(desk, sample):
    window = desk.start(sample)
    desk.do("view.clips")
    assert not window.panes.clips.isVisible()
    window.close()
    again = desk.start(sample)
    assert not again.panes.clips.isVisible()
    assert again.panes.tree.isVisible()


def test_the_hints_follow_the_focus(opened):
    hints = opened.window.panes.status.findChild(QWidget, "statusHints")
    opened.go(FIRST)
    assert "edit" in hints.accessibleName()
    opened.press("Return")
    assert "split" in hints.accessibleName()
    opened.press("Escape", "F6")
    assert "edge to playhead" in hints.accessibleName()


def test_any_command_by_its_name(opened):
    opened.go(FIRST)
    opened.press("Ctrl+Shift+P")
    opened.wait_for_dialog()
    opened.type("nudge later")
    opened.press("Return")
    assert opened.items[FIRST].start == 2


def test_properties_tell_the_facts_of_the_file(opened):
    opened.do("file.properties")
    opened.wait_for_dialog()
    dialog = QApplication.activeModalWidget()
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "17 lines, 4 sections, 4 clips" in told
    assert "Contents: 17 lines, 4 sections, 4 clips" in dialog.accessibleDescription()
    opened.press("Return")
    assert not dialog.isVisible()


def test_another_key_set_works_at_once(opened):
    opened.window.preferences.show_settings()
    opened.wait_for_dialog()
    dialog = QApplication.activeModalWidget()
    keys = dialog.findChild(QComboBox)
    keys.setCurrentIndex(1)
    keys.activated.emit(1)
    opened.press("Escape")
    opened.window.activateWindow()
    opened.qtbot.waitUntil(opened.window.isActiveWindow)
    opened.go(1)
    opened.window.listening.seek(3.0)
    opened.press("Ctrl+T")
    assert opened.items[1].start == 3
    assert opened.window.panes.table.current == 2


def test_a_split_at_the_end_of_a_section_is_joined_again(opened):
    row = next(
        i for i in range(1, len(opened.items) - 1) if isinstance(opened.items[i + 1], Header)
    )
    before, merge = opened.items[row].text, opened.window.findChild(QAction, "line.merge")
    opened.window.panes.table.setFocus()
    opened.window.panes.table.open_cell(row, caret=8)
    opened.press("Ctrl+Return", "Escape")
    assert opened.window.panes.table.current == row + 1
    assert merge.text() == "&Merge with the Line Above\tCtrl+Shift+M"
    opened.press("Ctrl+Shift+M")
    assert opened.items[row].text == before
    assert opened.window.panes.table.current == row
    opened.go(row - 1)
    assert merge.text() == "&Merge with the Line Below\tCtrl+Shift+M"


def test_what_a_command_said_is_over_with_the_next_one(write, desk):
    path = write(
        "---\ntranscript:\n- header: A\n- line: One.\n  who: X\n- header: B\n- line: Two.\n  who: X\n---\n"
    )
    desk.start(path)
    desk.go(1)
    desk.press("Ctrl+Shift+M")
    assert desk.note == "There is no line above or below to join with."
    desk.press("Alt+Down")
    assert desk.note == ""


def test_what_is_told_begins_at_the_left_edge(opened):
    dialogs.tell(opened.window, "Cueline 1", "It changes the lines that you edit, and no other.")
    opened.wait_for_dialog()
    box = opened.window.findChild(QMessageBox, "message")
    text = box.findChild(QLabel, "qt_msgbox_label")
    opened.qtbot.waitUntil(lambda: text.isVisible() and text.width() > 50)
    picture = text.grab().toImage()
    ground = picture.pixelColor(0, 0)
    ink = next(
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != ground for y in range(picture.height()))
    )
    left = text.mapTo(box, QPoint(0, 0)).x() + ink
    close = box.findChild(QPushButton)
    assert left <= box.width() - close.mapTo(box, close.rect().topRight()).x() + 6
    opened.press("Escape")
