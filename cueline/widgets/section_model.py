"""The sections of an episode and their lines as a tree model."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from cueline.episode import Change, Episode, Header, Item, Line, Other, format_span

AnyIndex = QModelIndex | QPersistentModelIndex

POSITION = Qt.ItemDataRole.UserRole
"""Role: the position in `episode.items` of a section's header (or first item) or of a line."""

CHUNK = 1000
"""How many lines a section gives at once; more when they are scrolled to."""

NO_TITLE = "Before the first heading"


@dataclass(slots=True)
class Node:
    """One section: `begin` is the position of its header in `items`, `first` of what follows, `stop` is exclusive."""

    key: int
    items: tuple[Item, ...]
    header: Header | None
    begin: int
    stop: int
    row: int = 0
    limit: int = CHUNK
    lines: int | None = None

    @property
    def first(self) -> int:
        """The position of the first item under the header."""
        return self.begin + (self.header is not None)

    @property
    def count(self) -> int:
        """How many items stand under the header."""
        return self.stop - self.first

    @property
    def given(self) -> int:
        """How many of them the model shows."""
        return min(self.count, self.limit)


@dataclass(frozen=True, slots=True)
class _Range:
    """The items `first` up to `old_stop` became those up to `new_stop`."""

    first: int
    old_stop: int
    new_stop: int

    @staticmethod
    def of(change: Change) -> _Range:
        first, last = change.items[0], change.items[-1]
        stop = last.first + len(last.removed)
        return _Range(first.first, stop, stop + sum(splice.growth for splice in change.items))


