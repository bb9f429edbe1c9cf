"""Do a working day's steps in the real window, and tell for each how long the window did not answer at most.

`python -m tests.benchmarks.blocking_probe FILE` prints one JSON object: for each step the milliseconds and the place.
`blocking.py` runs it, in a process of its own, without a screen.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cueline.gui.app import build
from cueline.media.hand_player import HandPlayer
from tests.benchmarks.episodes import made_file
from tests.media.made_sounds import make_tone
from tests.watchdog import Watchdog

WAIT = 60.0
_OTHERS = 20


class Day:
    """The window with one file, and the steps of a day's work in it."""

    def __init__(self, path: Path) -> None:
        self.site = Path(tempfile.mkdtemp(prefix="cueline-blocking-"))
        self.path = Path(shutil.copy(path, self.site / "episode.md"))
        for number in range(_OTHERS):
            (self.site / f"other{number}.md").write_bytes(made_file(50))
        self.sounds = [make_tone(self.site / name, 60.0) for name in ("episode.wav", "other.wav")]
        self.app, self.window = build([sys.argv[0]], lambda: HandPlayer(3600.0))
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()
        self.dog = Watchdog()
        self.dog.settle(0.5)

    def run(self) -> dict[str, dict[str, Any]]:
        """Do everything once, in the order of a day; return for each step what kept the window, and where."""
        for name, step in self.steps():
            with self.dog.phase(name):
                step()
        self.dog.stop()
        return {
            gap.phase: {**asdict(gap), "own": gap.own, "held": gap.held, "busy": gap.busy}
            for gap in self.dog.gaps
        }

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the steps by name."""
        return [
            ("open", self.open),
            ("come to rest", lambda: self.dog.settle(3)),
            ("row down", lambda: self.press("Down", times=5)),
            ("page down", lambda: self.press("PgDown", times=5)),
            ("go to the end", lambda: self.press("Ctrl+End")),
            ("go to the middle", self.go_to_middle),
            ("type in a cell", self.type_in_cell),
            ("retime, with the rest", self.shift_rest),
            ("start = playhead", lambda: self.press("F11")),
            ("tap", lambda: self.press("F12", times=3)),
            ("go to a time", self.go_to_time),
            ("move an edge", self.move_edge),
            ("walk the clips", self.walk_clips),
            ("undo and redo", lambda: self.press("Ctrl+Z", "Ctrl+Y")),
            ("split and merge", self.split_and_merge),
            ("find", self.find),
            ("next problem", lambda: self.press("F8", times=2)),
            ("all panes", self.show_panes),
            ("mend a kind", self.mend_kind),
            ("another sound", lambda: self.hear(self.sounds[1])),
            ("its own sound", lambda: self.hear(self.sounds[0])),
            ("any command", lambda: self.look_for("edit.command", "shift")),
            ("settings", lambda: self.look_at("edit.settings")),
            ("keys", lambda: self.look_at("help.keys")),
            ("properties", lambda: self.look_at("file.properties")),
            ("replace", self.replace),
            ("one box", lambda: self.look_for("search.anywhere", "people")),
            ("all episodes", self.show_folder),
            ("ready to publish", lambda: self.do("file.publish")),
            ("export", self.export),
            ("save", self.save),
            ("review", self.review),
            ("switch sections", self.switch_sections),
            ("mark all", self.mark_all),
            ("select all, delete, undo", self.delete_all),
            ("revert", self.open),
        ]

    def open(self) -> None:
        """Open the file, and wait until its lines are there."""
        self.window.open_path(self.path)
        self.wait(lambda: not self.window.files.opening)
        self.dog.settle(0.7)
        self.table.setFocus()

    def go_to_middle(self) -> None:
        """Go to a line far away."""
        self.table.set_current(len(self.window.session.episode.items) // 2)
        self.dog.settle(0.3)

    def shift_rest(self) -> None:
        """Move all lines but the first, and rest till the journal has them."""
        self.table.set_current(1)
        self.window.listening.seek(30.0)
        self.press("F9")
        self.dog.settle(2.5)

    def go_to_time(self) -> None:
        """Go to the line that is said at a time."""
        self.press("Ctrl+G")
        QTest.keyClicks(self.focus, "12:30")
        self.press("Return")
        self.close_dialogs()

    def move_edge(self) -> None:
        """Move the edge nearest to the playhead, in the waveform."""
        self.do("wave.nearest_edge")
        self.press("Right", "Alt+Right", "Alt+Right", "Alt+Left")
        self.table.setFocus()

    def walk_clips(self) -> None:
        """Go from clip to clip."""
        self.window.panes.show_clips()
        self.window.panes.clips.setFocus()
        self.press("Down", "Down", "End", "Home")
        self.table.setFocus()

    def mend_kind(self) -> None:
        """Mend all problems of the first kind that is found."""
        self.do("problem.show")
        self.dog.settle(0.5)
        self.press("Home", "Down", "Shift+F")
        self.dog.settle(3)
        self.close_dialogs()
        self.table.setFocus()

    def hear(self, sound: Path) -> None:
        """Choose a sound."""
        self.window.listening.choose(sound)
        self.dog.settle(1)

    def look_at(self, action: str) -> None:
        """Open a dialog, and close it."""
        self.do(action)
        self.dog.settle(1)
        self.close_dialogs()

    def look_for(self, action: str, words: str) -> None:
        """Open what finds things, type into it, and close it."""
        self.do(action)
        for letter in words:
            QTest.keyClicks(self.focus, letter)
            self.dog.settle(0.1)
        self.dog.settle(1)
        self.close_dialogs()
        self.press("Escape")

    def replace(self) -> None:
        """Look at the list of all places of a word, and leave it."""
        bar = self.window.panes.find_bar
        bar.open_with("people", replacing=True)
        self.dog.settle(1)
        QTest.keyClicks(self.focus, "persons")
        self.press("Ctrl+Return")
        self.dog.settle(2)
        self.close_dialogs()
        self.press("Escape")

    def show_folder(self) -> None:
        """Look at all episodes of the folder, and come back."""
        self.window.open_path(self.site)
        self.dog.settle(3)
        self.window.folder.leave()
        self.dog.settle(0.5)
        self.table.setFocus()

    def type_in_cell(self) -> None:
        """Open a cell, type, rest, and leave it."""
        self.press("Return")
        QTest.keyClicks(self.focus, "some words")
        self.dog.settle(1.2)
        self.press("Escape")

    def split_and_merge(self) -> None:
        """Split a line in its middle, and join the two."""
        self.press("Return", "Home", "Ctrl+Right", "Ctrl+Return", "Escape", "Ctrl+Z")

    def find(self) -> None:
        """Type what stands in many lines, letter by letter, and go on a few times."""
        self.press("Ctrl+F")
        for letter in "people":
            QTest.keyClicks(self.focus, letter)
            self.dog.settle(0.15)
        self.dog.settle(1)
        self.press("Return", "Return", "Escape")

    def show_panes(self) -> None:
        """Bring up each pane."""
        for dock in self.window.panes.docks:
            dock.show()
            dock.raise_()
            self.dog.settle(0.5)
        self.table.setFocus()

    def export(self) -> None:
        """Look at an export."""
        self.do("file.export")
        self.dog.settle(2)
        self.close_dialogs()

    def save(self) -> None:
        """Save, and wait until it is done."""
        self.press("Ctrl+S")
        self.wait(lambda: not self.window.session.saving)
        self.dog.settle(0.5)

    def review(self) -> None:
        """Change a line, look at what changed, and leave."""
        self.press("F11", "Ctrl+D")
        self.dog.settle(2)
        self.close_dialogs()

    def switch_sections(self) -> None:
        """Walk through the tree of sections."""
        self.window.panes.tree.setFocus()
        self.press("Down", "Down", "Right", "Left", "End", "Home")
        self.table.setFocus()

    def mark_all(self) -> None:
        """Hop over a few lines, so that marks are kept."""
        self.do("hop.start")
        self.press("Return", "Return")
        self.dog.settle(1.5)
        self.press("Escape")
        self.dog.settle(1)

    def delete_all(self) -> None:
        """Take out all lines, and bring them back."""
        self.press("Ctrl+A", "Delete")
        self.dog.settle(0.5)
        self.close_dialogs()
        self.press("Ctrl+Z")
        self.dog.settle(0.5)

    def do(self, action: str) -> None:
        """Choose an action, where there is one of that name."""
        found = self.window.actions_by_id.get(action)
        if found is not None and found.isEnabled():
            found.trigger()
            self.dog.settle(0.5)

    def press(self, *keys: str, times: int = 1) -> None:
        """Press keys where the focus is, and let the window rest after each."""
        for key in keys * times:
            pressed = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
            QTest.keyClick(self.focus, pressed.key(), pressed.keyboardModifiers())
            self.dog.settle(0.25)

    def close_dialogs(self) -> None:
        """Close every dialog that is open."""
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        self.dog.settle(0.2)

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window run until something is done; RuntimeError after a minute."""
        until = time.perf_counter() + WAIT
        while not done():
            if time.perf_counter() > until:
                raise RuntimeError("it does not come to an end")
            self.dog.settle(0.02)

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.table

    @property
    def table(self) -> QWidget:
        """The table of lines."""
        return self.window.panes.table


if __name__ == "__main__":
    assert Qt.Key.Key_Return
    day = Day(Path(sys.argv[1]))
    print(json.dumps(day.run()))
    sys.stdout.flush()
    shutil.rmtree(day.site)
    import os

    os._exit(0)  # a window with changes would ask what becomes of them
