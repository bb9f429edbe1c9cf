"""Front matter nested so deeply that parsing it whole could end the process: found before that, and where."""

# PyYAML's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re

import yaml
from yaml import events

from cueline.io.passages import amount, passages
from cueline.io.source import Source

DEEPEST = 100
_MANY = 1000
_DEEP = rf" *+(?:---[ \t]+)?(?:(?:[-?:][ \t]+){{{DEEPEST}}}|(?<= {{{_MANY}}}))"
_FIRST_LINE, _FURTHER_LINE = re.compile(_DEEP), re.compile(rf"\n{_DEEP}")
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TOO_DEEP = (
    "the front matter is nested too deeply here to be an episode's. "
    "If this is a text, put it in quotes."
)


def check_nesting(source: Source, start: int, end: int) -> None:
    """Raise DocumentError if the YAML between two offsets is nested more than an episode can be.

    libyaml's composer calls itself for each level and has no limit; its events come one by one. They are looked at
    only where there are brackets or dashes enough.
    """
    text = source.text
    opened = amount(text, "[", start, end) + amount(text, "{", start, end)
    if not (
        opened > _MANY or _FIRST_LINE.match(text, start, end) or _has_deep_line(text, start, end)
    ):
        return
    place = deep_place(text[start:end])
    if place is not None:
        raise source.error(start + place, TOO_DEEP)


def _has_deep_line(text: str, start: int, end: int) -> bool:
    return any(_FURTHER_LINE.search(text, *passage) for passage in passages(text, start, end))


def deep_place(text: str) -> int | None:
    """Return where YAML goes below the deepest level, in code points; None where it does not, or does not parse."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, events.CollectionStartEvent):
                depth += 1
            elif isinstance(event, events.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                return int(event.start_mark.index)
    except yaml.YAMLError:
        return None
    return None
