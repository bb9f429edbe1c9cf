"""Sections from a list of topics, and from the clips."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from cueline.episode import Header
from cueline.widgets.proposals.proposal_dialog import ProposalDialog
from cueline.widgets.proposals.topic_list_dialog import TopicListDialog

PLAIN = """---
title: Bees
transcript:
- line: Hello.
  sec: 0
  time: '0:00'
  who: Mila
- line: How are they?
  sec: 10
  time: '0:10'
  who: Mila
- line: Bees.
  sec: 20
  time: '0:20'
  who: Oren
---
"""
LIST = "00:00:00 Start\n00:00:20 The hive\n"


def dialog(desk) -> TopicListDialog | None:
    found = desk.window.findChildren(TopicListDialog)
    return next((d for d in found if d.isVisible()), None)


def titles(desk) -> dict[str, int]:
    return {item.text: i for i, item in enumerate(desk.items) if isinstance(item, Header)}


def ask(desk) -> None:
    desk.do("section.from_topics")
    desk.wait_for_dialog()


def test_a_pasted_list_becomes_headers_after_it_was_shown_where(desk, write):
    path = write(PLAIN)
    desk.start(path)
    ask(desk)
    QApplication.clipboard().setText(LIST)
    desk.press("Ctrl+V", "Ctrl+Return")
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ProposalDialog) is not None)
    assert titles(desk) == {}
    desk.wait_for_dialog()
    desk.press("Ctrl+Return")
    assert titles(desk) == {"Start": 0, "The hive": 3}
    assert len(desk.window.panes.tree.selectedIndexes()) == 1
    desk.do("edit.undo")
    assert titles(desk) == {}
    with desk.qtbot.waitSignal(desk.window.session.saved):
        desk.do("file.save")
    assert path.read_text("utf-8") == PLAIN


def test_a_list_that_was_given_up_is_there_again(desk, write):
    desk.start(write(PLAIN))
    ask(desk)
    desk.type("0:00 Start")
    desk.press("Escape")
    desk.qtbot.waitUntil(lambda: dialog(desk) is None)
    ask(desk)
    assert dialog(desk).text == "0:00 Start"


def test_the_list_is_read_from_a_file(desk, write, tmp_path):
    desk.start(write(PLAIN))
    (tmp_path / "topics.txt").write_text("\ufeff" + LIST, "utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\xff")
    ask(desk)
    dialog(desk).file_requested.emit()
    chooser = dialog(desk).findChild(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "photo.png"))
    desk.answer("Close")
    assert dialog(desk).text == ""
    chooser.fileSelected.emit(str(tmp_path / "topics.txt"))
    chooser.close()
    said = dialog(desk).findChild(QLabel, "topicListSaid")
    desk.qtbot.waitUntil(lambda: said.text() == "2 topics, from 0:00 to 0:20.")


def test_a_list_that_is_done_already_says_so(desk, write):
    desk.start(write(PLAIN.replace("transcript:\n", "transcript:\n- header: Start\n")))
    ask(desk)
    desk.type("0:00 Start")
    desk.press("Ctrl+Return")
    assert desk.note == "All topics of the list are headers already, and stand where it says."


def test_clips_make_headers(desk, write):
    clips = "quotableClips:\n- name: Start\n  startOffset: 0\n  url: u\n  endOffset: 20\n"
    clips += "- name: The hive\n  startOffset: 20\n  url: u\n  endOffset: 30\n"
    desk.start(write(PLAIN.replace("transcript:\n", clips + "transcript:\n")))
    desk.do("section.from_clips")
    desk.wait_for_dialog()
    desk.press("Ctrl+Return")
    assert titles(desk) == {"Start": 0, "The hive": 3}
