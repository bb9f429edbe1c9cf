"""The measures this project keeps: size of files, classes and functions, names, docstrings, doors."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "cueline").rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Count the lines of the body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_long():
    long = {name_of(p): n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 500}
    assert not long


def test_no_class_has_many_methods():
    many = {
        f"{name_of(path)}:{node.name}": count
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and (count := sum(isinstance(child, Function) for child in node.body)) > 30
    }
    assert not many


def test_functions_are_short():
    lengths = {
        f"{name_of(p)}:{f.name}:{f.lineno}": length(f) for p in MODULES for f in functions(p)
    }
    assert not {place: count for place, count in lengths.items() if count > 50}
    assert median(lengths.values()) <= 8


def test_names_say_what_is_inside():
    assert not [name_of(path) for path in MODULES if path.stem in NAMES_THAT_SAY_NOTHING]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_functions_say_what_they_do(path):
    silent = [
        f"{function.name}:{function.lineno}"
        for function in functions(path)
        if re.fullmatch(r"[a-z][a-z0-9_]*", function.name) and function.name not in QT_OVERRIDES
        if not ast.get_docstring(function) and not is_inner(path, function)
    ]
    assert not silent


QT_OVERRIDES = {
    "data",
    "flags",
    "index",
    "parent",
    "paint",
    "event",
    "redo",
    "undo",
    "id",
    "edit",
    "clone",
    "pixmap",
}
"""Names that Qt calls and that look like ours."""


def is_inner(path: Path, function: Function) -> bool:
    """Tell whether `function` stands inside another one, where nobody can call it from outside."""
    return any(
        function.lineno > outer.lineno and (function.end_lineno or 0) <= (outer.end_lineno or 0)
        for outer in functions(path)
    )


def test_everything_is_caught_at_the_two_doors_only():
    wide = [
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert set(wide) <= {"cueline/__main__.py", "cueline/cli.py", "cueline/gui/app.py"}


def test_entries_of_layouts_are_asked_for_only_where_they_end_with_their_layout():
    """PySide (6.11) keeps what it knows of an entry that Qt deletes, and takes what comes at its address for that.

    So `statusBar()` could be a `QWidgetItem`, and a file watcher that ended could take the program with it.
    """
    asking = {
        name_of(path)
        for path in MODULES
        if re.search(r"\b(item|take)At\(", path.read_text("utf-8"))
    }
    assert asking <= {"cueline/gui/dialogs.py", "cueline/widgets/forms.py"}


def catches_everything(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else ""
    return handler.type is None or bool(re.search(r"\b(Base)?Exception\b", caught))
