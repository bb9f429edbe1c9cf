"""Commands on sections: begin one, rename it, merge it with the one above."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cueline.episode import Episode, Header, edits
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.widgets.section_tree import SectionTree

NEW_TITLE = "New section"


class Sections(QObject):
    """Does what the tree, the bands of the table and the menu ask for."""

    def __init__(self, bench: Workbench, tree: SectionTree) -> None:
        super().__init__(bench)
        self._bench = bench
        self._tree = tree

    def split(self) -> None:
        """Begin a section at the current line, and open its title."""
        if self._bench.index is not None:
            self.split_before(self._bench.index)

    def split_before(self, index: int) -> None:
        """Put a header before item `index` and open it, so that the title is typed next."""
        edit = Edit("section.split", self._bench.origin(index), "new section")
        if self._bench.attempt(edit, lambda ep: edits.split_section(ep, index, NEW_TITLE)):
            self._bench.table.set_current(index)
            self._open_title(index)

    def rename(self) -> None:
        """Open the title of the section that the current row is in; in the tree, where the focus is there."""
        if self._tree.hasFocus():
            self._tree.rename_current()
            return
        header = self._header()
        if header is None:
            self._bench.said.emit(
                "These lines stand before the first section; there is no title yet."
            )
        else:
            self._bench.table.set_current(header)
            self._open_title(header)

    def take_title(self, header: int, title: str) -> None:
        """Give the section another title; the clip that had its name goes along."""
        edit = Edit("section.rename", self._bench.origin(header), "rename section")
        before = self._bench.episode
        if self._bench.attempt(edit, lambda ep: edits.rename_section_together(ep, header, title)):
            clip = self._bench.episode.clips != before.clips
            self._bench.said.emit(f"Renamed to “{title}”" + (", with its clip." if clip else "."))

    def merge(self) -> None:
        """Take out the header of the section that the current row is in."""
        header = self._header()
        if header is not None:
            self.merge_at(header)

    def merge_at(self, header: int) -> None:
        """Take the header at `header` out; its lines go on with the section before."""
        edit = Edit("section.merge", self._bench.origin(header), "merge section")
        if self._bench.attempt(edit, lambda ep: edits.merge_section(ep, header)):
            self._bench.table.set_current(min(header, len(self._bench.episode.items) - 1))

    def _open_title(self, header: int) -> None:
        """Open a title with all of it selected: what is typed takes its place."""
        self._bench.table.open_cell(header)
        editor = self._bench.table.cells.editor
        if editor is not None:
            editor.selectAll()

    def _header(self) -> int | None:
        return header_above(self._bench.episode, self._bench.index)


def header_above(episode: Episode, index: int | None) -> int | None:
    """Return the header of the section that row `index` is in; None before the first one."""
    while index is not None and index >= 0:
        if isinstance(episode.items[index], Header):
            return index
        index -= 1
    return None
