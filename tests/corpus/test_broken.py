"""Files that were really broken: how many mends are what their authors did later."""

from __future__ import annotations

from pathlib import Path

import pytest

from cueline.episode import Episode
from cueline.io import DocumentError, parse_document
from tests.corpus_files import corpus_files

PAIRS = [(path, path.with_name(path.name.replace(".broken.", ".fixed."))) for path in
         corpus_files("broken/*.broken.md")]  # fmt: skip
REWRITTEN = {"developer-personal-brand-learn-in-public", "s06e01-solopreneur"}
"""In the same step their authors took out, or put in, whole items that had nothing to do with the fault."""

pytestmark = pytest.mark.skipif(not PAIRS, reason="the real episode files are not here")


def name_of(path: Path) -> str:
    return path.name.partition(".")[0]


def mended(path: Path) -> list[Episode]:
    with pytest.raises(DocumentError) as caught:
        parse_document(path.read_bytes(), path.name)
    return [parse_document(repair.data).episode for repair in caught.value.repairs]


def test_the_first_mend_is_what_the_authors_did():
    """7 of 9 hold the very episode that was committed later; the other two were rewritten in the same step."""
    found = {
        name_of(path)
        for path, fixed in PAIRS
        if mended(path)[0] == parse_document(fixed.read_bytes()).episode
    }
    assert found == {name_of(path) for path, _ in PAIRS} - REWRITTEN


@pytest.mark.parametrize(
    ("path", "fixed"), [p for p in PAIRS if name_of(p[0]) in REWRITTEN], ids=lambda p: p.name
)
def test_where_more_was_changed_the_first_mend_holds_all_that_stands_in_both(path, fixed):
    """Both are equally right: every line that is said in the broken file, in order, and nothing else."""
    episode = mended(path)[0]
    said = [item.text for item in episode.items if hasattr(item, "text")]
    source = path.read_text("utf-8")
    assert len(episode.items) == source.count("\n- line:") + source.count("\n- header:")
    later = [item.text for item in parse_document(fixed.read_bytes()).episode.items
             if hasattr(item, "text")]  # fmt: skip
    assert set(said) == set(later)
