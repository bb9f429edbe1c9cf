"""A file that is shown as text, because it does not parse, is changed on the disk: read again, or asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cueline.gui.background import Background, Job
from cueline.gui.checks.mending import Mending
from cueline.gui.checks.text_reading import Broken
from cueline.gui.files.watching import FileWatch, Held
from cueline.gui.workbench import Workbench
from cueline.system_faults import in_words
from cueline.widgets.notice_bar import Notice, NoticeBar
from cueline.widgets.problems.source_page import SourcePage

if TYPE_CHECKING:
    from cueline.io import SaveError

AGAIN_MS = 1000
"""How long one waits for a dialog that is open."""


class TextOnDisk(QObject):
    """Keeps a text that is shown, and what the disk holds of it, from drifting apart."""

    open_requested = Signal(object)  # Path

    def __init__(
        self, bench: Workbench, mending: Mending, page: SourcePage, notices: NoticeBar,
        background: Background,
    ) -> None:  # fmt: skip
        super().__init__(bench)
        self._bench, self._mending, self._page = bench, mending, page
        self._notices, self._background = notices, background
        self._notice: Notice | None = None
        self._followed: Held = ()
        self._put_off: bytes | None = None
        self._refused = False
        self.keep: Callable[[Path, bytes], object] = _keeps_nothing
        """What keeps the bytes that a file held; called beside the window's thread."""
        self.watch = FileWatch(self._held, background, self)
        self.watch.changed.connect(self._read)
        self.watch.same.connect(self._settle)
        self.watch.gone.connect(self._tell_gone)
        mending.changed.connect(self.follow)
        mending.saving.not_saved.connect(self._note_not_saved)

    def follow(self) -> None:
        """Watch the text that is shown now, if it is another one, or has been saved."""
        held = self._held()
        if held != self._followed:
            self._followed, self._put_off = held, None
            self._settle()
            self.watch.follow()

    def note_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Look whether the file is another one when the window is active again."""
        if old is None and now is not None and now.window() is self._bench.window:
            self.watch.look()

    def _held(self) -> Held:
        broken = self._mending.shown
        return () if broken is None else ((broken.path, broken.on_disk),)

    def _note_not_saved(self, error: SaveError) -> None:
        """Say it with what can be done, where that is because the file is no longer what was read."""
        from cueline.io import StaleFileError

        if isinstance(error, StaleFileError):
            self._refused = True
            self._look_anew()

    def _look_anew(self) -> None:
        self._put_off = None
        self.watch.look_anew()

    def _read(self) -> None:
        broken = self._mending.shown
        if broken is None:
            return
        path, before = broken.path, broken.on_disk

        def work() -> bytes:
            data = path.read_bytes()
            if data != before:
                self.keep(path, before)
            return data

        self._background.run(work, lambda job: self._was_read(job, broken))

    def _was_read(self, job: Job, broken: Broken) -> None:
        if self._mending.shown is not broken:
            return
        try:
            data: bytes = job.result()
        except OSError:
            self.watch.look_anew()
            return
        if QApplication.activeModalWidget() is not None:
            QTimer.singleShot(AGAIN_MS, self.watch.look_anew)
        elif self._mending.unsaved or self._mending.undone is not None:
            self._ask(broken, data)
        elif not data.strip():
            self._tell_empty(broken)
        else:
            self.open_requested.emit(broken.path)
            self._bench.said.emit(f"{broken.path.name} was changed on disk, and is read again.")

    def _ask(self, broken: Broken, data: bytes) -> None:
        if data == self._put_off:
            return
        somebody = "Not saved: somebody" if self._refused else "Somebody"
        self._show(
            f"{somebody} else changed the file on disk, and you have changed its text here. Both are safe.",
            [
                ("Compare", partial(self._compare, broken, data)),
                ("Take Theirs", partial(self._take, broken, data)),
                ("Keep Mine", partial(self._keep, broken, data)),
                ("Later", partial(self._later, data)),
            ],
        )

    def _compare(self, broken: Broken, data: bytes) -> None:
        """Show how the text differs from the disk; the question is still open."""
        from cueline.io.diff import text_diff
        from cueline.widgets.reviewing.text_compare import TextCompare

        theirs, name = data.decode("utf-8", "replace"), broken.path.name
        dialog = TextCompare(text_diff(theirs, self._page.text(), name), self._bench.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()
        self._look_anew()

    def _take(self, broken: Broken, data: bytes) -> None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            self._bench.said.emit("What is on disk now is no UTF-8 text, and cannot be shown here.")
            self._look_anew()
            return
        if self._is(broken, data):
            self._page.replace_text(text)
            self._mending.try_again()
            self._page.view.setFocus()
            self._bench.said.emit("This is the text on disk. Undo brings yours back.")

    def _keep(self, broken: Broken, data: bytes) -> None:
        if self._is(broken, data):
            self._page.view.setFocus()
            self._bench.said.emit("Yours is kept. Saving it replaces what is on disk now.")

    def _is(self, broken: Broken, data: bytes) -> bool:
        """Take it that the file holds `data`; False where another text is shown by now."""
        if self._mending.shown is not broken:
            return False
        broken.on_disk, broken.newer = data, ""  # what is to be kept was chosen
        self._mending.changed.emit()
        return True

    def _later(self, data: bytes) -> None:
        self._put_off = data
        self._bench.said.emit("Put off till you save, or the file changes again.")

    def _tell_empty(self, broken: Broken) -> None:
        """Say that nothing is in the file any more; its text stays, as an open transcript does then."""
        what = f"{broken.path.name} is empty on disk now. Its text is still here."
        self._show(
            what, [("Save It Again", self._save_again), ("Save As…", self._mending.save_text_as)]
        )

    def _tell_gone(self, error: OSError) -> None:
        broken = self._mending.shown
        if broken is None:
            return
        if isinstance(error, FileNotFoundError):
            what = f"{broken.path.name} is gone from the disk: it was moved, renamed or deleted."
            actions = [
                ("Save It Again", self._save_again),
                ("Save As…", self._mending.save_text_as),
            ]
        else:
            what = f"{broken.path.name} cannot be read any more: {in_words(error)}."
            actions = [("Look Again", self._look_anew)]
        self._show(f"{what} Its text is still here.", actions)

    def _save_again(self) -> None:
        if self._mending.active:
            self._mending.saving.save_anew(self._mending.to_save())

    def _show(self, text: str, actions: Sequence[tuple[str, object]]) -> None:
        self._settle()
        self._notice = self._notices.show_message(text, kind="warning", actions=actions)  # type: ignore[arg-type]

    def _settle(self) -> None:
        notice, self._notice, self._refused = self._notice, None, False
        if notice is not None and notice in self._notices.notices():
            notice.closed.emit(notice)


def _keeps_nothing(*_: object) -> None:
    return
