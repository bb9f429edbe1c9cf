"""Commands on sections: begin one, rename it, merge it with the one above, move its header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import monotonic

from PySide6.QtCore import QObject

from cueline.episode import Episode, Header, Item, edits
from cueline.episode.headers import move_headers, moves_by_lines
from cueline.gui.editing.along import with_clips
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.widgets.sections.moves import title, words_after
from cueline.widgets.sections.tree import SectionTree

NEW_TITLE = "New section"
_SAME_STRETCH = 1.0
"""Seconds within which headers that are moved again by a key are moved in the same step of the history."""


class Sections(QObject):
    """Does what the tree, the bands of the table and the menu ask for."""

    def __init__(self, bench: Workbench, tree: SectionTree) -> None:
        super().__init__(bench)
        self._bench = bench
        self._tree = tree
        self._stretch: tuple[int, float, list[int]] = (0, 0.0, [])

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
            along = with_clips(before, self._bench.episode)
            self._bench.said.emit(f"Renamed to “{title}”{along}.")

    def merge(self) -> None:
        """Take out the header of the section that the current row is in; in the tree, all that are chosen there."""
        headers = self._tree.choice.headers if self._tree.hasFocus() else []
        header = self._header()
        if not headers and header is not None:
            headers = [header]
        if headers:
            self.merge_all(headers)

    def merge_all(self, headers: Sequence[int]) -> None:
        """Take these headers out; their lines go on with the sections before."""
        before = self._bench.episode

        def make(ep: Episode) -> Episode:
            for header in sorted(headers, reverse=True):
                ep = edits.merge_section(ep, header)
            return ep

        label = "merge section" if len(headers) == 1 else f"merge {len(headers)} sections"
        edit = Edit("section.merge", self._bench.origin(headers[0]), label)
        if not self._bench.attempt(edit, make):
            return
        first = min(headers)
        self._bench.table.set_current(min(first, len(self._bench.episode.items) - 1))
        what = f"“{title(before, first)}”" if len(headers) == 1 else f"{len(headers)} sections"
        self._bench.said.emit(f"Merged {what} with what stood before. One undo takes it back.")

    def header_up(self) -> None:
        """Move the chosen headers one line up."""
        self._step(-1)

    def header_down(self) -> None:
        """Move the chosen headers one line down."""
        self._step(1)

    def move(self, moves: Mapping[int, int], gesture: object = None) -> bool:
        """Move headers, each to stand before an item, with the clip edges at their times; False if nothing changed."""
        before, moved = self._bench.episode, list[Item]()

        def make(ep: Episode) -> Episode:
            moved[:] = [ep.items[header] for header in moves]
            return move_headers(ep, moves)

        label = "move header" if len(moves) == 1 else f"move {len(moves)} headers"
        if not self._bench.attempt(Edit("section.move", None, label), make, gesture):
            return False
        along = with_clips(before, self._bench.episode)
        self._bench.said.emit(f"{words_after(before, moves)}{along}.")
        self._choose(moved)
        return True

    def _step(self, lines: int) -> None:
        headers = self._chosen()
        if not headers:
            self._bench.said.emit("Choose a header first: the row with the title of a section.")
            return
        moves = moves_by_lines(self._bench.episode, headers, lines)
        moves = {header: to for header, to in moves.items() if to not in (header, header + 1)}
        if not moves or not self.move(moves, ("move", self._gesture(headers))):
            self._bench.said.emit("There is no line there to move on to.")
        self._stretch = (*self._stretch[:2], self._chosen())

    def _gesture(self, headers: list[int]) -> int:
        """Return the number of the stretch: steps that follow at once and move the same headers are one."""
        number, last, moved = self._stretch
        now = monotonic()
        number += now - last > _SAME_STRETCH or moved != headers
        self._stretch = (number, now, headers)
        return number

    def _chosen(self) -> list[int]:
        """Return the headers that are chosen where the focus is: in the tree, else among the rows of the table."""
        if self._tree.hasFocus():
            return self._tree.choice.headers
        first, last = self._bench.rows or (0, -1)
        items = self._bench.episode.items
        return [place for place in range(first, last + 1) if isinstance(items[place], Header)]

    def _choose(self, moved: Sequence[Item]) -> None:
        """Make moved headers the chosen ones, in the tree and, as far as they stand together, in the table."""
        wanted = {id(item) for item in moved}
        places = [i for i, item in enumerate(self._bench.episode.items) if id(item) in wanted]
        if not places:
            return
        span = self._bench.rows or (0, 0)
        if len(places) > 1 and not self._tree.hasFocus() and span[1] > span[0]:
            self._bench.table.set_selection(places[0], places[-1])
        else:
            self._bench.table.set_current(places[0])
        self._tree.choice.choose(places)

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
