"""Files as documents: open, render, save. What is not edited keeps its bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TypeVar

from cueline.collection import let_go, uncollected
from cueline.episode import ClipItem, Episode, Header, Item, Line, Map, Other
from cueline.episode.clock import learn_clock
from cueline.episode.origins import numbered
from cueline.io.bounds import too_long, too_much
from cueline.io.broken.repairs import told_truly
from cueline.io.errors import DocumentError, SaveError
from cueline.io.facts import Fact, find_facts
from cueline.io.front_matter import FrontMatter, locate
from cueline.io.markdown.reader import BodyItems, clock_of, without_edges
from cueline.io.memory import Memory, same_origins
from cueline.io.reading import LONG_BYTES, Reading, compact
from cueline.io.render import Layout, Splice, apply, on_text, slim, splices, top_level
from cueline.io.saving import atomic
from cueline.io.source import BOM, Source
from cueline.io.yaml_text.entries import EntryList, read_clip, read_item
from cueline.io.yaml_text.entry_writer import CannotWriteError
from cueline.io.yaml_text.nesting import TOO_DEEP, check_nesting, deep_place
from cueline.io.yaml_text.nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    TooManyAliases,
    compose,
    is_empty,
    value_of,
)

ITEM_KEYS = ("transcript", "segments")
_FEW = 20
_Entry = TypeVar("_Entry", bound=Item | ClipItem)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a document; `role` is `"transcript"` or `"metadata"`."""

    path: Path
    role: str


