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


SHAPES = [
    ENTRY,
    "\n# above {sec}\n- line: >-\n    {words}\n    and on\n  sec: {sec}\n  who: Ana\n",
    "- {{line: '{words}', sec: {sec}, who: Bo}}   # in braces\n",
    '-\n  who: Ana\n  sec: {sec}\n  line: "{words}\n    \\u2019 and on"\n    # deeper\n',
    "- line: |+\n    {words}\n\n\n  who: Bo\n",
    "- header: {sec}\n",
]
EDITS = {
    "a time": lambda ep: edits.retime(ep, 7, 1),
    "a text in braces": lambda ep: edits.set_text(ep, 3, "Now."),
    "a folded text": lambda ep: edits.set_text(ep, 2, "Now."),
    "a text in quotes": lambda ep: edits.set_text(ep, 4, "Now."),
    "a literal text": lambda ep: edits.set_text(ep, 5, "Now."),
    "two speakers": lambda ep: edits.set_speakers(ep, 1, 9, "Cy"),
    "a header": lambda ep: edits.rename_section(ep, 6, "Two"),
    "an entry less": lambda ep: edits.delete_items(ep, 2, 4),
    "a header elsewhere": lambda ep: edits.move_header(ep, 0, 3),
    "a field": lambda ep: edits.set_field(ep, ("title",), "Longer"),
}


def of_all_shapes(count: int) -> str:
    """Make entries of all shapes in turn; the texts are those of their number."""
    shapes = zip(range(count), SHAPES * count, strict=False)
    words = "so we measured it again and again " * 8
    return "".join(
        shape.format(words=words, sec=n, minutes=n // 60, seconds=n % 60) for n, shape in shapes
    )


def test_a_long_file_is_written_as_the_short_one_that_it_begins_with():
    head, end = "---\ntitle: Long # kept\ntranscript:\n- header: One\n", "---\nEnd.\n"
    begun, whole = of_all_shapes(12), of_all_shapes(LONG_BYTES // 250)
    short = parse_document(f"{head}{begun}{end}".encode())
    long = parse_document(f"{head}{whole}{end}".encode())
    assert long.long
    for name, edit in EDITS.items():
        wanted = short.render(edit(short.episode)).decode().removesuffix(end)
        made = long.render(edit(long.episode)).decode()
        assert made.startswith(wanted), name
        assert made[len(wanted) :] == whole[len(begun) :] + end, name
    for place, fact in enumerate(short.episode.items):
        assert long.line_of_item(place) == short.line_of_item(place), fact


def test_a_long_file_whose_entries_need_one_another_is_saved_too(data):
    there = data.replace(b"who: Ana #", b"who: &who Ana #", 1)
    there = there.replace(b"who: Ana #", b"who: *who #", 20)
    document = parse_document(there)
    made = document.verified(edits.set_text(document.episode, 9, "Now.")).data
    assert len(there.splitlines()) - len(made.splitlines()) <= 2
    assert made.count(b"*who") == there.count(b"*who")


def test_of_many_saves_of_a_long_file_the_first_and_the_last_are_remembered():
    memory = Memory()
    saved = [Episode((Line(f"Take {n}."),)) for n in range(9)]
    for number, episode in enumerate(saved):
        memory.keep_state(episode, bytes([number]) * (STATES_BYTES // 4))
    assert sum(len(data) for _, data in memory.states) <= STATES_BYTES
    assert [n for n, episode in enumerate(saved) if memory.state(episode)] == [0, 6, 7, 8]
