"""What becomes of each item when a transcript moves between front matter and Markdown: one step for each change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from cueline.episode import Clock, EditError, Episode, Header, Item, Line, Other, parse_time
from cueline.episode.proposals import Suggestion
from cueline.io.formats.exported import one_line
from cueline.io.formats.markdown import as_paragraph, escaped, plainly_escaped, unescaped
from cueline.io.markdown.blocks import is_speech
from cueline.io.markdown.heads import Style, read_head

ESCAPES = "Escapes"
SPACES = "Spaces and line breaks"
MARKS = "Links and emphasis"
TIMES = "Times"
SPEAKERS = "Who speaks"
_SHOWN = 60
_NAME_SHOWN = 30
_UNESCAPED = "Markdown needs these backslashes, front matter does not."
_ESCAPED = "Markdown would take these characters for marks of its own."
_SPACED = "A paragraph in Markdown has no line breaks, and no blanks at its ends."
_MARKED = "Shown as a link or with emphasis. Tick it to show the characters."
_OTHER_TIME = "Markdown has one time for a line: the seconds, or without the tick the time."
_SHORT_TIME = "Front matter writes times so. The start stays what it is."


@dataclass(frozen=True)
class ItemStep:
    """One change of the item at `index`, and how it is proposed."""

    index: int
    suggestion: Suggestion
    change: Callable[[Item], Item]


def to_front_matter(episode: Episode) -> Iterator[ItemStep]:
    """Find what becomes other than it was in front matter: escapes go, times are written as episodes have them."""
    clock = Clock()
    for index, item in enumerate(episode.items):
        plain = with_texts(item, unescaped)
        if plain != item:
            yield _text_step(index, item, plain, ESCAPES, _UNESCAPED)
        if isinstance(item, Line) and item.start is not None:
            label = clock.format(item.start)
            if item.label and label != item.label:
                yield _time_step(index, item.label, label, _SHORT_TIME)


def to_markdown(episode: Episode) -> Iterator[ItemStep]:
    """Find what becomes other than it was in Markdown."""
    turn, clock = "", replace(episode.clock, exact=True)
    for index, item in enumerate(episode.items):
        if isinstance(item, Line):
            yield from _one_time(index, item, clock)
            if turn and not item.speaker:
                yield _named(index, item, turn)
            turn = item.speaker or turn
        yield from _marks(index, item)


def done(items: Iterable[Item], steps: Iterable[ItemStep]) -> list[Item]:
    """Return the items with what the steps change."""
    made = list(items)
    for step in steps:
        made[step.index] = step.change(made[step.index])
    return made


def check_names(items: Iterable[Item]) -> None:
    """EditError, with the place, where a speaker is nothing that Markdown has for a name."""
    lines = [item for item in items if isinstance(item, Line)]
    wrong = [line for line in lines if line.speaker and not _can_be_named(line)]
    if not wrong:
        return
    first, more = wrong[0], len(wrong) - 1
    place = f"At {first.label}" if first.label else f"Before “{short(first.text, _NAME_SHOWN)}”"
    rest = f" {more} more are like it." if more else ""
    raise EditError(
        f"{place} the speaker is “{short(first.speaker, _NAME_SHOWN)}”, which cannot be a name in Markdown. "
        f"Mend the speaker first.{rest}"
    )


def with_texts(item: Item, change: Callable[[str], str]) -> Item:
    """Return the item with its texts changed."""
    if isinstance(item, Line):
        return replace(item, text=change(item.text), speaker=change(item.speaker))
    return replace(item, text=change(item.text)) if isinstance(item, Header) else item


def text_of(item: Item) -> str:
    """Return what an item says."""
    return "" if isinstance(item, Other) else item.text


def short(text: str, length: int = _SHOWN) -> str:
    """Return a text in one line, cut where it is longer (in characters)."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _can_be_named(line: Line) -> bool:
    style = Style()
    head = read_head(f"{style.head(line.speaker, line.label)} text")
    return head.name == line.speaker and head.label == line.label


def _marks(index: int, item: Item) -> Iterator[ItemStep]:
    """Propose what keeps a text what it is: loose marks are escaped, whole links and emphasis stay."""
    flat = with_texts(item, one_line)
    kept, plain = _escaped(flat, plainly_escaped), _escaped(flat, escaped)
    if kept != item:
        spaced = flat != item
        kind, reason = (SPACES, _SPACED) if spaced else (ESCAPES, _ESCAPED)
        yield _text_step(index, item, kept, kind, reason)
    if plain != kept:
        yield _text_step(index, kept, plain, MARKS, _MARKED, on=False)


def _escaped(item: Item, escape: Callable[[str], str]) -> Item:
    changed = with_texts(item, escape)
    if not isinstance(changed, Line) or is_speech(changed.text):
        return changed
    headless = not changed.speaker and not changed.label and changed.start is None
    return replace(changed, text=as_paragraph(changed.text)) if headless else changed


def _text_step(
    index: int, item: Item, changed: Item, kind: str, reason: str, *, on: bool = True
) -> ItemStep:
    was, now = (f"{_name(x)}{text_of(x)}" for x in (item, changed))
    place = item.label if isinstance(item, Line) else ""

    def change(before: Item) -> Item:
        if isinstance(before, Line) and isinstance(changed, Line):
            same = not isinstance(item, Line) or before.speaker == item.speaker
            speaker = changed.speaker if same else before.speaker
            return replace(before, text=changed.text, speaker=speaker)
        return changed

    return ItemStep(index, Suggestion(kind, place, was, now, reason, index, on=on), change)


def _one_time(index: int, line: Line, clock: Clock) -> Iterator[ItemStep]:
    if line.start is not None and line.label and parse_time(line.label) != line.start:
        yield _time_step(index, line.label, clock.format(line.start), _OTHER_TIME)


def _time_step(index: int, was: str, now: str, reason: str) -> ItemStep:
    def change(before: Item) -> Item:
        return replace(before, label=now) if isinstance(before, Line) else before

    return ItemStep(index, Suggestion(TIMES, "", was, now, reason, index), change)


def _named(index: int, line: Line, turn: str) -> ItemStep:
    reason = f"Without a name it goes on with the turn before it, which is {turn}’s."
    was = short(line.text)

    def change(before: Item) -> Item:
        return replace(before, speaker=turn) if isinstance(before, Line) else before

    suggestion = Suggestion(SPEAKERS, line.label, was, f"{turn}: {was}", reason, index)
    return ItemStep(index, suggestion, change)


def _name(item: Item) -> str:
    return f"{item.speaker}: " if isinstance(item, Line) and item.speaker else ""
