"""Importing into the open episode: read, voices named, proposed, done as one step."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)

from cueline.episode import Line
from cueline.widgets.proposals.import_dialog import ImportDialog
from cueline.widgets.proposals.new_episode_dialog import NewEpisodeDialog
from cueline.widgets.proposals.proposal_dialog import ProposalDialog
from cueline.widgets.proposals.proposal_list import ProposalList

EMPTY = "---\ntitle: Bees\nhost: Mila\n---\n"
SRT = """\
1
00:00:03,500 --> 00:00:06,000
Mila Novak: Good morning.

2
00:00:06,000 --> 00:00:09,000
Today we talk about bees.

3
00:00:09,500 --> 00:00:14,000
Oren Tal: Thank you.

4
00:00:15,000 --> 00:00:19,000
Mila Novak: How does one begin?

5
00:00:20,000 --> 00:00:29,000
Oren Tal: With one hive.
"""


def test_pasted_text_becomes_the_transcript_in_one_step(desk, write):
    path = write(EMPTY)
    desk.start(path)
    dialog = import_dialog(desk)
    paste(desk, dialog, SRT)
    assert "5 lines" not in said(dialog)
    assert "4 lines, from 0:03 to 0:20" in said(dialog)
    see_and_do(desk)
    assert [(i.speaker, i.start) for i in desk.items if isinstance(i, Line)] == [
        ("Mila", 3), ("Oren", 9), ("Mila", 15), ("Oren", 20),
    ]  # fmt: skip
    assert desk.items[0].text == "Good morning. Today we talk about bees."
    desk.save()
    assert "transcript:\n- line: Good morning." in path.read_text("utf-8")
    desk.press("Ctrl+Z")
    assert not desk.items
    desk.save()
    assert path.read_text("utf-8") == EMPTY


def test_a_voice_gets_the_name_that_is_chosen_for_it(desk, write):
    desk.start(write(EMPTY))
    dialog = import_dialog(desk)
    paste(desk, dialog, SRT)
    box = dialog.findChild(QComboBox, "name Oren Tal")
    box.setFocus()
    desk.press("Ctrl+A")
    desk.type("Or")
    assert box.currentText() == "Or"
    see_and_do(desk)
    assert {i.speaker for i in desk.items} == {"Mila", "Or"}


def test_cues_stay_as_they_are_and_fractions_are_kept_when_asked_for(desk, write):
    desk.start(write(EMPTY))
    dialog = import_dialog(desk)
    paste(desk, dialog, SRT)
    for name in ("importJoin", "importExact"):
        box = dialog.findChild(QCheckBox, name)
        box.setFocus()
        desk.press("Space")
    desk.qtbot.waitUntil(lambda: "5 lines" in said(dialog))
    see_and_do(desk)
    assert [i.start for i in desk.items] == [3.5, 6, 9.5, 15, 20]


def test_what_cannot_be_read_is_told_with_its_place(desk, write):
    desk.start(write(EMPTY))
    dialog = import_dialog(desk)
    paste(desk, dialog, SRT.replace("00:00:09,500", "00:00:9x,500"), ready=False)
    desk.qtbot.waitUntil(lambda: "Line 10, column 1 of the pasted text" in said(dialog))
    assert not button(dialog, "See What Would Change…").isEnabled()
    desk.press("Escape")
    desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert not desk.items


def test_a_file_is_chosen_and_its_name_shown(desk, write, tmp_path):
    desk.start(write(EMPTY))
    source = tmp_path / "talk.srt"
    source.write_text(SRT, "utf-8")
    dialog = import_dialog(desk)
    desk.qtbot.mouseClick(button(dialog, "Choose a File…"), Qt.MouseButton.LeftButton)
    files = dialog.findChild(QFileDialog)
    files.fileSelected.emit(str(source))
    files.close()
    desk.qtbot.waitUntil(lambda: "4 lines" in said(dialog))
    assert dialog.findChild(QLabel, "importFile").text() == "talk.srt"


def test_a_file_that_is_gone_is_told(desk, write, tmp_path):
    desk.start(write(EMPTY))
    dialog = import_dialog(desk)
    dialog.source.file_given.emit(tmp_path / "none.srt")
    desk.qtbot.waitUntil(lambda: "none.srt cannot be read" in said(dialog))


def test_subtitles_dropped_on_the_window_are_imported_and_episodes_opened(
    opened, sample, tmp_path, write
):
    source = tmp_path / "talk.srt"
    source.write_text(SRT, "utf-8")
    drop(opened.window, source)
    opened.wait_for_dialog()
    dialog = opened.window.findChild(ImportDialog)
    opened.qtbot.waitUntil(lambda: "4 lines" in said(dialog))
    opened.press("Escape")
    opened.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    drop(opened.window, write(EMPTY, "other.md"))
    opened.qtbot.waitUntil(lambda: "other.md" in opened.window.windowTitle())


def test_a_drop_without_an_episode_begins_a_new_one(desk, tmp_path):
    desk.start()
    source = tmp_path / "talk.srt"
    source.write_text(SRT, "utf-8")
    desk.window.panes.start_page.open_path_requested.emit(str(source))
    desk.qtbot.waitUntil(lambda: desk.window.findChild(NewEpisodeDialog) is not None)
    dialog = desk.window.findChild(NewEpisodeDialog)
    desk.qtbot.waitUntil(lambda: "4 lines" in said(dialog))
    dialog.reject()


def test_lines_where_somebody_speaks_already_are_off(opened):
    before = opened.items
    dialog = import_dialog(opened)
    paste(opened, dialog, SRT)
    opened.press("Ctrl+Return")
    proposal = proposed(opened)
    groups = [group.kind for group in proposal.findChild(ProposalList).proposed.groups]
    assert groups == ["Lines where somebody speaks already", "Lines and headers that would go"]
    assert not next(
        b for b in proposal.findChildren(QPushButton) if b.text() == "Nothing Is Ticked"
    ).isEnabled()
    opened.press("Escape")
    opened.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert opened.items == before


def test_labels_of_audacity_give_their_times_to_the_lines(opened):
    starts = [i.start for i in opened.items if isinstance(i, Line) and i.start is not None]
    firsts = sorted(set(starts))
    labels = "".join(f"{s + (2 if s else 0):.3f}\t{s + 4:.3f}\tlabel {s}\n" for s in firsts)
    dialog = import_dialog(opened)
    paste(opened, dialog, labels)
    see_and_do(opened)
    now = [i.start for i in opened.items if isinstance(i, Line) and i.start is not None]
    assert now == [s + 2 if s else s for s in starts]
    opened.press("Ctrl+Z")
    assert [i.start for i in opened.items if isinstance(i, Line) and i.start is not None] == starts


def test_labels_that_do_not_fit_are_shown_as_lines(opened):
    dialog = import_dialog(opened)
    paste(opened, dialog, "200.0\t203.0\tOne more thing.\n")
    opened.press("Ctrl+Return")
    proposal = proposed(opened)
    shown = " ".join(label.text() for label in proposal.findChildren(QLabel))
    assert "The one label does not fit" in shown
    assert "lines of their own" in shown
    opened.press("Ctrl+Return")
    opened.qtbot.waitUntil(lambda: opened.items[-1].text == "One more thing.")
    assert opened.items[-1].label == "3:20"


def test_headings_of_a_word_document_become_sections(desk, write, tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Why bees", 1)
    for text in ("0:03", "Mila", "Good morning."):
        document.add_paragraph(text)
    source = tmp_path / "talk.docx"
    document.save(str(source))
    desk.start(write(EMPTY))
    dialog = import_dialog(desk)
    dialog.source.file_given.emit(source)
    desk.qtbot.waitUntil(lambda: "1 line, 1 section" in said(dialog))
    see_and_do(desk)
    assert [item.text for item in desk.items] == ["Why bees", "Good morning."]


def test_a_name_that_comes_once_is_offered_and_can_be_left_in_the_text(desk, write):
    desk.start(write(EMPTY))
    dialog = import_dialog(desk)
    paste(desk, dialog, SRT.split("4\n", maxsplit=1)[0])
    tick = dialog.findChild(QCheckBox, "is a name Oren Tal")
    assert tick.isChecked()
    assert "2 lines" in said(dialog)
    tick.setFocus()
    desk.press("Space")
    assert "Left in the text" in said(dialog)
    assert not dialog.findChild(QComboBox, "name Oren Tal").isEnabled()
    see_and_do(desk)
    assert [(i.speaker, i.text) for i in desk.items] == [
        ("Mila", "Good morning. Today we talk about bees."),
        ("Mila", "Oren Tal: Thank you."),
    ]


def test_a_voice_is_heard_from_its_longest_line(opened):
    opened.qtbot.waitUntil(lambda: opened.window.listening.usable)
    dialog = import_dialog(opened)
    paste(opened, dialog, SRT)
    hear = dialog.findChild(QToolButton, "hear Oren Tal")
    hear.setFocus()
    opened.press("Space")
    assert opened.player.state == "playing"
    assert opened.player.position == pytest.approx(20, abs=0.1)
    opened.press("Escape")
    opened.qtbot.waitUntil(lambda: opened.player.state != "playing")


def test_what_played_before_plays_on_where_no_voice_was_heard(opened):
    opened.qtbot.waitUntil(lambda: opened.window.listening.usable)
    opened.press("Ctrl+Space")
    assert opened.player.state == "playing"
    import_dialog(opened)
    opened.press("Escape")
    opened.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert opened.player.state == "playing"


def test_tab_goes_from_the_text_to_the_voices_and_on_to_the_buttons(opened):
    opened.qtbot.waitUntil(lambda: opened.window.listening.usable)
    dialog = import_dialog(opened)
    paste(opened, dialog, SRT)
    visited = []
    for _ in range(8):
        opened.press("Tab")
        focus = QApplication.focusWidget()
        is_button = isinstance(focus, QPushButton)
        visited.append(focus.text() if is_button else focus.objectName())
    assert visited == [
        "importJoin", "importExact", "hear Mila Novak", "name Mila Novak", "hear Oren Tal", "name Oren Tal",
        "Cancel", "&See What Would Change…",
    ]  # fmt: skip


def test_an_episode_without_a_sound_has_nothing_to_hear(desk, write):
    desk.start(write(EMPTY))
    dialog = import_dialog(desk)
    paste(desk, dialog, SRT)
    assert dialog.findChild(QToolButton, "hear Oren Tal") is None


def test_guests_are_offered_by_the_names_that_the_site_knows(desk, write, tmp_path):
    (tmp_path / "_people").mkdir()
    (tmp_path / "_people" / "otal.md").write_text(
        "---\nshort: otal\ntitle: Oren Tal\n---\n", "utf-8"
    )
    desk.start(write(EMPTY.replace("host: Mila", "host: Mila\nguests: [otal]")))
    dialog = import_dialog(desk)
    paste(desk, dialog, SRT)
    box = dialog.findChild(QComboBox, "name Oren Tal")
    assert box.currentText() == "Oren"
    assert [box.itemText(i) for i in range(box.count())] == ["Mila", "Oren", "Oren Tal"]


def test_a_dialog_that_is_left_while_it_reads_leaves_nothing_behind(desk, write, tmp_path):
    desk.start(write(EMPTY))
    source = tmp_path / "long.srt"
    cues = (f"{n}\n00:00:01,000 --> 00:00:02,000\nAnn: Words.\n\n" for n in range(5_000))
    source.write_text("".join(cues), "utf-8")
    dialog = import_dialog(desk)
    dialog.source.file_given.emit(source)
    assert said(dialog) == "Reading…"
    desk.press("Escape")
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ImportDialog) is None)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    dialog = import_dialog(desk)
    paste(desk, dialog, SRT)
    assert "4 lines" in said(dialog)
    desk.press("Escape")  # what was pasted is there again
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ImportDialog) is None)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    dialog = import_dialog(desk)
    assert dialog.source.text == SRT
    desk.qtbot.waitUntil(lambda: "4 lines" in said(dialog))
    paste(desk, dialog, "0:03\nAnn\nHello.\n")  # and another text takes its place
    assert dialog.source.text == "0:03\nAnn\nHello.\n"


def import_dialog(desk):
    desk.press("Ctrl+Shift+I")
    desk.wait_for_dialog()
    return desk.window.findChild(ImportDialog)


def paste(desk, dialog, text, *, ready=True):
    field = dialog.findChild(QPlainTextEdit, "importText")
    field.setFocus()
    QApplication.clipboard().setText(text)
    desk.press("Ctrl+V")
    if ready:
        desk.qtbot.waitUntil(button(dialog, "See What Would Change…").isEnabled)


def see_and_do(desk):
    desk.press("Ctrl+Return")
    proposed(desk)
    desk.press("Ctrl+Return")
    desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def proposed(desk):
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ProposalDialog))
    desk.wait_for_dialog()
    return QApplication.activeModalWidget()


def said(dialog):
    return dialog.findChild(QLabel, "importAnswer").text()


def button(dialog, label):
    return next(b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == label)


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, none = QPoint(5, 5), Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(place, copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(place, copy, data, left, none))
