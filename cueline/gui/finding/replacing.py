"""Replacing in the open episode: one place after the other, or all that stay ticked in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cueline.episode import Episode, Line
from cueline.episode.replacing import Hit, PatternError, Replacement, replaced, surroundings
from cueline.gui.editing.proposals import Proposals
from cueline.gui.finding.finding import Finding
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.widgets.finding.find_bar import FindBar

if TYPE_CHECKING:
    from cueline.episode.proposals import Proposal, Suggestion

_GROUPS = {"text": "Text", "speaker": "Speakers", "header": "Headers"}
_LONG = 24


class Replacing(QObject):
    """Does what the second row of the find bar asks for; each replacement, one or all, is one step of the history."""

    def __init__(
        self,
        bench: Workbench,
        bar: FindBar,
        finding: Finding,
        proposals: Proposals,
    ) -> None:
        super().__init__(bench)
        self._bench, self._bar = bench, bar
        self._finding, self._proposals = finding, proposals

    def start(self) -> None:
        """Open the find bar with the row for replacing."""
        self._finding.start(replacing=True)

    def replace(self) -> None:
        """Replace the place that is shown and go on to the next; go to one first where none is shown."""
        if self._bench.commit_open():
            self._finding.look(self._replace_current)

    def replace_all(self) -> None:
        """Show all places with what they would become, to choose from."""
        if self._bench.commit_open():
            self._finding.look(self._show_all)

    def _replace_current(self) -> None:
        hit, replacement = self._finding.current, self._replacement()
        if hit is None or replacement is None:
            if replacement is not None:
                self._finding.next()
            return
        edit = Edit("edit.replace", self._bench.origin(hit.item), self._label())
        was = surroundings(self._bench.episode.items[hit.item], hit)[1]
        now = replacement.for_hit(hit, was)
        if now != was and not self._bench.attempt(
            edit, lambda episode: replaced(episode, [hit], replacement)
        ):
            return
        after = (hit.item, hit.part, hit.offset + len(now) + (not hit.length))
        self._finding.look(lambda: self._finding.go_from(after))

    def _show_all(self) -> None:
        replacement, hits = self._replacement(), self._finding.hits
        if replacement is None:
            return
        label = self._label()
        self._proposals.propose(
            Edit("edit.replace_all", None, label),
            lambda now: proposal_of(now, hits, replacement, label),
            nothing="Nothing was found.",
        )

    def _replacement(self) -> Replacement | None:
        """Understand what was typed; say below the fields why not."""
        try:
            made = Replacement.of(self._bar.replacement(), self._bar.pattern())
        except PatternError as error:
            self._bar.set_fault(str(error), of_replacement=bool(self._finding.hits))
            return None
        self._bar.set_fault("")
        return made

    def _label(self) -> str:
        was, now = _short(self._bar.text()), _short(self._bar.replacement())
        return f"replace “{was}” with “{now}”" if now else f"take out “{was}”"


def proposal_of(
    episode: Episode, hits: tuple[Hit, ...], replacement: Replacement, label: str
) -> Proposal:
    """Return the list of all places: what stands there, what would, with a few words around."""
    from cueline.episode.proposals import LateSuggestions, Proposal

    def build(chosen: frozenset[int]) -> Episode:
        return replaced(episode, (hits[place] for place in sorted(chosen)), replacement)

    kinds = [_GROUPS[hit.part] for hit in hits]
    shown = LateSuggestions(kinds, lambda place: _suggestion(episode, hits[place], replacement))
    return Proposal(label, shown, build)


def _suggestion(episode: Episode, hit: Hit, replacement: Replacement) -> Suggestion:
    from cueline.episode.proposals import Suggestion

    before, was, after = surroundings(episode.items[hit.item], hit)
    now = replacement.for_hit(hit, was)
    return Suggestion(
        _GROUPS[hit.part], _place(episode, hit.item), f"{before}{was}{after}",
        f"{before}{now}{after}", "", hit.item,
    )  # fmt: skip


def _place(episode: Episode, index: int) -> str:
    item = episode.items[index]
    start = item.start if isinstance(item, Line) else None
    return "" if start is None else episode.clock.format(start)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
