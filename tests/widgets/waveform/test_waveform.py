"""The waveform by hand: what is seen, and what it asks for by mouse and keys."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cueline.episode import Line
from cueline.widgets.pane_frame import WIDTH as FRAME
from cueline.widgets.theme import DARK, LIGHT, palette_of
from cueline.widgets.waveform.overlay import drag_label
from cueline.widgets.waveform.waveform import Waveform
from tests.widgets.wave_desk import CTRL, NONE, SHIFT, Desk, Key, episode, sound


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot)


@pytest.fixture
def fine(qtbot):
    """A desk with an episode that has hundredths of a second."""
    return Desk(qtbot, episode(precision=2))


def wheel(desk, x, turn, modifier=NONE, sideways=0):
    place = QPointF(x, 100)
    event = QWheelEvent(
        place,
        desk.wave.mapToGlobal(place),
        QPoint(),
        QPoint(sideways, turn),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(desk.wave, event)


def test_before_there_is_sound_it_is_calm_and_loads_nothing():
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; a = QApplication([]);"
        "from cueline.widgets.waveform.waveform import Waveform; w = Waveform(); w.resize(600, 200);"
        "w.set_message('No sound yet: choose one.'); w.show(); image = w.grab().toImage();"
        "print('numpy' in sys.modules, len({image.pixel(x, 100) for x in range(150, 450)}) > 3)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_click_seeks_also_beside_an_edge(desk):
    desk.qtbot.mouseClick(desk.wave, Qt.MouseButton.LeftButton, NONE, desk.place(30))
    desk.qtbot.mouseClick(desk.wave, Qt.MouseButton.LeftButton, NONE, desk.place(20.2))
    assert [round(v[0]) for v in desk.said["seek_requested"]] == [30, 20]
    assert not desk.said["edge_moved"]


def test_three_pixels_are_a_click_and_four_are_a_drag(desk):
    start = desk.place(55)
    desk.drag(start, start + QPoint(3, 0))
    assert not desk.said["edge_moved"]
    assert len(desk.said["seek_requested"]) == 1
    desk.drag(start, start - QPoint(20, 0))
    assert len(desk.said["edge_moved"]) == 1


def test_a_dragged_line_is_written_in_whole_seconds(desk):
    desk.drag_time(55, 61.7)
    assert desk.said["edge_moved"] == [("line", 7, 61.0, 1, False)]
    assert all(v[2] == int(v[2]) for v in desk.said["edge_dragging"])
    assert desk.episode.items[7].start == 61
    assert desk.wave.edge.seconds == 61


def test_a_fine_file_gets_fine_times(fine):
    fine.wave.show_range(50, 60)
    fine.drag_time(55, 56.37)
    [(kind, index, seconds, _, _)] = fine.said["edge_moved"]
    assert (kind, index) == ("line", 7)
    assert seconds == pytest.approx(56.37, abs=0.02)


def test_one_drag_is_one_gesture(desk):
    desk.drag_time(55, 60.5)
    desk.drag_time(60, 65)
    first, second = desk.said["edge_moved"]
    assert first[3] != second[3]


def test_an_edge_snaps_to_another_one_and_shift_goes_free(fine):
    fine.drag_time(80, 90.3)
    assert fine.said["edge_moved"][-1][2] == 90
    fine.drag_time(55, 40.4, SHIFT)
    assert fine.said["edge_moved"][-1][2] == pytest.approx(40.4, abs=0.1)
    assert fine.said["edge_moved"][-1][2] != 40


def test_an_edge_snaps_to_the_playhead(fine):
    fine.wave.set_playhead(63.21)
    fine.drag_time(55, 63.5)
    assert fine.said["edge_moved"][-1][2] == 63.21


def test_an_edge_snaps_to_where_the_voice_sets_in(qtbot):
    desk = Desk(qtbot, episode(precision=2), sound(100, ((0, 50), (60, 100))))
    desk.drag_time(55, 60.3)
    assert desk.said["edge_moved"][-1][2] == pytest.approx(59.96, abs=0.02)


def test_the_label_of_the_chosen_edge_covers_no_sound(desk):
    before = desk.picture()
    desk.wave.select_edge("line", 7)
    after = desk.picture()
    lanes, x = desk.wave.lanes, desk.place(55).x()
    for lane in (lanes.wave, lanes.heads, lanes.clips):
        for y in range(lane.top() + FRAME, lane.bottom()):
            for beside in (x - 12, x + 12, x + 40):
                assert after.pixelColor(beside, y) == before.pixelColor(beside, y)
    told = desk.place(55).x(), lanes.ruler.center().y() + FRAME
    assert any(
        after.pixelColor(told[0] + by, told[1]) != before.pixelColor(told[0] + by, told[1])
        for by in range(-40, 40)
    )


def test_the_value_stands_above_the_edge_while_it_is_dragged(desk):
    before = desk.picture()
    desk.drag_time(55, 61.7, let_go=False)
    assert drag_label(desk.wave.scene) == "0:55 → 1:01 (+6 s)"
    chip = desk.place(61).x() + 40, desk.wave.lanes.ruler.center().y() + FRAME
    assert desk.picture().pixelColor(*chip) != before.pixelColor(*chip)
    desk.release(desk.place(61.7))


def test_escape_gives_a_drag_up(desk):
    desk.drag_time(55, 61, let_go=False)
    desk.key(Key.Key_Escape)
    desk.move(desk.place(70))
    desk.release(desk.place(70))
    assert not desk.said["edge_moved"]
    assert not desk.said["seek_requested"]
    assert desk.said["message"][-1] == ("The edge stays at 0:55.",)
    desk.drag_time(55, 58)
    assert desk.said["edge_moved"]


def test_back_where_it_was_nothing_is_moved(desk):
    desk.press(desk.place(55))
    desk.move(desk.place(65))
    desk.move(desk.place(55))
    desk.release(desk.place(55))
    assert not desk.said["edge_moved"]
    assert not desk.said["seek_requested"]


def test_a_section_goes_with_its_first_line_and_the_clip_edge(desk):
    desk.drag_time(40, 44.2)
    assert desk.said["edge_moved"][0][:3] == ("section", 5, 44)
    assert desk.episode.items[6].start == 44
    assert desk.episode.clips[0].end == desk.episode.clips[1].start == 44


def test_ctrl_leaves_behind_what_stood_at_the_same_time(desk):
    desk.drag_time(40, 44.2, CTRL)
    assert desk.said["edge_moved"][0] == ("section", 5, 44, 1, True)
    assert desk.episode.clips[1].start == 40


def test_ctrl_counts_also_while_the_mouse_stands_still(desk):
    desk.drag_time(40, 44.2, let_go=False)
    desk.qtbot.keyPress(desk.wave, Key.Key_Control)
    assert drag_label(desk.wave.scene).endswith("· alone")
    desk.qtbot.keyRelease(desk.wave, Key.Key_Control)
    desk.release(desk.place(44.2))
    assert desk.said["edge_moved"][0][4] is False


def test_a_clip_edge_is_dragged_in_its_lane_and_stays_inside(desk):
    desk.drag_time(40, 47.5, lane="clips")
    assert desk.said["edge_moved"] == [("clip", 1, 47, 1, False)]
    assert [c.start for c in desk.episode.clips] == [0, 47]
    desk.drag_time(47, 99, lane="clips")
    assert desk.said["edge_moved"][-1][2] == 89


def test_edges_on_top_of_each_other_fan_out(desk):
    desk.move(desk.place(40), down=False)
    desk.qtbot.waitUntil(lambda: desk.wave.scene.fan is not None)
    fan = desk.wave.scene.fan
    assert [e.kind for e in fan.edges] == ["section", "clip"]
    row = fan.row_of(fan.edges[1]).center() + QPoint(2, 2)
    desk.move(row, down=False)
    desk.drag(row, row + QPoint(50, 0))
    kind, index, seconds, _, _ = desk.said["edge_moved"][0]
    assert (kind, index, seconds) == ("clip", 1, 45)
    assert desk.episode.items[6].start == 40


def test_the_second_paragraph_can_be_moved_alone_from_the_fan(desk):
    desk.move(desk.place(20), down=False)
    desk.qtbot.waitUntil(lambda: desk.wave.scene.fan is not None)
    fan = desk.wave.scene.fan
    row = fan.row_of(fan.edges[1]).center() + QPoint(2, 2)
    desk.drag(row, row + QPoint(60, 0))
    assert [desk.episode.items[i].start for i in (2, 3)] == [20, 26]


def test_a_fan_closes_when_the_mouse_goes_away(desk):
    desk.move(desk.place(40), down=False)
    desk.qtbot.waitUntil(lambda: desk.wave.scene.fan is not None)
    desk.move(desk.place(10), down=False)
    assert desk.wave.scene.fan is None


def test_clips_and_lines_are_chosen_by_a_click_on_their_names(desk):
    desk.qtbot.mouseClick(desk.wave, Qt.MouseButton.LeftButton, NONE, desk.place(60, "clips"))
    desk.qtbot.mouseClick(desk.wave, Qt.MouseButton.LeftButton, NONE, desk.place(60, "lines"))
    desk.qtbot.mouseDClick(desk.wave, Qt.MouseButton.LeftButton, NONE, desk.place(45))
    assert desk.said["clip_chosen"] == [(1,)]
    assert desk.said["line_chosen"] == [(7,), (6,)]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_chosen_clip_is_lit_in_its_lane(desk, colours):
    def look(seconds):
        picture = desk.wave.grab().toImage()
        lane = desk.wave.lanes.clips
        x = desk.place(seconds, "clips").x()
        ground, foot = (lane.top() + 5 + FRAME, lane.bottom() - 2 + FRAME)
        return [picture.pixelColor(x, y) for y in (ground, foot)]

    desk.wave.setPalette(palette_of(colours))
    before, other = look(62), look(12)
    desk.wave.set_clip(1)
    ground, foot = look(62)
    assert abs(ground.lightness() - before[0].lightness()) > 15
    assert foot == palette_of(colours).accent().color()
    assert contrast(ground, palette_of(colours).text().color()) > 4.5
    assert look(12) == other
    desk.wave.set_clip(None)
    assert look(62) == before


def contrast(one, other):
    """Return the contrast of two colours, as the web's guidelines for accessibility reckon it."""

    def light(colour):
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        red, green, blue = (
            p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_wheel_zooms_at_the_mouse(desk):
    x = desk.x(30)
    wheel(desk, x, 240)
    start, end = desk.wave.view_span
    assert end - start < 80
    assert desk.x(30) == pytest.approx(x, abs=1)
    wheel(desk, x, -240, CTRL)
    assert desk.wave.view_span == pytest.approx((-0.8, 100.8), abs=1)


def test_the_view_is_moved_by_wheel_and_ruler(desk):
    desk.wave.show_range(40, 60)
    wheel(desk, 500, -120, SHIFT)
    assert desk.wave.view_span[0] > 41
    wheel(desk, 500, 0, sideways=120)
    assert desk.wave.view_span[0] == pytest.approx(39.84, abs=0.1)
    desk.drag_time(50, 55, lane="ruler")
    assert desk.wave.view_span[0] == pytest.approx(34.8, abs=0.2)
    assert not desk.said["seek_requested"]


def test_keys_zoom_and_move_the_view(desk):
    desk.wave.set_playhead(50)
    desk.key(Key.Key_Plus)
    desk.key(Key.Key_Plus)
    start, end = desk.wave.view_span
    assert end - start == pytest.approx(101.6 / 2.25, abs=0.5)
    assert start < 50 < end
    desk.key(Key.Key_PageDown)
    assert desk.wave.view_span[0] > start + 20
    desk.key(Key.Key_Minus)
    desk.wave.zoom_fit()
    assert desk.wave.view_span == pytest.approx((-0.8, 100.8), abs=0.1)
    assert len(desk.said["view_changed"]) == 5


def test_no_view_is_shorter_than_a_second_or_longer_than_the_sound(desk):
    for _ in range(40):
        desk.wave.zoom_in()
    start, end = desk.wave.view_span
    assert end - start == pytest.approx(1)
    for _ in range(40):
        desk.wave.zoom_out()
    assert desk.wave.view_span == pytest.approx((-0.8, 100.8), abs=0.1)


def test_the_playhead_is_followed_by_turning_pages(desk):
    desk.wave.show_range(0, 20)
    desk.wave.set_follow(True)
    for tenth in range(250):
        desk.wave.set_playhead(tenth / 10)
    assert desk.wave.view_span[0] > 15
    assert len(desk.said["view_changed"]) == 2


def test_the_view_moves_under_a_steady_playhead(desk):
    desk.wave.show_range(0, 20)
    desk.wave.set_follow(True, steady=True)
    places = []
    for second in range(20, 40):
        desk.wave.set_playhead(second)
        places.append(desk.x(second))
    assert max(places) - min(places) <= 1


def test_following_waits_while_the_user_looks_elsewhere(desk):
    desk.wave.set_follow(True)
    desk.wave.show_range(0, 20)
    desk.wave.set_playhead(10)
    desk.wave.show_range(60, 80)
    desk.wave.set_playhead(11)
    assert desk.wave.view_span[0] == pytest.approx(60, abs=0.5)
    desk.wave.set_follow(True)
    assert desk.wave.view_span[0] < 11 < desk.wave.view_span[1]


def test_the_playhead_is_where_the_sound_is(desk):
    plain = desk.picture()
    desk.wave.set_playhead(30)
    x, y = desk.x(30), desk.wave.lanes.ruler.top() + 4
    assert desk.picture().pixelColor(x, y) != plain.pixelColor(x, y)
    desk.wave.set_playhead(70)
    assert desk.picture().pixelColor(x, y) == plain.pixelColor(x, y)


def test_the_current_line_is_lit_and_the_heard_one_has_a_bar(desk):
    plain = desk.column(desk.x(60)), desk.column(desk.x(60), "lines")
    desk.wave.set_current(7)
    lit = desk.column(desk.x(60)), desk.column(desk.x(60), "lines")
    assert lit[0] != plain[0]
    assert desk.column(desk.x(85)) == plain[0]
    desk.wave.set_current(None)
    desk.wave.set_heard(7)
    assert desk.column(desk.x(60)) == plain[0]
    heard = desk.column(desk.x(60), "lines")
    assert heard[-3:] != plain[1][-3:]
    assert heard[-3:] != lit[1][-3:]


def test_a_retimed_line_stands_at_its_new_place(desk):
    before = desk.column(desk.x(62)), desk.column(desk.x(55))
    desk.apply(
        desk.episode.with_items(
            tuple(
                replace(i, start=62) if n == 7 and isinstance(i, Line) else i
                for n, i in enumerate(desk.episode.items)
            )
        )
    )
    assert desk.column(desk.x(62)) != before[0]
    assert desk.column(desk.x(55)) != before[1]


def test_an_offset_moves_the_sound_not_the_edges(qtbot):
    desk = Desk(qtbot, peaks=sound(100, ((10, 20),)))
    edge = desk.column(desk.x(55))
    quiet = desk.column(desk.x(32))
    desk.wave.set_offset(15)
    desk.wave.show_range(0, 100)
    assert desk.column(desk.x(32)) != quiet
    assert edge.count(edge[0]) == desk.column(desk.x(55)).count(edge[0])
    desk.qtbot.mouseClick(desk.wave, Qt.MouseButton.LeftButton, NONE, desk.place(60))
    assert round(desk.said["seek_requested"][0][0]) == 60


def test_edges_are_chosen_and_nudged_by_keys_alone(desk):
    desk.wave.set_playhead(53)
    desk.wave.nudge(1)
    assert not desk.said["edge_moved"]
    assert desk.said["message"][-1] == ("0:55: Tomas, “With a ruler.”",)
    desk.wave.nudge(1)
    desk.wave.nudge(1)
    assert [v[:3] for v in desk.said["edge_moved"]] == [("line", 7, 56), ("line", 7, 57)]
    assert len({v[3] for v in desk.said["edge_moved"]}) == 1
    desk.wave.step_edge(1)
    assert desk.said["edge_chosen"][-1][0].index == 8
    desk.wave.step_edge(-1)
    desk.wave.step_edge(-1)
    assert desk.wave.edge.kind == "section"
    desk.wave.nudge(-1, alone=True)
    assert desk.said["edge_moved"][-1][2:] == (39, desk.said["edge_moved"][-1][3], True)


def test_a_nudge_is_a_tenth_in_a_fine_file(fine):
    fine.wave.select_edge("line", 7)
    fine.wave.nudge(-1)
    assert fine.said["edge_moved"][-1][2] == 54.9


def test_the_first_line_of_a_section_has_the_edge_of_the_section(desk):
    desk.wave.select_edge("line", 6)
    assert (desk.wave.edge.kind, desk.wave.edge.index) == ("section", 5)


def test_escape_lets_go_of_the_chosen_edge(desk):
    desk.wave.select_edge("line", 7)
    desk.key(Key.Key_Escape)
    assert desk.wave.edge is None


def test_zooming_to_a_line_shows_it_whole(desk):
    desk.wave.zoom_to_line(7)
    start, end = desk.wave.view_span
    assert start < 55
    assert 80 < end < 90


def test_the_overview_takes_the_view_along(desk):
    desk.wave.set_overview(True)
    desk.wave.show_range(0, 10)
    place = QPoint(desk.wave.width() // 2, desk.wave.lanes.overview.center().y() + 2)
    desk.qtbot.mouseClick(desk.wave, Qt.MouseButton.LeftButton, NONE, place)
    start, end = desk.wave.view_span
    assert (start + end) / 2 == pytest.approx(50, abs=1)
    assert not desk.said["seek_requested"]
    assert len(set(desk.column(place.x(), "overview"))) > 2


def test_so_many_edges_are_a_picture_and_cannot_be_moved_by_mistake(qtbot):
    lines = tuple(Line("Word.", "Nora", n / 10) for n in range(1000))
    desk = Desk(qtbot, replace(episode(precision=1), items=lines, clips=()))
    desk.drag_time(50, 55)
    assert not desk.said["edge_moved"]
    desk.wave.show_range(50, 54)
    desk.drag_time(52, 52.3)
    assert len(desk.said["edge_moved"]) == 1


def test_colours_follow_the_palette(desk):
    desk.wave.setPalette(palette_of(LIGHT))
    light = desk.colour(desk.x(10), desk.wave.lanes.heads.bottom())
    desk.wave.setPalette(palette_of(DARK))
    dark = desk.colour(desk.x(10), desk.wave.lanes.heads.bottom())
    assert light.lightness() > 200
    assert dark.lightness() < 60


def test_taking_the_sound_away_leaves_the_sentence(desk):
    desk.wave.set_message("The sound is gone.")
    desk.wave.set_peaks(None)
    empty = desk.picture()
    desk.wave.set_progress("Reading the sound: 40 %")
    assert desk.picture() != empty
    desk.drag_time(55, 60)
    assert not desk.said["edge_moved"]
    assert desk.wave.accessibleDescription() == "The sound is gone."


def test_a_sound_that_grows_keeps_the_view(desk):
    desk.wave.show_range(40, 50)
    desk.wave.set_peaks(sound(120))
    assert desk.wave.view_span == pytest.approx((39.9, 50.1), abs=0.2)
    desk.wave.zoom_fit()
    assert desk.wave.view_span[1] > 120


@pytest.mark.parametrize("height", [40, 90, 130, 400])
def test_the_wave_keeps_room_at_every_height(desk, height):
    desk.wave.setMinimumSize(0, 0)
    desk.wave.resize(500, height)
    QTest.qWait(1)
    assert desk.wave.lanes.wave.height() >= min(height * 0.3, 24)
    assert len(set(desk.column(desk.x(10)))) > 1


def test_it_is_named_for_who_cannot_see_it(desk):
    assert desk.wave.objectName() == "waveform"
    assert desk.wave.accessibleName() == "Waveform"
    desk.wave.select_edge("clip", 1)
    assert desk.wave.accessibleDescription() == "0:40: clip Career"


def test_it_is_sharp_on_fine_screens():
    code = (
        "from PySide6.QtWidgets import QApplication; a = QApplication([]);"
        "from tests.widgets.wave_desk import sound, episode;"
        "from cueline.widgets.waveform.waveform import Waveform; w = Waveform(); w.resize(600, 200);"
        "w.set_episode(episode()); w.set_peaks(sound()); w.show(); i = w.grab().toImage();"
        "print(i.width(), w._image.width())"
    )
    env = {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": "."}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )
    assert done.stdout.split() == ["1200", "1192"]


def test_waveforms_do_not_share_anything(qtbot):
    one, two = Waveform(), Waveform()
    qtbot.addWidget(one)
    qtbot.addWidget(two)
    one.set_peaks(sound(10))
    assert two.scene.pyramid is None


def fingers(desk, *places):
    """Put two fingers on the waveform, move them from place to place (a pair of x each), and lift them."""
    device = QTest.createTouchDevice()
    for step, pair in enumerate(places):
        touch = QTest.touchEvent(desk.wave, device, False)
        for number, x in enumerate(pair):
            move = touch.move if step else touch.press
            move(number, QPoint(x, 120), desk.wave)
        touch.commit()
    touch = QTest.touchEvent(desk.wave, device, False)
    for number, x in enumerate(places[-1]):
        touch.release(number, QPoint(x, 120), desk.wave)
    touch.commit()


def test_two_fingers_zoom_where_they_are(desk):
    desk.wave.show_range(20, 80)
    middle = desk.wave.scene.view.time_at(500 - FRAME)
    span = desk.wave.scene.view.span
    fingers(desk, (450, 550), (430, 570), (400, 600), (350, 650), (300, 700))
    assert desk.wave.scene.view.span < span / 2
    assert desk.wave.scene.view.time_at(500 - FRAME) == pytest.approx(middle, abs=1)
    assert desk.said["edge_moved"] == desk.said["seek_requested"] == []


def test_one_finger_is_a_mouse(desk):
    fingers(desk, (500,))
    assert len(desk.said["seek_requested"]) == 1
    fingers(desk, (300, 320), (300, 400))
    desk.drag_time(60, 70)
    assert len(desk.said["seek_requested"]) == 1
