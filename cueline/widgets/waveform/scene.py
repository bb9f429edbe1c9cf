"""What a waveform has to show: the state that its painters read, and where its lanes are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QPalette

from cueline.episode import Clip, Clock, Episode, Header, Line
from cueline.widgets.lines.colours import accent, blend
from cueline.widgets.theme import tokens
from cueline.widgets.waveform.drag import Edge, EdgeDrag
from cueline.widgets.waveform.view import Following, WaveView

if TYPE_CHECKING:
    from cueline.widgets.problems.marks import Marked
    from cueline.widgets.waveform.edges import EdgeMap
    from cueline.widgets.waveform.fan import EdgeFan
    from cueline.widgets.waveform.problems import ProblemTicks
    from cueline.widgets.waveform.pyramid import Pyramid

FEW = 200
"""Fewer edges of a kind are shown with handles and can be moved; of more there is only a picture."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where what is shown, from top to bottom, in pixels; a lane without room is empty."""

    ruler: QRect
    clips: QRect
    heads: QRect
    wave: QRect
    lines: QRect
    overview: QRect

    @property
    def body(self) -> QRect:
        """The wave with the strips for the names of sections and lines."""
        return self.heads.united(self.wave).united(self.lines)


def lay_out(width: int, height: int, metrics: QFontMetrics, *, overview: bool) -> Lanes:
    """Divide the room; of little room the wave gets it before the names."""
    line = metrics.height()
    heights = [line + 4, line + 6, line + 4, 0, line + 4, round(line * 1.9) if overview else 0]
    least = line * 3
    for lane in (4, 2, 5, 1):
        if sum(heights) + least > height:
            heights[lane] = 0
    heights[3] = max(0, height - sum(heights))
    rects, top = [], 0
    for tall in heights:
        rects.append(QRect(0, top, width, tall))
        top += tall
    return Lanes(*rects)


@dataclass(frozen=True, slots=True)
class WaveColours:
    """The colours of a waveform, mixed from the palette: told apart by brightness too, not by hue alone."""

    base: QColor
    outside: QColor
    raised: QColor
    rule: QColor
    peak: QColor
    core: QColor
    lit: QColor
    lit_peak: QColor
    lit_core: QColor
    line: QColor
    section: QColor
    clip: QColor
    other_clip: QColor
    chosen_clip: QColor
    text: QColor
    muted: QColor
    accent: QColor

    @staticmethod
    def of(palette: QPalette) -> WaveColours:
        """Mix the colours for a palette."""
        base, text, strong = palette.base().color(), palette.text().color(), accent(palette)
        known = tokens(palette)
        lit = blend(base, strong, 0.10)
        return WaveColours(
            base=base,
            outside=QColor(known.window),
            raised=QColor(known.raised),
            rule=QColor(known.border),
            peak=blend(base, text, 0.22),
            core=blend(base, text, 0.42),
            lit=lit,
            lit_peak=blend(lit, strong, 0.45),
            lit_core=blend(lit, strong, 0.92),
            line=blend(base, text, 0.66),
            section=text,
            clip=blend(base, strong, 0.16),
            other_clip=blend(base, strong, 0.27),
            chosen_clip=blend(base, strong, 0.46),
            text=text,
            muted=QColor(known.muted),
            accent=strong,
        )


@dataclass(slots=True)
class WaveScene:
    """All that is shown. Times are transcript seconds; only the pyramid's own are those of the sound.

    `offset` is what is added to a time in the sound to get the transcript's; `duration` is the sound's.
    """

    view: WaveView = field(default_factory=WaveView)
    following: Following = field(default_factory=Following)
    drag: EdgeDrag = field(default_factory=EdgeDrag)
    episode: Episode = field(default_factory=Episode)
    pyramid: Pyramid | None = None
    edges: EdgeMap | None = None
    offset: float = 0.0
    duration: float = 0.0
    playhead: float | None = None
    current: int | None = None
    heard: int | None = None
    clip: int | None = None
    selected: Edge | None = None
    hovered: Edge | None = None
    fan: EdgeFan | None = None
    ticks: ProblemTicks | None = None
    marked: Marked | None = None
    progress: str = ""
    message: str = "No sound yet"
    overview: bool = False

    @property
    def span(self) -> tuple[float, float] | None:
        """From when to when the current line is said."""
        return self.span_of(self.current)

    def span_of(self, index: int | None) -> tuple[float, float] | None:
        """From when to when the item at `index` is said; the last one to the end of the sound."""
        span = None if self.edges is None or index is None else self.edges.span_of(index)
        if span is None:
            return None
        start, end = span
        return start, max(start, min(end, max(self.duration + self.offset, start + 1)))

    def few(self, kind: int) -> bool:
        """Tell whether there are handles for a kind (see `wave_edges.KINDS`) in this view."""
        if self.edges is None:
            return False
        seen = self.edges.between(self.view.start, self.view.end)
        return int((self.edges.kinds[seen] == kind).sum()) < min(FEW, self.view.width / 9)

    def time_text(self, seconds: float) -> str:
        """Write a time as finely as the episode's times are."""
        clock = self.episode.clock
        return Clock(decimals=max(clock.decimals, clock.precision)).format(max(0.0, seconds))

    def name_of(self, edge: Edge) -> str:
        """Say in words what begins at an edge: `Nora, “Good morning, and…”`."""
        if edge.kind == "clip":
            return self._clip_name(edge.index)
        item = self.episode.items[edge.index] if edge.index < len(self.episode.items) else None
        if isinstance(item, Header):
            return f"section {item.text}"
        return line_name(item) if isinstance(item, Line) else ""

    def _clip_name(self, number: int) -> str:
        clips = self.episode.clips
        after = clips[number] if number < len(clips) else None
        before = clips[number - 1] if 0 < number <= len(clips) else None
        if isinstance(after, Clip):
            return f"clip {after.name}"
        return f"end of the clip {before.name}" if isinstance(before, Clip) else "clip edge"


def line_name(line: Line, letters: int = 28) -> str:
    """Name a line by its speaker and its first words."""
    words = line.text if len(line.text) <= letters else f"{line.text[:letters].rstrip(' ,.')}…"
    return f"{line.speaker}, “{words}”" if line.speaker else f"“{words}”"
