"""The same file in two windows: what one does is told in the other as what it is, and no longer than it is so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.changed_files import replaced
from tests.gui.conftest import Desk
from tests.gui.safety.test_recovery import bar, told
from tests.gui.safety.test_recovery import retime as retime_in_active

ROOT = Path(__file__).parents[3]


def retime(desk, row):
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    retime_in_active(desk, row)


def test_what_another_window_saves_is_not_somebody_else_s(qtbot, sample):
    one, two = Desk(qtbot), Desk(qtbot)
    one.start(sample)
    assert one.window.journal.flush()
    two.start(sample)
    bar(two, "is open in another window as well")
    retime(one, 2)
    one.save()
    qtbot.waitUntil(lambda: two.items[2].start == 9)
    assert two.note == "1 line changed in another window. Undo brings back what was here."
    retime(two, 5)
    retime(one, 2)
    one.save()
    bar(two, f"You changed {sample.name} in another window")
    two.do("file.save")
    qtbot.waitUntil(lambda: two.question() is not None)
    assert two.question().text() == f"{sample.name} was changed in another window."
    two.answer("Cancel")
    one.close()
    qtbot.waitUntil(lambda: not any("as well" in text for text in told(two)))
    two.close()


def test_on_the_start_page_nothing_is_said_of_a_file_that_was_closed(qtbot, sample):
    one, two = Desk(qtbot), Desk(qtbot)
    one.start(sample)
    assert one.window.journal.flush()
    two.start(sample)
    bar(two, "is open in another window as well")
    two.do("file.close")
    assert two.window.panes.start_page.isVisible()
    assert told(two) == []
    one.close()
    two.close()


PROGRAM = """
import sys
from pathlib import Path
from cueline.episode import edits
from cueline.io import open_document
from cueline.io.journal.writing import Journal
from tests.io.journalled_work import Work

path, folder = map(Path, sys.argv[1:])
work = Work(open_document(path))
journal = Journal.begin(folder, work.document)
work.append = journal.append
journal.flush()
print("open", flush=True)
for text in sys.stdin:
    work.do(edits.set_text(work.episode, 3, text.strip()))
    work.end_saving(work.document.save(work.begin_saving()))
    journal.flush()
    print("saved", flush=True)
journal.close()
journal.wait()
"""


@pytest.fixture
def program(sample, data_folder):
    """Return a function that lets another program, which has the sample open, save a text in it."""
    command = [sys.executable, "-c", PROGRAM, str(sample), str(data_folder / "journals")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as other:

        def save(text):
            other.stdin.write(f"{text}\n")
            other.stdin.flush()
            assert other.stdout.readline() == "saved\n"

        assert other.stdout.readline() == "open\n"
        yield save
        other.stdin.close()


def test_another_program_with_the_file_is_called_that(desk, sample, program):
    desk.start(sample)
    bar(desk, "is open in another Cueline as well")
    program("From there.")
    desk.qtbot.waitUntil(lambda: desk.items[3].text == "From there.")
    assert desk.note == "1 line changed by another Cueline. Undo brings back what was here."
    retime(desk, 5)
    program("From there again.")
    bar(desk, f"Another Cueline changed {sample.name} on disk, and you have unsaved changes here.")
    desk.do("file.save")
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    assert desk.question().text() == f"{sample.name} was changed by another Cueline."
    desk.answer("Cancel")
    replaced(
        sample, "From there again", "From nobody"
    )  # it still has the file, and is not who did it
    bar(desk, f"Somebody else changed {sample.name} on disk")
