"""The export command with every format: what is printed, what is written, what is told, what is refused."""

from __future__ import annotations

import html
import json

import pysubs2
import pytest
import webvtt

from cueline import cli
from cueline.episode import Line
from cueline.io import open_document
from cueline.io.formats import FORMATS, Options, export_to
from cueline.resources.sample import EPISODE as SAMPLE
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


def test_guests_get_the_names_of_the_people_of_the_site(tmp_path, capsys):
    people = tmp_path / "_people"
    people.mkdir()
    (people / "anas.md").write_text("---\nshort: anas\ntitle: Ana Sousa\n---\n", encoding="utf-8")
    (people / "bob.md").write_text("---\nshort: bob\ntitle: Bo Berg\n---\n", encoding="utf-8")
    (people / "boc.md").write_text("---\nshort: boc\ntitle: Bo Clark\n---\n", encoding="utf-8")
    episode = tmp_path / "e.md"
    text = EPISODE.replace("season: 3", "guests: [anas, bob, boc]")
    episode.write_text(text, encoding="utf-8")
    assert cli.main(["export", str(episode), "--to", "txt", "--full-names"]) == 0
    out = capsys.readouterr().out
    assert "Ana Sousa: It's good" in out
    assert "\nBo: Thank you." in out
    lonely = tmp_path / "no" / "e.md"
    lonely.parent.mkdir()
    (lonely.parent / ".git").mkdir()
    lonely.write_text(text, encoding="utf-8")
    assert cli.main(["export", str(lonely), "--to", "txt", "--full-names"]) == 2
    assert "no folder of people" in capsys.readouterr().err


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "episode"])
def test_the_sample_exports_to_everything_and_nothing_is_wrong(name, capsys):
    assert cli.main(["export", str(SAMPLE), "--to", name, "--length", "1:20"]) == 0
    out, told = capsys.readouterr()
    assert out
    expected = {"youtube": "begins at 0:01; it is listed at 0:00"}
    assert expected.get(name, "") in told
    assert bool(told) == (name in expected)


def test_other_programs_read_the_sample_as_we_wrote_it(tmp_path):
    episode = open_document(SAMPLE).episode
    lines = [item for item in episode.items if isinstance(item, Line)]
    srt, vtt = (export_to(name, episode, Options(length=80)).text for name in ("srt", "vtt"))
    captions = webvtt.from_string(vtt, strict=True).captions
    assert [cue.end for cue in pysubs2.SSAFile.from_string(srt, format_="srt")][-1] == 80_000
    said = " ".join(html.unescape(caption.text) for caption in captions)
    assert said.split() == " ".join(line.text for line in lines).split()


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
