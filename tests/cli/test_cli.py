"""The commands, called as Python calls them: what they print, what they leave alone, their exit codes."""

from __future__ import annotations

import os
import subprocess

import pytest

from cueline import __version__, cli
from cueline.episode import Line
from cueline.io import parse_document
from tests.cli.made_file import BROKEN, EPISODE


@pytest.fixture
def episode(tmp_path):
    path = tmp_path / "s03e01.md"
    path.write_bytes(EPISODE.encode())
    return path


def run(capsys, *arguments):
    """Run a command; return its exit code and what it printed to each side."""
    code = cli.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def refused(capsys, *arguments):
    """Run a command that cannot be done; return its sentence."""
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("cueline: ")
    assert "Traceback" not in err
    return err


# --- diff ---------------------------------------------------------------------------------------


def test_diff_of_two_files_ends_with_the_bytes_that_no_edit_explains(tmp_path, episode, capsys):
    newer = tmp_path / "newer.md"
    newer.write_bytes(
        EPISODE.replace("Thank you.", "Thanks.").replace("sec: 3\n", "sec: 4\n").encode()
    )
    code, out, _ = run(capsys, "diff", episode, newer)
    assert code == 0
    assert "-  line: Thank you.\n+  line: Thanks.\n" in out
    assert "-  sec: 3\n+  sec: 4\n" in out
    assert out.splitlines()[-1] == "other bytes changed: 0"


def test_diff_counts_what_changed_beside_the_edits(tmp_path, episode, capsys):
    newer = tmp_path / "newer.md"
    newer.write_bytes(
        EPISODE.replace("Thank you.", "Thanks.").replace("# the newest", "# the latest").encode()
    )
    _, out, _ = run(capsys, "diff", episode, newer)
    assert out.splitlines()[-1] == f"other bytes changed: {2 * len('# the newest' + chr(10))}"


def test_diff_counts_a_changed_body_and_still_knows_the_edits(tmp_path, episode, capsys):
    newer = tmp_path / "newer.md"
    newer.write_bytes(EPISODE.replace("Thank you.", "Thanks.").replace("*body*", "*bod*").encode())
    _, out, _ = run(capsys, "diff", episode, newer)
    assert out.splitlines()[-1] == f"other bytes changed: {len('The *body*.The *bod*.') + 2}"


def test_diff_of_an_item_put_in_and_one_taken_out(tmp_path, episode, capsys):
    without = EPISODE.replace("- line: It goes on.\n  who: Ana\n", "")
    newer = tmp_path / "newer.md"
    newer.write_bytes(without.encode())
    assert run(capsys, "diff", episode, newer)[1].endswith("\nother bytes changed: 0\n")
    assert run(capsys, "diff", newer, episode)[1].endswith("\nother bytes changed: 0\n")


def test_no_difference(tmp_path, episode, capsys):
    assert run(capsys, "diff", episode, episode) == (0, "no difference\n", "")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return a function that runs git in a repository of the test's own."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)

    def git(*arguments):
        identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
        subprocess.run(
            ["git", "-C", str(tmp_path), *identity, *arguments], check=True, capture_output=True
        )

    git("init", "-q")
    return git


def test_diff_against_the_last_commit(repository, episode, capsys, monkeypatch):
    repository("add", episode.name)
    repository("commit", "-q", "-m", "one")
    assert run(capsys, "diff", episode)[1] == "no difference\n"
    episode.write_bytes(EPISODE.replace("time: '60:08'", "time: '60:09'").encode())
    monkeypatch.chdir(episode.parent)
    code, out, _ = run(capsys, "diff", episode.name)
    assert code == 0
    assert "-  time: '60:08'\n+  time: '60:09'\n" in out
    assert out.endswith("\nother bytes changed: 0\n")


def test_diff_against_a_commit_knows_gits_own_line_ends(repository, episode, capsys):
    repository("config", "core.autocrlf", "true")
    episode.write_bytes(EPISODE.replace("\n", "\r\n").encode())
    repository("add", episode.name)
    repository("commit", "-q", "-m", "one")
    assert run(capsys, "diff", episode)[1] == "no difference\n"


def test_diff_against_a_commit_runs_no_git_that_lies_beside_the_file(
    repository, episode, capsys, monkeypatch
):
    repository("add", episode.name)
    repository("commit", "-q", "-m", "one")
    for name in ("git", "git.exe"):
        (episode.parent / name).write_text("#!/bin/sh\ntouch ran\n")
        (episode.parent / name).chmod(0o755)
    monkeypatch.chdir(episode.parent)
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(episode.parent), os.environ["PATH"]]))
    assert run(capsys, "diff", episode.name)[1] == "no difference\n"
    assert not (episode.parent / "ran").exists()


def test_diff_of_an_episode_in_two_files_is_of_both(repository, tmp_path, capsys):
    data, words = tmp_path / "e07.yaml", tmp_path / "e07-transcript.yaml"
    data.write_text("title: Bees\ntranscript: e07-transcript.yaml\n")
    words.write_text("segments:\n- line: Hi.\n  sec: 1\n  time: '0:01'\n  who: Ana\n")
    repository("add", ".")
    repository("commit", "-q", "-m", "one")
    assert run(capsys, "diff", data)[1] == "no difference\n"
    data.write_text(data.read_text().replace("Bees", "Hives"))
    words.write_text(words.read_text().replace("Hi.", "Hello."))
    code, out, _ = run(capsys, "diff", words)
    assert code == 0
    assert "-title: Bees\n+title: Hives\n" in out
    assert "-- line: Hi.\n+- line: Hello.\n" in out


