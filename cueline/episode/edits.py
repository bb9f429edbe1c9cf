"""Every edit of an episode: pure functions from one `Episode` to another.

`index` is a position in `episode.items`, `clip` one in `episode.clips`; ranges `first` to `last` are inclusive;
times are seconds; offsets count code points. An edit that cannot be done raises `EditError` with a sentence for
the user, and leaves everything as it was (episodes are values).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite

from cueline.episode.clip_proposals import clips_from_sections
from cueline.episode.clips import (
    add_clip,
    delete_clip,
    merge_clips,
    rename_clip,
    rename_clips,
    set_clip_boundary,
    set_clip_end,
    set_clip_start,
    set_clip_url,
    split_clip,
    take_edges_along,
)
from cueline.episode.clock import parse_time
from cueline.episode.fields import set_field
from cueline.episode.headers import move_headers
from cueline.episode.questions import move_to_question
from cueline.episode.values import (
    EditError,
    Episode,
    Header,
    Item,
    Line,
    Other,
    started,
    writable,
)

__all__ = [
    "add_clip",
    "clips_from_sections",
    "delete_clip",
    "delete_items",
    "insert_line",
    "merge_clips",
    "merge_lines",
    "merge_section",
    "move_header",
    "move_headers",
    "move_to_question",
    "rename_clip",
    "rename_section",
    "rename_section_together",
    "rename_sections_together",
    "rename_speaker",
    "retime",
    "retime_together",
    "set_clip_boundary",
    "set_clip_end",
    "set_clip_start",
    "set_clip_url",
    "set_field",
    "set_speaker",
    "set_speakers",
    "set_text",
    "shift",
    "split_clip",
    "split_line",
    "split_section",
    "stretch",
    "together_with",
]


def set_text(ep: Episode, index: int, text: str) -> Episode:
    """Give the line or header at `index` another text."""
    item = _item(ep, index)
    if isinstance(item, Other):
        raise EditError(
            "This entry is neither a line nor a header; it can only be moved or deleted."
        )
    return ep if item.text == text else _put(ep, index, replace(item, text=writable(text)))


def set_speaker(ep: Episode, index: int, name: str) -> Episode:
    """Say who speaks the line at `index`."""
    line = _line(ep, index)
    return ep if line.speaker == name else _put(ep, index, replace(line, speaker=writable(name)))


def set_speakers(ep: Episode, first: int, last: int, name: str) -> Episode:
    """Say who speaks the lines from `first` to `last`; what is no line among them stays as it is."""
    stop = _range(ep, first, last)
    writable(name)
    items = tuple(
        replace(item, speaker=name) if isinstance(item, Line) and item.speaker != name else item
        for item in ep.items[first:stop]
    )
    same = all(old is new for old, new in zip(ep.items[first:stop], items, strict=True))
    return ep if same else _replace_range(ep, first, stop, items)


def rename_speaker(ep: Episode, old: str, new: str) -> Episode:
    """Give every line of the speaker `old` (the whole name) to `new`."""
    writable(new)
    if old == new:
        return ep
    if not any(isinstance(item, Line) and item.speaker == old for item in ep.items):
        raise EditError(f"Nobody here is called “{old}”.")
    return ep.with_items(
        tuple(
            replace(item, speaker=new) if isinstance(item, Line) and item.speaker == old else item
            for item in ep.items
        )
    )


def retime(ep: Episode, index: int, seconds: float) -> Episode:
    """Let the line at `index`, and it alone, start at `seconds`; rounded down to what the file can hold.

    A line without any time gains what the file writes; one with only one of the two keeps just that one.
    """
    return _retimed(ep, index, index, _checked_time(ep, seconds))


def retime_together(ep: Episode, index: int, seconds: float) -> Episode:
    """Retime the line at `index` with what stood at its old start: see `together_with`, and the clip edges there."""
    line = _line(ep, index)
    new = _checked_time(ep, seconds)
    if line.start is None or line.start == new:
        return _retimed(ep, index, index, new)
    last = max(together_with(ep, index), default=index)
    return take_edges_along(_retimed(ep, index, last, new), line.start, new)


def together_with(ep: Episode, index: int) -> tuple[int, ...]:
    """Return the following paragraphs of the same speaker that start when the line at `index` does."""
    line = _line(ep, index)
    found: list[int] = []
    for place in range(index + 1, len(ep.items)):
        item = ep.items[place]
        same = isinstance(item, Line) and (item.speaker, item.start) == (line.speaker, line.start)
        if line.start is None or not same:
            break
        found.append(place)
    return tuple(found)


def shift(ep: Episode, seconds: float, first: int = 0, last: int | None = None) -> Episode:
    """Move all starts from `first` to `last` (the end, if None) by `seconds`; whole seconds in a file of such."""
    stop = _range(ep, first, len(ep.items) - 1 if last is None else last) if ep.items else 0
    if not isfinite(seconds):
        raise EditError("Lines can only be moved by a number of seconds.")
    delta = ep.clock.round(abs(seconds)) * (1 if seconds >= 0 else -1)

    def moved(item: Item) -> Item:
        if not isinstance(item, Line) or item.start is None:
            return item
        start = item.start + delta
        if start < 0:
            raise EditError(f"The line at {ep.clock.format(item.start)} would start before 0:00.")
        start = start if isinstance(start, int) else _tidy(start)
        if start == item.start:
            return item
        return started(item, start, _label(ep, item, start, any_label=True))

    return _replace_range(ep, first, stop, map(moved, ep.items[first:stop])) if delta else ep


def stretch(ep: Episode, first: int, last: int, new_first: float, new_last: float) -> Episode:
    """Spread the starts from `first` to `last` evenly so that these two start at `new_first` and `new_last`."""
    stop = _range(ep, first, last)
    old_first, old_last = _line(ep, first).start, _line(ep, last).start
    if old_first is None or old_last is None or old_first == old_last:
        raise EditError("Stretching needs a first and a last line with two different times.")
    factor = (new_last - new_first) / (old_last - old_first)

    def moved(item: Item) -> Item:
        if not isinstance(item, Line) or item.start is None:
            return item
        target = _checked_time(ep, new_first + (item.start - old_first) * factor)
        return _moved(ep, item, target)

    return _replace_range(ep, first, stop, tuple(map(moved, ep.items[first:stop])))


def split_line(ep: Episode, index: int, offset: int, start: float | None = None) -> Episode:
    """Cut the line at `index` in two at `offset`; the second starts at `start` or goes on without a time.

    White space at the cut is dropped. Key, comments and times of the entry stay with the first.
    """
    line = _line(ep, index)
    before, after = line.text[: max(0, offset)].rstrip(), line.text[max(0, offset) :].lstrip()
    if not before or not after:
        raise EditError("There is no text on one side of the cut.")
    second = Line(after, line.speaker)
    if start is not None:
        second = _moved(ep, second, _checked_time(ep, start))
    pair = (replace(line, text=before), second)
    return _replace_range(ep, index, index + 1, pair)


def merge_lines(ep: Episode, first: int, last: int) -> Episode:
    """Join the lines from `first` to `last`: the first one's speaker and time, all texts with a space between."""
    stop = _range(ep, first, last)
    lines = [_line(ep, index) for index in range(first, stop)]
    if len(lines) < 2:
        raise EditError("Joining needs at least two lines.")
    own = dict(lines[0].extra)
    extra = {k: v for line in reversed(lines) for k, v in line.extra if v is not None or k in own}
    extra = {key: extra[key] for line in lines for key, _ in line.extra if key in extra}
    text = " ".join(line.text for line in lines if line.text)
    joined = replace(lines[0], text=text, extra=tuple(extra.items()))
    return _replace_range(ep, first, stop, (joined,))


