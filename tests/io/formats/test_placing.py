"""What was imported becomes a transcript, or the times of one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, Clock, EditError, Episode, Header, Line
from cueline.io.formats import Imported, Label, import_from
from cueline.io.formats.placing import with_times, with_transcript
from tests.io.formats.made_episodes import EPISODE, exported

READ = Imported((Header("A"), Line("x", "Ana", 61.75), Line("y", "Ana"), Line("z", "Bo", 3600)))


def starts(episode):
    return [item.start for item in episode.items if isinstance(item, Line)]


def test_starts_are_rounded_down_and_written_as_the_episode_writes_them():
    episode = with_transcript(Episode(clock=Clock(hours=False)), READ)
    assert episode.items == (
        Header("A"), Line("x", "Ana", 61, "1:01"), Line("y", "Ana"), Line("z", "Bo", 3600, "60:00"),
    )  # fmt: skip


def test_fractions_are_kept_when_asked_for():
    assert starts(with_transcript(Episode(), READ, exact=True)) == [61.75, None, 3600]


def test_a_transcript_is_never_written_over():
    with pytest.raises(EditError, match="has a transcript already, of 10 entries"):
        with_transcript(EPISODE, READ)
    with pytest.raises(EditError, match="no text in these labels"):
        with_transcript(Episode(), Imported((), (Label(1, 1, ""),)))


def retimed(episode, labels):
    moved, notices = with_times(episode, labels)
    assert notices == ()
    return moved


def labels_of(episode, move=lambda start: start):
    found = import_from(exported("audacity", episode).encode(), Path("labels.txt"))
    return [replace(label, start=move(label.start)) for label in found.labels]


def test_moved_labels_move_their_lines_and_the_clip_edges_there():
    labels = labels_of(EPISODE, lambda start: start + 2.5 if start == 20 else start)
    moved = retimed(EPISODE, labels)
    assert starts(moved) == [3, None, 22, 22, 62, 3723]
    assert moved.items[4] == replace(EPISODE.items[4], start=22, label="0:22")
    first, second = moved.clips[:2]
    assert first == replace(EPISODE.clips[0], end=22)
    assert second == replace(EPISODE.clips[1], start=22, url="https://x.org/w?v=1&t=22")
    assert retimed(EPISODE, labels_of(EPISODE)) == EPISODE


def test_a_few_labels_with_their_texts_move_a_few_lines():
    label = next(label for label in labels_of(EPISODE) if "by eye" in label.text)
    assert starts(retimed(EPISODE, [replace(label, start=70)])) == [3, None, 20, 20, 70, 3723]


def test_labels_with_texts_of_their_own_are_taken_in_order():
    labels = [Label(start, start, "") for start in (4, 21, 63, 3700)]
    moved, notices = with_times(EPISODE, labels)
    assert starts(moved) == [4, None, 21, 21, 63, 3700]
    assert notices == (
        "4 of 4 labels have another text than their lines; they were taken in order.",
    )


def test_labels_that_do_not_fit_are_refused_and_named():
    with pytest.raises(
        EditError, match=r"The 2 labels do not fit the 4 starts.*such as “what” at 0:07"
    ):
        with_times(EPISODE, [Label(7, 8, "what"), Label(9, 9, "")])
    with pytest.raises(EditError, match="The one label does not fit the 0 starts"):
        with_times(Episode(), [Label(7, 8, "what")])


def test_a_clip_is_never_turned_round():
    episode = replace(EPISODE, clips=(Clip("A", 20, 61), Clip("B", 62, 80)))
    labels = labels_of(EPISODE, lambda start: 65 if start == 20 else start)
    with pytest.raises(EditError, match="The clip “A” would end before it starts"):
        with_times(episode, labels)


@given(st.integers(0, 600))
def test_all_lines_moved_by_the_same_keep_their_distances(seconds):
    moved = retimed(EPISODE, labels_of(EPISODE, lambda start: start + seconds))
    assert starts(moved) == [
        None if start is None else start + seconds for start in starts(EPISODE)
    ]
