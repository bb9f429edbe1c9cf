"""Rules about the rest of the front matter: fields, links, ids, the duration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from cueline.episode.addresses import leads_elsewhere, provider_id, youtube_id
from cueline.episode.checks.case import Case
from cueline.episode.checks.problem import Fix, Found, Severity
from cueline.episode.clip_proposals import clips_from_sections
from cueline.episode.durations import SoundEnd, duration_of, last_start, propose_duration
from cueline.episode.fields import set_field
from cueline.episode.values import Episode, Map, Path, Value

WORDS: dict[str, str] = {
    "episode": "number in its season",
    "ids": "ids on the platforms",
    "links": "links to the platforms",
    "intro": "introduction",
    "dateadded": "date of its own (“dateadded”)",
    "quotableClips": "clips",
}
"""What a field is called in a sentence where its key is no word: the episode has no …."""

_PROVIDER_JUNK = re.compile(r"/a-[a-z0-9]+/?$|://")
_LATER = ("", "-", "TODO")


def missing_field(case: Case) -> Iterator[Found]:
    """Find fields that are not there. A file without any front matter is no episode with fields."""
    ep = case.ep
    kinds: tuple[tuple[tuple[str, ...], Severity], ...] = (
        (case.settings.needed, "warning"),
        (case.settings.wished, "hint"),
    )
    for names, severity in kinds if ep.fields else ():
        for key in names:
            there = bool(ep.clips) if key == "quotableClips" else key in ep.fields
            if not there:
                message = f"The episode has no {WORDS.get(key, key)} yet."
                fixes = tuple(_fixes_of_missing(case, key))
                yield Found(message, None, fixes, key, (key,), severity)


def todo(case: Case) -> Iterator[Found]:
    """Find fields that say `TODO` or are empty, and `-` where an address belongs."""
    for path, value in _leaves(case.ep.fields, ()):
        words = value.strip() if isinstance(value, str) else value
        blank = words is None or words in ("", (), Map())
        if words == "TODO" or blank or (words == "-" and path[0] in ("links", "image")):
            said = "is empty" if blank else f"says only “{words}”"
            yield Found(f"“{_named(path)}” {said}.", about=f"{path} {words}", path=path)


def stray_link(case: Case) -> Iterator[Found]:
    """Find links that are no addresses, or that lead to another platform than their key says."""
    for key, address in _texts(case.ep, "links"):
        path: Path = ("links", key)
        host = _host(address)
        if address in _LATER:
            continue  # the rule `todo` says so
        if host is None:
            message = f"The link “{key}” is not an address that begins with https://."
            whole = f"https://{address}"
            better = "." in address.partition("/")[0] and " " not in address and ":" not in address
            fix = Fix("Put https:// before it", partial(set_field, path=path, value=whole))
            yield Found(message, None, (fix,) if better else (), address, path)
        elif leads_elsewhere(key, address):
            yield Found(f"The link “{key}” leads to {host}.", about=address, path=path)


def id_junk(case: Case) -> Iterator[Found]:
    """Find ids with more in them than an id."""
    for key, text in _texts(case.ep, "ids"):
        if text in _LATER or (key != "youtube" and not _PROVIDER_JUNK.search(text)):
            continue
        right = youtube_id(text) if key == "youtube" else provider_id(text)
        if right == text:
            continue
        message = f"The id “{key}” is not an id alone: “{text}”."
        if key == "youtube":
            message = f"A YouTube id has 11 characters; this is “{text}”."
        edit = partial(set_field, path=("ids", key), value=right)
        fixes = (Fix(f"Make it “{right}”", edit, key == "youtube"),) if right else ()
        yield Found(message, None, fixes, text, ("ids", key))


def duration_short(case: Case) -> Iterator[Found]:
    """Find a duration that ends before the last line starts."""
    told, last = duration_of(case.ep), last_start(case.ep)
    if told is not None and last is not None and told < last:
        message = (
            f"The duration is {case.time(told)}, but the last line starts at {case.time(last)}."
        )
        fixes = tuple(_duration_fixes(case.ep, case.sound))
        yield Found(message, None, fixes, f"{told:g} {last:g}", ("duration",))


def _fixes_of_missing(case: Case, key: str) -> Iterator[Fix]:
    if key == "duration":
        yield from _duration_fixes(case.ep, case.sound)
    if key == "quotableClips" and any(s.title and s.start is not None for s in case.ep.sections):
        length = None if case.sound is None else case.sound.seconds
        yield Fix("Make them from the sections", partial(clips_from_sections, duration=length))


def _duration_fixes(ep: Episode, sound: SoundEnd | None) -> Iterator[Fix]:
    last = last_start(ep)
    usable = sound if sound is not None and (last is None or sound.seconds >= last) else None
    proposal = propose_duration(ep, usable)
    for place, suggestion in enumerate(proposal.suggestions):
        source = usable.described() if usable is not None else "the start of the last line"
        edit = partial(_with_duration, sound=usable, place=place)
        yield Fix(f"Make it {suggestion.now}, {source}", edit)


def _with_duration(ep: Episode, sound: SoundEnd | None, place: int) -> Episode:
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


def _host(address: str) -> str | None:
    """Return the host of an address; None if it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None
