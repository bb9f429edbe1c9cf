"""The front matter's fields in real bytes: the lines of the edited key change, and no other byte."""

from __future__ import annotations

import difflib

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cueline.episode import Map, edits
from cueline.io import parse_document
from tests.io.made_files import NASTY, TEXTS
from tests.io.made_front_matter import front_matters, lines_of

OLD = """---
title: "A: title"
short: "A title"
guests: [ana, bo]

image: images/a.jpg

season: 1
episode: 2

ids:
  youtube: abc   # kept
  # a note on the next
  anchor: def

links:
  youtube: https://x.org/w?v=1
  apple: TODO

# the words
transcript:
- line: Hello
---
"""
NEW = """---
title: 'How it is: told
  in two lines'
short: Told
season: 3
guests:
- ana   # host
- bo
ids: {anchor: x, youtube: y}
links:
  anchor: a
  youtube: b
description: >-
  Folded text
  in lines.
topics:
- one
- two
dateadded: 2024-03-01
transcript:
- line: Hello
context: said
---
"""


def difference(text: str, path: tuple, value: object, newline: str = "\n") -> list[str]:
    """Return the lines that a field's edit takes out and puts in."""
    data = text.replace("\n", newline).encode()
    document = parse_document(data)
    saved = document.verified(edits.set_field(document.episode, path, value)).data
    old, new = data.decode().split(newline), saved.decode().split(newline)
    return [line for line in difflib.ndiff(old, new) if line[0] in "+-"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "path", "value", "lines"),
    [
        (OLD, ("guests",), ("ana", "cy"), ["- guests: [ana, bo]", "+ guests: [ana, cy]"]),
        (OLD, ("guests",), ("ana", "bo", "cy"), ["- guests: [ana, bo]", "+ guests: [ana, bo, cy]"]),
        (OLD, ("title",), "B", ['- title: "A: title"', '+ title: "B"']),
        (OLD, ("season",), 4, ["- season: 1", "+ season: 4"]),
        (OLD, ("ids", "youtube"), "z", ["-   youtube: abc   # kept", "+   youtube: z   # kept"]),
        (OLD, ("ids", "youtube"), None, ["-   youtube: abc   # kept"]),
        (OLD, ("links", "spotify"), "https://s", ["+   spotify: https://s"]),
        (OLD, ("dateadded",), "2026-11-22", ["+ dateadded: 2026-11-22"]),
        (OLD, ("topics",), ("a b", "b: c"), ["+ topics:", "+ - a b", '+ - "b: c"']),
        (OLD, ("intro",), "An intro", ['+ intro: "An intro"']),
        (NEW, ("intro",), "An intro", ["+ intro: An intro"]),
        (NEW, ("intro",), "An: intro", ["+ intro: 'An: intro'"]),
        (OLD, ("guests",), (), ["- guests: [ana, bo]", "+ guests: []"]),
        (OLD, ("links",), {}, ["- links:", "+ links: {}", "-   youtube: https://x.org/w?v=1", "-   apple: TODO"]),
        (NEW, ("guests",), (), ["- guests:", "+ guests: []", "- - ana   # host", "- - bo"]),
        (NEW, ("guests",), ("bo",), ["- - ana   # host"]),
        (NEW, ("links", "spotify"), "s", ["+   spotify: s"]),
        (NEW, ("ids", "youtube"), "z",
         ["- ids: {anchor: x, youtube: y}", "+ ids: {anchor: x, youtube: z}"]),
        (NEW, ("ids", "youtube"), "y[",
         ["- ids: {anchor: x, youtube: y}", "+ ids: {anchor: x, youtube: 'y['}"]),
        (OLD, ("guests",), ("ana", "b, o"), ["- guests: [ana, bo]", "+ guests: [ana, 'b, o']"]),
        (NEW, ("topics",), ("one", "half", "two"), ["+ - half"]),
        (NEW, ("dateadded",), "2026-11-22", ["- dateadded: 2024-03-01", "+ dateadded: 2026-11-22"]),
        (NEW, ("date",), "2026-11-22", ["+ date: 2026-11-22"]),
        (NEW, ("description",), "Folded text in rows.", ["-   in lines.", "+   in rows."]),
        (OLD, ("season",), ("a",), ["- season: 1", "+ season:", "+ - a"]),
        (NEW, ("reviewed",), {"by": "me"}, ["+ reviewed:", "+   by: me"]),
    ],
)  # fmt: skip
def test_an_edit_changes_these_lines(text, path, value, lines, newline):
    assert difference(text, path, value, newline) == lines


