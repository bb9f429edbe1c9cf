"""The picture of a waveform as an array of pixels: wave, lit line, edges and clips in about a millisecond."""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from cueline.widgets.waveform.edges import CLIP, LINE, SECTION
from cueline.widgets.waveform.pyramid import Columns
from cueline.widgets.waveform.ruler import tick_steps
from cueline.widgets.waveform.scene import FEW, Lanes, WaveColours, WaveScene

_PLAIN, _LIT, _OUTSIDE = 0, 3, 6
_ROOMY = 7
"""Pixels that an edge needs on the average to go through the wave; closer ones are marks in their strip only."""

Pixels = NDArray[np.uint32]


class WavePicture:
    """Draws scenes into one image that is kept as long as the size stays."""

    def __init__(self) -> None:
        self._pixels: Pixels = np.zeros((1, 1), np.uint32)
        self.image = QImage()

    def draw(
        self, scene: WaveScene, lanes: Lanes, colours: WaveColours, dpr: float, room: int
    ) -> QImage:
        """Draw all but the texts; `dpr` is how many pixels of the screen a pixel of the program is.

        `room` is how far the ruler's labels stand apart.
        """
        area = lanes.ruler.united(lanes.overview).united(lanes.wave)
        self._fit(round(area.width() * dpr), round(area.height() * dpr), dpr)
        board = _Board(self._pixels, scene, lanes, colours, dpr, room)
        board.fill_lanes()
        board.draw_wave()
        board.draw_clips()
        board.draw_edges()
        board.draw_handles()
        board.draw_ticks()
        return self.image

    def _fit(self, width: int, height: int, dpr: float) -> None:
        width, height = max(1, width), max(1, height)
        even = width + width % 2  # pixels are looked up in pairs
        if self._pixels.shape != (height, even) or self.image.width() != width:
            self._pixels = np.zeros((height, even), np.uint32)
            self.image = image_of(self._pixels, width)
        self.image.setDevicePixelRatio(dpr)


def image_of(pixels: Pixels, width: int | None = None) -> QImage:
    """Make an image that shows an array, or `width` columns of it; the array has to live as long."""
    height, whole = pixels.shape
    return QImage(pixels.data, width or whole, height, whole * 4, QImage.Format.Format_RGB32)


def paint_codes(codes: NDArray[np.uint8], table: Pixels, out: Pixels) -> None:
    """Write the colours of `codes` to `out`, two pixels at a time; the width has to be even."""
    size = len(table)
    pairs = np.zeros((size, 256, 2), np.uint32)
    pairs[:, :size, 0], pairs[:, :size, 1] = table, table[:, None]
    if sys.byteorder == "big":
        pairs = pairs[:, :, ::-1].copy()
    doubles = pairs.view(np.uint64).ravel()
    np.take(doubles, codes.view(np.uint16), out=out.view(np.uint64), mode="clip")


def wave_codes(columns: Columns, height: int, scale: float) -> NDArray[np.uint8]:
    """Return 0 beside the wave, 1 in its peaks and 2 in its core, for `height` rows of pixels.

    `scale` is the share of the height that a value of 1 takes to each side.
    """
    middle, half = (height - 1) / 2, (height - 1) / 2
    limit = height - 1
    factor = half * scale
    top = np.clip(middle - columns.high * factor + 0.5, 0, limit).astype(np.uint16)
    low = np.clip(middle - columns.low * factor + 0.5, 0, limit).astype(np.uint16)
    core = columns.body * factor
    core_top = np.maximum(np.clip(middle - core + 0.5, 0, limit).astype(np.uint16), top)
    core_low = np.minimum(np.clip(middle + core + 0.5, 0, limit).astype(np.uint16), low)
    # Bytes are compared faster, but there have to be enough of them.
    number = np.uint8 if height < 256 else np.uint16
    top, low, core_top, core_low = (x.astype(number) for x in (top, low, core_top, core_low))
    rows = np.arange(height, dtype=number)[:, None]
    # An unsigned difference is large above the wave, so that one comparison tells both ends.
    codes = ((rows - top) <= (low - top)).view(np.uint8)
    codes += ((rows - core_top) <= np.maximum(core_low, core_top) - core_top).view(np.uint8)
    return codes


