"""Check episodes: one function a rule, one table of them. `check` finds, `fixed` puts right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
]

_USUAL = Settings()


def check(
    ep: Episode,
    settings: Settings = _USUAL,
    facts: Sequence[SourceFact] = (),
    *,
    rules: Iterable[str] | None = None,
    sound: SoundEnd | None = None,
) -> list[Problem]:
    """Find the problems of an episode, in the order of the rules.

    `facts`: what only its source shows (`document.facts`). `rules`: ids of those to ask, instead of all. `sound`:
    where the recording ends, which some fixes need.
    """
    case = Case(ep, settings, facts, sound)
    asked = RULES.values() if rules is None else [RULES[rule] for rule in rules]
    problems = [
        problem_of(rule, found)
        for rule in asked
        if rule.id not in settings.off
        for found in rule.find(case)
    ]
    if not settings.right:
        return problems
    return [p for p in problems if (p.rule, p.digest) not in settings.right]


def problem_of(rule: Rule, found: Found) -> Problem:
    """Return what a rule found as a problem."""
    of = rule.of if found.index is not None else "file"
    return Problem(
        rule.id, found.severity or rule.severity, found.index, found.message, found.fixes, of,
        found.path, found.about, found.line,
    )  # fmt: skip
