"""What an episode still lacks before it can be published: the checks that say so, and one of this list alone."""

from __future__ import annotations

from dataclasses import dataclass

from cueline.episode.checks import SEVERITIES, Fix, Problem, Settings, Severity, check
from cueline.episode.durations import SoundEnd
from cueline.episode.values import Episode, Header, Line, Path

Mend = Fix
"""A way to put something right, as the checks have it."""

_BEFORE = ("missing-field", "todo", "stray-link", "id-junk")
_AFTER = ("header-without-clip", "clip-overlap", "clip-gap", "duration-short", "last-clip-short")
_USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is missing or wrong: a rule's id, a sentence, the place and the mends.

    The place is a field (`path`), an item or a clip by its position; none of them is the whole file.
    """

    rule: str
    severity: Severity
    message: str
    path: Path = ()
    item: int | None = None
    clip: int | None = None
    mends: tuple[Mend, ...] = ()

    @property
    def index(self) -> int | None:
        """The position of the item or clip; None for a field and for the file."""
        return self.item if self.clip is None else self.clip


def publish_list(
    ep: Episode, sound: SoundEnd | None = None, settings: Settings = _USUAL
) -> tuple[Remark, ...]:
    """Return what is missing, errors first; empty when the episode is ready to publish.

    `sound`: where the recording ends, which some mends need.
    """
    before, after = (check(ep, settings, rules=rules, sound=sound) for rules in (_BEFORE, _AFTER))
    found = [*map(_remark, before), *_sections_missing(ep), *map(_remark, after)]
    return tuple(sorted(found, key=lambda remark: SEVERITIES.index(remark.severity)))


def _remark(problem: Problem) -> Remark:
    item, clip = (problem.index if problem.of == of else None for of in ("item", "clip"))
    return Remark(
        problem.rule, problem.severity, problem.message, problem.path, item, clip, problem.fixes
    )


def _sections_missing(ep: Episode) -> list[Remark]:
    """Find a transcript without headers."""
    lines = [place for place, item in enumerate(ep.items) if isinstance(item, Line)]
    if not lines or any(isinstance(item, Header) for item in ep.items):
        return []
    return [
        Remark("sections-missing", "hint", "The transcript has no sections yet.", item=lines[0])
    ]
