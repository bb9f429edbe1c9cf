"""What an episode still lacks before it can be published: one small rule a function, one list of them.

The ids, severities and meanings are those of the checks; `sections-missing` is of this list alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from cueline.episode.addresses import leads_elsewhere, provider_id, youtube_id
from cueline.episode.clip_pairs import cuts
from cueline.episode.clip_proposals import clips_from_sections, mend_section
from cueline.episode.clips import set_clip_end
from cueline.episode.durations import SoundEnd, duration_of, last_start, propose_duration
from cueline.episode.fields import set_field
from cueline.episode.proposals import Step
from cueline.episode.values import Clip, Episode, Header, Line, Map, Path, Value

Severity: TypeAlias = Literal["error", "warning", "hint"]

NEEDED: dict[str, str] = {
    "title": "title",
    "season": "season",
    "episode": "number in its season",
    "guests": "guests",
    "image": "image",
    "ids": "ids on the platforms",
    "links": "links to the platforms",
}
"""The fields that an episode is not published without, each as a sentence goes on: the episode has no …."""

WISHED: dict[str, str] = {
    "description": "description",
    "topics": "topics",
    "intro": "introduction",
    "dateadded": "date of its own (“dateadded”)",
    "duration": "duration",
    "quotableClips": "clips",
}
"""The fields that most episodes have."""

_ORDER: tuple[Severity, ...] = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Mend:
    """A way to put something right. `safe`: nobody needs to look at it first."""

    label: str
    edit: Step = field(repr=False, compare=False)
    safe: bool = False


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


Rule: TypeAlias = Callable[[Episode, SoundEnd | None], Iterator[Remark]]


def publish_list(ep: Episode, sound: SoundEnd | None = None) -> tuple[Remark, ...]:
    """Return what is missing, errors first; empty when the episode is ready to publish.

    `sound`: where the recording ends, which some mends need.
    """
    found = [remark for rule in RULES for remark in rule(ep, sound)]
    return tuple(sorted(found, key=lambda remark: _ORDER.index(remark.severity)))


def missing_field(ep: Episode, sound: SoundEnd | None) -> Iterator[Remark]:
    """Find fields that are not there."""
    kinds: tuple[tuple[dict[str, str], Severity], ...] = ((NEEDED, "warning"), (WISHED, "hint"))
    for names, severity in kinds:
        for key, words in names.items():
            there = bool(ep.clips) if key == "quotableClips" else key in ep.fields
            if not there:
                message = f"The episode has no {words} yet."
                mends = tuple(_mends_of_missing(ep, key, sound))
                yield Remark("missing-field", severity, message, (key,), mends=mends)


def todo(ep: Episode, _: SoundEnd | None) -> Iterator[Remark]:
    """Find fields that say `TODO` or are empty, and `-` where an address belongs."""
    for path, value in _leaves(ep.fields, ()):
        words = value.strip() if isinstance(value, str) else value
        blank = words is None or words in ("", (), Map())
        if words == "TODO" or blank or (words == "-" and path[0] in ("links", "image")):
            said = "is empty" if blank else f"says only “{words}”"
            yield Remark("todo", "warning", f"“{_named(path)}” {said}.", path)


def sections_missing(ep: Episode, _: SoundEnd | None) -> Iterator[Remark]:
    """Find a transcript without headers."""
    lines = [place for place, item in enumerate(ep.items) if isinstance(item, Line)]
    if lines and not any(isinstance(item, Header) for item in ep.items):
        yield Remark(
            "sections-missing", "hint", "The transcript has no sections yet.", item=lines[0]
        )


def header_without_clip(ep: Episode, _: SoundEnd | None) -> Iterator[Remark]:
    """Find headers whose name no clip has, where there are clips."""
    names = {clip.name for clip in ep.clips if isinstance(clip, Clip)}
    for cut in cuts(ep) if names else ():
        if cut.title not in names:
            edit = partial(mend_section, header=cut.header)
            mends = () if cut.start is None else (Mend("Make it, or give it the name", edit),)
            message = f"No clip has the name of the section “{cut.title}”."
            yield Remark("header-without-clip", "warning", message, item=cut.header, mends=mends)


def duration_short(ep: Episode, sound: SoundEnd | None) -> Iterator[Remark]:
    """Find a duration that ends before the last line starts."""
    told, last = duration_of(ep), last_start(ep)
    if told is not None and last is not None and told < last:
        message = f"The duration is {ep.clock.format(told)}, but the last line starts at {ep.clock.format(last)}."
        mends = tuple(_duration_mends(ep, sound))
        yield Remark("duration-short", "error", message, ("duration",), mends=mends)


def last_clip_short(ep: Episode, sound: SoundEnd | None) -> Iterator[Remark]:
    """Find a last clip that ends before the last line starts."""
    clips = [(place, clip) for place, clip in enumerate(ep.clips) if isinstance(clip, Clip)]
    last = last_start(ep)
    if not clips or last is None:
        return
    place, clip = clips[-1]
    if clip.end is None or clip.end >= last:
        return
    message = (
        f"The last clip, “{clip.name}”, ends at {ep.clock.format(clip.end)}, "
        f"but the last line starts at {ep.clock.format(last)}."
    )
    whole = sound is not None and sound.seconds >= last
    end = sound.seconds if sound is not None and whole else last
    label = f"End it with {sound.described()}" if sound and whole else "End it at the last line"
    mends = (Mend(label, partial(set_clip_end, clip=place, seconds=end)),)
    fits = clip.start is None or ep.clock.round(end) > clip.start
    yield Remark("last-clip-short", "error", message, clip=place, mends=mends if fits else ())


def stray_link(ep: Episode, _: SoundEnd | None) -> Iterator[Remark]:
    """Find links that are no addresses, or that lead to another platform than their key says."""
    for key, address in _texts(ep, "links"):
        path: Path = ("links", key)
        parts = _split(address)
        if address in ("", "-", "TODO"):
            continue  # the rule `todo` says so
        if parts is None:
            message = f"The link “{key}” is not an address that begins with https://."
            whole = f"https://{address}"
            better = "." in address.partition("/")[0] and " " not in address and ":" not in address
            mends = (Mend("Put https:// before it", partial(set_field, path=path, value=whole)),)
            yield Remark("stray-link", "warning", message, path, mends=mends if better else ())
        elif leads_elsewhere(key, address):
            message = f"The link “{key}” leads to {parts}."
            yield Remark("stray-link", "warning", message, path)


def id_junk(ep: Episode, _: SoundEnd | None) -> Iterator[Remark]:
    """Find ids with more in them than an id."""
    for key, text in _texts(ep, "ids"):
        if text in ("", "-", "TODO"):
            continue
        right = youtube_id(text) if key == "youtube" else provider_id(text)
        if right == text:
            continue
        message = f"The id “{key}” is not an id alone: “{text}”."
        if key == "youtube":
            message = f"A YouTube id has 11 characters; this is “{text}”."
        edit = partial(set_field, path=("ids", key), value=right)
        mends = (Mend(f"Make it “{right}”", edit, safe=key == "youtube"),) if right else ()
        yield Remark("id-junk", "error", message, ("ids", key), mends=mends)


RULES: tuple[Rule, ...] = (
    missing_field,
    todo,
    stray_link,
    id_junk,
    sections_missing,
    header_without_clip,
    duration_short,
    last_clip_short,
)
"""What `publish_list` asks, in the order that its answers are shown."""


def _mends_of_missing(ep: Episode, key: str, sound: SoundEnd | None) -> Iterator[Mend]:
    if key == "duration":
        yield from _duration_mends(ep, sound)
    if key == "quotableClips" and any(s.title and s.start is not None for s in ep.sections):
        length = None if sound is None else sound.seconds
        yield Mend("Make them from the sections", partial(clips_from_sections, duration=length))


def _duration_mends(ep: Episode, sound: SoundEnd | None) -> Iterator[Mend]:
    last = last_start(ep)
    usable = sound if sound is not None and (last is None or sound.seconds >= last) else None
    proposal = propose_duration(ep, usable)
    for place, suggestion in enumerate(proposal.suggestions):
        source = usable.described() if usable is not None else "the start of the last line"
        yield Mend(f"Make it {suggestion.now}, {source}", lambda ep, i=place: _with(ep, usable, i))


def _with(ep: Episode, sound: SoundEnd | None, place: int) -> Episode:
    """Return what the proposal makes of the episode as it is when the mend is chosen."""
    proposal = propose_duration(ep, sound)
    return proposal.accepted({place}) if place < len(proposal.suggestions) else ep


def _leaves(value: Value, path: Path) -> Iterator[tuple[Path, Value]]:
    """Yield the values of the fields with their paths; empty lists and mappings are values too."""
    if isinstance(value, Map) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, tuple) and value:
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*path, place))
    elif path:
        yield path, value


def _texts(ep: Episode, key: str) -> Iterator[tuple[str, str]]:
    values = ep.fields.get(key)
    if isinstance(values, Map):
        yield from ((name, v.strip()) for name, v in values.items() if isinstance(v, str))


def _named(path: Path) -> str:
    """Say a path for people: `links spotify`, `topics 2` (counted from 1)."""
    return " ".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _split(address: str) -> str | None:
    """Return the host of an address; None if it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None
