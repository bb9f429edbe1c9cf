"""What a crash leaves comes back: text, history, row and place; and nothing that was kept is lost on the way."""

import os
import threading

from PySide6.QtWidgets import QLabel

from cueline.episode import Change
from cueline.gui.safety.left_over import left_over
from cueline.gui.window.all_windows import all_windows
from cueline.io.journal.records import Stepped
from cueline.widgets.reviewing.versions_dialog import VersionsDialog
from tests.gui.conftest import Desk

SHORT = "---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n"


def journals(data_folder):
    """Return what a start would find."""
    return left_over(data_folder / "journals")


def crash(desk):
    """Let the window go as a crash does, when all is on the disk: nothing is saved, asked or tidied up."""
    assert desk.window.journal.flush()
    desk.window.journal.break_off()
    desk.close()


def told(desk):
    return [notice.text for notice in desk.window.panes.notices.notices()]


def bar(desk, word):
    desk.qtbot.waitUntil(lambda: any(word in text for text in told(desk)))
    return next(n for n in desk.window.panes.notices.notices() if word in n.text)


def press(notice, label):
    next(b for b in notice.buttons if b.text().replace("&", "") == label).click()


def asked(desk):
    """Return what the question at the start says."""
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    return desk.question().informativeText()


def retime(desk, row):
    desk.go(row)
    desk.press("Alt+Right")


def test_what_is_kept_is_said(opened):
    retime(opened, 2)
    saved = opened.window.panes.status.findChild(
        type(opened.window.panes.status._saved), "statusSaved"
    )
    opened.qtbot.waitUntil(lambda: "kept safe" in saved.text())


def test_a_document_that_is_closed_leaves_nothing(opened, data_folder):
    retime(opened, 2)
    opened.window.journal.flush()
    opened.save()
    opened.do("file.close")
    opened.qtbot.waitUntil(lambda: opened.window.session.document is None)
    opened.qtbot.waitUntil(lambda: list((data_folder / "journals").iterdir()) == [])


def test_after_a_crash_the_next_start_opens_what_was_open_with_its_history(desk, sample, crashed):
    before = sample.read_bytes()
    desk.start()
    bar(desk, "Restored: 3 changes since ")
    assert desk.items == crashed
    assert desk.window.session.unsaved_count == 3
    assert sample.name in desk.window.windowTitle()
    cell = desk.window.panes.table.open_cell_at()
    assert cell is not None
    assert (cell.index, cell.column) == (4, "text")
    desk.press("Escape")
    desk.press("Ctrl+Shift+Z")
    assert desk.items != crashed
    assert "You have made more" in bar(desk, "Restored: 3 changes").text
    saved = desk.window.panes.status.findChild(QLabel, "statusSaved")
    for left in (3, 2, 1):
        desk.press("Ctrl+Z")
        bar(desk, f"Restored: {left} change")
        assert saved.text().startswith(f"{left} change")
    desk.press("Ctrl+Z")
    assert desk.window.session.clean
    assert told(desk) == []
    desk.press("Ctrl+Shift+Z")
    desk.press("Ctrl+Shift+Z")
    desk.press("Ctrl+Shift+Z")
    assert desk.items == crashed
    bar(desk, "Restored: 3 changes since ")
    desk.save()
    assert sample.read_bytes().count(b"More.") == 1
    for _ in range(3):
        desk.press("Ctrl+Z")
    desk.save()
    assert sample.read_bytes() == before


def test_discarding_what_was_restored_can_be_undone(desk, sample, crashed):
    desk.start()
    press(bar(desk, "Restored"), "Discard")
    assert desk.window.session.clean
    assert desk.items == desk.window.session.document.episode.items
    for _ in range(3):
        desk.press("Ctrl+Shift+Z")
    assert desk.items == crashed


def test_what_was_discarded_is_an_earlier_version_when_its_history_is_gone(desk, sample, crashed):
    desk.start()
    press(bar(desk, "Restored"), "Discard")
    desk.do("file.close")
    desk.window.open_path(sample)
    desk.wait_for_opening()
    desk.do("file.versions")
    desk.qtbot.waitUntil(lambda: desk.window.findChild(VersionsDialog) is not None)
    dialog = desk.window.findChild(VersionsDialog)
    assert ["2 differences" in line for line in dialog.lines] == [True]
    dialog.reject()


