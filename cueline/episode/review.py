"""What changed between two episodes, row by row, for people: was and now, with the changed words marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby, zip_longest
from operator import itemgetter

from cueline.episode.change import Change, Splice
from cueline.episode.clock import Clock
from cueline.episode.values import Clip, ClipItem, Episode, Header, Item, Line, Map, Other, Value

Run = tuple[str, bool]
_Order = list[int | None]
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One change.

    `kind`: `line` (its text), `header`, `time`, `speaker`, `extra` (other keys), `clip`, `field`, `added`, `removed`,
    `moved`. `index`: the item's position in the new episode (of a removed one the place where it stood), None for
    clips and fields.
    `was` and `now`: runs of text, each with whether it changed; of what was moved, with the place. `note`: a remark,
    such as `+3 s`.
    """

    kind: str
    index: int | None
    place: str
    was: tuple[Run, ...]
    now: tuple[Run, ...]
    note: str = ""


def review_rows(old: Episode, new: Episode) -> list[ReviewRow]:
    """Return what became of `old`, in the order of the transcript, then clips, then fields."""
    change = Change.between(old, new)
    rows: list[ReviewRow] = []
    pairs, growth = _Pairs(change), 0
    was, now = _Places(old.items, new.clock), _Places(new.items, new.clock)
    for splice in change.items:
        rows += _item_rows(splice, growth, pairs, was, now)
        growth += splice.growth
    for clip_splice in change.clips:
        rows += _clip_rows(clip_splice, new.clock)
    for field in change.fields:
        rows.append(_row("field", None, str(field.path[0]), _text(field.old), _text(field.new)))
    return rows


def count_changes(old: Episode, new: Episode) -> int:
    """Return how many rows the review has."""
    return len(review_rows(old, new))


