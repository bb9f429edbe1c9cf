"""The corrected episode file: whole, in one canonical form, and the same episode when it is read again."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from cueline import cli
from cueline.episode import Clip, Line
from cueline.io import open_document, parse_document
from cueline.io.formats import Options, export_to
from cueline.io.formats.exported import ExportStoppedError
from tests.cli.made_file import EPISODE
from tests.corpus_files import corpus_files
from tests.io.made_files import episode_files


@pytest.fixture
def episode(tmp_path):
    path = tmp_path / "s03e01.md"
    path.write_bytes(EPISODE.encode())
    return path


def exported(path, capsysbinary, *arguments):
    assert cli.main(["export", str(path), "--to", "episode", *arguments]) == 0
    return capsysbinary.readouterr().out.decode()


def as_episode(document, width=80, quotes="auto"):
    return export_to("episode", document.episode, Options(document, width, quotes)).text


def corrected(episode):
    """Return what has to come back: labels and urls that agree with the starts."""
    items = tuple(
        replace(
            i, label=episode.clock.format(i.start) if i.label and i.start is not None else i.label
        )
        if isinstance(i, Line)
        else i
        for i in episode.items
    )
    return items, episode.clips


def test_the_export_is_canonical_and_corrected(episode, capsysbinary):
    source = EPISODE.replace("sec: 3608", "sec: 3609").encode()
    episode.write_bytes(source)
    assert (
        exported(episode, capsysbinary)
        == """\
---
title: 'Counting: birds'
season: 3
links:
  youtube: https://www.youtube.com/watch?v=abc
quotableClips:
- name: Start
  startOffset: 3
  url: https://www.youtube.com/watch?v=abc&t=3
  endOffset: 338
- name: Career
  startOffset: 338
  url: https://www.youtube.com/watch?v=abc&t=338
  endOffset: 4000
transcript:
- header: Start
- line: It's good to be here, and a line that is long enough to be broken – naïve
    😀, isn't it?
  sec: 3
  time: 0:03
  who: Ana
- line: It goes on.
  who: Ana
- header: Career
- line: Thank you.
  sec: 338
  time: '5:38'
  who: Bo
- line: Late.
  sec: 3609
  time: '60:09'
  who: Bo
---
The *body*.
"""
    )
    assert episode.read_bytes() == source


def test_an_exported_file_is_the_same_episode_and_exports_to_itself(
    episode, capsysbinary, tmp_path
):
    again = tmp_path / "again.md"
    again.write_text(exported(episode, capsysbinary), encoding="utf-8", newline="")
    was, now = open_document(episode).episode, open_document(again).episode
    assert now.items == corrected(was)[0]
    assert (now.fields, now.body) == (was.fields, was.body)
    assert [c.url.rpartition("t=")[2] for c in now.clips if isinstance(c, Clip)] == ["3", "338"]
    assert exported(again, capsysbinary) == again.read_text(encoding="utf-8")


def test_the_width_is_a_choice(episode, capsysbinary):
    lines = exported(episode, capsysbinary, "--width", "40").splitlines()
    texts = [line for line in lines if "http" not in line]
    assert max(map(len, texts)) <= 50
    assert any("isn't it?" in line and "It's good" in line
               for line in exported(episode, capsysbinary, "--width", "0").splitlines())  # fmt: skip


@pytest.mark.parametrize(
    ("quotes", "text", "label"),
    [
        ("single", "line: 'Thank you.'", "time: '0:03'"),
        ("double", 'line: "Thank you."', 'time: "0:03"'),
    ],
)
def test_the_quotes_are_a_choice(episode, capsysbinary, quotes, text, label):
    out = exported(episode, capsysbinary, "--quotes", quotes)
    assert text in out
    assert label in out
    assert "  sec: 338\n" in out
    assert (
        parse_document(out.encode()).episode.items == corrected(open_document(episode).episode)[0]
    )


def test_the_export_can_go_to_a_file_but_over_none_unasked(episode, capsysbinary, tmp_path):
    out = tmp_path / "out.md"
    arguments = ["export", str(episode), "--to", "episode", "-o", str(out)]
    assert cli.main(arguments) == 0
    first = out.read_bytes()
    out.write_text("mine")
    assert cli.main(arguments) == 2
    assert b"exists already; --force writes over it" in capsysbinary.readouterr().err
    assert out.read_text() == "mine"
    assert cli.main([*arguments, "--force"]) == 0
    assert out.read_bytes() == first


def test_an_export_into_a_folder_that_is_not_there_is_refused(episode, capsysbinary, tmp_path):
    out = tmp_path / "none" / "out.md"
    assert cli.main(["export", str(episode), "--to", "episode", "-o", str(out)]) == 2
    assert str(out).encode() in capsysbinary.readouterr().err


ODD = """\
---
base: &base {x: 1}
more:
  <<: *base
  1: one
  yes: no
