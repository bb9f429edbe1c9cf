"""What an episode still lacks before it can be published: the checks that say so, and one of this list alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from cueline.episode.checks import (
    RULES,
    SEVERITIES,
    Fix,
    Problem,
    Settings,
    Severity,
    SourceFact,
    check,
)
from cueline.episode.clip_pairs import clip_before
from cueline.episode.clips import set_clip_end
from cueline.episode.durations import SoundEnd, last_start
from cueline.episode.questions import guests
from cueline.episode.values import Clip, Episode, Header, Line, Path

Mend = Fix
"""A way to put something right, as the checks have it."""

_BEFORE = ("missing-field", "todo", "stray-link", "id-junk")
_AFTER = ("header-without-clip", "clip-overlap", "clip-gap", "duration-short", "last-clip-short")
_USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Command:
    """A command that opens a reviewed list of what would change: its name on the button, and its action's id."""

    label: str
    action: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """Many problems of one rule that are one remark: its words for one, and for more."""

    rule: str
    one: str
    more: str
    command: Command | None = None


_KINDS = (
    _Kind(
        "url-junk",
        "The address of one clip has something in it by accident.",
        "The addresses of {count} clips have something in them by accident.",
        Command("Clean the Addresses…", "clip.clean_addresses"),
    ),
    _Kind(
        "header-after-question",
        "One header stands between a question and its answer.",
        "{count} headers stand between a question and its answer.",
        Command("Move All Headers before Their Questions…", "section.all_to_questions"),
    ),
)

_ERRORS = tuple(
    rule.id
    for rule in RULES.values()
    if rule.severity == "error"
    and rule.id not in {*_BEFORE, *_AFTER, *(kind.rule for kind in _KINDS)}
)
"""All other rules that tell of errors: what is wrong keeps an episode back, wherever it is."""
_FEW = 3
"""How many errors of a kind are told one by one; more are one remark."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is missing or wrong: a rule's id, a sentence, the place, the mends and the commands.

    The place is a field (`path`), an item or a clip by its position; none of them is the whole file.
    """

    rule: str
    severity: Severity
    message: str
    path: Path = ()
    item: int | None = None
    clip: int | None = None
    mends: tuple[Mend, ...] = ()
    commands: tuple[Command, ...] = ()

    @property
    def index(self) -> int | None:
        """The position of the item or clip; None for a field and for the file."""
        return self.item if self.clip is None else self.clip


def publish_list(
    ep: Episode,
    sound: SoundEnd | None = None,
    settings: Settings = _USUAL,
    facts: Sequence[SourceFact] = (),
) -> tuple[Remark, ...]:
    """Return what is missing or wrong, errors first; empty when the episode is ready to publish.

    `sound`: where the recording ends, which some mends need. Of some rules all problems are one remark, at the
    place of the first. Guests that `settings.people` (by their ids) does not know are told too. `facts`: what only
    the source of the episode shows.
    """
    before, after = (check(ep, settings, rules=rules, sound=sound) for rules in (_BEFORE, _AFTER))
    kinds = (_together(kind, check(ep, settings, rules=(kind.rule,))) for kind in _KINDS)
    found = [
        *map(_remark, before),
        *_guests_unknown(ep, settings),
        *_sections_missing(ep),
        *map(_remark, after),
        *_last_end_guessed(ep, sound),
        *(remark for remark in kinds if remark is not None),
        *_errors(check(ep, settings, facts, rules=_ERRORS, sound=sound)),
    ]
    return tuple(sorted(found, key=lambda remark: SEVERITIES.index(remark.severity)))


def _remark(problem: Problem) -> Remark:
    item, clip = (problem.index if problem.of == of else None for of in ("item", "clip"))
    return Remark(
        problem.rule, problem.severity, problem.message, problem.path, item, clip, problem.fixes
    )


def _together(kind: _Kind, problems: Sequence[Problem]) -> Remark | None:
    if not problems:
        return None
    count = len(problems)
    message = kind.one if count == 1 else kind.more.format(count=count)
    commands = () if kind.command is None else (kind.command,)
    return replace(_remark(problems[0]), message=message, mends=(), commands=commands)


def _errors(problems: Sequence[Problem]) -> list[Remark]:
    """Return errors of each kind one by one, or as one remark where there are many."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.rule, []).append(problem)
    remarks: list[Remark] = []
    for rule, those in found.items():
        if len(those) <= _FEW:
            remarks.extend(map(_remark, those))
        else:
            message = f"{RULES[rule].title}: {len(those):,}"
            remarks.append(replace(_remark(those[0]), message=message, mends=()))
    return remarks


def _last_end_guessed(ep: Episode, sound: SoundEnd | None) -> list[Remark]:
    """Find a last clip that ends where the last line starts, as it does while the sound's length is not known."""
    last, place = last_start(ep), clip_before(ep, len(ep.clips))
    clip = ep.clips[place] if place is not None else None
    if place is None or not isinstance(clip, Clip) or last is None or clip.end != last:
        return []
    message = f"The last clip, “{clip.name}”, ends where the last line starts"
    if sound is None:
        message += ". The length of the sound is not known, so this end is a guess."
        return [Remark("last-end-guessed", "hint", message, clip=place)]
    if ep.clock.round(sound.seconds) <= last:
        return []
    mend = Mend(
        f"End it with {sound.described()}",
        partial(set_clip_end, clip=place, seconds=sound.seconds),
    )
    message += f", but the sound goes on to {ep.clock.format(sound.seconds)}."
    return [Remark("last-end-guessed", "warning", message, clip=place, mends=(mend,))]


def _guests_unknown(ep: Episode, settings: Settings) -> list[Remark]:
    """Find guests who are none of the people of the site, where those are known."""
    people = settings.people or {}
    unknown = [guest for guest in guests(ep) if guest not in people]
    if not people or not unknown:
        return []
    many = "guests are" if len(unknown) > 1 else "guest is"
    message = f"{len(unknown)} {many} not among the people of the site: {', '.join(unknown)}."
    return [Remark("guest-unknown", "warning", message, ("guests",))]


def _sections_missing(ep: Episode) -> list[Remark]:
    """Find a transcript without headers."""
    lines = [place for place, item in enumerate(ep.items) if isinstance(item, Line)]
    if not lines or any(isinstance(item, Header) for item in ep.items):
        return []
    return [
        Remark("sections-missing", "hint", "The transcript has no sections yet.", item=lines[0])
    ]
