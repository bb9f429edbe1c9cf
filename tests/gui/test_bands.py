"""What a section's band says of its clip."""

from dataclasses import replace

import pytest

from cueline.episode import Clip, Episode, Header, Line
from cueline.gui.bands import MARK, band_texts

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
    assert band_texts(EPISODE) == {0: "0:00–0:20 · 0:20", 2: "0:20–1:35 · 1:15"}


@pytest.mark.parametrize(
    ("clip", "text"),
    [
        (Clip("Hives", 20, 95), f"{MARK} clip “Hives” · 0:20–1:35 · 1:15"),
        (Clip("The hive", 25, 95), f"{MARK} clip 0:25–1:35 · 1:10"),
        (Clip("Elsewhere", 50, 95), f"{MARK} no clip · 0:20"),
    ],
)
def test_what_is_not_in_step_has_a_mark(clip, text):
    episode = replace(EPISODE, clips=(EPISODE.clips[0], clip))
    assert band_texts(episode)[2] == text


def test_without_clips_the_section_tells_its_own_times():
    assert band_texts(replace(EPISODE, clips=())) == {0: "0:03–0:20 · 0:17", 2: "0:20"}
