"""Clips: edges to the playhead, names, cuts."""

from PySide6.QtCore import QPoint, Qt

from cueline.episode import Clip


def clips(desk):
    return desk.window.session.episode.clips


def test_one_key_moves_the_nearest_edge_to_the_playhead(opened):
    opened.go(1)
    opened.window.listening.seek(45.2)
    opened.press("Ctrl+E")
    assert (clips(opened)[1].end, clips(opened)[2].start) == (45, 45)
    assert clips(opened)[2].url.endswith("&t=45")
    assert opened.note == "Clip edge 0:43 → 0:45, where What the recordings miss begins"
    opened.press("Ctrl+Z")
    assert (clips(opened)[1].end, clips(opened)[2].start) == (43, 43)


def test_with_the_focus_on_a_clip_its_own_start_moves(opened):
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(1)
    opened.window.listening.seek(38.0)
    opened.press("Ctrl+E")
    assert (clips(opened)[0].end, clips(opened)[1].start) == (38, 38)


def test_an_edge_cannot_pass_another_and_that_is_said(opened):
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(1)
    opened.window.listening.seek(50.0)
    opened.press("Ctrl+E")
    assert clips(opened)[1].start == 21
    assert "has to stay between" in opened.note


def test_splitting_and_deleting_a_clip(opened):
    opened.go(1)
    opened.window.listening.seek(30.0)
    opened.press("Ctrl+Shift+E")
    assert [clip.start for clip in clips(opened)] == [0, 21, 30, 43, 63]
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(2)
    opened.press("Delete")
    assert [clip.start for clip in clips(opened)] == [0, 21, 43, 63]


def test_renaming_a_clip_in_its_table(opened):
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(1)
    opened.press("F2", "Ctrl+A")
    opened.type("Ears")
    opened.press("Return")
    opened.qtbot.waitUntil(lambda: clips(opened)[1].name == "Ears")


def test_clips_from_the_sections_are_proposed_and_are_one_step(opened):
    opened.go(1)
    opened.window.listening.seek(30.0)
    opened.press("Ctrl+Shift+E")
    opened.do("clip.from_sections")
    assert "4 clips" in opened.question().text()
    opened.answer("Make Clips")
    assert [clip.name for clip in clips(opened)] == [
        s.title for s in opened.window.session.episode.sections
    ]
    opened.press("Ctrl+Z")
    assert len(clips(opened)) == 5
    assert all(isinstance(clip, Clip) for clip in clips(opened))


def test_the_clip_chosen_in_the_table_is_lit_in_the_waveform_and_the_other_way_round(opened):
    wave, clips = opened.window.panes.waveform, opened.window.panes.clips
    clips.setFocus()
    opened.press("Down")
    assert wave.scene.clip == clips.current == 1
    opened.press("Down")
    assert wave.scene.clip == clips.current == 2
    opened.qtbot.waitUntil(lambda: wave.scene.pyramid is not None, timeout=20_000)
    wave.zoom_fit()
    lane = wave.lanes.clips
    first = opened.window.session.episode.clips[0]
    x = wave.scene.view.x_of((first.start + first.end) / 2)
    opened.qtbot.mouseClick(
        wave, Qt.MouseButton.LeftButton, pos=QPoint(round(x), lane.center().y() + 2)
    )
    assert clips.current == wave.scene.clip == 0
