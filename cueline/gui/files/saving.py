"""Saving: to the file, to another one, and what is asked when the file is no longer what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.episode.renumbered import Renumbered
from cueline.gui import dialogs
from cueline.gui.asking import Asking
from cueline.gui.background import Background, Job
from cueline.gui.busy import Busy
from cueline.gui.files import problems
from cueline.gui.files.elsewhere import Writer
from cueline.gui.files.life import DocumentLife, Request, Then
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode import Episode
    from cueline.io import Document, SaveError
    from cueline.io.joining.renamed import Renamed

Act = Callable[[], None]
FAULT = "something in Cueline itself went wrong"


@dataclass(frozen=True, slots=True)
class _Task:
    """What is written: to `path` (None: the file itself), `over` whatever it holds now; `came_in` with a join."""

    path: Path | None = None
    over: bool = False
    came_in: str = ""


class Saving(QObject):
    """Writes the document off the window's thread; what is asked for meanwhile is done when it has ended."""

    ended = Signal()
    """A save has ended, well or not."""
    wrote = Signal(object)  # Document
    not_saved = Signal(object)  # SaveError
    disk_requested = Signal()
    """What the disk holds is to be shown in the place of what is here."""
    join_requested = Signal()
    renamed = Signal(object, bool)  # Renamed, and that it is saved there

    def __init__(
        self, bench: Workbench, background: Background, life: DocumentLife, busy: Busy
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._background = background
        self._life = life
        self._busy = busy
        self._disk = Asking(self)
        self.keep_disk: Callable[[Document], object] = lambda _: None
        """Keeps what another program wrote, before it is overwritten; set by the window."""
        self.keep_target: Callable[[Path], object] = lambda _: None
        """Keeps what a file holds that was chosen to be written to; called there too."""
        self.before_writing: Sequence[Callable[[Document], object]] = ()
        """What is done with a document whose files are about to be written, beside the window's thread."""
        self.writer_of: Callable[[Document], Writer] = _is_somebodys
        """Who wrote what is new on the disk; called beside the window's thread."""
        self.save_text: Callable[[], bool] = _is_no_text
        """What saves a text that is shown because it does not parse; False where none is."""
        self.save_text_as: Callable[[], bool] = _is_no_text
        """What saves it to another file."""
        self.ask_before: Callable[[Path | None, Act, Act], None] = lambda _, save, __: save()
        """Asks before something of others goes from the file, then saves, or stays; set by the window."""
        life.save_and = self._save_and

    def save(self) -> None:
        """Save to the file; where its text is shown, which does not parse, that text."""
        if not self.save_text():
            self._save_and(None)

    def save_joined(self, came_in: str) -> None:
        """Save what was joined because a save had met another file; `came_in` says what the others had changed."""
        self._life.request(Request.SAVE, lambda: self._begin(_Task(came_in=came_in), None))

    def save_as(self) -> None:
        """Save to a file that the user chooses."""
        if not self.save_text_as():
            self._save_elsewhere(None)

    def save_copy(self) -> None:
        """Write what is here to a copy that the user names; the window stays with its file, unsaved."""
        self._copy_and(None)

    def write_over(self) -> None:
        """Write what is here over what the file holds now, which goes to the earlier versions."""
        self._write_over_and(None)

    def save_anew(self) -> None:
        """Write the file anew that is gone from the disk."""
        document = self._bench.session.document
        if document is not None:
            self._save_to(document.path, None)

    def _save_and(self, then: Then | None) -> None:
        if self._bench.session.editable:
            self._life.request(Request.SAVE, lambda: self._begin(_Task(), then))

    def _write_over_and(self, then: Then | None) -> None:
        self._life.request(Request.SAVE, lambda: self._begin(_Task(over=True), then))

    def _save_elsewhere(self, then: Then | None) -> None:
        document = self._bench.session.document
        if document is None:
            return
        dialog = dialogs.choose_target(
            self._bench.window, "Save as", document.path, lambda path: self._save_to(path, then)
        )
        dialog.rejected.connect(self._life.stayed)

    def _save_to(self, path: Path, then: Then | None) -> None:
        self._life.request(Request.SAVE, lambda: self._begin(_Task(path), then))

    def _copy_and(self, then: Then | None) -> None:
        document = self._bench.session.document
        if document is not None:
            proposed = copy_paths(document)
            self._disk.ask_briefly(
                lambda: _first_free(proposed),
                lambda path: self._choose_copy(path, then),
                proposed[0],
            )

    def _choose_copy(self, proposed: Path, then: Then | None) -> None:
        dialog = dialogs.choose_target(
            self._bench.window,
            "Save a copy",
            proposed,
            lambda path: self._write_copy(path, then),
        )
        dialog.rejected.connect(self._life.stayed)

    def _write_copy(self, path: Path, then: Then | None) -> None:
        session = self._bench.session
        document, episode = session.document, session.episode
        if document is None:
            return

        def work() -> None:
            self.keep_target(path)
            document.save(episode, path)

        self._busy.begin(f"Saving {path.name}…")
        self._background.run(work, lambda job: self._copied(job, path, episode, then))

    def _copied(self, job: Job, path: Path, episode: Episode, then: Then | None) -> None:
        """Say where the copy is; go on with what the user wanted, for which the changes are safe there now."""
        from cueline.io import SaveError

        self._busy.end()
        try:
            job.result()
        except SaveError as error:
            dialogs.tell(self._bench.window, f"{path.name} was not saved.", error.reason)
            self._life.stayed.emit()
            return
        document = self._bench.session.document
        name = document.name if document is not None else ""
        self._bench.said.emit(f"Your copy is {path}. This window is still {name}.")
        if then is not None:
            if self._bench.session.episode is episode:
                self._life.give_up()
            self._life.go_on(then)

    def _begin(self, task: _Task, then: Then | None) -> None:
        """Write, once it is known that what others did is to be written over."""
        if task.over:
            self._start(task, then)
            return

        def go_on() -> None:
            self._life.request(Request.SAVE, lambda: self._start(task, then))

        self.ask_before(task.path, go_on, self._life.stayed.emit)

    def _start(self, task: _Task, then: Then | None) -> None:
        session = self._bench.session
        document, episode = session.document, session.episode
        if document is None:
            return
        session.begin_saving()
        if then is not None:
            self._life.put_off(then)
        target = task.path or document.path
        self._busy.begin(f"Saving {target.name}…")
        self._background.run(
            lambda: self._write(document, episode, task),
            lambda job: self._saved(job, target, _said_of(task, document)),
        )

    def _write(
        self, document: Document, episode: Episode, task: _Task
    ) -> tuple[Document, Renumbered]:
        if task.over:
            document = _over_disk(document)
            self.keep_disk(document)
        if task.path is not None:
            self.keep_target(task.path)
        for prepare in self.before_writing:
            prepare(document)
        saved = document.save(episode, task.path)
        return saved, Renumbered.between(episode, saved.episode)

    def _saved(self, job: Job, target: Path, said: str) -> None:
        from cueline.io import SaveError

        saved, renumbered, error = None, None, SaveError(target, FAULT)
        try:
            saved, renumbered = job.result()
        except SaveError as told:
            error = told
        finally:  # a fault of the program goes on to the outer door, and the window can save again
            self._busy.end()
            self._bench.session.end_saving(saved, renumbered)
            self.ended.emit()
            if saved is not None and said:
                self._bench.said.emit(said)
            self._tell(saved, error)

    def _tell(self, saved: Document | None, error: SaveError) -> None:
        from cueline.io import StaleFileError

        if saved is not None:
            self.wrote.emit(saved)
            self._life.end_save(well=True)
        elif isinstance(error, StaleFileError):
            then = self._life.take_later()
            (self._look_for_it if error.gone else self._tell_stale)(error.path, then)
        else:
            self.not_saved.emit(error)
            self._life.end_save(well=False)

    def _tell_stale(self, path: Path, then: Then | None) -> None:
        document, episode = self._bench.session.document, self._bench.session.episode
        if document is None:
            return
        self._background.run(
            lambda: (_why_not_joined(document, episode), self.writer_of(document)),
            lambda job: self._weigh(job, path, then),
        )

    def _weigh(self, job: Job, path: Path, then: Then | None) -> None:
        """Ask what is to be done with a file that holds something else, and may not be what can be joined."""
        why, writer = job.result()
        what = f"{path.name} was changed {writer.value}."
        if why:
            self._ask_to_write_over(what, why, then)
        elif self._bench.session.clean and then is None:
            self.join_requested.emit()  # nothing here is unsaved: what is there is shown
        else:
            self._ask_about_stale(what, then)

    def _join(self) -> None:
        self._life.stayed.emit()
        self.join_requested.emit()

    def _ask_about_stale(self, what: str, then: Then | None) -> None:
        dialogs.ask(
            self._bench.window,
            what,
            "It is no longer what was opened here, so it was not written over. Your changes are safe in this window."
            " Join and Save puts the two together, and asks where both have changed the same; or save yours to a copy,"
            " or read the file again: Undo then brings yours back.",
            [
                ("Join and Save", self._join),
                ("Save a Copy…", lambda: self._copy_and(then)),
                ("Read It Again", self._read_again),
            ],
            on_cancel=self._life.stayed.emit,
        )

    def _read_again(self) -> None:
        self._life.stayed.emit()
        self.disk_requested.emit()

    def _ask_to_write_over(self, what: str, why: str, then: Then | None) -> None:
        dialogs.ask(
            self._bench.window,
            what,
            f"As it is on disk now, it cannot be joined with what you have here: {why} What you have is safe in this"
            " window. Write Mine puts it there; what is there now is then in Earlier Versions.",
            [
                ("Write Mine", lambda: self._write_over_and(then)),
                ("Save a Copy…", lambda: self._copy_and(then)),
            ],
            on_cancel=self._life.stayed.emit,
        )

    def _look_for_it(self, path: Path, then: Then | None) -> None:
        """Look whether a file that is gone has another name now, then ask."""
        document = self._bench.session.document
        if document is None:
            return

        def work() -> tuple[Renamed | None, bool]:
            from cueline.io.joining.renamed import find_renamed

            return find_renamed(document), path.parent.is_dir()

        self._background.run(work, lambda job: self._ask_about_gone(job, path, then))

    def _ask_about_gone(self, job: Job, path: Path, then: Then | None) -> None:
        found: Renamed | None
        found, has_folder = job.result()
        document = self._bench.session.document
        what = "It was moved, renamed or deleted since it was opened here."
        choices = [("Save As…", lambda: self._save_elsewhere(then))]
        if has_folder:
            choices.insert(0, ("Save It Again", lambda: self._save_to(path, then)))
        else:
            what = f"Its folder {path.parent} is not there any more. Save it to another place."
        if found is not None and document is not None and found.following(document):
            what = f"It is {found.path} now."
            choices.insert(
                0, (f"Save to {found.path.name}", lambda: self._save_renamed(found, then))
            )
        dialogs.ask(
            self._bench.window,
            f"{path.name} is gone from the disk.",
            f"{what} Your changes are safe in this window.",
            choices,
            on_cancel=self._life.stayed.emit,
        )

    def _save_renamed(self, there: Renamed, then: Then | None) -> None:
        self.renamed.emit(there, True)
        self._save_and(then)


def copy_paths(document: Document) -> list[Path]:
    """Return where a copy of what is open may be proposed, beside the file; the first that is free is."""
    path = document.path
    stem = path.stem.removesuffix("-transcript") if len(document.files) > 1 else path.stem
    names = (f"{stem} (mine{number})" for number in ("", *(f" {n}" for n in range(2, 100))))
    return [path.with_name(f"{name}{path.suffix}") for name in names]


def _first_free(places: Sequence[Path]) -> Path:
    return next((place for place in places if not place.exists()), places[-1])


def _said_of(task: _Task, document: Document) -> str:
    """Return what the status line says when a document has been written; "" where the usual is enough."""
    from cueline.io.joining.conflict_markers import has_markers

    if task.over:
        return f"Yours is written to {document.name}. What was there is in Earlier Versions."
    if task.came_in:
        return f"Joined and saved {datetime.now():%H:%M}, {task.came_in}."
    marked = [file.path.name for file in document.files if has_markers(file.disk)]
    if marked:
        return f"Saved without conflicts. For git it is still to be said: git add {marked[0]}"
    return ""


def _over_disk(document: Document) -> Document:
    from cueline.io import SaveError
    from cueline.io.joining.rereading import over_disk

    try:
        return over_disk(document)
    except OSError as error:
        raise SaveError(document.path, problems.refusal(error)) from error


def _why_not_joined(document: Document, now: Episode) -> str:
    from cueline.io.joining.rereading import why_not_joined

    return why_not_joined(document, now)


def _is_somebodys(_: Document) -> Writer:
    return Writer.SOMEBODY


def _is_no_text() -> bool:
    return False
