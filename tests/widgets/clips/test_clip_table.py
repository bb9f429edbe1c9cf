"""The clip table, as a person meets it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from cueline.episode import Change, Clip, Clock, Episode, Line, Other, edits
from cueline.widgets.clips.model import END, LENGTH, START
from cueline.widgets.clips.table import NOT_UNDERSTOOD, ClipTable

EPISODE = Episode(
    items=(Line("Hi.", "Ann", 0, "0:00"),),
    clips=(
        Clip("Start", 0, 230, "https://example.org/watch?v=x&t=0"),
        Clip("Early roles", 230, 388, "https://example.org/watch?v=x&t=230"),
        Other("an entry without a name"),
        Clip("No end", 388, None),
    ),
)


@pytest.fixture
def table(qtbot):
    table = ClipTable()
    qtbot.addWidget(table)
    table.resize(460, 260)
    table.set_episode(EPISODE)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(table.model(), mode, table)
    with qtbot.waitExposed(table):
        table.show()
    table.setFocus()
    return table


@pytest.mark.parametrize(
    "clock", [Clock(), Clock(decimals=1), Clock(exact=True), Clock(hours=False)]
)
def test_the_columns_of_times_have_room_for_each_of_them(table, clock):
    starts = (0, 59, 599.25, 3599, 3600, 7322.125)
    clips = tuple(Clip("A", start, start + 61.5) for start in starts)
    table.set_episode(Episode(EPISODE.items, clips, clock=clock))
    for column in (START, END, LENGTH):
        texts = [row[column] for row in shown(table)]
        room = table.columnWidth(column) - table.fontMetrics().height()
        assert room >= max(map(table.fontMetrics().horizontalAdvance, texts))


def shown(table: ClipTable) -> list[list[str]]:
    model = table.model()
    columns = range(model.columnCount())
    return [[model.index(row, c).data() for c in columns] for row in range(model.rowCount())]


def editor_of(table: ClipTable) -> QLineEdit:
    editor = table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    return editor


def test_clips_are_shown_with_their_times(table):
    assert shown(table) == [
        ["Start", "0:00", "3:50", "3:50", "https://example.org/watch?v=x&t=0"],
        ["Early roles", "3:50", "6:28", "2:38", "https://example.org/watch?v=x&t=230"],
        ["an entry without a name", "", "", "", ""],
        ["No end", "6:28", "", "", ""],
    ]


def test_arrow_keys_choose_a_clip(table, qtbot):
    table.set_current(0)
    with qtbot.waitSignal(table.clip_chosen) as chosen:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args == [1]
    assert table.current == 1


def test_set_current_says_nothing(table, qtbot):
    with qtbot.assertNotEmitted(table.clip_chosen):
        table.set_current(3)
        table.set_current(None)
    assert table.current is None


def test_a_clip_is_renamed_in_place(table, qtbot):
    table.set_current(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = editor_of(table)
    assert editor.text() == "Early roles"
    editor.selectAll()
    qtbot.keyClicks(editor, "First jobs")
    with qtbot.waitSignal(table.rename_requested) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [1, "First jobs"]


@pytest.mark.parametrize(("typed", "seconds"), [("3:52", 232), ("+2", 232), ("228.5", 228.5)])
def test_a_start_is_typed_as_people_type_times(table, qtbot, typed, seconds):
    table.set_current(1)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = editor_of(table)
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    with qtbot.waitSignal(table.start_entered) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [1, seconds]


def test_an_end_is_typed_too(table, qtbot):
    table.set_current(0)
    for _ in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = editor_of(table)
    editor.selectAll()
    qtbot.keyClicks(editor, "-2")
    with qtbot.waitSignal(table.end_entered) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [0, 228]


def test_in_a_narrow_pane_the_names_keep_their_room(table):
    assert not table.isColumnHidden(3)
    table.resize(190, 260)
    assert table.isColumnHidden(3)
    assert table.columnWidth(0) >= 6 * table.fontMetrics().height()
    table.resize(130, 260)
    assert [table.isColumnHidden(column) for column in range(4)] == [False, False, True, True]
    table.resize(460, 260)
    assert not any(table.isColumnHidden(column) for column in range(4))


def test_where_there_is_room_the_address_is_shown_and_typed(table, qtbot):
    assert table.isColumnHidden(4)
    table.resize(1200, 260)
    assert not table.isColumnHidden(4)
    table.set_current(1)
    for _ in range(4):
        qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = editor_of(table)
    editor.selectAll()
    qtbot.keyClicks(editor, "https://example.org/y")
    with qtbot.waitSignal(table.url_entered) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [1, "https://example.org/y"]


def test_a_start_that_is_not_understood_stays_open_and_says_so(table, qtbot):
    table.set_current(1)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = editor_of(table)
    editor.selectAll()
    qtbot.keyClicks(editor, "soon")
    with qtbot.assertNotEmitted(table.start_entered):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor_of(table) is editor
    assert editor.toolTip() == NOT_UNDERSTOOD
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert shown(table)[1][1] == "3:50"


def test_delete_asks_to_delete_the_clip(table, qtbot):
    table.set_current(1)
    with qtbot.waitSignal(table.delete_requested) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert asked.args == [1]


def test_what_can_only_be_looked_at_is_not_edited(table, qtbot):
    table.set_episode(EPISODE, read_only=True)
    table.set_current(1)
    with qtbot.assertNotEmitted(table.delete_requested):
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert table.findChild(QLineEdit) is None


@pytest.mark.parametrize(
    "edit",
    [
        lambda ep: edits.rename_clip(ep, 1, "First jobs"),
        lambda ep: edits.set_clip_boundary(ep, 1, 240),
        lambda ep: edits.split_clip(ep, 0, 100),
        lambda ep: edits.delete_clip(ep, 0),
    ],
)
def test_an_edit_and_its_undo_are_shown_and_keep_the_current_clip(table, edit):
    table.set_current(3)
    now = edit(EPISODE)
    change = Change.between(EPISODE, now)
    table.apply_change(change, now)
    fresh = ClipTable()
    fresh.set_episode(now)
    assert shown(table) == shown(fresh)
    assert shown(table)[table.current][0] == "No end"
    table.apply_change(change.inverse(), EPISODE)
    fresh.set_episode(EPISODE)
    assert shown(table) == shown(fresh)
    assert table.current == 3


def test_no_clips_is_said(table):
    full = table.grab().toImage()
    table.set_episode(Episode())
    assert table.grab().toImage() != full
    assert table.model().rowCount() == 0
