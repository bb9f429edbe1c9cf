"""A file of its own, for what is made of the open one: chosen by the user, and written beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from cueline.gui import dialogs
from cueline.gui.asking import Asking
from cueline.gui.background import Background, Job
from cueline.gui.files import problems
from cueline.gui.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Words:
    """What is said where the file chosen is one that is open, with what to do, and where nothing can be written."""

    taken: str
    advice: str
    failed: str


class NewFile(QObject):
    """Writes bytes to where the user wants them, but never to a file that is open."""

    written = Signal(object)  # Path

    def __init__(self, bench: Workbench, background: Background, words: Words) -> None:
        super().__init__(bench)
        self.keep_target: Callable[[Path], object] = lambda _: None
        """Keeps what a file holds that was chosen to be written to; called beside the window's thread."""
        self._bench, self._background, self._words = bench, background, words

    def choose(
        self, dialog: QDialog, title: str, proposed: Path, data: bytes, taken: Sequence[Path]
    ) -> None:
        """Ask where to write `data`; once that is known, and it is none of `taken`, `dialog` is accepted."""
        dialogs.choose_target(
            dialog, title, proposed, lambda path: self._look(dialog, data, path, taken)
        )

    def _look(self, dialog: QDialog, data: bytes, path: Path, taken: Sequence[Path]) -> None:
        from cueline.io.saving import atomic

        def go_on(one_of_them: bool) -> None:
            if one_of_them:
                dialogs.tell(dialog, self._words.taken, self._words.advice)
            else:
                dialog.accept()
                self._write(data, path)

        Asking(dialog).ask(lambda: atomic.is_one_of(path, taken), go_on)

    def _write(self, data: bytes, path: Path) -> None:
        from cueline.io.saving import atomic

        def write() -> Path:
            self.keep_target(path)
            atomic.write(path, data)
            return path

        self._background.run(write, self._tell)

    def _tell(self, job: Job) -> None:
        from cueline.io import SaveError

        try:
            path = job.result()
        except (OSError, SaveError) as error:
            why = error.reason if isinstance(error, SaveError) else problems.refusal(error)
            dialogs.tell(self._bench.window, self._words.failed, why)
        else:
            self.written.emit(path)
