"""Files: source text, front matter, source map, dialect, writer, atomic save. No toolkit.

What is named here is imported when it is first asked for: whoever only wants one module of this package, such as the
index of a site, does not wait for the readers and writers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cueline.io.document import Document, Part
    from cueline.io.errors import DocumentError, Repair, SaveError, StaleFileError
    from cueline.io.facts import Fact
    from cueline.io.opening import open_document, parse_document

__all__ = [
    "Document",
    "DocumentError",
    "Fact",
    "Part",
    "Repair",
    "SaveError",
    "StaleFileError",
    "open_document",
    "parse_document",
]
_HOMES = {
    "document": ("Document", "Part"),
    "errors": ("DocumentError", "Repair", "SaveError", "StaleFileError"),
    "facts": ("Fact",),
    "opening": ("open_document", "parse_document"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
