"""The line table as a list: what it shows, how rows are chosen, and what moves when the episode changes."""

from __future__ import annotations

import random
from time import sleep

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication

from cueline.episode import edits
from cueline.episode.headers import move_headers, moves_by_lines
from cueline.episode.values import Episode, Header, Line
from cueline.widgets.lines.band_info import BandInfo
from cueline.widgets.lines.columns import Column
from cueline.widgets.lines.table import LineTable
from tests.widgets.line_desk import Desk, Key, long_episode, small_episode

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, small_episode())


@pytest.fixture
def long_desk(qtbot):
    return Desk(qtbot, long_episode())


def wheel(desk, notches: int) -> None:
    view = desk.table.viewport()
    place = QPointF(view.rect().center())
    event = QWheelEvent(
        place,
        QPointF(view.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def pixels(desk, row: int, column: Column, colour: QColor) -> int:
    table = desk.table
    image = table.viewport().grab().toImage()
    left, top = table.columnViewportPosition(column), table.rowViewportPosition(row)
    return sum(
        image.pixelColor(x, y) == colour
        for x in range(left + 3, left + table.columnWidth(column) - 3)
        for y in range(top + 3, top + table.rowHeight(row) - 3)
    )


def test_rows_show_time_speaker_and_text(desk):
    cells = [[desk.shown(row, column) for column in Column] for row in (0, 1, 3, 4)]
    assert cells == [
        ["", "", "", "Introduction"],
        ["", "3:50", "Alexey", "Today we talk about bridges."],
        ["", "", "Alexander", "That is on me."],
        ["", "", "", "an entry with the key note"],
    ]


def test_a_long_paragraph_is_as_high_as_its_lines(desk):
    assert desk.table.rowHeight(7) > 3 * desk.table.rowHeight(8)


def test_a_wider_window_makes_rows_lower(desk):
    height = desk.table.rowHeight(7)
    desk.table.resize(1200, 420)
    assert desk.table.rowHeight(7) < height


def test_a_band_says_when_its_section_is_and_how_long(desk):
    assert desk.table.lines.info(0).text.split() == ["3:50–6:28", "·", "2:38"]
    info = BandInfo("3:50", "no clip", "This section has no clip.")
    desk.table.set_section_info({0: info})
    assert desk.table.lines.info(0) == info
    role = Qt.ItemDataRole.ToolTipRole
    assert desk.table.model().index(0, Column.TEXT).data(role) == "This section has no clip."
    desk.apply(edits.insert_line(desk.episode, 0, edits.Line("Before.", "Noa", 1)))
    assert desk.table.lines.info(1) == info


def test_arrows_walk_the_rows_and_tell_them(desk):
    told = []
    desk.table.current_changed.connect(told.append)
    desk.table.set_current(1)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Up)
    assert told == [1, 2, 3, 2]
    assert desk.table.selection == (2, 2)


def test_end_page_and_home_reach_all_of_a_long_table(long_desk):
    table = long_desk.table
    table.set_current(0)
    long_desk.press(Key.Key_End)
    assert table.current == 399
    assert table.rowViewportPosition(399) + table.rowHeight(399) <= table.viewport().height()
    long_desk.press(Key.Key_PageUp)
    assert 380 < table.current < 399
    long_desk.press(Key.Key_Home)
    assert (table.current, table.rowViewportPosition(0)) == (0, 0)
    long_desk.press(Key.Key_End, CTRL)
    assert table.current == 399
    long_desk.press(Key.Key_Home, CTRL)
    assert (table.current, table.rowViewportPosition(0)) == (0, 0)


def test_shift_extends_and_escape_lets_go(desk):
    desk.table.set_current(2)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    assert desk.table.selection == (2, 4)
    desk.press(Key.Key_Up, SHIFT)
    assert desk.table.selection == (2, 3)
    desk.press(Key.Key_Escape)
    assert desk.table.selection == (3, 3)


def test_delete_asks_for_the_selected_rows(desk):
    desk.table.set_selection(2, 3)
    desk.press(Key.Key_Delete)
    assert desk.asked == [("delete_requested", 2, 3)]


def test_keys_of_the_window_are_left_to_it(desk):
    desk.table.set_current(2)
    seen = []
    for key in (Key.Key_Left, Key.Key_Space, Key.Key_J, Key.Key_F5):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        desk.table.keyPressEvent(event)
        seen.append(event.isAccepted())
    assert seen == [False] * 4


def test_copy_takes_the_rows_with_time_and_speaker(desk):
    desk.table.set_selection(1, 3)
    desk.press(Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == (
        "3:50 Alexey: Today we talk about bridges.\n\n"
        "5:38 Alexander: Thanks, I have been looking forward to this.\n\n"
        "Alexander: That is on me."
    )


def test_a_click_into_the_text_opens_it_there(desk):
    area = desk.table.painter.text_area(2)
    desk.click(area.topLeft() + QPoint(desk.table.fontMetrics().horizontalAdvance("Thanks"), 8))
    assert desk.caret() == (2, "text", 6)
    desk.type("!")
    desk.press(Key.Key_Escape)
    assert desk.shown(2).startswith("Thanks!,")


def test_a_click_on_the_time_chooses_the_row_and_opens_nothing(desk):
    desk.table.open_cell(1)
    desk.type("x")
    desk.click(desk.place_in(3, Column.TIME))
    assert (desk.table.current, desk.table.open_cell_at()) == (3, None)
    assert desk.shown(1).endswith("x")


def test_shift_click_and_dragging_choose_rows(desk):
    table, qtbot = desk.table, desk.qtbot
    desk.click(desk.place_in(1, Column.SPEAKER))
    desk.click(desk.place_in(3, Column.SPEAKER), SHIFT)
    assert table.selection == (1, 3)
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=desk.place_in(6, Column.TIME))
    qtbot.mouseMove(table.viewport(), desk.place_in(3, Column.TIME))
    qtbot.mouseRelease(
        table.viewport(), Qt.MouseButton.LeftButton, pos=desk.place_in(3, Column.TIME)
    )
    assert table.selection in ((3, 6), (6, 6))


def test_a_double_click_opens_time_and_speaker(desk):
    place = desk.place_in(2, Column.TIME)
    desk.click(place)
    desk.qtbot.mouseDClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.caret()[:2] == (2, "time")


@pytest.mark.parametrize("is_open", [False, True])
def test_control_click_on_a_word_asks_to_hear_it(desk, is_open):
    area = desk.table.painter.text_area(2)
    place = area.topLeft() + QPoint(desk.table.fontMetrics().horizontalAdvance("Thanks"), 8)
    target = desk.table.viewport()
    if is_open:
        desk.table.open_cell(2, "text", 0)
        target = desk.editor.viewport()
        place = target.mapFrom(desk.table.viewport(), place)
    desk.qtbot.mouseClick(target, Qt.MouseButton.LeftButton, CTRL, place)
    assert desk.asked == [("play_word_requested", 2, 6)]


def test_what_is_in_sight_stays_when_a_row_above_grows(long_desk):
    table = long_desk.table
    table.set_current(200)
    for row in (150, 199):
        place = table.rowViewportPosition(200)
        assert 0 <= place < table.viewport().height()
        long_desk.apply(edits.set_text(long_desk.episode, row, "Grown. " * 200))
        assert table.rowViewportPosition(200) == place


def test_what_is_in_sight_stays_when_rows_above_come_and_go(long_desk):
    table = long_desk.table
    table.set_current(200)
    place = table.rowViewportPosition(200)
    before = long_desk.episode
    long_desk.apply(edits.delete_items(before, 11, 15))
    assert (table.current, table.rowViewportPosition(195)) == (195, place)
    long_desk.apply(before)
    assert (table.current, table.rowViewportPosition(200)) == (200, place)
    assert long_desk.shown(200) == before.items[200].text


def test_the_current_row_keeps_its_place_while_heights_settle(qtbot):
    desk = Desk(qtbot, long_episode(3000))
    table = desk.table
    table.resize(500, 400)
    table.set_current(2500)
    place = table.rowViewportPosition(2500)
    qtbot.waitUntil(lambda: table.heights.settled, timeout=8000)
    assert table.rowViewportPosition(2500) == place
    assert table.rowHeight(10) == table.painter.row_height(table.lines.items[10])


def test_the_section_stays_on_top_while_scrolling(long_desk):
    table, band = long_desk.table, long_desk.table._band
    assert not band.isVisible()
    table.set_current(90)
    assert band.isVisible()
    assert band.accessibleDescription() == "Part 4"
    assert table.rowViewportPosition(90) >= band.height()
    long_desk.qtbot.mouseClick(band, Qt.MouseButton.LeftButton)
    assert (table.current, table.rowViewportPosition(80)) == (80, 0)


def test_heard_and_current_are_marked_apart(desk):
    accent = desk.table.palette().color(QPalette.ColorRole.Accent)
    desk.table.set_current(1)
    desk.table.set_heard(2)
    assert pixels(desk, 2, Column.MARK, accent) > 20
    assert pixels(desk, 1, Column.MARK, accent) == 0
    desk.table.set_heard(None)
    assert pixels(desk, 2, Column.MARK, accent) == 0


def test_hits_are_marked_in_closed_and_open_texts(desk):
    plain = desk.table.viewport().grab().toImage()
    desk.table.set_search(
        lambda row, part, text: [(20, 27)] if row == 1 and part == "text" else [], (1, "text", 20)
    )
    marked = desk.table.viewport().grab().toImage()
    assert marked != plain
    desk.table.open_cell(1)
    assert len(desk.editor.extraSelections()) == 1
    assert desk.editor.extraSelections()[0].cursor.selectedText() == "bridges"
    desk.table.close_cell()
    desk.table.set_search(None)
    assert pixels(desk, 1, Column.TEXT, desk.table.palette().color(QPalette.ColorRole.Accent)) == 0


def test_following_scrolls_only_when_the_row_leaves_the_middle(long_desk):
    table = long_desk.table
    table.set_follow(True)
    table.set_heard(100)
    third = table.viewport().height() // 3
    assert abs(table.rowViewportPosition(100) - third) <= 1
    value = table.verticalScrollBar().value()
    table.set_heard(101)
    assert table.verticalScrollBar().value() == value
    table.set_heard(108)
    assert table.verticalScrollBar().value() > value


def test_scrolling_by_hand_pauses_following_until_asked_again(long_desk):
    table, told = long_desk.table, []
    table.follow_changed.connect(told.append)
    table.set_follow(True)
    table.set_heard(100)
    wheel(long_desk, -3)
    value = table.verticalScrollBar().value()
    table.set_heard(300)
    assert table.verticalScrollBar().value() == value
    table.set_follow(True)
    assert told == [True, False, True]
    assert table.rowViewportPosition(300) > 0


def test_an_open_cell_pauses_following(long_desk):
    table, told = long_desk.table, []
    table.set_follow(True)
    table.follow_changed.connect(told.append)
    table.open_cell(3)
    assert not table.following
    long_desk.press(Key.Key_Escape)
    assert told == [False, True]


def test_the_wheel_scrolls_over_an_open_cell(long_desk):
    table = long_desk.table
    table.open_cell(3)
    before = long_desk.editor.y()
    wheel(long_desk, -1)
    assert long_desk.editor.y() < before
    area = table.painter.text_area(3)
    assert long_desk.editor.y() == area.y()


def test_cells_say_what_they_are_to_those_who_hear_them(desk):
    index = desk.table.model().index(3, Column.TIME)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "no time"
    desk.table.open_cell(1)
    assert desk.editor.accessibleName() == "Text of 3:50 Alexey"


def test_a_hundred_thousand_rows_are_there_at_once(qtbot):
    table_of = long_episode(100_000)
    table = LineTable()
    qtbot.addWidget(table)
    table.resize(700, 420)
    table.set_episode(table_of)
    table.show()
    table.set_current(99_999)
    bottom = table.rowViewportPosition(99_999) + table.rowHeight(99_999)
    assert 0 < bottom <= table.viewport().height()
    assert not isinstance(table_of.items[99_999], Header)


@pytest.mark.parametrize("seed", range(6))
def test_any_run_of_edits_and_its_undo_leave_the_table_as_the_episode_is(qtbot, seed):
    pick = random.Random(seed)
    desk = Desk(qtbot, long_episode(60))
    seen = [desk.episode]
    for _ in range(25):
        row = pick.randrange(1, len(desk.episode.items) - 1)
        desk.table.open_cell(pick.randrange(len(desk.episode.items)))
        items = list(desk.episode.items)
        match pick.randrange(5):
            case 0:
                del items[row : row + pick.randrange(1, 6)]
            case 1:
                items[row:row] = long_episode(pick.randrange(1, 5)).items
            case 2:
                items[row] = Line("Other words. " * pick.randrange(40), "Noa")
            case 3:
                items[row] = Header(f"New {row}")
            case _:
                items = list(pick.choice(seen).items)
        desk.apply(desk.episode.with_items(tuple(items)))
        seen.append(desk.episode)
        assert [desk.shown(i) for i in range(len(items))] == [item.text for item in items]  # pyright: ignore[reportAttributeAccessIssue]
    table = desk.table
    table.close_cell()
    qtbot.waitUntil(lambda: table.heights.settled)
    heights = [table.rowHeight(i) for i in range(len(desk.episode.items))]
    assert heights == [table.painter.row_height(item) for item in desk.episode.items]
    assert table.lines.headers == [
        i for i, item in enumerate(desk.episode.items) if isinstance(item, Header)
    ]
    assert desk.typed == []


def test_what_is_on_the_screen_is_what_is_there_after_rows_have_moved(qtbot, qapp):
    desk = Desk(qtbot, long_episode(120))
    table = desk.table
    for lines in (1, 1, 3, -2, 5, 1, -4, 2):
        headers = [row for row, item in enumerate(desk.episode.items) if isinstance(item, Header)]
        table.set_current(headers[3])
        _let_paint(qapp)
        moves = moves_by_lines(desk.episode, headers[1:4], lines)
        desk.apply(move_headers(desk.episode, moves))
        headers = [row for row, item in enumerate(desk.episode.items) if isinstance(item, Header)]
        table.set_current(headers[1])
        _let_paint(qapp)
        assert table.heights.settled
        screen = (
            table.screen().grabWindow(table.winId()).toImage().copy(table.viewport().geometry())
        )
        fresh = table.viewport().grab().toImage().convertToFormat(screen.format())
        assert screen == fresh


def _let_paint(qapp) -> None:
    """Let the window paint what it has to, and measure all rows meanwhile."""
    for _ in range(20):
        qapp.processEvents()
        sleep(0.005)


def time_cell(desk, row: int):
    """Grab what is painted in a row's time column, from its right end."""
    table = desk.table
    right = table.columnViewportPosition(Column.TIME) + table.columnWidth(Column.TIME)
    width = QFontMetrics(table.font()).horizontalAdvance("0:00:00") + 6
    height = table.rowHeight(row) - 4
    return table.grab(
        QRect(
            right - width, table.rowViewportPosition(row) + 2 + table.viewport().y(), width, height
        )
    ).toImage()


def assert_time_is_whole(desk, row: int) -> None:
    """Look whether a wider column shows no more of a row's time."""
    desk.table.set_current(row)
    desk.table.set_current(row - 1)
    before = time_cell(desk, row)
    desk.table.setColumnWidth(Column.TIME, desk.table.columnWidth(Column.TIME) + 60)
    desk.qtbot.wait(1)
    assert time_cell(desk, row) == before


def test_times_of_hours_are_shown_whole(qtbot):
    many = [Line("Well.", "Ada", i, f"{i // 60}:{i % 60:02d}") for i in range(3000)]
    desk = Desk(qtbot, Episode(items=(*many, Line("Late.", "Ada", 3901, "1:05:01"), *many[:80])))
    assert_time_is_whole(desk, 3000)


def test_a_line_that_gets_hours_gets_the_room_for_them(desk):
    last = len(desk.episode.items) - 1
    desk.apply(edits.retime(desk.episode, last, 3901))
    assert desk.episode.items[last].label == "1:05:01"
    assert_time_is_whole(desk, last)


def middle_third(desk, row: int) -> bool:
    top, view = desk.table.rowViewportPosition(row), desk.table.viewport().height()
    return view // 3 - 40 <= top <= view * 2 // 3


def test_going_to_a_row_shows_it_among_its_neighbours(long_desk):
    table = long_desk.table
    for row in (200, 57, 331):
        table.go_to(row)
        assert table.current == row
        assert middle_third(long_desk, row), row
    place = table.verticalScrollBar().value()
    table.go_to(332)
    assert table.verticalScrollBar().value() == place, "it was well in sight"
    table.go_to(1)
    assert table.verticalScrollBar().value() == 0


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("size", [(1200, 900), (500, 300), (1200, 150)])
def test_the_current_row_stays_in_sight_in_another_size(long_desk, size, typing):
    table = long_desk.table
    table.set_current(211)
    if typing:
        table.open_cell(211)
    table.resize(*size)
    long_desk.qtbot.wait(1)
    long_desk.qtbot.waitUntil(lambda: table.heights.settled)
    top, height = table.rowViewportPosition(211), table.rowHeight(211)
    assert top + height > 30
    assert top + (0 if typing else height) <= table.viewport().height()
    if typing:
        caret = table.cells.text.cursorRect().translated(table.cells.text.pos())
        assert 0 <= caret.top() < caret.bottom() <= table.viewport().height()
