"""Where the user is in a transcript that is about to become another one."""

from __future__ import annotations

from cueline.gui.workbench import Workbench


class KeptPlace:
    """The current row and the selection, by the entries that are there, and how far they are from the top."""

    def __init__(self, bench: Workbench) -> None:
        self._table, self._session = bench.table, bench.session
        items, rows = bench.episode.items, bench.rows
        self._current = items[bench.index].origin if bench.index is not None else None
        self._ends = tuple(items[row].origin for row in rows) if rows else ()

    def restore(self) -> None:
        """Go to the same entries, as far as they are still there."""
        places = {item.origin: row for row, item in enumerate(self._session.episode.items)}
        current = places.get(self._current)
        if current is None:
            return
        if self._table.current != current:
            self._table.set_current(current)
        rows = [places[origin] for origin in self._ends if origin in places]
        if len(rows) == 2 and rows[1] > rows[0] and self._table.selection != tuple(rows):
            self._table.set_selection(rows[0], rows[1])