def test_what_is_done_since_is_never_discarded_with_it(desk, sample, crashed):
    desk.start()
    bar(desk, "Restored")
    desk.press("Escape")
    retime(desk, 7)
    notice = bar(desk, "Restored: 3 changes since ")
    assert "You have made more" in notice.text
    assert [button.text() for button in notice.buttons] == ["Show"]
    desk.press("Ctrl+Z")
    press(bar(desk, "Restored: 3 changes since "), "Discard")
    assert desk.window.session.clean
    assert told(desk) == []


def test_a_bar_that_was_closed_stays_so(desk, sample, crashed):
    desk.start()
    bar(desk, "Restored").cross.click()
    desk.press("Escape")
    retime(desk, 7)
    assert told(desk) == []


def test_a_save_ends_the_offer_to_discard(desk, sample, crashed):
    desk.start()
    bar(desk, "Restored")
    desk.press("Escape")
    desk.save()
    assert not any("Restored" in text for text in told(desk))


def test_showing_what_was_restored_opens_the_review(desk, sample, crashed):
    desk.start()
    press(bar(desk, "Restored"), "Show")
    desk.qtbot.waitUntil(lambda: desk.window.findChild(object, "reviewDialog") is not None)
    desk.window.findChild(object, "reviewDialog").reject()
    press(bar(desk, "Restored"), "Discard")
    assert desk.window.session.clean


def test_it_comes_back_again_after_a_second_crash_with_what_was_added(desk, sample, crashed):
    desk.start()
    bar(desk, "Restored")
    desk.press("Escape")
    retime(desk, 7)
    after = desk.items
    for mark in (desk.window.store.folder / "journals").glob("*.tried"):
        mark.unlink()  # as when the window had stood for some seconds
    crash(desk)
    desk.start()
    bar(desk, "Restored: 4 changes")
    assert desk.items == after


def test_opening_the_file_by_name_brings_it_back_too(desk, sample, crashed):
    desk.start(sample)
    bar(desk, "Restored: 3 changes")
    assert desk.items == crashed


def test_another_file_by_name_leaves_it_to_a_window_of_its_own(desk, qtbot, sample, crashed, write):
    other = write(SHORT)
    desk.start(other)

    def others():
        return [w for w in all_windows() if w is not desk.window]

    qtbot.waitUntil(lambda: [w.session.document is not None for w in others()] == [True])
    (window,) = others()
    assert window.session.episode.items == crashed
    assert len(desk.items) == 1
    second = Desk(qtbot)
    second.window = window
    second.close()


def test_what_was_only_looked_at_is_open_again_at_its_row(desk, sample):
    desk.start(sample)
    desk.go(5)
    crash(desk)
    desk.start()
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)
    assert desk.window.panes.table.current == 5
    assert desk.window.session.clean
    assert [text.partition(",")[0] for text in told(desk)] == [f"{sample.name} is open again"]
    retime(desk, 2)
    assert told(desk) == []


def test_after_a_save_the_history_comes_back_with_nothing_unsaved(desk, sample):
    before = sample.read_bytes()
    desk.start(sample)
    first = desk.items
    retime(desk, 2)
    desk.save()
    crash(desk)
    desk.start()
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)
    assert desk.window.session.clean
    desk.qtbot.waitUntil(lambda: desk.window.session.can_undo)
    bar(desk, "is open again")
    desk.window.panes.table.setFocus()
    desk.press("Ctrl+Z")
    assert desk.items == first
    desk.save()
    assert sample.read_bytes() == before


def test_typing_without_a_pause_is_kept_too(desk, sample):
    desk.start(sample)
    desk.go(4)
    desk.press("Return", "Home")
    for _ in range(30):
        desk.type("a")
        desk.qtbot.wait(60)  # no pause in which it would be told
    desk.window.journal.flush()
    desk.window.journal.break_off()
    desk.close()
    desk.start()
    bar(desk, "Restored: ")  # one change, unless the machine paused
    assert "a" * 12 in desk.items[4].text
    typed = desk.items[4].text.rindex("a" * 12) + 12
    cell = desk.window.panes.table.open_cell_at()
    assert (cell.caret, cell.index) == (typed, 4)
    desk.type("b")
    desk.press("Escape")
    assert "a" * 12 + "b" in desk.items[4].text
    assert "You have made more" in bar(desk, "Restored: ").text


