"""A new episode after the newest of its folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cueline.episode import Header, Line
from cueline.io import SaveError, open_document, parse_document
from cueline.io.new_episode import (
    Beginning,
    begun,
    newest_episode,
    next_numbers,
    proposed_path,
    slug_of,
    unfit_name,
)

NEWEST = """\
---
title: "Bread and bees"
short: "Bees"
guests: [milanovak]

image: images/podcast/s03e07-bread-and-bees.jpg
season: 3
episode: 7

ids:
  youtube: abcdefghijk
links:
  youtube: https://www.youtube.com/watch?v=abcdefghijk
  apple: https://podcasts.apple.com/1
dateadded: 2026-01-09
topics:
- bees
quotableClips:
- name: Start
  startOffset: 0
  url: https://www.youtube.com/watch?v=abcdefghijk&t=0
  endOffset: 20
transcript:
- line: "Good morning."
  sec: 3
  time: "0:03"
  who: "Mila"
---
Some words below.
"""
ITEMS = (Header("Start"), Line("Hello: there.", "Oren", 65, "1:05"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for season, episode in ((2, 11), (3, 7), (3, 6)):
        text = NEWEST.replace("season: 3", f"season: {season}")
        text = text.replace("episode: 7", f"episode: {episode}")
        (tmp_path / f"s0{season}e{episode:02}-bread-and-bees.md").write_text(text, "utf-8")
    (tmp_path / "_template.md").write_text(NEWEST.replace("season: 3", "season: 99"), "utf-8")
    (tmp_path / "s03e09-broken.md").write_text("---\nseason: 3\nepisode: 9\n\ttitle: [\n", "utf-8")
    (tmp_path / "notes.md").write_text("Nothing here.\n", "utf-8")
    return tmp_path


def test_the_newest_is_the_last_of_the_last_season_that_opens(folder: Path) -> None:
    newest = newest_episode(folder)
    assert newest is not None
    assert newest.path.name == "s03e07-bread-and-bees.md"
    assert next_numbers(newest) == (3, 8)


def test_a_transcript_in_markdown_is_no_model_for_a_new_episode(folder: Path) -> None:
    before = newest_episode(folder)
    (folder / "talk.md").write_text("---\nseason: 99\n---\n**Ana:** Hi\n", "utf-8")
    found = newest_episode(folder)
    assert before is not None
    assert found is not None
    assert found.path == before.path


def test_an_empty_folder_has_no_newest(tmp_path: Path) -> None:
    assert newest_episode(tmp_path) is None


def test_the_new_file_has_the_fields_of_the_newest_in_its_order_and_quoting(folder: Path) -> None:
    newest = newest_episode(folder)
    assert newest is not None
    beginning = Beginning("The Émigré's oven", 3, 8, ("orenlevi",), ITEMS, date(2026, 11, 22))
    path = proposed_path(newest, beginning)
    assert path == folder / "s03e08-the-emigres-oven.md"
    made = begun(newest, path, beginning)
    assert made == {
        path: """\
---
title: "The Émigré's oven"
short: "The Émigré's oven"
guests: [orenlevi]

image: images/podcast/s03e08-the-emigres-oven.jpg
season: 3
episode: 8

ids:
  youtube: TODO
links:
  youtube: TODO
  apple: TODO
dateadded: 2026-11-22
topics: []
transcript:
- header: "Start"
- line: "Hello: there."
  sec: 65
  time: "1:05"
  who: "Oren"
---
""".encode()
    }
    assert parse_document(made[path]).episode.items == ITEMS


def test_a_new_one_may_have_no_lines_yet(folder: Path) -> None:
    newest = newest_episode(folder)
    assert newest is not None
    made = begun(newest, folder / "new.md", Beginning("New"))
    document = parse_document(made[folder / "new.md"])
    assert document.read_only is None
    assert document.episode.items == ()
    assert document.episode.fields["season"] == 3


def test_one_in_two_files_gets_two(tmp_path: Path) -> None:
    (tmp_path / "e07.yaml").write_text(
        "slug: bread-and-bees\ntitle: Bread\nseason: 3\nepisode: 7\n"
        "image: images/bread-and-bees.jpg\ntranscript: e07-transcript.yaml\n"
    )
    (tmp_path / "e07-transcript.yaml").write_text(
        "podcast: bread-and-bees\nsegments:\n- line: Hello.\n  sec: 3\n  time: '0:03'\n  who: Mila\n"
    )
    newest = newest_episode(tmp_path)
    assert newest is not None
    beginning = Beginning("Hives", *next_numbers(newest), items=ITEMS)
    path = proposed_path(newest, beginning)
    assert path == tmp_path / "e08.yaml"
    for place, data in begun(newest, path, beginning).items():
        place.write_bytes(data)
    assert path.read_text() == (
        "slug: hives\ntitle: Hives\nseason: 3\nepisode: 8\n"
        "image: images/hives.jpg\ntranscript: e08-transcript.yaml\n"
    )
    document = open_document(path)
    assert document.episode.items == ITEMS
    assert (tmp_path / "e08-transcript.yaml").read_text().startswith("podcast: hives\nsegments:\n")


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Bread & bees!", "bread-bees"), ("  Ünï  cödé ", "uni-code"), ("日本", "new-episode")],
)
def test_file_names_are_plain(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    "name",
    [
        "aux.md",
        "Con",
        "nul.tar.md",
        "COM1.md",
        "lpt9 .md",
        "a:b.md",
        "who?.md",
        "a|b",
        "end.",
        "end ",
    ],
)
def test_names_that_windows_cannot_have_are_refused_everywhere(folder: Path, name: str) -> None:
    newest = newest_episode(folder)
    assert newest is not None
    assert "Windows" in unfit_name(name)
    with pytest.raises(SaveError, match="Windows"):
        begun(newest, folder / name, Beginning("T"))


@pytest.mark.parametrize(
    "name", ["s01e02-aux.md", "auxiliary.md", "com.md", "com10.md", "…é 你.md"]
)
def test_other_names_are_not(name: str) -> None:
    assert unfit_name(name) == ""
