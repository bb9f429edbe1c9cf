"""The life of the window's document: what is typed, asked and saved while another thing is under way."""

import shutil
import threading
import weakref

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from cueline.episode import Episode
from cueline.gui.app import Windows
from cueline.gui.files.life import ANSWERS, Answer, Request, State
from cueline.io.saving import atomic
from cueline.io.saving.versions import Versions
from tests.gui.files.test_quitting import refuse
from tests.gui.safety.test_recovery import bar


def episode(title, count=3):
    lines = "".join(
        f"- line: Text {title} of {n}.\n  sec: {n}\n  time: 0:0{n}\n  who: A\n"
        for n in range(count)
    )
    return f"---\ntitle: {title}\ntranscript:\n{lines}---\n"


@pytest.fixture
def files(write):
    """Two files, of three lines each."""
    return write(episode("A"), "a.md"), write(episode("B"), "b.md")


@pytest.fixture
def held(desk):
    """Return a function that holds up all reading and writing, till what it returns is called."""
    gates = []

    def hold():
        gate = threading.Event()
        gates.append(gate)
        desk.window.background.run(lambda: gate.wait(20), lambda job: None)
        return gate.set

    yield hold
    for gate in gates:
        gate.set()


def texts(desk):
    return [item.text for item in desk.items]


def wait_for_saving(desk):
    desk.qtbot.waitUntil(lambda: not desk.window.session.saving, timeout=20_000)


def name(desk):
    return desk.window.session.document.name


def open_cell(desk, index, column):
    desk.go(index)
    desk.window.panes.table.open_cell(index, column)


def choose_target(desk, path):
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QFileDialog) is not None)
    dialog = desk.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()


# What is typed belongs to the file in which it was typed.


def test_text_that_is_being_typed_while_another_file_opens_is_asked_about(desk, files, held):
    a, b = files
    desk.start(a)
    go_on = held()
    desk.window.open_path(b)
    desk.go(2)
    desk.press("Return")
    desk.type("XY")
    go_on()
    desk.wait_for_opening()
    desk.answer("Save")
    desk.qtbot.waitUntil(lambda: name(desk) == "b.md", timeout=20_000)
    assert texts(desk) == ["Text B of 0.", "Text B of 1.", "Text B of 2."]
    assert desk.window.session.clean
    assert "Text A of 2.XY" in a.read_text()


def test_cancelling_that_question_keeps_the_first_file_and_what_was_typed(desk, files, held):
    desk.start(files[0])
    go_on = held()
    desk.window.open_path(files[1])
    desk.go(2)
    desk.press("Alt+Right")
    go_on()
    desk.wait_for_opening()
    desk.answer("Cancel")
    assert name(desk) == "a.md"
    assert desk.items[2].start == 3
    assert desk.window.files.path == files[0]


def test_not_saving_then_shows_the_other_file(desk, files, held):
    desk.start(files[0])
    go_on = held()
    desk.window.files.open(files[1])
    desk.go(2)
    desk.press("Alt+Right")
    go_on()
    desk.wait_for_opening()
    desk.answer("Don’t Save")
    assert name(desk) == "b.md"
    assert files[0].read_text() == episode("A")


@pytest.mark.parametrize(("column", "typed"), [("speaker", "ZZZ"), ("time", "0:13")])
def test_an_open_cell_never_reaches_the_next_file(desk, files, held, column, typed):
    desk.start(files[0])
    go_on = held()
    desk.window.files.open(files[1])
    open_cell(desk, 0, column)
    desk.press("Ctrl+A")
    desk.type(typed)
    go_on()
    desk.wait_for_opening()
    desk.answer("Don’t Save")
    assert name(desk) == "b.md"
    assert desk.window.panes.table.open_cell_at() is None
    assert (desk.items[0].speaker, desk.items[0].start) == ("A", 0)
    assert desk.window.session.clean


def test_closing_with_an_open_time_cell_asks_about_it(desk, files):
    desk.start(files[0])
    open_cell(desk, 1, "time")
    desk.press("Ctrl+A")
    desk.type("0:13")
    desk.do("file.close")
    desk.answer("Don’t Save")
    assert desk.window.session.document is None
    assert desk.window.panes.start_page.isVisible()
    assert desk.window.session.episode == Episode()


# Every open editor is part of saving and closing.


