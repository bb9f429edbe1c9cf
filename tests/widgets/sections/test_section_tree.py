"""The section tree, as a person meets it: rows, folds, names, marks."""

from __future__ import annotations

import random
from time import process_time

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from cueline.episode import Change, Episode, Header, Line, Other, edits
from cueline.widgets.sections.menu import menu_of_row
from cueline.widgets.sections.tree import SectionTree

HERE = Qt.ItemDataRole


def line(n: int, speaker: str = "Ann") -> Line:
    return Line(
        f"Words of line {n}.", speaker, n * 10, f"{n * 10 // 60}:{n * 10 % 60:02d}", origin=n
    )


EPISODE = Episode(
    items=(
        line(0),
        Header("Introduction", origin=100),
        line(1),
        line(2, "Ben"),
        Header("Career journey", origin=101),
        line(6),
        Other("an entry without text", origin=50),
        line(8),
    )
)


@pytest.fixture
def tree(qtbot):
    tree = SectionTree()
    qtbot.addWidget(tree)
    tree.resize(300, 500)
    tree.set_episode(EPISODE)
    with qtbot.waitExposed(tree):
        tree.show()
    tree.setFocus()
    return tree


def rows(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list:
    parent = parent or QModelIndex()
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        found.append(index.data())
        if model.rowCount(index):
            found.append(rows(model, index))
    return found


def expected(episode: Episode) -> list:
    tree = SectionTree()
    tree.set_episode(episode)
    return rows(tree.model())


def change_to(tree: SectionTree, old: Episode, new: Episode) -> Episode:
    tree.apply_change(Change.between(old, new), new)
    return new


def test_sections_are_shown_with_their_lines(tree):
    assert rows(tree.model()) == [
        "Before the first heading",
        ["Words of line 0."],
        "Introduction",
        ["Words of line 1.", "Words of line 2."],
        "Career journey",
        ["Words of line 6.", "an entry without text", "Words of line 8."],
    ]


def test_the_rows_obey_the_laws_of_a_model(tree):
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(tree.model(), mode)
    tree.expandAll()
    now = change_to(tree, EPISODE, edits.delete_items(EPISODE, 6, 6))
    now = change_to(tree, now, edits.insert_line(now, 3, line(3)))
    change_to(tree, now, edits.split_section(now, 5, "New"))
    assert tester.model().rowCount() == 4


def test_a_section_tells_start_length_and_lines(tree):
    told = tree.model().index(1, 0).data(HERE.AccessibleTextRole)
    assert told == "Introduction, starts at 0:10, 0:50 long, 2 lines"


def test_a_section_tells_that_it_can_be_dragged_into_the_transcript(tree):
    tip = tree.model().index(1, 0).data(HERE.ToolTipRole).split("\n")
    assert tip[0] == "Introduction"
    assert tip[-1].startswith("Drag it onto a line, here or in the transcript")
    assert "Drag" not in tree.model().index(0, 0).data(HERE.ToolTipRole)


def test_arrow_keys_choose_sections_and_lines(tree, qtbot):
    tree.set_current(1)
    chosen = []
    tree.section_chosen.connect(lambda place: chosen.append(("section", place)))
    tree.line_chosen.connect(lambda place: chosen.append(("line", place)))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(tree, key)
    assert chosen == [("line", 2), ("line", 3), ("section", 4)]


def test_left_and_right_fold(tree, qtbot):
    tree.set_current(1)
    row = tree.currentIndex()
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(row)
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(row)


def test_left_goes_from_a_line_to_its_section(tree, qtbot):
    tree.expand(tree.model().index(1, 0))
    tree.set_current(3)
    with qtbot.waitSignal(tree.section_chosen) as chosen:
        qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert chosen.args == [1]
    assert tree.currentIndex().data() == "Introduction"


def test_set_current_marks_the_line_or_its_folded_section_and_says_nothing(tree):
    said = []
    tree.section_chosen.connect(said.append)
    tree.line_chosen.connect(said.append)
    tree.set_current(3)
    assert tree.currentIndex().data() == "Introduction"
    tree.expand(tree.currentIndex())
    tree.set_current(3)
    assert tree.currentIndex().data() == "Words of line 2."
    assert said == []


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_section_is_renamed_in_place(tree, qtbot, key):
    tree.set_current(4)
    qtbot.keyClick(tree, key)
    editor = tree.findChild(QLineEdit)
    assert editor.text() == "Career journey"
    editor.selectAll()
    qtbot.keyClicks(editor, "A new name")
    with qtbot.waitSignal(tree.rename_requested) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [4, "A new name"]
    change_to(tree, EPISODE, edits.rename_section(EPISODE, 4, "A new name"))
    assert tree.currentIndex().data() == "A new name"


def test_escape_and_an_empty_name_change_nothing(tree, qtbot):
    for typed, key in (("other", Qt.Key.Key_Escape), ("  ", Qt.Key.Key_Return)):
        tree.set_current(1)
        qtbot.keyClick(tree, Qt.Key.Key_F2)
        editor = tree.findChild(QLineEdit)
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
        with qtbot.assertNotEmitted(tree.rename_requested):
            qtbot.keyClick(editor, key)
        qtbot.waitUntil(lambda: tree.findChild(QLineEdit) is None)
    assert tree.currentIndex().data() == "Introduction"


def test_what_stands_before_the_first_heading_cannot_be_renamed(tree, qtbot):
    tree.set_current(0)
    qtbot.keyClick(tree, Qt.Key.Key_F2)
    assert tree.findChild(QLineEdit) is None


def test_a_file_that_can_only_be_looked_at_is_not_renamed(tree, qtbot):
    tree.set_episode(EPISODE, read_only=True)
    tree.set_current(1)
    qtbot.keyClick(tree, Qt.Key.Key_F2)
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert tree.findChild(QLineEdit) is None
    at = tree.visualRect(tree.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, tree.mapToGlobal(at))
    QApplication.sendEvent(tree.viewport(), event)
    assert QApplication.activePopupWidget() is None


def test_delete_asks_to_merge_the_section(tree, qtbot):
    tree.set_current(4)
    with qtbot.waitSignal(tree.merge_requested) as asked:
        qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert asked.args == [[4]]


def test_the_menu_of_a_line_offers_a_new_section(tree, qtbot):
    tree.expand(tree.model().index(1, 0))
    tree.set_current(3)
    menu = menu_of_row(tree, tree.currentIndex())
    assert [a.text() for a in menu.actions()] == ["Start a Section Here"]
    with qtbot.waitSignal(tree.split_requested) as asked:
        menu.actions()[0].trigger()
    assert asked.args == [3]


def test_an_edit_keeps_what_is_unfolded_and_current(tree):
    tree.expand(tree.model().index(2, 0))
    tree.set_current(7)
    now = change_to(tree, EPISODE, edits.split_section(EPISODE, 3, "New"))
    assert tree.currentIndex().data() == "Words of line 8."
    assert tree.isExpanded(tree.model().index(3, 0))
    assert not tree.isExpanded(tree.model().index(1, 0))
    assert rows(tree.model()) == expected(now)
    change_to(tree, now, EPISODE)
    assert rows(tree.model()) == expected(EPISODE)
    assert tree.currentIndex().data() == "Words of line 8."
    assert tree.current == 7


def test_a_retime_changes_the_lengths_around_it(tree):
    now = change_to(tree, EPISODE, edits.retime(EPISODE, 5, 75))
    told = [tree.model().index(row, 0).data(HERE.AccessibleTextRole) for row in (1, 2)]
    assert told == [
        "Introduction, starts at 0:10, 1:05 long, 2 lines",
        "Career journey, starts at 1:15, 2 lines",
    ]
    assert rows(tree.model()) == expected(now)


def random_edit(rng: random.Random, episode: Episode) -> Episode:
    items = list(episode.items)
    first = rng.randrange(len(items) + 1)
    last = min(len(items), first + rng.randrange(4))
    fresh = [
        Header(f"H{rng.random()}") if rng.random() < 0.4 else Line(f"L{rng.random()}", start=1.0)
        for _ in range(rng.randrange(4))
    ]
    return episode.with_items((*items[:first], *fresh, *items[last:]))


@pytest.mark.parametrize("seed", range(60))
def test_any_change_shows_what_a_new_tree_shows(tree, seed):
    rng = random.Random(seed)
    tree.expandAll()
    episode = EPISODE
    for _ in range(12):
        episode = change_to(tree, episode, random_edit(rng, episode))
        assert rows(tree.model()) == expected(episode)


def test_what_is_heard_is_marked_on_line_and_section(tree):
    tree.expandAll()
    tree.set_heard(3)
    model = tree.model()
    marked = [
        index.data()
        for row in range(model.rowCount())
        for index in (
            model.index(row, 0),
            *(model.index(r, 0, model.index(row, 0)) for r in range(3)),
        )
        if index.isValid() and tree.heard_at(index)
    ]
    assert marked == ["Introduction", "Words of line 2."]
    before = tree.grab().toImage()
    tree.set_heard(None)
    assert tree.grab().toImage() != before


def test_a_long_section_is_given_bit_by_bit_and_reached(tree):
    episode = Episode(items=(Header("All"), *(line(n) for n in range(5000))))
    tree.set_episode(episode)
    section = tree.model().index(0, 0)
    tree.expand(section)
    assert tree.model().rowCount(section) < 5000
    tree.set_current(4500)
    assert tree.currentIndex().data() == "Words of line 4499."
    while (given := tree.model().rowCount(section)) < 5000:
        tree.verticalScrollBar().setValue(tree.verticalScrollBar().maximum())
        assert tree.model().rowCount(section) > given


def test_a_hundred_thousand_lines_stay_fast(tree):
    items = [Header(f"Part {n}") if n % 50 == 0 else line(n) for n in range(100_000)]
    episode = Episode(items=tuple(items))
    started = process_time()
    tree.set_episode(episode)
    tree.grab()
    assert process_time() - started < 1
    new = edits.retime(episode, 50_010, 500_105)
    change = Change.between(episode, new)
    started = process_time()
    tree.apply_change(change, new)
    assert process_time() - started < 0.01
    assert tree.model().rowCount() == 2000
