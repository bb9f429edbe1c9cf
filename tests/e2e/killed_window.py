"""A program that is worked with at random, to be killed; or started again, to say what it brought back.

    python -m tests.e2e.killed_window work LOG SEED FILE
    python -m tests.e2e.killed_window look

`work` writes a line to LOG with each change: when it was, and a digest of the episode.
"""

from __future__ import annotations

import json
import sys
import time
from hashlib import sha256
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cueline.episode import Episode
from cueline.gui.app import build
from cueline.gui.window.main_window import MainWindow
from cueline.media.hand_player import HandPlayer

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PRESSES = (
    (Qt.Key.Key_Right, ALT),
    (Qt.Key.Key_Left, ALT),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_H, CONTROL | SHIFT),
    (Qt.Key.Key_Z, CONTROL),
    (Qt.Key.Key_Z, CONTROL | SHIFT),
    (Qt.Key.Key_S, CONTROL),
)
WAIT = 20.0


def digest(episode: Episode) -> str:
    """Return what tells this state of an episode from all others."""
    values = repr((episode.items, episode.clips, episode.fields, episode.body))
    return sha256(values.encode()).hexdigest()


def main() -> None:
    """Do what the command line says."""
    kind, *rest = sys.argv[1:]
    app, window = build(["cueline", *rest[2:]], lambda: HandPlayer(80.0))
    window.show()
    until = time.monotonic() + WAIT
    while window.session.document is None and time.monotonic() < until:
        app.processEvents()
    if kind == "look":
        look(window)
    else:
        work(window, Path(rest[0]), Random(int(rest[1])))


def look(window: MainWindow) -> None:
    """Say what was brought back, and what undoing all of it leads to."""
    session = window.session
    told = {
        "digest": digest(session.episode),
        "index": session.index,
        "unsaved": session.unsaved_count,
        "notices": [notice.text for notice in window.panes.notices.notices()],
    }
    session.undo_to(0)
    print(json.dumps({**told, "first": digest(session.episode)}), flush=True)


def work(window: MainWindow, log: Path, random: Random) -> None:
    """Press keys at random, for ever."""
    table, session = window.panes.table, window.session
    with log.open("a") as file:

        def note() -> None:
            file.write(json.dumps([time.time(), digest(session.episode)]) + "\n")
            file.flush()

        note()
        session.changed.connect(note)
        while True:
            count = len(window.session.episode.items)
            if table.open_cell_at() is None:
                table.setFocus()
                table.set_current(random.randrange(count))
            press(window, random)
            QTest.qWait(random.randrange(1, 60))


def press(window: MainWindow, random: Random) -> None:
    """Press one key, or type a word into a text."""
    table = window.panes.table
    if random.random() < 0.4:
        QTest.keyClick(table, Qt.Key.Key_Return)
        QTest.keyClicks(window.focusWidget() or table, random.choice(("word ", "no, ", "x")))
        QTest.keyClick(window.focusWidget() or table, Qt.Key.Key_Escape)
    else:
        QTest.keyClick(table, *random.choice(PRESSES))


if __name__ == "__main__":
    main()
