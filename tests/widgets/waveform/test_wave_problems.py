"""Ticks of problems along a waveform: where they stand while the episode changes, and which are one."""

from __future__ import annotations

from dataclasses import replace

from cueline.episode import Change, Clip, Episode, Header, Line, edits
from cueline.episode.checks import check
from cueline.gui.checks.problem_marks import marked_of
from cueline.widgets.waveform.edges import EdgeMap
from cueline.widgets.waveform.problems import Of, ProblemTicks
from cueline.widgets.waveform.view import WaveView

ITEMS = (
    Header("Start"),
    Line("=One.", "Mila", 0, "0:00"),
    Line("Two.", "Mila", 50, "0:50"),
    Line("=No time of its own.", "Mila"),
    Header(""),
    Line("Three.", "Oren", 100, "1:40"),
)
CLIPS = (Clip("Start", 0, 60), Clip("Other", 70, 70))
EPISODE = Episode(
    tuple(replace(item, origin=n) for n, item in enumerate(ITEMS)),
    tuple(replace(clip, origin=n) for n, clip in enumerate(CLIPS)),
)
RULES = ("leading-equals", "header-empty", "clip-empty", "clip-gap")


def view(seconds: float = 200, width: int = 1000) -> WaveView:
    made = WaveView()
    made.set_width(width)
    made.set_bounds(0, seconds, (0, seconds))
    made.show(0, seconds)
    return made


class Shown:
    """An episode with its ticks, edited as in the window."""

    def __init__(self, episode: Episode) -> None:
        self.episode = episode
        marked = marked_of(episode, check(episode, rules=RULES), episode)
        self.edges, self.ticks = EdgeMap(episode), ProblemTicks(marked)

    def edit(self, now: Episode) -> None:
        change = Change.between(self.episode, now)
        self.episode = now
        self.edges.follow(change, now)
        self.ticks.follow(change)

    def seen(self, of: Of = "item") -> list[tuple[float, bool]]:
        whole = view()
        found = self.ticks.seen(of, self.edges, whole)
        return [(round(whole.time_at(x)), error) for x, error in found]


def test_lines_headers_and_clips_stand_at_their_time():
    shown = Shown(EPISODE)
    assert shown.seen() == [(0, True), (50, True), (100, True)]
    assert shown.seen("clip") == [(0, False), (70, True)]


def test_a_tick_moves_with_its_line_and_goes_with_it():
    shown = Shown(EPISODE)
    shown.edit(edits.retime(shown.episode, 1, 20))
    assert shown.seen()[0] == (20, True)
    shown.edit(edits.insert_line(shown.episode, 0, Line("New.", "Mila", 10, "0:10")))
    assert shown.seen()[0] == (20, True)
    assert shown.ticks.mark("item", 2, shown.edges) is not None
    shown.edit(edits.delete_items(shown.episode, 2, 2))
    assert shown.seen() == [(50, True), (100, True)]


def test_ticks_on_top_of_each_other_are_one_and_the_gravest():
    shown = Shown(EPISODE)
    found = shown.ticks.seen("clip", shown.edges, view(200_000))
    assert [error for _, error in found] == [True]


def test_without_times_there_are_none():
    bare = replace(EPISODE, items=(replace(EPISODE.items[3], text="=x"),), clips=())
    assert Shown(bare).seen() == []
