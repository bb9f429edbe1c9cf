"""Problems put right, several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cueline.episode.checks.problem import Fix, Problem
from cueline.episode.values import EditError, Episode


def fixed(
    ep: Episode,
    problems: Iterable[Problem],
    choose: Callable[[Problem], Fix | None] = lambda problem: problem.safe_fix,
) -> tuple[Episode, list[Problem]]:
    """Do what `choose` takes of each problem's fixes (the safe one); return the episode and what was done.

    From the last to the first, and one for each item, clip and field, since a fix may shift or change what another
    was made for: check again, and call again, until nothing is done. A fix that cannot be done any more is left out.
    """
    done: list[Problem] = []
    seen = set[tuple[object, ...]]()
    for problem in sorted(
        problems, key=lambda problem: -1 if problem.index is None else problem.index, reverse=True
    ):
        fix, place = choose(problem), (problem.of, problem.index, problem.path)
        if fix is None or place in seen:
            continue
        try:
            made = fix.edit(ep)
        except EditError:
            continue
        if made is not ep:
            ep = made
            done.append(problem)
            seen.add(place)
    return ep, done
