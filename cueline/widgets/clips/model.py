"""The clips of an episode as a table model."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from cueline.episode import (
    Change,
    Clip,
    ClipItem,
    Clock,
    Episode,
    Other,
    Splice,
    format_span,
    parse_entry,
)
from cueline.episode.visible import visible
from cueline.widgets.plain_tip import plain_tip
from cueline.widgets.problems.marks import Key, ProblemMark, key_of

AnyIndex = QModelIndex | QPersistentModelIndex

NAME, START, END, LENGTH, URL = range(5)
TITLES = ("Clip", "Start", "End", "Length", "Address")
TIMES = (START, END)
_EDITED = (NAME, START, END, URL)


class ClipModel(QAbstractTableModel):
    """One row for each entry of `episode.clips`. What is typed is told by signals; only a change shows it."""

    renamed = Signal(int, str)
    start_typed = Signal(int, float)
    end_typed = Signal(int, float)
    url_typed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._episode = Episode()
        self._font = QFont()
        self.read_only = False
        self._problems: Mapping[Key, ProblemMark] = {}

    def set_problems(self, problems: Mapping[Key, ProblemMark]) -> None:
        """Mark the clips with problems, by `key_of`, until others are told."""
        self._problems = problems
        if self._episode.clips:
            self.dataChanged.emit(self.index(0, NAME), self.index(self.rowCount() - 1, URL))

    def problem_at(self, row: int) -> ProblemMark | None:
        """Return what is wrong with the clip of a row; None where nothing is."""
        clip = self.clip_at(row)
        return None if clip is None else self._problems.get(key_of(clip))

    def set_episode(self, episode: Episode) -> None:
        """Show another episode."""
        self.beginResetModel()
        self._episode = episode
        self.endResetModel()

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Show `episode`, which is the one shown so far after `change`; rows that stay keep their selection."""
        if change.clock or (len(change.clips) > 1 and any(s.growth for s in change.clips)):
            self.set_episode(episode)
            return
        if not change.clips:
            self._episode = episode
        for splice in change.clips:
            self._apply(splice, episode)

    def clip_at(self, row: int) -> ClipItem | None:
        """Return the clip of a row; None if there is none."""
        return self._episode.clips[row] if 0 <= row < len(self._episode.clips) else None

    def longest(self, column: int) -> str:
        """Return the text with the most letters in a column of times; "" without clips."""
        clock = Clock() if column == LENGTH else self._episode.clock
        told = [_seconds(clip, column) for clip in self._episode.clips]
        times = [max(0, seconds) for seconds in told if seconds is not None]
        if times and not clock.exact:
            times = [max(times)]  # all have the same decimals
        return max(map(clock.format, times), key=len, default="")

    def read_time(self, row: int, column: int, text: str) -> float | None:
        """Understand what was typed as a start or an end, in seconds; None if it is not understood."""
        clip = self.clip_at(row)
        if not isinstance(clip, Clip):
            return None
        return parse_entry(text, clip.start if column == START else clip.end)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._episode.clips)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        clip = self.clip_at(index.row())
        if isinstance(clip, Clip) and index.column() in _EDITED and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        clip = self.clip_at(index.row())
        if clip is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return visible(self._text(clip, index.column()))
            case Qt.ItemDataRole.EditRole:
                return self._text(clip, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._with_problem(index))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._with_problem(index)
            case _:
                return self._look(clip, index.column(), role)

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        row, column = index.row(), index.column()
        if role != Qt.ItemDataRole.EditRole or text == self.data(index, role):
            return False
        if column == URL:
            self.url_typed.emit(row, text)
        elif column == NAME and text:
            self.renamed.emit(row, text)
        elif column in TIMES and (seconds := self.read_time(row, column, text)) is not None:
            typed = self.start_typed if column == START else self.end_typed
            typed.emit(row, float(seconds))
        return False

    def _apply(self, splice: Splice[ClipItem], episode: Episode) -> None:
        first, both = splice.first, min(len(splice.removed), len(splice.inserted))
        if splice.growth < 0:
            self.beginRemoveRows(QModelIndex(), first + both, first + both - splice.growth - 1)
            self._episode = episode
            self.endRemoveRows()
        elif splice.growth > 0:
            self.beginInsertRows(QModelIndex(), first + both, first + both + splice.growth - 1)
            self._episode = episode
            self.endInsertRows()
        self._episode = episode
        if both:
            self.dataChanged.emit(self.index(first, 0), self.index(first + both - 1, URL))

    def _text(self, clip: ClipItem, column: int) -> str:
        if isinstance(clip, Other):
            return clip.summary if column == NAME else ""
        if column == NAME:
            return clip.name
        if column == URL:
            return clip.url
        seconds = _seconds(clip, column)
        if seconds is None:
            return ""
        if column == LENGTH:
            return format_span(seconds)
        return self._episode.clock.format(max(0, seconds))

    def _told(self, clip: ClipItem, column: int) -> str:
        text = self._text(clip, column)
        if isinstance(clip, Clip) and column == NAME and clip.url:
            return f"{text}\n{clip.url}"
        return text

    def _with_problem(self, index: AnyIndex) -> str:
        """Tell a cell's text, with what is wrong with its clip where its name stands."""
        clip, mark = self.clip_at(index.row()), self.problem_at(index.row())
        told = "" if clip is None else self._told(clip, index.column())
        return told if mark is None or index.column() != NAME else f"{mark.tip}\n\n{told}"

    def _look(self, clip: ClipItem, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and (column > START or isinstance(clip, Other)):
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.FontRole and isinstance(clip, Other):
            font = QFont(self._font)
            font.setItalic(True)
            return font
        return None


def _seconds(clip: ClipItem, column: int) -> float | None:
    """Return what a column of times tells of a clip, in seconds."""
    if isinstance(clip, Other):
        return None
    if column != LENGTH:
        return clip.start if column == START else clip.end
    return None if clip.start is None or clip.end is None else clip.end - clip.start


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in (NAME, URL) else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
