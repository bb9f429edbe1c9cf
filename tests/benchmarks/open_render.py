"""Opening and rendering, held against libyaml's own composing and ruamel.yaml's round trip on the same text."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import yaml
from ruamel.yaml import YAML

from cueline.episode import Episode, Line, edits
from cueline.io import Document, parse_document
from tests.benchmarks.episodes import front_matter, largest_file, made_file
from tests.benchmarks.measure import Result, milliseconds, ratio, side_by_side


def results() -> Iterator[Result]:
    """Measure the largest real file, then the made one."""
    yield from measured("largest file", largest_file(), rounds=15)
    yield against_ruamel(largest_file())
    yield from measured("100,000 lines", made_file(100_000), rounds=2)


def measured(name: str, data: bytes, rounds: int) -> Iterator[Result]:
    """Measure opening, rendering, saving and learning for one file."""
    text = front_matter(data)
    compose = partial(yaml.compose, text, Loader=yaml.CSafeLoader)
    document = parse_document(data)
    retimed = retime_middle(document.episode)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.md"
        composed, opened, rendered, saved = side_by_side(
            rounds,
            compose,
            partial(parse_document, data),
            partial(document.render, retimed),
            partial(save, document, retimed, copy),
        )
    first = learning(data)
    learned = first - rendered
    yield ratio(f"open, {name}", 2, opened, composed)
    yield ratio(f"render after a retime, {name}", 1, rendered, composed)
    if document.long:  # its text and nodes were let go of; the text is decoded once more
        yield ratio(f"the first render after opening, {name}", 1, first, composed)
    yield ratio(f"the same, verified and written, {name}", 2.5, saved, composed)
    yield ratio(f"learning the dialect, once, {name}", 20, max(0.0, learned), composed)


def against_ruamel(data: bytes) -> Result:
    """Measure opening against ruamel.yaml's round-trip load of the same front matter."""
    text = front_matter(data)
    ours, theirs = side_by_side(
        3, partial(parse_document, data), lambda: YAML().load(io.StringIO(text))
    )
    return ratio("open, times faster than ruamel.yaml's round trip", 20, ours, theirs, least=True)


def retime_middle(episode: Episode) -> Episode:
    """Move the timed line nearest to the middle one second on."""
    timed = [
        i
        for i, item in enumerate(episode.items)
        if isinstance(item, Line) and item.start is not None
    ]
    index = timed[len(timed) // 2]
    item = episode.items[index]
    assert isinstance(item, Line)
    return edits.retime(episode, index, (item.start or 0) + 1)


def save(document: Document, episode: Episode, copy: Path) -> None:
    """Save to a file that is not there yet."""
    copy.unlink(missing_ok=True)
    document.save(episode, copy)


def learning(data: bytes) -> float:
    """Return the milliseconds of a first render that writes a new line: it learns the dialect."""
    document = parse_document(data)
    inserted = edits.insert_line(document.episode, 1, Line("A new line.", "Nora"))
    return milliseconds(partial(document.render, inserted))
