"""How libVLC is looked for on Windows, where python-vlc does more than look; by a stand-in for python-vlc."""

import sys
from pathlib import Path

import pytest

from cueline.media.vlc_player import availability, usual_instance

RELATIVE = """
import os
assert not os.path.exists("libvlc.dll"), "it would be loaded"
raise OSError("no library")
"""
LEAVES = """
import os
os.chdir({!r})
raise OSError("[WinError 193] is not a valid Win32 application")
"""


@pytest.fixture
def windows(monkeypatch, tmp_path):
    """Let this be Windows, the current folder one that holds somebody's library; return what sets python-vlc."""
    here, packages = tmp_path / "repository", tmp_path / "packages"
    for folder in (here, packages, tmp_path / "VLC"):
        folder.mkdir()
    (here / "libvlc.dll").touch()
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delitem(sys.modules, "vlc", raising=False)
    monkeypatch.syspath_prepend(packages)
    usual_instance.cache_clear()
    yield (packages / "vlc.py").write_text
    assert Path.cwd() == here


def test_no_library_of_the_current_folder_is_loaded(windows):
    windows(RELATIVE)
    assert "Install VLC" in (availability() or "")


def test_a_library_for_another_processor_leaves_the_current_folder_as_it_is(windows, tmp_path):
    windows(LEAVES.format(str(tmp_path / "VLC")))
    assert "Install VLC" in (availability() or "")


@pytest.mark.parametrize(
    "fault", ["raise SystemExit(1)", "{}['HOMEDRIVE']", "raise NotImplementedError"]
)
def test_nothing_that_python_vlc_does_without_a_library_ends_the_program(windows, fault):
    windows(fault)
    assert "Install VLC" in (availability() or "")
