"""The life of a window's document: in which state it is, and what a request means there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from cueline.episode import Episode
from cueline.gui import dialogs
from cueline.gui.safety.journalling import Journalling
from cueline.gui.session import History
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import Document


class State(Enum):
    """What the window is doing with its document."""

    EMPTY = auto()
    """There is none."""
    OPEN = auto()
    """It is open and nothing is under way."""
    OPENING = auto()
    """A file is being read; what was open before still is."""
    SAVING = auto()
    """It is on its way to the disk."""
    CLOSED = auto()
    """The window has let go of it for good."""


class Request(Enum):
    """What can be asked for in any state."""

    OPEN = auto()
    SHOW = auto()
    """A file was read and is to be shown."""
    CLOSE = auto()
    LEAVE = auto()
    """The window is to be closed."""
    SAVE = auto()


@dataclass(frozen=True, slots=True)
class Then:
    """What is to be done when a save has ended: what was asked for, and how that goes on."""

    request: Request
    go_on: Callable[[], None]


class Answer(Enum):
    """What becomes of a request."""

    NOW = auto()
    ASK = auto()
    """Done at once where nothing is unsaved; else the user is asked first."""
    LATER = auto()
    """Done when the save has ended."""
    NEVER = auto()


_LOSING = (Request.OPEN, Request.SHOW, Request.CLOSE, Request.LEAVE)
ANSWERS: dict[State, dict[Request, Answer]] = {
    State.EMPTY: {**dict.fromkeys(_LOSING, Answer.NOW), Request.SAVE: Answer.NEVER},
    State.OPEN: {**dict.fromkeys(_LOSING, Answer.ASK), Request.SAVE: Answer.NOW},
    State.OPENING: {**dict.fromkeys(_LOSING, Answer.ASK), Request.SAVE: Answer.NOW},
    State.SAVING: dict.fromkeys(Request, Answer.LATER),
    State.CLOSED: dict.fromkeys(Request, Answer.NEVER),
}


class DocumentLife(QObject):
    """Lets a request go on, puts it off or asks, so that nothing unsaved is lost; the one place that changes documents.

    One request at most is put off: the user's last word counts. `stayed` is sent when a request came to nothing.
    """

    stayed = Signal()
    leaving_later = Signal(object)  # what closes the window, which waits for a save

    def __init__(self, bench: Workbench, journal: Journalling) -> None:
        super().__init__(bench)
        self.opening = False
        self.save_and: Callable[[Then], None] = _saves_nothing
        """How to save first and then go on; set by what saves."""
        self.hold: Callable[[Callable[[], None]], bool] = _holds_nothing
        """Whether a text that is no document has unsaved changes: then the user is asked, and what goes on waits."""
        self.holding: Callable[[], bool] = _nothing_held
        self._bench = bench
        self._journal = journal
        self._closed = False
        self._later: Then | None = None
        self._given_up: Episode | None = None
        self.stayed.connect(self.take_up_again)

    @property
    def state(self) -> State:
        """What the window is doing with its document."""
        session = self._bench.session
        if self._closed:
            return State.CLOSED
        if session.saving:
            return State.SAVING
        if self.opening:
            return State.OPENING
        return State.EMPTY if session.document is None else State.OPEN

    def request(self, request: Request, go_on: Callable[[], None]) -> None:
        """Take what is typed; then go on, at once, later, or as the user says. A time not understood stops it."""
        if request in (Request.OPEN, Request.CLOSE, Request.LEAVE) and self.hold(go_on):
            return
        if request is Request.SHOW:
            self._bench.finish_open()
        elif not self._bench.commit_open():
            self._refuse(request, go_on)
            return
        answer = ANSWERS[self.state][request]
        if answer is Answer.LATER:
            self._put_off(Then(request, go_on))
        elif answer is Answer.ASK and not self._nothing_to_lose:
            self._ask(request, go_on)
        elif answer is not Answer.NEVER:
            go_on()

    def _put_off(self, then: Then) -> None:
        if then.request is not Request.SHOW or self._waiting_for in (None, Request.SAVE):
            self.put_off(then)

    def _refuse(self, request: Request, go_on: Callable[[], None]) -> None:
        """Say why what is typed cannot be saved; ask whether to leave without it."""
        fault = self._bench.fault
        if request is Request.SAVE and fault:
            self._bench.said.emit(f"Not saved. {fault} Mend it, or give it up with Escape.")
        if request is Request.SAVE or not fault:
            self.stayed.emit()
            return
        box = dialogs.ask(
            self._bench.window,
            "Leave without what is not understood yet?",
            fault,
            [("Leave Without It", lambda: self._leave_without(request, go_on))],
            cancel="Stay and Mend",
            on_cancel=self.stayed.emit,
        )
        stay = box.escapeButton()
        if isinstance(stay, QPushButton):
            box.setDefaultButton(stay)

    def _leave_without(self, request: Request, go_on: Callable[[], None]) -> None:
        self._bench.finish_open()
        self.request(request, go_on)

    def may_leave(self) -> bool:
        """Tell whether the window may be closed at once."""
        if self._closed or not self._bench.commit_open():
            return self._closed
        return self.state is not State.SAVING and self._nothing_to_lose and not self.holding()

    def put_off(self, then: Then) -> None:
        """Go on when the save that is under way, or begins now, has ended."""
        leaves = then.request is Request.LEAVE
        if self._later is not None and not leaves:
            self.stayed.emit()
        self._later = then
        if leaves:
            self.leaving_later.emit(then.go_on)

    def end_save(self, *, well: bool) -> None:
        """Do what was put off; after a save that failed only another save."""
        later, self._later = self._later, None
        if later is not None and (well or later.request is Request.SAVE):
            self.go_on(later)
        elif not well:
            self.stayed.emit()

    def go_on(self, then: Then) -> None:
        """Do what was put off, as if it were asked for now."""
        self.request(then.request, then.go_on)

    def take_later(self) -> Then | None:
        """Return what was put off and forget it; None if nothing was."""
        later, self._later = self._later, None
        return later

    def give_up(self) -> None:
        """Note that the user does not want the changes as they are now; later ones are asked about again."""
        self._given_up = self._bench.episode

    def take_up_again(self) -> None:
        """Note that nothing is given up after all: what is not saved is asked about again."""
        self._given_up = None

    def change_to(
        self,
        document: Document | None,
        history: History | None = None,
        follow: Callable[[], None] | None = None,
    ) -> None:
        """Hold another document, None for none: end the open editors, let go of the old one, load, follow.

        `history`: what the document's history begins with; `follow` then goes on with the journal that it is from.
        """
        self._bench.finish_open()
        self._journal.release()
        self._given_up = None
        self._bench.session.load(document, history)
        (follow or self._journal.follow)()

    def leave(self) -> None:
        """Let go of the document for good; of one that is still being saved the journal is left."""
        if self._bench.session.saving:
            self._journal.break_off(0.0)
        else:
            self._journal.release()
        self._closed = True

    @property
    def _nothing_to_lose(self) -> bool:
        session = self._bench.session
        return session.clean or session.document is None or session.episode is self._given_up

    @property
    def _waiting_for(self) -> Request | None:
        return self._later.request if self._later else None

    def _ask(self, request: Request, go_on: Callable[[], None]) -> None:
        session = self._bench.session
        if session.document is None:
            return
        # What is typed while it is saved is looked at again: a file is not just shown then.
        then = Then(Request.OPEN if request is Request.SHOW else request, go_on)
        dialogs.ask_to_save(
            self._bench.window,
            session.document.name,
            session.unsaved_count,
            lambda: self.save_and(then),
            lambda: self._give_up_and(go_on),
            self.stayed.emit,
        )

    def _give_up_and(self, go_on: Callable[[], None]) -> None:
        self.give_up()
        go_on()


def _saves_nothing(_: Then) -> None:
    return


def _holds_nothing(_: Callable[[], None]) -> bool:
    return False


def _nothing_held() -> bool:
    return False
