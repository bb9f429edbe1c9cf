"""The panes beside the lines: filled at once, or step by step once the lines of a long file are painted."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.episode import Change, Episode
from cueline.gui.after_painting import AfterPainting

if TYPE_CHECKING:
    from cueline.gui.window.layout import Panes
    from cueline.gui.workbench import Workbench
    from cueline.widgets.clips.table import ClipTable
    from cueline.widgets.sections.tree import SectionTree

_AT_MOST_MS = 500
"""For how long at most they wait until the lines are painted."""


class Beside(QObject):
    """Fills the sections and the clips; between two steps the window paints, and does what the user wants.

    Each is filled with the episode as it is then, and follows its changes from then on. `filled` tells that all are
    after a while.
    """

    filled = Signal()

    def __init__(self, bench: Workbench, panes: Panes) -> None:
        super().__init__(bench)
        self._bench = bench
        self._panes = panes
        self._following: tuple[SectionTree | ClipTable, ...] = ()
        self._steps: Generator[None] | None = None
        self._painted = AfterPainting(panes.table.viewport(), _AT_MOST_MS)
        self._painted.came.connect(self._begin)
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._go_on)

    @property
    def waiting(self) -> bool:
        """Whether a pane is still to be filled."""
        return self._painted.waiting or self._steps is not None

    def show_document(self) -> None:
        """Show another document; of a long one the panes say that it comes, till they are filled."""
        self._stop()
        tree, clips = self._panes.tree, self._panes.clips
        if self._bench.long:
            for pane in (tree, clips):
                pane.set_episode(Episode(), not self._bench.session.editable, waiting=True)
            self._painted.begin()
        else:
            self._fill(tree)
            self._fill(clips)

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Show what became of the episode, in the panes that show it; many sections that all come back, in steps."""
        tree = self._panes.tree
        if self._bench.long and tree in self._following and not tree.episode.items:
            self._following = tuple(pane for pane in self._following if pane is not tree)
            tree.set_episode(Episode(), not self._bench.session.editable, waiting=True)
            self._painted.begin()
        for pane in self._following:
            pane.apply_change(change, episode)

    def _fill(self, pane: SectionTree | ClipTable) -> None:
        if pane not in self._following:
            pane.set_episode(self._bench.episode, not self._bench.session.editable)
            self._following = (*self._following, pane)

    def _in_steps(self) -> Generator[None]:
        tree = self._panes.tree
        tree.setUpdatesEnabled(False)  # its rows are laid out now, and painted in the next step
        try:
            self._fill(tree)
            tree.set_current(self._bench.index)
            yield
        finally:
            tree.setUpdatesEnabled(True)
        yield
        self._fill(self._panes.clips)
        yield

    def _begin(self) -> None:
        if self._steps is not None:
            self._steps.close()
        self._steps = self._in_steps()
        self._next.start()

    def _go_on(self) -> None:
        if self._steps is not None and next(self._steps, True):
            self._steps = None
            self._next.stop()
            self.filled.emit()

    def _stop(self) -> None:
        self._painted.stop()
        self._next.stop()
        self._following = ()
        if self._steps is not None:
            self._steps.close()
            self._steps = None
