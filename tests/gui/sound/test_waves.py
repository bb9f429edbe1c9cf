"""The waveform in the window, with real mouse and keys on the sample: seen, moved, heard, taken back."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

from cueline.widgets.pane_frame import WIDTH as FRAME
from tests.media.made_sounds import make_tone

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


class Hand:
    """A hand on the mouse over the waveform of a desk's window."""

    def __init__(self, desk) -> None:
        self.desk = desk
        self.wave = desk.window.panes.waveform

    def settle(self, done, seconds: float = 60.0) -> None:
        """Wait until `done()`; the thread that reads the sound gets its turn."""
        until = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < until, "it took too long"
            QApplication.processEvents()
            time.sleep(0.005)

    def see(self, start: float, end: float) -> None:
        """Wait for the sound and look at a part of it."""
        self.settle(lambda: self.wave.scene.pyramid is not None and not self.wave.scene.progress)
        self.wave.show_range(start, end)
        self.wave.setFocus()

    def place(self, seconds: float, lane: str = "wave") -> QPoint:
        """Return where a time stands."""
        x = round(self.wave.scene.view.x_of(seconds)) + FRAME
        return QPoint(x, getattr(self.wave.lanes, lane).center().y() + FRAME)

    def click(self, seconds: float, lane: str = "wave") -> None:
        """Click at a time."""
        self.desk.qtbot.mouseClick(self.wave, LEFT, pos=self.place(seconds, lane))

    def drag(self, start: float, end: float, modifier=NONE, *, lane="wave", let_go=True) -> None:
        """Drag in steps from one time to another."""
        first, last = self.place(start, lane), self.place(end, lane)
        self._mouse(QEvent.Type.MouseButtonPress, first)
        for share in (0.25, 0.5, 0.75, 1.0):
            self._mouse(QEvent.Type.MouseMove, first + (last - first) * share, modifier)
        if let_go:
            self.let_go(end, modifier, lane)

    def move(self, seconds: float) -> None:
        """Move to a time with the button down."""
        self._mouse(QEvent.Type.MouseMove, self.place(seconds))

    def let_go(self, seconds: float, modifier=NONE, lane: str = "wave") -> None:
        """Take the finger off the button."""
        self._mouse(QEvent.Type.MouseButtonRelease, self.place(seconds, lane), modifier)

    def _mouse(self, kind: QEvent.Type, place: QPoint, modifier=NONE) -> None:
        still = kind == QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if still else LEFT
        down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
        where = QPointF(self.wave.mapToGlobal(place))
        event = QMouseEvent(kind, QPointF(place), where, button, down, modifier)
        QApplication.sendEvent(self.wave, event)


@pytest.fixture
def hand(opened) -> Hand:
    """Return a hand over the sample's waveform, from 30 s to 60 s."""
    found = Hand(opened)
    found.see(30, 60)
    return found


def starts(desk) -> list:
    return [getattr(item, "start", None) for item in desk.items]


def clips(desk) -> list:
    return [(clip.start, clip.end, clip.url) for clip in desk.window.session.episode.clips]


def steps(desk) -> int:
    return desk.window.session.index


def test_the_sound_of_the_sample_is_seen(hand):
    scene = hand.wave.scene
    assert scene.duration == pytest.approx(82, abs=1)
    area, image = hand.wave.lanes.wave, hand.wave.grab().toImage()
    heights = []
    for x in range(10, area.width(), 10):
        column = [image.pixelColor(x, y).name() for y in range(area.top() + 4, area.bottom())]
        heights.append(len(column) - column.count(column[0]))
    assert max(heights) > area.height() / 3
    assert min(heights) < area.height() / 8


def test_a_click_seeks_and_moves_no_edge(hand, opened):
    before = starts(opened)
    hand.click(50.0)
    assert opened.player.position == pytest.approx(50, abs=0.05)
    hand.click(47.02)
    assert opened.player.position == pytest.approx(47, abs=0.08)
    assert starts(opened) == before
    assert steps(opened) == 0


def test_a_click_on_a_line_s_name_goes_to_the_line(hand, opened):
    hand.click(51.0, "lines")
    assert opened.window.panes.table.current == 12, "the first of two lines of that time"


def test_a_dragged_start_takes_along_what_stood_there(hand, opened):
    before = opened.window.session.episode
    hand.drag(47.0, 49.5)
    assert (starts(opened)[12], starts(opened)[13]) == (49, 49)
    assert opened.note == "0:47 → 0:49, with 1 paragraph"
    assert steps(opened) == 1
    opened.press("Ctrl+Z")
    assert opened.window.session.episode == before
    assert opened.window.session.clean


