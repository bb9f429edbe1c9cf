"""The laws of saving, on real episode files in every way of writing them.

Where a value stands, and what it says, is found by PyYAML alone; so is what an emitter would have written.
"""

from __future__ import annotations

import difflib
import os
import random
import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import yaml

from cueline.episode import Clip, EditError, Header, Line, Map, edits
from cueline.io import Document, parse_document
from cueline.io.memory import Memory
from tests.corpus.rewritten import (
    DUMPS,
    KEYS,
    LOOKED_AT,
    WAYS,
    bounds,
    dump,
    plain_value,
    transcripts,
)
from tests.corpus_files import CORPUS, corpus_files

FILES = transcripts()
SHARE = int(os.environ.get("CUELINE_CORPUS_SHARE", "40"))
"""Every file is tried as it is; of the other ways to write it one in so many, others for every way."""


def name_of(path: Path) -> str:
    return str(path.relative_to(CORPUS))


CASES = [
    pytest.param((path, way), id=f"{way}-{name_of(path)}")
    for number, way in enumerate(WAYS)
    for place, path in enumerate(FILES)
    if way == "as it is" or (place + number) % SHARE == 0
]


class Trial:
    """One file in one way of writing it, and a source of chance of its own."""

    def __init__(self, path: Path, way: str) -> None:
        text = WAYS[way](path.read_bytes().decode())
        if text is None:
            pytest.skip("cannot be written this way")
        self.way, self.name, self.text = way, path.name, text
        self.data = text.encode()
        self.document = parse_document(self.data, path.name)
        self.episode = self.document.episode
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.step = (
            2 if way == "as it is" else 1
        )  # the first and the last place, or one between too
        self.chance = random.Random(crc32(f"{way} {path.name}".encode()))

    def some(self, *choices):
        """Return one of the choices where every file is tried, else two."""
        return self.chance.sample(choices, 1 if self.way == "as it is" else 2)

    def pick(self, kind: type, count: int, fit=lambda item: True) -> list[int]:
        found = [i for i, x in enumerate(self.episode.items) if isinstance(x, kind) and fit(x)]
        return sorted(self.chance.sample(found, min(count, len(found))))


@pytest.fixture(scope="module", params=CASES)
def read_once(request, corpus):
    return Trial(*request.param)


@pytest.fixture
def trial(read_once):
    """Return the file as if just opened: what it writes like is learned once, nothing else is kept."""
    read_once.document = replace(read_once.document, memory=Memory())
    return read_once


@lru_cache(maxsize=3)
def composed(text: str) -> Any:
    start, end = bounds(text.removeprefix("\ufeff"))
    return yaml.compose(text.removeprefix("\ufeff")[start:end], Loader=yaml.CSafeLoader)


def nodes_at(text: str, places: list[tuple]) -> list[Any]:
    """Find the values at `("transcript", 3, "sec")` or `("links", "youtube")`, by PyYAML alone."""
    root = composed(text)
    found = []
    for place in places:
        node = root
        for step in place:
            if isinstance(step, int):
                node = node.value[step] if node else None
            elif node is not None:
                step = KEYS if step == "transcript" else (step,)
                node = next((v for k, v in node.value if k.value in step), None)
        if node is not None:
            found.append(node)
    return found


def spans_at(text: str, places: list[tuple]) -> list[tuple[int, int]]:
    shift = bounds(text.removeprefix("\ufeff"))[0] + text.startswith("\ufeff")
    return [(n.start_mark.index + shift, n.end_mark.index + shift) for n in nodes_at(text, places)]


def cut_out(text: str, places: list[tuple]) -> str:
    for first, last in sorted(spans_at(text, places), reverse=True):
        text = text[:first] + text[last:]
    return text


def written(document: Document, episode) -> tuple[Document, str]:
    """Save into memory: the result is read back, and rendering it again changes nothing."""
    saved = document.verified(episode)
    again = replace(saved.episode, items=tuple(replace(x) for x in saved.episode.items))
    assert saved.render(again) == saved.data
    return saved, saved.data.decode()


