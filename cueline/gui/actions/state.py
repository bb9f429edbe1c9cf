"""What the window can do just now, as words that the table of actions uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QAction

from cueline.episode import Line
from cueline.gui.actions import real_actions
from cueline.gui.actions.action import Action
from cueline.gui.workbench import Workbench

REASONS = {
    "recent": "no episode was opened before",
    "open": "no file is open",
    "document": "no episode is open",
    "editable": "this file can only be looked at",
    "saveable": "this file can only be looked at",
    "broken": "no file is open that cannot be read",
    "versions": "no file is open",
    "changed": "nothing has changed",
    "undo": "there is nothing to take back",
    "redo": "there is nothing to do again",
    "text_cut": "no text is selected in a field",
    "text_copy": "no text is selected in a field",
    "text_paste": "no text is being typed, or there is nothing to paste",
    "row": "no row is chosen",
    "row_or_none": "no row is chosen",
    "line": "no line is chosen",
    "timed": "the chosen row has no time",
    "stamp": "no row is chosen",
    "section": "no row is chosen",
    "clip": "there are no clips",
    "clip_edge": "there are no clips",
    "sound": "no episode is open",
    "sound_line": "no row is chosen",
    "sound_timed": "the chosen row has no time",
    "tapping": "no tapping is under way",
    "tapped": "nothing has been tapped",
    "hopping": "no hop pass is under way",
}
"""Why an action cannot be done while its word does not hold; for those who look for it by name."""

_TO_LOOK_AT = ("recent", "open", "document", "sound", "sound_line", "sound_timed")
"""Words that can hold for a file that is only looked at."""


def words(
    bench: Workbench,
    *,
    recent: bool,
    open_file: bool,
    passing: Iterable[str],
    broken: bool = False,
    covered: bool = False,
) -> set[str]:
    """Return the words that hold: `recent`, there are recent files; `open_file`, some file is shown.

    `broken`: a file that does not parse is shown as text. `covered`: the page of a folder is shown over the document,
    so that nothing in it can be done unseen; its sound can still be stopped.
    `passing` are words of passes, which hold in any document: `tapping`, `tapped`, `hopping`.
    """
    session = bench.session
    if covered:
        some = {"recent": recent, "open": open_file, "sound": session.document is not None}
        return {"always", *(word for word, true in some.items() if true)}
    document, editable = session.document is not None, session.editable
    line = bench.line
    row = document and bench.index is not None
    holds = {
        "always": True,
        "recent": recent,
        "open": open_file or document,
        "document": document,
        "editable": editable,
        "saveable": editable or broken,
        "broken": broken,
        "versions": document or broken,
        "changed": document and not session.clean,
        "undo": session.can_undo,
        "redo": session.can_redo,
        "row": editable and row,
        "row_or_none": editable and (row or not session.episode.items),
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


def enable(actions: Mapping[str, QAction], held: set[str]) -> None:
    """Enable the actions whose word holds, and no other."""
    for action in real_actions():
        actions[action.id].setEnabled(action.when in held)


def rename(actions: Mapping[str, QAction], texts: Mapping[str, str]) -> None:
    """Let actions say what they would do now."""
    for name, text in texts.items():
        _, tab, key = actions[name].text().partition("\t")  # the key that the menu shows beside it
        actions[name].setText(f"{text}{tab}{key}")


def why_not(action: Action, actions: Mapping[str, QAction]) -> str:
    """Return why `action` is not available, as its neighbours tell; "" if it is."""
    if actions[action.id].isEnabled():
        return ""
    word = action.when
    if word not in ("recent", "open") and not actions["file.properties"].isEnabled():
        word = "document"
    elif word not in _TO_LOOK_AT and not actions["file.save"].isEnabled():
        word = "editable"
    return REASONS[word]
