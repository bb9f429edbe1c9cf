"""A check that nobody waits for any more ends at its next step."""

from __future__ import annotations

import pytest

from cueline.episode import Episode, Line
from cueline.episode.checks import CheckStoppedError, check

MANY = Episode(tuple(Line(f"=Number {n}.", "Ana", n, f"0:{n:02}") for n in range(50)))


def test_a_check_asks_whether_to_go_on_at_each_rule_and_each_problem():
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return False

    found = check(MANY, stop=stop)
    assert len(found) >= 50
    assert asked > len(found)


@pytest.mark.parametrize("after", [0, 1, 20, 60])
def test_it_ends_where_it_is_told_to(after):
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(CheckStoppedError):
        check(MANY, stop=stop)
    assert asked == after + 1
