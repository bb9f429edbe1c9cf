"""A file that does not parse, in the window: mended, taken back, changed by hand, and only saving writes it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCursor

from tests.gui.checks.conftest import LOST
from tests.io.broken.test_repairs import GOOD


def wait_for_mends(desk) -> None:
    desk.qtbot.waitUntil(desk.page.panel.take.isEnabled, timeout=10_000)


def mend(desk) -> None:
    desk.page.panel.list.setFocus()
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)


def labels(desk) -> list[str]:
    rows = desk.page.panel.list
    return [rows.item(row).text() for row in range(rows.count())]


def type_at_end_of_line(desk, line: int, text: str) -> None:
    view = desk.page.view
    view.setFocus()
    cursor = QTextCursor(view.document().findBlockByNumber(line - 1))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    view.setTextCursor(cursor)
    desk.type(text)


def test_it_opens_at_the_true_place_with_mends_and_their_diffs(broken):
    page = broken.page
    assert page.view.textCursor().blockNumber() == 22
    assert "never closed" in page.panel.sentence()
    assert labels(broken)[0] == "Close the quote at the end of line 23"
    assert '+- line: "So what\'s the first thing?"' in page.panel.diff.text()
    broken.press("Down")
    assert "+- line: So what's the first thing?" in page.panel.diff.text()
    assert broken.path.read_text() == LOST


def test_a_place_far_in_a_long_line_is_seen_in_text_and_diff(desk, write):
    long = "words and " * 300
    desk.start(write(LOST.replace("So what's", f'{long}"so" what is').replace("thing?", 'thing?"')))
    page = desk.window.panes.source_page
    desk.qtbot.waitUntil(lambda: page.panel.list.count() > 0)
    diff = page.panel.diff.focusProxy()

    def seen() -> bool:
        return all(
            text.viewport().rect().contains(text.cursorRect().center())
            for text in (page.view, diff)
        )

    desk.qtbot.waitUntil(seen)
    assert diff.textCursor().block().text()[diff.textCursor().positionInBlock() :][:4] == '\\"so'
    assert page.view.textCursor().positionInBlock() == len('- line: "') + len(long)


def test_a_mend_opens_unsaved_and_save_writes_it(broken):
    mend(broken)
    assert broken.path.read_text() == LOST
    assert broken.items[3].text == "So what's the first thing?"
    assert "\N{BLACK CIRCLE}" in broken.window.windowTitle()
    assert "not saved" in broken.window.panes.status._saved.text()
    broken.save()
    assert broken.path.read_text() == GOOD
    assert "\N{BLACK CIRCLE}" not in broken.window.windowTitle()


def test_undo_of_the_mend_leads_back_to_the_text(broken):
    mend(broken)
    broken.go(1)
    broken.do("line.delete")
    count = len(broken.items)
    broken.press("Ctrl+Z")
    assert len(broken.items) == count + 1
    broken.press("Ctrl+Z")
    broken.qtbot.waitUntil(broken.page.view.isVisible)
    assert broken.page.view.toPlainText() == LOST
    assert broken.window.session.document is None
    assert broken.path.read_text() == LOST
    broken.page.panel.list.setFocus()
    broken.press("Down")
    mend(broken)
    broken.save()
    assert broken.path.read_text() == GOOD.replace('"So what\'s the first thing?"',
                                                   "So what's the first thing?")  # fmt: skip


@pytest.mark.parametrize("key", ["Ctrl+Y", "Ctrl+Shift+Z"])
def test_redo_leads_from_the_text_to_the_transcript_with_its_history(broken, key):
    mend(broken)
    broken.go(1)
    broken.do("line.delete")
    broken.press("Alt+Right")
    after = broken.items
    broken.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    broken.qtbot.waitUntil(broken.page.view.hasFocus)
    broken.press(key)
    broken.qtbot.waitUntil(broken.window.panes.table.isVisible)
    assert broken.note.startswith("Done again: close the quote")
    assert broken.path.read_text() == LOST
    assert "●" in broken.window.windowTitle()
    broken.press(key, key)
    assert broken.items == after
    broken.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    broken.qtbot.waitUntil(broken.page.view.hasFocus)
    broken.press(key)
    broken.save()
    assert broken.path.read_text() == GOOD


def test_redo_in_a_text_that_is_another_by_now_says_so(broken):
    mend(broken)
    broken.press("Ctrl+Z")
    broken.qtbot.waitUntil(broken.page.view.hasFocus)
    broken.type("x")
    broken.press("Ctrl+Y")
    assert "another one now" in broken.note
    broken.press("Ctrl+Z", "Ctrl+Y")
    assert broken.page.view.toPlainText() != LOST
    broken.press("Ctrl+Z")
    broken.page.view.document().clearUndoRedoStacks()
    broken.press("Ctrl+Y")
    assert broken.items[3].text == "So what's the first thing?"


def test_redo_after_the_text_was_written_again_is_unsaved_there(broken):
    mend(broken)
    broken.go(1)
    broken.do("line.delete")
    after = broken.items
    broken.save()
    written = broken.path.read_text()
    broken.press("Ctrl+Z", "Ctrl+Z")
    broken.qtbot.waitUntil(broken.page.view.hasFocus)
    broken.press("Ctrl+Y", "Ctrl+Y")
    assert broken.items == after
    assert broken.window.session.clean
    broken.press("Ctrl+Z", "Ctrl+Z")
    broken.qtbot.waitUntil(broken.page.view.hasFocus)
    broken.press("Ctrl+S")
    broken.answer("Save This Text")
    broken.qtbot.waitUntil(lambda: not broken.window.mending.unsaved)
    assert broken.path.read_text() == LOST
    broken.window.activateWindow()
    broken.qtbot.waitUntil(broken.window.isActiveWindow, timeout=5_000)
    broken.page.view.setFocus()
    broken.press("Ctrl+Y", "Ctrl+Y")
    assert broken.items == after
    assert not broken.window.session.clean
    broken.save()
    assert broken.path.read_text() == written


def test_undo_after_saving_makes_the_text_unsaved(broken):
    mend(broken)
    broken.save()
    broken.press("Ctrl+Z")
    broken.qtbot.waitUntil(broken.page.view.isVisible)
    assert broken.path.read_text() == GOOD
    assert "\N{BLACK CIRCLE}" in broken.window.windowTitle()
    broken.press("Ctrl+S")
    broken.answer("Cancel")
    assert broken.path.read_text() == GOOD
    broken.do("mend.save")
    broken.answer("Save This Text")
    broken.qtbot.waitUntil(lambda: broken.path.read_text() == LOST)


def test_a_text_from_before_the_mend_does_not_take_out_what_others_wrote_unasked(broken):
    mend(broken)
    broken.save()
    theirs = GOOD.replace("first thing", "very first thing")
    broken.path.write_text(theirs)
    broken.window.reloading.watch.look_anew()
    broken.qtbot.waitUntil(lambda: "very" in broken.items[3].text)
    broken.press("Ctrl+Z", "Ctrl+Z")
    broken.qtbot.waitUntil(broken.page.view.hasFocus)
    broken.do("mend.take")
    broken.answer("Cancel")
    assert broken.page.view.isVisible()
    broken.window.close()
    broken.answer("Save")
    broken.answer("Bring the Episode Back")
    broken.qtbot.waitUntil(broken.window.panes.table.isVisible)
    assert broken.path.read_text() == theirs
    broken.press("Ctrl+S")
    broken.answer("Keep")
    broken.qtbot.waitUntil(lambda: broken.window.session.clean)
    assert broken.path.read_text() == theirs


def test_changed_by_hand_it_is_read_again_at_a_pause(broken):
    type_at_end_of_line(broken, 23, " Now?")
    broken.qtbot.waitUntil(lambda: "Now?" in broken.page.panel.diff.text())
    assert broken.page.view.textCursor().blockNumber() == 22
    type_at_end_of_line(broken, 23, '"')
    broken.qtbot.waitUntil(lambda: "can be read now" in broken.page.panel.findChild(
        type(broken.page.panel._title), "mendTitle").text())  # fmt: skip
    assert broken.path.read_text() == LOST
    broken.do("mend.take")
    assert broken.items[3].text == "So what's the first thing? Now?"
    assert "\N{BLACK CIRCLE}" in broken.window.windowTitle()
    broken.save()
    assert broken.path.read_text() == LOST.replace("thing?", 'thing? Now?"')


def test_a_file_changed_on_disk_is_not_written_over(broken):
    mend(broken)
    broken.path.write_text("somebody else's")
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: broken.question() is not None)
    assert broken.path.read_text() == "somebody else's"
    broken.answer("Cancel")


def test_the_text_as_it_is_can_be_saved_and_is_refused_when_the_file_changed(broken):
    type_at_end_of_line(broken, 2, "!")
    broken.do("mend.save")
    changed = LOST.replace("way round", "way round!")
    broken.qtbot.waitUntil(lambda: broken.path.read_text() == changed)
    broken.path.write_text("somebody else's")
    type_at_end_of_line(broken, 2, "!")
    broken.do("mend.save")
    notices = broken.window.panes.notices
    broken.qtbot.waitUntil(lambda: any("Not saved" in n.text for n in notices.notices()))
    assert broken.path.read_text() == "somebody else's"


@pytest.mark.parametrize(
    ("answer", "left"),
    [("Don’t Save", LOST), ("Save", LOST.replace("way round", "way round!"))],
)
def test_closing_with_a_changed_text_asks(broken, answer, left):
    type_at_end_of_line(broken, 2, "!")
    broken.press("Ctrl+W")
    broken.answer(answer)
    broken.qtbot.waitUntil(broken.window.panes.start_page.isVisible)
    assert broken.path.read_text() == left


def test_cancel_keeps_the_text_that_was_changed(broken):
    type_at_end_of_line(broken, 2, "!")
    broken.window.close()
    broken.answer("Cancel")
    assert broken.window.isVisible()
    assert "way round!" in broken.page.view.toPlainText()
    broken.window.close()
    broken.answer("Don’t Save")
    broken.qtbot.waitUntil(lambda: not broken.shown)
    assert broken.path.read_text() == LOST


def test_line_ends_of_windows_stay_when_the_text_is_changed_by_hand(desk, tmp_path):
    path = tmp_path / "e.md"
    path.write_bytes(LOST.replace("\n", "\r\n").encode())
    desk.start(path)
    desk.page = desk.window.panes.source_page
    wait_for_mends(desk)
    type_at_end_of_line(desk, 23, '"')
    desk.press("Return")
    desk.press("Backspace")
    wait_for_mends(desk)
    desk.do("mend.take")
    desk.save()
    assert path.read_bytes() == GOOD.replace("\n", "\r\n").encode()


def test_ctrl_s_saves_the_text_as_it_is(broken):
    type_at_end_of_line(broken, 2, "!")
    broken.press("Ctrl+S")
    broken.qtbot.waitUntil(lambda: b"way round!" in broken.path.read_bytes())
    broken.qtbot.waitUntil(lambda: not broken.window.mending.unsaved)
    broken.press("Ctrl+S")
    assert "nothing to save" in broken.note


def test_what_cannot_be_mended_says_so_and_can_be_typed(desk, write):
    path = write("---\ntitle: {{ title }} and more\ntranscript: []\n---\n")
    desk.start(path)
    panel = desk.window.panes.source_page.panel
    desk.qtbot.waitUntil(lambda: "No mend is known" in panel.offer())
    assert not panel.take.isEnabled()
    assert desk.window.findChild(QAction, "file.save_as").isEnabled()
    assert (
        desk.window.panes.source_view.textInteractionFlags() & Qt.TextInteractionFlag.TextEditable
    )


META = "title: 'T\ntranscript: e07-transcript.yaml\n"
WORDS = "segments:\n- line: Rye.\n  sec: 1\n  time: '0:01'\n  who: Ana\n"


@pytest.fixture
def two_files(desk, write):
    """Return a desk with the broken metadata of an episode in two files."""
    desk.words = write(WORDS, "e07-transcript.yaml")
    desk.path = write(META, "e07.yaml")
    desk.start(desk.path)
    desk.page = desk.window.panes.source_page
    desk.qtbot.waitUntil(lambda: desk.page.panel.list.count() > 0)
    yield desk
    if desk.shown:
        desk.window.mending.leave()


def test_mended_metadata_opens_with_its_transcript_and_both_are_saved(two_files):
    desk = two_files
    mend(desk)
    assert [item.text for item in desk.items] == ["Rye."]
    assert desk.path.read_text() == META
    desk.go(0)
    desk.press("F2", "End")
    desk.type(" Good.")
    desk.press("F2")
    desk.save()
    assert desk.path.read_text() in (META.replace("'T", "T"), META.replace("'T", "'T'"))
    assert desk.words.read_text() == WORDS.replace("Rye.", "Rye. Good.")
    while desk.window.session.can_undo:
        desk.press("Ctrl+Z")
    desk.qtbot.waitUntil(desk.page.view.isVisible)
    assert desk.page.view.toPlainText() == META
    desk.do("mend.save")
    desk.answer("Save This Text")
    desk.qtbot.waitUntil(lambda: desk.path.read_text() == META)


def test_metadata_whose_transcript_is_gone_says_so_and_can_be_saved(two_files):
    desk = two_files
    desk.words.unlink()
    type_at_end_of_line(desk, 1, "'")
    desk.qtbot.waitUntil(lambda: "not beside it" in desk.page.panel.sentence())
    assert desk.page.panel.sentence().endswith("The text can be saved as it is.")
    desk.do("mend.save")
    desk.qtbot.waitUntil(lambda: desk.path.read_text() == META.replace("'T", "'T'"))


def test_metadata_whose_transcript_is_broken_too_names_that(two_files):
    desk = two_files
    desk.words.write_text(WORDS.replace("'0:01'", "'0:01"))
    type_at_end_of_line(desk, 1, "'")
    desk.qtbot.waitUntil(lambda: "Mend that file first" in desk.page.panel.sentence())
    assert "e07-transcript.yaml" in desk.page.panel.sentence()
