"""Puts what was imported into an episode: as its transcript, or as the times of the one it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cueline.episode import (
    Clip,
    ClipItem,
    EditError,
    Episode,
    Header,
    Item,
    Line,
    edits,
    format_span,
)
from cueline.episode.clips import url_at
from cueline.io.formats.audacity import label_of
from cueline.io.formats.cues import Cue, track, with_words
from cueline.io.formats.exported import Options
from cueline.io.formats.imported import Imported, Label


def with_transcript(episode: Episode, imported: Imported, *, exact: bool = False) -> Episode:
    """Return the episode with the imported lines and headers as its transcript; EditError where it has one.

    Starts are rounded down to what the episode holds, whole seconds where it has no time yet; `exact` keeps
    milliseconds. Labels are written with the episode's clock.
    """
    if episode.items:
        raise EditError(
            f"This episode has a transcript already, of {len(episode.items)} entries. Only the times of "
            "Audacity labels can be taken into it; import anything else into a new file."
        )
    if not imported.items:
        raise EditError(
            "There is no text in these labels, so they can only give times to a transcript that is there."
        )
    clock = replace(episode.clock, precision=3) if exact else episode.clock
    placed = [
        item
        if isinstance(item, Header) or item.start is None
        else replace(item, start=(start := clock.round(item.start)), label=clock.format(start))
        for item in imported.items
    ]
    return replace(episode, items=tuple(placed), clock=clock)


def with_times(episode: Episode, labels: Sequence[Label]) -> tuple[Episode, tuple[str, ...]]:
    """Return the episode with the starts of the labels, and notices; EditError where they do not fit its lines.

    A label fits the lines with its text, as the export wrote it; if not all labels have such a text, the labels are
    taken in order, and there have to be as many as there are starts. Lines of one start and the clip edges there
    move together. Starts are rounded down to what the episode holds.
    """
    cues = with_words(track(episode, Options()).cues)
    found, notices = _moves(cues, labels)
    moves = {old: episode.clock.round(new) for old, new in found.items()}
    items = tuple(_moved_item(episode, item, moves) for item in episode.items)
    return replace(episode, items=items, clips=_moved_clips(episode.clips, moves)), notices


def _moved_item(episode: Episode, item: Item, moves: Mapping[float, float]) -> Item:
    """Return the line with its new start; retimed in an episode of its own, which takes no copy of all the others."""
    new = (
        moves.get(round(item.start, 3))
        if isinstance(item, Line) and item.start is not None
        else None
    )
    if new is None:
        return item
    return edits.retime(Episode(items=(item,), clock=episode.clock), 0, new).items[0]


def _moves(
    cues: Sequence[Cue], labels: Sequence[Label]
) -> tuple[dict[float, float], tuple[str, ...]]:
    """Return for each old start the new one, and a notice where the texts did not tell."""
    texts = Counter(label_of(cue, Options()) for cue in cues)
    by_text = {label_of(cue, Options()): cue.start for cue in cues}
    by_text = {text: start for text, start in by_text.items() if texts[text] == 1}
    known = Counter(label.text for label in labels if label.text in by_text)
    if labels and known.total() == len(labels) == len(known):
        return {by_text[label.text]: label.start for label in labels}, ()
    if len(labels) == len(cues):
        pairs = list(zip(cues, labels, strict=True))
        other = sum(label.text != label_of(cue, Options()) for cue, label in pairs)
        notice = f"{other} of {len(labels)} labels have another text than their lines; they were taken in order."
        return {cue.start: label.start for cue, label in pairs}, (notice,) if other else ()
    strange = next((label for label in labels if label.text not in by_text), None)
    first = f", such as “{strange.text[:40]}” at {format_span(strange.start)}" if strange else ""
    raise EditError(
        f"{_fitting(len(labels))} the {len(cues)} starts of the episode: there have to be as many, or "
        f"every label has to have the text that the export gave it. Some have another text{first}."
    )


def _fitting(count: int) -> str:
    return "The one label does not fit" if count == 1 else f"The {count} labels do not fit"


def _moved_clips(clips: tuple[ClipItem, ...], moves: Mapping[float, float]) -> tuple[ClipItem, ...]:
    """Return the clips with the edges that stood at a start moved along."""
    return tuple(_moved_clip(clip, moves) if isinstance(clip, Clip) else clip for clip in clips)


def _moved_clip(clip: Clip, moves: Mapping[float, float]) -> Clip:
    start = clip.start if clip.start is None else moves.get(clip.start, clip.start)
    end = clip.end if clip.end is None else moves.get(clip.end, clip.end)
    if (start, end) == (clip.start, clip.end):
        return clip
    if start is not None and end is not None and end <= start:
        raise EditError(
            f"The clip “{clip.name}” would end before it starts: look at the labels there."
        )
    url = clip.url if start == clip.start or start is None else url_at(clip.url, start)
    return replace(clip, start=start, end=end, url=url)
