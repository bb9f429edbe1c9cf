"""What a section's band says of its clip."""

from dataclasses import replace

import pytest

from cueline.episode import Clip, Episode, Header, Line
from cueline.gui.editing.bands import band_infos, fault_tips
from cueline.widgets.lines.band_info import BandInfo

EPISODE = Episode(
    (
        Header("Start"),
        Line("Hello.", "Mila", 3, "0:03"),
        Header("The hive"),
        Line("Bees.", "Oren", 20, "0:20"),
        Line("More bees.", "Oren", 80, "1:20"),
    ),
    (Clip("Start", 0, 20), Clip("The hive", 20, 95)),
)


def test_a_clip_in_step_is_shown_without_a_mark():
    assert band_infos(EPISODE) == {
        0: BandInfo("clip 0:00–0:20 · 0:20"),
        2: BandInfo("clip 0:20–1:35 · 1:15"),
    }


@pytest.mark.parametrize(
    ("clip", "text", "fault", "tip"),
    [
        (
            Clip("Hives", 20, 95),
            "clip 0:20–1:35 · 1:15",
            "clip “Hives”",
            "Its clip is called “Hives”.",
        ),
        (
            Clip("The hive", 25, 95),
            "clip 0:25–1:35 · 1:10",
            "clip starts at 0:25",
            "Its clip starts at 0:25, the section at 0:20.",
        ),
        (Clip("The hive", None, 95), "0:20", "clip has no start", "Its clip starts nowhere"),
        (Clip("Elsewhere", 50, 95), "0:20", "no clip", "This section has no clip."),
    ],
)
def test_what_is_not_in_step_is_told_in_words_with_the_key_that_mends_it(clip, text, fault, tip):
    episode = replace(EPISODE, clips=(EPISODE.clips[0], clip))
    info = band_infos(episode, ("Shift+B", "B"))[2]
    assert (info.text, info.fault) == (text, fault)
    assert info.tip.startswith(tip)
    last = "Shift+B mends the clip · B plays where the section begins"
    assert info.tip.split("\n")[-1] == last


@pytest.mark.parametrize(
    ("end", "fault"), [(25, "overlaps the clip before"), (15, "gap before the clip")]
)
def test_an_overlap_and_a_gap_before_a_clip_are_told(end, fault):
    episode = replace(EPISODE, clips=(Clip("Start", 0, end), EPISODE.clips[1]))
    info = band_infos(episode)[2]
    assert info.fault == fault
    assert info.tip.startswith(f"The clip before it ends at 0:{end}: ")


def test_the_tree_is_told_of_those_that_are_not_in_step():
    episode = replace(EPISODE, clips=EPISODE.clips[:1])
    assert fault_tips(band_infos(episode)) == {2: "This section has no clip."}


def test_without_clips_the_section_tells_its_own_times():
    infos = band_infos(replace(EPISODE, clips=()))
    assert {place: info.text for place, info in infos.items()} == {0: "0:03–0:20 · 0:17", 2: "0:20"}
    assert not fault_tips(infos)
