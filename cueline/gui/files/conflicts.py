"""A file in which git left conflict markers: the two versions are joined, and what differs is chosen row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.busy import Busy
from cueline.gui.files.choosing import Choosing
from cueline.gui.files.joining import entries
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.joining import Choice, Joined, RowId
    from cueline.io import DocumentError
    from cueline.io.joining.conflicted import Conflict, ConflictedError

LABEL = "joining the two versions"


class Conflicts(Choosing):
    """Shows the versions of a conflicted file; `joined` carries its text without markers, and what to call that."""

    joined = Signal(bytes, str)

    def __init__(self, bench: Workbench, background: Background, busy: Busy) -> None:
        super().__init__(bench, background, busy)
        self._given_up_with: tuple[bytes | None, Mapping[RowId, Choice]] = (None, {})
        """What the file held, and what was chosen of it before that was given up."""

    def offered(self, error: DocumentError) -> list[tuple[str, Callable[[], None]]]:
        """Begin with a file that has conflict markers; return what is offered beside it, for when that was given up."""
        from cueline.io.joining.conflicted import ConflictedError

        if not isinstance(error, ConflictedError):
            return []
        self.begin(error)
        return [("Join…", partial(self.begin, error))]

    def begin(self, error: ConflictedError) -> None:
        """Take the file apart, and ask what cannot be joined by itself."""
        from cueline.io.joining.conflicted import taken_apart

        def work() -> tuple[Conflict, Joined, bytes]:
            conflict = taken_apart(error.path, error.data)
            found = conflict.join()
            return conflict, found, conflict.text(found)

        self.close()
        self._begin(f"Taking {error.path.name} apart…", work, self._taken_apart)

    def _taken_apart(self, job: Job) -> None:
        found: tuple[Conflict, Joined, bytes] | None = self._result(job)
        if found is None:
            return
        conflict, joined, text = found
        if joined.rows:
            data, choices = self._given_up_with
            self._ask(conflict, joined, choices if data == _data(conflict) else {})
        else:
            self.joined.emit(text, LABEL)

    def _ask(
        self, conflict: Conflict, joined: Joined, choices: Mapping[RowId, Choice], why: str = ""
    ) -> None:
        from cueline.widgets.reviewing.join_dialog import JoinDialog

        mine, theirs = (
            f" · {name}" if name else "" for name in (conflict.our_name, conflict.their_name)
        )
        columns = ("Before", f"Mine{mine}", f"Theirs{theirs}")
        told = _told(len(joined.rows), conflict.path.name)
        dialog = JoinDialog(entries(joined.rows), told, self._bench.window, columns)
        dialog.choose_again(choices, why)
        self._open(dialog, partial(self._join, conflict), partial(self._give_up, conflict))

    def _join(self, conflict: Conflict, choices: Mapping[RowId, Choice]) -> None:
        def work() -> tuple[Joined, bytes, str]:
            from cueline.io import SaveError

            joined = conflict.join(choices)
            try:
                return joined, conflict.text(joined), ""
            except SaveError as error:
                return joined, b"", error.reason

        told = f"Joining the versions of {conflict.path.name}…"
        self._begin(told, work, lambda job: self._written(job, conflict, choices))

    def _written(self, job: Job, conflict: Conflict, choices: Mapping[RowId, Choice]) -> None:
        found: tuple[Joined, bytes, str] | None = self._result(job)
        if found is None:
            return
        joined, text, fault = found
        if fault:
            why = f"It cannot be joined so. {fault} Choose something else."
            self._ask(conflict, joined, choices, why)
        else:
            self.joined.emit(text, LABEL)

    def _give_up(self, conflict: Conflict, choices: Mapping[RowId, Choice]) -> None:
        self._given_up_with = _data(conflict), choices

    def _result(self, job: Job) -> Any:
        """Return what came of the work; None where it came to nothing, which is told."""
        from cueline.io import SaveError
        from cueline.io.joining.conflict_markers import ConflictError

        try:
            return job.result()
        except (ConflictError, SaveError) as error:
            what = "The two versions cannot be joined here. The file is as it was."
            dialogs.tell(self._bench.window, what, error.reason)
            return None


def _data(conflict: Conflict) -> bytes | None:
    return conflict.ways.document.on_disk


def _told(count: int, name: str) -> str:
    what = "one value" if count == 1 else f"{count:,} values"
    return (
        f"Git could not join {what} of {name} by itself. Choose for each; all else is joined already. "
        "Nothing is written until you save."
    )
