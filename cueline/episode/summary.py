"""What changed between two episodes, in a few sentences to send to somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cueline.episode.review import ReviewRow, Run, review_rows
from cueline.episode.values import Episode, Header, Item, Line

_NAMED = 3
"""How many of a kind are named; more are counted."""


def summarized(old: Episode, new: Episode, rows: Sequence[ReviewRow] | None = None) -> str:
    """Say in sentences what became of `old`: counts, by how much, who was renamed.

    `rows`: its review, where that is known. Entries pair by origin. What has no row there is not told here.
    """
    found = review_rows(old, new) if rows is None else rows
    summary = _Summary(old, new, found)
    sentences = [
        *summary.times(),
        *summary.words(),
        *summary.moves(),
        *summary.speakers(),
        *summary.others(),
        *summary.headings(),
        *summary.entries("added", "Added"),
        *summary.entries("removed", "Removed"),
        *summary.clips(),
        *summary.fields(),
    ]
    return " ".join(sentences) or "Nothing has changed."


def counted(count: int, one: str, many: str = "") -> str:
    """Return `1 line` or `2 lines`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class _Summary:
    """The rows of a review by their kinds, each kind told by itself."""

    def __init__(self, old: Episode, new: Episode, rows: Sequence[ReviewRow]) -> None:
        self._old, self._new = old, new
        self._rows = rows
        self._before = {item.origin: item for item in old.items if item.origin is not None}

    def times(self) -> Iterator[str]:
        """Tell of other starts, and by how much they differ."""
        gaps: list[float] = []
        given = taken = 0
        for _, was, now in self._pairs("time"):
            if not isinstance(was, Line) or not isinstance(now, Line) or was.start == now.start:
                continue
            if was.start is None or now.start is None:
                given, taken = given + (was.start is None), taken + (now.start is None)
            else:
                gaps.append(round(now.start - was.start, 3))
        if gaps:
            yield f"Retimed {counted(len(gaps), 'line')} ({_by(gaps)})."
        if given:
            yield f"Gave {counted(given, 'line')} a time."
        if taken:
            yield f"Took the time from {counted(taken, 'line')}."
        written = sum(row.kind == "time" for row in self._rows) - len(gaps) - given - taken
        if written:
            yield f"Wrote the time of {counted(written, 'line')} in another way."

    def words(self) -> Iterator[str]:
        """Tell of other words in lines."""
        amounts = [
            max(_changed_words(row.was), _changed_words(row.now)) for row in self._of("line")
        ]
        words, lines = sum(amounts), sum(amount > 0 for amount in amounts)
        if words:
            yield f"Corrected {counted(words, 'word')} in {counted(lines, 'line')}."
        if len(amounts) > lines:
            yield f"Changed the spaces in {counted(len(amounts) - lines, 'line')}."

    def moves(self) -> Iterator[str]:
        """Tell of what stands elsewhere; lines that went with their header are of its section."""
        sections = lines = 0
        last, inside = -2, False
        for row in self._of("moved"):
            index = -2 if row.index is None else row.index
            header = isinstance(self._item(row), Header)
            inside = header or (inside and index == last + 1)
            sections, lines = sections + header, lines + (not inside)
            last = index
        told = [counted(n, one) for n, one in ((sections, "section"), (lines, "line")) if n]
        if told:
            yield f"Moved {' and '.join(told)}."

    def speakers(self) -> Iterator[str]:
        """Tell who speaks under another name; one who is gone was renamed."""
        names = Counter(
            (was.speaker, now.speaker)
            for _, was, now in self._pairs("speaker")
            if isinstance(was, Line) and isinstance(now, Line)
        )
        left = {item.speaker for item in self._new.items if isinstance(item, Line)}
        for (was, now), amount in names.most_common(_NAMED):
            lines = counted(amount, "line")
            if not was:
                yield f"Named {now} as the speaker of {lines}."
            elif not now:
                yield f"Took the speaker {was} from {lines}."
            elif was in left:
                yield f"Gave {lines} of {was} to {now}."
            else:
                yield f"Renamed the speaker {was} to {now} in {lines}."
        more = names.total() - sum(amount for _, amount in names.most_common(_NAMED))
        if more:
            yield f"Changed the speaker of {counted(more, 'more line', 'more lines')}."

    def others(self) -> Iterator[str]:
        """Tell of other keys of lines."""
        rows = self._of("extra")
        if rows:
            yield f"Changed other keys of {counted(len(rows), 'line')}."

    def headings(self) -> Iterator[str]:
        """Tell of sections that are called otherwise."""
        rows = self._of("header")
        if len(rows) == 1:
            yield f"Renamed the section “{_plain(rows[0].was)}” to “{_plain(rows[0].now)}”."
        elif rows:
            yield f"Renamed {counted(len(rows), 'section')}."

    def entries(self, kind: str, verb: str) -> Iterator[str]:
        """Tell of entries that are new, or gone."""
        rows = self._of(kind)
        if kind == "removed":
            kept = {item.origin for item in self._new.items} - {None}
            gone = [item for item in self._old.items if item.origin not in kept]
            headers = sum(isinstance(item, Header) for item in gone)
            headers = min(headers, len(rows))
        else:
            headers = sum(isinstance(self._item(row), Header) for row in rows)
        parts = ((len(rows) - headers, "line"), (headers, "section"))
        told = [counted(amount, one) for amount, one in parts if amount]
        if told:
            yield f"{verb} {' and '.join(told)}."

    def clips(self) -> Iterator[str]:
        """Tell of clips: new, gone, or changed."""
        rows = self._of("clip")
        kinds = (
            ("Added", [row for row in rows if not row.was]),
            ("Removed", [row for row in rows if not row.now]),
            ("Changed", [row for row in rows if row.was and row.now]),
        )
        for verb, of_kind in kinds:
            if of_kind:
                yield f"{verb} {counted(len(of_kind), 'clip')}."

    def fields(self) -> Iterator[str]:
        """Tell of fields, by name where they are few."""
        names = [row.place for row in self._of("field")]
        if len(names) > _NAMED:
            yield f"Changed {counted(len(names), 'field')}."
        elif names:
            yield f"Changed the {'field' if len(names) == 1 else 'fields'} {_listed(names)}."

    def _of(self, kind: str) -> list[ReviewRow]:
        return [row for row in self._rows if row.kind == kind]

    def _item(self, row: ReviewRow) -> Item | None:
        return None if row.index is None else self._new.items[row.index]

    def _pairs(self, kind: str) -> Iterator[tuple[ReviewRow, Item | None, Item | None]]:
        for row in self._of(kind):
            now = self._item(row)
            origin = None if now is None else now.origin
            yield row, None if origin is None else self._before.get(origin), now


def _by(gaps: Sequence[float]) -> str:
    least, most = min(gaps), max(gaps)
    if least == most:
        return f"by {_signed(least)} s"
    return f"by {_signed(least)} to {_signed(most)} s"


def _signed(seconds: float) -> str:
    return f"{'+' if seconds > 0 else '−'}{abs(seconds):g}"


def _changed_words(runs: Iterable[Run]) -> int:
    return sum(len(text.split()) for text, changed in runs if changed)


def _plain(runs: Iterable[Run]) -> str:
    return "".join(text for text, _ in runs)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