@dataclass(eq=False, repr=False)
class Document:
    """A file that was read: its episode, and everything that saving it without a needless byte takes."""

    path: Path
    data: bytes
    reading: Reading
    episode: Episode
    read_only: str | None
    notices: list[str]
    memory: Memory = field(default_factory=Memory)
    front: FrontMatter | None = None
    items_key: str = ITEM_KEYS[0]
    on_disk: bytes | None = None
    """What the file holds while that is not `data`: the text that was mended."""

    @property
    def disk(self) -> bytes:
        """What the file holds, as far as is known."""
        return self.data if self.on_disk is None else self.on_disk

    @property
    def source(self) -> Source:
        """The text as it was read."""
        return self.reading.source

    @property
    def layout(self) -> Layout | None:
        """Where everything stands in the text; None for a file that can only be looked at."""
        return self.reading.layout

    @property
    def long(self) -> bool:
        """Whether text and nodes are let go of once it is read; what renders it finds them again by their places."""
        return len(self.data) > LONG_BYTES

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def parts(self) -> tuple[Part, ...]:
        """The files that this document consists of."""
        return (Part(self.path, "transcript"),)

    @property
    def files(self) -> tuple[Document, ...]:
        """The document of each file; a document of one file is its own."""
        return (self,)

    def split(self, episode: Episode) -> tuple[Episode, ...]:
        """Return what of `episode` stands in each of the files."""
        return (episode,)

    @cached_property
    def digest(self) -> str:
        """A digest of the bytes of this file; of a long one it is taken beside the window (`take_digests`)."""
        return sha256(self.data).hexdigest()

    def take_digests(self) -> tuple[str, ...]:
        """Take the digest of each file now; it is kept."""
        return tuple(file.digest for file in self.files)

    @property
    def fingerprint(self) -> str:
        """A digest of the bytes that were read: other bytes in any of the files give another."""
        if len(self.files) == 1:
            return self.digest
        digest = sha256()
        for file in self.files:
            digest.update(file.data)
        return digest.hexdigest()

    @property
    def in_body(self) -> bool | None:
        """Whether the items stand below the front matter; None if there is no telling."""
        return self.reading.in_body

    @cached_property
    def facts(self) -> list[Fact]:
        """What only the source shows (see `Fact`), in the order of the source."""
        if self.reading.facts is not None:
            return self.reading.facts
        return find_facts(self.layout, self.front) if self.layout and self.front else []

    def item_at_line(self, line: int) -> int | None:
        """Return the item whose source has the line (from 1) in it; None if none has."""
        if self.layout is None:
            return None
        text, base = self.source.text, self.layout.start
        for index, fragment in enumerate(self.layout.items.fragments):
            start = fragment.start + base
            first = text.count("\n", 0, start) + 1
            if first <= line < first + max(1, len(fragment.text.splitlines())):
                return index
        return None

    def line_of_item(self, index: int) -> int:
        """Return the source line, from 1, on which an item of what was read begins; 1 where there is none."""
        if self.layout is None or not 0 <= index < len(self.layout.items.fragments):
            return 1
        return self.source.line_at(self.layout.start + self.layout.items.place(index))

    def splices(self, episode: Episode) -> list[Splice]:
        """Return what `render` changes in the text that was read; SaveError where something would be lost."""
        if self.layout is None or episode.body != self.episode.body:
            raise SaveError(
                self.path,
                self.read_only or "The text below the front matter cannot be changed here.",
            )
        try:
            return splices(self.layout, self.memory, self.episode, episode)
        except (CannotWriteError, DocumentError) as error:
            raise SaveError(self.path, str(error)) from error

    def render(self, episode: Episode) -> bytes:
        """Return the file as it would be saved with `episode` in it; SaveError where that cannot be.

        An episode that stood in the file before, in this session, gives the bytes it had then.
        """
        if episode is self.episode:
            return self.data
        episode = self._as_held(episode)
        if episode == self.episode and same_origins(episode, self.episode):
            return self.data
        known = self.memory.state(episode)
        if known is not None:
            return known
        try:
            return apply(self.source.text, self.splices(episode))
        except UnicodeEncodeError as error:
            raise SaveError(
                self.path, "The text has half of a character in it, which cannot be saved."
            ) from error

    def render_all(self, episode: Episode) -> dict[Path, bytes]:
        """Return the files that change, each as it would be saved."""
        data = self.render(episode)
        return {} if data == self.data else {self.path: data}

    def verified(self, episode: Episode) -> Document:
        """Render and read back; return the document that the result is. SaveError unless it holds `episode`."""
        episode = self._as_held(episode)
        return self._read_back(episode, self.render(episode))

    def taken_up(
        self, episode: Episode, files: Sequence[bytes], read: Sequence[Document] = ()
    ) -> Document:
        """Return the document that a save of `episode` made in an earlier session, when it wrote these files.

        `read`: the same files as they were read already. SaveError unless they hold `episode`.
        """
        saved = self._read_back(self._as_held(episode), files[0], *read)
        return saved if saved.on_disk is None else replace(saved, on_disk=None)

    def _as_held(self, episode: Episode) -> Episode:
        """Return the episode as the file can hold it; in Markdown no text has blanks around it."""
        if episode is self.episode or not self.in_body:
            return episode
        items = without_edges(episode.items)
        return episode if items is episode.items else episode.with_items(items)

    def _read_back(self, episode: Episode, data: bytes, read: Document | None = None) -> Document:
        if data == self.data:
            return self._with(data, episode, self) if episode is not self.episode else self
        try:
            read = read or parse_file(data, self.path, in_body=self.in_body)
        except DocumentError as error:
            raise SaveError(
                self.path, f"Cueline would have written a file it cannot read ({error.reason})."
            ) from error
        difference = _difference(read.episode, episode)
        if difference:
            raise SaveError(
                self.path, f"{difference} would not come back as it is. Nothing was written."
            )
        return self._with(data, episode, read)

    def save(self, episode: Episode, path: str | os.PathLike[str] | None = None) -> Document:
        """Write `episode` to the file (or to `path`) and return the document as it is now.

        SaveError: the file is as it was. StaleFileError: the file on disk is not the one that was read. One that is
        gone is written anew where `path` names it.
        """
        target = Path(path) if path is not None else self.path
        same = path is None or atomic.is_same_file(target, self.path)
        if self.read_only and (same or episode != self.episode):
            raise SaveError(self.path, f"This file can only be looked at: {self.read_only}")
        saved = self.verified(episode)
        anew = path is not None and not target.exists()
        if same and not anew:
            atomic.check_unchanged(target, self.disk)
        if anew or not same or saved.data != self.data or self.on_disk is not None:
            atomic.write(target, saved.data, self.disk if same and not anew else None)
        if saved.on_disk is not None:
            return replace(saved, path=target, on_disk=None)
        if saved is not self:
            saved.path = target
        return saved if saved.path == target else replace(saved, path=target)

    def _with(self, data: bytes, episode: Episode, read: Document) -> Document:
        """Return what was read back with this session's origins and memory."""
        layout = self.layout
        if layout is None or not read.reading.has_layout:
            raise SaveError(self.path, self.read_only or "There is nothing to save.")
        self.memory.highest = self.memory.highest.with_those_of(self.episode)
        counted = numbered(episode, above=self.memory.highest)
        memory = self._remembering(counted)
        reading = read.reading.holding(counted, layout.dialect)
        return replace(
            read, path=self.path, data=data, episode=counted, reading=reading, memory=memory,
            read_only=self.read_only,
        )  # fmt: skip

    def _remembering(self, now: Episode) -> Memory:
        memory, layout = self.memory, self.layout
        if layout is None or now is self.episode:
            return memory
        if not isinstance(layout.items, BodyItems):
            memory.form(layout.items_key, layout.items)
        memory.form("quotableClips", layout.clips)
        memory.keep_entries(layout.items, now.items)
        memory.keep_entries(layout.clips, now.clips)
        fields = self.episode.fields.items()
        changed = [(key, old) for key, old in fields if repr(now.fields.get(key)) != repr(old)]
        if changed and (pairs := top_level(layout)) is not None:
            for key, value in changed:
                memory.keep_field(key, value, pairs[key].text)
        memory.keep_state(self.episode, self.data)
        return memory


