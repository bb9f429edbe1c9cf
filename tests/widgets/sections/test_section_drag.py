"""Headers under the mouse: where they would go is shown before they are dropped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cueline.episode import Episode, Header, Line
from cueline.widgets.lines.table import LineTable
from cueline.widgets.sections.moves import moves_to, words_before
from cueline.widgets.sections.tree import SectionTree
from tests.widgets.header_mouse import HeaderMouse

Key = Qt.Key
EPISODE = Episode(
    (
        Header("Introduction", origin=0),
        Line("Today we talk about bees.", "Mila", 5, "0:05", origin=1),
        Line("I have been looking forward to this.", "Oren", 338, "5:38", origin=2),
        Line("And it goes on.", "Oren", origin=3),
        Header("Career journey", origin=4),
        Line("I began late.", "Oren", 388, "6:28", origin=5),
        Line("So how did you begin?", "Mila", 401, "6:41", origin=6),
        Header("The hive", origin=7),
        Line("Bees live there.", "Oren", 460, "7:40", origin=8),
        Line("How many?", "Mila", 470, "7:50", origin=9),
    )
)


class Bench(QWidget):
    """A tree and a table beside each other, in a window."""

    def __init__(self, qtbot, *, read_only: bool = False) -> None:
        super().__init__()
        self.qtbot = qtbot
        self.tree, self.table = SectionTree(self), LineTable(self)
        row = QHBoxLayout(self)
        row.addWidget(self.tree)
        row.addWidget(self.table)
        self.tree.drag.drop_onto(self.table)
        self.tree.set_episode(EPISODE, read_only)
        self.table.set_episode(EPISODE, read_only)
        self.moved: list[dict[int, int]] = []
        self.tree.move_requested.connect(self.moved.append)
        self.mouse = HeaderMouse(self.tree)
        self.resize(1000, 600)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)


@pytest.fixture
def bench(qtbot):
    bench = Bench(qtbot)
    qtbot.addWidget(bench)
    return bench


def test_place_and_times_are_shown_before_the_drop(bench):
    mouse, table = bench.mouse, bench.table
    mouse.take(4)
    mouse.move(mouse.on_table(table, 6))
    assert mouse.said == ["Career journey → before 6:41 Mila “So how did you begin?”, 6:28 → 6:41"]
    assert abs(mouse.stroke(table) - table.rowViewportPosition(6)) <= 1
    mouse.let_go(mouse.on_table(table, 6))
    assert bench.moved == [{4: 6}]
    assert mouse.said == []
    assert mouse.stroke(table) is None


def test_a_header_is_dropped_onto_a_line_of_the_tree(bench):
    mouse = bench.mouse
    bench.tree.expand(bench.tree.model().section_index(0))
    mouse.take(4)
    mouse.move(mouse.on_tree(3))
    assert mouse.said == ["Career journey → before Oren “And it goes on.”, still 6:28"]
    mouse.let_go(mouse.on_tree(2))
    assert bench.moved == [{4: 2}]


def test_several_move_by_as_many_lines_as_the_one_under_the_pointer(bench, qtbot):
    tree, mouse = bench.tree, bench.mouse
    tree.set_current(4)
    tree.setFocus()
    qtbot.keyClick(tree, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert tree.choice.headers == [4, 7]
    mouse.take(7)
    mouse.move(mouse.on_table(bench.table, 9))
    assert mouse.said == [
        "The hive → before 7:50 Mila “How many?”, 7:40 → 7:50",
        "Career journey → before 6:41 Mila “So how did you begin?”, 6:28 → 6:41",
    ]
    mouse.let_go(mouse.on_table(bench.table, 9))
    assert bench.moved == [{4: 6, 7: 9}]


def test_escape_gives_up_and_the_button_may_be_let_go_anywhere(bench, qtbot):
    mouse = bench.mouse
    mouse.take(4)
    mouse.move(mouse.on_table(bench.table, 6))
    qtbot.keyClick(bench.tree, Key.Key_Escape)
    assert mouse.said == []
    mouse.let_go(mouse.on_table(bench.table, 8))
    assert bench.moved == []
    mouse.take(4)
    mouse.let_go(mouse.on_table(bench.table, 6))
    assert bench.moved == [{4: 6}]


def test_where_it_stands_already_and_beside_the_lines_nothing_happens(bench):
    mouse = bench.mouse
    mouse.take(4)
    mouse.move(mouse.on_table(bench.table, 5))
    assert mouse.said == ["Career journey: stays where it is"]
    mouse.move(mouse.on_tree(0))
    assert mouse.said == ["Career journey: point at the line that it is to stand before"]
    mouse.let_go(bench.mapToGlobal(QPoint(2, 2)))
    assert bench.moved == []


def test_a_folded_section_opens_when_the_pointer_rests_on_it(bench, qtbot):
    tree, mouse = bench.tree, bench.mouse
    section = tree.model().section_index(0)
    mouse.take(4)
    mouse.move(mouse.on_tree(0))
    assert not tree.isExpanded(section)
    qtbot.waitUntil(lambda: tree.isExpanded(section))
    mouse.let_go(mouse.on_tree(2))
    assert bench.moved == [{4: 2}]


def test_the_table_scrolls_on_while_the_pointer_is_at_its_edge(qtbot, bench):
    lines = [Line(f"Line {n}.", "Mila", n * 10, f"{n // 6}:{n % 6}0") for n in range(200)]
    long = Episode((Header("Start"), *lines[:3], Header("Late"), *lines[3:]))
    bench.tree.set_episode(long)
    bench.table.set_episode(long)
    mouse, viewport = bench.mouse, bench.table.viewport()
    mouse.take(4)
    mouse.move(viewport.mapToGlobal(QPoint(80, viewport.height() - 3)))
    bar = bench.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 300)
    qtbot.keyClick(bench.tree, Key.Key_Escape)
    assert bench.moved == []


def test_a_click_chooses_and_moves_nothing(bench, qtbot):
    tree = bench.tree
    at = [tree.visualRect(tree.model().section_index(place)).center() for place in (0, 4, 7)]
    ctrl, left = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
    qtbot.mouseClick(tree.viewport(), left, pos=at[0])
    qtbot.mouseClick(tree.viewport(), left, ctrl, at[2])
    assert tree.choice.headers == [0, 7]
    qtbot.mouseClick(tree.viewport(), left, pos=at[0])
    assert tree.choice.headers == [0]
    qtbot.mouseClick(tree.viewport(), left, Qt.KeyboardModifier.ShiftModifier, at[2])
    assert tree.choice.headers == [0, 4, 7]
    assert bench.moved == []


def test_several_are_merged_at_once(bench, qtbot):
    bench.tree.setFocus()
    bench.tree.set_current(4)
    qtbot.keyClick(bench.tree, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(bench.tree.merge_requested) as asked:
        qtbot.keyClick(bench.tree, Key.Key_Delete)
    assert asked.args == [[4, 7]]


def test_in_a_file_to_look_at_nothing_can_be_dragged(qtbot):
    bench = Bench(qtbot, read_only=True)
    qtbot.addWidget(bench)
    bench.mouse.take(4)
    assert bench.mouse.said == []
    bench.mouse.let_go(bench.mouse.on_table(bench.table, 6))
    assert bench.moved == []


def test_many_headers_are_named_up_to_four():
    headers = [Header(f"Part {n}") for n in range(6)]
    lines = [Line("Words.", "Mila", n, f"0:0{n}") for n in range(7)]
    items = [item for pair in zip(headers, lines, strict=False) for item in pair]
    episode = Episode((*items, lines[6]))
    moves = moves_to(episode, range(0, 12, 2), 2, 5)
    assert moves[2] == 5
    rows = words_before(episode, moves, 2).split("\n")
    assert rows[0] == "Part 1 → before 0:02 Mila “Words.”, 0:01 → 0:02"
    assert rows[-1] == "and 2 more"
    assert len(rows) == 5
