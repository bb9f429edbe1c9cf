"""The problems of the open episode, as they are now: looked for at each pause, old and new told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.episode import Episode
from cueline.episode.checks import (
    CheckStoppedError,
    Of,
    Problem,
    Settings,
    SourceFact,
    check,
    without_right,
)
from cueline.gui.after_painting import AfterPainting
from cueline.gui.background import Background, Job
from cueline.gui.checks.findings import Findings
from cueline.gui.checks.rights import Rights
from cueline.gui.editing.cutting import Cutting
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import Document

_FIRST_MS = 500
"""For how long at most the first look waits until the lines are painted."""
_LATER_MS = 200


class _AtFirst:
    """The problems that came with the file: known again by the text at fault, or by the entry or field they are in."""

    def __init__(self, episode: Episode, problems: Sequence[Problem]) -> None:
        self._texts: dict[str, Counter[str]] = {}
        self._places: dict[tuple[str, Of], set[object]] = {}
        for problem in problems:
            self._texts.setdefault(problem.rule, Counter())[_text(problem)] += 1
            self._places.setdefault((problem.rule, problem.of), set()).add(_place(episode, problem))

    def new(self, episode: Episode, problems: Sequence[Problem]) -> tuple[bool, ...]:
        """Tell of each problem whether it came later; an old fault in a line that was edited since did not."""
        left = {rule: Counter(texts) for rule, texts in self._texts.items()}
        new = list[bool]()
        for problem in problems:
            texts, text = left.setdefault(problem.rule, Counter()), _text(problem)
            places = self._places.get((problem.rule, problem.of), ())
            new.append(texts[text] <= 0 and _place(episode, problem) not in places)
            texts[text] -= 1
        return tuple(new)


def _text(problem: Problem) -> str:
    """Return the text at fault: one that is there anyway takes no room."""
    return problem.about or problem.message


def _place(episode: Episode, problem: Problem) -> object:
    index = problem.index
    if index is None:
        return (problem.path, problem.line)
    entries = episode.items if problem.of == "item" else episode.clips
    origin = entries[index].origin
    return ("new", index) if origin is None else origin


Finder: TypeAlias = Callable[[Episode, Callable[[], bool]], list[Problem]]
"""Finds the problems of an episode; CheckStoppedError where the second argument says to stop."""


class Checking(QObject):
    """Looks for problems a moment after each edit, in a thread of its own: no save waits for it.

    `findings` are what was found last. `fault` says why the settings of the site could not be used, "" if they are.
    """

    found = Signal()

    def __init__(self, bench: Workbench, cutting: Cutting, rights: Rights) -> None:
        super().__init__(bench)
        self._bench, self._cutting = bench, cutting
        self._background, self._rights = Background(self), rights
        self.findings = Findings(Episode())
        self.fault = ""
        self._settings: Settings | None = None
        self._at_first: _AtFirst | None = None
        self._seen: Episode | None = None
        self._job: Job | None = None
        self._reading: Job | None = None
        self._given_up = Event()
        self._path: Path | None = None
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._look)
        self._first = QTimer(self, singleShot=True)
        self._first.timeout.connect(self.read_settings)
        self._painted = AfterPainting(bench.table.viewport(), _FIRST_MS)
        self._painted.came.connect(lambda: self._first.start(bench.pause(0)))
        bench.session.loaded.connect(self._begin)
        bench.session.saved.connect(self._note_saved)
        bench.session.changed.connect(self.look_later)
        bench.session.text_taken.connect(self._look_again)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that were found last, in the order of the rules."""
        return self.findings.problems

    @property
    def known(self) -> bool:
        """Whether the problems of the episode as it is now were looked for."""
        return self._seen is self._bench.episode and self._at_first is not None

    @property
    def settings(self) -> Settings:
        """What holds for the checks of the episode, with what the user said to be right."""
        settings = self._settings or Settings()
        document = self._bench.session.document
        mine = self._rights.of(document.path if document is not None else None)
        return replace(settings, right=settings.right | mine) if mine else settings

    def facts(self) -> Sequence[SourceFact]:
        """Return what only the source of the episode shows, with the places that its items have now."""
        document = self._bench.session.document
        return () if document is None else _facts(document, self._bench.episode)

    def look_later(self) -> None:
        """Look again at the next pause."""
        self._later.start(self._bench.pause(_LATER_MS))

    def look_now(self) -> bool:
        """Look at once where that takes no time; tell whether the problems are those of the episode as it is."""
        if not self.known and self._settings is not None and self._at_first is not None:
            self._stop_looking()
            if not self._bench.long:
                episode = self._bench.episode
                found = self.finder()(episode, bool)
                self._take(Findings.of(episode, found, self._at_first.new(episode, found)))
            else:
                self._look()
        return self.known

    def read_settings(self) -> None:
        """Read what the site says about its checks, then look again."""
        document, mine = self._bench.session.document, self._at_first
        self._stop()
        if document is not None and self._bench.session.editable:
            sound, stop = self._cutting.sound_end(), self._given_up.is_set
            right = self._rights.of(document.path)
            self._reading = self._run(
                lambda: _prepared(document, mine, right, sound, stop), self._take_settings
            )

    def leave(self) -> None:
        """Look for nothing more: the window is closed."""
        self._stop()
        self._background.finish()

    def finder(self, rules: Sequence[str] | None = None) -> Finder:
        """Return what finds the problems of what becomes of the episode; it may be asked in any thread."""
        document, settings, sound = (
            self._bench.session.document,
            self.settings,
            self._cutting.sound_end(),
        )
        if document is None or self._settings is None:
            return lambda _episode, _stop: []
        return lambda episode, stop: _found(document, episode, settings, sound, rules, stop=stop)

    def _begin(self) -> None:
        self._stop()
        self.fault = ""
        self._settings = self._at_first = None
        document = self._bench.session.document
        self._path = document.path if document is not None else None
        self._show(Findings(Episode()))
        self._seen = None
        self._painted.begin()

    def _note_saved(self) -> None:
        """Read the settings that hold where the file is now; what is right for the user goes along."""
        document, before = self._bench.session.document, self._path
        if document is not None and before is not None and document.path != before:
            self._rights.take_along(before, document.path)
            self._path = document.path
        self.read_settings()

    def _stop(self) -> None:
        self._painted.stop()
        self._first.stop()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
            self._give_up()
        self._stop_looking()

    def _stop_looking(self) -> None:
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._give_up()

    def _give_up(self) -> None:
        """Let what is under way in the other thread end at its next rule; what begins from now on goes on."""
        self._given_up.set()
        self._given_up = Event()

    def _look_again(self) -> None:
        self._seen = None
        self.look_later()

    def _take_settings(self, job: Job) -> None:
        self._reading = None
        self._settings, self.fault, self._at_first, found = job.result()
        self._seen = None
        if found is not None and self._bench.episode is found.episode:
            self._take(found)
        else:
            self._look()

    def _look(self) -> None:
        document, episode = self._bench.session.document, self._bench.episode
        at_first = self._at_first
        if document is None or self._settings is None or at_first is None:
            return
        self._stop_looking()
        settings, sound = self.settings, self._cutting.sound_end()
        stop = self._given_up.is_set

        def look() -> Findings:
            found = _found(document, episode, settings, sound, stop=stop)
            findings = Findings.of(episode, found, at_first.new(episode, found))
            if stop():  # the window would drop them, all at once
                del findings
                while found:
                    found.pop()
                raise CheckStoppedError
            return findings

        self._job = self._run(look, lambda job: self._take(job.result()))

    def _run(self, work: Callable[[], Any], then: Callable[[Job], None]) -> Job:
        return (self._background.run_long if self._bench.long else self._background.run)(work, then)

    def _take(self, findings: Findings) -> None:
        self._job = None
        self._seen = findings.episode
        if findings.episode is not self._bench.episode:
            self.look_later()
        self._show(findings)

    def _show(self, findings: Findings) -> None:
        before, self.findings = list(self.problems), findings
        self.found.emit()
        self._background.let_go(before)