def in_common(one: str, two: str) -> int:
    """Return how many characters both begin with."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == two[:middle] else (low, middle - 1)
    return low


def only_added(old: str, new: str) -> str:
    """Return what was put into `old`, in one piece; fail where anything else changed."""
    head, tail = in_common(old, new), in_common(old[::-1], new[::-1])
    assert head + tail >= len(old), "".join(
        list(difflib.unified_diff(old.splitlines(True), new.splitlines(True), n=0))[:20]
    )
    keep = head
    while keep and old[keep - 1] != "\n" and new.endswith(old[keep - 1 :]):
        keep -= 1  # what comes in may begin like what it stands before
    return new[keep : len(new) - (len(old) - keep)]


def changed_lines(old: str, new: str) -> list[int]:
    before, after = old.split("\n"), new.split("\n")
    assert len(before) == len(after)
    return [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]


def check_items(trial: Trial, text: str, places: list[int]) -> None:
    """Where an emitter wrote the file: the items are what it would write now, to the byte."""
    if trial.way not in DUMPS:
        return
    front = text[slice(*bounds(text))]
    lines = front.split("\n")
    starts = [node.start_mark.line for node in nodes_at(text, [("transcript",)])[0].value]
    starts.append(len(lines) - 1)
    for place in places:
        source = "\n".join(lines[starts[place] : starts[place + 1]]) + "\n"
        same_text(source, as_dumped(trial, plain_value(nodes_at(text, [("transcript", place)])[0])))


def as_dumped(trial: Trial, entry: dict) -> str:
    """Return what the file's emitter would have written for an item."""
    return dump({"transcript": [entry]}, **DUMPS[trial.way]).split("\n", 1)[1]


def same_text(text: str, wanted: str) -> None:
    assert text == wanted, "".join(
        list(difflib.unified_diff(wanted.splitlines(True), text.splitlines(True), n=1))[:30]
    )


def timed(item: Line) -> bool:
    return item.start is not None


# -------------------------------------------------------------------------------------- the laws


@pytest.mark.parametrize("path", corpus_files(*LOOKED_AT), ids=name_of)
def test_what_can_only_be_looked_at_keeps_its_bytes(path, corpus):
    data = path.read_bytes()
    document = parse_document(data, path.name)
    assert document.render(document.episode) == data
    assert document.read_only or not document.episode.items


def test_no_edit_gives_the_same_bytes(trial):
    again = replace(
        trial.episode,
        items=tuple(replace(item) for item in trial.episode.items),
        clips=tuple(replace(clip) for clip in trial.episode.clips),
        fields=Map(dict(trial.episode.fields)),
    )
    assert trial.document.render(again) == trial.data
    assert trial.document.splices(again) == []
    assert len(trial.episode.items) == len(nodes_at(trial.text, [("transcript",)])[0].value)


def test_a_retime_changes_two_values_on_two_lines(trial):
    episode = trial.episode
    places = trial.pick(Line, 4, timed)
    for place in places:
        episode = edits.retime(episode, place, trial.chance.randrange(6000))
    _, text = written(trial.document, episode)
    values = [("transcript", place, key) for place in places for key in ("sec", "time")]
    assert cut_out(text, values) == cut_out(trial.text, values)
    assert len(changed_lines(trial.text, text)) <= 2 * len(places)
    for node, old in zip(nodes_at(text, values), nodes_at(trial.text, values), strict=True):
        assert node.style == (
            old.style or ("'" if is_number(node.value) and ":" in node.value else old.style)
        )


def is_number(text: str) -> bool:
    return yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False))[-3:] != "str"


