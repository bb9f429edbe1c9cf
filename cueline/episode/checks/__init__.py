"""Check episodes: one function a rule, one table of them. `check` finds, `fixed` puts right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cueline.episode.checks.case import Case
from cueline.episode.checks.fixing import fixed
from cueline.episode.checks.problem import (
    NEEDED,
    SEVERITIES,
    WISHED,
    Fix,
    Found,
    Of,
    Problem,
    Settings,
    Severity,
    SourceFact,
    digest_of,
)
from cueline.episode.checks.table import RULES, Rule
from cueline.episode.durations import SoundEnd
from cueline.episode.values import Episode

__all__ = [
    "NEEDED",
    "RULES",
    "SEVERITIES",
    "WISHED",
    "CheckStoppedError",
    "Fix",
    "Of",
    "Problem",
    "Rule",
    "Settings",
    "Severity",
    "SourceFact",
    "check",
    "digest_of",
    "fixed",
    "problem_of",
    "without_right",
]

_USUAL = Settings()


class CheckStoppedError(Exception):
    """A check was stopped before its end: nobody waits for it any more."""


def _never() -> bool:
    return False


def check(
    ep: Episode,
    settings: Settings = _USUAL,
    facts: Sequence[SourceFact] = (),
    *,
    rules: Iterable[str] | None = None,
    sound: SoundEnd | None = None,
    stop: Callable[[], bool] = _never,
) -> list[Problem]:
    """Find the problems of an episode, in the order of the rules.

    `facts`: what only its source shows (`document.facts`). `rules`: ids of those to ask, instead of all. `sound`:
    where the recording ends, which some fixes need. `stop` is asked at each rule and each problem; CheckStoppedError
    when it says so.
    """
    case = Case(ep, settings, facts, sound)
    asked = RULES.values() if rules is None else [RULES[rule] for rule in rules]
    problems: list[Problem] = []
    for rule in asked:
        if rule.id not in settings.off:
            _go_on(stop, problems)
            for found in rule.find(case):
                _go_on(stop, problems)
                problems.append(problem_of(rule, found))
    return without_right(problems, settings.right)


def without_right(problems: list[Problem], right: frozenset[tuple[str, str]]) -> list[Problem]:
    """Return the problems but for those that were said to be right: their rule and digest."""
    return [p for p in problems if (p.rule, p.digest) not in right] if right else problems


def _go_on(stop: Callable[[], bool], problems: list[Problem]) -> None:
    if stop():
        while problems:  # dropped all at once, very many would let no other thread on
            problems.pop()
        raise CheckStoppedError


def problem_of(rule: Rule, found: Found) -> Problem:
    """Return what a rule found as a problem."""
    of = rule.of if found.index is not None else "file"
    return Problem(
        rule.id, found.severity or rule.severity, found.index, found.message, found.fixes, of,
        found.path, found.about, found.line,
    )  # fmt: skip
