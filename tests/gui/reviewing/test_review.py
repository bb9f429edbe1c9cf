"""The review before saving, and taking back single rows."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton

from cueline.episode import Line, edits
from cueline.episode.review import review_rows
from cueline.gui.reviewing.take_back import taken_back
from cueline.io import parse_document
from cueline.resources.sample import EPISODE
from cueline.widgets.reviewing.diff_view import DiffView
from cueline.widgets.reviewing.review_dialog import ReviewDialog
from cueline.widgets.reviewing.review_list import ReviewList
from tests.io.git_repository import needs_git


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
    opened.wait_for_dialog()
    assert dialog.windowTitle()
    rows = review_rows(opened.window.session.document.episode, opened.window.session.episode)
    assert [row.kind for row in rows] == ["time", "line"]
    diff = dialog.findChild(DiffView)
    opened.qtbot.waitUntil(lambda: diff.text().endswith("other bytes changed: 0"))
    dialog.take_back_requested.emit(rows[0])
    opened.qtbot.waitUntil(lambda: opened.items[2].start == 8)
    assert opened.items[3].text.endswith("!")
    dialog.jump_requested.emit(3)
    assert opened.window.panes.table.current == 3
    dialog.reject()


MOVES = (
    (4, ("Alt+Shift+Down",), "Taken back, with the clips Podcast introduction"),
    (
        5,
        ("Alt+Right",),
        "Taken back: 0:22 → 0:21, with the clip Why counting by ear works.",
    ),
    (12, ("Alt+Right",), "Taken back: 0:48 → 0:47, with 1 paragraph."),
    (
        4,
        ("Ctrl+R", "E", "Return"),
        "Taken back, with the clip Why counting by ear works.",
    ),
)


def test_what_came_along_is_taken_back_in_one_step(opened):
    saved = opened.window.session.document.episode
    for row, keys, said in MOVES:
        opened.go(row)
        opened.press(*keys)
        assert opened.window.session.episode != saved
        opened.press("Ctrl+D")
        opened.wait_for_dialog()
        opened.press("Delete")
        opened.qtbot.waitUntil(lambda: opened.window.session.episode == saved)
        assert opened.note.startswith(said)
        opened.window.findChildren(ReviewDialog)[-1].reject()
        opened.window.activateWindow()
        opened.qtbot.waitUntil(opened.window.isActiveWindow)
        opened.do("edit.undo")
        assert opened.window.session.episode != saved
        opened.do("edit.undo")
        assert opened.window.session.episode == saved


def test_undo_in_the_review_gives_back_what_was_taken_back_there_and_no_more(opened):
    for row in (2, 3):
        opened.go(row)
        opened.press("Alt+Right")
    edited = opened.window.session.episode
    opened.press("Ctrl+D")
    dialog = opened.window.findChild(ReviewDialog)
    opened.wait_for_dialog()
    before = told(dialog)
    opened.press("Delete")
    opened.qtbot.waitUntil(lambda: not dialog.waiting and told(dialog) == before[1:])
    opened.press("Ctrl+Z")
    opened.qtbot.waitUntil(lambda: not dialog.waiting and told(dialog) == before)
    opened.press("Ctrl+Z")
    assert opened.window.session.episode == edited
    assert any("Nothing was taken back" in label.text() for label in dialog.findChildren(QLabel))
    opened.press("Ctrl+Y")
    opened.qtbot.waitUntil(lambda: not dialog.waiting and told(dialog) == before[1:])
    opened.press("Ctrl+Z")
    opened.qtbot.waitUntil(lambda: not dialog.waiting and told(dialog) == before)
    button = next(b for b in dialog.findChildren(QPushButton) if "ummary" in b.text())
    opened.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.press("Down", "Delete")
    opened.qtbot.waitUntil(lambda: not dialog.waiting and told(dialog) == before[:1])
    dialog.reject()


def test_what_is_taken_back_is_so_also_when_the_review_is_closed_at_once(opened):
    saved = opened.window.session.document.episode
    opened.go(2)
    opened.press("Alt+Right", "Ctrl+D")
    opened.wait_for_dialog()
    opened.press("Delete", "Delete", "Escape")
    opened.qtbot.waitUntil(lambda: opened.window.session.episode == saved)
    opened.qtbot.waitUntil(lambda: opened.note.startswith("Taken back"))


def test_an_edge_that_stood_there_before_stays_when_a_time_is_taken_back(saved):
    now = edits.retime(saved, 3, 21)
    back = taken_back(saved, now, review_rows(saved, now)[0])
    assert back == saved


def test_an_edge_follows_its_header_through_moves_taken_back_in_any_order(saved):
    now = edits.move_headers(saved, {4: 6})
    now = edits.retime_together(now, 6, 24)
    rows = review_rows(saved, now)
    time = next(row for row in rows if row.kind == "time")
    assert [clip.start for clip in taken_back(saved, now, time).clips] == [0, 22, 43, 63]
    for row in (time, next(row for row in rows if row.kind == "moved")):
        now = taken_back(saved, now, next(r for r in review_rows(saved, now) if r.kind == row.kind))
    assert now == saved


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


@pytest.fixture
def repository(sample):
    from tests.io.git_repository import Repository

    repo = Repository(sample.parent)
    repo.commit("As published")
    return repo


def edited_since_the_commit(desk, sample):
    """Open a file that was changed since the commit, and change it once more."""
    text = sample.read_text(encoding="utf-8")
    sample.write_text(text.replace("time: 0:08", "time: 0:10").replace("sec: 8\n", "sec: 10\n"))
    desk.start(sample)
    desk.go(3)
    desk.press("Return")
    desk.type("!")
    desk.press("Escape")
    desk.press("Ctrl+Shift+V")
    dialog = desk.window.findChild(ReviewDialog)
    desk.qtbot.waitUntil(lambda: shown_list(dialog) is not None)
    return dialog


def shown_list(dialog):
    return next((rows for rows in dialog.findChildren(ReviewList) if rows.isVisible()), None)


def told(dialog):
    """Return what the list says; while it is made anew, none is shown."""
    shown = shown_list(dialog)
    if shown is None:
        return []
    model = shown.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@needs_git
def test_what_changed_since_the_commit_saved_or_not(desk, sample, repository):
    dialog = edited_since_the_commit(desk, sample)
    kinds = [text.split(",")[0] for text in told(dialog)]
    assert kinds == ["Time", "Text"]
    assert "As published" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert {"Committed", "Now"} <= {label.text() for label in dialog.findChildren(QLabel)}
    button = next(b for b in dialog.findChildren(QPushButton) if "ummary" in b.text())
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == (
        "Retimed 1 line (by +2 s). Corrected 1 word in 1 line."
    )
    desk.qtbot.keyClick(shown_list(dialog), Qt.Key.Key_Delete)
    desk.qtbot.waitUntil(lambda: len(told(dialog)) == 1)
    assert any(item.start == 8 for item in desk.items if isinstance(item, Line))
    desk.qtbot.keyClick(shown_list(dialog), Qt.Key.Key_Return)
    assert desk.window.panes.table.current == 3
    assert not dialog.isVisible()
    desk.do("edit.undo")
    assert any(item.start == 10 for item in desk.items if isinstance(item, Line))


@needs_git
def test_what_is_taken_back_is_written_as_it_was_committed(desk, sample, repository):
    committed = sample.read_bytes()
    others = committed.replace(b"show. Today we\n    talk", b"show, where\n    today we\n    talk")
    sample.write_bytes(others)
    desk.start(sample)
    desk.press("Ctrl+Shift+V")
    dialog = desk.window.findChild(ReviewDialog)
    desk.qtbot.waitUntil(lambda: shown_list(dialog) is not None)
    desk.qtbot.keyClick(shown_list(dialog), Qt.Key.Key_Delete)
    desk.qtbot.waitUntil(lambda: not desk.window.session.clean)
    dialog.reject()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.save()
    assert sample.read_bytes() == committed
    desk.press("Ctrl+Z")
    desk.save()
    assert sample.read_bytes() == others


@needs_git
def test_from_one_comparison_to_the_other(desk, sample, repository):
    dialog = edited_since_the_commit(desk, sample)
    save, commit = dialog.findChildren(QRadioButton)
    desk.qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    desk.wait_for_dialog()
    assert [text.split(",")[0] for text in told(dialog)] == ["Text"]
    desk.qtbot.mouseClick(commit, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: shown_list(dialog) is not None and len(told(dialog)) == 2)
    diff = dialog.findChild(DiffView)
    desk.qtbot.waitUntil(lambda: "-  sec: 8" in diff.text())
    assert "+  sec: 10" in diff.text()
    dialog.reject()


@needs_git
def test_no_repository_and_an_answer_that_does_not_come_are_told(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    opened.do("file.review_committed")
    dialog = opened.window.findChild(ReviewDialog)

    def says(words):
        return any(words in label.text() for label in dialog.findChildren(QLabel))

    opened.qtbot.waitUntil(lambda: says("is in no Git repository"))
    dialog.reject()
    slow = tmp_path / "bin/git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    opened.do("file.review_committed")
    dialog = opened.window.findChildren(ReviewDialog)[-1]
    opened.qtbot.waitUntil(lambda: says("Asking Git"))
    cancel = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Cancel")
    opened.qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: says("Nothing has changed since the file was saved"))
    assert dialog.findChildren(QRadioButton)[0].isChecked()
    dialog.reject()
