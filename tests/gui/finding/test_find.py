"""Walking through what was found."""

from cueline.episode.replacing import Hit
from cueline.gui.finding.find import hit_after, hit_before, hit_from

HITS = [Hit(0, "text", 4, 3), Hit(0, "text", 9, 3), Hit(2, "speaker", 1, 3), Hit(2, "text", 0, 1)]


def test_the_search_goes_on_from_where_one_is_and_round():
    assert hit_from(HITS, (0, "text", 5)) == 1
    assert hit_from(HITS, (1, "", 0)) == 2
    assert hit_from(HITS, (3, "", 0)) == 0
    assert hit_from([], (0, "", 0)) is None


def test_the_hit_after_and_before_a_place():
    assert hit_after(HITS, (0, "text", 4)) == 1
    assert hit_after(HITS, (1, "", -1)) == 2
    assert hit_after(HITS, (2, "speaker", 1)) == 3
    assert hit_after(HITS, (2, "text", 0)) == 4
    assert hit_before(HITS, (2, "text", 0)) == 2
    assert hit_before(HITS, (0, "text", 4)) == -1
