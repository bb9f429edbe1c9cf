"""A file that does not parse: its text, the mends on offer, changes by hand, and the way to the transcript and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui import dialogs
from cueline.gui.background import Background
from cueline.gui.checks.mend_steps import MendStep, Undone
from cueline.gui.checks.text_reading import Broken, TextReading, read
from cueline.gui.checks.text_saving import TextSaving, ToSave
from cueline.gui.files.life import DocumentLife
from cueline.gui.safety.kept_text import KeptText
from cueline.gui.session import History
from cueline.gui.workbench import Workbench
from cueline.widgets.problems.source_page import SourcePage

if TYPE_CHECKING:
    from cueline.episode.catalogue import Place
    from cueline.io import Document, DocumentError

_SAVED = "The file was saved since it was mended."
_CHANGED = "The file holds something else than what was changed here by hand."


class Mending(QObject):
    """Leads from a broken text to a transcript that is not saved yet, and back by undo."""

    opened = Signal(object)  # Document
    shown_again = Signal()
    changed = Signal()

    def __init__(
        self, bench: Workbench, page: SourcePage, background: Background, life: DocumentLife,
        kept: KeptText,
    ) -> None:  # fmt: skip
        super().__init__(bench)
        self._bench = bench
        self._page = page
        self._life = life
        self._kept = kept
        self.undone: Undone | None = None
        """The mend that redo would do again, while the text is shown."""
        self.saving = TextSaving(bench, background)
        self.saving.written.connect(self._note_written)
        self.saving.written_elsewhere.connect(self.leave)
        self.saving.stayed.connect(life.stayed)
        self._broken: Broken | None = None
        self._shown = False
        self.reading = TextReading(bench, page, background)
        self.reading.due.connect(self.try_again)
        life.hold, life.holding = self._hold, lambda: self.unsaved
        page.view.edited.connect(self._note_edit)
        page.panel.take_requested.connect(self.take)
        page.panel.try_requested.connect(self.try_again)
        page.panel.save_requested.connect(self.save_text)

    @property
    def active(self) -> bool:
        """Tell whether a broken text is shown."""
        return self._shown

    @property
    def shown(self) -> Broken | None:
        """The broken text that is shown, None where none is."""
        return self._broken if self._shown else None

    @property
    def unsaved(self) -> bool:
        """Tell whether the text that is shown was changed and is not saved."""
        broken = self._broken
        return broken is not None and self._shown and self._data() != broken.on_disk

    def show(self, error: DocumentError) -> None:
        """Show the text of a file that does not parse, at the place that is wrong, and look for mends."""
        text = error.text or ""
        self._kept.forget()
        self._broken, self._shown = Broken(error.path, text.encode("utf-8")), True
        self.undone = None
        place = (error.line, error.column) if error.line else (None, None)
        self._page.show_broken(text, *place)
        self.reading.begin(self._broken, error)
        self._page.view.setFocus()
        self.changed.emit()

    def show_kept(
        self, path: Path, on_disk: bytes | None, text: bytes, caret: int, *, newer: bool = False
    ) -> None:
        """Show the text of a file as it was changed by hand before a crash; it is not saved.

        `newer`: the file holds something that was written since.
        """
        self._life.change_to(None)
        disk = on_disk or b""
        self._broken, self._shown = Broken(path, disk, newer=_CHANGED if newer else ""), True
        self._page.show_broken(disk.decode("utf-8", "replace"))
        self._page.put_back(text.decode("utf-8", "surrogatepass"), caret)
        self.shown_again.emit()
        self._page.view.setFocus()
        self._keep()
        self.try_again()
        self.changed.emit()

    def go_to(self, place: Place) -> bool:
        """Mark the words of a place in the text that is shown; False where another file's is, or none."""
        from cueline.gui.site.places import found_in_lines

        broken = self._broken
        if broken is None or not self._shown or broken.path != place.path.absolute():
            return False
        spot = found_in_lines(self._page.text(), place)
        self._page.view.setFocus()
        self._page.select(*spot)
        return True

    def show_disk(self) -> None:
        """Put the text back that the file holds; undo brings the other one again."""
        if self._broken is not None and self._shown:
            self._page.replace_text(self._broken.on_disk.decode("utf-8", "replace"))

    def step_again(self, document: Document, label: str) -> MendStep:
        """Return the step from the broken text to `document`, for a history that a journal brings back."""
        broken = document.files[0]
        self._broken, self._shown = Broken(broken.path, broken.disk), False
        self._page.show_broken(broken.disk.decode("utf-8", "replace"), 1, 1)
        return MendStep(label, self.go_back)

    def leave(self) -> None:
        """Forget the broken text: another file is open, or none."""
        self.reading.stop()
        self._broken, self._shown, self.undone = None, False, None
        self._kept.forget()
        self.changed.emit()

    def take(self) -> None:
        """Open the transcript: of the text as it is, or with the chosen mend in it; it is not saved."""
        broken = self._broken
        if broken is None or not self._shown:
            return
        if self.reading.waiting:
            self.try_again()  # what is on offer belongs to what the text was before
        elif broken.document is not None:
            self._open(broken, broken.document, "your changes to the text")
        elif 0 <= self._page.panel.chosen < len(broken.repairs):
            repair = broken.repairs[self._page.panel.chosen]
            label = repair.label[:1].lower() + repair.label[1:]
            self._open(broken, read(repair.data, broken), label)

    def take_text(self, data: bytes, label: str) -> None:
        """Open the transcript of a text that was made of the broken one; it is not saved."""
        broken = self._broken
        if broken is not None and self._shown:
            self._open(broken, read(data, broken), label)

    def try_again(self) -> None:
        """Read the text as it is now, and say whether it can be opened."""
        broken = self.shown
        if broken is not None:
            self.reading.read(broken, self._data())

    def save_text(self) -> bool:
        """Write the text to the file as it is, broken or not; refused where the file is no longer what was read.

        False if no text is shown.
        """
        if self._shown and self.unsaved:
            self._save()
        elif self._shown:
            self.saving.look(self.to_save())
        return self._shown

    def _save(self, then: Callable[[], None] | None = None) -> None:
        """Write the text; asked about where the file holds something newer."""
        text, broken = self.to_save(), self._broken
        if broken is None or not broken.newer:
            self.saving.save(text, then)
            return
        save: dialogs.Choice = (
            "Save This Text",
            lambda: self.saving.save(self.to_save(), then),
        )
        self._ask(broken, f"Write the text that is here over {text.path.name}?", save)

    def _ask(self, broken: Broken, question: str, choice: dialogs.Choice) -> None:
        """Ask before something newer in the file is given up for the text."""
        bring: dialogs.Choice = ("Show What the File Holds", self._show_newer)
        if self.undone is not None and self.undone.text == self._data():
            bring = ("Bring the Episode Back", self._bring_back)
        dialogs.ask(
            self._bench.window,
            question,
            f"{broken.newer} This text takes out of it what was written since, also what others wrote; what the file "
            "holds now is then in Earlier Versions.",
            [bring, choice],
            on_cancel=self._life.stayed.emit,
        )  # fmt: skip

    def _show_newer(self) -> None:
        self._life.stayed.emit()
        self.show_disk()
        self.try_again()
        self._page.view.setFocus()
        self._bench.said.emit("This is the text on disk. Undo brings yours back.")

    def _bring_back(self) -> None:
        self._life.stayed.emit()
        self.redo()

    def save_text_as(self) -> bool:
        """Write the text to a file that the user chooses; False if no text is shown."""
        if self._shown:
            self.saving.save_as(self.to_save())
        return self._shown

    def to_save(self) -> ToSave:
        """Return the text that is shown, with its file."""
        assert self._broken is not None
        return ToSave(self._broken.path, self._broken.on_disk, self._data())

    def go_back(self) -> None:
        """Show the broken text again, as it was before it was mended; the transcript is let go of."""
        broken, document = self._broken, self._bench.session.document
        if broken is None or document is None or self._shown:
            return
        self.undone = Undone.of(self._bench.session, document, self._data())
        disk = _file_of(document, broken).disk
        broken.newer = broken.newer or (_SAVED if disk != broken.on_disk else "")
        broken.on_disk = disk
        if self._data() != broken.on_disk:  # before the journal of the transcript goes
            self._kept.keep(broken.path, broken.on_disk, self._data(), self._page.view.caret)
        self._life.give_up()
        self._life.change_to(None)
        self._shown = True
        self.shown_again.emit()
        self._page.view.setFocus()
        self._bench.said.emit("Taken back: the mend")
        self.changed.emit()

    @property
    def words(self) -> set[str]:
        """What can be done in the text that is shown: "undo", "redo"."""
        text = self._page.view.document()
        can = {
            "undo": text.isUndoAvailable(),
            "redo": text.isRedoAvailable() or self.undone is not None,
        }
        return {word for word, holds in can.items() if holds and self._shown}

    def undo(self) -> bool:
        """Take the last change of the text back; False if no text is shown."""
        text = self._page.view.document()
        if self._shown and not text.isUndoAvailable():
            self._bench.said.emit("There is nothing to take back.")
        elif self._shown:
            self._page.view.undo()
        return self._shown

    def redo(self) -> bool:
        """Open the transcript again that undo led away from, with its history; False if no text is shown.

        What was undone in the text itself is done again first.
        """
        broken, undone, text = self._broken, self.undone, self._page.view.document()
        if broken is None or not self._shown:
            return False
        if text.isRedoAvailable():
            self._page.view.redo()
        elif undone is None:
            self._bench.said.emit("There is nothing to do again.")
        elif self.saving.busy:
            self._bench.said.emit("The text is being saved. Try again in a moment.")
        elif undone.text != self._data():
            self._bench.said.emit("The text is another one now: open it as it is.")
        else:
            document, history = undone.where_disk_holds(broken.path, broken.on_disk)
            self._open(broken, document, history.steps[0].text(), history)
        return True

    def _note_edit(self) -> None:
        if self._broken is not None and self._shown:
            self.reading.note_edit(self._broken)
            self._keep()
            self.changed.emit()

    # The way to the transcript.

    def _open(
        self, broken: Broken, document: Document, label: str, history: History | None = None
    ) -> None:
        if broken.newer and history is None:

            def all_the_same() -> None:
                broken.newer = ""
                self._open(broken, document, label)

            question = f"Open the text that is here in place of what {broken.path.name} holds?"
            self._ask(broken, question, ("Open This Text", all_the_same))
            return
        self.reading.stop()
        self._shown, self.undone = False, None
        self._life.change_to(document, history)
        self.opened.emit(document)
        if history is not None:
            self._bench.said.emit(f"Done again: {label}")
        elif _file_of(document, broken).on_disk is not None:
            self._bench.session.push(MendStep(label, self.go_back))
            self._bench.said.emit(f"Mended, not saved yet: {label}. Undo goes back to the text.")
        self._kept.forget()
        self.changed.emit()

    # What is unsaved.

    def _keep(self) -> None:
        if self._broken is not None and self.unsaved:
            self._kept.keep(
                self._broken.path, self._broken.on_disk, self._data(), self._page.view.caret
            )
        else:
            self._kept.forget()

    def _hold(self, go_on: Callable[[], None]) -> bool:
        if not self.unsaved or self._broken is None:
            return False
        dialogs.ask_to_save(
            self._bench.window, self._broken.path.name, 1,
            lambda: self._save(go_on), go_on, self._life.stayed.emit,
        )  # fmt: skip
        return True

    def _note_written(self, text: ToSave) -> None:
        if self._broken is not None and self._broken.path == text.path:
            self._broken.on_disk, self._broken.newer = text.data, ""
            if not self.unsaved:
                self._kept.forget()
        self.changed.emit()

    def _data(self) -> bytes:
        return self._page.text().encode("utf-8", "surrogatepass")


def _file_of(document: Document, broken: Broken) -> Document:
    """Return the part of the document that is the file that was broken."""
    return next((file for file in document.files if file.path == broken.path), document)
