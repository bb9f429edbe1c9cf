"""An episode brought into the text it was read from: splices, and nothing else."""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from cueline.collection import let_go
from cueline.episode import ClipItem, Episode, Item, Map, Value
from cueline.io.markdown.reader import BodyItems
from cueline.io.markdown.splices import body_splices
from cueline.io.memory import Memory
from cueline.io.passages import LENGTH
from cueline.io.source import Source
from cueline.io.yaml_text.dialect import Dialect, learn_dialect
from cueline.io.yaml_text.entries import EntryList, Fragment
from cueline.io.yaml_text.entry_writer import CannotWriteError, EntryWriter
from cueline.io.yaml_text.field_writer import FieldWriter
from cueline.io.yaml_text.nodes import MappingNode, has_aliases
from cueline.io.yaml_text.pairs import PairList, Piece

Entry = Item | ClipItem


class Splice(NamedTuple):
    """The text from `start` to `end` (code points) gives way to `text`."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Layout:
    """A file as it was read: its text, where its YAML is, and what was found in it.

    `items` are entries of the YAML, or passages of the text below it. `has_yaml`: there is front matter at all.
    """

    source: Source
    start: int
    end: int
    root: MappingNode | None
    items: EntryList[Item] | BodyItems
    clips: EntryList[ClipItem]
    items_key: str
    learned: Dialect | None = None
    has_yaml: bool = True

    @property
    def dialect(self) -> Dialect:
        """How the file writes things; learned when first asked for."""
        if self.learned is None:
            lists = (self.clips,) if isinstance(self.items, BodyItems) else (self.items, self.clips)
            self.learned = learn_dialect(lists, self.source.newline)
        return self.learned


def slim(layout: Layout) -> Layout | None:
    """Return a layout without text, nodes and values, which `on_text` makes whole; the one given is no more.

    None where it has to be read again for that: an entry that cannot be read by itself.
    """
    items, clips, text = layout.items, layout.clips, layout.source.text
    flow = isinstance(items, BodyItems) or items.flow or clips.flow
    if flow or text.startswith("%", layout.start) or has_aliases(text, layout.start, layout.end):
        if items.node is not None:
            let_go(items.node.value)
        return None
    assert isinstance(items, EntryList)
    nowhere = Source(layout.source.path, "")
    return replace(layout, source=nowhere, items=items.slim(), clips=clips.slim())


def on_text(layout: Layout, source: Source) -> Layout:
    """Return a slim layout with the text that it is the layout of."""
    items, clips = layout.items, layout.clips.on(source.text)
    assert isinstance(items, EntryList)
    return replace(layout, source=source, items=items.on(source.text), clips=clips)


def splices(layout: Layout, memory: Memory, old: Episode, new: Episode) -> list[Splice]:
    """Return what has to change in the text for `new`, in order. CannotWriteError where something would be lost."""
    found: list[Splice] = []
    items = layout.items
    if isinstance(items, BodyItems):
        _check_yaml(layout, old, new)
        text, newline = layout.source.text, layout.source.newline
        found += (Splice(*made) for made in body_splices(text, items, memory, new.items, newline))
    elif old.items is not new.items:
        found += _list_splices(layout, memory, items, layout.items_key, new.items)
    if old.clips is not new.clips:
        found += _list_splices(layout, memory, layout.clips, "quotableClips", new.clips)
    if old.fields is not new.fields and _differ(old.fields, new.fields):
        found += _field_splices(layout, memory, old.fields, new.fields)
    return sorted(found, key=lambda s: (s.start, s.end))


def _check_yaml(layout: Layout, old: Episode, new: Episode) -> None:
    if not layout.has_yaml and (new.clips or _differ(old.fields, new.fields)):
        raise CannotWriteError(
            "This file has no front matter, which is where fields and clips would stand."
        )


def apply(text: str, found: list[Splice]) -> bytes:
    """Return the text with the splices done, as UTF-8; UnicodeEncodeError where it holds half of a character."""
    return b"".join(piece.encode("utf-8") for piece in _pieces(text, found))


def _pieces(text: str, found: list[Splice]) -> Iterator[str]:
    """Give the text with the splices done, so that nothing long is made at once."""
    place = 0
    for splice in (*found, Splice(len(text), len(text), "")):
        for at in range(place, splice.start, LENGTH):
            yield text[at : min(at + LENGTH, splice.start)]
        yield splice.text
        place = splice.end


def top_level(layout: Layout) -> PairList | None:
    """Return the pairs of the whole front matter, as pieces of the file's text."""
    if layout.root is None or not layout.root.value:
        return None
    return PairList(
        layout.source.text[: layout.end], layout.root, -layout.start, layout.source.newline
    )


