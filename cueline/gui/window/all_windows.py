"""What goes through all windows of the program, when many files are changed at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QApplication

from cueline.gui.window.main_window import MainWindow

if TYPE_CHECKING:
    from cueline.io import Document


def all_windows() -> list[MainWindow]:
    """Return the windows of the program."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]


def unsaved_paths() -> list[Path]:
    """Return the files that have unsaved changes, in any window."""
    found: list[Path] = []
    for window in all_windows():
        window.bench.commit_open()
        document = window.session.document
        if document is not None and not window.session.clean:
            found += (part.path for part in document.parts)
        if window.mending.unsaved and window.files.path is not None:
            found.append(window.files.path)
    return found


def tell_others(window: MainWindow, document: Document) -> None:
    """Tell the other windows what `window` wrote: to them, that is not somebody else."""
    for other in all_windows():
        if other is not window and other.session.document is not None:
            other.elsewhere.note_written(document)


def read_changed(window: MainWindow, paths: Sequence[Path]) -> None:
    """Read again what `window` changed on the disk, also in each window that shows one of `paths` without changes."""
    for path in paths:
        window.works.note_saved(path)
    shown = {
        other: [part.path for part in document.parts]
        for other in all_windows()
        if (document := other.session.document) is not None
    }

    def concerned() -> list[MainWindow]:
        changed = {path.resolve() for path in paths}
        return [other for other, own in shown.items() if changed & {path.resolve() for path in own}]

    window.background.run(concerned, lambda job: _read_batch(job.result()))


def _read_batch(windows: Sequence[MainWindow]) -> None:
    for window in windows:
        if shiboken6.isValid(window) and window.session.clean:
            window.reloading.read_batch()