def test_saving_takes_an_open_time_and_leaves_the_cell_open(desk, files):
    desk.start(files[0])
    open_cell(desk, 1, "time")
    desk.press("Ctrl+A")
    desk.type("+2")
    desk.save()
    assert "sec: 3\n  time: 0:03" in files[0].read_text()
    assert desk.window.panes.table.open_cell_at().column == "time"
    desk.press("Return")
    assert desk.items[1].start == 3
    assert desk.window.session.clean


def test_saving_takes_an_open_speaker(desk, files):
    desk.start(files[0])
    open_cell(desk, 1, "speaker")
    desk.press("Ctrl+A")
    desk.type("Zoe")
    desk.save()
    assert files[0].read_text().count("who: Zoe") == 1


def test_saving_takes_a_title_that_is_typed_in_the_tree(opened, sample):
    tree = opened.window.panes.tree
    opened.go(5)
    tree.setFocus()
    opened.press("F2", "Ctrl+A")
    opened.type("Ears")
    opened.save()
    assert b"header: Ears\n" in sample.read_bytes()


def test_saving_takes_a_name_that_is_typed_in_the_clip_table(opened, sample):
    clips = opened.window.panes.clips
    clips.set_current(1)
    clips.setFocus()
    opened.press("Home", "F2", "Ctrl+A")
    opened.type("Ears")
    opened.save()
    assert b"name: Ears\n" in sample.read_bytes()


def test_closing_the_window_asks_about_an_open_time(desk, files):
    desk.start(files[0])
    open_cell(desk, 1, "time")
    desk.press("Ctrl+A")
    desk.type("0:13")
    desk.window.close()
    assert "1 change" in desk.question().text()
    desk.answer("Save")
    desk.qtbot.waitUntil(lambda: not desk.shown, timeout=20_000)
    assert "sec: 13" in files[0].read_text()


@pytest.mark.parametrize("where", ["table", "clips"])
def test_a_time_that_is_not_understood_keeps_the_window_open(opened, where):
    if where == "table":
        open_cell(opened, 1, "time")
    else:
        opened.window.panes.clips.setFocus()
        opened.window.panes.clips.set_current(1)
        opened.press("Home", "Right", "F2")
    opened.press("Ctrl+A")
    opened.type("soon")
    opened.window.close()
    assert opened.shown
    assert opened.question() is None
    editor = opened.window.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "soon"
    opened.press("Escape")
    opened.window.close()
    assert not opened.shown


# A fault in a save, and a second request during one.


def test_a_fault_of_the_program_in_a_save_leaves_the_window_usable(
    opened, sample, monkeypatch, qtbot
):
    opened.go(2)
    opened.press("Alt+Right")

    def fail(*_):
        raise ValueError("a fault")

    with monkeypatch.context() as patch, qtbot.capture_exceptions() as faults:
        patch.setattr(opened.window.session.document, "save", fail)
        opened.press("Ctrl+S")
        opened.qtbot.waitUntil(lambda: bool(faults))
    wait_for_saving(opened)
    assert "was not saved" in opened.window.panes.notices.notices()[-1].text
    opened.save()
    assert not any("not saved" in n.text for n in opened.window.panes.notices.notices())
    assert b"sec: 9\n" in sample.read_bytes()
    opened.window.close()
    assert not opened.shown


def test_a_fault_of_the_program_in_opening_keeps_what_was_open(opened, files, monkeypatch, qtbot):
    def fail(*_):
        raise ValueError("a fault")

    with monkeypatch.context() as patch, qtbot.capture_exceptions() as faults:
        patch.setattr("cueline.gui.files.files.read", fail)
        opened.window.open_path(files[0])
        opened.qtbot.waitUntil(lambda: bool(faults))
    assert not opened.window.files.opening
    assert opened.window.files.path == opened.window.session.document.path


def test_save_as_during_a_save_is_done_after_it(desk, files, held, tmp_path):
    desk.start(files[0])
    desk.go(2)
    desk.press("Alt+Right")
    go_on = held()
    desk.press("Ctrl+S")
    desk.press("Alt+Right")
    desk.press("Ctrl+Shift+S")
    choose_target(desk, tmp_path / "copy.md")
    go_on()
    desk.qtbot.waitUntil(lambda: name(desk) == "copy.md", timeout=20_000)
    assert "sec: 3\n" in files[0].read_text()
    assert "sec: 4\n" in (tmp_path / "copy.md").read_text()
    assert desk.window.session.clean


