"""Who is who: each voice of an imported text, a sample of it, and the name that it is to have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from cueline.episode.voices import Voice
from cueline.widgets import theme
from cueline.widgets.elided_label import ElidedLabel
from cueline.widgets.plain_tip import plain_tip

NOBODY = "(nobody named)"
_MOST = 60
"""Voices that are shown: a text with more of them has no names but something else before its colons."""


class SpeakerMap(QScrollArea):
    """One row a voice. `names` is what was chosen; `hear_requested` carries from where to where, in seconds.

    Words that may be no name have a tick: `ticks` is what it says, `names_changed` comes when one is changed.
    """

    changed = Signal()
    names_changed = Signal()
    hear_requested = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("speakerMap")
        self.setAccessibleName("Who speaks")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._boxes: dict[str, QComboBox] = {}
        self._stops: list[QWidget] = []
        self._ticks: dict[str, QCheckBox] = {}
        self._ticked: dict[str, bool] = {}
        self._shown: tuple[tuple[Voice, ...], tuple[str, ...], bool] = (), (), False
        self._chosen: dict[str, str] = {}
        self._offered: tuple[str, ...] = ()

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, in order."""
        return self._stops

    @property
    def names(self) -> dict[str, str]:
        """The name of each voice, by what it is called in the text."""
        return {name: box.currentText().strip() for name, box in self._boxes.items()}

    @property
    def ticks(self) -> dict[str, bool]:
        """Whether what may be no name is to be one, by what it is called in the text."""
        return {name: tick.isChecked() for name, tick in self._ticks.items()}

    def set_voices(
        self,
        voices: Sequence[Voice],
        offered: Sequence[str],
        likely: Mapping[str, str],
        *,
        can_hear: bool,
        doubtful: Mapping[str, bool],
    ) -> None:
        """Show the voices; `offered` are names to choose from. What the user chose for a voice stays.

        `doubtful`: which of them may be no names, and whether they are taken for some.
        """
        now = tuple(voices), tuple(doubtful), can_hear
        if now != self._shown:
            self._shown = now
            self._make_rows(voices[:_MOST], can_hear=can_hear)
        for name, tick in self._ticks.items():
            tick.setChecked(self._ticked.get(name, doubtful[name]))
        for name, box in self._boxes.items():
            if not box.hasFocus():  # else a name is being typed or chosen there
                text = self._chosen.get(name, likely.get(name, name))
                _fill(box, (*offered, name), text)

    def begin_anew(self) -> None:
        """Forget what was chosen: another text comes."""
        self._chosen, self._ticked = {}, {}

    def sizeHint(self) -> QSize:
        inside, em = self.widget(), self.fontMetrics().height()
        height = inside.sizeHint().height() if inside is not None else em * 2
        return QSize(em * 30, min(height, em * 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 20, min(self.sizeHint().height(), 120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the rows as wide as there is room, so that samples are shortened and not cut off."""
        super().resizeEvent(event)
        inside = self.widget()
        if inside is not None:
            inside.setMaximumWidth(self.viewport().width())

    def _make_rows(self, voices: Sequence[Voice], *, can_hear: bool) -> None:
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Window)
        grid = QGridLayout(inside)
        em = self.fontMetrics().height()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(round(em * 0.7))
        grid.setVerticalSpacing(em // 3)
        grid.setColumnStretch(2, 1)
        self._boxes, self._ticks, self._stops = {}, {}, []
        for row, voice in enumerate(voices):
            self._add(grid, row, voice, can_hear=can_hear)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(inside)
        self.setVisible(bool(voices))
        self.updateGeometry()

    def _add(self, grid: QGridLayout, row: int, voice: Voice, *, can_hear: bool) -> None:
        shown = voice.name or NOBODY
        name = QLabel(shown)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setMaximumWidth(self.fontMetrics().height() * 10)
        name.setToolTip(plain_tip(shown))
        count = QLabel("1 line" if voice.lines == 1 else f"{voice.lines:,} lines")
        count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        sample = ElidedLabel()
        sample.show_text(f"“{voice.sample.text}”" if voice.sample.text else "")
        sample.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        grid.addWidget(name, row, 0)
        grid.addWidget(count, row, 1)
        grid.addWidget(sample, row, 2)
        if can_hear and voice.span is not None:
            self._stops.append(self._hear_button(voice, voice.span))
            grid.addWidget(self._stops[-1], row, 3)
        box = self._name_box(voice)
        if voice.name in self._shown[1]:
            self._stops.append(self._name_tick(voice, box))
            grid.addWidget(self._stops[-1], row, 4)
        grid.addWidget(QLabel("→"), row, 5)
        self._stops.append(box)
        grid.addWidget(box, row, 6)

    def _hear_button(self, voice: Voice, span: tuple[float, float]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"hear {voice.name}")
        button.setIcon(theme.icon("play"))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(f"Hear {voice.name or 'this voice'}")
        button.setToolTip("Hear the first seconds of the longest line of this voice")
        button.clicked.connect(lambda: self.hear_requested.emit(*span))
        return button

    def _name_tick(self, voice: Voice, box: QComboBox) -> QCheckBox:
        tick = self._ticks[voice.name] = QCheckBox("is a name")
        tick.setObjectName(f"is a name {voice.name}")
        tick.setAccessibleName(f"{voice.name} is a name")
        tick.setToolTip("It comes once only. Without the tick these words stay in the text")
        box.setEnabled(False)
        tick.toggled.connect(box.setEnabled)
        tick.clicked.connect(lambda: self._tick(voice.name))
        return tick

    def _name_box(self, voice: Voice) -> QComboBox:
        box = self._boxes[voice.name] = QComboBox()
        box.setObjectName(f"name {voice.name}")
        box.setEditable(True)
        box.setCompleter(None)  # type: ignore[arg-type] # or “Ann” becomes the Anna that is known
        box.setProperty("field", True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setMinimumWidth(self.fontMetrics().height() * 11)
        box.setAccessibleName(f"Name of {voice.name or 'this voice'} in the episode")
        field = box.lineEdit()
        if field is not None:
            field.setPlaceholderText("nobody named")
        box.currentTextChanged.connect(partial(self._choose, voice.name))
        return box

    def _tick(self, voice: str) -> None:
        self._ticked[voice] = self._ticks[voice].isChecked()
        self.names_changed.emit()

    def _choose(self, voice: str, name: str) -> None:
        self._chosen[voice] = name
        self.changed.emit()


def _fill(box: QComboBox, names: Sequence[str], text: str) -> None:
    """Let a box offer these names and show `text`; nobody hears of it."""
    offered = [name for name in dict.fromkeys(names) if name]
    box.blockSignals(True)
    if [box.itemText(place) for place in range(box.count())] != offered:
        box.clear()
        box.addItems(offered)
    box.setCurrentText(text)
    box.blockSignals(False)
