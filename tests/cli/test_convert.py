"""A transcript moved from Markdown to front matter and back, on the command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cueline import cli
from cueline.io import open_document

TALK = (
    "# How bees count\n\n**Mila:** \\[00:00:03\\] Hello \\[laughs\\]\nand welcome.\n\n* a list\n\n"
    "What shall we talk about?\n\n**Oren:** Bees.\n"
)
TIMED = """\
---
transcript:
- header: How bees count
- line: Hello [laughs] and welcome.
  sec: 3
  time: 0:03
  who: Mila
- line: What shall we talk about?
  who: Mila
- line: Bees.
  who: Oren
---

* a list
"""


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "bees.md"
    path.write_text(TALK, "utf-8")
    return path


def test_it_is_printed_and_what_changes_is_told_beside_it(talk, capsysbinary):
    assert cli.main(["convert", str(talk), "--to", "front-matter"]) == 0
    printed = capsysbinary.readouterr()
    assert printed.out.decode() == TIMED
    assert [line.partition(".md: ")[2] for line in printed.err.decode().splitlines()] == [
        "3 lines and 1 heading to front matter.",
        "Escapes: 1 changed.",
        "Times: 1 changed.",
        "Left out: 1 possible, none done.",
        "1 line has no time, and it gets none.",
    ]
    assert talk.read_text("utf-8") == TALK


def test_there_and_back_in_files_of_their_own(talk, tmp_path, capsys):
    timed, back = tmp_path / "timed.md", tmp_path / "back.md"
    assert cli.main(["convert", str(talk), "--to", "front-matter", "-o", str(timed)]) == 0
    assert cli.main(["convert", str(timed), "--to", "markdown", "-o", str(back)]) == 0
    assert capsys.readouterr().out == ""
    assert back.read_text("utf-8") == (
        "---\n---\n\n## How bees count\n\n**Mila:** \\[0:03\\] Hello [laughs] and welcome.\n\n"
        "What shall we talk about?\n\n**Oren:** Bees.\n\n* a list\n"
    )
    assert open_document(back).in_body


def test_an_episode_in_two_files_becomes_one(tmp_path, capsysbinary):
    (tmp_path / "e07.yaml").write_text("title: Bees\ntranscript: e07-transcript.yaml\n")
    words = tmp_path / "e07-transcript.yaml"
    words.write_text("segments:\n- {line: Hello, sec: 3, time: '0:03', who: Mila}\n")
    assert cli.main(["convert", str(words), "--to", "front-matter"]) == 0
    printed = capsysbinary.readouterr()
    assert printed.out == (
        b"---\ntitle: Bees\ntranscript:\n- {line: Hello, sec: 3, time: '0:03', who: Mila}\n---\n"
    )
    assert b"1 line to front matter." in printed.err


def test_nothing_is_written_over_unless_told_so(talk, tmp_path, capsys):
    other = tmp_path / "other.md"
    other.write_text("mine", "utf-8")
    arguments = ["convert", str(talk), "--to", "front-matter", "-o"]
    assert cli.main([*arguments, str(other)]) == 2
    assert "--force writes over it" in capsys.readouterr().err
    assert other.read_text("utf-8") == "mine"
    assert cli.main([*arguments, str(other), "--force"]) == 0
    assert other.read_text("utf-8") == TIMED


@pytest.mark.parametrize(
    ("text", "form", "reason"),
    [
        (TALK, "markdown", "is in Markdown already."),
        (TIMED, "front-matter", "stands in the front matter already."),
        ("---\ntitle: A\n---\n", "markdown", "there is nothing to convert."),
        ("---\ntranscript:\n- {line: '', who: ''}\n---\n", "markdown", "needs a name or a time"),
    ],
)
def test_what_cannot_be_converted_says_why(tmp_path, capsys, text, form, reason):
    path, made = tmp_path / "a.md", tmp_path / "b.md"
    path.write_text(text, "utf-8")
    assert cli.main(["convert", str(path), "--to", form, "-o", str(made)]) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert said.count(str(path)) == 1
    assert not made.exists()


def test_the_program_knows_the_command(talk):
    done = subprocess.run(
        [sys.executable, "-m", "cueline", "convert", str(talk), "--to", "front-matter"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.decode() == TIMED