@pytest.mark.parametrize("first", [atomic.write, refuse])
def test_saving_twice_saves_what_was_typed_in_between(desk, files, held, monkeypatch, first):
    real, firsts = atomic.write, iter([first])
    monkeypatch.setattr(atomic, "write", lambda *given: next(firsts, real)(*given))  # noqa: PLW0108
    desk.start(files[0])
    desk.go(2)
    desk.press("Alt+Right")
    go_on = held()
    desk.press("Ctrl+S")
    desk.press("Alt+Right")
    desk.press("Ctrl+S")
    go_on()
    desk.qtbot.waitUntil(lambda: "sec: 4\n" in files[0].read_text(), timeout=20_000)
    wait_for_saving(desk)
    assert desk.window.session.clean


def test_another_file_asked_for_during_a_save_opens_after_it(desk, files, held):
    desk.start(files[0])
    desk.go(2)
    desk.press("Alt+Right")
    go_on = held()
    desk.press("Ctrl+S")
    desk.window.open_path(files[1])
    go_on()
    desk.qtbot.waitUntil(lambda: name(desk) == "b.md", timeout=20_000)
    assert "sec: 3\n" in files[0].read_text()


def test_closing_during_a_save_counts_more_than_a_file_that_was_being_opened(desk, files, held):
    desk.start(files[0])
    go_on = held()
    desk.window.open_path(files[1])
    desk.go(2)
    desk.press("Alt+Right", "Ctrl+S")
    desk.window.close()
    assert desk.shown
    go_on()
    desk.qtbot.waitUntil(lambda: not desk.shown, timeout=20_000)
    assert "sec: 3\n" in files[0].read_text()
    assert files[1].read_text() == episode("B")


# A file that is gone, or another one, on the disk.


def test_a_file_that_is_gone_can_be_written_anew(desk, files):
    desk.start(files[0])
    desk.go(2)
    desk.press("Alt+Right")
    files[0].unlink()
    desk.press("Ctrl+S")
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    assert "gone" in desk.question().text()
    with desk.qtbot.waitSignal(desk.window.session.saved):
        desk.answer("Save It Again")
    assert "sec: 3\n" in files[0].read_text()
    assert desk.window.session.clean


def test_where_the_folder_is_gone_too_another_place_is_chosen(desk, tmp_path):
    path, other = tmp_path / "site" / "a.md", tmp_path / "other.md"
    path.parent.mkdir()
    path.write_text(episode("A"))
    desk.start(path)
    desk.go(2)
    desk.press("Alt+Right")
    shutil.rmtree(path.parent)
    bar(desk, "is gone from the disk, and its folder with it. What you have here is safe.")
    desk.press("Ctrl+S")
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    assert f"Its folder {path.parent} is not there any more." in desk.question().informativeText()
    labels = [button.text() for button in desk.question().buttons()]
    assert not any("Again" in label for label in labels)
    desk.answer("Save As…")
    choose_target(desk, path)  # there is no folder for it
    said = bar(desk, "was not saved").text
    assert f"a.md was not saved: the folder {path.parent} is not there." in said
    assert said.endswith("Your changes are safe in this window. Save it to another place.")
    desk.window.saving.save_as()
    with desk.qtbot.waitSignal(desk.window.session.saved):
        choose_target(desk, other)
    assert "sec: 3\n" in other.read_text()


def test_save_as_writes_a_file_that_is_gone_anew(desk, files):
    desk.start(files[0])
    files[0].unlink()
    desk.press("Ctrl+Shift+S")
    with desk.qtbot.waitSignal(desk.window.session.saved):
        choose_target(desk, files[0])
    assert files[0].read_text() == episode("A")


@pytest.mark.parametrize("keys", ["Ctrl+Shift+S", ""])
def test_what_is_written_over_by_saving_elsewhere_is_an_earlier_version(
    desk, files, data_folder, keys
):
    desk.start(files[0])
    desk.go(2)
    desk.press("Alt+Right")
    if keys:
        desk.press(keys)
    else:
        desk.window.saving.save_copy()
    choose_target(desk, files[1])
    desk.qtbot.waitUntil(lambda: "title: A" in files[1].read_text())
    kept = Versions(data_folder / "versions").of(files[1])
    assert kept[-1].read().decode() == episode("B")
    wait_for_saving(desk)
    desk.window.life.give_up()


