"""What an episode is: values, edits, sections, changes, times. Standard library only."""

from cueline.episode.change import Change, FieldChange, Splice
from cueline.episode.clock import Clock, format_span, parse_entry, parse_time
from cueline.episode.values import (
    Clip,
    ClipItem,
    EditError,
    Episode,
    Header,
    Item,
    Line,
    Map,
    Other,
    Path,
    Section,
    Value,
    freeze,
)

__all__ = [
    "Change",
    "Clip",
    "ClipItem",
    "Clock",
    "EditError",
    "Episode",
    "FieldChange",
    "Header",
    "Item",
    "Line",
    "Map",
    "Other",
    "Path",
    "Section",
    "Splice",
    "Value",
    "format_span",
    "freeze",
    "parse_entry",
    "parse_time",
]
