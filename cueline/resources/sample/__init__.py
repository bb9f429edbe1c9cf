"""The sample episode with its sound, and the copy of it that people try things on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAME = "s01e01-counting-birds-by-ear"
EPISODE = Path(__file__).with_name(f"{NAME}.md")
SOUND = Path(__file__).with_name(f"{NAME}.mp3")


def copy_sample(folder: Path | None = None) -> Path:
    """Put the sample and its sound into a folder of the user's, and return the copy of the episode.

    The folder is `folder`, else `$CUELINE_SAMPLE_DIR`, else `Cueline sample` at home. A copy that was edited is
    never written over: the next one goes into `Cueline sample 2`, and so on. OSError if it cannot be written.
    """
    folder = folder or Path(os.environ.get("CUELINE_SAMPLE_DIR") or Path.home() / "Cueline sample")
    number = 1
    target = folder
    while _is_taken(target):
        number += 1
        target = folder.with_name(f"{folder.name} {number}")
    target.mkdir(parents=True, exist_ok=True)
    for source in (EPISODE, SOUND):
        if not (target / source.name).exists():
            shutil.copyfile(source, target / source.name)
    return target / EPISODE.name


def _is_taken(folder: Path) -> bool:
    copy = folder / EPISODE.name
    return copy.exists() and copy.read_bytes() != EPISODE.read_bytes()
