"""What is proposed: suggestions with reasons, to be taken or left, and the episode that the taken ones make."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, overload

from cueline.episode.values import EditError, Episode

Build: TypeAlias = Callable[[frozenset[int]], Episode]
Step: TypeAlias = Callable[[Episode], Episode]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that is proposed.

    `kind`: the heading of its group ("New clips"). `place`: where it happens, as people say it (a time, a field).
    `was` and `now`: what stands there and what would; "" where there is nothing. `index`: the item or clip it
    concerns in the episode as it is (`of` says which), None for none. `on`: ticked by default.
    """

    kind: str
    place: str
    was: str
    now: str
    reason: str
    index: int | None = None
    on: bool = True
    of: Literal["item", "clip"] = "item"


class LateSuggestions(Sequence[Suggestion]):
    """Very many suggestions, each made when it is looked at; all are on, and none has a reason.

    `kinds`: the kind of each. `make` returns the one at a position.
    """

    def __init__(self, kinds: Sequence[str], make: Callable[[int], Suggestion]) -> None:
        self.kinds = kinds
        self._make = make

    def __len__(self) -> int:
        return len(self.kinds)

    @overload
    def __getitem__(self, place: int) -> Suggestion: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Suggestion]: ...
    def __getitem__(self, place: int | slice) -> Suggestion | Sequence[Suggestion]:
        places = range(len(self))[place]
        return self._make(places) if isinstance(places, int) else [*map(self._make, places)]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a list of suggestions needs to know of all of them: the kind of each, which are on, if any has a reason."""

    kinds: Sequence[str]
    on: Collection[int]
    has_reasons: bool = False

    @staticmethod
    def of(suggestions: Sequence[Suggestion]) -> Outline:
        """Return the outline of suggestions; those that are not made yet stay so."""
        if isinstance(suggestions, LateSuggestions):
            return Outline(suggestions.kinds, range(len(suggestions)))
        return Outline(
            [suggestion.kind for suggestion in suggestions],
            [place for place, suggestion in enumerate(suggestions) if suggestion.on],
            any(suggestion.reason for suggestion in suggestions),
        )


@dataclass(frozen=True)
class Proposal:
    """A list to choose from. `label` names the step of undo; `build` makes the episode of the chosen positions."""

    label: str
    suggestions: Sequence[Suggestion]
    build: Build = field(repr=False, compare=False)

    @staticmethod
    def of_steps(
        label: str, episode: Episode, steps: Sequence[tuple[Suggestion, Step]]
    ) -> Proposal:
        """Make a proposal of edits that do not know of each other.

        They are done from the last to the first, so that one may shift the positions of what stands behind it.
        """

        def build(chosen: frozenset[int]) -> Episode:
            made = episode
            for place in sorted(chosen, reverse=True):
                made = steps[place][1](made)
            return made

        return Proposal(label, tuple(suggestion for suggestion, _ in steps), build)

    @property
    def ticked(self) -> frozenset[int]:
        """The positions of the suggestions that are on by default."""
        return frozenset(Outline.of(self.suggestions).on)

    def of_kinds(self, *kinds: str) -> frozenset[int]:
        """Return the positions of the suggestions of these kinds."""
        return frozenset(i for i, s in enumerate(self.suggestions) if s.kind in kinds)

    def accepted(self, chosen: Collection[int]) -> Episode:
        """Return the episode with the chosen suggestions, and no others; EditError where one cannot stand."""
        wanted = frozenset(chosen)
        if wanted and not 0 <= min(wanted) <= max(wanted) < len(self.suggestions):
            raise EditError("There is no such suggestion.")
        return self.build(wanted)
