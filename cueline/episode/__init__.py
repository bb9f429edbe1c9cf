"""What an episode is: values, edits, sections, changes, times. Standard library only.

The names of the package are loaded with the first that is asked for, so that its small modules can be used without.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def __getattr__(name: str) -> object:
    if name in __all__:
        for home in ("values", "clock", "change"):
            module = import_module(f"{__name__}.{home}")
            if hasattr(module, name):
                globals()[name] = found = getattr(module, name)
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
