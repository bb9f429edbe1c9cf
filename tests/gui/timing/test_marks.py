"""Marks of what was heard: they follow edits, undo and outside changes, and are never in the file."""

import json

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from cueline.episode import Episode, Header, Line, edits
from cueline.episode.change import Change
from cueline.gui.store import Store
from cueline.gui.timing.marks import RowMarks, is_lead, leads, place_after, progress
from cueline.gui.workbench import LONG

LINES = (
    Header("One"),
    Line("First.", "A", 1, "0:01"),
    Line("Goes on.", "A", None, ""),
    Line("Second.", "B", 5, "0:05"),
    Header("Two"),
    Line("Yes.", "A", 9, "0:09"),
    Line("Same time.", "A", 9, "0:09"),
    Line("Yes.", "A", 12, "0:12"),
)


@pytest.fixture
def episode():
    return Episode(tuple(_with_origin(item, i) for i, item in enumerate(LINES)))


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "app")


@pytest.fixture
def marks(qapp, store, episode, tmp_path):
    made = RowMarks(store)
    made.open_for(tmp_path / "talk.md", episode)
    return made


def _with_origin(item, origin):
    from dataclasses import replace

    return replace(item, origin=origin)


def again(store, path, episode):
    """Return the marks as another run of the program recalls them."""
    made = RowMarks(store)
    made.open_for(path, episode)
    return made


def follow(marks, old, new):
    marks.follow(Change.between(old, new), new)
    return new


def kinds(marks, episode):
    return [marks.of(item) for item in episode.items]


def test_only_lines_with_a_time_have_marks(marks, episode):
    assert kinds(marks, episode) == ["", "untouched", "", "untouched", "", *["untouched"] * 3]


def test_equal_words_are_told_apart_by_their_start(marks, episode):
    marks.put([episode.items[5]], "checked")
    assert (marks.of(episode.items[5]), marks.of(episode.items[7])) == ("checked", "untouched")


def test_an_unknown_mark_is_refused(marks, episode):
    with pytest.raises(ValueError, match="no mark"):
        marks.put(episode.items, "heard")


def test_marks_follow_words_speaker_split_and_undo(marks, episode):
    marks.put([episode.items[1]], "checked")
    typed = follow(marks, episode, edits.set_text(episode, 1, "First, corrected."))
    assert marks.of(typed.items[1]) == "checked"
    named = follow(marks, typed, edits.rename_speaker(typed, "A", "Anna"))
    assert marks.of(named.items[1]) == "checked"
    cut = follow(marks, named, edits.split_line(named, 1, 6))
    assert (marks.of(cut.items[1]), marks.of(cut.items[2])) == ("checked", "")
    assert marks.of(follow(marks, cut, episode).items[1]) == "checked"


def test_a_line_that_is_moved_is_no_longer_checked_until_undo(marks, episode):
    marks.put([episode.items[3]], "checked")
    moved = follow(marks, episode, edits.retime(episode, 3, 6))
    assert marks.of(moved.items[3]) == "untouched"
    assert marks.of(follow(marks, moved, episode).items[3]) == "checked"


def test_marks_are_recalled_after_closing(marks, episode, store, tmp_path):
    marks.put([episode.items[1]], "checked")
    marks.put([episode.items[7]], "tapped")
    marks.keep()
    found = again(store, tmp_path / "talk.md", episode)
    assert kinds(found, episode)[1] == "checked"
    assert kinds(found, episode)[5:] == ["untouched", "untouched", "tapped"]
    assert not again(store, tmp_path / "other.md", episode)


def test_words_changed_elsewhere_are_found_by_place_speaker_and_start(
    marks, episode, store, tmp_path
):
    marks.put([episode.items[3]], "checked")
    marks.keep()
    outside = edits.set_text(edits.delete_items(episode, 2, 2), 2, "Second, by a colleague.")
    assert again(store, tmp_path / "talk.md", outside).of(outside.items[2]) == "checked"
    shifted = edits.set_text(edits.retime(episode, 3, 7), 3, "Another text.")
    assert not again(store, tmp_path / "talk.md", shifted)


def test_marks_of_words_that_are_gone_wait_for_them(marks, episode, store, tmp_path):
    marks.put([episode.items[1]], "checked")
    marks.keep()
    other = Episode(episode.items[3:])
    branch = again(store, tmp_path / "talk.md", other)
    branch.put([other.items[0]], "tapped")
    branch.keep()
    assert again(store, tmp_path / "talk.md", episode).of(episode.items[1]) == "checked"


