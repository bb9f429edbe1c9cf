"""`cueline check`: what it says of files and folders, where, as what, and what it puts right."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from cueline import cli
from tests.cli.made_file import BROKEN

VIDEO = "https://www.youtube.com/watch?v=abcdefghi_-"
GOOD = f"""\
---
title: Bread at night  # for now
season: 1
episode: 2
guests: [borisnagy]
image: images/bread.jpg
ids:
  youtube: abcdefghi_-
links:
  youtube: {VIDEO}
description: Two bakers.
topics: [bread]
intro: Who bakes at night?
dateadded: 2025-01-01
duration: PT10M
quotableClips:
- name: Beginnings
  startOffset: 0
  url: {VIDEO}&t=0
  endOffset: 100
- name: The oven
  startOffset: 100
  url: {VIDEO}&t=100
  endOffset: 130
transcript:
- header: Beginnings
- line: "Good evening. How did\\
    \\ you begin?"
  sec: 5
  time: '0:05'
  who: Ana
- line: Late, and with rye.
  sec: 20
  time: '0:20'
  who: Boris
- header: The oven
- line: Is it hot?
  sec: 100
  time: '1:40'
  who: Ana
- line: Very hot.
  sec: 120
  time: '2:00'
  who: Boris
---
"""
QUOTED = GOOD.replace("who: Ana\n- line: Late", "who: 'Ana'\n- line: Late")
SPOILT = (
    QUOTED.replace("Late, and with rye.", "Late,  and with  rye.")
    .replace("time: '1:40'", "time: 1:40")
    .replace("&t=100", "&t=101")
    .replace("who: 'Ana'", "who: 'Ana:'")
    .replace("- header: The oven\n", "- header: The oven\n- line: Is it hot?\n- header: The oven\n")
    .replace("Very hot.", "Very hot,you know.Really.")
)


@pytest.fixture
def episode(tmp_path):
    path = tmp_path / "s01e02.md"
    path.write_bytes(GOOD.encode())
    return path


@pytest.fixture
def spoilt(tmp_path):
    path = tmp_path / "s01e02.md"
    path.write_bytes(SPOILT.encode())
    return path


def run(capsys, *arguments):
    """Run a command; return its exit code and what it printed to each side."""
    code = cli.main(["check", *(str(argument) for argument in arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def refused(capsys, *arguments):
    """Run a check that cannot be done; return its sentence."""
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("cueline: ")
    assert "Traceback" not in err
    return err


def found(capsys, *arguments):
    """Run a check; return what is found as (file's name, line, index, rule, fix)."""
    _, out, _ = run(capsys, "--json", *arguments)
    return [
        (Path(row["file"]).name, row["line"], row["index"], row["rule"], row["fix"])
        for row in json.loads(out)
    ]


def test_a_good_file(episode, capsys):
    assert run(capsys, episode) == (0, "", "1 file read, no problems\n")


def test_problems_are_told_with_their_lines(spoilt, capsys):
    code, out, err = run(capsys, spoilt)
    assert code == 1
    assert err == "1 file read, 9 problems in 1 file\n"
    assert f"{spoilt}:32: double-space: Two spaces stand together, 2 times.\n" in out
    lines = [int(row.removeprefix(f"{spoilt}:").split(":")[0]) for row in out.splitlines()]
    assert lines == sorted(lines)


def test_the_array_has_files_lines_places_and_fixes(spoilt, capsys):
    assert found(capsys, spoilt) == [
        ("s01e02.md", 21, 1, "url-mismatch", "safe"),
        ("s01e02.md", 27, 1, "speaker-punctuation", "safe"),
        ("s01e02.md", 32, 2, "double-space", "safe"),
        ("s01e02.md", 36, 3, "header-without-lines", "suggested"),
        ("s01e02.md", 37, 4, "orphan-copy", "safe"),
        ("s01e02.md", 37, 4, "missing-speaker", "suggested"),
        ("s01e02.md", 37, 4, "missing-time", "suggested"),
        ("s01e02.md", 41, 6, "unquoted-time", "safe"),
        ("s01e02.md", 43, 7, "missing-space", "suggested"),
    ]
    row = json.loads(run(capsys, "--json", spoilt)[1])[0]
    assert list(row) == ["file", "line", "index", "rule", "severity", "message", "fix"]
    assert (row["file"], row["severity"]) == (str(spoilt), "error")


def test_a_rule_without_a_fix_says_null(tmp_path, capsys):
    path = tmp_path / "e.md"
    path.write_text(GOOD.replace("intro: Who bakes at night?\n", ""))
    assert found(capsys, path) == [("e.md", 1, None, "missing-field", None)]
    path.write_text(GOOD.replace("title: Bread at night  # for now", "title: TODO"))
    assert found(capsys, path) == [("e.md", 2, None, "todo", None)]
    path.write_text(GOOD.replace("[bread]", "[bread, TODO]"))
    assert found(capsys, path) == [("e.md", 12, None, "todo", None)]
    path.write_text(GOOD.replace("  youtube: abcdefghi_-", "  youtube: abcdefghi_-&t"))
    assert found(capsys, path) == [("e.md", 8, None, "id-junk", "safe")]


def test_only_the_selected_rules(spoilt, capsys):
    rules = ("--select", "double-space", "--select", "url-mismatch")
    assert [row[3] for row in found(capsys, spoilt, *rules)] == ["url-mismatch", "double-space"]
    assert run(capsys, "--select", "tab", spoilt)[0] == 0


def test_what_is_safe_is_put_right_and_no_other_byte(spoilt, capsys):
    code, out, err = run(capsys, "--fix", spoilt)
    assert spoilt.read_text() == QUOTED.replace("Very hot.", "Very hot,you know.Really.")
    assert code == 1
    assert err == "1 file read, 5 problems fixed, 1 problem in 1 file\n"
    fixed = [row.split(": ")[1] for row in out.splitlines()]
    assert sorted(fixed) == [
        "fixed double-space", "fixed orphan-copy", "fixed speaker-punctuation", "fixed unquoted-time",
        "fixed url-mismatch", "missing-space",
    ]  # fmt: skip
    assert f"{spoilt}:32: fixed double-space" in out


def test_only_the_selected_rules_are_put_right(spoilt, capsys):
    run(capsys, "--fix", "--select", "double-space", spoilt)
    assert spoilt.read_text() == SPOILT.replace("Late,  and with  rye.", "Late, and with rye.")


def test_putting_right_with_an_array_tells_the_rest_beside_it(spoilt, capsys):
    _, out, err = run(capsys, "--fix", "--json", spoilt)
    assert [row["rule"] for row in json.loads(out)] == ["missing-space"]
    assert "fixed orphan-copy" in err


def test_nothing_is_written_where_nothing_is_safe(episode, capsys):
    before = episode.stat()
    assert run(capsys, "--fix", episode)[0] == 0
    assert episode.stat() == before


def test_a_file_that_cannot_be_saved_is_named_and_the_others_are_done(
    tmp_path, spoilt, capsys, monkeypatch
):
    other = tmp_path / "other.md"
    other.write_text(SPOILT)
    real = os.replace

    def refuse(source, target, **more):
        if os.fspath(target) == os.fspath(spoilt):
            raise PermissionError(13, "Permission denied", target)
        real(source, target, **more)

    monkeypatch.setattr(os, "replace", refuse)
    code, _, err = run(capsys, "--fix", tmp_path)
    assert code == 2
    assert f"cueline: {spoilt}: " in err
    assert "1 file not saved" in err
    assert spoilt.read_text() == SPOILT
    assert "Late, and with rye." in other.read_text()


# --- what is read -------------------------------------------------------------------------------


def test_a_broken_file_names_the_place(tmp_path, capsys):
    path = tmp_path / "broken.md"
    path.write_text(BROKEN)
    code, out, err = run(capsys, path)
    assert code == 1
    assert out.startswith(f"{path}:2: unreadable: this double quote ends the text too early")
    assert err == "1 file read, 1 problem in 1 file\n"


def test_a_folder_says_how_many_were_skipped_and_why(tmp_path, episode, capsys):
    deep = tmp_path / "deep"
    deep.mkdir()
    (deep / "_template.md").write_text("---\ntitle: {{ title }}\n---\n")
    (deep / "broken.MD").write_text(BROKEN)
    (deep / "README.md").write_text("# Read me\n")
    (deep / "anabelo.md").write_text("---\nshort: anabelo\ntitle: Ana Belo\n---\nA baker.\n")
    (deep / "_config.yml").write_text("url: x\n\tbroken: [\n")
    (deep / "_data.yaml").write_text("- a\n- b\n")
    (deep / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "hidden.md").write_text(BROKEN)
    code, out, err = run(capsys, tmp_path)
    assert code == 1
    assert [line.split(":")[0].rpartition(os.sep)[2] for line in out.splitlines()] == [
        "_template.md", "broken.MD",
    ]  # fmt: skip
    assert err == "3 files read, 4 skipped (no transcript), 2 problems in 2 files\n"


def test_a_folder_reads_markdown_that_says_who_speaks_and_no_other(tmp_path, capsys):
    (tmp_path / "README.md").write_text("# Notes\n\nHow we work.  Well.\n")
    (tmp_path / "talk.md").write_text("**Ana:** Hello.\n\nAnd the the rest.\n\n**Boris:** Yes.\n")
    code, out, err = run(capsys, tmp_path)
    assert (code, err) == (1, "1 file read, 1 skipped (no transcript), 1 problem in 1 file\n")
    assert out == f"{tmp_path / 'talk.md'}:3: doubled-word: “the the”: the word stands twice.\n"
    assert run(capsys, tmp_path / "README.md") == (
        0, "", "0 files read, 1 skipped (no transcript), no problems\n",
    )  # fmt: skip


def test_a_file_named_by_itself_says_why_it_cannot_be_edited(tmp_path, capsys):
    path = tmp_path / "notes.md"
    path.write_text("---\n{% for x in y %}\n---\n")
    code, out, _ = run(capsys, path)
    assert code == 1
    assert out.startswith(f"{path}:1: unreadable: it is a template")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"---\na: \x00\n---\n", b""])