def test_diff_without_a_commit_cannot_be_done(repository, episode, capsys, tmp_path):
    assert "Name a second file to compare with." in refused(capsys, "diff", episode)
    assert "there is no such file" in refused(capsys, "diff", tmp_path / "none.md")


# --- retime -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "which", [("--item", 4), ("--line", 26), ("--line", 28), ("--line", 29)], ids=str
)
def test_retime_shows_what_it_would_do(episode, capsys, which):
    code, out, _ = run(capsys, "retime", episode, *which, "--to", "5:41")
    assert code == 0
    changed = [
        line for line in out.splitlines() if line[0] in "+-" and line[:3] not in ("---", "+++")
    ]
    assert changed == [
        "-  time: '5:38'  # checked", "-  sec: 338", "+  time: '5:41'  # checked", "+  sec: 341",
    ]  # fmt: skip
    assert out.splitlines()[-1] == "other bytes changed: 0"
    assert episode.read_bytes() == EPISODE.encode()


def test_retime_writes_when_told_to(episode, capsys):
    code, out, _ = run(capsys, "retime", episode, "--item", "1", "--to", "+2", "--write")
    assert code == 0
    assert out.splitlines()[-1] == "other bytes changed: 0"
    expected = EPISODE.replace("sec: 3\n", "sec: 5\n").replace("time: 0:03", "time: 0:05")
    assert episode.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("entry", "start"), [("5:41", 341), ("100", 100), ("-0.5", 337), ("+62:00", 4058)]
)
def test_retime_understands_what_a_time_cell_does(episode, capsys, entry, start):
    assert run(capsys, "retime", episode, "--item", 4, "--to", entry, "--write")[0] == 0
    line = parse_document(episode.read_bytes()).episode.items[4]
    assert isinstance(line, Line)
    assert line.start == start


def test_retime_together_takes_the_clip_along(episode, capsys):
    run(capsys, "retime", episode, "--item", 4, "--to", "5:41", "--together", "--write")
    expected = EPISODE.replace("338", "341").replace("5:38", "5:41")
    assert episode.read_text(encoding="utf-8") == expected


def test_retime_to_the_time_it_has_changes_nothing(episode, capsys):
    code, out, _ = run(capsys, "retime", episode, "--item", 4, "--to", "5:38", "--write")
    assert (code, out) == (0, "other bytes changed: 0\n")
    assert episode.read_bytes() == EPISODE.encode()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--item", 4, "--to", "soon"), "“soon” is not a time"),
        (("--item", 2, "--to", "+2"), "“+2” is not a time"),
        (("--item", 0, "--to", "5:38"), "item 0 is not a line"),
        (("--item", 6, "--to", "5:38"), "there is no item 6: the transcript has 6"),
        (("--item", -1, "--to", "5:38"), "there is no item -1"),
        (("--line", 3, "--to", "5:38"), "is not in the transcript"),
        (("--line", 999, "--to", "5:38"), "is not in the transcript"),
        (("--line", 17, "--to", "5:38"), "item 0 is not a line"),
    ],
)
def test_a_retime_that_cannot_be_done(episode, capsys, arguments, sentence):
    assert sentence in refused(capsys, "retime", episode, *arguments, "--write")
    assert episode.read_bytes() == EPISODE.encode()


def test_files_that_cannot_be_edited_are_refused_by_all_commands(tmp_path, capsys):
    broken, plain = tmp_path / "broken.md", tmp_path / "plain.md"
    broken.write_text(BROKEN)
    plain.write_text("---\ntitle: {{ title }}\n---\n")
    for path in (broken, plain, tmp_path, tmp_path / "none.md"):
        assert str(path) in refused(capsys, "retime", path, "--item", 0, "--to", "5")
        assert str(path) in refused(capsys, "export", path, "--to", "episode")
    assert "^" in refused(capsys, "diff", broken, broken)


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("check",), ("retime", "x.md", "--to", "5"), ("retime", "x.md", "--item", "1"),
        ("retime", "x.md", "--item", "1", "--line", "2", "--to", "5"), ("export", "x.md", "--to", "pdf"), ("sing",),
    ],
)  # fmt: skip
def test_a_command_that_is_not_whole_is_explained(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "usage: cueline" in capsys.readouterr().err


def test_version(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"cueline {__version__}\n"


def test_seconds_of_hundreds_of_digits_are_no_time(tmp_path, capsys):
    path = tmp_path / "odd.md"
    path.write_text(f"---\ntranscript:\n- line: a\n  sec: {'9' * 400}\n  time: {'9' * 5000}\n---\n")
    assert run(capsys, "check", "--select", "unreadable", path)[0] == 0
    assert "is not a time" in refused(capsys, "retime", path, "--item", 0, "--to", "+5")
    assert run(capsys, "retime", path, "--item", 0, "--to", "5")[0] == 0
