"""Two that save one file at the same moment: one of them is told, and nothing that was said to be saved is lost."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cueline.episode import edits
from cueline.io import StaleFileError, open_document
from tests.io.windows_files import Windows

ONE = "---\ntitle: T\ntranscript:\n- line: Zero.\n  sec: 1\n  time: '0:01'\n  who: Ana\n---\n"
DATA = "title: Zero\ntranscript: e7-transcript.yaml\n"
WORDS = "segments:\n- line: Zero.\n  sec: 3\n  time: '0:03'\n  who: Ana\n"
ROUNDS = 25


@pytest.fixture(params=["one file", "two files"])
def path(request, tmp_path):
    if request.param == "one file":
        path = tmp_path / "e7.md"
        path.write_text(ONE)
    else:
        (tmp_path / "e7.yaml").write_text(DATA)
        path = tmp_path / "e7-transcript.yaml"
        path.write_text(WORDS)
    return path


@pytest.fixture(params=["here", "Windows"])
def system(request, tmp_path_factory, monkeypatch):
    """The system as it is, or a stand-in for Windows, where another file is locked in the stead of the open one."""
    if request.param == "here":
        yield
        return
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
    with Windows().running() as windows:
        yield
        assert windows.locks == []


@pytest.mark.usefixtures("system")
def test_of_two_that_save_at_once_one_has_saved_and_the_other_is_told(path):
    together = Barrier(2)

    def save(text: str) -> bool:
        document = open_document(path)
        episode = edits.set_field(document.episode, ("title",), text)
        episode = edits.set_text(episode, 0, text)
        document.verified(episode)
        together.wait()
        try:
            document.save(episode)
        except StaleFileError:
            return False
        finally:
            together.wait()
        return True

    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            texts = [f"{who} {number}" for who in ("Ana", "Bo")]
            saved = list(pool.map(save, texts))
            assert sorted(saved) == [False, True]
            there = open_document(path).episode
            assert there.items[0].text == texts[saved.index(True)]
            assert there.fields["title"] == texts[saved.index(True)]
    left = [entry.name for entry in path.parent.iterdir()]
    assert not [name for name in left if name.startswith(".")]
