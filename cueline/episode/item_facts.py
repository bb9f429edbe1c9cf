"""What everybody asks of the items that a change takes out and puts in: found once, when it is first asked for."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from math import nan
from operator import eq
from typing import Any

from cueline.episode.values import Line, header_places


class ItemFacts:
    """Of some items in a row: their starts, their headers, and what is longest to write."""

    def __init__(self, items: Sequence[Any]) -> None:
        self._items = items

    @cached_property
    def starts(self) -> array[float]:
        """The start of each item in seconds; NaN for one without."""
        return array(
            "d",
            [
                item.start if type(item) is Line and item.start is not None else nan
                for item in self._items
            ],
        )

    @cached_property
    def headers(self) -> tuple[int, ...]:
        """Which of the items are headers, counted from the first one."""
        return tuple(header_places(self._items))

    @cached_property
    def latest(self) -> float:
        """The greatest start, in seconds; 0 without any."""
        starts = self.starts.tolist()
        known = compress(starts, map(eq, starts, starts))  # NaN is not even itself
        return max(known, default=0.0)

    @cached_property
    def longest_label(self) -> str:
        """The longest time as a file writes it; "" where it writes none."""
        labels = [item.label for item in self._items if type(item) is Line]
        return max(labels, key=len, default="")

    def find_all(self) -> None:
        """Find everything now, in a thread that may take its time."""
        _ = self.starts, self.headers, self.latest, self.longest_label


class SpliceFacts:
    """Of items that gave way to others: both, and how the first of the one stand to the first of the other."""

    def __init__(self, removed: Sequence[Any], inserted: Sequence[Any]) -> None:
        self._removed, self._inserted = removed, inserted

    @cached_property
    def before(self) -> ItemFacts:
        """Of the items that were taken out."""
        return ItemFacts(self._removed)

    @cached_property
    def after(self) -> ItemFacts:
        """Of the items that were put in."""
        return ItemFacts(self._inserted)

    @cached_property
    def same_kinds(self) -> bool:
        """Whether as many came as went, headers where headers stood, and lines where lines stood."""
        old, new = self._removed, self._inserted
        return len(old) == len(new) and list(map(type, old)) == list(map(type, new))

    @cached_property
    def reworded(self) -> tuple[int, ...]:
        """The places, counted from the first item, where something else may be read or someone else speaks."""
        pairs = zip(self._removed, self._inserted, strict=False)
        return tuple(
            place
            for place, (old, new) in enumerate(pairs)
            if not (
                type(old) is Line
                and type(new) is Line
                and old.text is new.text
                and old.speaker is new.speaker
            )
        )

    def turned(self) -> SpliceFacts:
        """Return the same for the way back, with all that was found already."""
        back = SpliceFacts(self._inserted, self._removed)
        same = {
            name: self.__dict__[name]
            for name in ("same_kinds", "reworded")
            if name in self.__dict__
        }
        back.__dict__.update(same, before=self.after, after=self.before)
        return back

    def find_all(self) -> None:
        """Find everything now, in a thread that may take its time."""
        _ = self.same_kinds, self.reworded
        self.before.find_all()
        self.after.find_all()
