"""The sample is an episode like any other: it opens, its clips tile, its sound fits."""

from __future__ import annotations

import json

import av
import pytest

from cueline.episode import Clip, Header, Line
from cueline.resources.sample import EPISODE, SOUND, copy_sample


@pytest.fixture(scope="module")
def document():
    from cueline.io import open_document

    return open_document(EPISODE)


@pytest.fixture(scope="module")
def truth():
    return json.loads(EPISODE.with_name("true-starts.json").read_text("utf-8"))


def test_the_sample_opens_and_would_be_saved_as_it_is(document):
    assert len(document.episode.sections) == 4
    assert document.read_only is None
    assert document.render(document.episode) == EPISODE.read_bytes()


def test_its_clips_tile_the_episode_and_their_addresses_agree(document):
    clips = document.episode.clips
    assert all(isinstance(clip, Clip) for clip in clips)
    assert [clip.name for clip in clips] == [section.title for section in document.episode.sections]
    assert [clip.end for clip in clips[:-1]] == [clip.start for clip in clips[1:]]
    assert all(clip.url.endswith(f"&t={clip.start}") for clip in clips)


def test_its_sound_is_as_long_as_the_file_says(truth, document):
    with av.open(str(SOUND)) as container:
        seconds = sum(frame.samples for frame in container.decode(audio=0)) / 22050
    assert seconds == pytest.approx(truth["length"], abs=0.2)
    assert document.episode.clips[-1].end == int(truth["length"])


def test_only_the_times_for_practice_are_wrong(truth, document):
    items = document.episode.items
    assert len(items) == len(truth["starts"])
    off = {
        item.text.split()[0]: item.start - int(start)
        for item, start in zip(items, truth["starts"], strict=True)
        if isinstance(item, Line) and item.start is not None and item.start != int(start)
    }
    assert off == {"Let’s": 3, "Five": -2, "Wind": -5, "It": 2}
    assert all(
        start is None
        for item, start in zip(items, truth["starts"], strict=True)
        if isinstance(item, Header)
    )


def test_a_copy_that_was_edited_is_never_written_over(tmp_path):
    first = copy_sample(tmp_path / "sample")
    assert copy_sample(tmp_path / "sample") == first
    assert (first.parent / SOUND.name).read_bytes() == SOUND.read_bytes()
    first.write_bytes(b"mine")
    second = copy_sample(tmp_path / "sample")
    assert second.read_bytes() == EPISODE.read_bytes()
    assert second.parent.name == "sample 2"
    assert first.read_bytes() == b"mine"
