"""A good episode, and ways to spoil it: what the checks are tried on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cueline.episode import Clip, Clock, Episode, Header, Line, Map
from cueline.episode.checks import Problem, Settings, check

ID = "abcdefghi_-"
VIDEO = f"https://www.youtube.com/watch?v={ID}"
FIELDS = {
    "title": "Bread at night",
    "season": 1,
    "episode": 2,
    "guests": ("borisnagy",),
    "image": "images/bread.jpg",
    "ids": Map({"youtube": ID, "anchor": "bakers/episodes/Bread-e1"}),
    "links": Map({"youtube": VIDEO, "spotify": "https://open.spotify.com/episode/1"}),
    "description": "Two bakers.",
    "topics": ("bread",),
    "intro": "Who bakes at night?",
    "dateadded": "2025-01-01",
    "duration": "PT10M",
}


@dataclass(frozen=True)
class Fact:
    kind: str
    index: int | None
    line: int


def said(text: str, speaker: str = "Boris", start: float | None = None, label: str | None = None):
    """Make a line; its label says its start unless told otherwise."""
    written = Clock().format(start) if label is None and start is not None else label or ""
    return Line(text, speaker, start, written, source_time=(start, written))


def good(*middle: Any, **changes: Any) -> Episode:
    """Return an episode without a fault, with `middle` before its last section; changes are fields of `Episode`."""
    items = (
        Header("Beginnings"),
        said("Good evening. How did you begin?", "Ana", 5),
        said("Late, and with rye.", "Boris", 20),
        said("It was dark.", "Boris"),
        *middle,
        Header("The oven"),
        said("Is it hot?", "Ana", 100),
        said("Very, very hot.", "Boris", 120),
    )
    clips = (
        Clip("Beginnings", 0, 100, f"{VIDEO}&t=0"),
        Clip("The oven", 100, 130, f"{VIDEO}&t=100"),
    )
    return replace(Episode(items, clips, Map(FIELDS)), **changes)


def with_text(text: str) -> Episode:
    """Return the good episode with a line of this text at position 4."""
    return good(said(text, "Boris", 40))


def rules(ep: Episode, **settings: Any) -> list[tuple[str, int | None]]:
    """Return what is found: the rules with their places."""
    return [(problem.rule, problem.index) for problem in check(ep, Settings(**settings))]


def only(ep: Episode, rule: str, **settings: Any) -> Problem:
    """Return the one problem that a rule finds."""
    (problem,) = check(ep, Settings(**settings), rules=[rule])
    return problem


def after(ep: Episode, rule: str, which: int = 0, **settings: Any) -> Episode:
    """Return the episode after a fix of the one problem of a rule."""
    return only(ep, rule, **settings).fixes[which].edit(ep)
