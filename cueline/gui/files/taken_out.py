"""What came into the file from elsewhere and was undone here: a save that would take it out of the file asks first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cueline.episode import Change, Episode
from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.files.came_in import JOIN, RELOAD, REVERT, by_whom
from cueline.gui.files.problems import counted
from cueline.gui.undo import Edit, HistoryStep
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.review import ReviewRow
    from cueline.io import Document

_ARRIVALS = (RELOAD.name, JOIN.name, REVERT.name)
_BACK = Edit(JOIN.name, None, "putting back what came from the disk")
_LISTED, _LONG = 4, 60


@dataclass(frozen=True, slots=True)
class _Undone:
    """A step that was undone.

    `whose`: who made what came in with it, "" where nothing did; `stood`: what that changed, where it is not what the
    step changed.
    """

    change: Change
    whose: str = ""
    stood: Episode | None = None


@dataclass(frozen=True, slots=True)
class _Branch:
    """Steps that were undone, down to `base`, and how many from there on to the last with which something came in."""

    base: Episode
    steps: tuple[_Undone, ...]


@dataclass(frozen=True, slots=True)
class _Missing:
    """What the file has of others, and would have no more: `rows` tell it, `episode` has it."""

    episode: Episode
    rows: Sequence[ReviewRow]
    whose: frozenset[str]


class TakenOut(QObject):
    """Remembers what was undone of others, as long as the file has it, also when it cannot be done again."""

    def __init__(self, bench: Workbench, background: Background) -> None:
        super().__init__(bench)
        self._bench, self._session, self._background = bench, bench.session, background
        self._ahead: _Branch | None = None
        """What can still be done again."""
        self._dropped: list[_Branch] = []
        self._stood: dict[int, Episode] = {}
        """By the place of a step that read the file again: what the file had held."""
        session = bench.session
        session.loaded.connect(self._begin)
        session.moved.connect(self._look)
        session.merged.connect(self._note_edit)
        session.stepped.connect(self._note_step)

    def note_saved(self, _: object = None) -> None:
        """Forget what the file has no more."""
        self._dropped = []
        self._look()

    def ask_before(
        self, path: Path | None, save: Callable[[], None], stay: Callable[[], None]
    ) -> None:
        """Save at once where nothing of others would be taken out of the file; else ask.

        `path`: where it is saved, None for the file itself. `stay` is called where nothing is to be saved.
        """
        branches = [*self._dropped, *([self._ahead] if self._ahead else [])]
        document, now = self._session.document, self._session.episode
        if document is None or not branches:
            save()
            return

        def work() -> _Missing | None:
            return _missing(now, branches) if _is_of(document, path) else None

        def tell(job: Job) -> None:
            missing: _Missing | None = job.result()
            if self._session.episode is not now:
                self.ask_before(path, save, stay)  # something was done meanwhile
            elif missing is None:
                save()
            else:
                self._ask(missing, save, stay)

        self._background.run(work, tell)

    def _ask(self, missing: _Missing, save: Callable[[], None], stay: Callable[[], None]) -> None:
        changes = counted(len(missing.rows), "change")
        it = "it" if len(missing.rows) == 1 else "them"
        dialogs.ask(
            self._bench.window,
            f"Take {changes} that {_who(missing.whose)} made out of the file?",
            f"The file has {it} from elsewhere; Undo has taken {it} out here. Without {it} it will be:\n\n"
            f"{_listed(missing.rows)}\n\n"
            f"Keep puts {it} back beside what you did, and saves. Save Without {it.capitalize()} writes what is here;"
            " the file as it is now is then in Earlier Versions.",
            [
                ("Keep", lambda: self._keep(missing, save)),
                (f"Save Without {it.capitalize()}", save),
            ],
            on_cancel=stay,
        )

    def _keep(self, missing: _Missing, save: Callable[[], None]) -> None:
        """Put back what was undone: by redo, where that brings nothing else."""
        session, ahead = self._session, self._ahead
        leads = ahead is not None and all(step.whose and not step.stood for step in ahead.steps)
        if ahead is not None and leads and not self._dropped:
            session.undo_to(session.index + len(ahead.steps))
        else:
            session.apply(_BACK, missing.episode)
        self._dropped = []
        save()
        self._bench.said.emit(f"Kept: {counted(len(missing.rows), 'change')} from elsewhere.")

    # What the history does.

    def _begin(self) -> None:
        self._dropped, self._stood = [], {}
        self._look()

    def _look(self, _: int = 0) -> None:
        """Find what came in with the steps that are undone now, and is in the file."""
        session = self._session
        saved, steps = session.saved_index, list[_Undone]()
        for place in range(session.index, session.steps if saved < 0 else saved):
            step = session.step(place)
            if step is not None:
                steps.append(self._undone(step, place))
        while steps and not steps[-1].whose:
            steps.pop()
        self._ahead = _Branch(session.episode, tuple(steps)) if steps else None

    def _undone(self, step: HistoryStep, place: int) -> _Undone:
        stood = self._stood.get(place)
        came = step.name in _ARRIVALS and (step.name != REVERT.name or stood is not None)
        return _Undone(step.change, by_whom(step.text()) if came else "", stood)

    def _note_step(self, step: HistoryStep) -> None:
        place, document = self._session.index - 1, self._session.document
        self._stood = {at: held for at, held in self._stood.items() if at < place}
        if step.name == REVERT.name and document is not None:
            self._stood[place] = document.episode
        self._note_edit()

    def _note_edit(self, _: object = None) -> None:
        """Note that what was undone cannot be done again any more."""
        if self._ahead is not None:
            self._dropped.append(self._ahead)
            self._ahead = None


def _missing(now: Episode, branches: Sequence[_Branch]) -> _Missing | None:
    """Return what came in with these steps and is not here, None where nothing is; where both changed, it is theirs."""
    from cueline.episode.review import review_rows

    whole, whose = now, set[str]()
    for branch in branches:
        before = branch.base
        for step in branch.steps:
            after = step.change.apply(before)
            if step.whose:
                whole = _with(step.stood or before, whole, after)
                whose.add(step.whose)
            before = after
    rows = review_rows(whole, now)
    return _Missing(whole, rows, frozenset(whose)) if rows else None


def _with(before: Episode, here: Episode, after: Episode) -> Episode:
    from cueline.episode.joining import join

    joined = join(before, here, after, known=after)
    if not joined.rows:
        return joined.episode
    return join(before, here, after, {row.id: "theirs" for row in joined.rows}, after).episode


def _is_of(document: Document, path: Path | None) -> bool:
    from cueline.io.saving.atomic import is_one_of

    return path is None or is_one_of(path, [file.path for file in document.files])


def _who(whose: frozenset[str]) -> str:
    return next(iter(whose)) if len(whose) == 1 else "others"


def _listed(rows: Sequence[ReviewRow]) -> str:
    """Tell of the first rows, what they are now and what they would be."""
    listed = [_told(row) for row in rows[:_LISTED]]
    more = len(rows) - len(listed)
    return "\n".join([*listed, f"and {more} more"] if more else listed)


def _told(row: ReviewRow) -> str:
    was, now = (
        _short("".join(text for text, changed in runs if changed or row.kind == "moved"))
        for runs in (row.was, row.now)
    )
    place = f"{row.place}: " if row.place else ""
    if not now:
        return f"{place}without “{was}”"
    return f"{place}“{now}” in place of “{was}”" if was else f"{place}with “{now}”"


def _short(text: str) -> str:
    from cueline.episode.visible import visible

    text = visible(text).strip()
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
