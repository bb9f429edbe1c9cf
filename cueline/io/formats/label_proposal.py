"""The times of a sound editor's labels, proposed for the lines that an episode has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cueline.episode import Clip, ClipItem, EditError, Episode, Line
from cueline.episode.proposals import Proposal, Suggestion
from cueline.io.formats.imported import Label
from cueline.io.formats.placing import with_times

TIMES = "New times"


def propose_times(
    ep: Episode, labels: Sequence[Label], label: str
) -> tuple[Proposal, tuple[str, ...]]:
    """Propose the labels' starts for the lines, one suggestion for all that stands at one time; and the notices.

    EditError where the labels do not fit the lines (see `with_times`).
    """
    moved, notices = with_times(ep, labels)
    plan = _Moves(ep, moved)
    starts = plan.starts
    suggestions = tuple(plan.suggestion(old, places) for old, places in starts.items())

    def build(chosen: frozenset[int]) -> Episode:
        olds = list(starts)
        return plan.taken({olds[number] for number in chosen})

    return Proposal(label, suggestions, build), notices


@dataclass(frozen=True)
class _Moves:
    """An episode before and after all the labels."""

    ep: Episode
    moved: Episode

    @property
    def starts(self) -> dict[float, list[int]]:
        """The starts that move, each with the lines that stand there."""
        found: dict[float, list[int]] = {}
        for place, (old, new) in enumerate(zip(self.ep.items, self.moved.items, strict=True)):
            if isinstance(old, Line) and old.start is not None and old != new:
                found.setdefault(old.start, []).append(place)
        return found

    def suggestion(self, old: float, places: Sequence[int]) -> Suggestion:
        """Return what becomes of the lines that start at `old`."""
        clock, line = self.ep.clock, self.ep.items[places[0]]
        after = self.moved.items[places[0]]
        if not isinstance(line, Line) or not isinstance(after, Line) or after.start is None:
            raise EditError("The episode was changed meanwhile.")
        by = round(after.start - old, 3)
        along = [f"{len(places) - 1} more at this time"] if len(places) > 1 else []
        along += [f"the clip {clip.name}" for clip in self._clips_at(old)]
        reason = f"{by:+g} s" + (f", with {' and '.join(along)}" if along else "") + "."
        was = clock.format(old)
        return Suggestion(
            TIMES, line.speaker, was, clock.format(after.start), f"{reason} “{line.text}”", places[0]
        )  # fmt: skip

    def taken(self, olds: set[float]) -> Episode:
        """Return the episode with the lines and edges moved that stood at these starts."""
        items = tuple(
            new if isinstance(old, Line) and old.start in olds else old
            for old, new in zip(self.ep.items, self.moved.items, strict=True)
        )
        pairs = zip(self.ep.clips, self.moved.clips, strict=True)
        return replace(self.ep, items=items, clips=tuple(_edges(a, b, olds) for a, b in pairs))

    def _clips_at(self, old: float) -> list[Clip]:
        return [clip for clip in self.ep.clips if isinstance(clip, Clip) and clip.start == old]


def _edges(old: ClipItem, new: ClipItem, olds: set[float]) -> ClipItem:
    """Return a clip with those of its edges moved that stood at one of the starts."""
    if not isinstance(old, Clip) or not isinstance(new, Clip):
        return old
    made = old
    if old.start in olds:
        made = replace(made, start=new.start, url=new.url)
    if old.end in olds:
        made = replace(made, end=new.end)
    if made.start is not None and made.end is not None and made.end <= made.start:
        raise EditError(
            f"The clip “{old.name}” would end before it starts. Take the next time too."
        )
    return made
