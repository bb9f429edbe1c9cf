"""After a crash: what was kept is offered by a bar, and comes back as one step that can be undone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cueline.gui import dialogs, problems
from cueline.gui.background import Background, Job
from cueline.gui.kept import Kept, forget, restored, whole_text
from cueline.gui.problems import counted
from cueline.gui.recovery import Recovery
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.widgets.notice_bar import Notice, NoticeBar


class Restoring(QObject):
    """Offers what a crash left, opens the file, and puts the changes back."""

    open_requested = Signal(str)

    def __init__(
        self, bench: Workbench, recovery: Recovery, notices: NoticeBar, background: Background
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._recovery = recovery
        self._notices = notices
        self._background = background
        self._wanted: Kept | None = None
        self._offers: dict[Path, Notice] = {}

    def offer(self, path: Path | None = None) -> None:
        """Show a bar for each note that was left over, of `path` or of any file, and is not offered already."""
        for kept in self._recovery.left_over(path):
            if self._offers.get(kept.note) not in self._notices.notices():
                self._offer(kept)

    def show(self, kept: Kept) -> None:
        """Open the file and put the changes back in."""
        self._wanted = kept
        self.open_requested.emit(str(kept.path))

    def note_opened(self) -> None:
        """Put the changes back, if the file that was opened is the one that was asked for; else offer them."""
        kept, self._wanted = self._wanted, None
        document = self._bench.session.document
        if document is None:
            return
        if kept is None or document.path != kept.path:
            if kept is not None:
                self._offer(kept)
            self.offer(document.path)
        elif (episode := restored(kept, document)) is None:
            self._offer_copy(kept, f"{kept.path.name} changed since {_time(kept.when)}.")
        else:
            edit = Edit("file.restore", None, "restored changes")
            if self._bench.attempt(edit, lambda _: episode):
                changes = counted(kept.count, "change")
                self._bench.said.emit(f"Restored: {changes}. Undo takes them out again.")
            self._recovery.take_over(kept.note)
            self._recovery.settle()

    def note_unreadable(self) -> None:
        """Offer a copy, if the file that cannot be opened is the one that was asked for."""
        kept, self._wanted = self._wanted, None
        if kept is not None:
            there = kept.path.exists()
            self._offer_copy(
                kept,
                f"{kept.path.name} {'cannot be read any more' if there else 'is not there any more'}.",
            )

    def note_stayed(self) -> None:
        """Offer again what was asked for, when its file was not opened after all."""
        kept, self._wanted = self._wanted, None
        if kept is not None:
            self._offer(kept)

    def _offer(self, kept: Kept) -> None:
        changes, were = counted(kept.count, "change"), "was" if kept.count == 1 else "were"
        self._offers[kept.note] = self._notices.show_message(
            f"Kept safe at {_time(kept.when)}: {changes} to {kept.path.name} that {were} not saved.",
            kind="warning",
            actions=[("Show", lambda: self.show(kept)), ("Discard", lambda: forget(kept.note))],
            stays=True,
        )

    def _offer_copy(self, kept: Kept, what: str) -> None:
        target = _unused(kept.path)
        if target.parent.is_dir():
            where, go_on = (
                f"They can be written to {target.name}, beside it, to compare the two.",
                ("Write the Copy", lambda: self._write_copy(kept, target)),
            )
        else:
            where, go_on = (
                "They can be written to another place.",
                ("Save a Copy…", lambda: self._choose_copy(kept)),
            )
        dialogs.ask(
            self._bench.window,
            what,
            "The changes that were kept belong to what it was before."
            f" {where} The file itself stays as it is.",
            [go_on],
            on_cancel=lambda: self._offer(kept),
        )

    def _choose_copy(self, kept: Kept) -> None:
        start = Path.home() / _unused(kept.path).name
        dialog = dialogs.choose_target(
            self._bench.window, "Save a copy", start, lambda path: self._write_copy(kept, path)
        )
        dialog.rejected.connect(lambda: self._offer(kept))

    def _write_copy(self, kept: Kept, target: Path) -> None:
        from cueline.io import atomic

        def write() -> None:
            atomic.write(target, whole_text(kept))

        self._background.run(write, lambda job: self._copied(job, kept, target))

    def _copied(self, job: Job, kept: Kept, target: Path) -> None:
        from cueline.io import DocumentError, SaveError

        try:
            job.result()
        except (OSError, SaveError, DocumentError) as error:
            why = problems.reason(error) if isinstance(error, OSError) else error.reason
            dialogs.tell(self._bench.window, "The copy could not be written.", why)
            self._offer(kept)
        else:
            forget(kept.note)
            self._bench.said.emit(f"Written to {target.name}.")


def _unused(path: Path) -> Path:
    """Return a name beside `path` for a copy, at which there is nothing yet."""
    number, target = 1, path.with_name(f"{path.stem}.kept{path.suffix}")
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.kept-{number}{path.suffix}")
    return target


def _time(when: str) -> str:
    moment = datetime.fromisoformat(when)
    today = moment.date() == datetime.now().date()
    return f"{moment:%H:%M}" if today else f"{moment:%d %b, %H:%M}"