def test_what_is_no_text(tmp_path, capsys, data):
    path = tmp_path / "odd.md"
    path.write_bytes(data)
    code, out, _ = run(capsys, path)
    assert code == 1
    assert out.startswith(f"{path}:1: unreadable: ")


def test_nothing_and_unknown_rules_cannot_be_checked(tmp_path, episode, capsys):
    assert "no file or folder" in refused(capsys, tmp_path / "none.md")
    assert "there is no rule “typo”" in refused(capsys, episode, "--select", "typo")
    assert run(capsys, episode, "--select", "unreadable")[0] == 0


def test_an_episode_in_two_files_is_checked_once(tmp_path, capsys):
    head, _, items = GOOD.removeprefix("---\n").removesuffix("---\n").partition("transcript:\n")
    data, words = tmp_path / "e02.yaml", tmp_path / "e02-transcript.yaml"
    data.write_text(head.replace("&t=100", "&t=101") + "transcript: e02-transcript.yaml\n")
    words.write_text("segments:\n" + items.replace("Late,", "Late, "))
    rows = [
        ("e02-transcript.yaml", 8, 2, "double-space", "safe"),
        ("e02.yaml", 20, 1, "url-mismatch", "safe"),
    ]
    assert sorted(found(capsys, tmp_path)) == rows
    assert sorted(found(capsys, data)) == rows
    assert sorted(found(capsys, data, words)) == rows
    run(capsys, "--fix", tmp_path)
    assert data.read_text() == head + "transcript: e02-transcript.yaml\n"
    assert words.read_text() == "segments:\n" + items


