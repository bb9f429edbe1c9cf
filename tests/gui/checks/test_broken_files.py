"""Files that were really broken, mended in the window: by the first mend on offer, and by hand; then saved."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel

from cueline.io import open_document, parse_document
from tests.corpus.test_broken import REWRITTEN
from tests.corpus_files import corpus_files

BROKEN = corpus_files("broken/*.broken.md")

pytestmark = pytest.mark.skipif(not BROKEN, reason="the real episode files are not here")


def fixed(path) -> bytes:
    """Return what the authors committed later."""
    return path.with_name(path.name.replace(".broken.", ".fixed.")).read_bytes()


def open_broken(desk, path, folder):
    """Open a copy of a broken file as a user does; return its place."""
    copy = folder / path.name.replace(".broken.", ".")
    shutil.copy(path, copy)
    desk.window.open_path(copy)
    desk.wait_for_opening()
    page = desk.window.panes.source_page
    desk.qtbot.waitUntil(lambda: page.isVisible() and page.panel.take.isEnabled(), timeout=20_000)
    assert desk.window.session.document is None
    return copy


def take(desk) -> None:
    desk.do("mend.take")
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None, timeout=20_000)


def save_and_close(desk, copy, before: bytes) -> None:
    assert copy.read_bytes() == before, "nothing is written before it is saved"
    desk.save()
    assert open_document(copy).read_only is None
    desk.do("file.close")
    desk.qtbot.waitUntil(lambda: desk.window.session.document is None)


def test_every_broken_file_is_mended_by_the_first_mend_and_saved(desk, tmp_path):
    """In 7 of 9 the file then holds the very episode that its authors committed later.

    The other two, equally right, hold every item of the broken file: their authors left out or put in whole items
    in the same step, which no mend can know.
    """
    desk.start()
    same = list[str]()
    for path in BROKEN:
        copy = open_broken(desk, path, tmp_path)
        take(desk)
        save_and_close(desk, copy, path.read_bytes())
        now, later = open_document(copy).episode, parse_document(fixed(path)).episode
        source = path.read_text("utf-8")
        if now == later:
            same.append(path.name)
        else:
            assert len(now.items) == source.count("\n- line:") + source.count("\n- header:")
    assert (len(same), len(BROKEN)) == (7, 9)


def test_where_the_authors_did_more_their_text_can_be_put_in_by_hand(desk, tmp_path):
    desk.start()
    for path in (path for path in BROKEN if path.name.partition(".")[0] in REWRITTEN):
        copy = open_broken(desk, path, tmp_path)
        wanted = fixed(path).decode("utf-8")
        view = desk.window.panes.source_page.view
        cursor = QTextCursor(view.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(wanted)
        desk.do("mend.again")
        desk.qtbot.waitUntil(lambda: "can be read now" in told(desk), timeout=20_000)
        take(desk)
        save_and_close(desk, copy, path.read_bytes())
        assert copy.read_bytes() == fixed(path)


def told(desk) -> str:
    panel = desk.window.panes.source_page.panel
    return " ".join(label.text() for label in panel.findChildren(QLabel))