def _prepared(
    document: Document,
    at_first: _AtFirst | None,
    mine: frozenset[tuple[str, str]],
    sound: Any,
    stop: Callable[[], bool],
) -> tuple[Settings, str, _AtFirst, Findings | None]:
    """Return the settings for a document, why they could not be read, and the problems that came with it.

    Only what the file had when it was opened came with it: `at_first`, where that is known already. Else what was
    found for it comes along, but for what is right; `mine` is what this user said to be.
    """
    from cueline.io.checking.checking import settings_for
    from cueline.io.checking.settings_file import SettingsError
    from cueline.io.site.site import Site, Sites

    site, fault = Site(), ""
    path: Path | None = document.path
    try:
        site = site if path is None else Sites().of(path)
    except SettingsError as error:
        fault = str(error)
    settings = settings_for(document, site)
    if at_first is not None:
        return settings, fault, at_first, None
    everything, episode = replace(settings, right=frozenset()), document.episode
    found = _found(document, episode, everything, sound, stop=stop)
    first = _AtFirst(episode, found)
    left = without_right(found, settings.right | mine)
    return settings, fault, first, Findings.of(episode, left, (False,) * len(left))


def _found(
    document: Document,
    episode: Episode,
    settings: Settings,
    sound: Any,
    rules: Sequence[str] | None = None,
    *,
    stop: Callable[[], bool] = bool,
) -> list[Problem]:
    if stop():
        raise CheckStoppedError
    facts = _facts(document, episode)
    return check(episode, settings, facts, rules=rules, sound=sound, stop=stop)


def _facts(document: Document, episode: Episode) -> Sequence[SourceFact]:
    """Return what only the source shows, with the places that its items have now; without those that are gone."""
    facts = document.facts
    if not facts or episode is document.episode:
        return facts
    now = {item.origin: i for i, item in enumerate(episode.items)}
    moved = [
        fact
        if fact.index is None
        else replace(fact, index=now.get(document.episode.items[fact.index].origin, -1))
        for fact in facts
    ]
    return [fact for fact in moved if fact.index != -1]
