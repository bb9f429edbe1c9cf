"""Closing a window whose save takes long: what is waited for is said, and nobody has to wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton

from cueline.gui import dialogs
from cueline.gui.files.life import DocumentLife
from cueline.gui.files.saving import Saving
from cueline.gui.safety.journalling import Journalling
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

SLOW_MS = 600
"""After how long it is said that the window waits for its save."""

SAFE = "Your changes are kept safe: if the file does not get them, the next start brings them back."
NOT_SAFE = "Your changes cannot be kept safe just now either: what the file does not get is lost."


class Leaving(QObject):
    """Asks whether to go on waiting for the save; a window that is closed without it leaves its journal behind."""

    def __init__(
        self, bench: Workbench, life: DocumentLife, saving: Saving, journal: Journalling
    ) -> None:
        super().__init__(bench)
        self._bench, self._life, self._journal = bench, life, journal
        self._go: Callable[[], None] | None = None
        self._box: QMessageBox | None = None
        self._slow = QTimer(self, interval=SLOW_MS, singleShot=True)
        self._slow.timeout.connect(self._ask)
        life.leaving_later.connect(self._begin)
        saving.ended.connect(self._end)

    def _begin(self, go: Callable[[], None]) -> None:
        self._go = go
        self._slow.start()

    def _ask(self) -> None:
        document = self._bench.session.document
        if document is None or self._box is not None:
            return
        self._box = dialogs.ask(
            self._bench.window,
            f"{document.name} is still being saved.",
            "The disk does not answer yet. The window closes as soon as the file is saved. "
            + (SAFE if self._journal.is_safe else NOT_SAFE),
            [("Close Now", self._leave)],
            cancel="Wait",
        )
        wait = self._box.escapeButton()
        if isinstance(wait, QPushButton):
            self._box.setDefaultButton(wait)
        self._box.finished.connect(self._forget)

    def _leave(self) -> None:
        go, self._go = self._go, None
        if go is not None and self._bench.session.saving:
            self._life.take_later()
            go()

    def _end(self) -> None:
        self._go = None
        self._slow.stop()
        if self._box is not None:
            self._box.reject()

    def _forget(self) -> None:
        self._box = None