def insert_line(ep: Episode, index: int, line: Line) -> Episode:
    """Put a new line before item `index` (at the end, if it is the number of items), its time as the file writes it.

    Of a line that brings only a label, the label tells the start.
    """
    if not 0 <= index <= len(ep.items):
        raise EditError("There is no such place in the transcript.")
    writable(line.text)
    writable(line.speaker)
    fresh = replace(line, origin=None, source_time=None)
    start = fresh.start if fresh.start is not None else parse_time(fresh.label)
    if start is not None:
        fresh = _moved(ep, replace(fresh, start=None, label=""), _checked_time(ep, start))
    return _replace_range(ep, index, index, (fresh,))


def delete_items(ep: Episode, first: int, last: int) -> Episode:
    """Take the items from `first` to `last` out, of whatever kind they are."""
    return _replace_range(ep, first, _range(ep, first, last), ())


def split_section(ep: Episode, index: int, title: str) -> Episode:
    """Begin a section: put a header before item `index`."""
    _item(ep, index)
    return _replace_range(ep, index, index, (Header(_title(title)),))


def rename_section(ep: Episode, header: int, title: str) -> Episode:
    """Give the header another text; it alone (see `rename_section_together`)."""
    item = _header(ep, header)
    return ep if item.text == title else _put(ep, header, replace(item, text=_title(title)))