class _Board:
    """One drawing: the array with the scene's measures in pixels of the screen."""

    def __init__(
        self,
        pixels: Pixels,
        scene: WaveScene,
        lanes: Lanes,
        colours: WaveColours,
        dpr: float,
        room: int,
    ) -> None:
        self._pixels, self._scene, self._lanes = pixels, scene, lanes
        self._colours, self._dpr = colours, dpr
        self._width = pixels.shape[1]
        self._step = scene.view.step / dpr
        self._tone = np.zeros(self._width, np.uint8)
        self._room = room
        kinds, places = self._see()
        self._by_kind = [places[kinds == kind] for kind in (SECTION, LINE, CLIP)]

    def fill_lanes(self) -> None:
        """Fill the lanes with their ground, and find the tone of every column."""
        lanes, colours = self._lanes, self._colours
        self._pixels[self._rows(lanes.ruler)] = _rgb(colours.raised)
        self._pixels[self._rows(lanes.overview)] = _rgb(colours.raised)
        self._tone[:] = _OUTSIDE
        low, high = self._scene.offset, self._scene.offset + self._scene.duration
        self._tone[self._columns(low, high)] = _PLAIN
        if self._scene.span is not None:
            self._tone[self._columns(*self._scene.span)] = _LIT
        ground = self._table()[self._tone]
        for lane in (lanes.heads, lanes.lines):
            self._pixels[self._rows(lane)] = ground

    def draw_wave(self) -> None:
        """Draw the sound, the current line's in the strong colour."""
        pyramid, area = self._scene.pyramid, self._rows(self._lanes.wave)
        height = area.stop - area.start
        if pyramid is None or height < 2:
            return
        start = self._scene.view.start - self._scene.offset
        columns = pyramid.columns(start, self._step, self._width)
        codes = wave_codes(columns, height, 1 / pyramid.loudest)
        if columns.stop - columns.first < self._width:
            codes[:, : columns.first] = codes[:, columns.stop :] = 0
        codes += self._tone
        paint_codes(codes, self._table(), self._pixels[area])

    def draw_clips(self) -> None:
        """Draw the clips, neighbours in two tones, with a gap between them; the chosen one stronger, with a foot."""
        colours, edges = self._colours, self._scene.edges
        area = self._rows(self._lanes.clips)
        if edges is None or area.stop - area.start < 4:
            return
        starts, ends, numbers = edges.clips
        times = self._scene.view.start + (np.arange(self._width) + 0.5) * self._step
        number = np.searchsorted(starts, times, "right") - 1
        inside = number >= 0
        if len(ends):
            inside &= times < ends[number]
        tones = (colours.clip, colours.other_clip, colours.chosen_clip)
        tone = number & 1
        if len(numbers) and self._scene.clip is not None:
            tone[numbers[number] == self._scene.clip] = 2
        table = np.array([_rgb(colour) for colour in tones], np.uint32)
        lane = np.where(inside, table[tone], np.uint32(_rgb(colours.base)))
        gap = np.flatnonzero(np.diff(number)) + 1
        if len(gap) < self._width / self._dpr / 3:
            lane[self._thick(gap, 1)] = _rgb(colours.base)
        self._pixels[area] = _rgb(colours.base)
        room = round(2 * self._dpr)
        self._pixels[area.start + room : area.stop - room] = lane
        foot = slice(area.stop - 2 * room, area.stop - room)
        self._pixels[foot, inside & (tone == 2)] = _rgb(colours.accent)

    def draw_edges(self) -> None:
        """Draw clip edges dashed, lines thin, sections thick and taller."""
        lanes = self._lanes
        body, wave = self._rows(lanes.body), self._rows(lanes.wave)
        lines, heads = self._rows(lanes.lines), self._rows(lanes.heads)
        whole = slice(wave.start, body.stop)
        line = _rgb(self._colours.line)
        section = _rgb(self._colours.section)
        self._draw(self._places(CLIP), 1, line, wave, None, dashed=True)
        self._draw(self._places(LINE), 1, line, whole, lines)
        self._draw(self._places(SECTION), 2, section, slice(heads.start, body.stop), heads)

    def draw_handles(self) -> None:
        """Draw what can be taken hold of: feet of lines, flags of sections, grips of clips."""
        lanes, colours = self._lanes, self._colours
        body = self._rows(lanes.body)
        if self._few(LINE):
            self._stamp(self._places(LINE), body.stop - 1, _foot(self._dpr), colours.line)
        if self._few(SECTION):
            self._stamp(self._places(SECTION), body.start, _flag(self._dpr), colours.section)
        area = self._rows(lanes.clips)
        if self._few(CLIP) and area.stop - area.start > 8 * self._dpr:
            places, middle = self._places(CLIP), (area.start + area.stop) // 2
            self._stamp(places, middle, _bar(self._dpr, -2, 2), colours.base)
            self._stamp(places, middle, _bar(self._dpr, -1, -1), colours.line)
            self._stamp(places, middle, _bar(self._dpr, 1, 1), colours.line)

    def draw_ticks(self) -> None:
        """Draw the lines of the ruler."""
        area, view = self._rows(self._lanes.ruler), self._scene.view
        step, small = tick_steps(view, self._room)
        for seconds, tall in ((small, 4), (step, 8)):
            numbers = np.arange(int(view.start // seconds), int(view.end // seconds) + 1)
            places = ((numbers * seconds - view.start) / self._step + 1e-6).astype(np.intp)
            places = places[(places >= 0) & (places < self._width)]
            rows = slice(max(area.start, area.stop - round(tall * self._dpr)), area.stop)
            colour = self._colours.rule if tall < 8 else self._colours.muted
            self._pixels[rows, self._thick(places, 1)] = _rgb(colour)

    def _few(self, kind: int) -> bool:
        return len(self._places(kind)) < min(FEW, self._scene.view.width / 9)

    def _places(self, kind: int) -> NDArray[np.intp]:
        """Return the columns of the edges of a kind."""
        return self._by_kind[kind]

    def _stamp(
        self, places: NDArray[np.intp], top: int, shape: NDArray[np.intp], colour: QColor
    ) -> None:
        """Put a shape (rows and columns) on every place, below `top`; there is none where it would be cut off."""
        left, right = -int(shape[1].min()), self._width - int(shape[1].max())
        whole = places[(places >= left) & (places < right)]
        self._pixels[top + shape[0], whole[:, None] + shape[1]] = _rgb(colour)

    def _draw(
        self,
        places: NDArray[np.intp],
        width: int,
        colour: int,
        rows: slice,
        strip: slice | None,
        *,
        dashed: bool = False,
    ) -> None:
        """Draw upright lines; those that stand close get a mark in `strip` only."""
        roomy = len(places) * _ROOMY * width <= self._width / self._dpr
        columns = self._thick(places, width)
        if not roomy:
            rows = slice(0, 0) if strip is None else strip
        if not dashed:
            self._pixels[rows, columns] = colour
            return
        dash = max(1, round(3 * self._dpr))
        for part in range(dash):
            self._pixels[rows.start + part : rows.stop : 2 * dash, columns] = colour

    def _thick(self, places: NDArray[np.intp], width: int) -> NDArray[np.intp]:
        """Return the columns of lines of `width`, each once."""
        pixels = max(1, round(width * self._dpr))
        marked = np.zeros(self._width + pixels, bool)
        for part in range(pixels):
            marked[places + part] = True
        return np.flatnonzero(marked[: self._width])

    def _see(self) -> tuple[NDArray[np.int8], NDArray[np.intp]]:
        """Return the kinds and the columns of the edges in view."""
        edges, view = self._scene.edges, self._scene.view
        if edges is None:
            return np.zeros(0, np.int8), np.zeros(0, np.intp)
        seen = edges.between(view.start, view.end)
        places = ((edges.times[seen] - view.start) / self._step + 1e-6).astype(np.intp)
        inside = places < self._width
        return edges.kinds[seen][inside], places[inside]

    def _rows(self, lane: QRect) -> slice:
        top, bottom = lane.top() * self._dpr, (lane.top() + lane.height()) * self._dpr
        return slice(round(top), min(round(bottom), self._pixels.shape[0]))

    def _columns(self, start: float, end: float) -> slice:
        left, right = ((t - self._scene.view.start) / self._step for t in (start, end))
        return slice(*(int(min(max(x, 0), self._width)) for x in (left, right)))

    def _table(self) -> Pixels:
        c = self._colours
        tones = (c.base, c.peak, c.core, c.lit, c.lit_peak, c.lit_core, c.outside, c.peak, c.core)
        return np.array([_rgb(tone) for tone in tones], np.uint32)


@cache
def _foot(dpr: float) -> NDArray[np.intp]:
    """Return a triangle that stands on the ground, as rows and columns."""
    tall = round(6 * dpr)
    spots = [(-row, x) for row in range(tall) for x in range(row - tall + 1, tall - row)]
    return np.array([(y, round(x * 0.75)) for y, x in spots], np.intp).T


@cache
def _flag(dpr: float) -> NDArray[np.intp]:
    """Return a pennant to the right, as rows and columns."""
    tall = round(8 * dpr)
    half = (tall - 1) / 2
    spots = [(y, x) for y in range(tall) for x in range(round((half + 1 - abs(y - half)) * 2))]
    return np.array(spots, np.intp).T


@cache
def _bar(dpr: float, left: int, right: int) -> NDArray[np.intp]:
    """Return an upright bar between two columns around its middle, as rows and columns."""
    rows = range(round(-5 * dpr), round(5 * dpr))
    columns = range(round(left * dpr), round((right + 1) * dpr))
    return np.array([(y, x) for y in rows for x in columns], np.intp).T


def _rgb(colour: QColor) -> int:
    return colour.rgb()