def test_marks_that_are_given_without_a_pause_are_written_too(
    marks, episode, store, tmp_path, qtbot, monkeypatch
):
    monkeypatch.setattr("cueline.gui.timing.marks.KEEP_AFTER", 100)

    def there():
        marks.put([episode.items[1]], "tapped")
        found = again(Store(store.folder), tmp_path / "talk.md", episode)
        return found.of(episode.items[1]) == "tapped"

    qtbot.waitUntil(there, timeout=10_000)


@pytest.mark.parametrize("kind", ["estimated", "checked", "untouched"])
def test_marks_that_are_made_beside_are_those_that_are_given_at_once(
    marks, episode, store, tmp_path, kind
):
    other = again(store, tmp_path / "other.md", episode)
    for both in (marks, other):
        both.put(episode.items[1:4], "tapped")
    marks.put(episode.items[3:], kind)
    made = other.made(episode.items[3:], kind)
    assert kinds(other, episode)[5:] == ["untouched"] * 3  # not before they are taken
    assert other.take(made)
    assert kinds(other, episode) == kinds(marks, episode)
    assert other.checked() == marks.checked()


@pytest.mark.parametrize("between", ["put", "reworded", "another file"])
def test_marks_that_were_made_for_what_is_no_more_are_not_taken(marks, episode, tmp_path, between):
    marks.put([episode.items[1]], "checked")
    made = marks.made(episode.items[3:], "estimated")
    if between == "put":
        marks.put([episode.items[1]], "tapped")
    elif between == "reworded":
        follow(marks, episode, edits.set_text(episode, 1, "Other words."))
    else:
        marks.open_for(tmp_path / "other.md", episode)
    before = kinds(marks, episode)
    assert not marks.take(made)
    assert kinds(marks, episode) == before


@pytest.fixture
def long():
    """An episode so long that its marks are gathered and recalled beside the window."""
    return Episode(tuple(Line(f"Number {n}.", "A", n, "", origin=n) for n in range(LONG + 100)))


def test_marks_of_very_many_lines_are_kept_after_a_while_and_recalled(
    long, store, tmp_path, qtbot, qapp, monkeypatch
):
    monkeypatch.setattr("cueline.gui.timing.marks.KEEP_AFTER", 1)
    marks, path = again(store, tmp_path / "talk.md", long), tmp_path / "talk.md"
    marks.put(long.items[50:], "estimated")
    qtbot.waitUntil(lambda: bool(store.keys(next(iter(kinds_of(store)), ""))), timeout=10_000)
    found = again(store, path, long)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert kinds(found, long)[49:52] == ["untouched", "estimated", "estimated"]
    assert kinds(found, long)[-1] == "estimated"


@pytest.mark.parametrize("waits", [True, False])
def test_what_is_marked_or_typed_while_marks_are_recalled_is_kept_with_them(
    long, store, tmp_path, qtbot, qapp, waits
):
    path = tmp_path / "talk.md"
    marks = again(store, path, long)
    marks.put(long.items[50:60], "checked")
    marks.leave()
    found = again(store, path, long)
    found.put([long.items[0]], "tapped")
    now = follow(found, long, edits.set_text(long, 55, "Other words."))
    if waits:
        qtbot.waitUntil(lambda: found.of(now.items[50]) == "checked", timeout=10_000)
    found.leave()
    last = again(store, path, now)
    qtbot.waitUntil(lambda: bool(last), timeout=10_000)
    marked = [i for i, item in enumerate(now.items) if last.of(item) != "untouched"]
    assert marked == [0, *range(50, 60)]


def kinds_of(store):
    return [f"marks/{file.stem}" for file in (store.folder / "marks").glob("*.json")]


def test_the_place_survives_edits_above_it(marks, episode, store, tmp_path):
    marks.keep_place(5)
    marks.keep()
    fewer = edits.delete_items(episode, 2, 2)
    assert again(store, tmp_path / "talk.md", fewer).place() == 4


