"""The times of labels as a proposal."""

import pytest

from cueline.episode import Clip, EditError, Episode, Header, Line
from cueline.io.formats.imported import Label
from cueline.io.formats.label_proposal import propose_times

URL = "https://x.org/v?t="
EPISODE = Episode(
    (
        Header("Bees"),
        Line("One.", "Mila", 10, "0:10"),
        Line("Two.", "Oren", 12, "0:12"),
        Line("More.", "Oren", 12, "0:12"),
        Line("Three.", "Mila", 30, "0:30"),
    ),
    (Clip("Start", 0, 12, f"{URL}0"), Clip("Two", 12, 40, f"{URL}12")),
)
LABELS = [Label(12.4, 15, "a"), Label(15, 31, "b"), Label(30, 33, "c")]


def starts(episode):
    return [item.start for item in episode.items if isinstance(item, Line)]


def test_only_what_moves_is_proposed_once_a_time():
    proposal, notices = propose_times(EPISODE, LABELS, "import")
    assert [(s.was, s.now) for s in proposal.suggestions] == [("0:10", "0:12"), ("0:12", "0:15")]
    assert "1 more at this time and the clip Two" in proposal.suggestions[1].reason
    assert notices


def test_what_is_ticked_moves_with_its_clip_edges_and_nothing_else():
    proposal, _ = propose_times(EPISODE, LABELS, "import")
    all_moved = proposal.accepted({0, 1})
    assert starts(all_moved) == [12, 15, 15, 30]
    assert all_moved.clips == (
        Clip("Start", 0, 15, f"{URL}0"),
        Clip("Two", 15, 40, f"{URL}15"),
    )
    first = proposal.accepted({0})
    assert starts(first) == [12, 12, 12, 30]
    assert first.clips == EPISODE.clips


def test_labels_that_do_not_fit_are_refused():
    with pytest.raises(EditError, match="do not fit"):
        propose_times(EPISODE, LABELS[:2], "import")
