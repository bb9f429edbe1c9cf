"""A new episode: begun after the newest of its folder, with its text if there is one, written and opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.episode import Episode, Header, Line, Map
from cueline.episode.voices import names_in
from cueline.gui import dialogs
from cueline.gui.asking import Asking
from cueline.gui.background import Background, Job
from cueline.gui.files import problems
from cueline.gui.store import Store
from cueline.gui.workbench import Workbench
from cueline.media.on_disk import is_folder

if TYPE_CHECKING:
    from cueline.gui.exchange.import_reading import Found, ImportReading
    from cueline.io import Document
    from cueline.io.people import Person
    from cueline.widgets.proposals.new_episode_dialog import Typed


class NewEpisodes(QObject):
    """Asks for a new episode in one dialog after the other; `made` carries the file that is to be opened.

    What was typed in a dialog that was shut is there again in the next one.
    """

    made = Signal(object)  # Path

    def __init__(self, bench: Workbench, background: Background, store: Store) -> None:
        super().__init__(bench)
        self._bench, self._background, self._store = bench, background, store
        self._open: _Asking | None = None
        self._disk = Asking(self)
        self._typed: Typed | None = None

    def show(self) -> None:
        """Ask what the new episode is."""
        self.take(None)

    def take(self, source: Path | None) -> None:
        """Ask what the new episode is whose text is in `source`; None: it has none yet."""
        empty = self._empty()
        if empty is not None:
            self._ask(source, empty.parent, empty.name)
            return
        kept, usual = (
            self._store.recall("settings", "new_episode").get("folder"),
            self._usual(source),
        )
        if not isinstance(kept, str):
            self._ask(source, usual)
            return
        self._disk.ask_briefly(
            lambda: is_folder(kept),
            lambda there: self._ask(source, Path(kept) if there else usual),
            otherwise=False,
        )

    def _ask(self, source: Path | None, folder: Path, name: str = "") -> None:
        """Ask; `name`: the file that is to be filled, "" for a new one."""
        from cueline.widgets.proposals.new_episode_dialog import Typed

        asking = self._open = _Asking(self._bench, self._background, folder)
        asking.made.connect(self._made)
        asking.left.connect(lambda typed: self._keep(typed, name))
        if self._typed is not None or name:
            typed = self._typed or Typed()
            asking.put(replace(typed, file_name=name) if name else typed)
        if source is not None:
            asking.reading.read_file(source)

    def _keep(self, typed: Typed, filled: str) -> None:
        """Keep what was typed; the name of the file that was to be filled was not."""
        self._typed = replace(typed, file_name="") if typed.file_name == filled else typed

    def _empty(self) -> Path | None:
        """Return the file that is open where nothing is in it: the new episode belongs there."""
        document = self._bench.session.document
        blank = document is not None and len(document.files) == 1 and not document.data.strip()
        return document.path.absolute() if document is not None and blank else None

    def _usual(self, source: Path | None) -> Path:
        """Return the folder where none was used last: that of the open file."""
        document = self._bench.session.document
        if document is not None:
            return document.files[-1].path.absolute().parent
        return source.absolute().parent if source is not None else dialogs.usual_folder()

    def _made(self, path: Path) -> None:
        self._typed = None
        self._store.remember("settings", "new_episode", folder=str(path.parent))
        self._bench.said.emit(f"Made {path.name}")
        self.made.emit(path)


@dataclass(frozen=True)
class _Site:
    """What a folder tells: the episode that a new one is made after, and the people of the site."""

    like: Document
    is_first: bool
    people: tuple[Person, ...] = field(default=())

    @property
    def hosts(self) -> list[str]:
        """The names in the newest episode that are not its guests': they speak in the next one too."""
        from cueline.io.formats.full_names import full_names

        guests = full_names(self.like.episode, self.people)
        bare = Episode(self.like.episode.items, fields=Map())
        return [] if self.is_first else [name for name in names_in(bare) if name not in guests]

    def guests_among(self, voices: Sequence[str]) -> list[str]:
        """Return the ids of the people whose full names are among the voices; hosts are no guests."""
        names = {name.casefold() for name in voices}
        return [
            person.id
            for person in self.people
            if person.name.casefold() in names and person.name.split()[0] not in self.hosts
        ]

    def first_names(self, guests: Sequence[str]) -> list[str]:
        """Return what guests are called, by their ids."""
        names = {person.id: person.name for person in self.people}
        return [names[key].split()[0] for key in guests if names.get(key, "").strip()]


