"""What the user has heard of each line: application data that lies beside the episode, never in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.episode import Change, Episode, Item, Line, Splice
from cueline.gui.background import Background, Job
from cueline.gui.store import Store
from cueline.gui.workbench import LONG

UNTOUCHED, TAPPED, CHECKED, ESTIMATED = "untouched", "tapped", "checked", "estimated"
KINDS = (UNTOUCHED, TAPPED, CHECKED, ESTIMATED)
"""Nothing was done; its start was set by ear or by hand; it was heard and found right; a program moved it."""

KEEP_AFTER = 1000
"""Milliseconds after which marks are written down, about as soon as the journal has the steps that gave them."""

_LONG_FACTOR = 5
"""How much longer that takes in a long episode, where gathering them is work."""

_NEAR = 20
_encode = json.JSONEncoder(separators=(",", ":")).encode
_STARTS = 8
_Words: TypeAlias = tuple[str, str]
_Starts: TypeAlias = dict[float, str]


class MadeMarks(NamedTuple):
    """Marks that were worked out beside the window, and which ones they go on from."""

    given: int
    kinds: dict[_Words, _Starts]


class RowMarks(QObject):
    """Remembers for each line, by its speaker, its words and its start, how far its time can be trusted.

    A mark counts for the start at which it was given: a line that is moved loses it, and undo brings it back.
    Words that change in this program take their marks along. Words that were changed elsewhere are found again
    by place, speaker and start.
    """

    changed = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._path = ""
        self._kinds: dict[_Words, _Starts] = {}
        self._strangers: list[list[Any]] = []
        self._episode = Episode()
        self._place: dict[str, Any] = {}
        self._row: dict[str, Any] = {}
        self._stale = False
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._keep_beside)
        self._background = Background(self)
        self._job: Job | None = None
        self._recalling: Job | None = None
        self._unread: Any = None
        self._given = 0
        """How often marks became others."""

    def __bool__(self) -> bool:
        return any(self._kinds.values())

    def open_for(self, path: Path | None, episode: Episode) -> None:
        """Write down what is known, and recall the marks of the file at `path` (None: of nothing)."""
        self.keep()
        self._recall_no_more()
        self._path = str(path.absolute()) if path else ""
        self._episode, self._kinds, self._strangers = episode, {}, []
        self._given += 1
        self._place, self._row, self._stale = {}, {}, False
        if self._path:
            kept = self._store.recall(_kind(self._path), self._path)
            self._place, self._row = _dict(kept.get("place")), _dict(kept.get("row"))
            self._recall(kept.get("lines"))
        self.changed.emit()

    def of(self, item: Item) -> str:
        """Return the mark of a line, "" for what has no time to trust."""
        if not isinstance(item, Line) or item.start is None:
            return ""
        return self._kinds.get((item.speaker, item.text), {}).get(item.start, UNTOUCHED)

    def checked(self) -> set[tuple[str, str, float]]:
        """Return speaker, words and start of each line that was found right."""
        return {
            (*words, start)
            for words, starts in self._kinds.copy().items()
            if CHECKED in starts.values()
            for start, kind in starts.copy().items()
            if kind == CHECKED
        }

    def put(self, items: Iterable[Item], kind: str) -> None:
        """Mark lines, at the starts that they have now; ValueError for an unknown kind."""
        if kind not in KINDS:
            raise ValueError(f"no mark {kind!r}")
        for item in items:
            if isinstance(item, Line) and item.start is not None:
                _put(self._kinds, item, item.start, kind)
        self._given += 1
        self._note()

    def made(self, items: Iterable[Item], kind: str) -> MadeMarks:
        """Work out in another thread what `put` would make of very many lines, for `take`."""
        given, kinds = self._given, self._kinds.copy()
        for item in items:
            if isinstance(item, Line) and item.start is not None:
                words = (item.speaker, item.text)
                if words in kinds:
                    kinds[words] = kinds[words].copy()  # the old ones are still read
                _put(kinds, item, item.start, kind)
        return MadeMarks(given, kinds)

    def take(self, made: MadeMarks) -> bool:
        """Have the marks that were worked out; False if others were given meanwhile."""
        if made.given != self._given:
            return False
        gone, self._kinds = list(self._kinds.values()), made.kinds
        self._background.let_go(gone)
        self._given += 1
        self._note()
        return True

    def follow(self, change: Change, episode: Episode) -> None:
        """Let the marks go along with lines whose words or speaker changed."""
        self._episode = episode
        if not self._kinds:
            return
        self._stale = True
        for splice in change.items:
            for was, now in _reworded(splice):
                old, new = (was.speaker, was.text), (now.speaker, now.text)
                if old != new and old in self._kinds:
                    self._given += 1
                    self._kinds[new] = {**self._kinds.get(new, {}), **self._kinds[old]}

    def keep_place(self, index: int) -> None:
        """Remember the line at which the user goes on another day."""
        item = self._episode.items[index]
        if isinstance(item, Line):
            self._place = _place_of(index, item)
            self._keep_soon()

    def place(self) -> int | None:
        """Return the position of the line at which the user goes on; None if none is remembered or it is gone."""
        return self._find(self._place)

    def keep_row(self, index: int, item: Item) -> None:
        """Remember the line that is current, written down with the rest; nothing of another file's."""
        items = self._episode.items
        if isinstance(item, Line) and index < len(items) and items[index] is item:
            self._row = {"index": index, "item": item}

    def row(self) -> int | None:
        """Return the position of the line that was current when the file was left; None if it is gone."""
        return self._find(self._row)

    def _find(self, place: dict[str, Any]) -> int | None:
        index, words, start = (place.get(key) for key in ("index", "words", "start"))
        if not isinstance(index, int):
            return None
        items, places = self._episode.items, list(_around(index, len(self._episode.items)))
        lines = [(at, item) for at in places if isinstance(item := items[at], Line)]
        same = (at for at, line in lines if _digest(line) == words)
        there = (at for at, line in lines if line.start == start)
        return next(same, next(there, None))

    def move_to(self, path: Path) -> None:
        """Go on with the marks for a file that the episode was saved to."""
        before, self._path = self._path, str(path.absolute())
        self._stale |= self._path != before
        self._keep_beside()

    def keep(self) -> None:
        """Write the marks down."""
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
            self._job, self._stale = None, True
        if self._stale and self._recalling is not None:  # the store has more than is known here
            self._recall_no_more()
            self._take(_Recalled(self._episode, self._unread))
        self._remember(self._lines()() if self._stale else None)
        self._stale = False

    def leave(self) -> None:
        """Write the marks down, and do no more: the window is closed."""
        self.keep()
        self._background.finish()

    def _keep_soon(self) -> None:
        """Write the marks down after a while, however many are given meanwhile."""
        if not self._later.isActive():
            self._later.start(KEEP_AFTER * (_LONG_FACTOR if self._long else 1))

    def _keep_beside(self) -> None:
        """Write the marks down; those of very many lines are gathered beside the window."""
        if self._recalling is not None or self._job is not None:
            self._keep_soon()
        elif not self._stale or not self._long:
            self.keep()
        else:
            self._later.stop()
            self._job = self._background.run(self._lines(), self._take_lines)
            self._stale = False

    @property
    def _long(self) -> bool:
        return len(self._episode.items) > LONG

    def _take_lines(self, job: Job) -> None:
        self._job = None
        self._remember(job.result())

    def _remember(self, lines: str | None) -> None:
        if "item" in self._row:  # a digest at each step from row to row would be felt
            self._row = _place_of(self._row["index"], self._row["item"])
        if self._path and (self._kinds or self._place or self._strangers or self._row):
            kept = {"place": self._place, "row": self._row}
            more = {} if lines is None else {"lines": lines}
            self._store.remember(_kind(self._path), self._path, **kept, **more)

    def _lines(self) -> Callable[[], str]:
        """Return what gathers the marks as a text, which is written at once; of the episode as it is now."""
        kinds, episode, strangers = self._kinds, self._episode, tuple(self._strangers)
        entries = chain(_entries(kinds, episode), strangers)
        return lambda: f"[{','.join(map(_encode, entries))}]"

    def _note(self) -> None:
        self._stale = True
        self._keep_soon()
        self.changed.emit()

    def _recall(self, lines: Any) -> None:
        """Take up what was written of the lines; of very many beside the window."""
        episode = self._episode
        if not lines or not self._long:
            self._take(_Recalled(episode, lines))
            return
        self._unread = lines
        self._recalling = self._background.run(
            lambda: _Recalled(episode, lines), lambda job: self._take_beside(job.result())
        )

    def _take_beside(self, recalled: _Recalled) -> None:
        self._recalling = None
        if recalled.episode is not self._episode:
            self._recall(self._unread)  # the words of a line may have changed meanwhile
            return
        self._unread = None
        self._take(recalled)
        self.changed.emit()

    def _recall_no_more(self) -> None:
        if self._recalling is not None:
            self._recalling.cancel()
            self._recalling = None

    def _take(self, recalled: _Recalled) -> None:
        own, self._kinds, self._strangers = self._kinds, recalled.kinds, recalled.strangers
        self._given += 1
        for words, starts in own.items():
            self._kinds[words] = {**self._kinds.get(words, {}), **starts}


