"""A site's folder listed, checked and searched by the one box, held against the plainest way to do the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cueline.episode import Header, Line
from cueline.io import DocumentError, open_document
from cueline.io.site.index import SiteIndex
from tests.benchmarks.checking import copies, open_all, processor_time
from tests.benchmarks.measure import Result, ratio, side_by_side, surroundings

PHRASES = ("machine learning", "the way that", "nobody says this")
FIRST = (
    "import sys\n"
    "from pathlib import Path\n"
    "from cueline.io.site.index import SiteIndex\n"
    "index = SiteIndex(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    "assert index.search(sys.argv[3]).places\n"
)
PLAIN = "import sqlite3"
PEAK = """
import resource, sys
from pathlib import Path
from cueline.io.site.changes import Changes
from cueline.io.site.index import SiteIndex
from cueline.io.site.workers import read_chunks

def peak():
    status = Path("/proc/self/status")
    told = status.read_text().partition("VmHWM:")[2].split() if status.exists() else ()
    return int(told[0]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

if __name__ == "__main__":
    index = SiteIndex(Path(sys.argv[1]), Path(sys.argv[2]))
    first = peak()
    index.refresh(lambda *_: True)
    listed = peak()
    index.search(sys.argv[3])
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print((listed - first) / 1024, (peak() - listed) / 1024, others / 1024)
"""


def results() -> Iterator[Result]:
    """Measure the real episodes ten times over; made ones where there is no corpus."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as data:
        site, cache = Path(folder), Path(data)
        files = copies(site)
        what = f"{len(files)} episodes"
        opened, fresh = side_by_side(3, partial(open_all, files), partial(refreshed, site, None))
        cores = os.cpu_count() or 1
        yield ratio(
            f"listing and checking {what}, over their opens by the cores", 3, fresh, opened / cores
        )
        work = (partial(refreshed, site, None), partial(open_all, files))
        yield ratio("the same in processor time of all cores", 3, *map(processor_time, work))
        refreshed(site, cache)
        read, again = side_by_side(9, partial(bytes_of, files), partial(refreshed, site, cache))
        yield ratio("looking again, over reading the files' bytes", 4, again, read)
        yield from _searches(site, cache, files, what)
        yield from _starts(site, cache)
        with tempfile.TemporaryDirectory() as empty:
            grown, more, peak = map(float, program(PEAK, folder, empty, PHRASES[0]).split())
        yield Result(
            f"memory that listing {what} takes in the window's process",
            60,
            grown,
            "MB",
            f"each process {peak:.0f} MB",
        )
        yield Result("memory that a search over all of them takes", 20, more, "MB")


def _searches(site: Path, cache: Path, files: list[Path], what: str) -> Iterator[Result]:
    texts = list(map(text_of, files))
    index = SiteIndex(site, cache)
    plain, listed, *times = side_by_side(
        9,
        lambda: [sum(bool(re.search(phrase, text, re.IGNORECASE)) for text in texts) for phrase in PHRASES],
        index.entries,
        *(partial(index.search, phrase) for phrase in PHRASES),
    )  # fmt: skip
    index.close()
    yield ratio(
        f"a search over {what}, over re.search in their texts",
        1,
        sum(times) / len(times),
        plain / len(PHRASES),
    )
    yield Result(f"the list of {what}", 50, listed, "ms")


def _starts(site: Path, cache: Path) -> Iterator[Result]:
    bare, first = side_by_side(
        5,
        partial(program, PLAIN),
        partial(program, FIRST, str(site), str(cache), PHRASES[0] if text_has(site) else "model"),
    )
    yield ratio("from start to the first place found, over a bare start", 6, first, bare)


def refreshed(site: Path, cache: Path | None) -> int:
    """Bring an index up to date; return how many episodes it has."""
    index = SiteIndex(site, cache)
    index.refresh(lambda *_: True)
    count = len(index.entries())
    index.close()
    return count


def bytes_of(files: list[Path]) -> int:
    """Read every file; return how many bytes they have."""
    return sum(len(path.read_bytes()) for path in files)


def text_of(path: Path) -> str:
    """Return all that is said in an episode."""
    try:
        items = open_document(path).episode.items
    except DocumentError:
        return ""
    return "\n".join(item.text for item in items if isinstance(item, (Header, Line)))


def text_has(site: Path) -> bool:
    """Tell whether the first phrase is said in one of the first files."""
    return any(PHRASES[0] in text_of(path) for path in sorted(site.rglob("*.md"))[:10])


def program(code: str, *arguments: str) -> str:
    """Run a new program, and return what it prints."""
    with tempfile.TemporaryDirectory() as data:
        file = Path(data, "measured.py")
        file.write_text(code)
        kept = surroundings(data) | {"PYTHONPATH": str(Path(__file__).parents[2])}
        command = [sys.executable, str(file), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=kept).stdout
