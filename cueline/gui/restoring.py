"""After a crash: what was kept is offered by a bar, and comes back as one step that can be undone."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from cueline.gui import dialogs
from cueline.gui.problems import counted
from cueline.gui.recovery import Kept, Recovery, forget, restored
from cueline.gui.store import write_whole
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.widgets.notice_bar import NoticeBar


class Restoring(QObject):
    """Offers what a crash left, opens the file, and puts the changes back."""

    open_requested = Signal(str)

    def __init__(self, bench: Workbench, recovery: Recovery, notices: NoticeBar) -> None:
        super().__init__(bench)
        self._bench = bench
        self._recovery = recovery
        self._notices = notices
        self._wanted: Kept | None = None

    def offer(self) -> None:
        """Show a bar for what was left over."""
        for kept in self._recovery.left_over():
            text = (
                f"Kept safe at {_time(kept.when)}: {counted(kept.count, 'change')} to"
                f" {kept.path.name} that {'was' if kept.count == 1 else 'were'} not saved."
            )
            self._notices.show_message(
                text,
                kind="warning",
                actions=[
                    ("Show", lambda kept=kept: self.show(kept)),
                    ("Discard", lambda kept=kept: forget(kept.note)),
                ],
            )

    def show(self, kept: Kept) -> None:
        """Open the file and put the changes back in."""
        self._wanted = kept
        self.open_requested.emit(str(kept.path))

    def restore_into_open(self) -> None:
        """Put the changes back, if the file that was opened is the one that was asked for."""
        kept, self._wanted = self._wanted, None
        document = self._bench.session.document
        if kept is None or document is None or document.path != kept.path:
            return
        episode = restored(kept, document)
        if episode is None:
            self._offer_copy(kept)
            return
        edit = Edit("file.restore", None, "restored changes")
        if self._bench.attempt(edit, lambda _: episode):
            changes = counted(kept.count, "change")
            self._bench.said.emit(f"Restored: {changes}. Undo takes them out again.")
        self._recovery.keep()
        forget(kept.note)

    def _offer_copy(self, kept: Kept) -> None:
        target = kept.path.with_name(f"{kept.path.stem}.kept{kept.path.suffix}")
        dialogs.ask(
            self._bench.window,
            f"{kept.path.name} changed since {_time(kept.when)}.",
            f"The changes that were kept belong to what it was before. They can be written to {target.name},"
            " beside it, to compare the two. The file itself stays as it is.",
            [("Write the Copy", lambda: self._write_copy(kept, target.name))],
        )

    def _write_copy(self, kept: Kept, name: str) -> None:
        try:
            write_whole(kept.path.with_name(name), kept.text_file.read_bytes())
        except OSError as error:
            self._bench.said.emit(f"The copy could not be written: {error.strerror}")
        else:
            forget(kept.note)
            self._bench.said.emit(f"Written to {name}.")


def _time(when: str) -> str:
    moment = datetime.fromisoformat(when)
    today = moment.date() == datetime.now().date()
    return f"{moment:%H:%M}" if today else f"{moment:%d %b, %H:%M}"