def test_a_pass_of_taps_that_was_broken_off_says_where_it_goes_on(desk, sample):
    desk.start(sample)
    desk.go(1)
    desk.window.listening.play_from(0.0)
    for seconds in (2.5, 5.0):
        desk.player.advance(seconds)
        desk.press("F12")
    tapped = [desk.items[row].start for row in (1, 2)]
    crash(desk)
    desk.start()
    notice = bar(desk, "Restored: 2 changes")
    time = desk.window.session.episode.clock.format(tapped[1])
    assert f"Tapping broke off at {time}: F12 goes on" in notice.text
    assert desk.window.panes.table.current == 3
    marks = desk.window.marks
    assert [marks.of(desk.items[row]) for row in (1, 2, 3)] == ["tapped", "tapped", "untouched"]
    desk.press("Ctrl+Z")
    assert "Tapping" not in bar(desk, "Restored: 1 change").text


def test_a_folder_by_name_is_shown_and_what_was_open_gets_a_window_of_its_own(
    desk, qtbot, sample, crashed
):
    desk.start(sample.parent)
    qtbot.waitUntil(lambda: desk.window.panes.shows_folder)

    def others():
        return [w for w in all_windows() if w is not desk.window]

    qtbot.waitUntil(lambda: [w.session.document is not None for w in others()] == [True])
    assert desk.window.session.document is None
    second = Desk(qtbot)
    (second.window,) = others()
    second.close()


# Broken files.


def test_a_text_that_was_changed_by_hand_comes_back_with_its_place_and_its_steps(
    desk, write, data_folder
):
    lines = "".join(f"# line {number}\n" for number in range(1, 301))
    path = write(f'---\ntitle: "One\n{lines}transcript: []\n---\n')
    desk.start(path)
    desk.window.panes.source_view.setFocus()
    desk.press("Ctrl+End")
    desk.type("more")
    desk.press(*["Up"] * 100)
    desk.press("End")
    desk.type(", here")
    desk.window.mending._kept._journal.flush()
    desk.window.mending._kept.break_off()
    desk.window.mending._broken = None
    desk.close()
    desk.start()
    view = desk.window.panes.source_view
    desk.qtbot.waitUntil(lambda: "more" in view.toPlainText())
    bar(desk, "Restored")
    assert desk.window.mending.unsaved
    here = view.textCursor()
    assert here.block().text().endswith(", here")
    assert here.atBlockEnd()
    desk.qtbot.waitUntil(lambda: view.viewport().rect().contains(view.cursorRect().center()))
    assert view.hasFocus()
    desk.press("Ctrl+Z")
    assert ", here" not in view.toPlainText()
    assert "more" in view.toPlainText()
    desk.press("Ctrl+Y")
    assert ", here" in view.toPlainText()
    desk.do("mend.save")
    desk.qtbot.waitUntil(lambda: b"more" in path.read_bytes() and b", here" in path.read_bytes())
    desk.qtbot.waitUntil(lambda: list((data_folder / "journals").iterdir()) == [])
    assert not desk.window.mending.unsaved


def test_a_text_that_comes_back_is_not_written_over_something_newer_unasked(desk, write):
    text = '---\ntitle: "One\ntranscript:\n- line: Hello.\n  who: A\n---\n'
    path = write(text)
    desk.start(path)
    desk.window.panes.source_view.setFocus()
    desk.press("Ctrl+End")
    desk.type("more")
    desk.window.mending._kept._journal.flush()
    desk.window.mending._kept.break_off()
    desk.window.mending._broken = None
    desk.close()
    theirs = text.replace("One", 'Two"')
    path.write_text(theirs, "utf-8")
    desk.start()
    desk.answer("Show My Changes")
    view = desk.window.panes.source_view
    desk.qtbot.waitUntil(lambda: "more" in view.toPlainText())
    desk.do("mend.save")
    desk.answer("Show What the File Holds")
    assert view.toPlainText() == theirs
    desk.do("edit.undo")
    desk.do("mend.save")
    desk.answer("Cancel")
    assert path.read_text("utf-8") == theirs
    desk.do("mend.save")
    desk.answer("Save This Text")
    desk.qtbot.waitUntil(lambda: path.read_text("utf-8") == f"{text}more")


# Nothing kept is lost on the way.


def test_changes_made_during_a_save_are_kept_safe(desk, sample, data_folder):
    desk.start(sample)
    retime(desk, 2)
    gate = threading.Event()
    desk.window.background.run(lambda: gate.wait(20), lambda job: None)
    desk.press("Ctrl+S")
    retime(desk, 3)
    gate.set()
    desk.qtbot.waitUntil(lambda: not desk.window.session.saving)
    assert b"sec: 9\n  time: 0:09" in sample.read_bytes()
    after = desk.items
    crash(desk)
    desk.start()
    bar(desk, "Restored: 1 change")
    assert desk.items == after


