"""How another version of a file writes its entries: what comes back from there gets the bytes that it has there."""

from __future__ import annotations

from typing import Any

from cueline.episode import Episode
from cueline.io.document import Document, parse_file
from cueline.io.markdown.reader import BodyItems
from cueline.io.render import top_level
from cueline.io.yaml_text.dialect import learn_form
from cueline.io.yaml_text.entries import EntryList


def learn_sources(document: Document, other: Document, episode: Episode) -> None:
    """Let `document` remember how `other` writes its entries, which have the origins of `document` in `episode`.

    Nothing is learned of lists that are laid out otherwise, nor of long files, which take too long to take apart.
    """
    if len(document.files) != len(other.files):
        return
    for file, version, part in zip(document.files, other.files, other.split(episode), strict=True):
        if not (file.long or version.long):
            _learn(file, with_ends_of(file, version), part)


def with_ends_of(file: Document, version: Document) -> Document:
    """Return a version with the line ends of the file: Git may keep others than it writes to the disk."""
    newline = file.source.newline
    if version.source.newline == newline:
        return version
    data = version.data.replace(b"\r\n", b"\n").replace(b"\n", newline.encode())
    return parse_file(data, version.path, in_body=version.in_body)


def _learn(file: Document, version: Document, part: Episode) -> None:
    mine, theirs, memory = file.layout, version.layout, file.memory
    if mine is None or theirs is None:
        return
    for ours, other, entries in (
        (mine.items, theirs.items, part.items),
        (mine.clips, theirs.clips, part.clips),
    ):
        if _alike(ours, other):
            memory.keep_written(other.fragments, entries, ours.entries)
    pairs = top_level(theirs)
    if pairs is not None:
        for key, value in part.fields.items():
            known = key not in pairs or (key, repr(value)) in memory.fields
            if not known and pairs[key].text.endswith("\n"):
                memory.keep_field(key, value, pairs[key].text)


def _alike(ours: EntryList[Any] | BodyItems, other: EntryList[Any] | BodyItems) -> bool:
    """Tell whether the entries of one list can stand in the other as they are."""
    if isinstance(ours, BodyItems) or isinstance(other, BodyItems):
        return isinstance(ours, BodyItems) and isinstance(other, BodyItems)
    one, two = learn_form(ours), learn_form(other)
    return (one.dash, one.gap, one.flow_list) == (two.dash, two.gap, two.flow_list)