def _list_splices(
    layout: Layout,
    memory: Memory,
    entries: EntryList[Any],
    key: str,
    new: tuple[Entry, ...],
) -> Iterator[Splice]:
    sources = _Sources(layout, memory, entries, key)
    old = entries.entries
    if not old:
        if new:
            yield _first_entries(layout, key, sources, new)
        return
    if [e.origin for e in old] == [e.origin for e in new]:
        for place, (was, entry) in enumerate(zip(old, new, strict=True)):
            if was is not entry and was != entry:
                old_text = entries.fragment(place).text
                source = _ended_like(old_text, sources.of(entry, 1), layout.source.newline)
                yield Splice(*entries.span_of(place), source)
        return
    start, end = entries.span
    texts = [sources.of(entry, place) for place, entry in enumerate(new)]
    if entries.flow:
        yield Splice(start, end, _in_brackets(entries, new, texts))
        return
    open_end = bool(entries.fragments) and not entries.fragments[-1].text.endswith("\n")
    newline = layout.source.newline
    joined = "".join(t if t.endswith("\n") else t + newline for t in texts)
    yield Splice(start, end, joined.removesuffix(newline) if open_end else joined)


def _ended_like(old: str, source: str, newline: str) -> str:
    """Return a source with a line end if `old` has one: the last entry of a file may have none."""
    if not old.endswith("\n"):
        return source.removesuffix(newline)
    return source if source.endswith("\n") else source + newline


def _in_brackets(entries: EntryList[Any], new: tuple[Entry, ...], texts: list[str]) -> str:
    """Join the entries of a list in brackets with what stood between them, the commonest for new neighbours."""
    after = {
        (a.entry.origin, b.entry.origin): gap
        for a, b, gap in zip(entries.fragments, entries.fragments[1:], entries.gaps, strict=False)
    }
    usual = max(entries.gaps, key=entries.gaps.count, default=", ")
    out = texts[:1]
    for before, entry, text in zip(new, new[1:], texts[1:], strict=False):
        out += (after.get((before.origin, entry.origin), usual), text)
    return "".join(out)


def _first_entries(layout: Layout, key: str, sources: _Sources, new: tuple[Entry, ...]) -> Splice:
    """Put entries where the file has none: under the key, or with it at the end of the front matter."""
    newline = layout.source.newline
    body = "".join(sources.of(entry, place) for place, entry in enumerate(new))
    pairs = top_level(layout)
    if pairs is not None and key in pairs:
        return _below_key(layout, pairs, pairs[key], body)
    place = layout.end if key == layout.items_key else _before_items(layout, pairs)
    lead = "" if layout.source.text[:place].endswith("\n") or place == 0 else newline
    return Splice(place, place, f"{lead}{key}:{newline}{body}")


def _below_key(layout: Layout, pairs: PairList, piece: Piece, body: str) -> Splice:
    """Put entries under a key that has none; a comment behind the key stays."""
    start, end = pairs.span(piece)
    text, newline = layout.source.text, layout.source.newline
    begin, stop = piece.start + len(piece.text[:start].rstrip(" ")), piece.start + end
    line_end = text.find("\n", stop, layout.end)
    stop = layout.end if line_end < 0 else line_end + 1
    comment = text[piece.start + end : stop].strip()
    joint = " " if comment else ""
    return Splice(begin, stop, f"{joint}{comment}{newline}{body}")