@pytest.mark.parametrize(
    "damaged",
    [{"lines": 3}, {"lines": "[[1"}, {"lines": [[1, 2], None, ["a", 1, "A", "b"]]}, {"place": "x"}],
)
def test_a_damaged_memory_counts_as_none(qapp, store, episode, tmp_path, damaged):
    path = tmp_path / "talk.md"
    first = again(store, path, episode)
    first.put([episode.items[1]], "checked")
    first.keep()
    assert store.finish(20)
    (file,) = (tmp_path / "app" / "marks").iterdir()
    store.remember(f"marks/{file.stem}", str(path), **damaged)
    assert again(store, path, episode).of(episode.items[3]) == "untouched"


def test_marks_of_an_older_version_are_read(qapp, store, episode, tmp_path):
    path = tmp_path / "talk.md"
    first = again(store, path, episode)
    first.put([episode.items[1]], "checked")
    first.keep()
    assert store.finish(20)
    (file,) = (tmp_path / "app" / "marks").iterdir()
    kind = f"marks/{file.stem}"
    written = store.recall(kind, str(path))["lines"]
    store.remember(kind, str(path), lines=json.loads(written))
    assert again(store, path, episode).of(episode.items[1]) == "checked"


def test_sections_count_as_many_lines_as_show_a_tick(marks, episode):
    assert leads(episode) == [1, 3, 5, 7]
    assert not is_lead(episode.items, 6)
    assert progress(episode, marks) == {}
    marks.put([episode.items[5], episode.items[6]], "checked")
    ticks = [marks.of(item) for item in episode.items[4:]].count("checked")
    assert progress(episode, marks) == {0: (0, 2), 4: (ticks, 3)}


def test_a_row_is_found_after_rows_above_it_came_and_went(episode):
    fewer = Change.between(episode, edits.delete_items(episode, 1, 2))
    assert (place_after(fewer, 5), place_after(fewer, 0)) == (3, 0)


def test_stamps_and_shifts_mark_their_rows_in_the_window(opened):
    opened.go(3)
    opened.window.listening.seek(12.0)
    opened.press("S")
    opened.go(17)
    opened.window.listening.seek(64.0)
    opened.press("F9")
    assert opened.window.marks.of(opened.items[3]) == "tapped"
    assert [opened.window.marks.of(opened.items[i]) for i in (17, 18, 20)] == [
        "tapped",
        "estimated",
        "estimated",
    ]
    opened.press("Ctrl+Z")
    assert opened.window.marks.of(opened.items[18]) == "untouched"


def test_a_mark_is_never_in_the_file_and_is_there_the_next_day(desk, sample):
    before = sample.read_bytes()
    desk.start(sample)
    desk.go(3)
    desk.press("H", "Return", "Escape")
    assert desk.window.session.clean
    desk.close()
    assert sample.read_bytes() == before
    desk.start(sample)
    assert desk.window.marks.of(desk.items[3]) == "checked"


def test_table_and_tree_show_what_was_checked(opened, qtbot):
    table, tree = opened.window.panes.table, opened.window.panes.tree
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.lines.index(3, 0).data(role) == "no mark"
    opened.go(3)
    opened.press("H", "Return", "Escape")
    assert table.lines.index(3, 0).data(role) == "checked"
    assert table.lines.index(5, 0).data(role) == "untouched"
    section = tree.model().index(0, 0)
    qtbot.waitUntil(lambda: tree.progress_at(section) == (1, 3))


def tip_at(widget, place):
    """Rest the mouse at a place of a view, and return what its tool tip says."""
    around = widget.viewport().mapToGlobal(place)
    QApplication.sendEvent(widget.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, around))
    said = QToolTip.text()
    QToolTip.hideText()
    return said


def test_marks_say_in_words_what_they_mean(opened):
    table, tree, marks = opened.window.panes.table, opened.window.panes.tree, opened.window.marks
    said = {}
    for index, kind in ((1, "checked"), (2, "tapped"), (3, "estimated"), (5, "untouched")):
        marks.put([opened.items[index]], kind)
        place = QPoint(6, table.rowViewportPosition(index) + 8)
        said[kind] = tip_at(table, place)
    assert "Checked by ear" in said["checked"]
    assert "not checked yet" in said["tapped"]
    assert "together with other lines" in said["estimated"]
    assert said["untouched"] == "Not listened to yet"
    opened.window.views.gather()
    section = tree.visualRect(tree.model().index(0, 0)).center()
    title, facts, _, heard = tip_at(tree, section).split("\n")
    assert title == opened.items[0].text
    assert "starts at" in facts
    assert heard.startswith("1 of ")
    assert heard.endswith("times checked by ear")
