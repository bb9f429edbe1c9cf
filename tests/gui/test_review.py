"""The review before saving, and taking back single rows."""

import pytest

from cueline.episode import edits
from cueline.episode.review import review_rows
from cueline.gui.take_back import taken_back
from cueline.io import parse_document
from cueline.resources.sample import EPISODE
from cueline.widgets.review_dialog import ReviewDialog


@pytest.fixture
def saved():
    return parse_document(EPISODE.read_bytes(), str(EPISODE)).episode


EDITS = {
    "line": lambda ep: edits.set_text(ep, 3, "Hi Nora."),
    "speaker": lambda ep: edits.set_speaker(ep, 3, "Ada"),
    "time": lambda ep: edits.retime(ep, 3, 12),
    "header": lambda ep: edits.rename_section(ep, 4, "Ears"),
    "clip": lambda ep: edits.rename_clip(ep, 1, "Ears"),
    "edge": lambda ep: edits.set_clip_boundary(ep, 1, 30),
    "clip deleted": lambda ep: edits.delete_clip(ep, 1),
    "clip split": lambda ep: edits.split_clip(ep, 1, 30),
    "added": lambda ep: edits.split_section(ep, 6, "New"),
    "removed": lambda ep: edits.delete_items(ep, 6, 6),
    "field": lambda ep: edits.set_field(ep, ("title",), "Birds"),
    "header moved": lambda ep: edits.move_header(ep, 4, 6),
    "section moved": lambda ep: ep.with_items((*ep.items[4:8], *ep.items[:4], *ep.items[8:])),
    "line moved": lambda ep: ep.with_items(
        (*ep.items[:2], *ep.items[3:6], ep.items[2], *ep.items[6:])
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_taking_back_the_rows_of_an_edit_gives_the_saved_value(saved, name):
    now = EDITS[name](saved)
    for _ in range(3):
        rows = review_rows(saved, now)
        if rows:
            now = taken_back(saved, now, rows[0])
    assert now == saved


def test_taking_back_one_row_leaves_the_others(saved):
    now = EDITS["removed"](EDITS["speaker"](EDITS["line"](saved)))
    row = next(row for row in review_rows(saved, now) if row.kind == "removed")
    back = taken_back(saved, now, row)
    assert back == EDITS["speaker"](EDITS["line"](saved))


def test_the_review_shows_rows_and_the_exact_diff(opened):
    opened.go(2)
    opened.press("Alt+Right")
    opened.go(3)
    opened.press("Return")
    opened.type("!")
    opened.press("Ctrl+D")
    dialog = opened.window.findChild(ReviewDialog)
    opened.qtbot.waitUntil(dialog.isVisible)
    assert dialog.windowTitle()
    rows = review_rows(opened.window.session.document.episode, opened.window.session.episode)
    assert [row.kind for row in rows] == ["time", "line"]
    dialog.take_back_requested.emit(rows[0])
    assert opened.items[2].start == 8
    assert opened.items[3].text.endswith("!")
    dialog.jump_requested.emit(3)
    assert opened.window.panes.table.current == 3
    dialog.reject()


def test_there_is_nothing_to_review_before_a_change(opened):
    from PySide6.QtGui import QAction

    assert not opened.window.findChild(QAction, "file.review").isEnabled()


def test_the_review_shows_a_time_that_is_still_being_typed(opened):
    opened.go(2)
    opened.press("Alt+Right")
    opened.window.panes.table.open_cell(3, "time")
    opened.press("Ctrl+A")
    opened.type("0:14")
    opened.do("file.review")
    opened.wait_for_dialog()
    assert opened.items[3].start == 14
