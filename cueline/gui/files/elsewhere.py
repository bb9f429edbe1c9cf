"""Other windows that have the open file too: that is said as long as it is so, and what they write is known."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cueline.gui.background import Background, Job
from cueline.gui.files import problems
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import Document
    from cueline.widgets.notice_bar import Notice, NoticeBar

LOOK_MS = 1000
"""How often it is looked whether the other one still has the file, while that is said."""


class Writer(Enum):
    """Who wrote what is new on the disk, as far as it is known."""

    SOMEBODY = "by somebody else"
    WINDOW = "in another window"
    PROGRAM = "by another Cueline"


class Elsewhere(QObject):
    """Knows of other windows with the same file, by their claims in the `journals` of all programs."""

    def __init__(
        self, bench: Workbench, background: Background, notices: NoticeBar, journals: Path
    ) -> None:
        super().__init__(bench)
        self._bench, self._background = bench, background
        self._notices, self._journals = notices, journals
        self._notice: Notice | None = None
        self._written: dict[str, bytes] = {}
        self._look = QTimer(self, interval=LOOK_MS, singleShot=True)
        self._look.timeout.connect(self._look_again)

    def follow(self) -> None:
        """Begin anew with another document, or none."""
        self._end()
        self._written = {}

    def tell(self, document: Document, in_program: bool) -> None:
        """Say that another window, or another program, has the file open too, as long as it has."""
        self._end()
        said = problems.open_elsewhere(document, in_program=in_program)
        self._notice = self._notices.show_message(said, kind="warning")
        self._look.start()

    def note_written(self, document: Document) -> None:
        """Note what another window of this program wrote."""
        here, written = self._bench.session.document, self._written
        if here is None:
            return

        def note() -> None:
            own = {_real(file.path) for file in here.files}
            for file in document.files:
                if _real(file.path) in own:
                    written[_real(file.path)] = file.data

        self._background.run(note, lambda job: job.result())  # before the file is read again there

    def writer_of(self, document: Document) -> Writer:
        """Tell who wrote what is new in these files; they are read, beside the window's thread."""
        from cueline.io.journal.reading import held_in

        held = held_in([file.path for file in document.files])
        new = {path: data for path, data in held.items() if data != _disk_of(document, path)}
        if new and all(data == self._written.get(_real(path)) for path, data in new.items()):
            return Writer.WINDOW
        return Writer.PROGRAM if self._is_saved_by_another(document.path, held) else Writer.SOMEBODY

    def _is_saved_by_another(self, path: Path, held: Mapping[Path, bytes | None]) -> bool:
        """Tell whether the journal of another program says that it saved what the files hold."""
        from cueline.io.journal import claims
        from cueline.io.journal.reading import Journalled, read_journal
        from cueline.io.journal.records import digest_of

        others = claims.journals_of_others(self._journals, path)
        digest = digest_of(data or b"" for data in held.values()) if others else ""
        reads = [read for read in map(read_journal, others) if isinstance(read, Journalled)]
        return any(read.saved and read.digest == digest for read in reads)

    def _look_again(self) -> None:
        document = self._bench.session.document
        if document is not None and self._notice in self._notices.notices():
            path = document.path
            self._background.run(lambda: self._count(path), self._counted)

    def _count(self, path: Path) -> int:
        from cueline.io.journal import claims

        return len(claims.holders(self._journals, path))

    def _counted(self, job: Job) -> None:
        if job.result() > 1:  # this window is one of them
            self._look.start()
        else:
            self._end()

    def _end(self) -> None:
        self._look.stop()
        notice, self._notice = self._notice, None
        if notice is not None and notice in self._notices.notices():
            notice.closed.emit(notice)


def _disk_of(document: Document, path: Path) -> bytes:
    return next(file.disk for file in document.files if file.path == path)


def _real(path: Path) -> str:
    return os.path.realpath(path)
