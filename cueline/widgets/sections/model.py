"""The sections of an episode and their lines as a tree model."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from cueline.episode import Change, Episode, Item, Line, Other, format_span
from cueline.episode.visible import visible
from cueline.widgets.plain_tip import plain_tip
from cueline.widgets.sections.nodes import (
    CHUNK,
    Node,
    Sections,
    Span,
    alike,
    take_extent,
)

AnyIndex = QModelIndex | QPersistentModelIndex

POSITION = Qt.ItemDataRole.UserRole
"""Role: the position in `episode.items` of a section's header (or first item) or of a line."""

_MANY = 32
"""From how many changed sections or places on everything visible is painted anew at once."""

_FAR = 5000
"""How many lines are given at once for the sake of one of them."""

_SECTION_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_TITLE_FLAGS = _SECTION_FLAGS | Qt.ItemFlag.ItemIsEditable
_LINE_FLAGS = _SECTION_FLAGS | Qt.ItemFlag.ItemNeverHasChildren

DRAG = "Drag it onto a line, here or in the transcript, to have the section begin there."
NO_TITLE = "Before the first heading"


class SectionModel(QAbstractItemModel):
    """Sections at the top, their lines below them, given in chunks. A change touches only the rows it is about.

    Rows stay the same rows while their section lives, so that a view keeps what is unfolded and selected.
    """

    renamed = Signal(int, str)
    repainted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._episode = Episode()
        self._sections = Sections()
        self.read_only = False
        self.words_of: Callable[[Node], str] = _nothing_more
        """What else to say of a section to those who cannot see it."""

    def set_episode(self, episode: Episode) -> None:
        """Show another episode."""
        self.beginResetModel()
        self._episode = episode
        fresh = self._sections.scan(episode.items, 0, len(episode.items))
        self._sections.replace(0, len(self._sections), fresh)
        self.endResetModel()

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Show `episode`, which is the one shown so far after `change`."""
        if change.clock:
            self.set_episode(episode)
            return
        old, self._episode = self._episode, episode
        if not change.items:
            return
        if all(splice.facts.same_kinds for splice in change.items):
            self._repaint(change)
        else:
            self._rebuild(Span.of(change), old)

    def node_of(self, position: int) -> Node | None:
        """Find the section that holds the item at `position`; None if there is none."""
        if not self._sections or not 0 <= position < len(self._episode.items):
            return None
        return self._sections.nodes[self._sections.row_at(position)]

    def section_index(self, position: int) -> QModelIndex:
        """Return the row of the section that holds the item at `position`."""
        node = self.node_of(position)
        return self._node_index(node) if node else QModelIndex()

    def line_index(self, position: int, give: bool = True) -> QModelIndex:
        """Return the row of the item at `position`; the section's for a header.

        A line that is not given yet is given now. It has no row if `give` is false, and its section's if it is
        further down than a view can show without a wait.
        """
        node = self.node_of(position)
        if node is None or position < node.first:
            return self.section_index(position)
        row = position - node.first
        if row >= node.given:
            if not give:
                return QModelIndex()
            if row > node.given + _FAR:
                return self._node_index(node)
            self._give(node, row + 1)
        return self.createIndex(row, 0, node.key)

    def node_at(self, index: AnyIndex) -> Node | None:
        """Return the section whose own row `index` is; None for a line."""
        return (
            self._sections.nodes[index.row()]
            if index.isValid() and not index.internalId()
            else None
        )

    def item_at(self, index: AnyIndex) -> Item | None:
        """Return the line at `index`; None for a section."""
        node = self._sections.by_key(index.internalId()) if index.isValid() else None
        return node.items[node.first + index.row()] if node and index.row() < node.count else None

    def facts(self, node: Node) -> tuple[str, str, str]:
        """Tell a section's start, length and number of lines; "" for what is not known."""
        start, end = node.start(), self._sections.end(node)
        length = format_span(end - start) if start is not None and end is not None else ""
        lines = node.amount()
        amount = f"{lines:,} line" + ("" if lines == 1 else "s")
        return self.time_text(start), length, amount

    def time_text(self, seconds: float | None) -> str:
        """Write a time as the file does; "" for None."""
        return "" if seconds is None else self._episode.clock.format(max(0, seconds))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._sections)
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
        if node is not None:
            self._give(node, node.given + 1)

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not parent.isValid():
            return self.createIndex(row, column, 0) if row < len(self._sections) else QModelIndex()
        node = self.node_at(parent)
        if node is None or row >= node.given:
            return QModelIndex()
        return self.createIndex(row, column, node.key)

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        node = self._sections.by_key(index.internalId()) if index.isValid() else None
        return self._node_index(node) if node else QModelIndex()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.internalId() or not index.isValid():
            return _LINE_FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags
        node = self.node_at(index)
        return _TITLE_FLAGS if node and node.header and not self.read_only else _SECTION_FLAGS

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node_at(index)
        if node:
            return self._section_data(node, role)
        item = self.item_at(index)
        if item is None:
            return None
        if role == POSITION:
            node = self._sections.by_key(index.internalId())
            return node.first + index.row() if node else None
        start = self.time_text(item.start) if isinstance(item, Line) else ""
        return _line_data(item, start, role)

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
            case Qt.ItemDataRole.DisplayRole:
                return visible(title)
            case Qt.ItemDataRole.EditRole:
                return title
            case Qt.ItemDataRole.ToolTipRole:
                lines = (title, " · ".join(_told(self.facts(node))), DRAG if node.header else "")
                return plain_tip("\n".join(line for line in lines if line))
            case Qt.ItemDataRole.AccessibleTextRole:
                words = self.words_of(node)
                return ", ".join((title, *_told(self.facts(node)), *([words] if words else ())))
            case _:
                return node.begin if role == POSITION else None

    def _node_index(self, node: Node) -> QModelIndex:
        return self.createIndex(node.row, 0, 0)

    def _give(self, node: Node, least: int) -> None:
        """Show at least so many lines of a section, in whole chunks."""
        limit = -(-least // CHUNK) * CHUNK
        last = min(node.count, limit) - 1
        if last < node.given:
            return
        self.beginInsertRows(self._node_index(node), node.given, last)
        node.limit = limit
        self.endInsertRows()

    def _repaint(self, change: Change) -> None:
        """Show entries that changed in place."""
        spans = [(s.first, s.first + len(s.inserted)) for s in change.items]
        rows: set[int] = set()
        for first, stop in spans:
            rows.update(range(self._sections.row_at(first), self._sections.row_at(stop - 1) + 1))
        nodes = [self._sections.nodes[row] for row in sorted(rows)]
        few = len(nodes) <= _MANY and len(spans) <= _MANY
        before = [(node.header, node.start()) for node in nodes] if few else []
        self._sections.show(self._episode.items)
        for node in nodes:
            node.header = node.items[node.begin] if node.header else None  # type: ignore[assignment]
        if not few:  # a view measures anew each row that it is told of
            self.repainted.emit()
            return
        now = [(node.header, node.start()) for node in nodes]
        differ = [node.row for node, a, b in zip(nodes, before, now, strict=True) if a != b]
        if differ:
            self._touch(differ[0], differ[-1])
        for first, stop in spans:
            for node in nodes:
                self._touch_lines(node, first, stop)

    def _touch(self, first: int, last: int) -> None:
        """Repaint the sections `first` to `last`, and those before them whose length follows from them."""
        first = self._sections.first_with_length_from(first)
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def _touch_lines(self, node: Node, first: int, stop: int) -> None:
        top = max(0, first - node.first)
        bottom = min(node.given, stop - node.first) - 1
        if top <= bottom:
            self.dataChanged.emit(
                self.createIndex(top, 0, node.key), self.createIndex(bottom, 0, node.key)
            )

    def _rebuild(self, span: Span, old: Episode) -> None:
        """Find the sections around `span` anew and turn the old rows into them, one by one."""
        sections = self._sections
        if not sections or not self._episode.items:
            self.set_episode(self._episode)
            return
        growth = span.new_stop - span.old_stop
        top = sections.row_at(max(0, span.first - 1))
        bottom = max(top, sections.row_at(max(span.first, span.old_stop - 1)))
        before = sections.nodes[top : bottom + 1]
        stop = min(before[-1].stop, len(old.items)) + growth
        after = sections.scan(self._episode.items, before[0].begin, stop)
        sections.move(bottom + 1, growth)
        for node in (*sections.nodes[:top], *sections.nodes[bottom + 1 :]):
            node.items = self._episode.items
        self._turn(before, after, span)
        sections.renumber()
        self._touch(top, max(top, min(top + len(after), len(sections) - 1)))

    def _turn(self, before: list[Node], after: list[Node], span: Span) -> None:
        top = before[0].row
        head = alike(before, after)
        tail = alike(before[head:][::-1], after[head:][::-1])
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
            self._sections.replace(row, row + len(gone), [])
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), row, row + len(come) - 1)
            self._sections.replace(row, row, come)
            self.endInsertRows()

    def _reshape(self, node: Node, wanted: Node, span: Span) -> None:
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
            take_extent(node, wanted)
            self.endRemoveRows()
        elif will > was:
            self.beginInsertRows(self._node_index(node), place, place + will - was - 1)
            take_extent(node, wanted)
            self.endInsertRows()
        else:
            take_extent(node, wanted)
        self._touch_lines(node, node.first + head, node.first + max(head + 1, place))


def _nothing_more(_: Node) -> str:
    return ""


def _told(facts: tuple[str, str, str]) -> list[str]:
    start, length, amount = facts
    told = (start and f"starts at {start}", length and f"{length} long", amount)
    return [part for part in told if part]


def _line_data(item: Item, start: str, role: int) -> object:
    text = item.summary if isinstance(item, Other) else item.text
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return visible(text)
        case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
            speaker = item.speaker if isinstance(item, Line) else ""
            told = "  ".join(part for part in (start, speaker, text) if part)
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        case _:
            return None