def test_a_dragged_section_takes_its_line_and_its_clip_along(hand, opened):
    hand.drag(43.0, 41.5)
    assert starts(opened)[11] == 41
    url = "https://www.youtube.com/watch?v=cueline0001&t="
    assert clips(opened)[1] == (21, 41, f"{url}21")
    assert clips(opened)[2] == (41, 63, f"{url}41")
    opened.press("Ctrl+Z")
    assert starts(opened)[11] == 43
    assert clips(opened)[2] == (43, 63, f"{url}43")


def test_with_ctrl_a_start_is_moved_alone(hand, opened):
    hand.drag(47.0, 49.5, CTRL)
    assert (starts(opened)[12], starts(opened)[13]) == (49, 47)
    assert steps(opened) == 1


def test_a_dragged_clip_edge_changes_its_three_values_and_no_line(hand, opened):
    before = starts(opened)
    hand.drag(43.0, 41.5, lane="clips")
    url = "https://www.youtube.com/watch?v=cueline0001&t="
    assert clips(opened)[1:3] == [(21, 41, f"{url}21"), (41, 63, f"{url}41")]
    assert starts(opened) == before
    opened.press("Ctrl+Z")
    assert clips(opened)[2][0] == 43


def test_with_ctrl_a_clip_edge_moves_one_side_alone(hand, opened):
    hand.drag(43.0, 45.5, CTRL, lane="clips")
    assert [(c[0], c[1]) for c in clips(opened)[1:3]] == [(21, 43), (45, 63)]
    assert (hand.wave.edge.index, hand.wave.edge.seconds) == (2, 45)
    hand.drag(45.0, 47.5, lane="clips")
    assert [(c[0], c[1]) for c in clips(opened)[1:3]] == [(21, 43), (47, 63)]
    hand.drag(43.0, 41.5, lane="clips")
    assert [(c[0], c[1]) for c in clips(opened)[1:3]] == [(21, 41), (47, 63)]
    assert hand.wave.edge.seconds == 41
    hand.wave.setFocus()
    opened.press("Alt+Left")
    assert [(c[0], c[1]) for c in clips(opened)[1:3]] == [(21, 40), (47, 63)]


def test_what_happens_during_a_drag_moves_no_other_line(hand, opened):
    opened.window.editing.delete_rows(2, 2)
    before = starts(opened)
    assert before[11] == 47
    hand.drag(47.0, 49.5, let_go=False)
    opened.window.editing.undo()
    hand.let_go(49.5)
    assert starts(opened)[12] == 49
    assert starts(opened)[:12] == [*before[:2], 8, *before[2:11]]


def test_a_drag_of_what_moved_meanwhile_is_given_up(hand, opened):
    hand.drag(47.0, 50.5)
    assert starts(opened)[12] == 50
    hand.drag(50.0, 52.5, let_go=False)
    opened.window.editing.undo()
    hand.move(52.0)
    hand.let_go(52.5)
    assert starts(opened)[12] == 47


def test_escape_gives_a_drag_up(hand, opened):
    before = starts(opened)
    hand.drag(47.0, 50.0, let_go=False)
    opened.press("Esc")
    assert opened.note == "The edge stays at 0:47."
    hand.let_go(50.0)
    assert starts(opened) == before
    assert steps(opened) == 0


def test_a_dragged_edge_is_heard_where_it_would_be_written(hand, opened):
    hand.drag(47.0, 49.5, let_go=False)
    hand.settle(lambda: opened.player.state == "playing")
    assert opened.player.position == pytest.approx(49.0)
    opened.player.advance(1.0)
    assert opened.player.state == "paused"
    assert opened.player.position == pytest.approx(49.4, abs=0.06)
    hand.let_go(49.5)
    assert starts(opened)[12] == 49


def test_after_escape_nothing_is_heard(hand, opened):
    opened.window.listening.seek(33.0)
    hand.drag(47.0, 50.0, let_go=False)
    opened.press("Esc")
    until = time.monotonic() + 0.4
    hand.settle(lambda: time.monotonic() > until)
    assert opened.player.state == "paused"
    assert opened.player.position == 33.0
    hand.let_go(50.0)


def test_an_edge_snaps_to_where_the_playhead_was_when_the_drag_began(hand, opened):
    opened.window.listening.seek(51.3)
    hand.drag(47.0, 50.5, SHIFT, let_go=False)
    hand.settle(lambda: opened.player.state == "playing")
    hand.move(50.6)
    hand.move(51.25)
    assert hand.wave.scene.drag.target == (51, "the playhead")
    hand.let_go(51.25)
    assert starts(opened)[12] == 51