def test_saving_elsewhere_keeps_the_sound_and_its_offset(opened, sample, tmp_path):
    opened.window.listening.seek(0.0)
    opened.window.listening.set_offset_here(13.0)
    sound = opened.window.listening.sound
    target = tmp_path / "elsewhere" / "copy.md"
    target.parent.mkdir()
    opened.press("Ctrl+Shift+S")
    with opened.qtbot.waitSignal(opened.window.session.saved):
        choose_target(opened, target)
    opened.do("file.close")
    opened.window.open_path(target)
    opened.wait_for_opening()
    assert opened.window.listening.sound == sound
    assert opened.window.listening.offset == 13.0


# The table that decides.

LOSING = (Request.OPEN, Request.SHOW, Request.CLOSE, Request.LEAVE)


@pytest.mark.parametrize("request_", Request)
@pytest.mark.parametrize(
    ("state", "losing", "saving"),
    [
        (State.EMPTY, Answer.NOW, Answer.NEVER),
        (State.OPEN, Answer.ASK, Answer.NOW),
        (State.OPENING, Answer.ASK, Answer.NOW),
        (State.SAVING, Answer.LATER, Answer.LATER),
        (State.CLOSED, Answer.NEVER, Answer.NEVER),
    ],
)
def test_what_a_request_means_in_each_state(state, losing, saving, request_):
    assert ANSWERS[state][request_] is (losing if request_ in LOSING else saving)


def test_the_window_goes_through_all_states(desk, files, held):
    window = desk.start()
    assert window.life.state is State.EMPTY
    go_on = held()
    window.open_path(files[0])
    assert window.life.state is State.OPENING
    go_on()
    desk.wait_for_opening()
    assert window.life.state is State.OPEN
    desk.go(2)
    desk.press("Alt+Right")
    go_on = held()
    desk.press("Ctrl+S")
    assert window.life.state is State.SAVING
    go_on()
    wait_for_saving(desk)
    assert window.life.state is State.OPEN
    window.close()
    assert window.life.state is State.CLOSED


# What is let go of is freed.


def test_a_document_is_freed_when_another_one_is_open(desk, files):
    desk.start(files[0])
    first = weakref.ref(desk.window.session.document)
    for path in (files[1], files[0], files[1]):
        desk.window.open_path(path)
        desk.wait_for_opening()
    desk.qtbot.waitUntil(lambda: first() is None)
    assert name(desk) == "b.md"


def test_a_closed_window_is_freed_while_another_one_is_open(desk, files, qtbot):
    desk.start(files[0])
    gone = closed_beside(desk, files)
    qtbot.waitUntil(lambda: [one() for one in gone] == [None, None])
    assert desk.shown


def closed_beside(desk, files):
    """Open a second window and close it again; return its and its document's weak references."""
    other = QApplication.instance().findChildren(Windows)[-1].open(files[1])
    other.show()
    desk.qtbot.waitUntil(lambda: other.session.document is not None)
    desk.window.open_path(files[0])  # what the other window holds is frozen with it
    desk.wait_for_opening()
    other.close()
    return weakref.ref(other), weakref.ref(other.session.document)


@pytest.mark.parametrize("name", ["gone.md", "."])
def test_no_place_in_the_text_is_named_where_there_is_no_text(desk, tmp_path, name):
    desk.start()
    desk.window.files.open(tmp_path / name)
    desk.wait_for_opening()
    desk.qtbot.waitUntil(lambda: bool(desk.window.panes.notices.notices()))
    told = desk.window.panes.notices.notices()[-1].text
    assert "no such file" in told or "a folder" in told
    assert "line 1" not in told


def test_a_byte_that_is_no_text_is_named_by_its_place(desk, tmp_path):
    path = tmp_path / "old.md"
    path.write_bytes(b"---\ntitle: caf\xe9\n---\n")
    desk.start()
    desk.window.open_path(path)
    desk.qtbot.waitUntil(lambda: bool(desk.window.panes.notices.notices()))
    desk.wait_for_opening()
    assert "(line 2, column 11)" in desk.window.panes.notices.notices()[-1].text