def rename_section_together(ep: Episode, header: int, title: str) -> Episode:
    """Rename a section with the clips that had its name."""
    return rename_sections_together(ep, {header: title})


def rename_sections_together(ep: Episode, titles: Mapping[int, str]) -> Episode:
    """Rename sections, headers by position, with the clips that had their names; of equal names the first counts."""
    others = {
        header: replace(_header(ep, header), text=_title(title))
        for header, title in sorted(titles.items())
        if _header(ep, header).text != title
    }
    if not others:
        return ep
    names = dict[str, str]()
    for header, other in others.items():
        names.setdefault(_header(ep, header).text, other.text)
    first, stop = min(others), max(others) + 1
    items = (others.get(place, ep.items[place]) for place in range(first, stop))
    return rename_clips(_replace_range(ep, first, stop, tuple(items)), names)


def merge_section(ep: Episode, header: int) -> Episode:
    """Take the header out: its lines go on with the section before."""
    _header(ep, header)
    return _replace_range(ep, header, header + 1, ())


def move_header(ep: Episode, header: int, to: int) -> Episode:
    """Move the header so that it stands before what is now item `to` (the number of items: at the end)."""
    item = _header(ep, header)
    if not 0 <= to <= len(ep.items):
        raise EditError("There is no such place in the transcript.")
    rest = ep.items[:header] + ep.items[header + 1 :]
    place = to - 1 if to > header else to
    return ep.with_items((*rest[:place], item, *rest[place:]))


def _item(ep: Episode, index: int) -> Item:
    if not 0 <= index < len(ep.items):
        raise EditError("There is no such entry in the transcript.")
    return ep.items[index]


def _line(ep: Episode, index: int) -> Line:
    item = _item(ep, index)
    if not isinstance(item, Line):
        raise EditError("This is not a line that somebody says.")
    return item


def _header(ep: Episode, index: int) -> Header:
    item = _item(ep, index)
    if not isinstance(item, Header):
        raise EditError("This is not a header.")
    return item


def _range(ep: Episode, first: int, last: int) -> int:
    if not 0 <= first <= last < len(ep.items):
        raise EditError("There are no such entries in the transcript.")
    return last + 1


def _put(ep: Episode, index: int, item: Item) -> Episode:
    return _replace_range(ep, index, index + 1, (item,))


def _replace_range(ep: Episode, first: int, stop: int, items: Iterable[Item]) -> Episode:
    return ep.with_range(first, stop, items)


def _title(title: str) -> str:
    if not title.strip():
        raise EditError("A section needs a title.")
    return writable(title)


def _checked_time(ep: Episode, seconds: float) -> float:
    if not 0 <= seconds < float("inf"):
        raise EditError("A line cannot start before 0:00.")
    return ep.clock.round(seconds)


def _tidy(seconds: float) -> float:
    """Take the noise of binary fractions off a sum of two times."""
    value = round(seconds, 6)
    return int(value) if value == int(value) else value


def _retimed(ep: Episode, first: int, last: int, start: float) -> Episode:
    lines = [_line(ep, index) for index in range(first, last + 1)]
    moved = [_moved(ep, line, start) for line in lines]
    return ep if moved == lines else _replace_range(ep, first, last + 1, moved)


def _moved(ep: Episode, line: Line, start: float) -> Line:
    """Return the line with a new start and the label that belongs to it."""
    if line.start == start and not line.label:
        return line
    return started(line, start, _label(ep, line, start, any_label=False))


def _label(ep: Episode, line: Line, start: float, *, any_label: bool) -> str:
    """Return the label that a line has at another start.

    `any_label`: back at the start that was read, take the label that was read even where it says another time.
    """
    read = line.source_time
    if line.start is not None and not line.label and not (read and read[1]):
        return ""
    if read and read[0] == start and (any_label or parse_time(read[1]) == start):
        return read[1]
    bare = line.start is None and not line.label
    return ep.clock.format(start) if ep.clock.labels or not bare else ""
