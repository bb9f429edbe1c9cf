"""The laws of the journal: what stands before a damage comes back, step by step, origins and all."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cueline.episode import Line, edits
from cueline.io import DocumentError, SaveError, parse_document
from cueline.io.journal.book import add_record
from cueline.io.journal.frames import framed
from cueline.io.journal.reading import Journalled, Refused, journalled
from cueline.io.journal.records import Base, Begun, Placed, digest_of
from cueline.io.journal.records_json import to_json
from cueline.io.journal.state import Ground, JournalState
from tests.io.journalled_work import Work, over_the_disk, replayed_snapshot
from tests.io.made_edits import any_edit
from tests.io.made_files import episode_files

FILE = Path("x.journal")
NAME = "/nowhere/episode.md"
LAWS = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def begun(data: bytes) -> Begun:
    return Begun((NAME,), (digest_of([data]),), "0.1", 77, "here", 1_700_000_000.0)


class Book:
    """The bytes of a journal, and after each of its records what has to come back."""

    def __init__(self, data: bytes):
        self.document = parse_document(data, NAME)
        self.bytes, self.checksum = b"", 0
        self.ends: list[int] = []
        self.records = []
        self.work = Work(self.document, self.put)
        self.put(begun(data))
        self.put(Base((data,)))
        self.states = [None, self.work.snapshot()]

    def put(self, record):
        frame, self.checksum = framed(to_json(record), self.checksum)
        self.bytes += frame
        self.ends.append(len(self.bytes))
        self.records.append(record)

    def note(self):
        """Remember the state after the last record."""
        while len(self.states) < len(self.ends):
            self.states.append(None)
        self.states[-1] = self.work.snapshot()

    def state_at(self, end: int):
        """Return what has to come back of the records that end by `end`, and how many those are."""
        whole = sum(1 for e in self.ends if e <= end)
        return (self.states[whole - 1] if whole > 1 else None), whole


def a_session(draws, steps: int = 7) -> Book:
    """Draw a session: edits, stretches of one gesture, undo and redo, saves with edits meanwhile."""
    book = Book(draws.draw(episode_files()))
    for _ in range(draws.draw(st.integers(1, steps))):
        draws.draw(st.sampled_from([edit, edit, edit, type_on, move, save, late_save]))(draws, book)
        book.note()
    return book


def edit(draws, book):
    book.work.do(any_edit(draws.draw, book.work.episode), when=1_700_000_100.0)


def type_on(draws, book):
    for text in draws.draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3)):
        place, episode = draws.draw(st.integers(0, 1)), book.work.episode
        if place < len(episode.items) and isinstance(episode.items[place], Line):
            book.work.do(edits.set_text(episode, place, text), "typing", gesture=place)
            book.note()


def move(draws, book):
    book.work.go_to(draws.draw(st.integers(0, len(book.work.steps))))


def save(draws, book, meanwhile=lambda *_: None):
    written = book.work.begin_saving()
    book.note()
    meanwhile(draws, book)
    book.note()
    with suppress(SaveError):  # refused: the file is as it was, and so is the session
        book.work.end_saving(book.work.document.verified(written))


def late_save(draws, book):
    save(draws, book, edit)


def replay(data: bytes):
    read = journalled(FILE, data)
    assert isinstance(read, Journalled)
    return read, read.replay()


@LAWS
@given(st.data())
def test_a_whole_journal_gives_back_the_session_origins_and_all(draws):
    book = a_session(draws)
    read, back = replay(book.bytes)
    assert read.whole
    assert back.left_out == 0
    assert replayed_snapshot(back) == book.states[-1]
    assert back.document.render(back.episode) == book.work.document.render(book.work.episode)


@LAWS
@given(st.data())
def test_undo_goes_on_after_a_crash_down_to_the_first_bytes(draws):
    book = a_session(draws)
    _, back = replay(book.bytes)
    episode = back.episode
    for step in reversed(back.steps[: back.index]):
        episode = step.change.inverse().apply(episode)
    assert episode == book.document.episode
    assert back.document.verified(episode).data == book.document.data


@LAWS
@given(st.data())
def test_cut_off_anywhere_it_gives_the_state_after_its_last_whole_record(draws):
    book = a_session(draws)
    for cut in draws.draw(st.lists(st.integers(0, len(book.bytes)), min_size=1, max_size=4)):
        check(book, book.bytes[:cut], cut)


@LAWS
@given(st.data())
def test_damaged_anywhere_it_gives_the_state_before_the_damage(draws):
    book = a_session(draws)
    for place in draws.draw(st.lists(st.integers(0, len(book.bytes) - 1), min_size=1, max_size=4)):
        spoiled = bytearray(book.bytes)
        spoiled[place] ^= draws.draw(st.integers(1, 255))
        check(book, bytes(spoiled), place)


def check(book: Book, data: bytes, sound_to: int):
    expected, whole = book.state_at(sound_to)
    read = journalled(FILE, data)
    if whole == 0:
        assert isinstance(read, Refused)
        return
    assert isinstance(read, Journalled)
    assert 1 + (read.base is not None) + len(read.records) == whole
    assert read.whole == (len(data) == book.ends[whole - 1])
    if whole > 1:
        assert replayed_snapshot(read.replay()) == expected


@LAWS
@given(st.data())
def test_the_fewest_records_lead_to_the_same(draws):
    book = a_session(draws)
    _, back = replay(book.bytes)
    data = framed_all([begun(book.document.data), *back.state.records()])
    _, again = replay(data)
    assert replayed_snapshot(again) == replayed_snapshot(back)
    assert again.document.render(again.episode) == back.document.render(back.episode)


@LAWS
@given(st.data())
def test_a_save_whose_end_was_not_written_down_is_recognised_by_the_file(draws):
    book = a_session(draws)
    written = book.work.begin_saving()
    before = book.work.document
    try:
        after = before.verified(written)
    except SaveError:
        assume(False)
    if draws.draw(st.booleans()):
        book.work.do(any_edit(draws.draw, book.work.episode))
    _, back = replay(book.bytes)
    path = before.path
    book.work.end_saving(after)
    expected = book.work.snapshot()
    unsaved = back.settled({path: before.data})
    assert unsaved.stands_on({path: before.data})
    settled = back.settled({path: after.data})
    assert settled.stands_on({path: after.data})
    if before.data != after.data:
        assert replayed_snapshot(settled) == expected
        assert not settled.stands_on({path: b"another"})
        assert not settled.stands_on({path: None})


def test_a_line_of_two_files_done_again_after_a_save_is_the_same_to_the_journal():
    words = b"segments:\n- line: One\n  sec: 1\n- line: Two\n  sec: 2\n"
    data = b"title: One\ntranscript: e7-transcript.yaml\nquotableClips: []\n"
    names = {"e7.yaml": data, "e7-transcript.yaml": words}
    document = parse_document(data, "/nowhere/e7.yaml", names)
    state = JournalState(Ground(document.episode, tuple(f.data for f in document.files)))
    work = Work(document, state.take)
    work.do(edits.insert_line(work.episode, 1, Line("New", "", 1)))
    for _ in range(2):
        work.end_saving(work.document.verified(work.begin_saving()))
        assert [i.origin for i in state.episode.items] == [i.origin for i in work.episode.items]
        work.go_to(0)
        work.go_to(1)


@LAWS
@given(st.data())
def test_records_come_back_from_their_json_as_they_were(draws):
    for record in a_session(draws).records:
        again = over_the_disk(record)
        assert repr(again) == repr(record)
        assert list(to_json(again)) == list(to_json(record))


SIGNS = st.sampled_from(
    [b"a", "ö".encode(), "’".encode(), "🐝".encode(), b"\xff", b"\xe2\x80", b"\xf0\x9f", b'"']
)


@settings(max_examples=60)
@given(st.integers(0, 5), st.lists(SIGNS, max_size=6), st.booleans())
def test_the_bytes_of_a_long_file_come_back_wherever_they_are_cut(left, signs, twice):
    data = b"x" * (2**18 - left) + b"".join(signs)
    record = Base((data + data if twice else data,), on_disk=b"".join(signs))
    assert over_the_disk(record) == record


DATA = b"""---
title: One
transcript:
- line: Hello there.
  sec: 3
  time: '0:03'
  who: Ana
