"""The window's thread syncs nothing, and opens and moves no file of the user's: a disk may be far away, or hang."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest

from tests.benchmarks.episodes import made_file


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def touched(monkeypatch, site):
    """Note what the window's own thread does with the user's files, and what it syncs; it is done as ever."""
    seen: list[str] = []
    own = threading.get_ident()

    def note(owner: object, name: str, *, anywhere: bool = False) -> None:
        real = getattr(owner, name)

        def noting(*given, **named):
            users = isinstance(given[0], str | Path) and str(site) in str(given[0])
            if (anywhere or users) and threading.get_ident() == own:
                seen.append(f"{name} {given[0]}")
            return real(*given, **named)

        monkeypatch.setattr(owner, name, noting)

    for name in ("open", "replace", "rename", "unlink", "mkdir", "chmod"):
        note(os, name)
    note(io, "open")
    note(os, "fsync", anywhere=True)
    return seen


def by_someone_else(path, old: bytes, new: bytes):
    """Change a file as another program does: not in the window's thread."""
    change = threading.Thread(target=lambda: path.write_bytes(path.read_bytes().replace(old, new)))
    change.start()
    change.join()


def test_a_day_s_work_touches_no_file_in_the_window_s_thread(desk, site, touched):
    path = site / "episode.md"
    path.write_bytes(made_file(60))
    touched.clear()  # the line above was this test's own
    window = desk.start(path)
    desk.go(20)
    desk.press("Return")
    desk.type("x")
    desk.press("Escape", "F11", "Ctrl+Z", "Ctrl+Y", "F9", "Ctrl+D")
    desk.wait_for_dialog()
    desk.press("Delete", "Escape")
    desk.qtbot.waitUntil(lambda: desk.note.startswith("Taken back"))
    window.activateWindow()
    desk.qtbot.waitUntil(window.isActiveWindow)
    desk.save()
    by_someone_else(path, b"people", b"persons")
    desk.qtbot.waitUntil(lambda: "on disk" in desk.note)
    desk.do("hop.start")
    desk.press("Return", "Escape")
    desk.do("file.close")
    desk.qtbot.waitUntil(lambda: window.session.document is None)
    window.open_path(path)
    desk.wait_for_opening()
    assert window.close()
    assert touched == []
