"""Sections from a list of topics: the window for the list, the file that it may come from, the proposal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cueline.episode.topic_lists import Topic, propose_topics
from cueline.gui import dialogs
from cueline.gui.asking import Asking
from cueline.gui.editing.proposals import Proposals
from cueline.gui.files import problems
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.widgets.proposals.topic_list_dialog import TopicListDialog

_KINDS = "Lists (*.txt *.md *.csv *.srt);;All files (*)"
_LARGEST = 1_000_000
_INTRO = (
    "Each topic becomes a header before the line that starts at its time. Headers of that name are kept, and moved "
    "where they stand elsewhere. Nothing is taken out unless you tick it."
)
_NOTHING = "All topics of the list are headers already, and stand where it says."


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a file is no list of topics."""

    what: str
    detail: str = ""


class TopicLists(QObject):
    """Asks for a list and proposes its headers. What was typed is there again when the window is opened once more."""

    def __init__(self, bench: Workbench, proposals: Proposals) -> None:
        super().__init__(bench)
        self._bench = bench
        self._proposals = proposals
        self._kept: tuple[Path | None, str] = (None, "")

    def ask(self) -> None:
        """Open the window for the list."""
        from cueline.widgets.proposals.topic_list_dialog import TopicListDialog

        path, text = self._kept
        dialog = TopicListDialog(text if path == self._path() else "", self._bench.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.file_requested.connect(lambda: self._choose(dialog))
        dialog.finished.connect(lambda: self._keep(dialog))
        dialog.topics_given.connect(self.propose)
        dialog.open()

    def propose(self, topics: tuple[Topic, ...]) -> None:
        """Show what would become of these topics."""
        edit = Edit("section.from_topics", None, "headers from a list of topics")
        self._proposals.propose(edit, lambda ep: propose_topics(ep, topics), _INTRO, _NOTHING)

    def _keep(self, dialog: TopicListDialog) -> None:
        self._kept = self._path(), dialog.text

    def _path(self) -> Path | None:
        document = self._bench.session.document
        return document.path if document else None

    def _choose(self, dialog: TopicListDialog) -> None:
        path = self._path()
        folder = path.parent if path else Path.home()
        asking = Asking(dialog)

        def read(found: Path) -> None:
            asking.ask(lambda: _read(found), lambda read: _take(dialog, read))

        dialogs.choose_file(dialog, "Open a list of topics", folder, _KINDS, read)


def _read(path: Path) -> str | _Refusal:
    """Return the text of a list, beside the window."""
    try:
        if path.stat().st_size > _LARGEST:
            return _Refusal(f"{path.name} is no list of topics: it is too large.")
        return path.read_text("utf-8-sig")
    except OSError as error:
        return _Refusal("The file could not be read.", problems.refusal(error))
    except UnicodeDecodeError:
        what = f"{path.name} is not a text in UTF-8."
        return _Refusal(what, "Open it in a text editor and paste it here.")


def _take(dialog: TopicListDialog, read: str | _Refusal) -> None:
    if isinstance(read, _Refusal):
        dialogs.tell(dialog, read.what, read.detail)
    else:
        dialog.set_text(read)
