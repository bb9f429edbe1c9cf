"""The history of a document: merging, the saved point, and the place that undo goes back to."""

import pytest

from cueline.episode import edits
from cueline.gui.session import Session
from cueline.gui.undo import Edit, Place
from cueline.io import parse_document
from cueline.resources.sample import EPISODE


@pytest.fixture
def session(qapp):
    found = Session()
    found.load(parse_document(EPISODE.read_bytes(), str(EPISODE)))
    yield found
    found.end()  # steps that the garbage collector frees before their stack end the process


def retime(session, index, seconds, gesture=None, name="line.nudge"):
    origin = session.episode.items[index].origin
    episode = edits.retime(session.episode, index, seconds)
    return session.apply(Edit(name, origin, "nudge"), episode, gesture)


def test_an_edit_and_its_undo_leave_the_same_value(session):
    before = session.episode
    retime(session, 1, 4)
    assert session.episode.items[1].start == 4
    session.undo()
    assert session.episode == before
    session.redo()
    assert session.episode.items[1].start == 4


def test_one_gesture_on_one_line_is_one_step(session):
    for seconds in (2, 3, 4):
        retime(session, 1, seconds, gesture=7)
    assert session.steps == 1
    session.undo()
    assert session.episode.items[1].start == 1


@pytest.mark.parametrize(
    ("index", "gesture", "name"),
    [(2, 7, "line.nudge"), (1, 8, "line.nudge"), (1, None, "line.nudge"), (1, 7, "line.time")],
)
def test_another_row_gesture_or_edit_is_another_step(session, index, gesture, name):
    retime(session, 1, 2, gesture=7)
    retime(session, index, 9, gesture=gesture, name=name)
    assert session.steps == 2


def test_a_gesture_that_comes_back_to_its_start_is_no_step(session):
    retime(session, 1, 2, gesture=7)
    retime(session, 1, 1, gesture=7)
    assert session.steps == 0
    assert session.clean


def test_no_step_where_nothing_changed(session):
    assert not retime(session, 1, 1)
    assert session.steps == 0


def test_undo_goes_back_to_the_place_of_the_edit(session, qtbot):
    session.place = Place(1, 3, 1)
    retime(session, 1, 5)
    session.place = Place(12, 12, 12)
    with qtbot.waitSignal(session.place_restored) as restored:
        session.undo()
    assert restored.args == [Place(1, 3, 1)]


def test_dirty_means_away_from_the_saved_point(session, tmp_path):
    retime(session, 1, 5)
    assert (session.clean, session.unsaved_count) == (False, 1)
    save(session, tmp_path)
    assert session.clean
    session.undo()
    assert (session.clean, session.unsaved_count) == (False, 1)
    session.redo()
    assert session.clean


def test_of_a_join_only_what_is_not_on_the_disk_is_counted(session, tmp_path):
    retime(session, 1, 5)
    save(session, tmp_path)
    retime(session, 1, 6)
    disk, joined = session.document, edits.retime(session.episode, 2, 99)
    session.rebase(disk, Edit("file.join", None, "join"), joined)
    assert session.unsaved_count == 1
    assert session.saved_at is None  # another program wrote what is on the disk
    retime(session, 1, 7)
    assert session.unsaved_count == 2
    session.undo()
    session.undo()
    assert session.unsaved_count == 2  # without the join: mine, and theirs is gone


def test_steps_in_the_place_of_saved_ones_are_counted_with_those(session, tmp_path):
    retime(session, 1, 5)
    retime(session, 1, 6)
    retime(session, 1, 7)
    save(session, tmp_path)
    session.undo()
    session.undo()
    retime(session, 1, 8)
    assert session.unsaved_count == 3
    session.undo()
    session.undo()
    retime(session, 1, 9)
    assert session.unsaved_count == 4


def test_an_edit_during_the_save_stays_unsaved(session, tmp_path):
    retime(session, 1, 5, gesture=1)
    episode = session.episode
    session.begin_saving()
    retime(session, 1, 6, gesture=1)
    session.end_saving(session.document.save(episode, tmp_path / "a.md"))
    assert session.episode.items[1].start == 6
    assert session.unsaved_count == 1
    session.undo()
    assert session.clean


def test_undo_during_the_save_and_another_edit_is_never_clean(session, tmp_path):
    retime(session, 1, 5)
    episode = session.episode
    session.begin_saving()
    session.undo()
    retime(session, 2, 9)
    session.end_saving(session.document.save(episode, tmp_path / "a.md"))
    assert not session.clean
    session.undo()
    assert not session.clean


def test_a_new_line_is_the_same_entry_after_the_save(session, tmp_path):
    from cueline.episode import Line

    fresh = edits.insert_line(session.episode, 2, Line("A word more.", "Nora", 6))
    session.apply(Edit("line.insert", 2, "insert"), fresh)
    save(session, tmp_path)
    first = session.document.data
    retime(session, 2, 7)
    save(session, tmp_path)
    assert session.document.data == first.replace(b"sec: 6\n  time: 0:06", b"sec: 7\n  time: 0:07")
    session.undo()
    save(session, tmp_path)
    assert session.document.data == first


def save(session, tmp_path):
    session.begin_saving()
    session.end_saving(session.document.save(session.episode, tmp_path / "a.md"))
