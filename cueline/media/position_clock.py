"""Where the sound is between two reports of a backend: smooth, never backwards, never far ahead."""

from __future__ import annotations

JUMP = 0.2
"""From this distance on (seconds) a report is a new place, not a correction."""

GENTLE = 0.125
"""The share of a backward correction that is taken over at each report."""


class PositionClock:
    """Interpolate a position from reports that come now and then.

    Everything is in seconds; `now` is any clock that only goes forward. Backends report a place that is a little
    old and in steps: a report ahead of the estimate is believed at once, one behind it only little by little, so
    that the position never steps back. Without reports the estimate stops `patience` seconds of playing after the
    last one: a backend that stalls is not run away from.
    """

    def __init__(self, patience: float = 0.3) -> None:
        self._patience = patience
        self._place = 0.0
        self._since = 0.0
        self._floor = 0.0
        self._reported = 0.0
        self._rate = 1.0
        self._running = False
        self._heard_of = False

    @property
    def running(self) -> bool:
        """Whether the position moves by itself."""
        return self._running

    def position(self, now: float) -> float:
        """Estimate the position at `now`."""
        if not self._running or not self._heard_of:
            return self._place
        end = min(now, self._reported + self._patience)
        return max(self._floor, self._place + max(0.0, end - self._since) * self._rate)

    def start(self, now: float) -> None:
        """Begin to run; the position stands until the first report says that sound really comes."""
        self._rebase(self.position(now), now)
        self._running, self._heard_of = True, False

    def hold(self, now: float) -> None:
        """Stop at the position of `now`."""
        self._rebase(self.position(now), now)
        self._running = False

    def place(self, position: float, now: float) -> None:
        """Put the position somewhere else: a seek."""
        self._rebase(position, now)
        self._heard_of = False

    def set_rate(self, rate: float, now: float) -> None:
        """Run `rate` times as fast from `now` on."""
        self._rebase(self.position(now), now)
        self._rate = rate

    def report(self, position: float, now: float) -> None:
        """Take in what the backend says the position is; while standing, that is ignored."""
        if not self._running:
            return
        estimate = self.position(now)
        error = position - estimate
        believed = error >= 0 or (self._heard_of and -error >= JUMP * self._rate)
        if not believed:
            position = estimate + error * GENTLE if self._heard_of else estimate
        self._rebase(position, now)
        self._floor = position if believed else estimate
        self._reported, self._heard_of = now, True

    def _rebase(self, position: float, now: float) -> None:
        self._place, self._since, self._floor = position, now, position