? [k, l]
: v
date: 2025-01-02
title: !custom 'T: t'
quotableClips:
- {note: keep, name: B, startOffset: x}
transcript:
- {who: Ana, line: malformed, time: '37:567', mood: 'yes'}
- {sec: abc, line: half}
- just text
- ? [a]
  : c
---
"""


def test_odd_values_come_through(capsysbinary, tmp_path):
    path = tmp_path / "odd.md"
    path.write_text(ODD)
    out = exported(path, capsysbinary)
    was, now = parse_document(ODD.encode()).episode, parse_document(out.encode()).episode
    assert now.items == was.items
    assert now.clips == was.clips
    root = yaml.compose(out.split("---\n")[1])
    values = {k.value: v for k, v in root.value if isinstance(k, yaml.ScalarNode)}
    assert values["title"].tag == "!custom"
    assert values["more"].value[0][0].tag == "tag:yaml.org,2002:merge"
    assert values["more"].value[1][0].tag == "tag:yaml.org,2002:int"
    assert "note: keep" in out
    assert "&" not in out


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(episode_files())
def test_any_file_exports_to_the_same_episode(data):
    document = parse_document(data)
    text = as_episode(document)
    again = parse_document(text.encode())
    assert again.episode.items == corrected(document.episode)[0]
    assert again.episode.fields == document.episode.fields
    assert as_episode(again) == text


@pytest.mark.corpus
@pytest.mark.parametrize("path", corpus_files("episodes/*.md")[::4], ids=lambda p: p.name)
def test_real_files_export_to_the_same_episode(path):
    document = open_document(path)
    if document.read_only:
        pytest.skip(document.read_only)
    text = as_episode(document, 0, "double")
    again = parse_document(text.encode())
    assert again.episode.items == corrected(document.episode)[0]
    assert again.episode.body == document.episode.body


@pytest.mark.parametrize("quotes", ["auto", "single", "double"])
@pytest.mark.parametrize("escape", [r"\x85", r"a\x85b", r"x \x85 y", r"a\u2028b"])
def test_odd_line_breaks_in_a_text_come_back_as_they_are(escape, quotes):
    source = f'---\ntranscript:\n- line: "{escape}"\n  who: Ana\n---\n'
    document = parse_document(source.encode())
    text = as_episode(document, 80, quotes)
    assert parse_document(text.encode()).episode.items == document.episode.items


def test_an_export_that_nobody_waits_for_any_more_stops_wherever_it_is():
    document, asked = parse_document(EPISODE.encode()), []

    def stop() -> bool:
        asked.append(len(asked))
        return len(asked) > last

    last = 10**9
    whole = export_to("episode", document.episode, Options(document, stop=stop)).text
    assert whole == as_episode(document)
    questions = len(asked)
    assert questions > len(document.episode.items)
    for last in range(0, questions, 7):
        asked.clear()
        with pytest.raises(ExportStoppedError):
            export_to("episode", document.episode, Options(document, stop=stop))
        assert len(asked) == last + 1
    assert as_episode(document) == whole
