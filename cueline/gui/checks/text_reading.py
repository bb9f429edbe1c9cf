"""A text that does not parse is read again as it is changed: what is wrong now, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.gui.background import Background, Job
from cueline.gui.files import problems
from cueline.gui.workbench import Workbench
from cueline.widgets.problems.mend_panel import Mend
from cueline.widgets.problems.source_page import SourcePage

if TYPE_CHECKING:
    from cueline.io import Document, DocumentError, Repair

PAUSE_MS = 500
_NO_TRANSCRIPT = "This is no transcript yet"
_NOTHING_KNOWN = (
    "No mend is known for this. Change the text by hand: it is read again at each pause in typing."
)
_TOO_LONG = (
    "No mend is known for this, and the text is too long to be changed here. Change it in a text editor: once it is"
    " saved there, it is read again."
)


@dataclass
class Broken:
    """A file that is shown as text: what the disk holds, and what was found in the text when it was last read."""

    path: Path
    on_disk: bytes
    document: Document | None = None
    repairs: Sequence[Repair] = ()
    taken: str = ""
    """The text that was mended last."""
    newer: str = ""
    """What is to be said of the file where it holds something that was written after the text; else ""."""


class TextReading(QObject):
    """Reads beside the window, and says in the panel what came of it."""

    due = Signal()
    """It is time to read the text again."""
    read_again = Signal(object)  # DocumentError, None where it can be read

    def __init__(self, bench: Workbench, page: SourcePage, background: Background) -> None:
        super().__init__(bench)
        self._bench, self._page, self._background = bench, page, background
        self._job: Job | None = None
        self._untouched = False
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.due)

    @property
    def waiting(self) -> bool:
        """Tell whether the text is another one than what was read last."""
        return self._pause.isActive()

    def begin(self, broken: Broken, error: DocumentError) -> None:
        """Say what is wrong with a text that was opened just now, and look for mends."""
        self.stop()
        self._untouched = True
        self._say(broken, error)

    def read(self, broken: Broken, data: bytes) -> None:
        """Read the text as it is now."""
        self.stop()
        self._job = self._background.run(
            lambda: read(data, broken), lambda job: self._was_read(job, broken)
        )

    def note_edit(self, broken: Broken) -> None:
        """Read the text when nothing is typed for a while; what was found in it does not hold any more."""
        self._untouched = False
        self._pause.start()
        self._page.panel.set_takeable(False, "Open It &Mended")
        broken.document = None

    def stop(self) -> None:
        """Read no more."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _was_read(self, job: Job, broken: Broken) -> None:
        from cueline.io import DocumentError

        self._job = None
        try:
            document: Document = job.result()
        except DocumentError as error:
            broken.document = None
            self._page.view.set_place(error.line, error.column)
            self._say(broken, error)
            self.read_again.emit(error)
        else:
            self._can_be_opened(broken, document)
            self.read_again.emit(None)

    def _can_be_opened(self, broken: Broken, document: Document) -> None:
        panel = self._page.panel
        self._leave_the_mends()
        self._page.view.set_place()
        if document.read_only:
            broken.document = None
            reason = f"It can only be looked at: {document.read_only}"
            panel.say(_NO_TRANSCRIPT, f"{reason} The text can be saved as it is.")
        else:
            broken.document = document
            lines = problems.counted(len(document.episode.items), "item")
            panel.say("The text can be read now", f"It has {lines}. Opening it writes nothing.")
        broken.repairs = ()
        panel.set_mends([])
        panel.set_takeable(broken.document is not None, "Open the Transcript (&M)")

    def _say(self, broken: Broken, error: DocumentError) -> None:
        panel = self._page.panel
        place = f"Line {error.line}, column {error.column}" if error.line else _NO_TRANSCRIPT
        self._leave_the_mends()
        panel.say(place, error.reason[:1].upper() + error.reason[1:])
        panel.wait()
        panel.set_takeable(False, "Open It &Mended")
        self._job = self._background.run(
            lambda: _mends(error), lambda job: self._found(job, broken)
        )

    def _leave_the_mends(self) -> None:
        """Go to the text where the focus is in the list that goes now: Qt would give it to a button."""
        if self._page.panel.list.hasFocus():
            self._page.view.setFocus()

    def _found(self, job: Job, broken: Broken) -> None:
        """Show the mends; the keys are for them in a text in which nothing was done yet."""
        self._job = None
        broken.repairs, mends = job.result()
        self._page.panel.set_mends(mends, _NOTHING_KNOWN if self._page.whole else _TOO_LONG)
        self._page.panel.set_takeable(bool(mends), "Open It &Mended")
        view = self._page.view
        idle = self._bench.window.focusWidget() is view and not view.textCursor().hasSelection()
        if mends and self._untouched and idle:
            self._page.panel.list.setFocus()
        self._untouched = False


def read(data: bytes, broken: Broken) -> Document:
    """Read a text as the file that was broken; DocumentError where it still is."""
    from cueline.io.opening import open_mended

    return open_mended(broken.path, data, broken.on_disk)


def _mends(error: DocumentError) -> tuple[list[Repair], list[Mend]]:
    from cueline.io.diff import text_diff

    old, name = error.text or "", error.path.name
    repairs = error.repairs
    return repairs, [
        (repair.label, text_diff(old, repair.data.decode("utf-8"), name)) for repair in repairs
    ]
