"""Moving an edge by hand: a small machine of states, without Qt. Times are seconds, places are pixels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import NamedTuple, Protocol

START = 4
"""Pixels that the mouse has to go before anything moves."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A place where something begins: a "line", a "section" (with its first line) or a "clip".

    `index` is the position in `episode.items`; for a clip edge the number of the clip that begins there, as in
    `edits.set_clip_boundary`.
    """

    kind: str
    index: int
    seconds: float


class Target(NamedTuple):
    """Where a dragged edge goes: the value that will be written, and in words what it snapped to."""

    seconds: float
    at: str = ""


class Drop(NamedTuple):
    """A finished drag: this edge goes there; `alone` leaves behind what stood at the same time."""

    edge: Edge
    seconds: float
    gesture: int
    alone: bool


class Aim(Protocol):
    """What finds the value for a place: snapped, rounded, kept within bounds."""

    def __call__(self, edge: Edge, seconds: float, *, free: bool) -> Target:
        """Return where `edge` would go, if it was let go at `seconds`."""
        ...


class EdgeDrag:
    """From the press of a button to its release: a click, a drag, or nothing after Escape."""

    def __init__(self) -> None:
        self.edge: Edge | None = None
        self.target: Target | None = None
        self.alone = False
        self.gesture = 0
        self._gestures = count(1)
        self._pressed: float | None = None
        self._moved = False

    @property
    def pressed(self) -> bool:
        """Whether the button is down."""
        return self._pressed is not None

    @property
    def moved(self) -> bool:
        """Whether this is more than a click: the mouse has left its place, or Escape was pressed."""
        return self._moved

    @property
    def dragging(self) -> bool:
        """Whether an edge is being moved."""
        return self.edge is not None and self._moved

    def press(self, x: float, edge: Edge | None) -> None:
        """Take the button down, on an edge or beside all of them."""
        self.edge, self.target, self._pressed = edge, None, x
        self.alone = self._moved = False

    def begins(self, x: float) -> bool:
        """Tell whether the mouse has gone far enough, once."""
        if self._pressed is None or self._moved or abs(x - self._pressed) < START:
            return False
        self._moved = True
        self.gesture = next(self._gestures)
        return True

    def move(self, seconds: float, aim: Aim, *, free: bool, alone: bool) -> bool:
        """Take the mouse so many seconds away from the edge; return whether the value changed."""
        if self.edge is None or not self._moved:
            return False
        before, self.alone = (self.target, self.alone), alone
        self.target = aim(self.edge, self.edge.seconds + seconds, free=free)
        return (self.target, self.alone) != before

    def release(self) -> Drop | None:
        """Take the button up; return what is to be done, None for a click or a drag back to its place."""
        edge, target, alone = self.edge, self.target, self.alone
        self._pressed = self.edge = self.target = None
        if edge is None or target is None or target.seconds == edge.seconds:
            return None
        return Drop(edge, target.seconds, self.gesture, alone)

    def give_up(self) -> None:
        """Let the edge be where it was; what the mouse does until it is released means nothing."""
        self.edge = self.target = None
        self._moved = True

    def follow(self, edge: Edge | None) -> None:
        """Go on with the same edge after a change from elsewhere; one that is gone or was moved is let go."""
        if self.edge is None:
            return
        if edge is None or edge.seconds != self.edge.seconds:
            self.give_up()
        else:
            self.edge = edge

    def next_gesture(self) -> int:
        """Return a number for a gesture that is not made with the mouse."""
        self.gesture = next(self._gestures)
        return self.gesture
