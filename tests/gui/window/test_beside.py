"""The panes beside a long text are filled step by step: whatever happens between two steps, they show what is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cueline.gui.workbench import LONG
from cueline.widgets.clips.table import ClipTable
from cueline.widgets.sections.tree import SectionTree

SECTIONS, EACH = 40, LONG // 40
TURNS = (0, 2, 3, 4)
"""After how many turns of the event loop something happens."""


@pytest.fixture
def long_text(write):
    """Return a function that makes a file with a long text whose sections begin with a name."""

    def make(name: str):
        clips = "".join(
            f"- name: {name} {n}\n  startOffset: {n * 100}\n  endOffset: {n * 100 + 100}\n"
            for n in range(SECTIONS)
        )
        lines = "".join(
            f"- header: {name} {n}\n"
            + "".join(f"- line: Words.\n  sec: {n * 100 + i}\n  who: A\n" for i in range(EACH))
            for n in range(SECTIONS)
        )
        return write(f"---\nquotableClips:\n{clips}transcript:\n{lines}---\n", f"{name}.md")

    return make


def told(view) -> list[list[tuple[object, object]]]:
    """Return what a pane says of each of its rows."""
    model, role = view.model(), Qt.ItemDataRole.AccessibleTextRole
    columns = range(model.columnCount())
    indices = [[model.index(row, column) for column in columns] for row in range(model.rowCount())]
    return [[(index.data(), index.data(role)) for index in row] for row in indices]


def assert_true(window) -> None:
    """Assert that both panes say what new ones would."""
    for made, shown in ((SectionTree, window.panes.tree), (ClipTable, window.panes.clips)):
        fresh = made()
        fresh.set_episode(window.session.episode)
        assert told(shown) == told(fresh)
        fresh.deleteLater()


def test_the_panes_beside_a_long_text_are_true_whatever_happens_while_they_fill(desk, long_text):
    first, second = long_text("Bees"), long_text("Wasps")
    window = desk.start()
    panes = window.panes

    def begin(path) -> None:
        window.files.open(path)
        desk.qtbot.waitUntil(lambda: not window.files.opening, timeout=20_000)

    def filled() -> None:
        clips = len(window.session.episode.clips)
        desk.qtbot.waitUntil(
            lambda: panes.tree.model().rowCount() > 0 and panes.clips.model().rowCount() == clips
        )

    for turns in TURNS:
        begin(first)
        for _ in range(turns):
            QApplication.processEvents()
        desk.go(EACH + 1)
        desk.press("Delete")  # the second header
        filled()
        assert panes.tree.model().rowCount() == SECTIONS - 1
        assert_true(window)
        desk.press("Ctrl+Z")
        assert panes.tree.model().rowCount() == SECTIONS
        assert_true(window)
        begin(second)
        for _ in range(turns):
            QApplication.processEvents()
        begin(first)  # while the other's panes may still be filled
        filled()
        assert panes.tree.updatesEnabled()
        assert told(panes.tree)[0][0][0] == "Bees 0"
        assert_true(window)
    begin(second)
    window.close()  # with its panes to be filled
    assert not desk.shown
