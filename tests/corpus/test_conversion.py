"""Real transcripts moved to the other form and back: who says what, and when, is the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cueline.episode import Line
from cueline.io import Document, parse_document
from cueline.io.formats.conversion import conversion_of, other_form
from cueline.io.formats.conversion_steps import with_texts
from cueline.io.formats.markdown import unescaped
from tests.corpus_files import CORPUS, corpus_files

FILES = corpus_files(
    "interviews/*", "seeds/*", "episodes/s23*", "old-style/s08*", "old-style/s20*"
)  # fmt: skip


@pytest.mark.parametrize("path", [pytest.param(f, id=str(f.relative_to(CORPUS))) for f in FILES])
def test_there_and_back_says_the_same(path, corpus):
    document = parse_document(path.read_bytes(), path.name)
    made = converted(document)
    assert made.in_body is not document.in_body
    back = converted(made)
    first = said(document)
    assert said(back)[: len(first)] == first
    assert all(row in (before_the_body(document), *first) for row in said(back)[len(first) :])
    assert same_clips(back, document)
    assert {k: repr(v) for k, v in back.episode.fields.items()} == {
        k: repr(v) for k, v in document.episode.fields.items()
    }


def converted(document: Document) -> Document:
    found = conversion_of(document, other_form(document))
    return parse_document(found.written(found.proposal.ticked), document.path.name)


def said(document: Document) -> list[tuple[object, ...]]:
    """Return the rows as they are shown; paragraphs below front matter are not among them."""
    items = [with_texts(item, unescaped) for item in document.episode.items]
    return [
        (x.speaker, x.start, x.text) if isinstance(x, Line) else ("", None, getattr(x, "text", ""))
        for x in items
    ]


def before_the_body(document: Document) -> tuple[object, ...]:
    """Return the one paragraph that these files have below their front matter, as it is taken for speech."""
    turns = [x.speaker for x in document.episode.items if isinstance(x, Line)]
    return (turns[-1], None, "Links:")


def same_clips(one: Document, two: Document) -> bool:
    first, second = ([replace(c, origin=None) for c in d.episode.clips] for d in (one, two))
    return first == second
