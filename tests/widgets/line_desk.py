"""A line table with somebody at it who does what the table asks for, as the window would."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from cueline.episode import edits
from cueline.episode.change import Change
from cueline.episode.values import Episode, Header, Line, Other
from cueline.widgets.lines.columns import Column
from cueline.widgets.lines.table import LineTable

Key = Qt.Key
LONG = "We measured bridges, and somebody had to make sense of the measurements. " * 6


def small_episode() -> Episode:
    return Episode(
        items=(
            Header("Introduction"),
            Line("Today we talk about bridges.", "Alexey", 230, "3:50"),
            Line("Thanks, I have been looking forward to this.", "Alexander", 338, "5:38"),
            Line("That is on me.", "Alexander"),
            Other("an entry with the key note"),
            Header("Career journey"),
            Line("How did it begin?", "Alexey", 388, "6:28"),
            Line(LONG.strip(), "Alexander", 401, "6:41"),
            Line("Well.", "Alexey", 460, "7:40"),
        )
    )


def long_episode(count: int = 400) -> Episode:
    lines = (
        Header(f"Part {i // 20}")
        if i % 20 == 0
        else Line(
            f"Paragraph {i}. " + "Words that fill the line and some more. " * (i % 4 * 2),
            "Ada",
            i * 10,
            f"{i * 10 // 60}:{i * 10 % 60:02d}",
        )
        for i in range(count)
    )
    return Episode(items=tuple(lines))


class Desk:
    """Holds the episode, applies what is typed, and notes what else is asked for."""

    def __init__(self, qtbot, episode: Episode, *, read_only: bool = False) -> None:
        self.qtbot = qtbot
        self.table = LineTable()
        qtbot.addWidget(self.table)
        self.table.resize(700, 420)
        self.episode = episode
        self.asked: list[tuple] = []
        self.typed: list[tuple] = []
        self._connect()
        self.table.set_episode(episode, read_only)
        self.table.show()
        qtbot.waitExposed(self.table)
        self.table.activateWindow()
        self.table.setFocus()
        qtbot.waitUntil(lambda: self.table.heights.settled)

    def _connect(self) -> None:
        table = self.table
        table.text_typed.connect(self._type)
        for name in (
            "speaker_entered time_entered split_requested merge_requested delete_requested "
            "play_word_requested undo_requested redo_requested message"
        ).split():
            getattr(table, name).connect(lambda *what, name=name: self.asked.append((name, *what)))

    def _type(self, index: int, text: str, gesture: int) -> None:
        self.typed.append((index, text, gesture))
        self.apply(edits.set_text(self.episode, index, text))

    def apply(self, episode: Episode) -> None:
        change = Change.between(self.episode, episode)
        self.episode = episode
        self.table.apply_change(change, episode)

    @property
    def editor(self):
        return self.table.cells.editor

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.editor or self.table, key, modifier)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.editor or self.table, text)

    def shown(self, row: int, column: Column = Column.TEXT) -> str:
        return self.table.model().index(row, column).data()

    def click(self, place: QPoint, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    def place_in(self, row: int, column: Column, share: float = 0.5) -> QPoint:
        table = self.table
        x = table.columnViewportPosition(column) + round(table.columnWidth(column) * share)
        return QPoint(x, table.rowViewportPosition(row) + 14)

    def caret(self) -> tuple[int, str, int] | None:
        cell = self.table.open_cell_at()
        return None if cell is None else (cell.index, cell.column, cell.caret)
