"""A sound that is needed and not there: what is said of it, and how it is found again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from cueline.gui import dialogs
from cueline.gui.asking import Asking
from cueline.gui.sound.listening import Listening
from cueline.gui.workbench import Workbench
from cueline.media.on_disk import is_folder
from cueline.media.player import SOUND_SUFFIXES
from cueline.widgets.notice_bar import Action, Notice, NoticeBar

SOUNDS = "Sound and film ({});;All files (*)".format(
    " ".join(f"*{suffix}" for suffix in SOUND_SUFFIXES)
)


class Relinking(QObject):
    """Asks about a missing sound once, when it is to be heard; an episode can be read without being asked."""

    def __init__(self, bench: Workbench, listening: Listening, notices: NoticeBar) -> None:
        super().__init__(bench)
        self._bench = bench
        self._listening = listening
        self._notices = notices
        self._about: Notice | None = None
        self._disk = Asking(self)
        listening.sound_changed.connect(self._forget_notice)

    def note_needed(self) -> None:
        """Say that there is no sound, and ask where the missing one is now."""
        missing = self._listening.missing
        if self._listening.looking:
            self._bench.said.emit("The sound is still being looked for.")
        elif missing is None:
            self._bench.said.emit("There is no sound yet: Playback ▸ Choose Sound.")
        elif not self._listening.ask_once():
            self._bench.said.emit(f"{missing.name} is missing: Playback ▸ Choose Sound.")
        else:
            self._notices.show_message(
                f"The sound of this episode, {missing.name}, is no longer in {missing.parent}.",
                kind="warning",
                actions=[("Relink…", self.relink), ("Forget", self.forget)],
            )

    def note_returned(self, sound: Path) -> None:
        """Say that a sound that was gone is heard again."""
        self._bench.said.emit(f"{sound.name} is there again.")

    def note_changed(self, sound: Path) -> None:
        """Say that the sound is another than the one that is open, and offer to read it anew."""
        self.tell(
            f"{sound.name} was changed on disk: it is longer, shorter, or another sound than what is shown here.",
            actions=[("Read It Again", self._listening.reload)],
        )

    def tell(self, text: str, actions: Sequence[Action] = ()) -> None:
        """Show what the user should know of this sound, until there is another one or more to be said."""
        self._forget_notice()
        self._about = self._notices.show_message(text, kind="info", actions=actions)

    def choose(self) -> None:
        """Let the user choose the sound of this episode."""
        if self._bench.session.document is not None:
            self._ask_for("Choose the sound", self._listening.choose)

    def relink(self) -> None:
        """Let the user show where the missing sound is now."""
        self._ask_for("Where is the sound now?", self._listening.relink)

    def forget(self) -> None:
        """Forget the missing sound."""
        self._listening.forget()
        self._bench.said.emit("This episode has no sound now.")

    def _forget_notice(self) -> None:
        notice, self._about = self._about, None
        if notice is not None and notice in self._notices.notices():
            notice.closed.emit(notice)

    def _ask_for(self, title: str, then: Callable[[Path], None]) -> None:
        """Let the user choose a sound, where sounds were before; somewhere else if that folder does not answer."""
        folders, home = self._folders(), Path.home()
        self._disk.ask_briefly(
            lambda: next(filter(is_folder, folders), home),
            lambda folder: dialogs.choose_file(self._bench.window, title, folder, SOUNDS, then),
            home,
        )

    def _folders(self) -> list[Path]:
        document, media = self._bench.session.document, self._listening.media_folder
        sound = self._listening.sound
        own = document.path.parent if document and document.path else None
        return [folder for folder in (sound.parent if sound else None, media, own) if folder]
