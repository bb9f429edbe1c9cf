"""Which part of the time a waveform shows. Pure: no Qt, no sound; times are seconds, widths are pixels."""

from __future__ import annotations

SHORTEST = 1.0
"""The least time that fills the width, in seconds."""

_SLACK = 0.1
MARGIN = 8
"""Pixels that may be seen before the beginning and after the end."""


class WaveView:
    """A span of time on a width: `start` at the left edge, `span` seconds across."""

    def __init__(self) -> None:
        self.start, self.span = 0.0, 60.0
        self._width = 1
        self._low, self._high = 0.0, 60.0
        self._reach = (0.0, 60.0)

    @property
    def width(self) -> int:
        """The width in pixels."""
        return self._width

    @property
    def end(self) -> float:
        """The time at the right edge."""
        return self.start + self.span

    @property
    def step(self) -> float:
        """How many seconds one pixel is."""
        return self.span / self._width

    def x_of(self, seconds: float) -> float:
        """Return where a time stands, in pixels from the left."""
        return (seconds - self.start) / self.step

    def time_at(self, x: float) -> float:
        """Return the time that stands at `x`."""
        return self.start + x * self.step

    def shows(self, seconds: float, margin: float = 0.0) -> bool:
        """Tell whether a time is in view, `margin` (a share of the width) away from both ends."""
        room = self.span * margin
        return self.start + room <= seconds <= self.end - room

    def set_width(self, width: int) -> None:
        """Fill another width with the same time."""
        self._width = max(1, width)
        self._settle()

    def set_bounds(self, low: float, high: float, reach: tuple[float, float]) -> None:
        """Say from where to where the sound goes, and (`reach`) how far the view may be moved."""
        self._low, self._high = low, max(high, low + SHORTEST)
        self._reach = (min(low, reach[0]), max(self._high, reach[1]))
        self._settle()

    def fit(self) -> None:
        """Show the whole sound."""
        self.show(self._low, self._high)

    def show(self, start: float, end: float) -> None:
        """Show from `start` to `end`, with the margin on both sides."""
        room = max(end - start, SHORTEST) * MARGIN / max(1, self._width - 2 * MARGIN)
        middle = (start + end) / 2
        self.span = max(end - start, SHORTEST) + 2 * room
        self.start = middle - self.span / 2
        self._settle()

    def zoom(self, factor: float, x: float) -> None:
        """Come closer by `factor` (less than 1: go away); what is at `x` stays there."""
        fixed = self.time_at(x)
        self.span = min(max(self.span / factor, SHORTEST), self._longest)
        self.start = fixed - x * self.step
        self._settle()

    def pan(self, seconds: float) -> None:
        """Move on by `seconds`, or back."""
        self.start += seconds
        self._settle()

    def put(self, seconds: float, share: float = 0.5) -> None:
        """Move so that a time stands at a share of the width."""
        self.start = seconds - self.span * share
        self._settle()

    @property
    def _longest(self) -> float:
        whole = self._high - self._low
        return whole * (1 + 2 * MARGIN / max(1, self._width - 2 * MARGIN))

    def _settle(self) -> None:
        self.span = min(max(self.span, SHORTEST), max(SHORTEST, self._longest))
        room = MARGIN * self.step
        last = self._reach[1] + room - self.span
        self.start = max(self._reach[0] - room, min(self.start, last))


class Following:
    """Keeps the playhead in view: the cursor moves and the view is turned like a page, or the view itself moves.

    What the user does to the view has precedence: after it was moved away from the playhead, following waits until
    the playhead is in view again (a cursor that moves) or until it is asked for anew.
    """

    def __init__(self) -> None:
        self.on = True
        self.steady = False
        self._waiting = False
        self._held: tuple[float, float] | None = None

    @property
    def waiting(self) -> bool:
        """Whether the user looks at another place."""
        return self.on and self._waiting

    def resume(self) -> None:
        """Follow again, if it is on."""
        self._waiting, self._held = False, None

    def leave(self, view: WaveView, playhead: float) -> None:
        """Let the user look elsewhere: wait, if the playhead is out of sight or would be pulled back."""
        self._waiting = self.steady or not view.shows(playhead)

    def hold(self, start: float, end: float) -> None:
        """Leave the view where it is as long as what is heard lies from `start` to `end` (seconds)."""
        self._held = (start - _SLACK, end + _SLACK)

    def follow(self, view: WaveView, playhead: float) -> bool:
        """Move `view` if it has to; return whether it did."""
        if not self.on or self._may_not(view, playhead):
            return False
        if self.steady:
            return _moved(view, playhead, 0.4)
        if view.shows(playhead) and view.x_of(playhead) <= view.width * 0.94:
            return False
        return _moved(view, playhead, 0.08)

    def _may_not(self, view: WaveView, playhead: float) -> bool:
        if self._held is not None:
            if self._held[0] <= playhead <= self._held[1]:
                return True
            self._held = None
        if self._waiting and not self.steady and view.shows(playhead):
            self._waiting = False
        return self._waiting


def _moved(view: WaveView, seconds: float, share: float) -> bool:
    before = view.start
    view.put(seconds, share)
    return view.start != before
