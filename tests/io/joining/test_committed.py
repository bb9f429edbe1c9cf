"""What the last commit has of a document, from real repositories, good ones and bad ones."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from cueline.io import open_document
from cueline.io.joining import git as git_module
from cueline.io.joining.committed import read_committed
from cueline.io.joining.git import GitError
from tests.io.git_repository import Repository, needs_git

pytestmark = needs_git

TEXT = """\
---
title: T
transcript:
- line: One and a half.
  sec: 3
  time: '0:03'
  who: Ana
- line: Two and a half.
  sec: 9
  time: '0:09'
  who: Bo
---
"""
WORDS = "segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n"
DATA = "title: T\ntranscript: e7-transcript.yaml\n"
SPOKEN = "# Start\n\n**Ana:** One and a half.\n\n**Bo:** Two.\n"


@pytest.fixture
def repo(tmp_path):
    return Repository(tmp_path / "site")


def read(path):
    return read_committed(open_document(path))


def why_not(path) -> str:
    with pytest.raises(GitError) as refused:
        read(path)
    return str(refused.value)


@pytest.mark.parametrize(
    "name", ["e7.md", "ep/s 1/é – «7».md", "-x.md", ":(top)a.md", "a\nb.md", "HEAD.md"]
)
def test_the_last_commit_is_read_whatever_the_file_is_called(repo, name):
    path = repo.write(name, TEXT)
    repo.commit("First words\n\nand more")
    path.write_text(TEXT.replace("Two", "Twenty"))
    found = read(path)
    assert found.texts == (TEXT,)
    assert found.document.episode.items[1].text == "Two and a half."
    assert (found.subject, len(found.commit), found.notices) == ("First words", 7, ())
    assert found.when.year >= 2020


def test_an_episode_in_two_files_and_a_transcript_in_markdown(repo):
    data = repo.write("e7.yaml", DATA)
    words = repo.write("e7-transcript.yaml", WORDS)
    spoken = repo.write("talk.md", SPOKEN)
    repo.commit()
    data.write_text(DATA.replace("T\n", "Other\n", 1))
    words.write_text(WORDS.replace("One", "Two"))
    for path in (data, words):
        found = read(path)
        assert found.texts == (WORDS, DATA)
        assert found.document.episode.fields["title"] == "T"
        assert found.document.episode.items[0].text == "One."
    assert [type(i).__name__ for i in read(spoken).document.episode.items] == [
        "Header",
        "Line",
        "Line",
    ]


def test_a_file_in_no_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    path = tmp_path / "e7.md"
    path.write_text(TEXT)
    assert "is in no Git repository" in why_not(path)


def test_nothing_committed_yet_and_a_file_that_git_does_not_know(repo):
    path = repo.write("e7.md", TEXT)
    assert why_not(path) == "Nothing was committed in this repository yet."
    repo.write("other.md", "# Other\n")
    repo.git("add", "other.md")
    repo.git("commit", "--quiet", "-m", "Other")
    assert "is not in the last commit" in why_not(path)


@pytest.mark.parametrize("by_git", [True, False])
def test_a_renamed_file_is_found_under_its_old_name(repo, by_git):
    repo.write("old/e7.md", TEXT)
    repo.write("old/other.md", "# Something else\n\n**Bo:** No.\n")
    repo.commit()
    new = repo.root / "new.md"
    if by_git:
        repo.git("mv", "old/e7.md", "new.md")
    else:
        (repo.root / "old/e7.md").rename(new)
    (repo.root / "old/other.md").unlink()
    found = read(new)
    assert found.texts == (TEXT,)
    assert found.notices == ("It was old/e7.md in the last commit.",)


def test_a_worktree_and_a_submodule_have_commits_of_their_own(repo, tmp_path):
    repo.write("e7.md", TEXT)
    repo.commit()
    repo.git("worktree", "add", "--quiet", str(tmp_path / "beside"))
    assert read(tmp_path / "beside/e7.md").texts == (TEXT,)
    outer = Repository(tmp_path / "outer")
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.root), "sub"
    )
    outer.commit()
    assert read(outer.root / "sub/e7.md").texts == (TEXT,)


def test_a_link_leads_to_where_the_file_is(repo, tmp_path):
    path = repo.write("e7.md", TEXT)
    repo.commit()
    (tmp_path / "link.md").symlink_to(path)
    assert read(tmp_path / "link.md").texts == (TEXT,)


def test_a_bare_repository_and_git_s_own_folder(tmp_path):
    bare = Repository(tmp_path / "bare.git", "--bare")
    path = bare.write("e7.md", TEXT)
    assert "bare repository" in why_not(path)
    repo = Repository(tmp_path / "site")
    inside = repo.write(".git/e7.md", TEXT)
    assert "repository" in why_not(inside) or "own folder" in why_not(inside)


def test_git_is_not_installed(repo, monkeypatch, tmp_path):
    path = repo.write("e7.md", TEXT)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Git is not installed" in why_not(path)


def test_a_program_called_git_in_the_folder_is_not_run(repo, monkeypatch):
    path = repo.write("e7.md", TEXT)
    repo.commit()
    program = repo.write("git", "#!/bin/sh\ntouch ran\n")
    program.chmod(0o755)
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", os.environ["PATH"]]))
    assert read(path).texts == (TEXT,)
    assert not (repo.root / "ran").exists()


def test_the_folder_where_the_program_was_started_may_be_gone(repo, monkeypatch, tmp_path):
    path = repo.write("e7.md", TEXT)
    repo.commit()
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    here.rmdir()
    assert read(path).texts == (TEXT,)


def script(place, text):
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)
    return place


def test_on_windows_git_is_taken_from_where_its_installer_puts_it(repo, monkeypatch, tmp_path):
    path = repo.write("e7.md", TEXT)
    repo.commit()
    programs, real = tmp_path / "programs", shutil.which("git")
    script(programs / "Programs/Git/cmd/git.exe", f'exec {real} "$@"')
    for name in ("git.exe", "git.bat", "git"):
        script(repo.root / name, "touch ran")
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", str(repo.root)]))
    monkeypatch.setenv("LocalAppData", str(programs))
    monkeypatch.setattr(sys, "platform", "win32")
    assert read(path).texts == (TEXT,)
    assert not (repo.root / "ran").exists()


@pytest.mark.parametrize("there", [True, False])
def test_what_macos_has_in_the_place_of_git_is_asked_only_where_git_is(
    repo, monkeypatch, tmp_path, there
):
    """Without the developer tools `/usr/bin/git` opens a box that offers them, each time it is run."""
    path = repo.write("e7.md", TEXT)
    repo.commit()
    real = shutil.which("git")
    stand_in = script(tmp_path / "bin/git", f': >{tmp_path}/ran\nexec {real} "$@"')
    tools = script(tmp_path / "xcode-select", f"exit {0 if there else 2}")
    monkeypatch.setenv("PATH", str(stand_in.parent))
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(git_module, "_OF_MACOS", stand_in)
    monkeypatch.setattr(git_module, "_TOOLS", str(tools))
    if there:
        assert read(path).texts == (TEXT,)
    else:
        assert "Git is not installed" in why_not(path)
    assert (tmp_path / "ran").exists() == there


def test_what_was_committed_does_not_parse_or_is_elsewhere(repo):
    path = repo.write("e7.md", TEXT.replace("title: T", 'title: "T'))
    repo.commit()
    path.write_text(TEXT)
    assert "cannot be read: line" in why_not(path)
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    repo.commit()
    path.write_text(TEXT)
    assert "Git LFS" in why_not(path)


def test_it_can_be_given_up(repo, monkeypatch, tmp_path):
    path = repo.write("e7.md", TEXT)
    repo.commit()
    slow = tmp_path / "bin/git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nsleep 60 &\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(slow.parent), os.environ["PATH"]]))
    with pytest.raises(GitError, match="not waited for"):
        read_committed(open_document(path), lambda: True)


PROGRAMS = {
    "core.fsmonitor": "{}",
    "core.sshCommand": "{}",
    "core.pager": "{}",
    "core.askPass": "{}",
    "core.editor": "{}",
    "core.alternateRefsCommand": "{}",
    "diff.external": "{}",
    "diff.evil.textconv": "{}",
    "diff.evil.command": "{}",
    "filter.evil.smudge": "{}",
    "filter.evil.clean": "{}",
    "filter.evil.process": "{}",
    "filter.evil.required": "true",
    "gpg.program": "{}",
    "log.showSignature": "true",
    "alias.cat-file": "!{}",
    "alias.rev-parse": "!{}",
    "credential.helper": "!{}",
    "remote.origin.uploadpack": "{}",
    "remote.origin.url": "ext::{}",
    "remote.origin.promisor": "true",
    "protocol.ext.allow": "always",
    "extensions.partialClone": "origin",
}


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_no_setting_of_the_repository_runs_a_program(repo):
    """Each setting that names a program names one that leaves a mark, and one blob is missing, as if to be fetched."""
    path = repo.write("e7.md", TEXT)
    repo.write(".gitattributes", "*.md filter=evil diff=evil\n")
    repo.commit()
    blob = repo.git("rev-parse", "HEAD:e7.md").strip()
    mark = repo.root / "mark"
    evil = repo.write("evil", f"#!/bin/sh\ntouch '{mark}'\ncat\n")
    evil.chmod(0o755)
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-commit"):
        hook = repo.write(f".git/hooks/{name}", f"#!/bin/sh\ntouch '{mark}'\n")
        hook.chmod(0o755)
    repo.git("config", "core.repositoryFormatVersion", "1")
    for name, value in PROGRAMS.items():
        repo.git("config", name, value.format(evil))
    mark.unlink(missing_ok=True)
    path.write_text(TEXT.replace("One", "Eleven"))
    assert read(path).texts == (TEXT,)
    (repo.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert "is not in the last commit" in why_not(path)
    assert not mark.exists()


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY"])
def test_the_surroundings_do_not_lead_elsewhere(repo, monkeypatch, tmp_path, variable):
    path = repo.write("e7.md", TEXT)
    repo.commit()
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    assert read(path).texts == (TEXT,)