def test_links_in_circles_and_files_under_two_names(tmp_path, spoilt, capsys):
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "same.md").symlink_to(spoilt)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    rows = found(capsys, tmp_path, "--select", "double-space", "--select", "unreadable")
    assert [(row[0], row[3]) for row in rows] == [
        ("loop.md", "unreadable"), ("s01e02.md", "double-space"),
    ]  # fmt: skip
    assert "1 skipped (no longer there)" in run(capsys, tmp_path)[2]


# --- many files ---------------------------------------------------------------------------------


def test_many_files_are_checked_on_all_cores_in_their_order(tmp_path, spoilt, capsys):
    for number in range(40):
        shutil.copy(spoilt, tmp_path / f"copy{number:02d}.md")
    rows = found(capsys, tmp_path, "--select", "double-space")
    assert [row[0] for row in rows] == [*(f"copy{n:02d}.md" for n in range(40)), "s01e02.md"]
    _, _, err = run(capsys, "--fix", tmp_path)
    assert err == "41 files read, 205 problems fixed, 41 problems in 41 files\n"


def test_a_folder_without_episodes(tmp_path, capsys):
    assert run(capsys, tmp_path) == (0, "", "0 files read, no problems\n")


# --- what the site says -------------------------------------------------------------------------


def test_the_settings_of_the_site_hold_for_all_below(tmp_path, spoilt, capsys):
    (tmp_path / "cueline.toml").write_text("[rules]\ndouble-space = false\norphan-copy = false\n")
    deep = tmp_path / "_podcast"
    deep.mkdir()
    shutil.move(spoilt, deep / "a.md")
    rules = {row[3] for row in found(capsys, deep)}
    assert "url-mismatch" in rules
    assert not rules & {"double-space", "orphan-copy"}


