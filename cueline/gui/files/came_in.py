"""The steps with which something comes in from the disk, and who made it."""

from __future__ import annotations

from dataclasses import replace

from cueline.gui.files.elsewhere import Writer
from cueline.gui.undo import Edit

RELOAD = Edit("file.reload", None, "what changed on disk")
REVERT = Edit("file.revert", None, "going back to what is on disk")
JOIN = Edit("file.join", None, "joining with what is on disk")

_BATCH = "what the batch changed"
_LABELS = {
    Writer.SOMEBODY: RELOAD.label,
    Writer.WINDOW: "what changed in another window",
    Writer.PROGRAM: "what another Cueline changed",
}
_WHO = {
    _BATCH: "a change of many files",
    _LABELS[Writer.WINDOW]: "you in another window",
    _LABELS[Writer.PROGRAM]: "another Cueline",
}


def reload_of(writer: Writer, *, by_batch: bool) -> Edit:
    """Return the edit that shows what was written."""
    return replace(RELOAD, label=_BATCH if by_batch else _LABELS[writer])


def by_whom(label: str) -> str:
    """Say who made what came in with a step, by the step's label."""
    return _WHO.get(label, "somebody else")
