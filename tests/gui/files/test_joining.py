"""Two people change one file: what can be joined is joined, the rest is chosen by keys, and both ways lead back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from cueline.io import open_document
from tests.gui.changed_files import (
    bar,
    button,
    dialog_of,
    press,
    replaced,
    save,
    told,
    wait_for_join,
)
from tests.gui.safety.test_recovery import crash, retime


def test_changes_in_different_places_are_joined_as_one_step(opened, sample):
    opened.go(2)
    opened.press("Alt+Right")
    replaced(sample, "haveing", "having")
    replaced(
        sample, "- header: Podcast introduction\n", "- header: Podcast introduction\n- line: New.\n"
    )
    disk = sample.read_bytes()
    press(opened, "Join")
    opened.qtbot.waitUntil(lambda: "having" in opened.items[4].text)
    assert opened.items[1].text == "New."
    assert opened.items[3].start == 9
    assert opened.note.startswith("Joined: 2 changes from the disk")
    assert bar(opened) is None
    assert "●" in opened.window.windowTitle()
    opened.save()
    saved = open_document(sample).episode
    assert saved == opened.window.session.episode
    assert sample.read_bytes() != disk
    opened.press("Ctrl+Z")
    assert opened.items[2].start == 9
    assert "haveing" in opened.items[3].text
    opened.press("Ctrl+Z")
    assert opened.items[2].start == 8


def test_the_caret_of_an_open_text_stays_where_it_was_among_its_words(opened, sample):
    text = opened.items[3].text
    assert text.index("haveing") < text.index("starting")
    retime(opened, 2)
    opened.window.panes.table.open_cell(3, "text", text.index("starting") + 2)
    replaced(sample, "haveing", "just having")
    press(opened, "Join")
    opened.qtbot.waitUntil(lambda: "just having" in opened.items[3].text)
    cell = opened.window.panes.table.open_cell_at()
    assert cell.caret == opened.items[3].text.index("starting") + 2


def test_what_was_joined_comes_back_after_a_crash_with_the_steps_before(desk, sample):
    desk.start(sample)
    desk.go(2)
    desk.press("Alt+Right")
    replaced(sample, "haveing", "having")
    press(desk, "Join")
    desk.qtbot.waitUntil(lambda: "having" in desk.items[3].text)
    retime(desk, 5)
    before, disk = desk.items, sample.read_bytes()
    crash(desk)
    desk.start()
    desk.qtbot.waitUntil(lambda: desk.items == before)
    desk.save()
    assert b"having" in sample.read_bytes()
    for _ in range(2):
        desk.press("Ctrl+Z")
    assert "haveing" in desk.items[3].text
    assert desk.items[2].start == 9
    desk.press("Ctrl+Z")
    assert desk.items[2].start == 8
    assert disk != sample.read_bytes()


def join_a_time_and_a_text(opened, sample):
    """Change the time of one line and the text of the next here and on disk; return the rows of the join."""
    opened.go(2)
    opened.press("Alt+Right")
    opened.go(3)
    opened.press("Return")
    opened.type("!")
    opened.press("Escape")
    replaced(sample, "haveing", "having")
    replaced(sample, "  sec: 8\n  time: 0:08\n", "  sec: 10\n  time: 0:10\n")
    press(opened, "Join")
    return wait_for_join(opened)


def test_what_both_changed_is_chosen_by_keys(opened, sample):
    rows = join_a_time_and_a_text(opened, sample)
    assert [row.split(",")[0] for row in told(rows)] == ["Time", "Text"]
    assert not button(opened, "Join").isEnabled()
    opened.qtbot.keyClick(rows, Qt.Key.Key_T)
    assert told(rows)[0].endswith("Chosen: theirs.")
    assert rows.currentIndex().row() == 1
    opened.qtbot.keyClick(rows, Qt.Key.Key_2)
    assert told(rows)[1].endswith("Chosen: mine.")
    opened.qtbot.mouseClick(button(opened, "Join"), Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: opened.items[2].start == 10)
    assert "haveing" in opened.items[3].text
    assert opened.items[3].text.endswith("!")
    save(opened)
    assert b"sec: 10" in sample.read_bytes()
    opened.do("edit.undo")
    assert opened.items[2].start == 9


def test_what_was_read_can_be_chosen(opened, sample):
    opened.go(2)
    opened.press("Alt+Right")
    opened.go(3)
    opened.press("Return")
    opened.type("!")
    opened.press("Escape")
    replaced(sample, "haveing", "having")
    replaced(sample, "  sec: 8\n  time: 0:08\n", "  sec: 10\n  time: 0:10\n")
    replaced(sample, "Good morning", "Good evening")
    press(opened, "Join")
    rows = wait_for_join(opened)
    opened.qtbot.keyClick(rows, Qt.Key.Key_1)
    assert told(rows)[0].endswith("Chosen: as read.")
    opened.qtbot.keyClick(rows, Qt.Key.Key_R)
    opened.qtbot.mouseClick(button(opened, "Join"), Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: opened.items[1].text.startswith("Good evening"))
    assert opened.items[2].start == 8
    assert "haveing" in opened.items[3].text
    assert not opened.items[3].text.endswith("!")


def test_both_can_be_taken_and_a_text_be_written_by_hand(opened, sample):
    for row in (1, 3):
        opened.go(row)
        opened.press("Return")
        opened.type("!")
        opened.press("Escape")
    opened.go(2)
    opened.press("Alt+Right")
    replaced(sample, "haveing", "having")
    replaced(sample, "Good morning", "Good evening")
    replaced(sample, "  sec: 8\n  time: 0:08\n", "  sec: 10\n  time: 0:10\n")
    press(opened, "Join")
    rows = wait_for_join(opened)
    opened.wait_for_dialog()
    field, both = dialog_of(opened).findChild(QPlainTextEdit), button(opened, "Both (4)")
    assert field.toPlainText().startswith("Good evening")  # as both together have it
    opened.press("4")
    assert "Chosen: both: Good evening" in told(rows)[0]
    opened.press("E")  # a time can only be chosen
    assert rows.hasFocus()
    assert (field.isEnabled(), both.isEnabled()) == (False, False)
    opened.press("2", "E")
    assert field.hasFocus()
    opened.press("Ctrl+A")
    opened.type("Thank you, Nora.\u00a0Mine and theirs")  # a no-break space stays one
    opened.press("Escape")
    assert dialog_of(opened).isVisible()
    assert told(rows)[2].endswith("Chosen: edited: Thank you, Nora.\u00a0Mine and theirs.")
    opened.press("Escape")  # gives up; what was chosen is there again
    press(opened, "Join")
    rows = wait_for_join(opened)
    opened.wait_for_dialog()
    assert [row.rpartition("Chosen: ")[2][:4] for row in told(rows)] == ["both", "mine", "edit"]
    opened.qtbot.mouseClick(button(opened, "Join"), Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: opened.items[1].text.startswith("Good evening"))
    assert opened.items[1].text.endswith("!")
    assert opened.items[2].start == 9
    assert opened.items[3].text == "Thank you, Nora.\u00a0Mine and theirs"
    save(opened)
    assert open_document(sample).episode == opened.window.session.episode
    opened.do("edit.undo")
    assert opened.items[3].text.endswith("!")


def test_giving_up_leaves_both_as_they_were_and_asks_again(opened, sample):
    opened.go(3)
    opened.press("Return")
    opened.type("!")
    opened.press("Escape")
    mine = opened.items[3].text
    replaced(sample, "haveing", "having")
    disk = sample.read_bytes()
    press(opened, "Join")
    rows = wait_for_join(opened)
    opened.qtbot.keyClick(rows, Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    assert opened.items[3].text == mine
    assert sample.read_bytes() == disk


def test_one_click_takes_a_side_and_one_button_the_rest(opened, sample):
    rows = join_a_time_and_a_text(opened, sample)
    first = rows.visualRect(rows.rows.index(0, 0))
    where = first.center()
    where.setX(first.left() + first.width() * 5 // 6)
    opened.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told(rows)[0].endswith("Chosen: theirs.")
    opened.qtbot.mouseClick(button(opened, "Mine for the Rest"), Qt.MouseButton.LeftButton)
    assert button(opened, "Join").isEnabled()
    opened.qtbot.keyClick(dialog_of(opened), Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: opened.items[2].start == 10)
    assert opened.items[3].text.endswith("!")


def test_a_save_that_meets_another_file_joins_and_saves(opened, sample):
    opened.go(2)
    opened.press("Alt+Right")
    opened.window.reloading.watch.stop()
    replaced(sample, "haveing", "having")
    replaced(sample, "Good morning", "Good evening")
    opened.press("Ctrl+S")
    opened.answer("Join and Save")
    opened.qtbot.waitUntil(lambda: b"sec: 9" in sample.read_bytes())
    assert b"having" in sample.read_bytes()
    opened.qtbot.waitUntil(lambda: opened.note.startswith("Joined and saved "))
    assert opened.note.endswith(", 2 changes of others came in.")
    assert "●" not in opened.window.windowTitle()
    opened.do("edit.undo")
    assert opened.items[2].start == 9
    assert "haveing" in opened.items[3].text


def test_a_save_of_nothing_shows_what_the_disk_holds(opened, sample):
    opened.window.reloading.watch.stop()
    replaced(sample, "haveing", "having")
    disk = sample.read_bytes()
    opened.press("Ctrl+S")
    opened.qtbot.waitUntil(lambda: "having" in opened.items[3].text)
    assert opened.question() is None
    assert "●" not in opened.window.windowTitle()
    assert sample.read_bytes() == disk


def test_a_save_that_has_to_ask_what_is_joined_goes_on_when_that_is_chosen(opened, sample):
    opened.go(2)
    opened.press("Alt+Right")
    opened.window.reloading.watch.stop()
    replaced(sample, "  sec: 8\n  time: 0:08\n", "  sec: 10\n  time: 0:10\n")
    disk = sample.read_bytes()
    opened.press("Ctrl+S")
    opened.answer("Join and Save")
    rows = wait_for_join(opened)
    opened.qtbot.keyClick(rows, Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(lambda: bar(opened) is not None)
    opened.qtbot.wait(100)
    assert sample.read_bytes() == disk
    opened.do("file.save")
    opened.answer("Join and Save")
    rows = wait_for_join(opened)
    opened.qtbot.keyClick(rows, Qt.Key.Key_2)
    opened.qtbot.mouseClick(button(opened, "Join and Save"), Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: b"sec: 9" in sample.read_bytes())
    opened.qtbot.waitUntil(lambda: opened.note.startswith("Joined and saved "))
    assert bar(opened) is None
