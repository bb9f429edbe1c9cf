"""Making millions of objects, and dropping them, without holding up whoever else is at work in the program."""

from __future__ import annotations

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any


class _Pause:
    """How many threads want the collector to wait, and whether it goes on after the last of them."""

    def __init__(self) -> None:
        self.lock, self.depth, self.goes_on = Lock(), 0, False


_PAUSE = _Pause()


@contextmanager
def uncollected(*, freeze: bool = False) -> Generator[None]:
    """Let the garbage collector wait, which would look through all nodes of what is read again and again.

    Reading makes many objects and drops none. `freeze`: what there is at the end is never looked through, which would
    stop every thread; for what is long, and stays. Several threads may do this at a time.
    """
    with _PAUSE.lock:
        if not _PAUSE.depth:
            _PAUSE.goes_on = gc.isenabled()
            gc.disable()
        _PAUSE.depth += 1
    try:
        yield
    finally:
        with _PAUSE.lock:
            _PAUSE.depth -= 1
            if freeze:
                gc.freeze()
            if not _PAUSE.depth and _PAUSE.goes_on:
                gc.enable()


def is_paused() -> bool:
    """Tell whether somebody wants the collector to wait."""
    return _PAUSE.depth > 0


def let_go(values: list[Any], keep: int = 0) -> None:
    """Drop all but the last `keep` of a list one by one: at once, millions let no other thread on for a second."""
    values.reverse()
    while len(values) > keep:
        values.pop()


def give_back() -> None:
    """Give memory that is free again back to the system, where the C library keeps it (glibc): in 2 ms."""
    if sys.platform == "linux":
        import ctypes

        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
