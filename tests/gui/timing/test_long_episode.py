"""A long episode: what is worked out beside the window is shown everywhere, whatever else is done meanwhile."""

import numpy as np
import pytest

from cueline.gui.timing.hop_list import HopList
from cueline.widgets.lines.columns import Column, shown_time
from cueline.widgets.sections.tree import SectionTree
from cueline.widgets.waveform.edges import EdgeMap
from tests.benchmarks.episodes import made_file
from tests.media.made_sounds import make_tone

LINES = 3100


@pytest.fixture
def long(desk, tmp_path):
    """A long episode with its sound, all of it shown."""
    path = tmp_path / "long.md"
    path.write_bytes(made_file(LINES))
    make_tone(tmp_path / "long.wav", 60.0)
    desk.start(path)
    window = desk.window
    desk.qtbot.waitUntil(lambda: window.panes.waveform.scene.edges is not None, timeout=20_000)
    desk.qtbot.waitUntil(lambda: window.panes.tree.model().rowCount() > 0, timeout=20_000)
    return desk


def check_panes(desk):
    """All panes show the session's episode."""
    window = desk.window
    episode, table = window.session.episode, window.panes.table
    assert table.lines.rowCount() == len(episode.items)
    for row in (0, 1, 51, len(episode.items) // 2, len(episode.items) - 1):
        if 0 <= row < len(episode.items):
            shown = table.lines.index(row, Column.TIME).data()
            assert shown == shown_time(episode.items[row], episode.clock)
    edges, fresh = window.panes.waveform.scene.edges, EdgeMap(episode)
    assert np.array_equal(edges.times, fresh.times)
    assert np.array_equal(edges.places, fresh.places)
    tree: SectionTree = window.panes.tree
    desk.qtbot.waitUntil(lambda: tree.model().rowCount() == len(episode.sections))
    assert window.panes.clips.model().rowCount() == len(episode.clips)
    for row in (0, len(episode.sections) - 1) if episode.sections else ():
        node = tree.model().node_at(tree.model().index(row, 0))
        assert node.start() == episode.sections[row].start


def shift(desk, row, seconds):
    """Go to a row and have it, and all after it, begin so much later; the window goes on meanwhile."""
    desk.go(row)
    desk.window.listening.seek(desk.items[row].start + seconds)
    desk.press("F9")


@pytest.mark.parametrize("again", [False, True])
def test_all_lines_are_moved_taken_out_and_brought_back_in_every_pane(long, again):
    desk, before = long, long.items
    shift(desk, 1, 20.0)
    desk.qtbot.waitUntil(lambda: "moved by +20 s" in desk.note)
    moved = desk.items
    check_panes(desk)
    assert [desk.window.marks.of(desk.items[row]) for row in (1, 2, -1)] == [
        "tapped",
        "estimated",
        "estimated",
    ]
    desk.press("Ctrl+Z")
    assert desk.items == before
    check_panes(desk)
    desk.press("Ctrl+Y")
    assert desk.items == moved
    check_panes(desk)
    desk.press("Ctrl+A", "Delete")
    assert not desk.items
    check_panes(desk)
    desk.press("Ctrl+Z")
    assert desk.items == moved
    assert desk.window.panes.clips.model().rowCount() == len(desk.window.session.episode.clips)
    if again:  # before the tree is filled
        desk.press("Ctrl+Z")
        assert desk.items == before
        desk.press("Ctrl+Y", "Ctrl+Z")
    check_panes(desk)
    assert not desk.window.panes.tree.empty_text.startswith("\N{HORIZONTAL ELLIPSIS}")


def test_a_change_while_all_lines_are_moved_is_kept_and_nothing_else_is_done(long):
    desk, before = long, long.items
    shift(desk, 1, 20.0)
    desk.window.editing.delete_rows(7, 7)
    desk.qtbot.waitUntil(lambda: "changed meanwhile" in desk.note)
    assert desk.items == (*before[:7], *before[8:])
    check_panes(desk)
    assert not desk.window.marks


def test_a_hop_pass_begins_once_all_lines_were_looked_at(long):
    desk, hopping = long, long.window.hopping
    desk.go(5)
    desk.press("H")
    desk.window.editing.delete_rows(7, 7)  # what is looked at is no longer the episode
    desk.qtbot.waitUntil(lambda: hopping.active)
    episode = desk.window.session.episode
    assert hopping.remaining.leads(episode) == HopList(desk.window.marks).leads(episode)
    row = desk.window.panes.table.current
    assert row == 7
    desk.press("Return")
    assert hopping.remaining.left(episode) == HopList(desk.window.marks).left(episode)
    assert desk.window.marks.of(desk.items[row]) == "checked"
    desk.press("Escape")
    assert not hopping.active


@pytest.mark.parametrize("end", ["pressed again", "another file"])
def test_a_hop_pass_that_is_not_wanted_any_more_does_not_begin(long, sample, end):
    desk, hopping = long, long.window.hopping
    begun = []
    hopping.mode_changed.connect(begun.append)
    desk.go(5)
    desk.press("H")
    if end == "pressed again":
        desk.press("H")
    else:
        desk.window.open_path(sample)
        desk.wait_for_opening()
    done = []
    desk.window.background.run(lambda: None, done.append)  # behind what was begun before
    desk.qtbot.waitUntil(lambda: bool(done))
    assert not hopping.active
    assert begun in ([], ["hop", ""])  # it may have begun before the other file was there
    assert not desk.window.actions_by_id["hop.start"].isChecked()
