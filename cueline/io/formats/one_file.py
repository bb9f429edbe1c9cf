"""An episode that is kept in data files, made one Markdown file with all of it in the front matter."""

from __future__ import annotations

import re
from dataclasses import replace

from cueline.episode import EditError, Episode, Map
from cueline.io.document import Document, parse_file
from cueline.io.errors import DocumentError
from cueline.io.render import top_level
from cueline.io.yaml_text.pairs import PairList

_DATA = (".yaml", ".yml")
_KEY = "transcript"
_MARKER = re.compile(r"^(?:---|\.\.\.|%).*\n?", re.MULTILINE)


def is_in_data_files(document: Document) -> bool:
    """Tell whether an episode is kept in data files, one or two, and not in a page."""
    return document.path.suffix.lower() in _DATA and document.read_only is None


def in_one_file(document: Document) -> Document:
    """Return an episode of data files as one Markdown file that is named after them; EditError where that cannot be.

    What stands in the files comes along as it is written, comments as well. What the transcript's file says besides
    the transcript comes behind the metadata, but for what those say already.
    """
    words, data = document.files[0], document.files[-1]
    own = _pairs(words)
    pairs = own if words is data else _pairs(data)
    name = words.layout.items_key if words.layout is not None else _KEY
    if name not in own or not document.episode.items:
        raise EditError("There is no transcript in this file yet, so there is nothing to convert.")
    items = _key_renamed(own[name].text, name)
    if words is data:
        front = "".join(items if piece is own[name] else piece.text for piece in pairs.pieces)
    else:
        kept = [piece.text for piece in pairs.pieces if piece.key != _KEY]
        more = [p.text for p in own.pieces if p.key != name and p.key not in pairs]
        said = _ended(*kept, pairs.tail, own.head, *more, items)
        front, pairs.tail = said + own.tail, ""
    newline = data.source.newline
    text = _MARKER.sub("", pairs.head + _ended(front, pairs.tail)).replace("\r\n", "\n")
    whole = f"---\n{text}---\n".replace("\n", newline)
    return _read_back(document, words, whole)


def _pairs(document: Document) -> PairList:
    pairs = None if document.layout is None else top_level(document.layout)
    if pairs is None or pairs.flow or pairs.column:
        raise EditError(
            f"{document.path.name} is written in a way that cannot be taken over as it is."
        )
    return pairs


def _key_renamed(text: str, name: str) -> str:
    return re.sub(rf"""^(["']?){name}\1(?=[ \t]*:)""", _KEY, text, count=1, flags=re.MULTILINE)


def _ended(*texts: str) -> str:
    """Return texts behind each other, each with the end of its last line."""
    return "".join(text if not text or text.endswith("\n") else f"{text}\n" for text in texts)


def _read_back(document: Document, words: Document, text: str) -> Document:
    """Return the file that was made, if it holds the episode; EditError if not."""
    path = document.files[-1].path.with_suffix(".md")
    refused = EditError(
        f"{document.name} cannot be put together as they are written: the new file would say something else."
    )
    try:
        made = parse_file(text.encode(), path, in_body=False)
    except (DocumentError, UnicodeEncodeError) as error:
        raise refused from error
    fields = {**words.episode.fields, **document.episode.fields}
    if words is not document:
        fields.pop(_KEY, None)
    if made.read_only or not _same(made.episode, document.episode, Map(fields)):
        raise refused
    return made


def _same(made: Episode, wanted: Episode, fields: Map) -> bool:
    one, other = (
        [replace(entry, origin=None) for entry in (*ep.items, *ep.clips)] for ep in (made, wanted)
    )
    return one == other and dict(made.fields) == dict(fields)
