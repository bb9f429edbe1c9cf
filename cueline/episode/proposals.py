"""What is proposed: suggestions with reasons, to be taken or left, and the episode that the taken ones make."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

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


@dataclass(frozen=True)
class Proposal:
    """A list to choose from. `label` names the step of undo; `build` makes the episode of the chosen positions."""

    label: str
    suggestions: tuple[Suggestion, ...]
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
        return frozenset(i for i, suggestion in enumerate(self.suggestions) if suggestion.on)

    def of_kinds(self, *kinds: str) -> frozenset[int]:
        """Return the positions of the suggestions of these kinds."""
        return frozenset(i for i, s in enumerate(self.suggestions) if s.kind in kinds)

    def accepted(self, chosen: Collection[int]) -> Episode:
        """Return the episode with the chosen suggestions, and no others; EditError where one cannot stand."""
        wanted = frozenset(chosen)
        if not wanted <= frozenset(range(len(self.suggestions))):
            raise EditError("There is no such suggestion.")
        return self.build(wanted)
