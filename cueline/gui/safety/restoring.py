"""After a crash: what was open comes back at the next start, with its history, its row and its place in the sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.episode import Episode, Line
from cueline.gui import dialogs
from cueline.gui.actions.keys import KeySet
from cueline.gui.background import Background, Job, call_in_window
from cueline.gui.checks.mend_steps import MENDED
from cueline.gui.checks.mending import Mending
from cueline.gui.checks.source_steps import Mend, SourceStep
from cueline.gui.files.life import DocumentLife, Request
from cueline.gui.safety.journalling import FOLDER, Journalling
from cueline.gui.safety.kept_text import KeptText
from cueline.gui.safety.left_over import (
    CannotBringBackError,
    LeftOver,
    Prepared,
    TakenError,
    discard,
    forget,
    left_over,
    note_shown,
    prepare,
    remove,
    take_back,
)
from cueline.gui.safety.restored_bar import RestoredBar
from cueline.gui.session import History
from cueline.gui.store import Store
from cueline.gui.timing.tapping import TAP
from cueline.gui.timing.timing import next_timed
from cueline.gui.undo import Edit, HistoryStep, Place, Step
from cueline.gui.workbench import Workbench
from cueline.widgets.notice_bar import Notice, NoticeBar

if TYPE_CHECKING:
    from cueline.io import Document
    from cueline.io.journal.reading import Replayed

_STANDS_MS = 5000
"""After how long a document that was brought back is taken for one that does no harm."""


class Restoring(QObject):
    """Brings back what a crash left: by itself where that is safe, else on offer in a bar.

    What was brought back once, and the program ended again at once, is only offered.
    """

    open_requested = Signal(str)
    opened = Signal(object)  # Document
    text_shown = Signal(object)  # Path
    heard = Signal(object, float)  # Path, s: where its sound stood
    placed = Signal(object)  # Placed
    window_requested = Signal(object)  # LeftOver
    review_requested = Signal()
    disk_requested = Signal()
    """What the disk holds is to be shown in the place of what is open, as a step."""

    def __init__(
        self,
        bench: Workbench,
        store: Store,
        life: DocumentLife,
        journal: Journalling,
        notices: NoticeBar,
        background: Background,
    ) -> None:
        super().__init__(bench)
        self._bench, self._life, self._journal = bench, life, journal
        self._notices, self._background = notices, background
        self._folder = store.folder / FOLDER
        self.mending: Mending | None = None
        self.kept: KeptText | None = None
        self.keep_open: Callable[[Document, Episode], object] = _keeps_nothing
        """Keeps what is open as an earlier version; called beside the window's thread."""
        self.is_free: Callable[[], bool] = _always
        """Whether this window shows nothing that was asked for; set by the window."""
        self._tap_key = ""
        self._offers: dict[Path, Notice] = {}
        self._bar = RestoredBar(bench, notices)
        self._bar.review_requested.connect(self.review_requested)
        self._bringing: LeftOver | None = None
        self._found: Prepared | None = None
        """What is to be shown now, taken over from its journal; given back when that comes to nothing."""
        self._again: LeftOver | None = None
        """What is opened again without a history."""
        bench.session.loaded.connect(self._note_loaded)

    def set_keys(self, keys: KeySet) -> None:
        """Name the keys of another key set."""
        self._tap_key = keys.shown(TAP)

    def begin(self) -> None:
        """Bring back what was open when the program ended: here what was used last, the rest in other windows."""
        self._look_for(None, self._begin)

    def note_opened(self) -> None:
        """Look whether a crash left something of the file that was opened."""
        document, again = self._bench.session.document, self._again
        self._again = None
        if document is not None and again is not None and document.path == again.path:
            self._bar.tell(_said_again(again.path, changed=again.history))
        if document is not None:
            self._look_for(document.path, self._found_here)

    def bring_back(self, left: LeftOver) -> None:
        """Take a journal over and show what it leads to; what is unsaved here is asked about."""
        if self._bringing is not None:
            self._offer(left)
            return
        self._bringing = left
        self._life.request(Request.OPEN, lambda: self._prepare(left))

    def note_stayed(self) -> None:
        """Give back what was asked for, and offer it again, when it was not shown after all."""
        left, self._bringing = self._bringing, None
        self._give_back()
        if left is not None and left.said:
            self._offer(left)

    def _note_loaded(self) -> None:
        """Offer again what was asked for where another file is shown now: the last word counts."""
        if self._bringing is not None:
            self.note_stayed()

    def _give_back(self) -> None:
        found, self._found = self._found, None
        if found is not None:
            found.claim.release()
            note_shown(found.left.journal)

    # Which there are.

    def _look_for(self, path: Path | None, then: Callable[[list[LeftOver]], None]) -> None:
        """Look what was left, in a thread that nobody waits for: a file may be on a disk that hangs.

        `then` is called after what the window was asked for meanwhile, such as to open a file.
        """
        folder = self._folder

        def work() -> None:
            if any(folder.glob("*.journal")):
                found = left_over(folder, path)
                call_in_window(self, lambda: tell(found))

        def tell(found: list[LeftOver]) -> None:
            self._background.run(lambda: found, lambda job: then(job.result()))

        Thread(target=work, daemon=True).start()

    def _begin(self, found: list[LeftOver]) -> None:
        self._tell_refused(found)
        taken = [left for left in found if not left.refused]
        here = self._bench.session.document is None and not self._life.opening and self.is_free()
        for left in sorted(taken, key=lambda left: not left.said):  # what is unsaved comes first
            if left.tried and left.said:
                self._offer(left)
            elif not left.said and (left.tried or not left.there):
                self._remove(left)
            elif here:
                here = False
                self.bring_back(left)
            elif not self._shows(left.path):
                self.window_requested.emit(left)

    def _found_here(self, found: list[LeftOver]) -> None:
        session = self._bench.session
        self._tell_refused(found)
        for left in found:
            if left.refused or session.document is None or left.path != session.document.path:
                continue
            if not left.said and (left.tried or session.steps or not left.history):
                self._remove(left)
            elif left.tried or left.journal in self._offers or session.steps:
                self._offer(left)
            else:
                self.bring_back(left)

    def _shows(self, path: Path) -> bool:
        document = self._bench.session.document
        return document is not None and document.path == path

    def _tell_refused(self, found: Sequence[LeftOver]) -> None:
        for left in found:
            if left.refused:
                self._notices.show_message(left.refused, kind="warning")

    def _offer(self, left: LeftOver) -> None:
        if self._offers.get(left.journal) in self._notices.notices():
            return
        why = ", not saved."
        if left.tried:
            why = ". The program ended soon after it restored them: this time it waits for you."
        self._offers[left.journal] = self._notices.show_message(
            f"Kept safe: {left.said} to {left.path.name}{why}",
            kind="warning",
            actions=[
                ("Restore", lambda: self.bring_back(left)),
                ("Discard", lambda: self._discard(left)),
            ],
            stays=True,
        )

    def _discard(self, left: LeftOver) -> None:
        def tell(job: Job) -> None:
            if job.result():
                self._notices.show_message(
                    f"Discarded: {left.said} to {left.path.name}.",
                    actions=[("Take Back", lambda: self._take_back(left))],
                )

        self._background.run(lambda: discard(left), tell)

    def _take_back(self, left: LeftOver) -> None:
        def offer(job: Job) -> None:
            again: LeftOver | None = job.result()
            if again is not None:
                self._offer(again)

        self._background.run(lambda: take_back(left), offer)

    def _remove(self, left: LeftOver) -> None:
        self._background.run(lambda: remove(left), lambda job: job.result())

    # How one is shown.

    def _prepare(self, left: LeftOver) -> None:
        self._background.run(lambda: prepare(left), lambda job: self._prepared(job, left))

    def _prepared(self, job: Job, left: LeftOver) -> None:
        try:
            self._found = found = cast("Prepared", job.result())
        except CannotBringBackError as error:
            self._notices.show_message(str(error), kind="warning")
            if isinstance(error, TakenError):
                self._bringing = None
            self.note_stayed()
            return
        if self._bringing is not left:  # it was given up meanwhile, and is on offer again
            self._give_back()
        elif found.unchanged or not left.said:
            self._show_at_once(found)
        else:
            self._ask(found)

    def _show_at_once(self, found: Prepared) -> None:
        if self._found is found:
            self._life.request(Request.SHOW, lambda: self._show(found))
        else:  # it was given back, while it was asked about
            self.bring_back(found.left)

    def _ask(self, found: Prepared) -> None:
        """Ask which of the two is wanted, where the file is no longer what the changes stand on."""
        left = found.left
        is_open = self._shows(left.path)
        what = "was changed meanwhile" if found.there else "is not there any more"
        choices: list[tuple[str, Callable[[], None]]] = [
            ("Show My Changes", lambda: self._show_at_once(found))
        ]
        if found.there and not is_open:
            choices.append(("Open the File", lambda: self._open_file(found)))
        dialogs.ask(
            self._bench.window,
            f"{left.path.name} {what}.",
            f"Before that, you had made {left.said}. They were kept, and stay kept whatever you choose."
            f"\n\n{_what_follows(found, is_open=is_open)}",
            choices,
            cancel="Later",
            on_cancel=self.note_stayed,
        )

    def _open_file(self, found: Prepared) -> None:
        self.note_stayed()
        self.open_requested.emit(str(found.left.path))

    def _show(self, found: Prepared) -> None:
        if self._found is not found:
            return
        self._found = None
        notice = self._offers.pop(found.left.journal, None)
        if notice in self._notices.notices():
            notice.closed.emit(notice)
        self._bringing = None
        if found.text is not None:
            self._show_text(found)
        elif found.replayed is None or not (found.unchanged or found.left.said):
            found.claim.release()
            forget(found.left.journal)
            self._again = found.left
            self.open_requested.emit(str(found.left.path))
        else:
            self._show_document(found)
        QTimer.singleShot(_STANDS_MS, self, lambda: note_shown(found.left.journal))

    def _show_text(self, found: Prepared) -> None:
        if self.mending is None or found.text is None:
            return
        self.text_shown.emit(found.left.path)
        path, caret = found.left.path, found.journalled.caret
        self.mending.show_kept(path, found.base, found.text, caret, newer=found.newer)
        self._background.run(lambda: _forget_once_safe(found, self.kept), lambda job: job.result())
        told = f"Restored: {found.left.said}."
        self._bar.tell(told, (("Discard", self.mending.show_disk),))

    def _show_document(self, found: Prepared) -> None:
        replayed, document = found.replayed, found.document
        assert replayed is not None
        assert document is not None
        episode = replayed.episode
        history = History(episode, self._steps(found), replayed.index, replayed.saved_index)
        self._life.change_to(document, history, lambda: self._journal.go_on(found.claim, replayed))
        place = found.journalled.place
        if place is not None and place.playhead is not None:
            self.heard.emit(document.path, place.playhead)
        self.opened.emit(document)
        if place is not None:
            self.placed.emit(place)
        if self._bench.session.clean:  # a save that was under way may turn out to be done
            self._bar.tell(_said_again(document.path))
        else:
            from cueline.io.journal.reading import since

            way_on = self._go_on_tapping(replayed)
            self._bar.tell_changes(since(replayed.state.history), self._go_back, way_on)
        self._tell_left_out(replayed)

    def _tell_left_out(self, replayed: Replayed) -> None:
        if replayed.left_out:
            self._notices.show_message(
                "Not all that was kept safe fits together: what was done last is left out. "
                "The whole journal is put aside in the folder for application data.",
                kind="warning",
            )

    def _go_on_tapping(self, replayed: Replayed) -> str:
        """Go to the line that was to be tapped next, and say so; "" where a tap was not what was done last."""
        episode = replayed.episode
        taps = [step.rows[2] for step in replayed.steps[: replayed.index][-1:] if step.name == TAP]
        row = taps[0] if taps else None
        following = None if row is None else next_timed(episode, row)
        if row is None or following is None or self._bench.index not in (row, following):
            return ""
        self._bench.table.go_to(following)
        line = episode.items[row]
        start = line.start if isinstance(line, Line) else None
        place = "" if start is None else f" at {episode.clock.format(start)}"
        return f"Tapping broke off{place}: {self._tap_key} goes on with this line while the sound plays."

    def _go_back(self) -> None:
        """Give up what was restored: by undo, so that it can be done again; and for later it is an earlier version."""
        session = self._bench.session
        saved, document, episode = session.saved_index, session.document, session.episode
        if saved >= 0 and document is not None and self._bench.commit_open():
            keep = partial(self.keep_open, document, episode)
            self._background.run(keep, lambda job: job.result())
            session.undo_to(saved)
            self._bench.said.emit("Taken back: what was restored. Redo brings it again.")
        elif document is not None:
            self.disk_requested.emit()

    def _steps(self, found: Prepared) -> list[HistoryStep]:
        replayed, session = found.replayed, self._bench.session
        assert replayed is not None
        steps: list[HistoryStep] = []
        for place, step in enumerate(replayed.steps):
            mend = Mend.named(step.name)
            if mend is not None:
                before, after = found.texts[place]
                steps.append(SourceStep(session, step.label, mend, before, after))
            elif step.name == MENDED and self.mending is not None:
                steps.append(self.mending.step_again(replayed.document, step.label))
            else:
                edit = Edit(step.name, None, step.label)
                steps.append(Step(session, edit, step.change, Place(*step.rows), None))
        return steps


