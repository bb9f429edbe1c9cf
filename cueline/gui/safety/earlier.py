"""Earlier versions of the open file: kept at each save, compared, taken back in, written to copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cueline.episode import Episode
from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.files import problems
from cueline.gui.store import Store
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import Document
    from cueline.io.joining.renamed import Renamed
    from cueline.io.saving.earlier import EarlierState
    from cueline.io.saving.versions import Versions
    from cueline.widgets.reviewing.versions_dialog import VersionLine, VersionsDialog

_TOLD = 30
"""Of how many versions it is told how much differs: each has to be read for that."""


class Earlier(QObject):
    """Shows the versions that saves left behind."""

    compare_requested = Signal(object, str)  # Document, what it is

    def __init__(self, bench: Workbench, store: Store, background: Background) -> None:
        super().__init__(bench)
        self._bench, self._store, self._background = bench, store, background
        self._dialog: VersionsDialog | None = None
        self._states: list[EarlierState] = []
        self._lines: list[VersionLine] = []
        self._told_of: Episode | None = None
        """What the lines compare with."""
        self._compared: datetime | None = None
        """Which one was compared: the list comes back there."""
        self._job: Job | None = None
        self._not_kept: OSError | None = None
        """Why what a file held before the last save could not be kept."""
        self.show_text: Callable[[], bool] = lambda: False
        """What lists the versions of a text that does not parse; False where none is shown. Set by the window."""

    def keep(self, document: Document) -> None:
        """Keep what the files of a document hold, before they are written; called beside the window's thread."""
        from cueline.io.saving.earlier import keep_states

        self._not_kept = keep_states(document, self._versions())

    def keep_saved(self, document: Document) -> None:
        """Keep what was just saved, beside the window; say where what was there before could not be kept."""
        from cueline.io.saving.earlier import keep_saved

        versions = self._versions()
        self._background.run(lambda: keep_saved(document, versions), lambda job: job.result())
        if self._not_kept is not None:
            why = problems.reason(self._not_kept)
            self._bench.said.emit(
                f"Saved, but what was there before is in no Earlier Version: {why}."
            )

    def keep_text(self, path: Path, data: bytes, *, saved: bool = False) -> None:
        """Keep the text that a file held which does not parse, or holds now that it is `saved`, as `keep` does."""
        with suppress(OSError):
            self._versions().keep(path, data, saved=saved)

    def keep_target(self, path: Path) -> None:
        """Keep what a file holds that the user chose to write to, if there is one, as `keep` does."""
        from cueline.io.saving.earlier import keep_target

        keep_target(path, self._versions())

    def keep_open(self, document: Document, now: Episode, *, surely: bool = False) -> None:
        """Keep what is open and is about to go, as `keep` does; `surely`: SaveError where that cannot be."""
        from cueline.io import SaveError

        try:
            self._keep_surely(document, document.render_all(now))
        except SaveError:
            if surely:
                raise

    def keep_disk(self, document: Document) -> None:
        """Keep what somebody else wrote and is about to go, as `keep` does; SaveError where that cannot be."""
        self._keep_surely(document, {file.path: file.disk for file in document.files})

    def _keep_surely(self, document: Document, files: Mapping[Path, bytes]) -> None:
        from cueline.io import SaveError

        try:
            for path, data in files.items():
                self._versions().keep(path, data)
        except OSError as error:
            why = f"It cannot be kept in Earlier Versions: {problems.reason(error)}"
            raise SaveError(document.path, why) from error

    def follow(self, there: Renamed) -> None:
        """Keep the versions of files that were renamed under their new names."""
        versions = self._versions()

        def work() -> None:
            with suppress(OSError):  # they stay under the old name then
                for old, new in there.places.items():
                    versions.follow(old, new)

        self._background.run(work, lambda job: job.result())

    def show(self) -> None:
        """List the versions of the open file."""
        if self.show_text():
            return
        if self._bench.session.document is None or not self._bench.commit_open():
            return
        now = self._bench.episode
        self._find(now, lambda job: self._listed(job, now))

    def show_again(self) -> None:
        """List them again, at the one that was compared, if one was."""
        if self._compared is None:
            return
        now, told_of = self._bench.episode, self._told_of
        self._open()
        if now is not told_of:
            self._find(now, lambda job: self._told_anew(job, now))

    def close(self) -> None:
        """Close the list, if it is open, and do not show it again."""
        self._stop()
        self._compared = None
        if self._dialog is not None:
            self._dialog.reject()

    def _versions(self) -> Versions:
        from cueline.io.saving.versions import FOLDER, Versions

        return Versions(self._store.folder / FOLDER)

    def _find(self, now: Episode, then: Callable[[Job], None]) -> None:
        document, versions = self._bench.session.document, self._versions()
        if document is not None:
            self._do(lambda: _found(document, now, versions), then)

    def _do(self, work: Callable[[], object], then: Callable[[Job], None]) -> None:
        """Do one thing at a time: who asks for another one does not want the first any more."""

        def done(job: Job) -> None:
            self._job = None
            then(job)

        self._stop()
        self._job = self._background.run(work, done)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _listed(self, job: Job, now: Episode) -> None:
        if self._bench.episode is now:
            (self._states, self._lines), self._told_of = job.result(), now
            self._open()
        elif self._compared is None:
            self.show()  # a save has ended meanwhile, or something was typed

    def _told_anew(self, job: Job, now: Episode) -> None:
        """Say in the list that is open how far each is from what is here now."""
        (_, lines), self._told_of = job.result(), now
        if self._dialog is not None and len(lines) == len(self._states):
            self._lines = lines
            self._dialog.set_lines(lines)

    def _open(self) -> None:
        from cueline.widgets.reviewing.versions_dialog import VersionsDialog

        document, compared = self._bench.session.document, self._compared
        if document is None:
            return
        self.close()
        whens = [state.when for state in self._states]
        row = whens.index(compared) if compared is not None and compared in whens else 0
        dialog = VersionsDialog(document.name, self._lines, self._bench.window, row)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.compare_requested.connect(lambda place: self._read(place, self._compare))
        dialog.take_requested.connect(lambda place: self._read(place, self._take))
        dialog.copy_requested.connect(self._copy)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _read(self, place: int, then: Callable[[EarlierState, Document], None]) -> None:
        document, state = self._bench.session.document, self._states[place]
        if document is not None:
            self._do(lambda: state.read(document), lambda job: self._was_read(job, state, then))

    def _was_read(
        self, job: Job, state: EarlierState, then: Callable[[EarlierState, Document], None]
    ) -> None:
        from cueline.io import DocumentError
        from cueline.io.saving.versions import DamagedVersionError

        try:
            found: Document = job.result()
        except DocumentError as error:
            why = f"something in line {error.line} is not as in an episode"
            self._say(f"It cannot be shown: {why}. Save a Copy… writes it as it was.")
        except DamagedVersionError as error:
            self._say(str(error))
        else:
            self.close()
            then(state, found)

    def _compare(self, state: EarlierState, found: Document) -> None:
        self._compared = state.when
        self.compare_requested.emit(found, _named(state))

    def _take(self, state: EarlierState, found: Document) -> None:
        from cueline.gui.reviewing.comparing import beside

        document, now = self._bench.session.document, self._bench.episode
        if document is not None:
            self._do(
                lambda: beside(document, now, found.episode),
                lambda job: self._taken(job, state, found, now),
            )

    def _taken(self, job: Job, state: EarlierState, found: Document, before: Episode) -> None:
        then: Episode = job.result()
        if self._bench.episode is not before:
            self._take(state, found)  # something was changed meanwhile
            return
        edit = Edit("file.versions", None, f"back to what {_named(state)}")
        if self._bench.attempt(edit, lambda _: then):
            self._bench.said.emit(
                f"It is what {_named(state)}, and not saved yet. Undo takes that back."
            )
        else:
            self._bench.said.emit("It says the same as now.")

    def _copy(self, place: int) -> None:
        document, state = self._bench.session.document, self._states[place]
        if document is None:
            return
        path = next(iter(state.versions))
        stamp = f"{state.when.astimezone():%Y-%m-%d-%H%M}"
        target = path.with_name(f"{path.stem}.{stamp}{path.suffix}")
        version = state.versions[path]
        dialogs.choose_target(
            self._bench.window,
            "Save a copy",
            target,
            lambda chosen: self._write(version.read, chosen),
        )

    def _write(self, read: Callable[[], bytes], target: Path) -> None:
        from cueline.io.saving import atomic

        def work() -> None:
            data = read()
            self.keep_target(target)
            atomic.write(target, data)

        self._background.run(work, lambda job: self._written(job, target))

    def _written(self, job: Job, target: Path) -> None:
        from cueline.io import SaveError
        from cueline.io.saving.versions import DamagedVersionError

        try:
            job.result()
        except SaveError as error:
            self._say(error.reason)
        except DamagedVersionError as error:
            self._say(str(error))
        except OSError as error:
            self._say(problems.refusal(error))
        else:
            self._say(f"Written to {target.name}.")

    def _say(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.say(text)
        else:
            self._bench.said.emit(text)

    def _forget(self) -> None:
        self._stop()
        self._dialog = None


def _found(
    document: Document, now: Episode, versions: Versions
) -> tuple[list[EarlierState], list[VersionLine]]:
    """Return the earlier states, and a line that tells of each; how much differs is told of the newest."""
    from cueline.io.saving.earlier import earlier_states

    states = earlier_states(document, versions)
    return states, [
        _line(state, document, now if place < _TOLD else None) for place, state in enumerate(states)
    ]


def _line(state: EarlierState, document: Document, now: Episode | None) -> VersionLine:
    """Tell of a state, and how far it is from `now`, if that is given."""
    from cueline.widgets.reviewing.versions_dialog import VersionLine

    name = f"{'Saved' if state.saved else 'Before'} {told_time(state.when)}"
    if now is None:
        return VersionLine(name)
    told, readable = _difference(state, document, now)
    return VersionLine(f"{name}  ·  {told}", readable)


def _difference(state: EarlierState, document: Document, now: Episode) -> tuple[str, bool]:
    """Say how much differs, and whether the state can be read."""
    from cueline.episode.review import review_rows
    from cueline.gui.reviewing.comparing import beside
    from cueline.io import DocumentError
    from cueline.io.saving.versions import DamagedVersionError

    try:
        then = state.read(document).episode
        if document.read_only:  # such as an empty file: nothing can be put into it
            return problems.counted(len(then.items), "row"), False
        count = len(review_rows(beside(document, now, then), now))
    except DocumentError:
        return "no text of an episode: it can only be saved as a copy", False
    except DamagedVersionError:
        return "cannot be read any more", False
    return (f"{problems.counted(count, 'difference')} from now" if count else "says the same"), True


def _named(state: EarlierState) -> str:
    """Name a state in a sentence that begins with "what"."""
    return f"{'was saved' if state.saved else 'it was before'} {told_time(state.when)}"


def told_time(when: datetime) -> str:
    """Tell when something was (UTC), as one does here."""
    local = when.astimezone()
    today = local.date() == datetime.now().astimezone().date()
    return f"{local:%H:%M:%S} today" if today else f"{local:%A, %d %B, %H:%M}"
