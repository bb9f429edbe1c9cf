"""The core runs without a toolkit, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = ["cueline.episode", "cueline.io", "cueline.cli"]
HEAVY = ["PySide6", "shiboken6", "numpy", "av", "vlc"]


def loaded_after(code: str) -> set[str]:
    """Return the top-level modules that a new Python has loaded after `code`."""
    script = f"{code}\nimport sys\nprint(*(n for n in sys.modules if '.' not in n), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_where_qt_is_not_installed(module):
    loaded = loaded_after(f"import tests.without_qt, {module}")
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("module", CORE)
def test_the_core_loads_no_toolkit_even_where_there_is_one(module):
    loaded = loaded_after(f"import {module}")
    assert loaded.isdisjoint(HEAVY)


def test_the_episode_needs_the_standard_library_only():
    code = "import pkgutil, importlib, cueline.episode as e\n"
    code += "[importlib.import_module('cueline.episode.' + m.name) for m in pkgutil.iter_modules(e.__path__)]"
    assert loaded_after(code) - loaded_after("") - sys.stdlib_module_names == {"cueline"}


def test_the_window_opens_without_loading_a_sound_library():
    code = "from cueline.gui.app import build\napp, window = build([])\nwindow.show()"
    assert loaded_after(code).isdisjoint({"numpy", "av", "vlc"})
