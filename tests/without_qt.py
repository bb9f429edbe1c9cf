"""A pytest plugin that makes PySide6 and the sound libraries as good as not installed.

`scripts/test` runs the core's tests with `python -m pytest -p tests.without_qt -p no:pytest-qt`, and so
proves that `cueline.episode`, `cueline.io` and `cueline.cli` do without a toolkit.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder

HIDDEN = frozenset({"PySide6", "shiboken6", "vlc", "av", "numpy"})


class HidingFinder(MetaPathFinder):
    """Answers every import of a hidden package as Python does when it is not there."""

    def find_spec(self, fullname, path=None, target=None):
        """Refuse the hidden packages, and leave all others to Python."""
        if fullname.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {fullname!r} (hidden)", name=fullname)


sys.meta_path.insert(0, HidingFinder())


def pytest_addoption(parser):
    """Take the settings of the Qt plugin, which is not loaded here."""
    for name in ("qt_api", "qt_log_level_fail"):
        parser.addini(name, "not used without Qt")
    parser.addini("qt_log_ignore", "not used without Qt", type="linelist")


def pytest_report_header():
    """Say what is hidden."""
    return "hidden: " + ", ".join(sorted(HIDDEN))