class SectionModel(QAbstractItemModel):
    """Sections at the top, their lines below them, given in chunks. A change touches only the rows it is about.

    Rows stay the same rows while their section lives, so that a view keeps what is unfolded and selected.
    """

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._episode = Episode()
        self._nodes: list[Node] = []
        self._by_key: dict[int, Node] = {}
        self._begins: list[int] = []
        self._keys = count(1)
        self.read_only = False

    def set_episode(self, episode: Episode) -> None:
        """Show another episode."""
        self.beginResetModel()
        self._episode = episode
        self._nodes = self._scan(0, len(episode.items))
        self._renumber()
        self.endResetModel()

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Show `episode`, which is the one shown so far after `change`."""
        if change.clock:
            self.set_episode(episode)
            return
        old, self._episode = self._episode, episode
        if not change.items:
            return
        if all(_same_kinds(s.removed, s.inserted) for s in change.items):
            self._repaint(change)
        else:
            self._rebuild(_Range.of(change), old)

    def node_of(self, position: int) -> Node | None:
        """Find the section that holds the item at `position`; None if there is none."""
        if not self._nodes or not 0 <= position < len(self._episode.items):
            return None
        return self._nodes[max(0, bisect_right(self._begins, position) - 1)]

    def section_index(self, position: int) -> QModelIndex:
        """Return the row of the section that holds the item at `position`."""
        node = self.node_of(position)
        return self._node_index(node) if node else QModelIndex()

    def line_index(self, position: int) -> QModelIndex:
        """Return the row of the item at `position`, giving as many rows as that takes; the section's for a header."""
        node = self.node_of(position)
        if node is None or position < node.first:
            return self.section_index(position)
        while position - node.first >= node.given:
            self.fetchMore(self._node_index(node))
        return self.createIndex(position - node.first, 0, node.key)

    def node_at(self, index: AnyIndex) -> Node | None:
        """Return the section whose own row `index` is; None for a line."""
        return self._nodes[index.row()] if index.isValid() and not index.internalId() else None

    def item_at(self, index: AnyIndex) -> Item | None:
        """Return the line at `index`; None for a section."""
        node = self._by_key.get(index.internalId()) if index.isValid() else None
        return node.items[node.first + index.row()] if node and index.row() < node.count else None

    def facts(self, node: Node) -> tuple[str, str, str]:
        """Tell a section's start, length and number of lines; "" for what is not known."""
        start, end = self._start(node), self._end(node)
        length = format_span(end - start) if start is not None and end is not None else ""
        if node.lines is None:
            lines = node.items[node.first : node.stop]
            node.lines = sum(isinstance(item, Line) for item in lines)
        amount = f"{node.lines:,} line" + ("" if node.lines == 1 else "s")
        return self.time_text(start), length, amount

    def time_text(self, seconds: float | None) -> str:
        """Write a time as the file does; "" for None."""
        return "" if seconds is None else self._episode.clock.format(max(0, seconds))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._nodes)
        node = self.node_at(parent)
        return node.given if node else 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        return self.rowCount(parent) > 0

    def canFetchMore(self, parent: AnyIndex) -> bool:
        node = self.node_at(parent)
        return node is not None and node.given < node.count

    def fetchMore(self, parent: AnyIndex) -> None:
        node = self.node_at(parent)
        if node is None or node.given >= node.count:
            return
        last = min(node.count, node.limit + CHUNK) - 1
        self.beginInsertRows(self._node_index(node), node.given, last)
        node.limit += CHUNK
        self.endInsertRows()

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not parent.isValid():
            return self.createIndex(row, column, 0) if row < len(self._nodes) else QModelIndex()
        node = self.node_at(parent)
        if node is None or row >= node.given:
            return QModelIndex()
        return self.createIndex(row, column, node.key)

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        node = self._by_key.get(index.internalId()) if index.isValid() else None
        return self._node_index(node) if node else QModelIndex()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        node = self.node_at(index)
        if node and node.header and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node_at(index)
        if node:
            return self._section_data(node, role)
        item = self.item_at(index)
        if item is None:
            return None
        if role == POSITION:
            return self._by_key[index.internalId()].first + index.row()
        return self._line_data(item, role)

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.node_at(index)
        title = str(value).strip()
        if (
            role == Qt.ItemDataRole.EditRole
            and node
            and node.header
            and title not in ("", node.header.text)
        ):
            self.renamed.emit(node.begin, title)
        return False

    def _section_data(self, node: Node, role: int) -> object:
        title = node.header.text if node.header else NO_TITLE
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((title, " · ".join(self._told(node))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join((title, *self._told(node)))
            case _:
                return node.begin if role == POSITION else None

    def _told(self, node: Node) -> list[str]:
        start, length, amount = self.facts(node)
        told = (start and f"starts at {start}", length and f"{length} long", amount)
        return [part for part in told if part]

    def _line_data(self, item: Item, role: int) -> object:
        text = item.summary if isinstance(item, Other) else item.text
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                parts = (self.time_text(item.start), item.speaker) if isinstance(item, Line) else ()
                return "  ".join(part for part in (*parts, text) if part)
            case _:
                return None

    def _node_index(self, node: Node) -> QModelIndex:
        return self.createIndex(node.row, 0, 0)

    def _start(self, node: Node) -> float | None:
        for place in range(node.first, node.stop):
            item = node.items[place]
            if isinstance(item, Line) and item.start is not None:
                return item.start
        return None

    def _end(self, node: Node) -> float | None:
        starts = map(self._start, self._nodes[node.row + 1 :])
        return next((start for start in starts if start is not None), None)

    def _scan(self, begin: int, stop: int) -> list[Node]:
        items = self._episode.items
        bounds = [i for i in range(begin, stop) if type(items[i]) is Header]
        if begin < stop and (not bounds or bounds[0] > begin):
            bounds.insert(0, begin)
        nodes: list[Node] = []
        for place, end in zip(bounds, [*bounds[1:], stop], strict=False):
            item = items[place]
            header = item if isinstance(item, Header) else None
            nodes.append(Node(next(self._keys), items, header, place, end))
        return nodes

    def _renumber(self) -> None:
        for row, node in enumerate(self._nodes):
            node.row = row
        self._by_key = {node.key: node for node in self._nodes}
        self._begins = [node.begin for node in self._nodes]

    def _repaint(self, change: Change) -> None:
        """Show entries that changed in place."""
        for node in self._nodes:
            node.items = self._episode.items
        for splice in change.items:
            for offset, item in enumerate(splice.inserted):
                node = self.node_of(splice.first + offset)
                if node and isinstance(item, Header):
                    node.header = item
            first, stop = splice.first, splice.first + len(splice.inserted)
            rows = {n.row for n in map(self.node_of, range(first, stop)) if n}
            self._touch(min(rows), max(rows))
            for row in rows:
                self._touch_lines(self._nodes[row], first, stop)

    def _touch(self, first: int, last: int) -> None:
        """Repaint the sections `first` to `last`, and those before them whose length follows from them."""
        while first > 0 and (first == last or self._start(self._nodes[first]) is None):
            first -= 1
            if self._start(self._nodes[first]) is not None:
                break
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def _touch_lines(self, node: Node, first: int, stop: int) -> None:
        top = max(0, first - node.first)
        bottom = min(node.given, stop - node.first) - 1
        if top <= bottom:
            self.dataChanged.emit(
                self.createIndex(top, 0, node.key), self.createIndex(bottom, 0, node.key)
            )

    def _rebuild(self, span: _Range, old: Episode) -> None:
        """Find the sections around `span` anew and turn the old rows into them, one by one."""
        if not self._nodes or not self._episode.items:
            self.set_episode(self._episode)
            return
        growth = span.new_stop - span.old_stop
        top = max(0, bisect_right(self._begins, max(0, span.first - 1)) - 1)
        bottom = max(top, bisect_right(self._begins, max(span.first, span.old_stop - 1)) - 1)
        before = self._nodes[top : bottom + 1]
        stop = min(before[-1].stop, len(old.items)) + growth
        after = self._scan(before[0].begin, stop)
        for node in self._nodes[bottom + 1 :]:
            node.begin += growth
            node.stop += growth
        for node in (*self._nodes[:top], *self._nodes[bottom + 1 :]):
            node.items = self._episode.items
        self._turn(before, after, span)
        self._renumber()
        self._touch(top, max(top, min(top + len(after), len(self._nodes) - 1)))

    def _turn(self, before: list[Node], after: list[Node], span: _Range) -> None:
        top = before[0].row
        head = _alike(before, after)
        tail = _alike(before[head:][::-1], after[head:][::-1])
        if len(before) == len(after):
            head, tail = len(before), 0
        gone, come = before[head : len(before) - tail], after[head : len(after) - tail]
        self._replace_rows(top + head, gone, come)
        kept_after = after[:head] + after[len(after) - tail :]
        for node, wanted in zip(
            before[:head] + before[len(before) - tail :], kept_after, strict=True
        ):
            self._reshape(node, wanted, span)

    def _replace_rows(self, row: int, gone: list[Node], come: list[Node]) -> None:
        if gone:
            self.beginRemoveRows(QModelIndex(), row, row + len(gone) - 1)
            del self._nodes[row : row + len(gone)]
            self._renumber()
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), row, row + len(come) - 1)
            self._nodes[row:row] = come
            self._renumber()
            self.endInsertRows()

    def _reshape(self, node: Node, wanted: Node, span: _Range) -> None:
        """Give `node` the extent of `wanted`; the lines that stay, stay the same rows."""
        was, will = node.given, min(wanted.count, node.limit)
        head = min(was, will, max(0, span.first - node.first), max(0, span.first - wanted.first))
        tail = 0
        if node.count == was and wanted.count == will:
            tails = max(0, node.stop - span.old_stop), max(0, wanted.stop - span.new_stop)
            tail = min(was - head, will - head, *tails)
        place = min(was, will) - tail
        if will < was:
            self.beginRemoveRows(self._node_index(node), place, place + was - will - 1)
            _take(node, wanted)
            self.endRemoveRows()
        elif will > was:
            self.beginInsertRows(self._node_index(node), place, place + will - was - 1)
            _take(node, wanted)
            self.endInsertRows()
        else:
            _take(node, wanted)
        self._touch_lines(node, node.first + head, node.first + max(head + 1, place))


def _take(node: Node, wanted: Node) -> None:
    node.items, node.header, node.lines = wanted.items, wanted.header, None
    node.begin, node.stop = wanted.begin, wanted.stop


def _same_kinds(old: Sequence[Item], new: Sequence[Item]) -> bool:
    return len(old) == len(new) and list(map(type, old)) == list(map(type, new))


def _alike(before: Sequence[Node], after: Sequence[Node]) -> int:
    """Count the sections at the start of both that are the same one."""
    same = 0
    for old, new in zip(before, after, strict=False):
        if not _is_same(old.header, new.header):
            break
        same += 1
    return same


def _is_same(old: Header | None, new: Header | None) -> bool:
    if old is None or new is None:
        return old is new
    return old is new or (old.origin is not None and old.origin == new.origin)
