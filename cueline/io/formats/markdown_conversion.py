"""A transcript in Markdown made one in front matter, and the other way round.

Each way is a proposal, which says what becomes other than it was, and a function that writes what was accepted as a
whole file. What is not speech is never lost: it stays below the front matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from cueline.episode import ClipItem, EditError, Episode, Header, Item, Line, Other
from cueline.episode.proposals import Proposal, Suggestion
from cueline.io.document import Document, parse_file
from cueline.io.formats.exported import one_line
from cueline.io.formats.markdown import escaped, unescaped
from cueline.io.markdown_blocks import Kind
from cueline.io.markdown_reader import BodyItems
from cueline.io.render import Layout, top_level

ESCAPES = "Escapes"
LEFT_OUT = "Left out"
_DATA = (".yaml", ".yml")
_SHOWN = 60
_BECOMES_SPEECH = "It stands below the front matter, where it becomes part of the transcript."


def front_matter_proposal(document: Document) -> Proposal:
    """Propose to move the transcript of a Markdown file to its front matter; EditError where it is not below it.

    The accepted episode's `body` is what stays below the front matter.
    """
    layout = _editable(document)
    if not isinstance(layout.items, BodyItems):
        raise EditError("This transcript stands in the front matter already.")
    others = [
        layout.source.text[block.start : block.end]
        for block in layout.items.blocks
        if block.kind is Kind.OTHER
    ]
    reason = "Markdown needs these backslashes, front matter does not."
    found = _texts(document.episode, unescaped, reason)
    count = len(found)
    suggestions = [suggestion for _, suggestion in found]
    suggestions += [
        Suggestion(LEFT_OUT, "", _short(other), "", "This is not speech; it stays below.", on=False)
        for other in others
    ]

    def build(chosen: frozenset[int]) -> Episode:
        items = _with_texts(document.episode, [found[i] for i in chosen if i < count], unescaped)
        kept = [other for n, other in enumerate(others, count) if n not in chosen]
        body = (layout.source.newline * 2).join(kept)
        fresh = tuple(replace(item, origin=None) for item in items)
        return replace(document.episode, items=fresh, body=body)

    return Proposal("Transcript moved to the front matter", tuple(suggestions), build)


def markdown_proposal(document: Document) -> Proposal:
    """Propose to move the transcript from the front matter below it; EditError where Markdown cannot hold it.

    Paragraphs and headings that stand there already come to be its last lines, unless they are left out.
    """
    layout = _editable(document)
    _check_can_be_markdown(document, layout)
    reason = "Markdown would take these characters for marks of its own."
    found = _texts(document.episode, _escaped, reason)
    count = len(found)
    below = BodyItems(document.episode.body, 0, 0).entries
    suggestions = [suggestion for _, suggestion in found]
    suggestions += [
        Suggestion(LEFT_OUT, "", _short(_text(item)), "", _BECOMES_SPEECH, on=False)
        for item in below
    ]

    def build(chosen: frozenset[int]) -> Episode:
        items = _with_texts(document.episode, [found[i] for i in chosen if i < count], _escaped)
        written = document.episode.clock.format
        spoken = [_labelled(replace(item, origin=None), written) for item in items]
        kept = [item for n, item in enumerate(below, count) if n not in chosen]
        return replace(document.episode, items=(*spoken, *_going_on(spoken, kept)), body="")

    return Proposal("Transcript moved below the front matter", tuple(suggestions), build)


def as_front_matter(document: Document, episode: Episode) -> bytes:
    """Return the Markdown file with what was accepted of `front_matter_proposal`; SaveError where that cannot be."""
    layout = _editable(document)
    text, newline = layout.source.text, layout.source.newline
    front = f"---{newline}---{newline}"
    if layout.has_yaml and document.front is not None:
        front = text[: document.front.body]
        front += "" if front.endswith("\n") else newline
    body = f"{newline}{episode.body}{newline}" if episode.body else ""
    return _filled(document, front + body, episode, in_body=False)


def as_markdown(document: Document, episode: Episode) -> bytes:
    """Return the episode file with what was accepted of `markdown_proposal`; SaveError where that cannot be."""
    layout = _editable(document)
    text, pairs = layout.source.text, top_level(layout)
    if pairs is not None and layout.items_key in pairs:
        piece = pairs[layout.items_key]
        text = text[: piece.start] + text[piece.start + len(piece.text) :]
    return _filled(document, text, episode, in_body=True)


def readable(document: Document, episode: Episode, *, converted: bool) -> tuple[Document, Episode]:
    """Return what an export has to do with of a transcript in Markdown: the texts without the backslashes.

    `converted`: with a document that has them in its front matter. SaveError where that cannot be.
    """
    if not converted:
        return document, replace(
            episode, items=tuple(_changed(item, unescaped) for item in episode.items)
        )
    saved = document.verified(episode)
    proposal = front_matter_proposal(saved)
    data = as_front_matter(saved, proposal.accepted(proposal.ticked))
    made = parse_file(data, document.path)
    return made, made.episode


def _editable(document: Document) -> Layout:
    if document.read_only or document.layout is None:
        raise EditError(f"This file can only be looked at: {document.read_only}")
    if len(document.parts) > 1 or document.path.suffix.lower() in _DATA:
        raise EditError("A transcript in a data file of its own cannot be converted.")
    return document.layout


def _check_can_be_markdown(document: Document, layout: Layout) -> None:
    if isinstance(layout.items, BodyItems):
        raise EditError("This transcript is in Markdown already.")
    for place, item in enumerate(document.episode.items, 1):
        if isinstance(item, Other) or (isinstance(item, Line) and item.extra):
            raise EditError(
                f"Entry {place} has more in it than a line or a header. Markdown cannot hold that."
            )


def _filled(document: Document, text: str, episode: Episode, *, in_body: bool) -> bytes:
    """Write the items into a file that has none of them yet; read back, it holds them all."""
    base = parse_file(text.encode(), document.path, in_body=in_body)
    clips = _renumbered(base.episode.clips, episode.clips)
    wanted = replace(base.episode, items=episode.items, clips=clips, fields=episode.fields)
    return base.verified(wanted).data


def _renumbered(base: tuple[ClipItem, ...], clips: tuple[ClipItem, ...]) -> tuple[ClipItem, ...]:
    return base if base == clips else tuple(replace(clip, origin=None) for clip in clips)


def _texts(
    episode: Episode, change: Callable[[str], str], reason: str
) -> list[tuple[int, Suggestion]]:
    """Find the items that would be written with other characters."""
    found: list[tuple[int, Suggestion]] = []
    for index, item in enumerate(episode.items):
        changed = _changed(item, change)
        if changed != item:
            was, now = (f"{_name(x)}{_text(x)}" for x in (item, changed))
            place = item.label if isinstance(item, Line) else ""
            found.append((index, Suggestion(ESCAPES, place, was, now, reason, index)))
    return found


def _with_texts(
    episode: Episode, chosen: list[tuple[int, Suggestion]], change: Callable[[str], str]
) -> tuple[Item, ...]:
    places = {index for index, _ in chosen}
    return tuple(
        _changed(item, change) if index in places else item
        for index, item in enumerate(episode.items)
    )


def _changed(item: Item, change: Callable[[str], str]) -> Item:
    if isinstance(item, Line):
        return replace(item, text=change(item.text), speaker=change(item.speaker))
    return replace(item, text=change(item.text)) if isinstance(item, Header) else item


def _going_on(before: list[Item], below: list[Item]) -> Iterator[Item]:
    """Give paragraphs below a transcript the speaker whom Markdown takes them for."""
    turns = [item.speaker for item in before if isinstance(item, Line)]
    turn = turns[-1] if turns else ""
    for item in below:
        spoken = isinstance(item, Line)
        yield replace(item, speaker=item.speaker or turn) if spoken else item
        turn = item.speaker or turn if spoken else turn


def _labelled(item: Item, written: Callable[[float], str]) -> Item:
    """Give a line that has only seconds a label, which is all that Markdown has for a time."""
    if not isinstance(item, Line) or item.start is None or item.label:
        return item
    return replace(item, label=written(item.start))


def _escaped(text: str) -> str:
    return escaped(one_line(text))


def _name(item: Item) -> str:
    return f"{item.speaker}: " if isinstance(item, Line) and item.speaker else ""


def _text(item: Item) -> str:
    return "" if isinstance(item, Other) else item.text


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
