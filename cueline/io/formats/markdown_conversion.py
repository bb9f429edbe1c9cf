"""A transcript in Markdown made one in front matter, and the other way round.

Each way is a proposal, which says what becomes other than it was, and a function that writes what was accepted as a
whole file. What is not speech is never lost: it stays below the front matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from cueline.episode import ClipItem, EditError, Episode, Item, Line, Other, parse_time
from cueline.episode.proposals import Proposal, Suggestion
from cueline.io.document import Document, parse_file
from cueline.io.errors import SaveError
from cueline.io.formats.conversion_steps import (
    check_names,
    done,
    short,
    text_of,
    to_front_matter,
    to_markdown,
    with_texts,
)
from cueline.io.formats.markdown import unescaped
from cueline.io.markdown.blocks import Kind
from cueline.io.markdown.reader import BodyItems
from cueline.io.render import Layout, top_level

LEFT_OUT = "Left out"
_BECOMES_SPEECH = "Becomes the end of the transcript. Tick it to leave it out."


def front_matter_proposal(document: Document) -> Proposal:
    """Propose to move the transcript of a Markdown file to its front matter; EditError where it is not below it.

    The accepted episode's `body` is what stays below the front matter.
    """
    layout = _editable(document)
    if not isinstance(layout.items, BodyItems):
        raise EditError("This transcript stands in the front matter already.")
    _check_there_is_one(document)
    others = [
        layout.source.text[block.start : block.end]
        for block in layout.items.blocks
        if block.kind is Kind.OTHER
    ]
    steps = list(to_front_matter(document.episode))
    count = len(steps)
    reason = "No speech: it stays below. Tick it to leave it out."
    left = [Suggestion(LEFT_OUT, "", short(other), "", reason, on=False) for other in others]

    def build(chosen: frozenset[int]) -> Episode:
        items = done(document.episode.items, [steps[i] for i in sorted(chosen) if i < count])
        kept = [other for n, other in enumerate(others, count) if n not in chosen]
        body = (layout.source.newline * 2).join(kept)
        fresh = tuple(replace(item, origin=None) for item in items)
        return replace(document.episode, items=fresh, body=body)

    return Proposal(
        "Transcript moved to the front matter", (*(s.suggestion for s in steps), *left), build
    )


def markdown_proposal(document: Document) -> Proposal:
    """Propose to move the transcript from the front matter below it; EditError where Markdown cannot hold it.

    Paragraphs and headings that stand there already come to be its last lines, unless they are left out.
    """
    layout = _editable(document)
    _check_can_be_markdown(document, layout)
    steps = list(to_markdown(document.episode))
    count = len(steps)
    below = BodyItems(document.episode.body, 0, 0).entries
    left = [
        Suggestion(LEFT_OUT, "", short(text_of(item)), "", _BECOMES_SPEECH, on=False)
        for item in below
    ]

    def build(chosen: frozenset[int]) -> Episode:
        items = done(document.episode.items, [steps[i] for i in sorted(chosen) if i < count])
        written = replace(document.episode.clock, exact=True).format
        spoken = [_labelled(replace(item, origin=None), written) for item in items]
        check_names(spoken)
        kept = [item for n, item in enumerate(below, count) if n not in chosen]
        return replace(document.episode, items=(*spoken, *_going_on(spoken, kept)), body="")

    return Proposal(
        "Transcript moved below the front matter", (*(s.suggestion for s in steps), *left), build
    )


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
    """Return the episode file with what was accepted of `markdown_proposal`; SaveError where that cannot be.

    What stands below the front matter already comes behind the transcript.
    """
    layout = _editable(document)
    text, pairs = layout.source.text, top_level(layout)
    if pairs is not None and layout.items_key in pairs:
        piece = pairs[layout.items_key]
        text = text[: piece.start] + text[piece.start + len(piece.text) :]
    whole = parse_file(text.encode(), document.path, in_body=True)
    cut = whole.front.body if whole.front is not None else 0
    spoken = tuple(item for item in episode.items if item.origin is None)
    data = _filled(document, text[:cut], replace(episode, items=spoken), in_body=True)
    below = _below(whole, episode.items)[cut:].lstrip("\r\n")
    if not below:
        return data
    newline = layout.source.newline
    joined = f"{data.decode().rstrip()}{newline * 2}{below}".encode()
    again = parse_file(joined, document.path, in_body=True).episode
    if again.items != episode.items or again.clips != episode.clips:
        raise SaveError(
            document.path,
            "What stands below the front matter would run into the transcript. Nothing was written.",
        )
    return joined


def _below(whole: Document, items: tuple[Item, ...]) -> str:
    """Return the text whose items are those of `items` that stood below the front matter before."""
    origins = {item.origin for item in items}
    kept = tuple(item for item in whole.episode.items if item.origin in origins)
    return whole.render(replace(whole.episode, items=kept)).decode()


def readable(document: Document, episode: Episode, *, converted: bool) -> tuple[Document, Episode]:
    """Return what an export has to do with of a transcript in Markdown: the texts without the backslashes.

    `converted`: with a document that has them in its front matter. SaveError where that cannot be.
    """
    if not converted:
        return document, replace(
            episode, items=tuple(with_texts(item, unescaped) for item in episode.items)
        )
    saved = document.verified(episode)
    proposal = front_matter_proposal(saved)
    data = as_front_matter(saved, proposal.accepted(proposal.ticked))
    made = parse_file(data, document.path)
    return made, made.episode


def _editable(document: Document) -> Layout:
    if document.read_only or document.layout is None:
        raise EditError(f"This file can only be looked at: {document.read_only}")
    return document.layout


def _check_can_be_markdown(document: Document, layout: Layout) -> None:
    if isinstance(layout.items, BodyItems):
        raise EditError("This transcript is in Markdown already.")
    _check_there_is_one(document)
    for place, item in enumerate(document.episode.items, 1):
        if isinstance(item, Other) or (isinstance(item, Line) and item.extra):
            raise EditError(
                f"Entry {place} has more in it than a line or a header. Markdown cannot hold that."
            )


def _check_there_is_one(document: Document) -> None:
    if not document.episode.items:
        raise EditError("There is no transcript in this file yet, so there is nothing to convert.")


def _filled(document: Document, text: str, episode: Episode, *, in_body: bool) -> bytes:
    """Write the items into a file that has none of them yet; read back, it holds them all."""
    base = parse_file(text.encode(), document.path, in_body=in_body)
    clips = _renumbered(base.episode.clips, episode.clips)
    wanted = replace(base.episode, items=episode.items, clips=clips, fields=episode.fields)
    return base.verified(wanted).data


def _renumbered(base: tuple[ClipItem, ...], clips: tuple[ClipItem, ...]) -> tuple[ClipItem, ...]:
    return base if base == clips else tuple(replace(clip, origin=None) for clip in clips)


def _going_on(before: list[Item], below: list[Item]) -> Iterator[Item]:
    """Give paragraphs below a transcript the speaker whom Markdown takes them for."""
    turns = [item.speaker for item in before if isinstance(item, Line)]
    turn = turns[-1] if turns else ""
    for item in below:
        spoken = isinstance(item, Line)
        yield replace(item, speaker=item.speaker or turn) if spoken else item
        turn = item.speaker or turn if spoken else turn


def _labelled(item: Item, written: Callable[[float], str]) -> Item:
    """Give a line a label that tells its start, which is all that Markdown has for a time.

    Where the two differ and the label is to stay, it tells the start.
    """
    if not isinstance(item, Line) or item.start is None:
        return item
    if item.label:
        return replace(item, start=parse_time(item.label))
    return replace(item, label=written(item.start))