def a_word_in_the_middle(text: str, chance: random.Random) -> str | None:
    """Choose a word that stands once in a text, past its first quarter."""
    words = re.findall(r"(?<= )[A-Za-z]{4,}(?= )", text[len(text) // 4 :])
    once = [word for word in words if text.count(word) == 1]
    return chance.choice(once) if once else None


def test_a_word_replaced_leaves_the_lines_before_it(trial):
    episode, words = trial.episode, {}
    for place in trial.pick(Line, 4, lambda x: len(x.text) > 250):
        text = episode.items[place].text
        if word := a_word_in_the_middle(text, trial.chance):
            words[place] = word
            episode = edits.set_text(episode, place, text.replace(word, "otherwise-put"))
    _, text = written(trial.document, episode)
    values = [("transcript", place, "line") for place in words]
    assert cut_out(text, values) == cut_out(trial.text, values)
    spans = zip(spans_at(trial.text, values), spans_at(text, values), strict=True)
    for word, (old, new) in zip(words.values(), spans, strict=True):
        before, after = trial.text[old[0] : old[1]], text[new[0] : new[1]]
        assert before.count(word) == 1
        keep = before[: before.index(word)].count("\n")
        assert before.split("\n")[:keep] == after.split("\n")[:keep]
    check_items(trial, text, list(words))


def test_a_word_appended_changes_the_end_only(trial):
    episode = trial.episode
    places = trial.pick(Line, 3, lambda x: len(x.text) > 250 and x.text[-1:].isascii())
    for place in places:
        episode = edits.set_text(episode, place, episode.items[place].text + " Indeed so.")
    _, text = written(trial.document, episode)
    values = [("transcript", place, "line") for place in places]
    assert cut_out(text, values) == cut_out(trial.text, values)
    for old, new in zip(spans_at(trial.text, values), spans_at(text, values), strict=True):
        before, after = trial.text[old[0] : old[1]].rstrip(), text[new[0] : new[1]].rstrip()
        lines = before.split("\n")[:-1]
        assert after.split("\n")[: len(lines)] == lines
        assert len(after.split("\n")) <= len(lines) + 2
    check_items(trial, text, places)


def test_a_colon_put_in_keeps_the_line_breaks_before_it(trial):
    episode, words = trial.episode, {}
    for place in trial.pick(Line, 3, lambda x: len(x.text) > 250):
        text = episode.items[place].text
        if word := a_word_in_the_middle(text, trial.chance):
            words[place] = word
            episode = edits.set_text(episode, place, text.replace(word, word + ": yes"))
    _, text = written(trial.document, episode)
    values = [("transcript", place, "line") for place in words]
    assert cut_out(text, values) == cut_out(trial.text, values)
    spans = zip(spans_at(trial.text, values), spans_at(text, values), strict=True)
    for word, (old, new) in zip(words.values(), spans, strict=True):
        before, after = trial.text[old[0] : old[1]], text[new[0] : new[1]]
        keep = before[: before.index(word)].count("\n")
        head = [bare(line) for line in before.split("\n")[:keep]]
        assert [bare(line) for line in after.split("\n")[:keep]] == head
        assert after[0] in "'\"|>"
        if before[0] in "'\"|>":
            assert after[0] == before[0]
            assert after.split("\n")[:keep] == before.split("\n")[:keep]


def bare(line: str) -> str:
    """Return a source line without quotes and what they double."""
    return re.sub(r"['\"\\]", "", line)


def test_speakers_and_headers_change_inside_their_values(trial):
    episode, values = trial.episode, []
    for place in trial.pick(Line, 3, lambda x: bool(x.speaker)):
        episode = edits.set_speaker(episode, place, "Ünal: the guest")
        values.append(("transcript", place, "who"))
    for place in trial.pick(Header, 3):
        episode = edits.rename_section(episode, place, "What comes: a part")
        values.append(("transcript", place, "header"))
    _, text = written(trial.document, episode)
    assert cut_out(text, values) == cut_out(trial.text, values)


def test_a_speaker_renamed_changes_that_value_only(trial):
    lines = [x for x in trial.episode.items if isinstance(x, Line)]
    names = sorted({x.speaker for x in lines if 0 < len(x.speaker) < 40})
    name = trial.chance.choice(names)
    saved, text = written(trial.document, edits.rename_speaker(trial.episode, name, "Noor"))
    values = [
        ("transcript", i, "who")
        for i, x in enumerate(trial.episode.items)
        if isinstance(x, Line) and x.speaker == name
    ]
    assert cut_out(text, values) == cut_out(trial.text, values)
    assert len(changed_lines(trial.text, text)) <= len(values)
    check_items(trial, text, [place for _, place, _ in values][:5])
    assert saved.verified(edits.rename_speaker(saved.episode, "Noor", name)).data == trial.data


SPEECH = (
    "This is something that nobody said before, and it's long enough to be broken into several "
    "lines, whatever the width of the file may be; so we see how the file would have done it."
)


def test_a_line_put_in_is_all_that_comes(trial):
    count = len(trial.episode.items)
    for place in trial.some(0, trial.chance.randrange(1, count), count):
        line = Line(SPEECH, "Noor", 338)
        _, text = written(trial.document, edits.insert_line(trial.episode, place, line))
        added = only_added(trial.text, text)
        assert {"line:", "who:", "sec: 338", "Noor", "5:38"} <= set(
            re.findall(r"line:|who:|sec: 338|Noor|5:38", added)
        )
        assert trial.newline == "\n" or added.count("\r\n") == added.count("\n")
        if trial.way in DUMPS:
            entry = {"line": SPEECH, "sec": 338, "time": "5:38", "who": "Noor"}
            same_text(added, as_dumped(trial, entry))


def test_a_header_put_in_and_taken_out_leaves_nothing(trial):
    count = len(trial.episode.items)
    for place in trial.some(0, trial.chance.randrange(1, count), count - 1):
        title = "Where: a section begins"
        saved, text = written(trial.document, edits.split_section(trial.episode, place, title))
        added = only_added(trial.text, text)
        assert title in added
        if trial.way in DUMPS:
            same_text(added, as_dumped(trial, {"header": title}))
        assert saved.verified(edits.merge_section(saved.episode, place)).data == trial.data


def test_what_is_deleted_is_all_that_goes(trial):
    count = len(trial.episode.items)
    for place in trial.some(0, trial.chance.randrange(1, count - 1), count - 1):
        saved, text = written(trial.document, edits.delete_items(trial.episode, place, place))
        assert only_added(text, trial.text)
        back = saved.episode.with_items(trial.episode.items)
        assert saved.verified(back).data == trial.data


def test_a_line_split_and_joined_gives_the_first_bytes(trial):
    place = trial.pick(Line, 1, lambda x: len(x.text) > 250 and "  " not in x.text)
    if not place:
        return
    item = trial.episode.items[place[0]]
    cut = item.text.index(" ", 120)
    saved, _ = written(trial.document, edits.split_line(trial.episode, place[0], cut, item.start))
    assert len(saved.episode.items) == len(trial.episode.items) + 1
    assert (
        saved.verified(edits.merge_lines(saved.episode, place[0], place[0] + 1)).data == trial.data
    )


def test_a_shift_forth_and_back_gives_the_first_bytes(trial):
    saved, text = written(trial.document, edits.shift(trial.episode, 3725))
    values = [("transcript", i, k) for i in trial.pick(Line, 9999, timed) for k in ("sec", "time")]
    assert cut_out(text, values) == cut_out(trial.text, values)
    assert saved.verified(edits.shift(saved.episode, -3725)).data == trial.data


def test_a_clip_edge_is_three_values(trial):
    clips = trial.episode.clips
    edges = [
        i
        for i, (a, b) in enumerate(pairwise(clips), 1)
        if isinstance(a, Clip)
        and isinstance(b, Clip)
        and a.end == b.start
        and "t=" in b.url
        and (a.start or 0) < (a.end or 0) - 1
    ]
    for place in edges and trial.chance.sample(edges, 1):
        before = clips[place - 1]
        moved = edits.set_clip_boundary(trial.episode, place, before.end - 1)
        _, text = written(trial.document, moved)
        values = [
            ("quotableClips", place - 1, "endOffset"),
            ("quotableClips", place, "startOffset"),
        ]
        url = [("quotableClips", place, "url")]
        assert cut_out(text, values + url) == cut_out(trial.text, values + url)
        assert [n.value for n in nodes_at(text, values)] == [str(before.end - 1)] * 2
        old, new = (nodes_at(t, url)[0].value for t in (trial.text, text))
        assert new == old[: old.rindex("t=") + 2] + str(before.end - 1)
        assert len(changed_lines(trial.text, text)) == 3


def test_undone_edits_give_the_first_bytes(trial):
    document, states = trial.document, [(trial.episode, trial.data)]
    for edit in trial.chance.sample(MANY, 3):
        try:
            episode = edit(trial, document.episode)
        except (EditError, IndexError):
            continue  # there is no such thing in this file
        document = document.verified(episode)
        states.append((document.episode, document.data))
    for episode, data in reversed(states):
        document = document.verified(episode)
        assert document.data == data


def _any_line(trial, episode):
    return trial.chance.choice([i for i, x in enumerate(episode.items) if isinstance(x, Line)])


MANY = [
    lambda t, e: edits.set_text(e, _any_line(t, e), "Quite: another # text"),
    lambda t, e: edits.set_speaker(e, _any_line(t, e), "Noor"),
    lambda t, e: edits.retime(e, _any_line(t, e), 777),
    lambda t, e: edits.shift(e, 60),
    lambda t, e: edits.insert_line(e, _any_line(t, e), Line("New", "Noor", 3)),
    lambda t, e: edits.delete_items(e, 0, 4),
    lambda t, e: edits.split_line(e, _any_line(t, e), 60),
    lambda t, e: edits.merge_lines(e, (i := _any_line(t, e)), i + 1),
    lambda t, e: edits.split_section(e, _any_line(t, e), "A: section"),
    lambda t, e: edits.move_header(
        e, next(i for i, x in enumerate(e.items) if isinstance(x, Header)), 5
    ),
    lambda t, e: edits.delete_clip(e, 0),
    lambda t, e: edits.rename_clip(e, 1, "A name: new"),
    lambda t, e: edits.split_clip(e, 1, (e.clips[1].start + e.clips[1].end) / 2),
    lambda t, e: edits.set_field(e, ("title",), "It's: new"),
    lambda t, e: edits.set_field(e, ("topics", 0), None),
]


FIELD_EDITS = [
    (("title",), "It's a new: title"),
    (("season",), 99),
    (("links", "youtube"), "https://example.org/watch?v=1&t=5"),
    (("topics", 0), "another topic"),
    (("guests", 0), "somebodyelse"),
    (("description",), "Short, and new."),
]


def test_a_field_changes_inside_its_value(trial):
    for path, value in trial.some(*FIELD_EDITS):
        nodes = nodes_at(trial.text, [path])
        if not nodes or isinstance(nodes[0].value, list) or not nodes[0].value:
            continue
        saved, text = written(trial.document, edits.set_field(trial.episode, path, value))
        assert cut_out(text, [path]) == cut_out(trial.text, [path])
        assert nodes_at(text, [path])[0].value == str(value)
        back = replace(saved.episode, fields=trial.episode.fields)
        assert saved.verified(back).data == trial.data


def test_fields_come_and_go_whole(trial):
    for path, value in trial.some(
        (("reviewed",), "by: Noor"),
        (("links", "archive"), "https://a.org"),
        (("tags",), ("a", "b: c")),
    ):
        if len(path) > 1 and not isinstance(trial.episode.fields.get(path[0]), Map):
            continue
        saved, text = written(trial.document, edits.set_field(trial.episode, path, value))
        assert path[-1] + ":" in only_added(trial.text, text)
        assert saved.verified(edits.set_field(saved.episode, path, None)).data == trial.data


def test_topics_come_and_go_line_by_line(trial):
    topics = trial.episode.fields.get("topics")
    if not isinstance(topics, tuple) or len(topics) < 2:
        return
    more = edits.set_field(trial.episode, ("topics", len(topics)), "new: one")
    saved, text = written(trial.document, more)
    assert "new: one" in only_added(trial.text, text)
    _, text = written(saved, edits.set_field(saved.episode, ("topics", 0), None))
    assert topics[0] in only_added(text, saved.source.text)
