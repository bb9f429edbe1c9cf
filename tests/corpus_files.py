"""Where the real episode files are: beside the repository, never in it."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def corpus_is_here() -> bool:
    """Tell whether the folder of real episode files is there."""
    return (CORPUS / "episodes").is_dir()


def corpus_files(*patterns: str) -> list[Path]:
    """Return the corpus files that match one of `patterns` (`episodes/*.md`), in order; none without a corpus."""
    return sorted(path for pattern in patterns for path in CORPUS.glob(pattern))