@pytest.mark.parametrize(
    ("text", "path", "value", "neighbours"),
    [
        (OLD, ("description",), "D", "  apple: TODO\ndescription: D\n\n# the words"),
        (OLD, ("links", "anchor"), "a", "w?v=1\n  anchor: a\n  apple: TODO\n"),
        (OLD, ("links", "spotify"), "s", "w?v=1\n  spotify: s\n  apple: TODO\n"),
        (NEW, ("image",), "i.jpg", "- bo\nimage: i.jpg\nids: {"),
        (NEW, ("intro",), "I", "- two\nintro: I\ndateadded"),
        (NEW, ("keywords",), ("k",), "- two\nkeywords:\n- k\ndateadded"),
        (NEW, ("duration",), "PT1H", "2024-03-01\nduration: PT1H\ntranscript:"),
        (NEW, ("ids", "spotify"), "s", '{anchor: x, spotify: "s", youtube: y}'),
        (NEW, ("links", "apple"), "p", "  anchor: a\n  apple: p\n  youtube: b\n"),
    ],
)
def test_a_new_key_stands_where_its_neighbours_suggest(text, path, value, neighbours):
    document = parse_document(text.encode())
    saved = document.verified(edits.set_field(document.episode, path, value)).data.decode()
    assert neighbours in saved


# --- the law ------------------------------------------------------------------------------------

VALUES = st.one_of(TEXTS, NASTY)
LISTS = st.lists(st.one_of(st.sampled_from(["ana", "bo", "one", "two"]), TEXTS))
MAPS = st.dictionaries(
    st.sampled_from(["youtube", "anchor", "spotify", "apple"]), TEXTS, min_size=1
)
NEW_VALUES = {
    "title": VALUES, "description": VALUES, "guests": LISTS, "topics": LISTS, "intro": VALUES, "image": TEXTS,
    "season": st.integers(0, 99), "dateadded": st.dates().map(str), "duration": st.just("PT1H"),
    "keywords": LISTS, "context": VALUES, "links": MAPS, "ids": MAPS,
}  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_editing_a_field_changes_the_lines_of_its_key_alone(draws):
    text = draws.draw(front_matters())
    key = draws.draw(st.sampled_from(sorted(NEW_VALUES)))
    value = draws.draw(NEW_VALUES[key])
    newline = draws.draw(st.sampled_from(["\n", "\r\n"]))
    document = parse_document(text.replace("\n", newline).encode())
    there_already = document.episode.fields.get(key)
    if isinstance(value, dict) and isinstance(
        there_already, Map
    ):  # which the form never sorts anew
        value = {k: value[k] for k in sorted(value, key=[*there_already, *value].index)}
    saved = document.verified(edits.set_field(document.episode, (key,), value)).data.decode()
    assert saved.count("\n") == saved.count(newline)
    after = saved.replace("\r\n", "\n")
    old, new = text.split("\n"), after.split("\n")
    there, here = lines_of(text, key), lines_of(after, key)
    assert here is not None
    first, stop = there or (here[0], here[0])
    assert old[:first] == new[: here[0]]
    assert old[stop:] == new[here[1] :]


def test_a_title_grows_on_its_line_where_the_fields_beside_it_are_one_line_each():
    """The program that wrote the paragraphs wraps them at 80 columns; whoever wrote the fields in quotes did not."""
    title = "A title whose words reach over the eightieth column, with its last afterthought"
    intro = "Words about an episode, " * 8
    said = "A paragraph of a good many words, which was wrapped by whatever wrote it: "
    entries = yaml.dump([{"line": said * 3}, {"line": said * 2}], sort_keys=False)
    front = f'---\ntitle: "{title}"\nintro: "{intro}end."\ntranscript:\n{entries}---\n'
    document = parse_document(front.encode())
    longer = document.render(edits.set_field(document.episode, ("title",), f"{title} and more"))
    assert longer.decode() == front.replace(title, f"{title} and more")


def test_a_title_is_wrapped_where_a_field_in_such_quotes_is():
    title = "A title whose words reach over the eightieth column, with its last afterthought"
    fields = {"title": title, "intro": title * 2}
    front = f"---\n{yaml.dump(fields, sort_keys=False)}---\n"
    document = parse_document(front.encode())
    longer = document.render(edits.set_field(document.episode, ("title",), f"{title} and more"))
    assert longer.decode().splitlines()[2].startswith("  ")
