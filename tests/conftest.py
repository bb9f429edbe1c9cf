"""What every test stands on: no screen, a data folder of its own, the corpus when it is there."""

from __future__ import annotations

import os
import sys

os.environ.setdefault(
    "QT_QPA_PLATFORM", "offscreen"
)  # before any PySide6 import: Qt aborts without a screen

import hypothesis
import pytest

from tests.corpus_files import CORPUS, corpus_is_here

# The same examples each time, so that a change is judged by itself; CUELINE_RANDOM=1 searches for new ones.
hypothesis.settings.register_profile(
    "cueline",
    deadline=None,
    print_blob=True,
    derandomize=not os.environ.get("CUELINE_RANDOM"),
)
hypothesis.settings.load_profile("cueline")


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory, monkeypatch):
    """Keep what the program remembers in a folder of this test's own; return it (not made yet)."""
    folder = tmp_path_factory.mktemp("data") / "Cueline"
    monkeypatch.setenv("CUELINE_DATA", str(folder))
    return folder


@pytest.fixture
def qtbot(qapp, request):
    """Return what presses keys, and waits with patience."""
    from tests.patient_bot import PatientBot

    return PatientBot(request)


@pytest.fixture(scope="session")
def corpus():
    """Return the folder of real episode files; skip the test where it is not there."""
    if not corpus_is_here():
        pytest.skip("no corpus")
    return CORPUS


def pytest_collection_modifyitems(items):
    """Skip what is marked `corpus` where there is none, mark what asks for the fixture; keep `sound` together."""
    for item in items:
        if item.get_closest_marker("sound"):
            item.add_marker(pytest.mark.xdist_group("sound"))
        if "corpus" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.corpus)
        if item.get_closest_marker("corpus") and not corpus_is_here():
            item.add_marker(pytest.mark.skip(reason="no corpus"))


def pytest_unconfigure():
    """Leave no text of ours on the clipboard: without a screen Qt deletes it after Python has ended, and crashes."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def pytest_terminal_summary(terminalreporter):
    """Say in one line when the corpus was not there."""
    if not corpus_is_here():
        terminalreporter.write_line(
            "Tests on real episode files were skipped: there is no ../shared/corpus beside this repository."
        )
