"""The export command with every format: what is printed, what is written, what is told, what is refused."""

from __future__ import annotations

import json

import pysubs2
import pytest
import webvtt

from cueline import cli
from cueline.episode import Line
from cueline.io import open_document
from cueline.io.formats import FORMATS, Options, export_to
from tests.cli.made_file import EPISODE
from tests.corpus_files import corpus_files

NEEDS_THREE_SECTIONS = "youtube"


@pytest.fixture
def episode(tmp_path):
    path = tmp_path / "s03e01.md"
    path.write_bytes(EPISODE.encode())
    return path


@pytest.mark.parametrize("name", [name for name in FORMATS if name != NEEDS_THREE_SECTIONS])
def test_what_is_printed_is_what_is_written(episode, capsysbinary, tmp_path, name):
    assert cli.main(["export", str(episode), "--to", name]) == 0
    printed = capsysbinary.readouterr().out
    out = tmp_path / f"out{FORMATS[name].suffix}"
    assert cli.main(["export", str(episode), "--to", name, "-o", str(out)]) == 0
    assert out.read_bytes() == printed
    assert b"good to be here" in printed or b"Career" in printed
    assert episode.read_bytes() == EPISODE.encode()


def test_what_should_be_known_is_told_beside_the_export(episode, capsys):
    assert cli.main(["export", str(episode), "--to", "srt"]) == 0
    out, told = capsys.readouterr()
    assert out.startswith("1\n00:00:03,000 --> 00:05:38,000\nAna: It's good")
    assert "s03e01.md: The last end, 1:00:09, is estimated" in told


def test_the_length_of_the_sound_is_the_last_end(episode, capsys):
    assert cli.main(["export", str(episode), "--to", "srt", "--length", "1:10:00"]) == 0
    out, told = capsys.readouterr()
    assert "01:00:08,000 --> 01:10:00,000\nLate." in out
    assert told == ""
    assert cli.main(["export", str(episode), "--to", "srt", "--length", "long"]) == 2
    assert "“long” is not a time" in capsys.readouterr().err


def test_an_export_that_cannot_be_says_why_and_writes_nothing(episode, capsys, tmp_path):
    out = tmp_path / "chapters.txt"
    assert cli.main(["export", str(episode), "--to", "youtube", "-o", str(out)]) == 2
    assert "only 2 sections have a title and a time" in capsys.readouterr().err
    assert not out.exists()


def test_an_export_never_takes_the_place_of_its_episode(episode, capsys, tmp_path):
    link = tmp_path / "link.md"
    link.symlink_to(episode)
    for target in (episode, link):
        command = ["export", str(episode), "--to", "srt", "--force", "-o", str(target)]
        assert cli.main(command) == 2
        assert "is the episode itself" in capsys.readouterr().err
    assert episode.read_bytes() == EPISODE.encode()


def test_an_unknown_format_is_refused_with_the_names_that_there_are(episode, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["export", str(episode), "--to", "pdf"])
    assert stop.value.code == 2
    assert "transcript-json" in capsys.readouterr().err


def real_episodes():
    return corpus_files("episodes/*.md", "old-style/*.md")[::3]


@pytest.mark.corpus
@pytest.mark.parametrize("path", real_episodes(), ids=lambda path: path.name)
def test_real_episodes_export_to_what_other_programs_read(path):
    document = open_document(path)
    if document.read_only or not any(isinstance(item, Line) for item in document.episode.items):
        pytest.skip("a template, or without a transcript")
    names = set(FORMATS) - ({"soundbites"} if not document.episode.clips else set())
    made = {name: export_to(name, document.episode, Options(document)).text for name in names}
    cues = pysubs2.SSAFile.from_string(made["srt"], format_="srt")
    captions = webvtt.from_string(made["vtt"], strict=True).captions
    assert [cue.start for cue in cues] == [c.start_time.in_milliseconds() for c in captions]
    lines = [item for item in document.episode.items if isinstance(item, Line)]
    starts = {line.start for line in lines if line.start is not None}
    assert len(cues) == len(starts)
    assert len(json.loads(made["transcript-json"])["segments"]) >= len(cues)
