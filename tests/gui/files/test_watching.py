"""What is watched of a file, by itself: no more than the system can watch, and not over and over again."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from cueline.gui.background import Background
from cueline.gui.files.watching import SETTLE_MS, FileWatch


@pytest.fixture
def watch(qtbot):
    """Return a function that watches files and counts how often it is asked for them."""
    parent = QObject()
    background = Background(parent)
    made = []

    def begin(*paths):
        files, asked = tuple((path, path.read_bytes()) for path in paths), []

        def held():
            asked.append(paths)
            return files

        made.append(FileWatch(held, background, parent))
        made[-1].follow()
        return made[-1], asked

    yield begin
    for one in made:
        one.stop()
    background.finish()


def wait_for_quiet(qtbot, asked):
    """Wait until it is not asked for the files any more: it would be soon, were it to go on for ever."""

    def asked_again():
        before = len(asked)
        qtbot.wait(3 * SETTLE_MS)
        return len(asked) != before

    qtbot.waitUntil(lambda: bool(asked) and not asked_again())


def test_a_file_that_the_system_cannot_watch_is_not_tried_for_ever(qtbot, watch, tmp_path):
    """Its name is no text, so that Qt does not find it; on macOS it would be a folder behind a link."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md"))
    path.write_bytes(b"One.")
    found, asked = watch(path)
    wait_for_quiet(qtbot, asked)
    path.write_bytes(b"Two.")  # its folder is watched all the same
    with qtbot.waitSignal(found.changed):
        (tmp_path / "other").touch()


def test_a_file_behind_a_link_is_watched_where_it_is(qtbot, watch, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    path = tmp_path / "link/e.md"
    path.write_bytes(b"One.")
    found, asked = watch(path)
    wait_for_quiet(qtbot, asked)
    with qtbot.waitSignal(found.changed):
        (tmp_path / "real/e.md").write_bytes(b"Two.")


def test_a_file_that_nobody_may_read_for_a_moment_is_not_said_to_be_gone(
    qtbot, watch, tmp_path, monkeypatch
):
    """So it is on Windows while another program writes it."""
    path, real, refused = tmp_path / "e.md", Path.read_bytes, []
    path.write_bytes(b"One.")
    found, asked = watch(path)
    said = []
    found.gone.connect(said.append)
    wait_for_quiet(qtbot, asked)

    def held(self):
        if not refused:
            refused.append(PermissionError(13, "used by another process", str(self)))
            raise refused[0]
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", held)
    with qtbot.waitSignal(found.changed):
        path.write_bytes(b"Two.")
    assert refused
    assert said == []
