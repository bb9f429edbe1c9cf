"""Long files, whose text and nodes are let go of: they are saved like all others."""

from __future__ import annotations

import pytest

from cueline.episode import Episode, Line, edits
from cueline.io import open_document, parse_document
from cueline.io.memory import STATES_BYTES, Memory
from cueline.io.reading import LONG_BYTES

ENTRY = "- line: {words}\n  sec: {sec}\n  time: '{minutes}:{seconds:02d}'\n  who: Ana # {sec}\n  mood: calm\n"


@pytest.fixture(scope="module")
def data() -> bytes:
    """Make a file that is just long, with a comment in every entry."""
    words = "so we measured it again and it isn\N{RIGHT SINGLE QUOTATION MARK}t so " * 8
    entries = [
        ENTRY.format(words=words.strip(), sec=sec, minutes=sec // 60, seconds=sec % 60)
        for sec in range(LONG_BYTES // 300)
    ]
    return f"---\ntitle: Long # kept\ntranscript:\n- header: One\n{''.join(entries)}---\nEnd.\n".encode()


@pytest.fixture(scope="module")
def document(data, tmp_path_factory):
    """Return the long file, opened; nobody changes it."""
    path = tmp_path_factory.mktemp("long") / "long.md"
    path.write_bytes(data)
    return open_document(path)


def test_a_long_file_is_saved_with_only_the_edited_bytes_changed(document, data, tmp_path):
    path = tmp_path / "saved.md"
    assert document.long
    moved = edits.retime(document.episode, 5001, 7000)
    saved = document.save(moved, path)
    old, new = data.splitlines(), path.read_bytes().splitlines()
    differing = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert differing == [
        (b"  sec: 5000", b"  sec: 7000"),
        (b"  time: '83:20'", b"  time: '116:40'"),
    ]
    back = saved.save(edits.retime(saved.episode, 5001, 5000))
    assert path.read_bytes() == back.data == data


def test_a_long_file_reads_as_the_short_one_of_the_same_entries(document, data):
    short = parse_document(data[: data.index(b"- line", 2000)] + b"---\nEnd.\n")
    count = len(short.episode.items)
    assert count > 2
    assert document.episode.items[:count] == short.episode.items
    line = document.episode.items[1]
    assert isinstance(line, Line)
    assert line.source_time == (0, "0:00")
    assert document.source.text.encode() == data


def test_of_many_saves_of_a_long_file_the_first_and_the_last_are_remembered():
    memory = Memory()
    saved = [Episode((Line(f"Take {n}."),)) for n in range(9)]
    for number, episode in enumerate(saved):
        memory.keep_state(episode, bytes([number]) * (STATES_BYTES // 4))
    assert sum(len(data) for _, data in memory.states) <= STATES_BYTES
    assert [n for n, episode in enumerate(saved) if memory.state(episode)] == [0, 6, 7, 8]
