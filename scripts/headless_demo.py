"""Cueline's main job on the sample, without a screen: open, correct, retime, split, move an edge, save, compare."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cueline.episode import Episode, Line, edits
from cueline.io import open_document
from cueline.io.diff import exact_diff
from cueline.resources.sample import EPISODE, copy_sample

Step = tuple[str, Callable[[Episode], Episode]]


def find(episode: Episode, words: str) -> int:
    """Return the position of the line that holds `words`."""
    return next(
        i for i, item in enumerate(episode.items) if isinstance(item, Line) and words in item.text
    )


def correct_typo(episode: Episode) -> Episode:
    """Correct a word."""
    index = find(episode, "haveing")
    item = episode.items[index]
    assert isinstance(item, Line)
    return edits.set_text(episode, index, item.text.replace("haveing", "having"))


def retime(episode: Episode) -> Episode:
    """Move a line to where the voice begins; the clip that stood at its time comes along."""
    return edits.retime_together(episode, find(episode, "obvious question"), 18)


def split_section(episode: Episode) -> Episode:
    """Begin a section of its own."""
    return edits.split_section(episode, find(episode, "Wind is"), "Wind and weather")


def move_edge(episode: Episode) -> Episode:
    """Let the third clip begin a breath earlier."""
    return edits.set_clip_boundary(episode, 2, 42)


STEPS: list[Step] = [
    ("Correct a word: haveing → having", correct_typo),
    ("Retime a line: 0:21 → 0:18, and the clip that began with it", retime),
    ("Split a section: Wind and weather", split_section),
    ("Move the edge between two clips: 0:43 → 0:42", move_edge),
]


def main() -> int:
    """Do the job and print the diff; 0 if the file holds just these edits, else 1."""
    with tempfile.TemporaryDirectory() as folder:
        path = copy_sample(Path(folder) / "sample")
        document = open_document(path)
        episode = document.episode
        print(f"Opened {path.name}: {len(episode.items)} entries, {len(episode.clips)} clips.")
        for what, step in STEPS:
            episode = step(episode)
            print(f"  {what}")
        copy = path.with_name("edited copy.md")
        saved = document.save(episode, copy)
        print(f"Saved as a copy: {copy.name}\n\n{exact_diff(document, episode)}")
        return 0 if saved.episode == episode and path.read_bytes() == EPISODE.read_bytes() else 1


if __name__ == "__main__":
    sys.exit(main())
