"""What a check found, in the order of the places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, Episode, Line
from cueline.episode.checks import RULES, Problem
from cueline.gui.checks.findings import Findings, index_in, place_of

EPISODE = Episode(
    tuple(Line(f"Line {n}.") for n in range(4)),
    tuple(Clip(f"Clip {n}", n, n + 1) for n in range(3)),
)
PLACES = st.one_of(
    st.tuples(st.just("item"), st.integers(0, 3)),
    st.tuples(st.just("clip"), st.integers(0, 2)),
    st.tuples(st.just("file"), st.none()),
)


@st.composite
def problems(draw):
    """Give problems in the order of the rules, as a check finds them; some are there twice."""
    found = [
        Problem(rule, "error", index, f"{draw(st.integers(0, 1))}", of=of)
        for rule in sorted(
            draw(st.lists(st.sampled_from(list(RULES)), max_size=6)), key=list(RULES).index
        )
        for of, index in [draw(PLACES)]
    ]
    return sorted(found, key=lambda p: list(RULES).index(p.rule))


@given(problems())
def test_the_walk_goes_from_place_to_place_and_leaves_none_out(found):
    findings = Findings.of(EPISODE, found, (False,) * len(found))
    assert list(findings.walk) == sorted(found, key=place_of)
    assert sum(group.amount for group in findings.groups) == len(found)


@given(problems(), problems())
def test_a_problem_is_found_again_where_one_like_it_is(found, others):
    walk = Findings.of(EPISODE, found, (False,) * len(found)).walk
    for problem in (*found, *others):
        at = index_in(walk, problem)
        assert (at is not None) == (problem in found)
        assert at is None or walk[at] == problem