def _put(kinds: dict[_Words, _Starts], line: Line, start: float, kind: str) -> None:
    """Mark a line, at its start."""
    words = (line.speaker, line.text)
    starts = kinds.get(words)
    if starts:
        starts.pop(start, None)  # it comes last
    if kind != UNTOUCHED and starts is not None:
        starts[start] = kind
    elif kind != UNTOUCHED:
        kinds[words] = {start: kind}


class _Recalled:
    """What was written of the lines of an episode: their marks, and the entries of lines that it does not have."""

    def __init__(self, episode: Episode, lines: Any) -> None:
        self.episode = episode
        self.kinds: dict[_Words, _Starts] = {}
        self.strangers: list[list[Any]] = []
        entries = [entry for entry in _read(lines) if _is_entry(entry)]
        known = {_digest(i): i for i in episode.items if isinstance(i, Line)} if entries else {}
        lost = [entry for entry in entries if entry[0] not in known]
        for digest, _, _, starts in (entry for entry in entries if entry[0] in known):
            self._mark(known[digest], starts)
        for entry in lost:
            line = self._rewritten(entry)
            if line is None:
                self.strangers.append(entry)
            else:
                self._mark(line, entry[3])

    def _mark(self, line: Line, starts: Any) -> None:
        self.kinds[line.speaker, line.text] = _starts(starts)

    def _rewritten(self, entry: list[Any]) -> Line | None:
        """Find the line whose words were changed elsewhere: near where it was, of its speaker, with its start."""
        _, index, speaker, starts = entry
        marked = _starts(starts)
        for at in _around(index, len(self.episode.items)):
            item = self.episode.items[at]
            if not isinstance(item, Line) or (item.speaker, item.text) in self.kinds:
                continue
            if item.speaker == speaker and item.start in marked:
                return item
        return None


