"""The exact difference of a file and what would be saved, with a count of the bytes that no edit explains."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from cueline.episode import Change, Episode
from cueline.episode import Splice as EntrySplice
from cueline.io.document import Document
from cueline.io.markdown.reader import BodyItems
from cueline.io.yaml_text.entries import EntryList

Span = tuple[int, int]
Opcode = tuple[str, int, int, int, int]
_MANY = 5000
_PIECE = 2**20


def exact_diff(document: Document, episode: Episode, context: int = 3) -> str:
    """Return the unified diff that saving `episode` would make.

    Its last line counts the bytes that differ outside the entries and fields that were edited, and besides what was
    mended in the text itself; Cueline's promise is that there are none. SaveError where the episode cannot be saved.
    """
    diffs: list[str] = []
    others = 0
    for file, part in zip(document.files, document.split(episode), strict=True):
        old, new = file.source.text, file.render(part).decode("utf-8")
        there = old if file.on_disk is None else file.on_disk.decode("utf-8", "replace")
        diffs.append(text_diff(there, new, file.name, context=context))
        others += other_bytes(old, new, edited_spans(file, part))
    return _with_count("".join(diffs), others)


def edited_spans(document: Document, episode: Episode) -> list[Span]:
    """Return where, in the text that was read, the edits have something to change (code points).

    They are told from the values alone, not from what was written for them.
    """
    old, layout = document.episode, document.layout
    fields = replace(episode, items=old.items, clips=old.clips)
    begun = any(_is_begun_or_emptied(*lists) for lists in _lists(old, episode))
    if layout is None or begun or isinstance(layout.items, BodyItems):
        return [(splice.start, splice.end) for splice in document.splices(episode)]
    change = Change.between(old, episode)
    spans = [(splice.start, splice.end) for splice in document.splices(fields)]
    spans += _entry_spans(layout.items, change.items, document.source.text)
    spans += _entry_spans(layout.clips, change.clips, document.source.text)
    return sorted(spans)


def _lists(old: Episode, new: Episode) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    yield old.items, new.items
    yield old.clips, new.clips


def _is_begun_or_emptied(old: Sequence[Any], new: Sequence[Any]) -> bool:
    return bool(old) != bool(new)


def _entry_spans(
    entries: EntryList[Any], splices: Iterable[EntrySplice[Any]], text: str
) -> Iterator[Span]:
    """Give the places of the entries that changed; what stands between goes with a change in their number."""
    found = _places(entries) if splices else []
    for splice in splices:
        stop = splice.first + len(splice.removed)
        if len(splice.removed) == len(splice.inserted):
            yield from found[splice.first : stop]
            continue
        last = stop == len(found)
        start = found[splice.first][0] if splice.first < len(found) else found[-1][1]
        end = found[stop - 1][1] if stop > splice.first else start
        if entries.flow or (last and not text[:end].endswith("\n")):
            start = found[splice.first - 1][1] if splice.first else start
            end = end if last else found[stop][0]
        yield start, end


def _places(entries: EntryList[Any]) -> list[Span]:
    if not entries.entries:
        return []
    return list(map(entries.span_of, range(len(entries.entries))))


def text_diff(
    old: str, new: str, name: str, edited: Iterable[Span] | None = None, context: int = 3
) -> str:
    """Return the unified diff of two texts; with the spans that were edited also the count of other bytes."""
    before, after = _lines_of(old), _lines_of(new)
    opcodes = list(_opcodes(before, after))
    out: list[str] = []
    for group in _grouped(opcodes, context):
        out.append(_hunk_head(group))
        for what, a1, a2, b1, b2 in group:
            if what == "equal":
                out += [" " + line for line in before[a1:a2]]
                continue
            out += ["-" + line for line in before[a1:a2]]
            out += ["+" + line for line in after[b1:b2]]
    head = [f"--- {name}\n", f"+++ {name}\n"] if out else []
    text = "".join(_ended(line) for line in [*head, *out])
    return text if edited is None else _with_count(text, other_bytes(old, new, edited))


def _with_count(diff: str, others: int) -> str:
    return f"{diff}other bytes changed: {others}\n"


def other_bytes(old: str, new: str, edited: Iterable[Span]) -> int:
    """Count the bytes that differ outside the spans of `old` that were edited.

    There are none where all that stands between the spans stands in `new` too, whole and in its order.
    """
    spans = sorted(edited)
    if _is_kept(_between(old, spans), new):
        return 0
    before, after = _lines_of(old), _lines_of(new)
    starts = [0, *accumulate(map(len, before))]
    count = 0
    for what, a1, a2, b1, b2 in _opcodes(before, after):
        if what == "equal":
            continue
        inside = [any(s < starts[i + 1] and starts[i] < e for s, e in spans) for i in range(a1, a2)]
        points = spans if a1 == a2 else [(s, e) for s, e in spans if s == e]
        touched = any(inside) or any(s <= starts[a2] and starts[a1] <= e for s, e in points)
        count += sum(
            len(line.encode()) for line, own in zip(before[a1:a2], inside, strict=True) if not own
        )
        count += 0 if touched else sum(len(line.encode()) for line in after[b1:b2])
    return max(1, count)


def line_changes(old: str, new: str) -> Iterator[tuple[list[str], list[str]]]:
    """Give the runs of lines that differ: those of the old text, and those of the new one."""
    before, after = _lines_of(old), _lines_of(new)
    for what, a1, a2, b1, b2 in _opcodes(before, after):
        if what != "equal":
            yield before[a1:a2], after[b1:b2]


def _between(text: str, spans: Sequence[Span]) -> list[str]:
    """Return what stands before, between and behind the spans."""
    pieces: list[str] = []
    place = 0
    for start, end in spans:
        pieces.append(text[place:start] if start > place else "")
        place = max(place, end)
    return [*pieces, text[place:]]


def _is_kept(pieces: Sequence[str], text: str) -> bool:
    """Tell whether `text` begins with the first piece, ends with the last and has the others between, in order."""
    first, *middle = pieces
    if not middle:
        return first == text
    last = middle.pop()
    if not (text.startswith(first) and text.endswith(last)):
        return False
    place, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return place <= end


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterator[Opcode]:
    """Compare two texts, line by line; what both begin and end with is not looked at twice."""
    first = _alike(before, after)
    limit = min(len(before), len(after)) - first
    tail = min(limit, _alike(before[::-1], after[::-1]))
    old, new = before[first : len(before) - tail], after[first : len(after) - tail]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > _MANY)
    if first:
        yield "equal", 0, first, 0, first
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        yield what, a1 + first, a2 + first, b1 + first, b2 + first
    if tail:
        yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the lines that both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _grouped(opcodes: Sequence[Opcode], context: int) -> Iterator[list[Opcode]]:
    """Group the changes into hunks with `context` lines around them."""
    group: list[Opcode] = []
    for place, (what, a1, a2, b1, b2) in enumerate(opcodes):
        if what != "equal":
            group.append((what, a1, a2, b1, b2))
            continue
        after = min(a2 - a1, context) if place else 0
        before = min(a2 - a1, context) if place < len(opcodes) - 1 else 0
        if group and after + before >= a2 - a1:
            group.append((what, a1, a2, b1, b2))
            continue
        if group:
            yield [*group, (what, a1, a1 + after, b1, b1 + after)]
        group = [(what, a2 - before, a2, b2 - before, b2)]
    if any(opcode[0] != "equal" for opcode in group):
        yield group


def _lines_of(text: str) -> list[str]:
    """Return the lines with their ends; a long text is split in pieces, for that lets no other thread run."""
    lines: list[str] = []
    place = 0
    while place < len(text):
        end = text.find("\n", place + _PIECE) + 1 or len(text)
        found = [line + "\n" for line in text[place:end].split("\n")]
        lines += found[:-1]
        lines += [found[-1][:-1]] if found[-1] != "\n" else []
        place = end
    return lines


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _hunk_head(group: Sequence[Opcode]) -> str:
    first, last = group[0], group[-1]
    return f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"


def _range(start: int, stop: int) -> str:
    length = stop - start
    begin = start + 1 if length else start
    return str(begin) if length == 1 else f"{begin},{length}"