def parse_file(data: bytes, path: Path, *, in_body: bool | None = None) -> Document:
    """Make a document of one file's bytes, whatever other files it names.

    `in_body`: whether its items are passages of the text below the front matter; None: as the file looks.
    DocumentError: not UTF-8, or the YAML does not parse.
    """
    source = Source.decode(path, data)
    reason = too_much(data)
    if reason:
        return _plain(data, source, reason)
    with uncollected(freeze=len(data) > LONG_BYTES), told_truly(source):
        document = _parsed(data, source, in_body)
        if document.long and document.reading.has_layout:
            items = [*document.episode.items]
            document = _slim(document)
            let_go(items)
        return document


def _slim(document: Document) -> Document:
    """Let go of text and layout, which are read again when they are needed."""
    path, data, episode = document.path, document.data, compact(document.episode)
    in_body, facts = document.in_body, document.facts
    layout = slim(document.layout) if document.layout is not None else None

    def read_again() -> Reading:
        source = Source.decode(path, data)
        if layout is not None:
            return Reading(source, on_text(layout, source))
        with uncollected(freeze=True):
            return _parsed(data, source, in_body).reading

    reading = Reading.later(read_again, in_body, facts).holding(episode, None)
    return replace(document, episode=episode, reading=reading)


def _parsed(data: bytes, source: Source, in_body: bool | None = None) -> Document:
    front = locate(source)
    if front is None:
        reason = _why_plain(source.text)
        return _plain(data, source, reason) if reason and not in_body else _unfronted(data, source)
    try:
        return _structured(data, source, front, in_body)
    except TooManyAliases:
        return _plain(
            data, source, "its YAML aliases stand for more than any transcript could hold."
        )
    except RecursionError as error:
        place = deep_place(source.text[front.start : front.end]) or 0
        raise source.error(front.start + place, TOO_DEEP) from error


def _why_plain(text: str) -> str | None:
    if not text.strip().strip(BOM).strip():
        return "it is empty."
    return _TEMPLATE_REASON if _TEMPLATE_HEAD.match(text) else None


_TEMPLATE_HEAD = re.compile(r"\ufeff?---[ \t]*\r?\n\s*\{[{%]")


def _unfronted(data: bytes, source: Source) -> Document:
    """Make the document of a transcript in Markdown that has nothing before it."""
    start = len(BOM) if source.text.startswith(BOM) else 0
    items = BodyItems(source.text, 0, start)
    clips = EntryList(source.text, 0, None, read_clip, count())
    layout = Layout(source, 0, 0, None, items, clips, ITEM_KEYS[0], has_yaml=False)
    episode = Episode(items.entries, clock=clock_of(items.entries))
    return Document(
        Path(source.path), data, Reading(source, layout), episode, too_long(episode), []
    )


def _structured(
    data: bytes, source: Source, front: FrontMatter, in_body: bool | None = None
) -> Document:
    check_nesting(source, front.start, front.end)
    root = compose(source, front.start, front.end)
    if root is not None and not isinstance(root, MappingNode):
        raise source.error(
            front.start, "the front matter is no list of names and values (name: value)."
        )
    nodes = {str(k.value): v for k, v in root.value} if root else {}
    key = _items_key(nodes)
    text, base = source.text, front.start
    items = _body_items(source, front, nodes, in_body)
    body = text[front.body :] if items is None else ""
    items = items or EntryList(text, base, nodes.get(key), read_item, count())
    clips = EntryList(text, base, nodes.get("quotableClips"), read_clip, count())
    fields = Map({k: value_of(v) for k, v in nodes.items() if k not in (key, "quotableClips")})
    clock = clock_of(items.entries) if isinstance(items, BodyItems) else learn_clock(_times(items))
    episode = Episode(items.entries, clips.entries, fields, body, clock)
    layout = Layout(source, front.start, front.end, root, items, clips, key)
    reason = _odd_list(nodes, key) or too_long(episode)
    has_items = key in nodes or isinstance(items, BodyItems)
    notices = _notices(source, front, episode, has_items)
    reading = Reading(source, layout)
    return Document(
        Path(source.path), data, reading, episode, reason, notices, front=front, items_key=key
    )


