"""What a save makes of entries: those that were new have numbers, and all the form in which the file holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cueline.episode.change import MOST_SPLICES, Change, Splice
from cueline.episode.values import ClipItem, Episode, Item

E = TypeVar("E", bound=Item | ClipItem)


@dataclass(frozen=True, slots=True)
class _Others(Generic[E]):
    """Entries that become others: what each was and is, by its identity, and the positions at which they stand."""

    forms: dict[int, tuple[E, E]]
    places: tuple[int, ...]

    def after(self, splices: Sequence[Splice[E]]) -> _Others[E]:
        """Return where they stand after splices; one that was taken out may come back, with an undo."""
        if not self.forms or not splices:
            return self
        places, growth, passed = list[int](), 0, 0
        for splice in splices:
            end = splice.first + len(splice.removed)
            before = [place for place in self.places[passed:] if place < end]
            passed += len(before)
            places += [place + growth for place in before if place < splice.first]
            first = splice.first + growth
            places += [
                n for n, entry in enumerate(splice.inserted, first) if id(entry) in self.forms
            ]
            growth += splice.growth
        places += [place + growth for place in self.places[passed:]]
        return _Others(self.forms, tuple(places))

    def splices(self, now: tuple[E, ...]) -> tuple[Splice[E], ...]:
        """Return what makes them others in `now`."""
        runs = _runs(self.places)
        if len(runs) > MOST_SPLICES:
            runs = [(runs[0][0], runs[-1][1])]
        return tuple(
            Splice(first, now[first:end], tuple(self._form(entry) for entry in now[first:end]))
            for first, end in runs
        )

    def _form(self, entry: E) -> E:
        return self.forms.get(id(entry), (entry, entry))[1]


@dataclass(frozen=True, slots=True)
class Renumbered:
    """The entries that are others once an episode was saved; found beside the window, for it may be long."""

    items: _Others[Any]
    clips: _Others[Any]

    @staticmethod
    def between(written: Episode, read: Episode) -> Renumbered:
        """Compare what was written with what the file holds, entry by entry; these are as many."""
        return Renumbered(_others(written.items, read.items), _others(written.clips, read.clips))

    def change(self, now: Episode, since: Iterable[Change]) -> Change:
        """Return what makes them others in `now`, to which the changes `since` have led from what was written."""
        items, clips = self.items, self.clips
        for change in since:
            items, clips = items.after(change.items), clips.after(change.clips)
        return Change(items=items.splices(now.items), clips=clips.splices(now.clips))


def _others(old: Sequence[E], new: Sequence[E]) -> _Others[E]:
    pairs = enumerate(zip(old, new, strict=True))
    found = {place: (a, b) for place, (a, b) in pairs if a is not b}
    return _Others({id(a): (a, b) for a, b in found.values()}, tuple(found))


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of positions that follow each other: the first, and the one behind the last."""
    runs = list[tuple[int, int]]()
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = runs[-1][0], place + 1
        else:
            runs.append((place, place + 1))
    return runs