class _Asking(QObject):
    """One dialog for a new episode, as long as it is open."""

    made = Signal(object)  # Path
    left = Signal(object)  # Typed

    def __init__(self, bench: Workbench, background: Background, folder: Path) -> None:
        from cueline.gui.exchange.import_reading import ImportReading
        from cueline.widgets.proposals.new_episode_dialog import NewEpisodeDialog

        self._dialog = dialog = NewEpisodeDialog(bench.window)
        super().__init__(dialog)
        self._background = background
        self._site: _Site | None = None
        self._folder = folder
        self._files: dict[Path, bytes] = {}
        self._proposed_from: Found | None = None
        self._making = self._writing = False
        self._job: Job | None = None
        self._looking: Job | None = None
        self.reading: ImportReading = ImportReading(dialog.source, background, None, folder, dialog)
        self.reading.changed.connect(self._propose_guests)
        self.reading.changed.connect(self._show)
        dialog.changed.connect(self._show)
        dialog.folder_requested.connect(self._choose_folder)
        dialog.make_requested.connect(self._make)
        dialog.finished.connect(self._end)
        dialog.rejected.connect(lambda: self.left.emit(dialog.typed))
        dialog.open()
        self._look(folder)

    def put(self, typed: Typed) -> None:
        """Begin with what was typed before. Its guests stand as they are, whoever speaks in the text."""
        self._dialog.put(typed)

    def _choose_folder(self) -> None:
        dialogs.choose_folder(
            self._dialog, "Choose the folder of your episodes", self._folder, self._look
        )

    def _look(self, folder: Path) -> None:
        """Find the newest episode of the folder, in the background."""
        self._folder, self._site = folder, None
        self._dialog.show_folder(folder, "Looking for the newest episode…")
        self._dialog.set_ready(False)
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self._background.run(lambda: look(folder), self._found)

    def _found(self, job: Job) -> None:
        from cueline.io.new_episode import next_numbers

        self._looking = None
        try:
            site = self._site = job.result()
        except OSError as error:
            self._dialog.show_folder(self._folder, "")
            self._dialog.show_wrong(f"The folder cannot be read: {problems.reason(error)}.")
            return
        after = (
            "No episode here yet: a plain front matter is begun."
            if site.is_first
            else f"Like the newest one here, {site.like.files[-1].name}"
        )
        self._dialog.show_folder(self._folder, after)
        self._dialog.show_numbers(*next_numbers(site.like))
        self._dialog.offer_guests([(person.id, person.name) for person in site.people])
        self._show()

    def _propose_guests(self) -> None:
        """Take the people of the site who speak in a text just read for the guests, where none are named yet."""
        found, guests = self.reading.found, self._dialog.guests
        if self._site is None or found is None or found is self._proposed_from:
            return
        self._proposed_from = found
        if not guests.guests:
            guests.setText(", ".join(self._site.guests_among([v.name for v in found.voices])))

    def _show(self) -> None:
        """Make the files as they would be, in the background, and show them."""
        if self._writing:
            return
        site, dialog = self._site, self._dialog
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._files = {}
        dialog.set_ready(False)
        if site is None:
            return
        names = [*site.hosts, *site.first_names(dialog.guests.guests)]
        if self.reading.known != names:
            self.reading.know(names, fractions=not site.like.episode.clock.precision)
        wanted = _Wanted(
            dialog.title, dialog.season, dialog.episode, dialog.guests.guests,
            self.reading.items, dialog.source.exact, self._folder, dialog.file_name,
        )  # fmt: skip
        self._job = self._background.run(lambda: wanted.made(site.like), self._made)

    def _made(self, job: Job) -> None:
        from cueline.episode import EditError
        from cueline.io import SaveError

        self._job = None
        dialog = self._dialog
        try:
            path, files, there = job.result()
        except (SaveError, EditError) as error:
            self._making = False
            dialog.show_wrong(error.reason if isinstance(error, SaveError) else str(error))
            return
        dialog.show_file_name(path.name)
        dialog.show_preview(preview(files))
        wrong = self._what_hinders(there)
        dialog.show_wrong(wrong)
        self._files = files
        ready = bool(dialog.title) and not wrong
        dialog.set_ready(ready)
        if not self.reading.busy:
            making, self._making = self._making, False
            if making and ready:
                self._write()

    def _what_hinders(self, there: Path | None) -> str:
        """Say why the files cannot be made, of which one may be `there` already; "" if they can."""
        if self.reading.refused:
            return "The text cannot be read. Mend it or take it out."
        if there is None or not self._dialog.title:
            return ""
        return f"{there.name} is there already. Give the new episode another file name."

    def _make(self) -> None:
        """Make the episode of all that stands in the dialog now, even if it was typed a moment ago."""
        if not self._dialog.title:
            self._dialog.show_wrong("The episode needs a title.")
            return
        self._making = True
        self._show()

    def _write(self) -> None:
        """Write the files, over nothing but an empty one, and have them opened."""
        from cueline.io.saving.new_files import write_new

        files, self._writing = self._files, True
        self._dialog.set_ready(False)
        self._job = self._background.run(
            lambda: write_new(files), lambda job: self._written(job, list(files)[-1])
        )

    def _written(self, job: Job, path: Path) -> None:
        from cueline.io import SaveError

        self._job, self._writing = None, False
        try:
            job.result()
        except SaveError as error:
            self._dialog.show_wrong(error.reason)
            return
        self._dialog.accept()
        self.made.emit(path)

    def _end(self) -> None:
        for job in (self._job, self._looking):
            if job is not None:
                job.cancel()
        self._job = self._looking = None


