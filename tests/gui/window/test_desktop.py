"""What the desktop asks of the program: files of the Finder, the end of the session. By stand-ins for both."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from cueline.gui.app import Windows
from cueline.io.journal.reading import Journalled, read_journal

MAC = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from cueline.gui.app import Windows, build
app, window = build(["cueline"])
window.show()
windows = app.findChildren(Windows)[-1]
for name in sys.argv[1:]:
    app.postEvent(app, QFileOpenEvent(QUrl.fromLocalFile(name)))
    app.processEvents()
print([str(window.files.opening) for window in windows.all], len(windows.all))
"""

ENDED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from cueline.gui.app import Windows, build

def wait(done):
    for _ in range(2000):
        if done():
            return
        QTest.qWait(5)

app, _ = build(["cueline", *sys.argv[1:]])
saved, unsaved = windows = app.findChildren(Windows)[-1].all
for window in windows:
    window.show()
    wait(lambda: window.session.document is not None)
    window.panes.table.open_cell(0, caret=0)
    QTest.keyClicks(window.panes.table.cells.text, "Well, ")
    window.panes.table.commit_typing()
saved.findChild(QAction, "file.save").trigger()
wait(lambda: saved.session.clean and not saved.session.saving)
unsaved.journal.flush()
QTimer.singleShot(0, lambda: app.exit(0))  # as the system ends it, its windows open
app.exec()
"""


class Session:
    """Stands in for the session manager of the system, which waits while it is told to."""

    def __init__(self):
        self.cancelled = False

    def allowsInteraction(self):  # noqa: N802
        return True

    def release(self):
        """Interaction is over."""

    def cancel(self):
        self.cancelled = True


def windows():
    return QApplication.instance().findChildren(Windows)[-1]


def end_session() -> Session:
    manager: Any = Session()
    windows().end_session(manager)
    return manager


def test_files_of_the_finder_open_in_the_empty_window_and_then_in_others(sample, write):
    other = write("---\ntranscript:\n- line: Hello.\n  who: A\n---\n")
    run = subprocess.run(
        [sys.executable, "-c", MAC, str(sample), str(other)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.stdout.strip().endswith("2"), run.stderr


def test_nothing_holds_up_the_end_of_the_session_where_all_is_saved(opened):
    assert not end_session().cancelled
    assert opened.question() is None


def test_the_end_of_the_session_waits_for_what_is_typed_and_keeps_it(opened, data_folder):
    opened.go(1)
    opened.press("Return", "End")
    opened.type(" And more.")
    assert end_session().cancelled
    (journal,) = Path(data_folder, "journals").glob("*.journal")
    read = read_journal(journal)
    assert isinstance(read, Journalled)
    episode = read.replay().episode
    assert episode.items[1].text.endswith(" And more.")
    opened.answer("Don’t Save")
    opened.qtbot.waitUntil(lambda: not windows().all)


def test_the_end_of_the_session_leaves_what_was_not_saved_and_nothing_else(write, data_folder):
    text = "---\ntranscript:\n- line: Hello.\n  who: A\n---\n"
    saved, unsaved = write(text, "saved.md"), write(text, "unsaved.md")
    subprocess.run(
        [sys.executable, "-c", ENDED, str(saved), str(unsaved)],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert "Well, Hello." in saved.read_text()
    assert unsaved.read_text() == text
    (journal,) = Path(data_folder, "journals").glob("*.journal")
    left = read_journal(journal)
    assert isinstance(left, Journalled)
    assert left.path == unsaved
    assert left.replay().episode.items[0].text == "Well, Hello."