def _before_items(layout: Layout, pairs: PairList | None) -> int:
    if pairs is not None and layout.items_key in pairs:
        return pairs[layout.items_key].start
    return layout.end


class _Sources:
    """Finds the source of an entry: as it is, as it once was, as a change of its own, or new."""

    def __init__(self, layout: Layout, memory: Memory, entries: EntryList[Any], key: str) -> None:
        self._layout, self._memory, self._entries, self._key = layout, memory, entries, key
        self._known = {entry.origin: place for place, entry in enumerate(entries.entries)}
        self._used: set[int] = set()
        self._writer: EntryWriter | None = None

    def of(self, entry: Entry, place: int) -> str:
        """Return the source of the entry that comes to stand at `place` in its list."""
        origin = entry.origin
        if origin is None or origin in self._used:
            return self.writer.new(replace(entry, origin=None), place)
        self._used.add(origin)
        then = self._known.get(origin)
        known: Fragment[Entry] | None = None if then is None else self._entries.fragment(then)
        if known is not None and (known.entry is entry or known.entry == entry):
            return known.text
        once = self._memory.fragments.get((origin, entry))
        if once is not None:
            return once.text
        base = known or self._memory.latest(origin)
        if base is None:
            return self.writer.new(entry, place)
        return self.writer.changed(base, entry, self._memory.once.get(origin, ()))

    @property
    def writer(self) -> EntryWriter:
        """What writes changed and new entries; made when first needed."""
        if self._writer is None:
            form = self._memory.form(self._key, self._entries)
            self._writer = EntryWriter(form, self._layout.dialect, self._layout.source.newline)
        return self._writer


def _differ(old: Map, new: Map) -> bool:
    return tuple(old) != tuple(new) or any(_unequal(old[key], new[key]) for key in new)


def _unequal(old: Value, new: Value) -> bool:
    return repr(old) != repr(new)


def _field_splices(layout: Layout, memory: Memory, old: Map, new: Map) -> Iterator[Splice]:
    pairs = top_level(layout)
    writer = FieldWriter.like(pairs, layout.dialect, layout.source.newline)
    if [k for k in new if k in old] != [k for k in old if k in new]:
        raise CannotWriteError("The order of the fields cannot be changed.")
    for key in old:
        if pairs is None or (key in new and not _unequal(old[key], new[key])):
            continue
        piece = pairs[key]
        end = piece.start + len(piece.text)
        if key not in new:
            yield Splice(piece.start, end, "")
        else:
            once = memory.fields.get((key, repr(new[key])))
            source = once or writer.changed(piece, piece.start - layout.start, old[key], new[key])
            yield Splice(piece.start, end, source)
    yield from _added_fields(layout, memory, writer, pairs, old, new)


def _added_fields(
    layout: Layout, memory: Memory, writer: FieldWriter, pairs: PairList | None, old: Map, new: Map
) -> Iterator[Splice]:
    """Put new fields behind the one before them; several at one place go in together."""
    newline = layout.source.newline
    added: dict[int, str] = {}
    place = _after(layout, pairs, None)
    for key in new:
        if key in old:
            place = _after(layout, pairs, pairs[key] if pairs else None)
            continue
        source = memory.fields.get((key, repr(new[key]))) or writer.pair(key, new[key]) + newline
        added[place] = added.get(place, "") + source
    for place, source in added.items():
        before = layout.source.text[:place]
        if before and not before.endswith("\n"):
            source = newline + source.removesuffix(newline)
        yield Splice(place, place, source)


def _after(layout: Layout, pairs: PairList | None, piece: Piece | None) -> int:
    if piece is not None:
        return piece.start + len(piece.text)
    return pairs.pieces[0].start if pairs else layout.end
