"""Finding that can be stopped: a regular expression is tried in a process of its own.

Python looks for an expression without letting anything else run, and some expressions take for ever ("(a+)+b" in a
long row of a's). A thread would stop the window with it; a process can be ended.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from cueline.episode.replacing import MEANT, Entry, Hit, Part, Pattern, entries, find_in
from cueline.episode.values import EditError, Episode

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

LIMIT = 5.0
"""How long an expression is looked for in one episode (seconds)."""

_GRACE = 0.3
_LATE = 2.0
_ENDED = (
    "The search ended by itself, perhaps for want of memory. Try it once more, or make it simpler."
)
_STEP = 0.02
_SOME = 1000


class TooSlowError(EditError):
    """An expression that takes too long."""

    def __init__(self, limit: float) -> None:
        super().__init__(
            f"Looking for this expression takes longer than {limit:g} seconds. Make it simpler: "
            "repetitions inside of repetitions, such as (a+)+, take for ever."
        )


class StoppedError(EditError):
    """Nobody waits for what was looked for any more."""

    def __init__(self) -> None:
        super().__init__("The search was stopped.")


class Matcher:
    """Finds patterns in episodes, plain texts here, expressions in a process that starts when it is first needed."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._held: tuple[Episode, frozenset[Part]] | None = None

    def find(
        self,
        episode: Episode,
        pattern: Pattern,
        parts: Collection[Part] = MEANT,
        *,
        limit: float = LIMIT,
        stop: Callable[[], bool] = lambda: False,
    ) -> tuple[Hit, ...]:
        """Find a pattern; `stop` is asked now and then.

        PatternError: it cannot be understood. TooSlowError: it takes longer than `limit` seconds. StoppedError.
        """
        _ = pattern.expression  # whether it can be understood
        if not pattern.regular:
            return find_in(_until(stop, entries(episode, parts)), pattern)
        self._ask(episode, pattern, frozenset(parts), limit)
        self._wait(limit, stop)
        try:
            return tuple(self._received())
        except (EOFError, OSError) as error:
            self.end()
            raise EditError(_ENDED) from error

    def end(self) -> None:
        """End the process, whatever it does."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = self._held = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()

    def _ask(
        self, episode: Episode, pattern: Pattern, parts: frozenset[Part], limit: float
    ) -> None:
        """Send the pattern, and the texts if they are others than those sent last."""
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        held = self._held is not None and self._held[0] is episode and self._held[1] == parts
        texts = None if held else tuple(entries(episode, parts))
        try:
            self._pipe.send((pattern, texts, limit))
        except OSError as error:
            self.end()
            raise StoppedError from error
        self._held = (episode, parts)

    def _wait(self, limit: float, stop: Callable[[], bool]) -> None:
        """Wait for the answer; end the process where it takes too long, or nobody waits for it any more."""
        assert self._pipe is not None
        begin, patience = monotonic(), limit
        while not self._pipe.poll(_STEP):
            stopped = stop()
            patience = min(limit, _GRACE) if stopped else limit
            if monotonic() - begin > patience:
                self.end()
                raise StoppedError if stopped else TooSlowError(limit)

    def _received(self) -> Iterator[Hit]:
        """Give what was found, as it comes: some at a time, for a window waits while they are read."""
        assert self._pipe is not None
        while some := self._pipe.recv():
            yield from (Hit(*found) for found in some)

    def _start(self) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()
        there.close()


def _until(stop: Callable[[], bool], texts: Iterable[Entry]) -> Iterator[Entry]:
    for text in texts:
        if stop():
            raise StoppedError
        yield text


@contextmanager
def _ending_after(seconds: float) -> Generator[None]:
    """End this process when what is done takes longer: whoever would end it may have been killed.

    No thread of Python's own could, for an expression lets none run.
    """
    import faulthandler

    with open(os.devnull, "w") as nowhere:  # noqa: PTH123, it is no file
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _serve(pipe: Any) -> None:
    """Answer one question after the other until nobody asks any more."""
    texts: Sequence[Entry] = ()
    while True:
        try:
            pattern, others, limit = pipe.recv()
        except (EOFError, OSError):
            return
        texts = texts if others is None else others
        with _ending_after(limit + _LATE):
            found = find_in(texts, pattern)
        for first in range(0, len(found), _SOME):
            pipe.send([tuple(hit) for hit in found[first : first + _SOME]])
        pipe.send([])
