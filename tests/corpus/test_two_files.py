"""The laws of saving, on real episodes that stand in two files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cueline.episode import Line, edits
from cueline.io import open_document
from tests.corpus_files import CORPUS, corpus_files

METADATA = corpus_files("content-layout/**/e0?.yaml")
pytestmark = pytest.mark.skipif(not METADATA, reason="the corpus of real files is not here")


@pytest.fixture(params=METADATA, ids=lambda path: str(path.relative_to(CORPUS)))
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    data: Path = request.param
    words = data.with_stem(data.stem + "-transcript")
    copies = [Path(shutil.copy(path, tmp_path)) for path in (words, data)]
    return copies[0], copies[1]


@pytest.mark.parametrize("opened", [0, 1])
def test_opened_from_either_it_is_one_document_and_saves_as_it_is(
    pair: tuple[Path, Path], opened: int
) -> None:
    before = [path.read_bytes() for path in pair]
    document = open_document(pair[opened])
    assert document.read_only is None
    assert len(document.episode.items) > 100
    assert len(document.episode.clips) > 20
    document.save(document.episode)
    assert [path.read_bytes() for path in pair] == before


def test_a_section_that_moves_changes_both_and_undo_brings_both_back(
    pair: tuple[Path, Path],
) -> None:
    before = [path.read_text("utf-8") for path in pair]
    document = open_document(pair[1])
    episode = document.episode
    starts = {getattr(clip, "start", None) for clip in episode.clips}
    index, line = next(
        (i, item)
        for i, item in enumerate(episode.items)
        if isinstance(item, Line) and item.start in starts and i > 10
    )
    moved = edits.retime_together(episode, index, (line.start or 0) + 1)
    saved = document.save(moved)
    after = [path.read_text("utf-8") for path in pair]
    changed = [
        sum(a != b for a, b in zip(old.split("\n"), new.split("\n"), strict=True))
        for old, new in zip(before, after, strict=True)
    ]
    assert changed[0] in (2, 4, 6)  # sec and time of each paragraph that goes along
    assert changed[1] == 3
    saved.save(episode)
    assert [path.read_text("utf-8") for path in pair] == before