- line: And you?
  sec: 9
  time: '0:09'
  who: Bo
---
"""


@pytest.fixture(scope="module")
def short_book():
    book = Book(DATA)
    work = book.work
    for text in ("Hallo", "Hallo you"):
        work.do(edits.set_text(work.episode, 0, text), gesture=1)
        book.note()
    book.put(Placed(1, 2, 3, 4.5))
    book.note()
    work.do(edits.retime(work.episode, 1, 8))
    book.note()
    written = work.begin_saving()
    book.note()
    work.end_saving(work.document.verified(written))
    book.note()
    work.go_to(0)
    book.note()
    return book


def test_cut_off_at_every_single_byte(short_book):
    known = {}
    for cut in range(len(short_book.bytes) + 1):
        expected, whole = short_book.state_at(cut)
        read = journalled(FILE, short_book.bytes[:cut])
        count = 0 if isinstance(read, Refused) else 1 + bool(read.base) + len(read.records)
        assert count == whole
        if whole > 1 and whole not in known:
            known[whole] = replayed_snapshot(read.replay())
            assert known[whole] == expected
    assert len(known) == len(short_book.ends) - 1


def test_damaged_at_every_single_byte(short_book):
    for place in range(len(short_book.bytes)):
        for flip in (1, 0x20, 0xFF):
            spoiled = bytearray(short_book.bytes)
            spoiled[place] ^= flip
            read = journalled(FILE, bytes(spoiled))
            count = 0 if isinstance(read, Refused) else 1 + bool(read.base) + len(read.records)
            assert count == short_book.state_at(place)[1]


@LAWS
@given(st.data())
def test_what_is_left_out_while_writing_changes_nothing(draws):
    book = a_session(draws)
    short: list = []
    for record in book.records:
        add_record(short, record)
    assert replayed_snapshot(replay(framed_all(short))[1]) == book.states[-1]


def framed_all(records) -> bytes:
    data, checksum = b"", 0
    for record in records:
        payload = [record] if isinstance(record, bytes) else to_json(record)
        frame, checksum = framed(payload, checksum)
        data += frame
    return data


JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 2**70), st.floats(), st.text(max_size=5),
        st.sampled_from(["line", "header", "clip", "base", "stepped", "\ud800", "1" * 5000]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_journal_made_by_someone_else_is_refused_or_cut_short_and_never_an_error(
    short_book, draws
):
    records = [json.loads(b"".join(to_json(record))) for record in short_book.records]
    for _ in range(draws.draw(st.integers(1, 3))):
        place = draws.draw(st.integers(0, len(records) - 1))
        match draws.draw(st.sampled_from(["swap", "drop", "twice", "change"])):
            case "swap":
                records[place], records[-1] = records[-1], records[place]
            case "drop":
                records.pop(place)
            case "twice":
                records.insert(place, records[place])
            case _:
                spoil(draws.draw, records[place])
    data = framed_all(json.dumps(record).encode("utf-8", "surrogatepass") for record in records)
    read = journalled(FILE, data)
    if isinstance(read, Refused):
        assert read.reason.endswith(".")
        return
    assert isinstance(read.said, str)
    with suppress(DocumentError):
        back = read.replay()
        with suppress(SaveError):
            back.settled({back.document.path: back.document.data}).document.verified(back.episode)


def spoil(draw, value):
    """Put something else somewhere into a value."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = draw(st.sampled_from(keys))
        if isinstance(value[key], (dict, list)) and draw(st.booleans()):
            value = value[key]
            continue
        value[key] = draw(JSON)
        return
