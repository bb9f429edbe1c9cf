"""A fault in one painting leaves the next one as it should be."""

import ast
from pathlib import Path

import pytest

import cueline
from cueline.episode import Episode, Line
from cueline.widgets.lines.table import LineTable

MODULES = sorted(Path(cueline.__file__).parent.rglob("*.py"))


def test_a_fault_while_rows_are_painted_does_not_stop_the_painting(qtbot, monkeypatch):
    table = LineTable()
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_episode(Episode((Line("One line of text.", "Nora", 1),)))
    good = table.grab().toImage()

    def fail(*_):
        raise ValueError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr(table.painter, "paint", fail)
        with pytest.raises(
            ValueError, match="a fault"
        ) as kept:  # its frames live on, as in a report
            table.grab()
    assert table.grab().toImage() == good
    assert kept.value is not None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_painter_ends_with_its_block(path):
    tree = ast.parse(path.read_text("utf-8"))
    made = {
        id(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "QPainter"
    }
    ended = {
        id(item.context_expr)
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
    }
    assert made <= ended
