"""The sound as lowest and highest values at every scale: columns for any view in well under a millisecond."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOUD = 99.7
_GAP = 0.15
_LEAD = 0.04


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in neighbouring columns of a picture, each as int16 of -32768 to 32767.

    `low` and `high` are the outermost values, `body` the mean distance of the two; `first` to `stop` are the
    columns that there is sound for.
    """

    low: NDArray[np.int16]
    high: NDArray[np.int16]
    body: NDArray[np.int16]
    first: int
    stop: int


class Pyramid:
    """Peaks of a sound and their summaries over 2, 4, 8, … of them.

    `values` is int16[n, 2], lowest and highest value; `rate` is how many of them are a second. `loudest` is what
    nearly all of the sound stays under (1 to 32768).
    """

    def __init__(self, values: NDArray[np.int16], rate: float = 100.0) -> None:
        self.rate = float(rate)
        self.count = len(values)
        low, high = np.ascontiguousarray(values[:, 0]), np.ascontiguousarray(values[:, 1])
        body = ((high.astype(np.int32) - low) >> 1).astype(np.int16)
        self._levels = [(low, high, body)]
        while len(self._levels[-1][0]) > 64:
            self._levels.append(_halved(*self._levels[-1]))
        self.loudest = self._find_loudest()

    def columns(self, start: float, step: float, count: int) -> Columns:
        """Summarise `count` columns of `step` seconds from `start` (seconds) on.

        Columns lie on a grid of `step`, so that a view that is moved by whole columns shows the same ones.
        """
        bins = step * self.rate
        places = (round(start * self.rate / bins) + np.arange(count + 1)) * bins
        level = max(0, min(len(self._levels) - 1, int(log2(bins)) - 1)) if bins >= 4 else 0
        edges = np.floor(places * (1 / (1 << level))).astype(np.intp)
        begins, stops = edges[:-1], np.maximum(edges[1:], edges[:-1] + 1)
        low, high, body = self._levels[level]
        first = int(np.searchsorted(stops, 0, "right"))
        stop = int(np.searchsorted(begins, len(low), "left"))
        if first >= stop:
            nothing = np.zeros(count, np.int16)
            return Columns(nothing, nothing, nothing, 0, 0)
        begins = np.maximum(begins[first:stop], 0)
        end = min(int(stops[stop - 1]), len(low))
        shape = (count, first, stop)
        lengths = np.diff(begins, append=end).clip(1)
        sums = np.add.reduceat(body[:end], begins, dtype=np.int32)
        return Columns(
            _spread(np.minimum.reduceat(low[:end], begins), *shape),
            _spread(np.maximum.reduceat(high[:end], begins), *shape),
            _spread((sums // lengths).astype(np.int16), *shape),
            first,
            stop,
        )

    def pauses(self) -> NDArray[np.float64]:
        """Find where the voice sets in after a pause: seconds, a little before its first loud peak."""
        if self.count < 2:
            return np.empty(0)
        body = self._levels[0][2]
        floor, voice = (_of_rank(body, share) for share in (10, 95))
        quiet = body <= floor + 0.1 * (voice - floor)
        steps = np.flatnonzero(np.diff(quiet.astype(np.int8), prepend=0, append=0))
        begins, ends = steps[::2], steps[1::2]
        long = (ends - begins >= _GAP * self.rate) & (ends < self.count)
        return ends[long] / self.rate - _LEAD

    def _find_loudest(self) -> int:
        low, high, _ = self._levels[min(5, len(self._levels) - 1)]
        if not self.count:
            return 1
        loud = np.maximum(high.astype(np.int32), -low.astype(np.int32))
        return max(1, int(_of_rank(loud, _LOUD)))


def _of_rank(values: NDArray[Any], share: float) -> float:
    """Return what `share` percent of the values do not exceed; `np.percentile` would import 25 ms of numpy first."""
    place = (len(values) - 1) * share / 100
    below, above = int(place), min(int(place) + 1, len(values) - 1)
    ranked = np.partition(values, (below, above))
    return float(ranked[below] + (place - below) * (float(ranked[above]) - float(ranked[below])))


def _halved(
    low: NDArray[np.int16], high: NDArray[np.int16], body: NDArray[np.int16]
) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int16]]:
    if len(low) % 2:
        low, high, body = (np.append(level, level[-1]) for level in (low, high, body))
    mean = (body[::2].astype(np.int32) + body[1::2]) >> 1
    return (
        np.minimum(low[::2], low[1::2]),
        np.maximum(high[::2], high[1::2]),
        mean.astype(np.int16),
    )


def _spread(values: NDArray[np.int16], count: int, first: int, stop: int) -> NDArray[np.int16]:
    if stop - first == count:
        return values
    whole = np.zeros(count, np.int16)
    whole[first:stop] = values
    return whole