@dataclass(frozen=True)
class _Wanted:
    """What the dialog says of the new episode."""

    title: str
    season: int | None
    episode: int | None
    guests: tuple[str, ...]
    items: tuple[Header | Line, ...]
    exact: bool
    folder: Path
    file_name: str

    def made(self, like: Document) -> tuple[Path, dict[Path, bytes], Path | None]:
        """Return what `files` does, and the first of them that is there already; to be called beside the window."""
        from cueline.io.saving.new_files import is_taken

        path, files = self.files(like)
        return path, files, next(filter(is_taken, files), None)

    def files(self, like: Document) -> tuple[Path, dict[Path, bytes]]:
        """Return the path and the files of the episode; SaveError or EditError says what hinders."""
        from cueline.io import SaveError
        from cueline.io.formats import Imported
        from cueline.io.formats.placing import with_transcript
        from cueline.io.new_episode import Beginning, begun, proposed_path

        bare = Episode(clock=like.episode.clock)
        items = (
            with_transcript(bare, Imported(self.items), exact=self.exact).items
            if self.items
            else ()
        )
        beginning = Beginning(
            self.title, self.season, self.episode, self.guests, items, date.today()
        )
        proposed = proposed_path(like, beginning)
        path = self.folder / (self.file_name or proposed.name)
        if path.name != path.as_posix().rpartition("/")[2] or path.parent != self.folder:
            raise SaveError(path, "A file name has no slashes: choose the folder above.")
        if path.suffix.lower() != proposed.suffix.lower():
            raise SaveError(path, f"The file name has to end in {proposed.suffix}.")
        return path, begun(like, path, beginning)


def look(folder: Path) -> _Site:
    """Find out what a folder tells of the next episode; OSError where it cannot be read."""
    from cueline.io.new_episode import newest_episode
    from cueline.io.people import people_folder, read_people
    from cueline.io.saving.new_files import first_of

    newest = newest_episode(folder)
    people = people_folder(folder / "episode.md")
    known = tuple(read_people(people)) if people is not None else ()
    return _Site(newest or first_of(folder), newest is None, known)


def preview(files: dict[Path, bytes]) -> str:
    """Return the files as text, the last one first: it is the one with the front matter."""
    parts: list[str] = []
    for path, data in reversed(files.items()):
        head = [f"# {path.name}", ""] if len(files) > 1 else []
        parts.append("\n".join((*head, data.decode("utf-8", "replace"))))
    return "\n".join(parts)
