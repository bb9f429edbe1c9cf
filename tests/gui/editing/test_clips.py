"""Clips: edges to the playhead, names, cuts."""

import pytest
from PySide6.QtCore import QPoint, Qt

from cueline.episode import Clip
from cueline.widgets.proposals.proposal_dialog import ProposalDialog
from cueline.widgets.proposals.proposal_list import ProposalList


def clips(desk):
    return desk.window.session.episode.clips


def test_one_key_moves_the_nearest_edge_to_the_playhead(opened):
    opened.go(1)
    opened.window.listening.seek(45.2)
    opened.press("Ctrl+E")
    assert (clips(opened)[1].end, clips(opened)[2].start) == (45, 45)
    assert clips(opened)[2].url.endswith("&t=45")
    assert opened.note == (
        "Clip edge 0:43 → 0:45, where What the recordings miss begins · exactly the place shown"
    )
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


def test_at_a_header_its_own_clip_is_marked_and_the_one_that_is_deleted_is_named(opened):
    header = next(i for i, item in enumerate(opened.items) if item.text == clips(opened)[2].name)
    opened.go(header - 1)
    assert opened.window.panes.clips.current == 1
    opened.press("Down")
    assert opened.window.panes.table.current == header
    assert opened.window.panes.clips.current == 2
    opened.do("clip.delete")
    assert [clip.start for clip in clips(opened)] == [0, 21, 63]
    assert opened.note == ("Deleted the clip “What the recordings miss”. Undo brings it back.")
    assert opened.window.panes.clips.current is None  # the header has none any more
    opened.do("clip.delete")
    assert len(clips(opened)) == 3
    assert opened.note == "No clip is marked. Choose one in the list of clips."


def test_what_is_wrong_with_a_new_clip_stays_marked_when_it_is_saved(opened):
    shown = opened.window.panes.clips.model()
    opened.go(1)
    opened.window.listening.seek(30.0)
    opened.press("Ctrl+Shift+E")  # a clip that begins at no section
    opened.qtbot.waitUntil(lambda: shown.problem_at(2) is not None)
    opened.save()
    opened.qtbot.waitUntil(lambda: opened.window.checking.known)
    assert shown.problem_at(2) is not None
    opened.press("Ctrl+Z")
    opened.press("Ctrl+Shift+Z")
    opened.qtbot.waitUntil(lambda: shown.problem_at(2) is not None)


def test_renaming_a_clip_in_its_table(opened):
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(1)
    opened.press("F2", "Ctrl+A")
    opened.type("Ears")
    opened.press("Return")
    opened.qtbot.waitUntil(lambda: clips(opened)[1].name == "Ears")


def test_an_edge_stamped_while_it_plays_is_earlier_by_the_time_of_reaction(opened):
    opened.go(1)
    opened.window.listening.seek(44.05)
    opened.press("Space")
    opened.press("Ctrl+E")
    assert clips(opened)[2].start == 43
    assert "44" not in opened.note


@pytest.mark.parametrize("alone", [False, True])
def test_every_edge_of_the_waveform_can_be_nudged(opened, alone):
    wave = opened.window.panes.waveform
    before = clips(opened)
    wave.setFocus()
    opened.qtbot.waitUntil(lambda: wave.scene.edges is not None, timeout=20_000)
    for edge in range(len(before) + 1):
        wave.select_edge("clip", edge)
        opened.press("Alt+Shift+Left" if alone else "Alt+Left")
    moved = [(clip.start, clip.end) for clip in clips(opened)]
    was = [(clip.start, clip.end) for clip in before]
    assert moved != was
    assert clips(opened)[-1].end == before[-1].end - 1


def test_the_end_that_is_current_in_the_table_moves(opened):
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(3)
    opened.press("Right", "Right")
    opened.window.listening.seek(80.0)
    opened.press("Ctrl+E")
    assert (clips(opened)[3].start, clips(opened)[3].end) == (63, 80)
    assert opened.note == "Clip end 1:22 → 1:20, of How to take part"


def test_an_end_that_is_typed_takes_the_next_start_along_where_they_touch(opened):
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(0)
    opened.press("Right", "Right", "F2", "Ctrl+A")
    opened.type("0:19")
    opened.press("Return")
    opened.qtbot.waitUntil(lambda: clips(opened)[0].end == 19)
    assert clips(opened)[1].start == 19
    assert clips(opened)[1].url.endswith("t=19")


def test_a_clip_of_the_selected_lines_is_added_and_its_name_is_typed_next(opened):
    opened.go(4)
    before = len(clips(opened))
    opened.press("Ctrl+Shift+C")
    assert len(clips(opened)) == before + 1
    opened.press("Ctrl+A")
    opened.type("Bells")
    opened.press("Return")
    opened.qtbot.waitUntil(lambda: "Bells" in [clip.name for clip in clips(opened)])
    opened.window.session.undo()
    opened.window.session.undo()
    assert len(clips(opened)) == before


def test_joining_a_clip_with_the_next_and_playing_it(opened):
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(1)
    opened.press("Ctrl+Shift+M")
    assert [(c.start, c.end) for c in clips(opened)] == [(0, 21), (21, 63), (63, 82)]
    opened.qtbot.waitUntil(lambda: opened.player.state == "paused")
    opened.press("F5")
    assert opened.player.state == "playing"
    assert opened.window.listening.now() == 21


def proposal(opened):
    opened.wait_for_dialog()
    return opened.window.findChild(ProposalDialog)


def test_clips_from_the_sections_are_proposed_and_are_one_step(opened):
    opened.go(1)
    opened.window.listening.seek(30.0)
    opened.press("Ctrl+Shift+E")
    opened.do("clip.from_sections")
    dialog = proposal(opened)
    view = dialog.findChild(ProposalList)
    kinds = [group.kind for group in view.proposed.groups]
    assert kinds == ["Removed clips"]
    opened.press("Space", "Ctrl+Return")
    assert [clip.name for clip in clips(opened)] == [
        s.title for s in opened.window.session.episode.sections
    ]
    opened.do("edit.undo")
    assert len(clips(opened)) == 5
    assert all(isinstance(clip, Clip) for clip in clips(opened))


def test_there_is_nothing_to_propose_where_clips_are_right(opened):
    opened.do("clip.from_sections")
    assert opened.note == "The clips are those of the sections already."
    opened.do("clip.clean_addresses")
    assert opened.note == "All addresses are clean."


def test_one_key_mends_the_clip_of_a_section_and_one_plays_its_beginning(opened):
    sections = opened.window.session.episode.sections
    opened.window.panes.clips.setFocus()
    opened.window.panes.clips.set_current(1)
    opened.press("F2", "Ctrl+A")
    opened.type("Ears")
    opened.press("Return")
    opened.qtbot.waitUntil(lambda: clips(opened)[1].name == "Ears")
    header = next(s.header for s in sections if s.start == clips(opened)[1].start)
    opened.go(header)
    opened.press("Shift+B")
    assert clips(opened)[1].name == opened.items[header].text
    opened.press("B")
    assert opened.player.state == "playing"
    assert opened.window.listening.now() == clips(opened)[1].start - 3


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