def test_saving_under_another_name_takes_the_journal_along(desk, sample, data_folder, tmp_path):
    desk.start(sample)
    retime(desk, 2)
    target = tmp_path / "copy.md"
    desk.window.saving._save_to(target, None)
    desk.qtbot.waitUntil(lambda: desk.window.session.document.path == target)
    retime(desk, 3)
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Z")
    after = desk.items
    crash(desk)
    assert [left.path for left in journals(data_folder)] == [target]
    desk.start()
    bar(desk, "Restored: 1 change")
    assert desk.items == after


def test_two_windows_on_one_file_both_keep_their_changes_and_say_so(qtbot, sample, data_folder):
    one, two = Desk(qtbot), Desk(qtbot)
    one.start(sample)
    two.start(sample)
    bar(two, "another window")
    assert told(one) == []
    for desk, row in ((one, 2), (two, 5)):
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow)
        retime(desk, row)
        assert desk.window.journal.flush()
    assert journals(data_folder) == []
    one.window.journal.break_off()
    two.window.journal.break_off()
    assert len(journals(data_folder)) == 2
    one.close()
    two.close()


def test_a_journal_that_cannot_be_written_is_said_at_once_and_when_it_can_again(
    desk, sample, data_folder
):
    data_folder.mkdir(parents=True, exist_ok=True)
    (data_folder / "journals").write_text("in the way")
    desk.start(sample)
    retime(desk, 2)
    bar(desk, "cannot be kept safe")
    (data_folder / "journals").unlink()
    desk.qtbot.waitUntil(lambda: not told(desk), timeout=10_000)
    after = desk.items
    crash(desk)
    desk.start()
    bar(desk, "Restored: 1 change")
    assert desk.items == after


def test_a_journal_of_somebody_else_is_put_aside_with_a_sentence(desk, data_folder):
    folder = data_folder / "journals"
    folder.mkdir(parents=True)
    (folder / "a-1.journal").write_bytes(os.urandom(500))
    desk.start()
    bar(desk, "put aside")
    assert [path.suffix for path in folder.iterdir()] == [".refused"]


def test_what_does_not_fit_is_left_out_and_that_is_said(desk, sample, data_folder):
    desk.start(sample)
    retime(desk, 2)
    after = desk.items
    desk.window.journal._append(Stepped("x", "x", Change(body=("It never was that.", "This"))))
    crash(desk)
    desk.start()
    bar(desk, "Restored: 1 change")
    bar(desk, "what was done last is left out")
    assert desk.items == after
    assert [path.suffix for path in (data_folder / "journals").glob("*.refused")] == [".refused"]


def test_a_fault_of_the_text_that_was_mended_comes_back_mended(desk, write):
    path = write("---\ntranscript:\n- line: Hello.\n  sec: 338\n  time: 5:38\n  who: A\n---\n")
    desk.start(path)
    desk.qtbot.waitUntil(lambda: desk.window.checking.known)
    desk.press("F8")
    desk.press("Ctrl+F8")
    desk.qtbot.waitUntil(lambda: desk.window.session.unsaved_count == 1)
    crash(desk)
    desk.start()
    bar(desk, "Restored: 1 change")
    desk.window.panes.table.setFocus()
    desk.save()
    assert "time: '5:38'" in path.read_text()
    desk.press("Ctrl+Z")
    desk.save()
    assert "time: 5:38" in path.read_text()


def test_a_mend_that_was_taken_back_and_done_again_comes_back_with_its_history(desk, write):
    desk.start(write(SHORT.replace("Hello.", '"Hello.')))
    panel = desk.window.panes.source_page.panel
    desk.qtbot.waitUntil(panel.take.isEnabled)
    desk.press("Ctrl+M")
    retime(desk, 0)
    after = desk.items
    desk.press("Ctrl+Z", "Ctrl+Z")
    desk.qtbot.waitUntil(desk.window.panes.source_view.hasFocus)
    desk.press("Ctrl+Y")
    crash(desk)
    desk.start()
    bar(desk, "Restored: 1 change")
    desk.window.panes.table.setFocus()
    desk.press("Ctrl+Y")
    assert desk.items == after
    desk.press("Ctrl+Z", "Ctrl+Z")
    desk.qtbot.waitUntil(desk.window.panes.source_view.isVisible)
    assert '"Hello.' in desk.window.panes.source_view.toPlainText()
