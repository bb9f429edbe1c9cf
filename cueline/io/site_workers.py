"""Files read for an index on all cores, in processes that are started anew: safe beside a window and its threads."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from cueline.episode.catalogue import EpisodeEntry
from cueline.io.site import Site
from cueline.io.site_reading import Reading, Stamp, read_files

Chunk = tuple[Site | None, Sequence[Path]]
Results = Generator[tuple[Chunk, list[Reading]], None, None]
_AHEAD = 2
_MOST_BROKEN = 5
_ENDED = "Reading this file ended the program that read it; it was left alone. Open it by itself to see more."


def read_chunks(chunks: Iterable[Chunk], workers: int) -> Results:
    """Read files, a few at a time; the results come in no particular order. Closing this stops the processes.

    A file that ends its process has that as its fault; where no processes can be started, this one reads.
    """
    waiting = deque(chunks)
    if workers > 1:
        yield from _in_processes(waiting, workers)
    while waiting:
        chunk = waiting.popleft()
        yield chunk, read_files(chunk[1], chunk[0])


def _in_processes(waiting: deque[Chunk], workers: int) -> Results:
    """Read what waits; what is left in `waiting` could not be read in processes."""
    broken = 0
    while waiting:
        lost = list[Chunk]()
        try:
            yield from _in_a_pool(waiting, workers, lost)
        except OSError:  # there are no processes to be had
            waiting.extend(lost)
            return
        for site, paths in lost:
            for path in paths:
                alone = deque[Chunk]([(site, [path])])
                guilty = list[Chunk]()
                yield from _in_a_pool(alone, 1, guilty)
                for chunk in guilty:
                    broken += 1
                    yield chunk, [_ended(path)]
        if broken > _MOST_BROKEN:
            waiting.clear()


def _in_a_pool(waiting: deque[Chunk], workers: int, lost: list[Chunk]) -> Results:
    """Read what waits until a process ends by itself; `lost` has what was being read then."""
    running = dict[Future[list[Reading]], Chunk]()
    pool = ProcessPoolExecutor(workers, get_context("spawn"))
    try:
        while waiting or running:
            while waiting and len(running) < workers * _AHEAD:
                chunk = waiting.popleft()
                lost.append(chunk)
                running[pool.submit(read_files, chunk[1], chunk[0])] = chunk
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                chunk = running.pop(future)
                readings = future.result()
                lost.remove(chunk)
                yield chunk, readings
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    lost.clear()


def _ended(path: Path) -> Reading:
    try:
        status = path.stat()
    except OSError:
        return Reading(())
    stamp = Stamp(path, status.st_size, status.st_mtime_ns, b"", sure=True)
    entry = EpisodeEntry(
        path, (path,), modified=status.st_mtime, fault=_ENDED, errors=1, warnings=0, others=0
    )
    return Reading((stamp,), "", entry)


def cores() -> int:
    """Return how many processes can work at once."""
    return os.cpu_count() or 1
