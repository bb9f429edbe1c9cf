"""What is done when somebody else changed the open file: read again, or asked about where something is unsaved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from cueline.gui.background import Background, Job
from cueline.gui.files.came_in import RELOAD, REVERT, reload_of
from cueline.gui.files.elsewhere import Writer
from cueline.gui.files.kept_place import KeptPlace
from cueline.gui.files.life import DocumentLife, State
from cueline.gui.files.watching import FileWatch, Held
from cueline.gui.session import Session
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.system_faults import in_words

if TYPE_CHECKING:
    from cueline.episode import Episode
    from cueline.episode.review import ReviewRow
    from cueline.io import Document, DocumentError
    from cueline.io.joining.renamed import Renamed
    from cueline.io.joining.rereading import Reread
    from cueline.widgets.notice_bar import Notice, NoticeBar

_CHANGED = {
    Writer.SOMEBODY: "Somebody else changed {} on disk, and you have",
    Writer.WINDOW: "You changed {} in another window, and have",
    Writer.PROGRAM: "Another Cueline changed {} on disk, and you have",
}
AGAIN_MS = 1000
"""How long one waits for somebody who is typing into a cell."""
_BUSY = (State.SAVING, State.OPENING, State.CLOSED)


@dataclass(frozen=True, slots=True)
class _News:
    """What was read of the disk, for the document and the episode as they were, and who wrote it; `line` tells it."""

    document: Document
    episode: Episode
    found: Reread
    line: str
    writer: Writer


class Reloading(QObject):
    """Keeps the window and the disk from drifting apart, without moving anything under the user's hands."""

    open_requested = Signal(object)  # Path
    compare_requested = Signal(object)  # Document
    join_requested = Signal(object, bool)  # Document, whether it is saved then
    save_as_requested = Signal()
    save_requested = Signal()
    copy_requested = Signal()
    write_requested = Signal()
    """What is here is to be written over what the disk holds."""
    renamed = Signal(object)  # Document, under the name that its file has now
    places_changed = Signal(object)  # Renamed

    def __init__(
        self, bench: Workbench, background: Background, life: DocumentLife, notices: NoticeBar
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._background = background
        self._life = life
        self._notices = notices
        self._notice: Notice | None = None
        self._reading: Job | None = None
        self._put_off: bytes | None = None
        self._joins = False
        self._takes = False
        self._batch = False
        self._writable: bool | None = None
        """Whether the file could be written when it was looked at last; None before."""
        self._kept: Document | None = None
        self.writer_of: Callable[[Document], Writer] = _is_somebodys
        """Who wrote what is new on the disk; called beside the window's thread."""
        self.keep: Callable[[Document], object] = _keeps_nothing
        """What keeps the bytes that the files of a document held; called beside the window's thread."""
        self.keep_open: Callable[..., object] = _keeps_nothing
        """What keeps what is open, before it goes for good; called there too."""
        self.watch = FileWatch(self._held, background, self, lambda: bench.session.saving)
        self.watch.changed.connect(self.read_again)
        self.watch.same.connect(self._note_same)
        self.watch.gone.connect(self._tell_gone)

    def follow(self) -> None:
        """Watch the document that is open now; what was told of another one is over."""
        self._stop()
        self._put_off = None
        self._batch = False
        self.settle()
        self.watch.follow()
        self._writable = None

    def leave(self) -> None:
        """Watch nothing more: the window is closed."""
        self._stop()
        self.watch.stop()

    def note_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Look whether the file is another one when the window is active again: not every disk tells by itself."""
        if old is None and now is not None and now.window() is self._bench.window:
            self.watch.look()

    def join_and_save(self) -> None:
        """Read what the disk holds now, join it with what is here without asking, and save that."""
        self._joins = True
        self.read_again()

    def take_disk(self) -> None:
        """Show what the disk holds in the place of what is here, as one step, which undo takes back."""
        if self._bench.commit_open():
            self._takes = True
            self.read_again()

    def read_batch(self) -> None:
        """Read what a change of many files wrote here: it is told as such, and waits for no dialog."""
        self._batch = True
        self.read_again()

    def go_on_in(self, there: Renamed, saves: bool = False) -> None:
        """Go on with the same episode and its history under the name that its file has now; nothing is written.

        `saves`: a save follows.
        """
        session = self._bench.session
        moved = None if session.document is None else there.following(session.document)
        if moved is None or session.saving:
            self.watch.look_anew()
            return
        session.take_text(lambda _: moved)
        self.places_changed.emit(there)
        self.renamed.emit(moved)
        self.follow()
        written = "" if saves else " Nothing was written."
        self._bench.said.emit(f"Going on in {moved.name}.{written}")

    def read_again(self) -> None:
        """Read what the disk holds now; then show it, or ask."""
        session = self._bench.session
        document, episode = session.document, session.episode
        if document is None:
            return
        by_batch, takes = self._batch, self._takes
        can_go_back = takes and session.saved_index >= 0

        def work() -> _News | None:
            from cueline.collection import uncollected
            from cueline.episode.review import review_rows
            from cueline.io.joining.rereading import reread

            self._keep_once(document)
            if can_go_back and _is_only_mended(document):
                self.keep_open(document, episode)
                return None
            with uncollected(freeze=True):
                found = reread(document, episode)
            if takes and not found.refused:
                self.keep_open(document, episode, surely=not found.goes_on)
            rows = review_rows(episode, found.document.episode) if found.goes_on else ()
            writer = self.writer_of(document)
            where = "on disk" if writer is Writer.SOMEBODY else writer.value
            line = told(document.name, rows, where, by_batch=by_batch)
            return _News(document, episode, found, line, writer)

        self._stop()
        self._reading = self._background.run(work, lambda job: self._read(job, document))

    def _held(self) -> Held:
        document = self._bench.session.document
        return tuple((file.path, file.disk) for file in document.files) if document else ()

    def _read(self, job: Job, document: Document) -> None:
        from cueline.io import DocumentError, SaveError

        self._reading = None
        takes, self._takes = self._takes, False
        session = self._bench.session
        if session.document is not document or self._life.state in _BUSY:
            self.watch.look_anew()
            return
        try:
            news: _News | None = job.result()
        except DocumentError as error:
            self._tell_unreadable(error)
        except SaveError as error:
            self._show(f"{document.name} stays as it is here. {error.reason}", [])
        else:
            if news is None:
                self._go_back()
            elif news.found.refused:
                self._tell_refused(news.found)
            elif takes:
                self._take_now(news.found, news.episode)
            else:
                self._weigh(news)

    def _weigh(self, news: _News) -> None:
        """Show what the disk holds where nothing is in the way, or ask; wait where something is being typed."""
        session, found = self._bench.session, news.found
        if _is_as_read(found.document, news.document):
            self._batch = False
            self.settle()
        elif _is_in_a_cell(self._bench.window) or (
            not self._batch and QApplication.activeModalWidget()
        ):
            QTimer.singleShot(AGAIN_MS, self.watch.look_anew)
        elif not self._bench.commit_open() or not (session.clean or _holds(found, session)):
            self._ask(news)
        elif session.episode is not news.episode:
            self.read_again()
        else:
            self._take(found, news.line, reload_of(news.writer, by_batch=self._batch))

    def _go_back(self) -> None:
        """Take back all that is not saved, mends of the text with it: that is what the disk holds."""
        session = self._bench.session
        if self._bench.commit_open() and session.saved_index >= 0:
            session.undo_to(session.saved_index)
            self._bench.said.emit("This is what the disk holds. Redo brings back what was here.")

    def _take_now(self, found: Reread, episode: Episode) -> None:
        """Show what the disk holds, as the user has asked for, whatever is unsaved."""
        if not self._bench.commit_open():
            return
        if self._bench.session.episode is not episode:
            self.take_disk()  # something was typed meanwhile: it is to come back, too
            return
        if not found.goes_on:
            self._life.give_up()
        line = "This is what the disk holds. Undo brings back what was here."
        self._take(found, line, REVERT)

    def _keep_once(self, document: Document) -> None:
        """Keep what the files held that hold something else now."""
        if self._kept is not document:
            self.keep(document)
            self._kept = document

    def _take(self, found: Reread, line: str, edit: Edit = RELOAD) -> None:
        """Show what the disk holds; row, selection and place stay at their items."""
        session, name = self._bench.session, found.document.name
        self._batch = False
        if not found.goes_on:
            self.settle()
            self.open_requested.emit(found.document.path)
            self._bench.said.emit(
                f"{name} was changed on disk, and is open anew. What it was is in Earlier Versions."
            )
            return
        self.settle()
        place = KeptPlace(self._bench)
        session.rebase(found.document, edit)
        place.restore()
        self._bench.said.emit(line)

    def _ask(self, news: _News) -> None:
        found = news.found
        joins, self._joins = self._joins, False
        self._batch = False
        if joins and found.goes_on:
            self.join_requested.emit(found.document, True)
            return
        if self._put_off == found.document.data:
            return
        document = found.document
        if found.goes_on:
            actions = [
                ("Join", partial(self.join_requested.emit, document, False)),
                ("Compare", partial(self._compare, document)),
                ("Later", partial(self._later, document)),
            ]
            more = ""
        else:
            actions = [
                ("Write Mine", self.write_requested.emit),
                ("Save a Copy…", self._copy),
                ("Later", partial(self._later, document)),
            ]
            more = " The two cannot be joined here."
        self._show(
            f"{_CHANGED[news.writer].format(document.name)} unsaved changes here. Both are safe.{more}",
            actions,
        )

    def _compare(self, document: Document) -> None:
        self.compare_requested.emit(document)
        self._go_on_asking()

    def _copy(self) -> None:
        self.copy_requested.emit()
        self._go_on_asking()

    def _go_on_asking(self) -> None:
        """Let the bar come again, which a button has closed: the question is still open."""
        self._put_off = None
        self.watch.look_anew()

    def _later(self, document: Document) -> None:
        self._put_off = document.data
        self._bench.said.emit("Put off till you save, or the file changes again.")

    def _tell_unreadable(self, error: DocumentError) -> None:
        from cueline.io.joining.conflicted import ConflictedError

        name, copy = error.path.name, ("Save a Copy…", self._copy)
        if isinstance(error, ConflictedError):
            opening = ("Open the Conflicts", partial(self.open_requested.emit, error.path))
            text = f"Git left conflicts in {name} on disk. What you have here is safe."
            self._show(text, [opening, copy])
            return
        self._show(
            f"On disk, {name} cannot be read as it is there now: line {error.line}, {error.reason} "
            "What you have here is safe.",
            [("Write Mine", self.write_requested.emit), copy],
        )

    def _tell_refused(self, found: Reread) -> None:
        """Say that the file is nothing to be worked on now, such as an empty one; what is open stays."""
        self._batch = False
        self._show(
            f"{found.document.path.name} cannot be worked on as it is on disk now: {found.refused} "
            "What you have here is safe.",
            [("Write Mine", self.write_requested.emit), ("Save a Copy…", self._copy)],
        )

    def _tell_gone(self, error: OSError) -> None:
        document = self._bench.session.document
        if document is None:
            return
        if isinstance(error, FileNotFoundError):
            self._look_for_it(document)
            return
        if isinstance(error, PermissionError):
            what = f"{document.name} may not be read any more: its permissions were changed."
        else:
            what = f"{document.name} cannot be read any more: {in_words(error)}."
        self._show(
            f"{what} What you have here is safe.",
            [("Look Again", self.watch.look_anew), ("Save As…", self.save_as_requested.emit)],
        )

    def _look_for_it(self, document: Document) -> None:
        def work() -> tuple[Renamed | None, bool]:
            from cueline.io.joining.renamed import find_renamed

            self._keep_once(document)
            return find_renamed(document), document.path.parent.is_dir()

        self._stop()
        self._reading = self._background.run(work, lambda job: self._tell_missing(job, document))

    def _tell_missing(self, job: Job, document: Document) -> None:
        self._reading = None
        session = self._bench.session
        found: Renamed | None
        found, has_folder = job.result()
        if document is not session.document:
            return
        actions: list[tuple[str, object]] = [("Save As…", self.save_as_requested.emit)]
        if has_folder:
            actions.insert(0, ("Save It Again", self.save_requested.emit))
        if found is None and not has_folder:
            what = f"{document.name} is gone from the disk, and its folder with it."
        elif found is None:
            what = f"{document.name} is gone from the disk: it was moved, renamed or deleted."
        elif found.following(document) is not None:
            what = _where(found.path, document)
            go_on = partial(self.go_on_in, found)
            actions.insert(0, (f"Go On in {found.path.name}", go_on))
        else:
            what = _where(found.path, document)
            if session.clean:
                opening = partial(self.open_requested.emit, found.path)
                actions.insert(0, (f"Open {found.path.name}", opening))
        self._show(f"{what} What you have here is safe.", actions)

    def _note_same(self) -> None:
        """Take the bar away; but say it where the file may not be written, at once or any more."""
        before, self._writable = self._writable, self.watch.writable
        document = self._bench.session.document
        if document is not None and before is not False and not self._writable:
            now = " on the disk now" if before else ""
            self._show(
                f"{document.name} is write-protected{now}, so it cannot be saved there. "
                "What you have here is safe.",
                [("Save As…", self.save_as_requested.emit)],
            )
        elif self._writable:
            self.settle()

    def _show(self, text: str, actions: Sequence[tuple[str, object]]) -> None:
        self.settle()
        self._notice = self._notices.show_message(text, kind="warning", actions=actions)  # type: ignore[arg-type]

    def settle(self) -> None:
        """Take the bar away: what it told is over, and what was to be done about it."""
        notice, self._notice, self._joins = self._notice, None, False
        if notice is not None and notice in self._notices.notices():
            notice.closed.emit(notice)

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None


def _holds(found: Reread, session: Session) -> bool:
    """Tell whether the disk holds just what is here, unsaved: then there is nothing to ask.

    Where a mended text is here, its very bytes count.
    """
    from cueline.io.joining.rereading import is_mended

    here, there = session.document, found.document
    if here is None or not found.goes_on or there.episode != session.episode:
        return False
    pairs = zip(here.files, there.files, strict=False)
    return not is_mended(here) or all(a.data == b.data for a, b in pairs)


def _is_only_mended(document: Document) -> bool:
    """Tell whether the text was mended here, and the files still hold what was read."""
    from cueline.io.joining.rereading import is_mended

    with suppress(OSError):
        return is_mended(document) and all(
            file.path.read_bytes() == file.disk for file in document.files
        )
    return False


def _is_as_read(now: Document, before: Document) -> bool:
    """Tell whether the files hold what they held when they were read."""
    pairs = zip(now.files, before.files, strict=False)
    return all(new.data == old.disk for new, old in pairs)


def _is_in_a_cell(window: QWidget) -> bool:
    """Tell whether a title, a name or a time is being typed: nothing is moved under it, nor is it ended."""
    focus = window.focusWidget()
    parent = focus if isinstance(focus, QLineEdit) else None
    while parent is not None and not isinstance(parent, QAbstractItemView):
        parent = parent.parentWidget()
    return parent is not None


def _is_somebodys(_: Document) -> Writer:
    return Writer.SOMEBODY


def _keeps_nothing(*_: object, **__: object) -> None:
    return


def _where(path: Path, document: Document) -> str:
    """Say where a file is that is gone from its place."""
    if any(path.parent == file.path.parent for file in document.files):
        return f"{document.name} is called {path.name} on disk now."
    return f"The folder of {document.name} was renamed. On disk it is {path} now."


def told(
    name: str, rows: Sequence[ReviewRow], where: str = "on disk", *, by_batch: bool = False
) -> str:
    """Say in one line what changed `where`, or, `by_batch`, with a change of many files that was made here."""
    from cueline.episode.summary import counted

    lines = {(row.index, row.place) for row in rows if row.kind not in ("clip", "field")}
    clips = sum(row.kind == "clip" for row in rows)
    fields = sum(row.kind == "field" for row in rows)
    kinds = ((len(lines), "line"), (clips, "clip"), (fields, "field"))
    parts = [counted(amount, kind) for amount, kind in kinds if amount]
    if not parts:
        return f"{name} changed {where}, but none of its values."
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    if by_batch:
        return f"Changed with the batch: {listed}. Undo brings back what was here."
    return f"{listed} changed {where}. Undo brings back what was here."
