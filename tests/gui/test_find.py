"""Finding text."""

from cueline.episode import Episode, Header, Line, Other
from cueline.gui.find import Hit, find_hits, hit_after, next_hit

EPISODE = Episode(
    (
        Header("Strasse and Straße"),
        Line("The straße, the STRASSE."),
        Other("strasse"),
        Line("(a.b)"),
    )
)


def test_hits_are_found_in_lines_and_headers_whatever_the_capitals():
    assert find_hits(EPISODE, "strasse") == [Hit(0, 0, 7), Hit(1, 16, 7)]


def test_signs_mean_themselves():
    assert find_hits(EPISODE, "(a.b)") == [Hit(3, 0, 5)]
    assert find_hits(EPISODE, "a?b") == []


def test_nothing_looked_for_is_nothing_found():
    assert find_hits(EPISODE, "") == []


def test_the_search_goes_on_from_where_one_is_and_round():
    hits = find_hits(EPISODE, "strasse")
    assert next_hit(hits, 1, 0) == 1
    assert next_hit(hits, 2, 0) == 0
    assert next_hit([], 0, 0) is None


def test_the_hit_after_a_place():
    hits = [Hit(0, 4, 3), Hit(0, 9, 3), Hit(2, 1, 3)]
    assert hit_after(hits, (0, 4)) == 1
    assert hit_after(hits, (1, -1)) == 2
    assert hit_after(hits, (2, 1)) == 3
