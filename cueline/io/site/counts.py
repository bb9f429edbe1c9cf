"""The problems of an episode as its index keeps them, and what is counted of them under a site's settings.

They are kept as they were found, with all rules on. So a rule that is switched off, or a problem that is said to be
right, changes what is counted, and no file is opened for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from cueline.episode.catalogue import EpisodeEntry, ProblemCount
from cueline.episode.checks import RULES, Problem, Settings
from cueline.io.site.site import Site


class Noted(NamedTuple):
    """A problem as far as it is counted. `safe`: it can be put right without asking."""

    rule: str
    severity: str
    digest: str
    safe: bool


def with_all_rules(site: Site) -> Site:
    """Return a site in whose settings no rule is off, and nothing was said to be right."""
    settings = replace(site.settings.settings, off=frozenset())
    return replace(site, settings=replace(site.settings, settings=settings, right=()))


def noted(problems: Iterable[Problem]) -> tuple[Noted, ...]:
    """Return what is kept of problems."""
    return tuple(
        Noted(problem.rule, problem.severity, problem.digest, problem.safe_fix is not None)
        for problem in problems
    )


def counted(
    entry: EpisodeEntry, problems: Sequence[Noted], settings: Settings | None
) -> EpisodeEntry:
    """Return an entry with its problems counted, as the settings want it; None: uncounted, for there are none."""
    if settings is None:
        return replace(entry, errors=None, warnings=None, others=None, problems=())
    told = [
        problem
        for problem in problems
        if problem.rule not in settings.off and (problem.rule, problem.digest) not in settings.right
    ]
    severities = Counter(problem.severity for problem in told)
    rules = Counter(problem.rule for problem in told)
    safe = Counter(problem.rule for problem in told if problem.safe)
    errors, warnings = severities["error"], severities["warning"]
    return replace(
        entry,
        errors=errors,
        warnings=warnings,
        others=len(told) - errors - warnings,
        problems=tuple(
            ProblemCount(name, rules[name], safe[name]) for name in RULES if rules[name]
        ),
    )
