"""Files: source text, front matter, source map, dialect, writer, atomic save. No toolkit."""

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
