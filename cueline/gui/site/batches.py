"""Changes of many files in the window: asked for, listed, done beside the window, and taken back."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from cueline.episode import EditError
from cueline.episode.voices import names_in
from cueline.gui.asking import Asking
from cueline.gui.background import Background, Job
from cueline.gui.files.problems import counted
from cueline.gui.site.cut_off import FOLDER
from cueline.gui.store import Store
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.matching import Matcher
    from cueline.episode.proposals import Suggestion
    from cueline.gui.site.site_work import SiteWork
    from cueline.io.batches.batches import FileChange, Result
    from cueline.io.batches.kinds import FileHit, Kind
    from cueline.io.batches.records import Batch, Skipped, TakenBack
    from cueline.widgets.site.batch_dialog import BatchDialog
    from cueline.widgets.site.batch_forms import Asked, BatchForm
    from cueline.widgets.site.batch_history import BatchHistory, PastBatch

_TELL_MS = 100
_NAMED = 6
_FEW = 1
NO_FOLDER = "Open an episode or your site’s folder first."

Paths = Callable[[], list[Path]]
AskWork = Callable[[Callable[["SiteWork | None"], None]], None]


class Batches(QObject):
    """Does one change of many files at a time.

    `ask_work` hands over what is done for the folder, a moment later. `unsaved`: files with unsaved changes in any
    window, which are left alone. `changed` carries the files that are others now.
    """

    changed = Signal(object)  # list[Path]

    def __init__(self, bench: Workbench, store: Store, ask_work: AskWork, unsaved: Paths) -> None:
        super().__init__(bench)
        self._bench, self._ask_work, self._unsaved = bench, ask_work, unsaved
        self._keep = store.folder / FOLDER
        self._background, self._disk = Background(self), Asking(self)
        self._stopped = False
        self._done = (0, 0)
        self._matcher: Matcher | None = None
        self._dialog: BatchDialog | None = None
        self._history: BatchHistory | None = None
        self._kept: list[Batch] = []
        self._chosen: Path | None = None
        self._root = Path()
        self._found: tuple[Kind, list[FileChange], Sequence[Suggestion]] | None = None
        self._words = ""
        self._asked: Asked | None = None
        self._tell = QTimer(self, interval=_TELL_MS)
        self._tell.timeout.connect(self._show_progress)

    def replace(self) -> None:
        """Ask for a replacement in all episodes of the folder."""
        from cueline.widgets.site.batch_forms import ReplaceForm

        self._open(lambda: ReplaceForm(self._asked))

    def rename_speaker(self) -> None:
        """Ask for a speaker's new name in all episodes of the folder."""
        from cueline.widgets.site.batch_forms import RenameForm

        line = self._bench.line
        names = names_in(self._bench.episode)
        self._open(lambda: RenameForm(names, line.speaker if line is not None else ""))

    def fix(self) -> None:
        """Ask for the kind of fault to be mended in all episodes of the folder."""
        from cueline.episode.checks import RULES
        from cueline.widgets.site.batch_forms import FixForm

        kinds = [(rule.id, rule.title) for rule in RULES.values() if rule.fix == "safe"]
        self._open(lambda: FixForm(kinds))

    def take_back(self) -> None:
        """Show the batches of the last month, to take one back."""
        from cueline.widgets.site.batch_history import BatchHistory

        if not self._bench.commit_open():
            return
        history = self._history = BatchHistory(self._bench.window)
        history.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        history.setWindowModality(Qt.WindowModality.WindowModal)
        history.take_back_requested.connect(self._take_back_listed)
        history.finished.connect(self._forget)
        self._list_batches("")
        history.open()

    def put_back(self, batch: Batch) -> None:
        """Take a batch back."""
        if self._bench.commit_open():
            self._take_back(batch)

    def leave(self) -> None:
        """Stop: the window is closed. A file that is being written is still written whole."""
        self._tell.stop()
        self._disk.forget()
        self._forget()
        self._background.finish()

    # Asking, and the list.

    def _open(self, make: Callable[[], BatchForm]) -> None:
        if self._bench.commit_open():
            self._ask_work(lambda work: self._open_for(work, make))

    def _open_for(self, work: SiteWork | None, make: Callable[[], BatchForm]) -> None:
        if work is None:
            self._bench.said.emit(NO_FOLDER)
            return
        known, root = [entry.path for entry in work.entries], work.root
        self._disk.ask(
            lambda: known or _files_below(root), lambda paths: self._open_over(work, paths, make)
        )

    def _open_over(self, work: SiteWork, paths: list[Path], make: Callable[[], BatchForm]) -> None:
        from cueline.widgets.site.batch_dialog import BatchDialog

        if not paths:
            self._bench.said.emit(NO_FOLDER)
            return
        where = os.path.commonpath([path.absolute().parent for path in paths])
        form = make()
        dialog = BatchDialog(form, f"In all episodes below {where}", self._bench.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.list_requested.connect(lambda: self._list(paths, Path(where)))
        dialog.change_requested.connect(self._change)
        dialog.stop_requested.connect(self._stop)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        self._tell_entries(work, form)
        dialog.open()

    def _tell_entries(self, work: SiteWork, form: BatchForm) -> None:
        """Let a form know what is known of the episodes, now and when more is."""
        work.known.connect(form.take_entries)
        if work.entries:
            form.take_entries(work.entries)
        else:
            work.look_up()
            work.check()

    def _list(self, paths: Sequence[Path], root: Path) -> None:
        """Read the files and show what would change in them."""
        from cueline.io.batches.batches import prepare
        from cueline.io.batches.records import is_among
        from cueline.io.checking.settings_file import SettingsError

        dialog = self._dialog
        if dialog is None:
            return
        try:
            kind = self._kind(dialog.form)
        except EditError as error:
            dialog.show_fault(str(error))
            return

        unsaved = self._unsaved()

        def work() -> list[tuple[FileChange, bool]] | str:
            try:
                changes = prepare(paths, kind, self._note)
                return [(change, is_among(change.files, unsaved)) for change in changes]
            except (EditError, SettingsError) as error:
                return str(error)

        self._begin("Reading")
        self._background.run(work, lambda job: self._show(job.result(), kind, root))

    def _show(self, changes: list[tuple[FileChange, bool]] | str, kind: Kind, root: Path) -> None:
        """List what would change in each file; in those that are unsaved in a window nothing does."""
        from cueline.io.batches.records import UNSAVED, Skipped

        self._end()
        dialog = self._dialog
        if dialog is None:
            return
        if isinstance(changes, str) or self._stopped:
            dialog.show_fault(
                changes if isinstance(changes, str) else "Stopped. Nothing was changed."
            )
            return
        with_hits: list[FileChange] = []
        left: list[Skipped] = []
        for change, is_unsaved in changes:
            if change.hits and is_unsaved:
                left.append(Skipped(change.path, UNSAVED))
            elif change.hits:
                with_hits.append(change)
        suggestions = _suggestions(with_hits, root)
        self._found = kind, with_hits, suggestions
        self._root = root
        unread = [Skipped(change.path, change.fault) for change, _ in changes if change.fault]
        said = f"{_sum(len(suggestions), kind)} in {counted(len(with_hits), 'file')}."
        said = said if suggestions else "Nothing would change."
        more = f"{_open_ones(left)} {_unread(unread, kind)}".strip()
        dialog.show_list(suggestions, f"{said} {more}".strip(), self._details((*left, *unread)))

    def _details(self, files: Sequence[Skipped]) -> list[str]:
        """Return a line for each file that is left out; none for one that is named anyhow."""
        from cueline.io.batches.records import UNSAVED

        if len(files) == 1 and files[0].reason == UNSAVED:
            return []
        return [f"{_below(file.path, self._root)}: {file.reason}" for file in files]

    def _kind(self, form: BatchForm) -> Kind:
        """Return what the form asks for; EditError where it cannot be understood."""
        from cueline.episode.replacing import Replacement
        from cueline.io.batches.kinds import RenameSpeaker, Replace, SafeFix
        from cueline.widgets.site.batch_forms import RenameForm, ReplaceForm

        if isinstance(form, ReplaceForm):
            pattern = form.pattern()
            made = Replacement.of(form.replacement(), pattern)
            search = self._search
            return Replace(pattern, made, form.parts(), form.replacement(), search)
        if isinstance(form, RenameForm):
            return RenameSpeaker(*form.names())
        return SafeFix(form.kind())  # type: ignore[attr-defined]

    def _search(self, *asked: Any) -> tuple[Any, ...]:
        """Find a pattern so that it can be stopped; in the other thread."""
        from cueline.episode.matching import Matcher

        self._matcher = self._matcher or Matcher()
        return self._matcher.find(*asked, stop=lambda: self._stopped)

    # Doing it, and taking it back.

    def _change(self, chosen: frozenset[int]) -> None:
        """Change the files, beside the window."""
        from cueline.episode.proposals import Outline
        from cueline.io.batches.batches import carry_out
        from cueline.widgets.site.batch_dialog import chosen_by_group

        if self._found is None or self._dialog is None:
            return
        kind, changes, suggestions = self._found
        kinds = Outline.of(suggestions).kinds
        by_name, names = chosen_by_group(kinds, chosen), list(dict.fromkeys(kinds))
        wanted = {
            change.path: by_name.get(name, []) for name, change in zip(names, changes, strict=True)
        }
        unsaved, keep = self._unsaved(), self._keep

        def work() -> Result:
            return carry_out(
                changes, wanted, kind, keep,
                now=datetime.now(), unsaved=unsaved, on_progress=self._note,
            )  # fmt: skip

        self._begin("Changing")
        self._background.run(work, self._tell_result)

    def _tell_result(self, job: Job) -> None:
        result: Result = job.result()
        self._end()
        said = f"{result.sentence}. {result.stopped}".strip()
        few = len(result.skipped) <= _FEW
        left = _named(result.skipped) if few else _many(result.skipped)
        said = f"{said} {left}".strip()
        if result.files:
            self.changed.emit(list(result.files))
        if self._dialog is None:
            self._bench.said.emit(said)
            return
        batch = result.batch
        if batch is not None:
            self._dialog.take_back_requested.connect(lambda: self._take_back(batch))
        details = [] if few else self._details(result.skipped)
        self._dialog.show_result(said, details, can_take_back=batch is not None)

    def _take_back(self, batch: Batch) -> None:
        from cueline.io.batches.records import take_back

        unsaved = self._unsaved()
        self._begin("Putting back")
        self._background.run(
            lambda: take_back(batch, unsaved=unsaved, on_progress=self._note), self._tell_back
        )

    def _tell_back(self, job: Job) -> None:
        back: TakenBack = job.result()
        self._end()
        said = f"{counted(back.episodes, 'file')} put back, as before the batch."
        listed = self._dialog is None and self._history is not None  # there the names stand above
        left = _many(back.skipped) if listed and back.skipped else _named(back.skipped)
        said = f"{said} {left}".strip()
        if back.files:
            self.changed.emit(list(back.files))
        if self._dialog is not None:
            self._dialog.show_result(said, can_take_back=False)
        elif self._history is not None:
            self._list_batches(said)
        else:
            self._bench.said.emit(said)

    def _take_back_listed(self, place: int) -> None:
        if place < len(self._kept):
            self._chosen = self._kept[place].folder
            self._take_back(self._kept[place])

    def _list_batches(self, said: str) -> None:
        """Show what can be taken back; it is read beside the window, for old ones are removed meanwhile."""
        from cueline.io.batches.records import batches, left_alone

        keep, unsaved = self._keep, self._unsaved()
        if self._history is not None:
            self._history.show_work(said or "Looking…")

        def work() -> list[tuple[Batch, list[Skipped]]]:
            kept = batches(keep, datetime.now())
            return list(zip(kept, left_alone(kept, unsaved), strict=True))

        self._background.run(work, lambda job: self._show_batches(job.result(), said))

    def _show_batches(self, found: list[tuple[Batch, list[Skipped]]], said: str) -> None:
        """Show the batches; the one that was chosen stays so, and no other takes its place."""
        self._kept = [batch for batch, _ in found]
        if self._history is None:
            return
        chosen, self._chosen = self._chosen, None
        folders = [batch.folder for batch in self._kept]
        current = 0 if chosen is None else None
        if chosen in folders:
            current = folders.index(chosen)
        empty = "" if found else "There is no change of many files that could be taken back."
        self._history.show_batches(
            [_past(batch, left) for batch, left in found], f"{said} {empty}".strip(), current
        )

    # Work beside the window.

    def _begin(self, words: str) -> None:
        self._stopped, self._done, self._words = False, (0, 0), words
        if self._dialog is not None:
            self._dialog.show_work(f"{words}…")
        elif self._history is not None:
            self._history.show_work(f"{words}…")
        self._tell.start()

    def _end(self) -> None:
        self._tell.stop()

    def _stop(self) -> None:
        self._stopped = True

    def _note(self, done: int, total: int) -> bool:
        """Take down how far it is; in the other thread."""
        self._done = done, total
        return not self._stopped

    def _show_progress(self) -> None:
        done, total = self._done
        if self._dialog is not None and total:
            words = f"{self._words} file {min(done + 1, total):,} of {total:,}…"
            self._dialog.show_progress(done, total, words)

    def _forget(self) -> None:
        self._stopped = True
        if self._dialog is not None:
            self._asked = self._dialog.form.asked() or self._asked
        self._dialog = self._history = self._found = None
        matcher, self._matcher = self._matcher, None
        if matcher is not None:
            self._background.run(matcher.end, _nothing)


def _named(files: Sequence[Skipped]) -> str:
    """Return a sentence that names the files that were left out, with their reasons; "" without any."""
    return f"{_many(files)[:-1]} ({_names(files)})." if files else ""


def _many(files: Sequence[Skipped]) -> str:
    left = "was left as it is" if len(files) == 1 else "were left as they are"
    return f"{counted(len(files), 'file')} {left}."


def _names(files: Sequence[Skipped]) -> str:
    shown = "; ".join(f"{file.path.name}: {file.reason}" for file in files[:_NAMED])
    more = f"; and {len(files) - _NAMED} more" if len(files) > _NAMED else ""
    return f"{shown}{more}"


def _open_ones(files: Sequence[Skipped]) -> str:
    """Say which files are left out because they are open with changes; "" without any."""
    if len(files) == 1:
        return f"{files[0].path.name} is left out: {files[0].reason}."
    return f"{counted(len(files), 'file')} with unsaved changes are left out." if files else ""


def _unread(files: Sequence[Skipped], kind: Kind) -> str:
    """Say how many files are left out because they cannot be read; only those are, in which it may stand."""
    from cueline.io.batches.kinds import SafeFix

    if not files:
        return ""
    which = "" if isinstance(kind, SafeFix) else " that may hold it"
    are = "cannot be read and is left out" if len(files) == 1 else "cannot be read and are left out"
    return f"{counted(len(files), 'file')}{which} {are}."


def _below(path: Path, root: Path) -> str:
    return os.path.relpath(path.absolute(), root)


def _suggestions(changes: Sequence[FileChange], root: Path) -> Sequence[Suggestion]:
    """Return what would change as a list by file; there may be so much of it that each is made when it is seen."""
    from cueline.episode.proposals import LateSuggestions

    hits = [hit for change in changes for hit in change.hits]
    names = [name for c in changes for name in [_below(c.path, root)] * len(c.hits)]
    return LateSuggestions(names, lambda place: _suggestion(hits[place], names[place]))


def _suggestion(hit: FileHit, name: str) -> Suggestion:
    from cueline.episode.proposals import Suggestion

    was, now = (
        f"{hit.before}{_seen(hit.was)}{hit.after}",
        f"{hit.before}{_seen(hit.now)}{hit.after}",
    )
    if not hit.now and not hit.before and not hit.after:
        now = ""
    return Suggestion(name, hit.time or f"line {hit.line:,}", was, now, "")


def _seen(text: str) -> str:
    """Return a text in which spaces, if it has nothing else, can be seen."""
    if not text or text.strip():
        return text
    return "".join("·" if sign == " " else "⍽" for sign in text)


def _sum(amount: int, kind: Kind) -> str:
    one, many = kind.unit
    return f"{amount:,} {one if amount == 1 else many}"


def _past(batch: Batch, left: Sequence[Skipped]) -> PastBatch:
    """Return a batch as it is listed, with what taking it back would leave alone.

    Here as when it was done an episode counts once, in however many files it is.
    """
    from cueline.widgets.site.batch_history import PastBatch

    names = {skipped.path for skipped in left}
    whole = len(batch.episodes)
    back = sum(names.isdisjoint(kept.old) for kept in batch.episodes)
    line = f"{batch.when:%d %B, %H:%M} · {batch.label} · {counted(whole, 'file')}"
    if batch.planned:
        line = f"{line}, cut off: {batch.planned:,} were to be changed"
    if not left:
        return PastBatch(line, f"{counted(back, 'file')} would be as before.", back)
    alone = counted(whole - back, "file")
    none = f"{counted(back, 'file') if back else 'No file'} would be as before"
    stay = "stays" if whole - back == 1 else "stay"
    detail = f"{none}; {alone} {stay} as now ({_names(left)})."
    return PastBatch(f"{line}, {whole - back:,} to be left alone", detail, back)


def _nothing(_: Job) -> None:
    return


def _files_below(root: Path) -> list[Path]:
    from cueline.io.checking.checking import files_below

    return files_below([root])
