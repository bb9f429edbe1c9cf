"""What the window can do just now, as words that the table of actions uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QAction

from cueline.episode import Line
from cueline.gui.actions import real_actions
from cueline.gui.workbench import Workbench


def words(bench: Workbench, *, recent: bool, open_file: bool, passing: Iterable[str]) -> set[str]:
    """Return the words that hold: `recent`, there are recent files; `open_file`, some file is shown.

    `passing` are words of passes, which hold in any document: `tapping`, `tapped`, `hopping`.
    """
    session = bench.session
    document, editable = session.document is not None, session.editable
    line = bench.line
    row = document and bench.index is not None
    holds = {
        "always": True,
        "recent": recent,
        "open": open_file or document,
        "document": document,
        "editable": editable,
        "changed": document and not session.clean,
        "undo": session.can_undo,
        "redo": session.can_redo,
        "row": editable and row,
        "line": editable and isinstance(line, Line),
        "timed": editable and line is not None and line.start is not None,
        "stamp": editable and row,
        "section": editable and row,
        "clip": editable and bool(session.episode.clips),
        "clip_edge": editable and bool(session.episode.clips),
        "sound": document,
        "sound_line": row,
        "sound_timed": row and line is not None and line.start is not None,
    }
    return {word for word, true in holds.items() if true} | (set(passing) if document else set())


def enable(
    actions: Mapping[str, QAction], holding: Iterable[str], texts: Mapping[str, str]
) -> None:
    """Enable the actions whose word holds, and no other; `texts` are for those that say what they would do now."""
    held = set(holding)
    for action in real_actions():
        actions[action.id].setEnabled(action.when in held)
    for name, text in texts.items():
        actions[name].setText(text)