def test_everything_goes_by_keys_too(hand, opened):
    hand.click(46.0)
    opened.press("N")
    assert hand.wave.edge.index == 12
    opened.press("Alt+Right", "Alt+Right")
    assert (starts(opened)[12], starts(opened)[13]) == (49, 49)
    assert steps(opened) == 1
    opened.press("Alt+Shift+Left")
    assert (starts(opened)[12], starts(opened)[13]) == (48, 49)
    opened.press("Tab")
    assert hand.wave.edge.seconds == 49
    opened.press("Shift+Tab")
    assert hand.wave.edge.seconds == 48


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [("Q", 46.5, 47), ("W", 47, 47.5), ("E", 47, 47.5), ("D", 55.5, 56)],
)
def test_one_key_hears_the_chosen_edge(hand, opened, key, start, end):
    opened.go(5)
    hand.wave.setFocus()
    hand.wave.select_edge("line", 12)
    opened.press(key)
    assert opened.player.state == "playing"
    assert opened.player.position == pytest.approx(start)
    opened.player.advance(2)
    assert opened.player.state == "paused"
    assert opened.player.position == pytest.approx(end, abs=0.06)


def test_in_the_table_these_keys_hear_the_row(hand, opened):
    hand.wave.select_edge("line", 12)
    opened.go(8)
    opened.press("Q")
    assert opened.player.position == pytest.approx(34.5)
    opened.press("W")
    assert opened.player.position == pytest.approx(36)


def test_zooming_by_keys_and_from_the_menu(hand, opened):
    def span() -> float:
        start, end = hand.wave.view_span
        return end - start

    before = span()
    opened.press("Ctrl++")
    assert span() < before
    opened.press("Ctrl+-")
    assert span() == pytest.approx(before)
    opened.press("0")
    assert span() >= 82
    opened.go(12)
    opened.press("Z")
    start, end = hand.wave.view_span
    assert start < 47
    assert end > 56
    assert end - start < 14
    height = hand.wave.lanes.wave.height()
    opened.do("wave.overview")
    assert 0 < hand.wave.lanes.wave.height() < height
    opened.do("wave.overview")
    assert hand.wave.lanes.wave.height() == height


def test_the_current_line_is_lit(hand, opened):
    opened.go(5)
    place = QPoint(hand.place(51.0).x(), hand.wave.lanes.wave.top() + FRAME + 2)
    dark = hand.wave.grab().toImage().pixelColor(place)
    opened.go(12)
    assert hand.wave.grab().toImage().pixelColor(place) != dark
    opened.go(14)
    assert hand.wave.grab().toImage().pixelColor(place) == dark


def test_a_sound_that_was_cut_off_says_where_it_ended(desk, sample):
    sound = sample.with_suffix(".mp3")
    data = sound.read_bytes()
    sound.write_bytes(data[: len(data) // 2] + bytes(20_000))
    desk.start(sample)
    hand = Hand(desk)
    hand.see(0, 82)
    hand.settle(lambda: sound.name in told(desk), 5)
    assert 35 < hand.wave.scene.duration < 50


def test_a_file_without_sound_says_so_where_the_sound_would_be(desk, sample):
    sound = sample.with_suffix(".mp3")
    sound.write_bytes(b"These are only words.\n" * 200)
    desk.start(sample)
    hand = Hand(desk)
    hand.settle(lambda: sound.name in hand.wave.accessibleDescription())
    assert hand.wave.accessibleDescription().endswith(".")
    desk.go(12)
    assert desk.window.panes.table.current == 12


def test_another_sound_takes_the_place_of_the_first(hand, opened, tmp_path):
    opened.window.listening.choose(make_tone(tmp_path / "tone.wav", 5.0))
    hand.settle(lambda: hand.wave.scene.duration == pytest.approx(5.0, abs=0.1))


def told(desk) -> str:
    notices = desk.window.panes.notices
    return " ".join(label.text() for label in notices.findChildren(QLabel))


def test_hearing_how_an_edge_ends_leaves_it_in_sight(opened):
    hand = Hand(opened)
    hand.see(20.0, 21.3)
    wave = hand.wave
    opened.window.listening.seek(20.5)
    wave.select_edge("line", 5)
    before = wave.view_span
    opened.press("D")
    assert opened.window.listening.now() > before[1]
    opened.player.advance(1.0)
    assert wave.view_span == before
    opened.press("Space")
    opened.player.advance(2.0)
    assert wave.view_span != before
