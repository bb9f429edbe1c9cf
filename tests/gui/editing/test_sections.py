"""Sections in the window: their headers moved with the mouse and the keys, merged, marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from cueline.episode import Header
from tests.widgets.header_mouse import HeaderMouse

EPISODE = """---
title: Bees
links:
  youtube: https://example.org/v
quotableClips:
- name: Start
  startOffset: 0
  url: https://example.org/v&t=0
  endOffset: 20
- name: The hive
  startOffset: 20
  url: https://example.org/v&t=20
  endOffset: 40
- name: Honey
  startOffset: 40
  url: https://example.org/v&t=40
  endOffset: 70
transcript:
- header: Start
- line: Hello.
  sec: 0
  time: '0:00'
  who: Mila
- line: How are they?
  sec: 10
  time: '0:10'
  who: Mila
- header: The hive
- line: Bees.
  sec: 20
  time: '0:20'
  who: Oren
- line: More bees.
  sec: 30
  time: '0:30'
  who: Oren
- header: Honey
- line: Sweet.
  sec: 40
  time: '0:40'
  who: Oren
- line: Very.
  sec: 50
  time: '0:50'
  who: Oren
- line: Thanks.
  sec: 60
  time: '1:00'
  who: Mila
---
"""


@pytest.fixture
def bees(desk, write):
    desk.path = write(EPISODE)
    desk.start(desk.path)
    return desk


def headers(desk) -> dict[str, int]:
    return {item.text: i for i, item in enumerate(desk.items) if isinstance(item, Header)}


def starts(desk) -> list[float | None]:
    return [clip.start for clip in desk.window.session.episode.clips]


def test_a_dropped_header_takes_its_clip_edge_along_as_one_step(bees):
    window = bees.window
    mouse = HeaderMouse(window.panes.tree)
    mouse.take(3)
    place = mouse.on_table(window.panes.table, 5)
    mouse.move(place)
    assert mouse.said == ["The hive → before 0:30 Oren “More bees.”, 0:20 → 0:30"]
    mouse.let_go(place)
    assert headers(bees) == {"Start": 0, "The hive": 4, "Honey": 6}
    assert starts(bees) == [0, 30, 40]
    assert bees.note == "“The hive”: 0:20 → 0:30, with the clips Start and The hive."
    assert window.panes.tree.currentIndex().data() == "The hive"
    bees.press("Ctrl+Z")
    assert headers(bees) == {"Start": 0, "The hive": 3, "Honey": 6}
    assert starts(bees) == [0, 20, 40]
    bees.save()
    assert bees.path.read_text("utf-8") == EPISODE


def test_two_headers_move_a_line_down_by_a_key_in_the_tree(bees):
    tree = bees.window.panes.tree
    bees.go(3)
    tree.setFocus()
    bees.press("Shift+Down", "Alt+Shift+Down")
    assert headers(bees) == {"Start": 0, "The hive": 4, "Honey": 7}
    assert starts(bees) == [0, 30, 50]
    assert bees.note.startswith("2 headers moved. “The hive”: 0:20 → 0:30")
    bees.press("Alt+Shift+Up")
    assert headers(bees) == {"Start": 0, "The hive": 3, "Honey": 6}


def test_a_held_key_is_one_step_and_another_header_another(bees):
    bees.go(3)
    bees.press("Alt+Shift+Down", "Alt+Shift+Down", "Alt+Shift+Down")
    # it has passed “Honey”, which stands at 4 now
    assert headers(bees) == {"Start": 0, "Honey": 5, "The hive": 7}
    bees.go(5)
    bees.press("Alt+Shift+Up")
    assert headers(bees)["Honey"] == 4
    assert bees.window.session.index == 2
    bees.press("Ctrl+Z", "Ctrl+Z")
    assert headers(bees) == {"Start": 0, "The hive": 3, "Honey": 6}


def test_on_a_line_the_key_says_what_it_needs(bees):
    bees.go(4)
    bees.press("Alt+Shift+Up")
    assert "Choose a header first" in bees.note
    assert bees.window.session.clean


def test_a_header_stops_at_the_first_line(bees):
    bees.go(0)
    bees.press("Alt+Shift+Up")
    assert bees.note == "There is no line there to move on to."
    assert bees.window.session.clean


def test_delete_in_the_tree_merges_and_undo_brings_it_back(bees):
    bees.go(3)
    bees.window.panes.tree.setFocus()
    bees.press("Delete")
    assert headers(bees) == {"Start": 0, "Honey": 5}
    assert bees.note == "Merged “The hive” with what stood before. One undo takes it back."
    bees.press("Ctrl+Z")
    assert headers(bees) == {"Start": 0, "The hive": 3, "Honey": 6}


def test_several_headers_are_deleted_as_one_step(bees):
    bees.go(3)
    bees.window.panes.tree.setFocus()
    bees.press("Shift+Down", "Delete")
    assert headers(bees) == {"Start": 0}
    assert bees.window.session.index == 1
    bees.press("Ctrl+Z")
    assert headers(bees) == {"Start": 0, "The hive": 3, "Honey": 6}


def tip_over(desk, view, at) -> str:
    """Rest the pointer on a place in a view, and read the tool tip."""
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    desk.qtbot.waitUntil(QToolTip.isVisible)
    return QToolTip.text()


def test_a_clip_out_of_step_is_marked_in_words_and_mended_by_one_key(bees):
    panes = bees.window.panes
    tree, table = panes.tree, panes.table
    row = tree.visualRect(tree.model().section_index(3))
    band = QPoint(table.viewport().width() - 60, table.rowViewportPosition(3) + 12)
    bees.qtbot.waitUntil(lambda: "0:20–0:40" in table.lines.info(3).text)
    calm = tree.grab().toImage(), table.grab().toImage()
    bees.window.clips.take_name(1, "Hives")
    bees.qtbot.waitUntil(lambda: bool(table.lines.info(3).fault))
    assert tree.grab().toImage() != calm[0]
    assert table.grab().toImage() != calm[1]
    said = "Its clip is called “Hives”."
    keys = "Shift+B mends the clip · B plays where the section begins"
    assert tip_over(bees, table, band) == f"{said}\n{keys}"
    assert tip_over(bees, tree, row.center()).split("\n")[-2:] == [said, keys]
    bees.go(4)
    bees.press("Shift+B")
    bees.qtbot.waitUntil(lambda: not table.lines.info(3).fault)
    assert bees.window.session.episode.clips[1].name == "The hive"


def test_a_section_whose_name_is_typed_keeps_its_clip_and_its_peace(bees):
    bees.go(3)
    bees.press("F2", "Ctrl+A")
    bees.type("Hives")
    bees.press("Return")
    bees.qtbot.waitUntil(lambda: headers(bees).get("Hives") == 3)
    bees.qtbot.waitUntil(lambda: not bees.window.panes.table.lines.info(3).fault)
