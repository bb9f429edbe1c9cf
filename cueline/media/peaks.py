"""How loud a sound is from moment to moment: the least and the greatest sample of every hundredth of a second.

Nothing heavy is imported before a sound is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cueline.media.decoding import CLOCK, Block, Decoding, PeaksError
from cueline.media.sound_files import length_is_zero

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["RATE", "Peaks", "PeaksError", "PeaksReader", "read_peaks"]

RATE = 100
"""Pairs per second."""

LOUDEST = 32768
"""What a sample of full scale becomes; the greatest value is one less."""


@dataclass(frozen=True, eq=False)
class Peaks:
    """The outline of a sound.

    `values`: int16 of shape (n, 2), the least and the greatest sample over all channels in every 1/`rate` second,
    counted from time zero of the player; silence where the file has no sound. `duration`: seconds until the last
    sample that could be decoded, which is the true length whatever the file claims. `told`: the length that the
    file itself claims, None where there is no telling without decoding. `note`: what was wrong with the file, in
    sentences, "" if nothing was. `complete`: False where reading was stopped before the end. `indexed`: False where
    the file does not say where its seconds are, so that players guess.
    """

    values: NDArray[np.int16]
    duration: float
    rate: int = RATE
    note: str = ""
    complete: bool = True
    told: float | None = None
    indexed: bool = True

    def coarser(self, most: int) -> Peaks:
        """Return the same outline in at most `most` pairs if it has more, as near to them as whole rates go."""
        steps = (step for step in range(1, self.rate + 1) if self.rate % step == 0)
        step = next((step for step in steps if len(self.values) <= most * step), self.rate)
        if step == 1:
            return self
        import numpy as np

        starts = np.arange(0, len(self.values), step)
        low = np.minimum.reduceat(self.values[:, 0], starts)
        high = np.maximum.reduceat(self.values[:, 1], starts)
        return replace(self, values=np.stack((low, high), axis=1), rate=self.rate // step)


def read_peaks(path: str | Path, on_progress: Callable[[float], object] | None = None) -> Peaks:
    """Decode a sound and return its peaks; PeaksError, a sentence for people, if there is nothing to be read.

    `on_progress` is called with the share that is done (0.0 to 1.0) after every ten seconds of sound or less; when
    it returns False, reading stops and what was read until then is returned, with `complete` False. Damaged and
    cut-off files give what could be read and a `note`. Memory does not grow with the file but for the values.
    """
    with PeaksReader(path) as reader:
        for fraction in reader.steps():
            if on_progress is not None and on_progress(fraction) is False:
                break
        return reader.peaks()


class PeaksReader:
    """Read the peaks of one sound step by step; a context manager."""

    def __init__(self, path: str | Path) -> None:
        self._decoding = Decoding(Path(path))
        self._bins = Bins(self._decoding.told or 0.0)
        self._through = False

    def __enter__(self) -> PeaksReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._decoding.__exit__()

    def steps(self) -> Iterator[float]:
        """Read on, and yield the share that is done after each block. PeaksError at the end if there was nothing."""
        for block in self._decoding.blocks():
            self._bins.add(block)
            yield self._decoding.fraction
        self._through = True
        if not self._bins.end:
            raise PeaksError(self._nothing())

    def peaks(self) -> Peaks:
        """Return what was read so far."""
        decoding = self._decoding
        note = " ".join(decoding.notes)
        if not self._through:
            note = f"Reading “{decoding.path.name}” was stopped at {CLOCK.format(self._bins.end)}."
        return Peaks(
            self._bins.values(),
            self._bins.end,
            note=note,
            complete=self._through,
            told=decoding.told,
            indexed=decoding.indexed,
        )

    def _nothing(self) -> str:
        path = self._decoding.path
        if self._decoding.damaged:
            return f"“{path.name}” cannot be read: it is damaged from its beginning on."
        return length_is_zero(path)


class Bins:
    """Least and greatest values for every hundredth of a second, of blocks of any rate and kind."""

    def __init__(self, seconds: float) -> None:
        import numpy as np

        self.end = 0.0
        self._count = 0
        self._values = np.empty((0, 2), np.int16)
        self._reserve(min(int(seconds * RATE), 24 * 3600 * RATE) + RATE)

    def add(self, block: Block) -> None:
        """Take in a block; what lies before time zero is left out."""
        import numpy as np

        skip = max(0, -block.start)
        if skip >= block.length:
            return
        start, rate = block.start + skip, block.rate
        first, last = _bin_of(start, rate), _bin_of(block.end - 1, rate)
        cuts = (np.arange(first, last + 1) * rate + RATE // 2) // RATE - start
        cuts[0] = 0
        low, high = _extremes(block, skip, cuts)
        self._reserve(last + 1)
        part = self._values[first : last + 1]
        np.minimum(part[:, 0], low, out=part[:, 0])
        np.maximum(part[:, 1], high, out=part[:, 1])
        self._count = max(self._count, last + 1)
        self.end = max(self.end, block.end / rate)

    def values(self) -> NDArray[np.int16]:
        """Return a copy of what is there so far; moments without any sample are silent."""
        found = self._values[: self._count].copy()
        found[found[:, 0] > found[:, 1]] = 0
        return found

    def _reserve(self, count: int) -> None:
        import numpy as np

        had = len(self._values)
        if count > had:
            more = np.empty((max(count, had + had // 2) - had, 2), np.int16)
            more[:] = (LOUDEST - 1, -LOUDEST)
            self._values = np.concatenate((self._values, more))


def _bin_of(sample: int, rate: int) -> int:
    """Return the bin that holds a sample; bin i begins at sample round(i * rate / 100)."""
    place = sample * RATE // rate
    while ((place + 1) * rate + RATE // 2) // RATE <= sample:
        place += 1
    while place and (place * rate + RATE // 2) // RATE > sample:
        place -= 1
    return place


def _extremes(block: Block, skip: int, cuts: Any) -> tuple[Any, Any]:
    """Return the least and greatest int16 between the cuts, over all channels."""
    import numpy as np

    low = high = None
    for plane in block.planes:
        samples = np.frombuffer(plane, _type(block.kind))
        samples = samples[skip * block.interleaved : block.length * block.interleaved]
        least = np.minimum.reduceat(samples, cuts * block.interleaved)
        most = np.maximum.reduceat(samples, cuts * block.interleaved)
        low = least if low is None else np.minimum(low, least)
        high = most if high is None else np.maximum(high, most)
    return _as_int16(low), _as_int16(high)


def _type(kind: str) -> str:
    name = kind.removesuffix("p")
    return {"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"}[name]


def _as_int16(values: Any) -> Any:
    """Scale samples of any kind to int16; what is louder than full scale is cut, what is no number is silent."""
    import numpy as np

    if values.dtype.kind == "f":
        within = np.nan_to_num(np.clip(values, -1.0, 1.0), nan=0.0)
        return np.minimum(np.rint(within * LOUDEST), LOUDEST - 1).astype(np.int16)
    if values.dtype == np.uint8:
        return (values.astype(np.int16) - 128) * 256
    return (values >> (8 * values.dtype.itemsize - 16)).astype(np.int16)