def _body_items(
    source: Source, front: FrontMatter, nodes: Mapping[str, Node], in_body: bool | None
) -> BodyItems | None:
    """Return the transcript below the front matter; None where it stands, or would stand, in the front matter.

    A body of nothing but paragraphs below the fields of an episode, or of a person, is a text about it.
    """
    if in_body is False or any(key in nodes for key in ITEM_KEYS) or not source.text[front.body :]:
        return BodyItems(source.text, front.start, front.body) if in_body else None
    items = BodyItems(source.text, front.start, front.body)
    told = any(
        isinstance(item, Header) or (isinstance(item, Line) and (item.speaker or item.label))
        for item in items.entries
    )
    is_transcript = told or (items.entries and not _OF_OTHER_PAGES & nodes.keys())
    return items if in_body or is_transcript else None


_OF_OTHER_PAGES = {"season", "guests", "links", "short", "picture"}


def _plain(data: bytes, source: Source, reason: str) -> Document:
    episode = Episode(body=source.text)
    return Document(Path(source.path), data, Reading(source, None), episode, reason, [])


def _items_key(nodes: Mapping[str, Node]) -> str:
    """Return the key of the list of entries; `segments` where `transcript` names the file that has them."""
    transcript = nodes.get("transcript")
    if isinstance(transcript, ScalarNode) and names_a_file(transcript.value):
        return "segments"
    return next((k for k in ITEM_KEYS if k in nodes), ITEM_KEYS[0])


def names_a_file(value: object) -> bool:
    """Tell whether the value of `transcript` is the name of a file beside this one."""
    return isinstance(value, str) and re.fullmatch(r"[^\s/\\][^/\\]*\.\w{2,8}", value) is not None


def _odd_list(nodes: Mapping[str, Node], key: str) -> str | None:
    for name in (key, "quotableClips"):
        node = nodes.get(name)
        if node is None or isinstance(node, SequenceNode) or is_empty(node):
            continue
        return f"its “{name}” is not a list."
    return _TEMPLATE_REASON if any(_is_template(node) for node in nodes.values()) else None


_TEMPLATE_REASON = (
    "it is a template with placeholders ({{ }}). Fill them in with a text editor first."
)


def _is_template(node: Node) -> bool:
    """Tell whether a field is, or has in it, a placeholder instead of a value."""
    if isinstance(node, ScalarNode):
        return node.value.startswith("{{") and node.value.endswith("}}")
    if isinstance(node, MappingNode):
        return any(isinstance(k, MappingNode) or _is_template(v) for k, v in node.value)
    return len(node.value) < _FEW and any(_is_template(child) for child in node.value)


def _times(items: EntryList[Item]) -> Iterable[tuple[float | None, str, str]]:
    for entry in items.entries:
        if isinstance(entry, Line):
            start = entry.start
            written = repr(start) if isinstance(start, float) else ""
            yield start, entry.label, written


def _notices(source: Source, front: FrontMatter, episode: Episode, has_items: bool) -> list[str]:
    notices: list[str] = []
    line = source.position(front.opening)[0]
    if source.text[: front.opening].strip(BOM):
        notices.append(
            f"The front matter starts at line {line}; most sites want it at the very start."
        )
    others = sum(isinstance(item, Other) for item in episode.items)
    if others:
        notices.append(f"{others} entries are neither header nor line; they are kept as they are.")
    if not has_items:
        notices.append("This file has no transcript in its front matter yet.")
    return notices


def _difference(read: Episode, wanted: Episode) -> str | None:
    """Say what of `wanted` did not come back; None if all of it did."""
    kinds = (("entry", read.items, wanted.items), ("clip", read.clips, wanted.clips))
    for kind, there, here in kinds:
        if there == here:
            continue
        if len(there) != len(here):
            return f"The number of {'entries' if kind == 'entry' else 'clips'}"
        place = next(i for i, (a, b) in enumerate(zip(there, here, strict=True)) if a != b)
        return f"The {kind} number {place + 1}"
    if repr(read.fields) != repr(wanted.fields):
        keys = [
            k
            for k in {**read.fields, **wanted.fields}
            if repr(read.fields.get(k)) != repr(wanted.fields.get(k))
        ]
        return f"The field “{keys[0]}”" if keys else "The order of the fields"
    return None if read.body == wanted.body else "The text below the front matter"
