"""Files checked without the command: what vanishes, what is put right where, and processes started anew."""

from __future__ import annotations

import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest

from cueline.episode import edits
from cueline.io import open_document
from cueline.io.checking.checking import (
    GONE,
    Task,
    check_file,
    check_files,
    files_below,
    problems_of,
    put_right,
    settings_for,
)
from cueline.io.checking.settings_file import SettingsError
from cueline.io.site.site import Site, Sites
from tests.cli.test_check import GOOD, SPOILT


@pytest.fixture
def folder(tmp_path):
    for name, text in (("a.md", SPOILT), ("b.md", GOOD), ("c.md", SPOILT)):
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_file_that_vanishes_is_passed_over(folder):
    files = files_below([folder])
    (folder / "b.md").unlink()
    checked = list(check_files(files))
    assert [one.skipped for one in checked] == ["", GONE, ""]
    assert checked[1].findings == ()


def test_processes_started_anew_find_the_same(folder):
    files = files_below([folder]) * 10
    alone = list(check_files(files, workers=1))
    assert list(check_files(files, workers=2, context=get_context("spawn"))) == alone
    assert [one.path for one in alone] == [str(folder / name) for name in ("a.md", "b.md", "c.md")]


def test_nothing_is_checked_or_mended_where_the_settings_are_wrong(folder):
    (folder / "cueline.toml").write_text("[rules]\ntabs = false\n")
    with pytest.raises(SettingsError, match=r"cueline\.toml:2: there is no rule “tabs”"):
        list(check_files(files_below([folder]), Task(fix=True)))
    assert (folder / "a.md").read_text() == SPOILT


def test_the_document_that_was_put_right_goes_on(folder):
    document = open_document(folder / "a.md")
    settings = settings_for(document, Site())
    document, done = put_right(document, settings)
    assert sorted(found.rule for found in done) == [
        "double-space", "orphan-copy", "speaker-punctuation", "unquoted-time", "url-mismatch",
    ]  # fmt: skip
    assert {found.line for found in done if found.rule == "double-space"} == {32}
    saved = document.save(edits.set_text(document.episode, 5, "Very hot."))
    assert saved.data == (folder / "a.md").read_bytes()
    assert problems_of(saved, settings) == []


def test_lines_of_what_was_put_right_are_those_of_the_file_as_it_was(folder):
    path = folder / "a.md"
    path.write_text(SPOILT.replace("- line: Is it hot?\n  sec", "- line: =Is  it hot?\n  sec"))
    checked = check_file(path, Sites().of(path), Task(fix=True))
    lines = {found.rule: found.line for found in checked.fixed if found.line > 33}
    assert lines == {
        "orphan-copy": 37, "double-space": 39, "leading-equals": 39, "unquoted-time": 41,
    }  # fmt: skip


def test_an_interview_is_asked_for_no_fields_of_an_episode(tmp_path):
    path = tmp_path / "talk.md"
    path.write_text("---\ntitle: A talk\n---\n\nBefore it.\n\n**Ana:** Hello.\n\nAnd more.\n")
    assert check_file(path, Sites().of(path)).findings == ()
    path.write_text(path.read_text().replace("title: A talk", "title: A talk\nseason: 1"))
    assert {found.rule for found in check_file(path, Sites().of(path)).findings} == {
        "missing-field"
    }


def test_windows_own_links_to_folders_are_not_followed(tmp_path, monkeypatch):
    """Before Python 3.12 `os.walk` takes them for folders; they may lead back to where they stand."""
    real = Path.lstat
    for name in ("kept", "junction"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "e.md").touch()

    def lstat(self):
        tag = 0xA0000003 if self.name == "junction" else 0
        return SimpleNamespace(st_mode=real(self).st_mode, st_reparse_tag=tag)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "lstat", lstat)
    assert files_below([tmp_path]) == [tmp_path / "kept/e.md"]


def test_what_macos_keeps_beside_a_file_is_no_episode(tmp_path):
    for name in ("e.md", "._e.md"):
        (tmp_path / name).touch()
    assert files_below([tmp_path]) == [tmp_path / "e.md"]


FROM_STANDARD_INPUT = """
import sys
from multiprocessing import get_context
from pathlib import Path
from cueline.io.checking.checking import check_files, files_below
files = files_below([Path(sys.argv[1])]) * 10
print(len(list(check_files(files, workers=2, context=get_context("spawn")))))
"""


def test_without_processes_this_one_checks(folder):
    """A program whose file cannot be read again starts no process; so it may be on Windows, by what starts it."""
    done = subprocess.run(
        [sys.executable, "-", str(folder)], input=FROM_STANDARD_INPUT, capture_output=True, text=True,
        check=True, cwd=Path(__file__).parents[3], timeout=60,
    )  # fmt: skip
    assert done.stdout == "3\n"
