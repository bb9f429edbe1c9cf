"""The import command: into a new file, into an episode without a transcript, times into one that has it."""

from __future__ import annotations

import pytest

from cueline import cli
from cueline.episode import Header, Line
from cueline.io import open_document
from tests.cli.made_file import EPISODE

VTT = """\
WEBVTT

NOTE Section: Birds

00:00:03.500 --> 00:00:20.000
<v Ana>Hello:
good morning.</v>

00:00:20.000 --> 00:00:30.000
<v Bo>Fine.</v>
"""
FRONT = '---\n# kept\ntitle: "Birds"\nlinks: {a: b}\n---\n\nThe body.\n'


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "talk.vtt"
    path.write_text(VTT, encoding="utf-8")
    return path


def run(*arguments):
    return cli.main(["import", *map(str, arguments)])


def items(path):
    return open_document(path).episode.items


def test_a_new_episode_is_made(source, tmp_path, capsys):
    target = tmp_path / "new.md"
    assert run(source, target) == 0
    assert target.read_text(encoding="utf-8") == (
        "---\ntranscript:\n- header: Birds\n- line: 'Hello: good morning.'\n  sec: 3\n  time: 0:03\n  who: Ana\n"
        "- line: Fine.\n  sec: 20\n  time: 0:20\n  who: Bo\n---\n"
    )
    assert capsys.readouterr().out.endswith("new.md: 2 lines and 1 header taken in\n")


def test_a_new_episode_may_be_plain_yaml_with_exact_times(source, tmp_path):
    target = tmp_path / "new.yaml"
    assert run("--exact", source, target) == 0
    assert items(target)[1] == Line("Hello: good morning.", "Ana", 3.5, "0:03")


@pytest.mark.parametrize("transcript", ["", "transcript: []\n", "transcript:\n"])
def test_an_episode_without_a_transcript_gets_one_and_keeps_the_rest(source, tmp_path, transcript):
    target = tmp_path / "old.md"
    target.write_text(FRONT.replace("links:", f"{transcript}links:"), encoding="utf-8")
    assert run(source, target) == 0
    assert [type(item) for item in items(target)] == [Header, Line, Line]
    kept = target.read_text(encoding="utf-8")
    assert '# kept\ntitle: "Birds"\n' in kept
    assert "links: {a: b}\n" in kept
    assert kept.endswith("---\n\nThe body.\n")


def test_a_transcript_that_is_there_is_left_alone(source, tmp_path, capsys):
    target = tmp_path / "old.md"
    target.write_text(EPISODE, encoding="utf-8")
    assert run(source, target) == 2
    assert "has a transcript already, of 6 entries" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == EPISODE


def test_labels_give_a_transcript_its_times_and_change_no_other_line(tmp_path, capsys):
    target, labels = tmp_path / "old.md", tmp_path / "labels.txt"
    target.write_text(EPISODE, encoding="utf-8")
    assert cli.main(["export", str(target), "--to", "audacity", "-o", str(labels)]) == 0
    moved = labels.read_text(encoding="utf-8").replace("338.000000\t3608", "341.250000\t3608")
    labels.write_text(moved, encoding="utf-8")
    assert run(labels, target) == 0
    assert capsys.readouterr().out.endswith("old.md: 1 line moved\n")
    was, now = EPISODE.splitlines(), target.read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(was, now, strict=True) if old != new]
    assert changed == [
        ("  endOffset: 338", "  endOffset: 341"),
        ("  startOffset: 338", "  startOffset: 341"),
        (
            "  url: https://www.youtube.com/watch?v=abc&t=338",
            "  url: https://www.youtube.com/watch?v=abc&t=341",
        ),
        ("  time: '5:38'  # checked", "  time: '5:41'  # checked"),
        ("  sec: 338", "  sec: 341"),
    ]


def test_an_empty_file_is_as_good_as_none(source, tmp_path):
    target = tmp_path / "new.md"
    target.touch()
    assert run(source, target) == 0
    assert len(items(target)) == 3


def test_short_cues_are_put_together_when_asked_for(tmp_path):
    cues = "".join(
        f"{n}\n00:00:{n:02d},000 --> 00:00:{n + 1:02d},000\n{'w' * 30} {n}.\n\n"
        for n in range(1, 21)
    )
    source, target = tmp_path / "cues.srt", tmp_path / "new.md"
    source.write_text(cues, encoding="utf-8")
    assert run("--join", source, target) == 0
    assert [getattr(item, "start", None) for item in items(target)] == [1, 9, 17]


def test_broken_input_names_its_place_and_writes_nothing(tmp_path, capsys):
    source, target = tmp_path / "cues.srt", tmp_path / "new.md"
    source.write_text("1\n00:00:01,000 --> later\nA\n", encoding="utf-8")
    assert run(source, target) == 2
    told = capsys.readouterr().err
    assert "cues.srt:2:18: this is not a time" in told
    assert "00:00:01,000 --> later\n                 ^" in told
    assert not target.exists()


def test_what_cannot_be_imported_is_refused_in_a_sentence(source, tmp_path, capsys):
    for arguments, sentence in (
        ((tmp_path / "none.srt", tmp_path / "new.md"), "none.srt cannot be read: it is not there"),
        ((source, tmp_path / "new.txt"), "it has to end in .md or .yaml"),
        ((source, source), "has a transcript already"),
        ((source, tmp_path / "no" / "new.md"), "new.md"),
    ):
        assert run(*arguments) == 2
        assert sentence in capsys.readouterr().err
    assert source.read_text(encoding="utf-8") == VTT


def test_the_form_can_be_named(tmp_path, capsys):
    source, target = tmp_path / "raw", tmp_path / "new.md"
    source.write_text("0:09\nAna\nHello.\n", encoding="utf-8")
    assert run("--from", "blocks", source, target) == 0
    assert items(target) == (Line("Hello.", "Ana", 9, "0:09"),)
    assert run("--from", "srt", source, tmp_path / "other.md") == 2
    assert "raw:1:1: here a time is expected" in capsys.readouterr().err


def test_what_should_be_known_is_told(tmp_path, capsys):
    source = tmp_path / "raw.txt"
    source.write_text("0:09\nAna\nHello.\n0:05\nBo\nHi.\n", encoding="utf-8")
    assert run(source, tmp_path / "new.md") == 0
    assert (
        "raw.txt: 1 line goes back in time; they stand as in the file." in capsys.readouterr().err
    )


def test_a_speaker_that_the_episode_knows_is_taken_even_if_it_speaks_once(tmp_path):
    source, target = tmp_path / "talk.srt", tmp_path / "e.md"
    source.write_text("1\n00:00:01,000 --> 00:00:02,000\nHi.\nMaria: Yes.\n", encoding="utf-8")
    target.write_text("---\nguests: [Maria]\ntranscript: []\n---\n", encoding="utf-8")
    assert run(source, target) == 0
    assert [(line.speaker, line.text) for line in items(target)] == [("", "Hi."), ("Maria", "Yes.")]
