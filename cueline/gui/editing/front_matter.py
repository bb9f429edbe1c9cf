"""The front matter form in the window: made when it is first shown, and the edits that it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cueline.episode import Change, Episode, Path, Value, edits
from cueline.episode.durations import SoundEnd, format_duration, last_start
from cueline.gui.background import Background, Job
from cueline.gui.sound.listening import Listening
from cueline.gui.undo import Edit
from cueline.gui.window.late_pane import LatePane, bring_up
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from cueline.io.people import Person
    from cueline.widgets.metadata.form import MetadataForm


class FormPlace(LatePane):
    """Where the form stands; the form is made when it is first shown."""

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("metadataForm", parent)
        self.form: MetadataForm | None = None

    def commit(self) -> bool:
        """Take what was typed in the form; False if some of it is not understood, which is said there."""
        taken = self.form is None or self.form.commit_typing()
        if self.form is not None and not taken:
            self.refused.emit(self.form.fault)
        return taken

    def finish(self) -> None:
        """Take what was typed in the form; what is not understood is given up."""
        if self.form is not None:
            self.form.give_up_typing()

    def make(self) -> MetadataForm:
        """Return the form; it is made now if it was not yet."""
        if self.form is None:
            from cueline.io.yaml_text.values import value_of_yaml, yaml_of
            from cueline.widgets.metadata.form import MetadataForm

            self.form = MetadataForm(yaml_of, value_of_yaml, self)
            self.hold(self.form)
        return self.form


class FrontMatter(QObject):
    """Does what the front matter form asks for, and keeps it showing what is true."""

    def __init__(
        self,
        bench: Workbench,
        place: FormPlace,
        listening: Listening,
        background: Background,
    ) -> None:
        super().__init__(bench)
        self._bench, self._place = bench, place
        self._listening, self._background = listening, background
        self._reading: Job | None = None
        place.made.connect(self._fill)
        place.refused.connect(self._show_refused)
        bench.session.loaded.connect(self.show_document)
        bench.session.changed.connect(self.show_change)

    def show(self) -> None:
        """Show the form with the focus in it."""
        self._bring_up().setFocus()

    def _bring_up(self) -> MetadataForm:
        bring_up(self._place)
        return self._place.make()

    def _show_refused(self, fault: str) -> None:
        """Bring up the form, in which a field that is not understood has the focus already."""
        self._bring_up()
        self._bench.fault = fault
        self._bench.said.emit(f"{fault} Mend it, or give it up with Escape.")

    def focus_field(self, path: Path) -> None:
        """Show the form with the focus in one of its fields; a field that is missing is begun."""
        self._bring_up().focus_field(path)

    # Showing.

    def show_document(self) -> None:
        """Show the fields of another document."""
        session = self._bench.session
        if self._place.form is not None:
            self._place.form.set_episode(session.episode, not session.editable)
            self._find_people()

    def show_change(self, change: Change, episode: Episode) -> None:
        """Show what became of the fields."""
        if self._place.form is not None:
            self._place.form.apply_change(change, episode)

    def _fill(self) -> None:
        form = self._place.make()
        form.field_edited.connect(self.take_value)
        form.field_removed.connect(self.remove)
        form.duration_asked.connect(self.fill_duration)
        form.left.connect(self._bench.table.setFocus)
        self.show_document()

    def _find_people(self) -> None:
        """Offer the site's people, by the names of their files first, by their full names when those are read."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        document = self._bench.session.document
        self._offer([])
        if document is not None:
            file = document.path
            self._reading = self._background.run(lambda: _people_of(file), self._found)

    def _found(self, job: Job) -> None:
        from cueline.io.people import read_people

        self._reading = None
        folder, people = job.result()
        self._offer(people)
        if folder is not None:
            self._reading = self._background.run(lambda: read_people(folder), self._read)

    def _read(self, job: Job) -> None:
        self._reading = None
        self._offer(job.result())

    def _offer(self, people: list[Person]) -> None:
        if self._place.form is not None:
            self._place.form.set_people({person.id: person.name for person in people})

    # What the form asks for.

    def take_value(self, path: Path, value: Value, gesture: object) -> None:
        """Make what was typed part of the episode."""
        self._attempt(
            "field.set", path, "changing", lambda ep: edits.set_field(ep, path, value), gesture
        )

    def remove(self, path: Path) -> None:
        """Take a field, or a part of one, out."""
        if self._attempt(
            "field.remove", path, "removing", lambda ep: edits.set_field(ep, path, None)
        ):
            self._bench.said.emit(f"Took out “{path[-1]}”. Undo brings it back.")

    def fill_duration(self, source: str) -> None:
        """Set the duration to the length of the sound ("sound"), or to the start of the last line ("last_line")."""
        end = self._sound_end() if source == "sound" else None
        seconds = end.seconds if end else last_start(self._bench.episode)
        if source == "sound" and end is None:
            self._bench.said.emit(
                "There is no sound whose length is known. Choose the sound first."
            )
        elif seconds is None:
            self._bench.said.emit("No line has a time yet.")
        else:
            self._set_duration(seconds, end)

    def _set_duration(self, seconds: float, end: SoundEnd | None) -> None:
        now = self._bench.episode.fields.get("duration")
        text = format_duration(seconds, now if isinstance(now, str) else "")
        last = last_start(self._bench.episode)
        said = (
            f"{end.described()}" if end else "the start of the last line, for its end is not known"
        )
        warning = ""
        if end is not None and last is not None and end.seconds < last:
            warning = " The transcript goes on after it: is it the right sound?"
        self._attempt(
            "field.duration",
            ("duration",),
            "changing",
            lambda ep: edits.set_field(ep, ("duration",), text),
        )
        self._bench.said.emit(f"Duration {text}: {said}.{warning}")

    def _sound_end(self) -> SoundEnd | None:
        seconds, sound = self._listening.length, self._listening.sound
        if seconds is None or sound is None:
            return None
        return SoundEnd(seconds, sound.name, self._listening.offset)

    def _attempt(
        self,
        name: str,
        path: Path,
        doing: str,
        make: Callable[[Episode], Episode],
        gesture: object = None,
    ) -> bool:
        return self._bench.attempt_now(Edit(name, path, f"{doing} “{path[0]}”"), make, gesture)


def _people_of(file: FilePath) -> tuple[FilePath | None, list[Person]]:
    """Return the folder of people for an episode's file, and whom the names of its files tell."""
    from cueline.io.people import names_of_files, people_folder

    folder = people_folder(file)
    return folder, names_of_files(folder) if folder is not None else []