def test_settings_that_say_something_wrong_name_line_and_key(tmp_path, spoilt, capsys):
    (tmp_path / "cueline.toml").write_text("[rules]\ntab = false\nspaces = false\n")
    said = refused(capsys, spoilt)
    assert said == f"cueline: {tmp_path / 'cueline.toml'}:3: there is no rule “spaces”.\n"


def test_the_people_of_the_site_are_known(tmp_path, episode, capsys):
    people = tmp_path / "_people"
    people.mkdir()
    (people / "borisnagy.md").write_text("---\nshort: borisnagy\ntitle: Boris Nagy\n---\n")
    episode.write_text(GOOD.replace("  time: '1:40'\n  who: Ana", "  time: '1:40'\n  who: Vera"))
    assert found(capsys, episode) == [("s01e02.md", 37, 4, "speaker-unknown", "suggested")]


def test_what_would_command_the_terminal_is_shown_as_signs(tmp_path, capsys):
    path = tmp_path / "a\x1b[2Jb.md"
    path.write_text('---\ntranscript:\n- line: Hello\n  sec: 3\n  who: "\\e[31m\u202eAna:"\n---\n')
    cli.main(["check", str(path)])
    told = capsys.readouterr().out
    assert "speaker-punctuation" in told
    assert "a\u241b[2Jb.md:" in told
    assert not set(told) & {"\x1b", "\u202e"}
    cli.main(["check", f"{tmp_path}/\x1b[2J"])
    assert "\x1b" not in capsys.readouterr().err


def test_a_name_with_a_star_is_read_as_no_shell_of_windows_does(tmp_path, capsys, monkeypatch):
    for name in ("a.md", "b.md", "c.yaml"):
        (tmp_path / name).write_text(GOOD)
    assert "there is no file or folder" in refused(capsys, tmp_path / "*.md")
    monkeypatch.setattr(sys, "platform", "win32")
    assert run(capsys, tmp_path / "*.md")[2].startswith("2 files read")
    assert "there is no file or folder" in refused(capsys, tmp_path / "*.txt")