def _what_follows(found: Prepared, *, is_open: bool) -> str:
    """Say what each button does where the file was changed, or is gone."""
    if not found.there:
        show = "It comes back as you left it, and is written anew when you save it."
        later = "Nothing is opened."
    elif found.text is not None:
        show = "The text as you left it. Nothing is written before you save it."
        later = "The file stays open." if is_open else "Nothing is opened."
    else:
        show = "The file as you left it. There you can compare that with what it holds now, and join both."
        later = "The file stays open as it is now." if is_open else "Nothing is opened."
    sentences = [f"Show My Changes: {show}"]
    if found.there and not is_open:
        sentences.append(
            "Open the File: What it holds now. Your changes are on offer in a bar above it."
        )
    sentences.append(f"Later: {later} Your changes are on offer in a bar.")
    return "\n".join(sentences)


def _said_again(path: Path, *, changed: bool = False) -> str:
    as_it_was = "as it is on disk now" if changed else "as it was when the program ended"
    return f"{path.name} is open again, {as_it_was}. Nothing is unsaved."


def _forget_once_safe(found: Prepared, kept: KeptText | None) -> None:
    """Remove a journal when the one that goes on with its text is on the disk; beside the window's thread."""
    if kept is None or kept.flush():
        forget(found.left.journal)
    found.claim.release()


def _always() -> bool:
    return True


def _keeps_nothing(*_: object) -> None:
    return