def mark_changes(was: str, now: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Split two texts into runs that are the same and runs that are not, word by word."""
    a, b = _WORD.findall(was), _WORD.findall(now)
    left, right = _Runs(), _Runs()
    same = SequenceMatcher(None, [_bare(w) for w in a], [_bare(w) for w in b], autojunk=False)
    for what, a1, a2, b1, b2 in same.get_opcodes():
        if what == "equal":
            for x, y in zip(a[a1:a2], b[b1:b2], strict=True):
                left.add(x, False, x == y)
                right.add(y, False, x == y)
        else:
            x, y = "".join(a[a1:a2]), "".join(b[b1:b2])
            alike = not x or not y or x[len(_bare(x)) :] == y[len(_bare(y)) :]
            left.add(x, True, alike)
            right.add(y, True, alike)
    return tuple(left.runs), tuple(right.runs)


def mark_in_both(one: Sequence[Run], other: Sequence[Run]) -> tuple[Run, ...]:
    """Split a text into runs, marked where it is in one or the other of two ways to split it."""
    marks = zip(_marks(one), _marks(other), strict=True)
    pairs = zip("".join(text for text, _ in one), (a or b for a, b in marks), strict=True)
    groups = groupby(pairs, key=itemgetter(1))
    return tuple(("".join(letter for letter, _ in group), marked) for marked, group in groups)


def _marks(runs: Sequence[Run]) -> Iterator[bool]:
    return (marked for text, marked in runs for _ in text)


class _Runs:
    """Runs of text, joined where neither or both of two changed."""

    def __init__(self) -> None:
        self.runs: list[Run] = []

    def add(self, text: str, changed: bool, same_space: bool) -> None:
        """Add words; the space after them is marked only where it is another than in the other text."""
        end = len(_bare(text))
        for part, marked in ((text[:end], changed), (text[end:], not same_space)):
            if self.runs and self.runs[-1][1] == marked:
                part = self.runs.pop()[0] + part
            if part:
                self.runs.append((part, marked))


def _bare(words: str) -> str:
    """Return words without the space after them; space alone as it is."""
    return words.rstrip() or words


def _row(kind: str, index: int | None, place: str, was: str, now: str, note: str = "") -> ReviewRow:
    if not was or not now:
        runs = (((was, True),) if was else (), ((now, True),) if now else ())
    else:
        runs = mark_changes(was, now)
    return ReviewRow(kind, index, place, *runs, note)


class _Places:
    """Says where entries stand: at their time, or beside the next that has one."""

    def __init__(self, items: Sequence[Item], clock: Clock) -> None:
        self.clock = clock
        self._items = items

    def of(self, item: Item, index: int) -> str:
        """Return `5:38 Ana` for a line with a time, else `Ana after 5:38` or `Section at 6:40`."""
        if isinstance(item, Line) and _when(item, self.clock):
            return f"{_when(item, self.clock)} {item.speaker}".strip()
        return f"{_named(item)} {self.where(item, index) or _in_row(index)}"

    def where(self, item: Item, index: int) -> str:
        """Return `at 6:40` or `after 5:38`; "" where nothing has a time."""
        if isinstance(item, Line) and _when(item, self.clock):
            return f"at {_when(item, self.clock)}"
        at = bisect_left(self._timed, index)
        before, after = self._time(at - 1), self._time(at)
        if isinstance(item, Header):
            return f"at {after}" if after else f"after {before}" if before else ""
        return f"after {before}" if before else f"before {after}" if after else ""

    def _time(self, at: int) -> str:
        if not 0 <= at < len(self._timed):
            return ""
        line = self._items[self._timed[at]]
        return _when(line, self.clock) if isinstance(line, Line) else ""

    @cached_property
    def _timed(self) -> list[int]:
        """The indices of the lines that have a time."""
        return [
            index
            for index, item in enumerate(self._items)
            if isinstance(item, Line) and (item.label or item.start is not None)
        ]


class _Pairs:
    """Who is who in two transcripts: entries of one origin, wherever they stand; new ones by their place."""

    def __init__(self, change: Change) -> None:
        self._stood = {
            e.origin: splice.first + n
            for splice in change.items
            for n, e in enumerate(splice.removed)
        }
        removed = [e for splice in change.items for e in splice.removed if e.origin is not None]
        inserted = [e for splice in change.items for e in splice.inserted if e.origin is not None]
        self._before = {e.origin: e for e in removed}
        self._kept = {e.origin for e in inserted} & self._before.keys()
        was = [e.origin for e in removed if e.origin in self._kept]
        now = [e.origin for e in inserted if e.origin in self._kept]
        headers = {e.origin for e in inserted if isinstance(e, Header)}
        self._moved = _out_of_order(was, now, headers)
        self._company = self._find_company(change) if self._moved else {}
        self._led = {origin for led in self._company.values() for origin in led}

    def of(self, splice: Splice[Item], offset: int) -> Item | None:
        """Return what the entry inserted at `offset` was before; None if it is new."""
        item = splice.inserted[offset]
        if item.origin is not None:
            return self._before.get(item.origin)
        if len(splice.removed) != len(splice.inserted):
            return None
        old = splice.removed[offset]
        return old if old.origin is None and type(old) is type(item) else None

    def stood(self, item: Item) -> int:
        """Return where an entry stood before that was moved."""
        return self._stood[item.origin]

    def company(self, item: Item) -> int:
        """Count the lines that were moved with a header and still stand below it."""
        return len(self._company.get(item.origin, ()))

    def is_led(self, item: Item) -> bool:
        """Tell whether a line was moved with its header: it has no row of its own."""
        return item.origin in self._led

    def _find_company(self, change: Change) -> dict[int | None, list[int | None]]:
        found: dict[int | None, list[int | None]] = {}
        for splice in change.items:
            header, last = None, -2
            for item in splice.inserted:
                stood = self._stood.get(item.origin, -1) if item.origin in self._moved else -1
                if isinstance(item, Header) and stood >= 0:
                    header = item.origin
                    found[header] = []
                elif header is not None and stood == last + 1:
                    found[header].append(item.origin)
                else:
                    header = None
                last = stood
        return found

    def stays(self, item: Item) -> bool:
        """Tell whether a removed entry is there again, in the same place or another."""
        return item.origin in self._kept

    def moved(self, item: Item) -> bool:
        """Tell whether the entry stands in another order than before."""
        return item.origin in self._moved


def _out_of_order(was: _Order, now: _Order, headers: set[int | None]) -> set[int | None]:
    """Return what has to be taken out and put elsewhere to come from one order to the other; headers rather."""
    if was == now:
        return set()
    same = {origin for origin in was if origin not in headers}
    lines = [[origin for origin in order if origin in same] for order in (was, now)]
    if lines[0] == lines[1] and len(was) - len(same) == 1:
        return set(was) - same
    same.clear()
    for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        same.update(was[block.a : block.a + block.size])
    return set(was) - same


def _item_rows(
    splice: Splice[Item], growth: int, pairs: _Pairs, was: _Places, now: _Places
) -> Iterator[ReviewRow]:
    gone = [(splice.first + n, e) for n, e in enumerate(splice.removed) if not pairs.stays(e)]
    first = splice.first + growth
    for index, item in enumerate(splice.inserted, first):
        old = pairs.of(splice, index - first)
        if old is None:
            yield _row("added", index, now.of(item, index), "", _said(item))
            continue
        gone = [(n, e) for n, e in gone if e is not old]
        if pairs.moved(item) and not pairs.is_led(item):
            places = pairs.stood(item), index
            yield _moved(old, item, places, was, now, pairs.company(item))
        yield from _changes_of(old, item, index, now)
    for stood, item in gone:
        yield _row("removed", first, was.of(item, stood), _said(item), "")


def _moved(
    old: Item, new: Item, places: tuple[int, int], was: _Places, now: _Places, company: int
) -> ReviewRow:
    """Return the row of an entry that stands elsewhere now: from where to where, by times if these tell it."""
    stood, index = places
    spots = [was.where(old, stood), now.where(new, index)]
    if spots[0] == spots[1] or not all(spots):
        spots = [_in_row(stood), _in_row(index)]
    was_runs, now_runs = (
        ((f"{_said(item)} \N{MIDDLE DOT} ", False), (spot, True))
        for item, spot in zip((old, new), spots, strict=True)
    )
    note = f"with {company} line{'' if company == 1 else 's'}" if company else ""
    return ReviewRow("moved", index, now.of(new, index), was_runs, now_runs, note)


def _in_row(index: int) -> str:
    return f"in row {index + 1}"


def _changes_of(old: Item, new: Item, index: int, places: _Places) -> Iterator[ReviewRow]:
    place, clock = places.of(new, index), places.clock
    if isinstance(old, Header) and isinstance(new, Header):
        if old.text != new.text:
            yield _row("header", index, place, old.text, new.text)
    elif isinstance(old, Line) and isinstance(new, Line):
        if old.text != new.text:
            yield _row("line", index, place, old.text, new.text)
        if old.speaker != new.speaker:
            yield _row("speaker", index, place, old.speaker, new.speaker)
        if (old.start, old.label) != (new.start, new.label):
            yield _row(
                "time",
                index,
                place,
                _when(old, clock),
                _when(new, clock),
                _gap(old.start, new.start),
            )
        if repr(old.extra) != repr(new.extra):
            was, now = (_text(Map(dict(line.extra))) for line in (old, new))
            yield _row("extra", index, place, was, now)


def _clip_rows(splice: Splice[ClipItem], clock: Clock) -> Iterator[ReviewRow]:
    pairs = zip_longest(splice.removed, splice.inserted)
    for old, new in _by_origin(splice) or pairs:
        was, now = (_clip_text(c, clock) if c is not None else "" for c in (old, new))
        if was == now:
            continue
        named = new if new is not None else old
        place = named.name if isinstance(named, Clip) else "clips"
        starts = [c.start if isinstance(c, Clip) else None for c in (old, new)]
        yield _row("clip", None, place, was, now, _gap(starts[0], starts[1]))


def _by_origin(splice: Splice[ClipItem]) -> list[tuple[ClipItem | None, ClipItem | None]]:
    before = {c.origin: c for c in splice.removed if c.origin is not None}
    if len(before) != len(splice.removed):
        return []
    pairs: list[tuple[ClipItem | None, ClipItem | None]] = [
        (before.pop(c.origin, None) if c.origin is not None else None, c) for c in splice.inserted
    ]
    return [*pairs, *((c, None) for c in before.values())]


def _clip_text(clip: ClipItem, clock: Clock) -> str:
    if isinstance(clip, Other):
        return clip.summary
    start, end = (clock.format(t) if t is not None else "?" for t in (clip.start, clip.end))
    return f"{start} – {end}  {clip.name}  {clip.url}".rstrip()


def _named(item: Item) -> str:
    if isinstance(item, Line):
        return item.speaker or "Line"
    return "Section" if isinstance(item, Header) else "Entry"


def _said(item: Item) -> str:
    return item.summary if isinstance(item, Other) else item.text


def _when(line: Line, clock: Clock) -> str:
    return line.label or (clock.format(line.start) if line.start is not None else "")


def _gap(old: float | None, new: float | None) -> str:
    if old is None or new is None or old == new:
        return ""
    seconds = round(new - old, 3)
    return f"{'+' if seconds > 0 else '−'}{abs(seconds):g} s"


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    if hasattr(value, "items"):
        return " · ".join(f"{k}: {_text(v)}" for k, v in value.items())  # type: ignore[union-attr]
    return "" if value is None else str(value)
