"""Saving a text that does not parse: to its file as it is, to another one, or anew where its file is gone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import SaveError

Then = Callable[[], None]


@dataclass(frozen=True, slots=True)
class ToSave:
    """A text on its way to the disk: its file, what that held when it was read, and the text."""

    path: Path
    on_disk: bytes
    data: bytes


class TextSaving(QObject):
    """Writes beside the window; what a file held before is kept as an earlier version, and so is what was written.

    `stayed` is sent when a save came to nothing.
    """

    written = Signal(object)  # ToSave
    written_elsewhere = Signal()
    open_requested = Signal(object)  # Path
    not_saved = Signal(object)  # SaveError
    stayed = Signal()

    def __init__(self, bench: Workbench, background: Background) -> None:
        super().__init__(bench)
        self._bench, self._background = bench, background
        self.keep: Callable[..., object] = _keeps_nothing
        """Keeps what a file held, or (`saved`) holds now; called beside the window's thread."""
        self.keep_target: Callable[[Path], object] = _keeps_nothing
        """Keeps what a file holds that was chosen to be written to; called there too."""
        self._busy = False

    @property
    def busy(self) -> bool:
        """Tell whether a text is being written."""
        return self._busy

    def save(self, text: ToSave, then: Then | None = None) -> None:
        """Write a text to its file; refused where that is no longer what was read, asked about where it is gone."""
        self._run(lambda: self._write(text), lambda job: self._saved(job, text, then))

    def save_anew(self, text: ToSave, then: Then | None = None) -> None:
        """Write a file anew that is gone, or empty."""
        self._run(lambda: self._write(text, anew=True), lambda job: self._saved(job, text, then))

    def save_as(self, text: ToSave, then: Then | None = None) -> None:
        """Write a text to a file that the user chooses, and open that; without that, go on with `then`."""
        dialog = dialogs.choose_target(
            self._bench.window, "Save as", text.path, lambda path: self._save_to(path, text, then)
        )
        dialog.rejected.connect(self.stayed)

    def look(self, text: ToSave) -> None:
        """Say that there is nothing to save; ask what is to be done if the file is gone all the same."""
        self._bench.said.emit("The text is what the file holds: there is nothing to save.")
        self._background.run(
            text.path.exists, lambda job: None if job.result() else self._ask_about_gone(text, None)
        )

    def _save_to(self, path: Path, text: ToSave, then: Then | None) -> None:
        from cueline.io.saving import atomic

        def work() -> bool:
            if atomic.is_same_file(path, text.path):
                self._write(text, anew=not path.exists())
                return False
            self.keep_target(path)
            atomic.write(path, text.data)
            self.keep(path, text.data, saved=True)
            return True

        self._run(work, lambda job: self._saved_to(job, path, text, then))

    def _write(self, text: ToSave, *, anew: bool = False) -> None:
        """Write a text to its file, beside the window."""
        if anew:
            _write_again(text.path, text.data)
        else:
            self.keep(text.path, text.on_disk)
            _write(text)
        self.keep(text.path, text.data, saved=True)

    def _run(self, work: Callable[[], object], then: Callable[[Job], None]) -> None:
        self._busy = True
        self._background.run(work, then)

    def _saved(self, job: Job, text: ToSave, then: Then | None) -> None:
        if self._is_written(job, text, then):
            self._tell_written(text, then)

    def _tell_written(self, text: ToSave, then: Then | None) -> None:
        self.written.emit(text)
        self._bench.said.emit(f"Saved {text.path.name}")
        if then is not None:
            then()

    def _saved_to(self, job: Job, path: Path, text: ToSave, then: Then | None) -> None:
        if not self._is_written(job, text, then):
            return
        if not job.result():  # it is the same file
            self._tell_written(text, then)
            return
        self.written_elsewhere.emit()
        (then or (lambda: self.open_requested.emit(path)))()

    def _is_written(self, job: Job, text: ToSave | None = None, then: Then | None = None) -> bool:
        from cueline.io import SaveError, StaleFileError

        self._busy = False
        try:
            job.result()
        except SaveError as error:
            if text is not None and isinstance(error, StaleFileError) and error.gone:
                self._ask_about_gone(text, then)
            else:
                self._tell_not_saved(error)
            return False
        return True

    def _tell_not_saved(self, error: SaveError) -> None:
        self.not_saved.emit(error)
        self.stayed.emit()

    def _ask_about_gone(self, text: ToSave, then: Then | None) -> None:
        dialogs.ask(
            self._bench.window,
            f"{text.path.name} is gone from the disk.",
            "It was moved, renamed or deleted since it was opened here. Its text is safe in this window.",
            [
                ("Save It Again", lambda: self.save_anew(text, then)),
                ("Save As…", lambda: self.save_as(text, then)),
            ],
            on_cancel=self.stayed.emit,
        )


def _write(text: ToSave) -> None:
    from cueline.io.saving import atomic

    atomic.check_unchanged(text.path, text.on_disk)
    atomic.write(text.path, text.data, text.on_disk)


def _write_again(path: Path, data: bytes) -> None:
    """Write a file that is gone, or empty; SaveError where something is in it again, or it cannot be written."""
    from cueline.io.saving import atomic

    there: bytes | None = None
    with suppress(FileNotFoundError):
        try:
            there = path.read_bytes()
        except PermissionError as error:
            raise atomic.not_written(path, error) from error
    if there is not None and there.strip():
        atomic.check_unchanged(path, b"")
    atomic.write(path, data, there)


def _keeps_nothing(*_: object, **__: object) -> None:
    return
