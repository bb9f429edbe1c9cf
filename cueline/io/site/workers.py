"""Files read for an index on all cores, in processes that are started anew: safe beside a window and its threads."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

from cueline.episode.catalogue import EpisodeEntry
from cueline.io.checking.orphans import end_with_the_program
from cueline.io.site.reading import read_files
from cueline.io.site.site import Site
from cueline.io.site.values import Reading, Stamp

Chunk = tuple[Site | None, Sequence[Path]]
Result = tuple[Chunk, list[Reading]]
Results = Generator[Result, None, None]
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
    while waiting and broken < _MOST_BROKEN:
        lost = yield from _in_a_pool(waiting, workers, _AHEAD)
        if lost is None:
            return
        alone = deque[Chunk]((site, [path]) for site, paths in lost for path in paths)
        while alone:
            guilty = yield from _in_a_pool(alone, 1, 1)
            if guilty is None:
                broken = _MOST_BROKEN
                break
            for chunk in guilty:
                broken += 1
                yield chunk, [_ended(path) for path in chunk[1]]
    waiting.clear()


def _in_a_pool(
    waiting: deque[Chunk], workers: int, ahead: int
) -> Generator[Result, None, list[Chunk] | None]:
    """Read what waits, `ahead` chunks a process, until one of them fails; return what was being read then.

    None: there are no processes to be had; nothing was read.
    """
    running = dict[Future[list[Reading]], Chunk]()
    began = False
    try:
        with closing(_Pool(workers)) as pool:
            began = pool.works()
            while waiting or running:
                while waiting and len(running) < workers * ahead:
                    running[pool.read(waiting[0])] = waiting[0]
                    waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    if future.exception() is not None:
                        return list(running.values())
                    yield running.pop(future), future.result()
    except (BrokenProcessPool, OSError, RuntimeError):
        return list(running.values()) if began else None
    return []


class _Pool:
    """Processes that read files."""

    def __init__(self, workers: int) -> None:
        self._pool = ProcessPoolExecutor(workers, get_context("spawn"), end_with_the_program)

    def works(self) -> bool:
        """Wait for a process that is ready; BrokenProcessPool if none ever is."""
        return self._pool.submit(os.getpid).result() > 0

    def read(self, chunk: Chunk) -> Future[list[Reading]]:
        """Let a process read a few files."""
        return self._pool.submit(read_files, chunk[1], chunk[0])

    def close(self) -> None:
        """End the processes, with what they are at."""
        self._pool.shutdown(wait=True, cancel_futures=True)


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
    """Return how many processes can work at once; Windows waits for 61 at most."""
    return min(os.cpu_count() or 1, 61)