def _entries(kinds: dict[_Words, _Starts], episode: Episode) -> Iterator[list[Any]]:
    told: set[_Words] = set()
    for index, item in enumerate(episode.items if kinds else ()):
        if not isinstance(item, Line) or (item.speaker, item.text) in told:
            continue
        words = (item.speaker, item.text)
        told.add(words)
        starts = list(kinds.get(words, {}).items())[-_STARTS:]
        if starts:
            yield [_digest(item), index, item.speaker, starts]


def is_lead(items: tuple[Item, ...], index: int) -> bool:
    """Tell whether a line is heard as one of its own: it has a time, and it is not the next paragraph of that time."""
    item, above = items[index], items[index - 1] if index else None
    if not isinstance(item, Line) or item.start is None:
        return False
    goes_on = isinstance(above, Line) and (above.speaker, above.start) == (item.speaker, item.start)
    return not goes_on


def leads(episode: Episode) -> list[int]:
    """Return the positions of all lines that are heard as ones of their own."""
    return [index for index in range(len(episode.items)) if is_lead(episode.items, index)]


def progress(episode: Episode, marks: RowMarks) -> dict[int, tuple[int, int]]:
    """Return for each section, by the position where it begins, how many times were checked, and of how many.

    Each line with a time counts, as each shows its mark: so many ticks are seen.
    """
    if not marks:
        return {}
    found: dict[int, tuple[int, int]] = {}
    for section in episode.sections:
        kinds = [marks.of(item) for item in episode.items[section.first : section.last + 1]]
        own = [kind for kind in kinds if kind]
        checked = own.count(CHECKED)
        begin = section.first if section.header is None else section.header
        if own:
            found[begin] = (checked, len(own))
    return found


def place_after(change: Change, index: int) -> int:
    """Return where an item stands after `change`; one that was replaced counts as staying in its place."""
    growth = 0
    for splice in change.items:
        if splice.first + len(splice.removed) > index:
            break
        growth += splice.growth
    return index + growth


def _reworded(splice: Splice[Item]) -> list[tuple[Line, Line]]:
    """Return the lines that may have other words or another speaker now, as they were and are; quickly of very many."""
    return [
        (was, now)
        for was, now in _pairs(splice)
        if isinstance(was, Line)
        and isinstance(now, Line)
        and (was.text is not now.text or was.speaker is not now.speaker)
    ]


def _pairs(splice: Splice[Item]) -> Iterator[tuple[Item, Item]]:
    if not splice.growth:
        for place in splice.facts.reworded:
            yield splice.removed[place], splice.inserted[place]
        return
    if not splice.inserted:
        return
    was = {item.origin: item for item in splice.removed if item.origin is not None}
    for item in splice.inserted if was else ():
        if item.origin in was:
            yield was[item.origin], item


def _around(index: int, count: int) -> Iterator[int]:
    for step in range(_NEAR + 1):
        for at in {index - step, index + step}:
            if 0 <= at < count:
                yield at


def _place_of(index: int, line: Line) -> dict[str, Any]:
    return {"index": index, "words": _digest(line), "start": line.start}


def _digest(line: Line) -> str:
    return _short_digest(f"{line.speaker}\0{line.text}")


def _kind(path: str) -> str:
    return f"marks/{_short_digest(path)}"


def _short_digest(text: str) -> str:
    from hashlib import blake2s

    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _starts(pairs: Any) -> _Starts:
    return {
        pair[0]: pair[1]
        for pair in _list(pairs)
        if len(_list(pair)) == 2 and isinstance(pair[0], (int, float)) and pair[1] in KINDS
    }


def _is_entry(entry: Any) -> bool:
    return len(_list(entry)) == 4 and isinstance(entry[1], int) and isinstance(entry[0], str)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _read(value: Any) -> list[Any]:
    """Read what was written of the lines: a text of JSON, in older days the list itself."""
    if not isinstance(value, str):
        return _list(value)
    try:
        return _list(json.loads(value))
    except ValueError:
        return []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
