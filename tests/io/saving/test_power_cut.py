"""A power cut at every point of real work: the file is whole, and what was on the disk comes back.

`CUELINE_LONG=1` tries longer work, and more of what a disk may hold.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from cueline.episode import Change, edits
from cueline.io import open_document
from cueline.io.batches.batches import carry_out, prepare
from cueline.io.batches.kinds import SafeFix
from cueline.io.batches.records import batches, take_back
from cueline.io.journal import book
from cueline.io.journal.claims import left_over
from cueline.io.journal.reading import Journalled, Refused, disk_of, read_journal
from cueline.io.journal.records import Stepped, Text
from cueline.io.journal.writing import Journal
from cueline.io.saving.new_files import write_new
from cueline.io.saving.versions import Versions
from tests.io.journal.test_killed import files_allowed, states_told
from tests.io.killed_writer import Writer, brought_back, state_of
from tests.io.power_cut import Recorder, Synced, lay_out
from tests.io.power_cut_states import State, cuts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a folder is not synced there")
LONG = bool(os.environ.get("CUELINE_LONG"))
MOST, CALLS = (24, 150) if LONG else (2, 50)
"""How many states of the disk are tried at one point, where there are more; how long the work is."""

LINES = "".join(f"- line: Line {n} is said here.\n  sec: {n * 7}\n" for n in range(4))
ONE_FILE = {"episode.md": f"---\ntitle: One\ntranscript:\n- header: Start\n{LINES}---\nbody\n"}
TWO_FILES = {
    "e7.yaml": "title: One\ntranscript: e7-transcript.yaml\nquotableClips: []\n",
    "e7-transcript.yaml": f"segments:\n- header: Start\n{LINES}",
}
NOW = datetime(2026, 5, 1, 12, 0)


def disk(tmp_path: Path, texts: Mapping[str, str]) -> Path:
    """Return a folder with files in it, below which all is recorded."""
    root = tmp_path / "disk"
    (root / "site").mkdir(parents=True)
    for name, text in texts.items():
        (root / "site" / name).write_text(text)
        (root / "site" / name).chmod(0o640)
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".tmp"}


class Desk:
    """Where work is done on an episode, and looked at after a cut."""

    def __init__(self, tmp_path: Path, texts: Mapping[str, str], seed: int):
        self.root = disk(tmp_path, texts)
        self.files = [self.root / "site" / name for name in texts]
        self.path, self.data, self.seed = self.files[0], self.root / "data", seed

    @property
    def left(self) -> list[Path]:
        """The journals that a cut has left."""
        return left_over(self.data / "journals")

    def work(self, begin: Callable[..., Writer], where: Path, calls: int) -> Recorder:
        """Record work of so many calls, with a save in it."""
        record = Recorder(self.root)
        with record.recording():
            writer = begin(where, self.data, self.seed, record.tell)
            writer.tell_state(writer.work.episode)
            while len(record.calls) < calls or not record.has_told("saved"):
                writer.do_something()
            writer.journal.leave()
        return record

    def check(self, told: list[str], first: str):
        """Check all that a cut must leave, after what was told."""
        assert open_document(self.path).fingerprint in files_allowed(told, first)
        assert {file.stat().st_mode & 0o777 for file in self.files} == {0o640}
        self.check_journal(told)
        self.check_versions(told, first)

    def check_journal(self, told: list[str]):
        """Check that the journal brings back what was synced, and stands on what the files hold."""
        expected, safe = states_told(told)
        read = read_journal(self.left[0]) if self.left else None
        if safe == 0 and not (isinstance(read, Journalled) and read.base):
            return  # cut before anything was safe
        back = brought_back(self.left[0])
        assert state_of(back.episode, back.index, len(back.steps)) in expected[safe:]
        assert back.stands_on(disk_of(back.document))

    def check_versions(self, told: list[str], first: str):
        """Check that all kept versions are whole, and that what the saves replaced is among them."""
        found = Versions(self.data / "versions").of(self.path)
        digests = {version.digest for version in found}
        assert {sha256(version.read()).hexdigest() for version in found} == digests
        replaced = [first, *(line.split()[1] for line in told if line.startswith("saved"))][:-1]
        if len(self.files) == 1:  # of two files each has versions of its own
            assert set(replaced) <= digests


@pytest.mark.parametrize("texts", [ONE_FILE, TWO_FILES], ids=["one file", "two files"])
@pytest.mark.parametrize("seed", range(6 if LONG else 1))
def test_the_files_are_whole_and_the_work_comes_back_also_twice(tmp_path, monkeypatch, texts, seed):
    if (texts is ONE_FILE) == (seed % 2 == 0):
        monkeypatch.setattr(book, "COMPACT_BYTES", 1500)
    desk = Desk(tmp_path, texts, seed)
    first, journals = open_document(desk.path).fingerprint, list[State]()

    def check(state: State):
        told = [one.word for one in state.told]
        desk.check(told, first)
        if "safe" in told:
            journals.append(state)

    cuts(desk.work(Writer.begin, desk.path, CALLS), check, MOST, seed)
    for state in random.Random(seed).sample(journals, 2 if LONG else len(texts) - 1):
        check_a_second_time(desk, state)


def check_a_second_time(desk: Desk, state: State):
    """Go on with what a cut has left, and cut again."""
    lay_out(state.tree, desk.root)
    back = brought_back(desk.left[0])
    known = [f"state {state_of(back.episode, back.index, len(back.steps))}"]
    now = open_document(desk.path).fingerprint
    record = desk.work(Writer.go_on, desk.left[0], CALLS // 2)
    cuts(record, lambda s: desk.check([*known, *(t.word for t in s.told)], now), MOST, desk.seed)


@pytest.mark.parametrize("seed", range(6 if LONG else 1))
def test_where_a_folder_cannot_be_synced_a_save_that_is_lost_comes_back(tmp_path, seed):
    desk = Desk(tmp_path, ONE_FILE, seed)
    first = open_document(desk.path).fingerprint
    record = desk.work(Writer.begin, desk.path, 60)
    site = record.top.names["site"]
    record.calls = [call for call in record.calls if call != Synced(site)]
    lost = []

    def check(state: State):
        told = [one.word for one in state.told]
        now = open_document(desk.path).fingerprint
        assert now in {first, *(line.split()[1] for line in told if line.startswith("sav"))}
        lost.append(now not in files_allowed(told, first))
        desk.check_journal(told)
        if lost[-1]:
            back = brought_back(desk.left[0])
            again = back.document.save(back.episode)
            assert open_document(desk.path).episode == again.episode == back.episode

    cuts(record, check, 2 * MOST, seed)
    assert any(lost)


@pytest.mark.parametrize("saves", [True, False])
def test_what_was_closed_does_not_come_back_and_what_was_saved_is_in_the_file(tmp_path, saves):
    desk = Desk(tmp_path, ONE_FILE, 0)
    old = desk.path.read_bytes()
    record = Recorder(desk.root)
    with record.recording():
        writer = Writer.begin(desk.path, desk.data, 0, record.tell)
        writer.work.do(edits.set_text(writer.work.episode, 1, "Other"))
        writer.write_down()
        if saves:
            writer.save()
        writer.journal.close()
        assert writer.journal.wait(20)
        record.tell("closed")
    new = desk.path.read_bytes()
    assert (old != new) == saves

    def check(state: State):
        told = [one.word.split()[0] for one in state.told]
        held = desk.path.read_bytes()
        assert held in (old, new)
        if "saved" in told:
            assert held == new
        if "closed" in told:
            assert [read for read in map(read_journal, desk.left) if not is_closed(read)] == []

    cuts(record, check, 5 * MOST)


def is_closed(read: Journalled | Refused) -> bool:
    return isinstance(read, Journalled) and read.closed


def test_of_a_journal_and_the_one_after_it_one_brings_the_work_back(tmp_path):
    desk = Desk(tmp_path, ONE_FILE, 0)
    document, folder = open_document(desk.path), desk.data / "journals"
    changed = edits.set_text(document.episode, 1, "Other")
    step = Stepped("test", "edit", Change.between(document.episode, changed))
    record = Recorder(desk.root)
    with record.recording():
        one = Journal.begin(folder, document)
        one.append(step)
        assert one.flush()
        record.tell("safe")
        two = Journal.begin(folder, document)
        two.append(step)
        one.close(successor=two)
        assert one.wait(20)
        record.tell("closed")
        two.leave()

    def check(state: State):
        whole = [
            brought_back(left).episode
            for left in desk.left
            if isinstance(read := read_journal(left), Journalled) and read.base and not read.closed
        ]
        assert changed in whole or not state.told

    cuts(record, check, 5 * MOST)


def test_a_disk_that_was_full_before(tmp_path, monkeypatch):
    desk = Desk(tmp_path, ONE_FILE, 0)
    record = Recorder(desk.root)
    with record.recording():
        writer = Writer.begin(desk.path, desk.data, 0, record.tell)
        writer.tell_state(writer.work.episode)
        take = os.write
        for text in ("One", "Two", "Three"):
            writer.work.do(edits.set_text(writer.work.episode, 1, text * 300))
            writer.tell_state(writer.work.episode)
            with monkeypatch.context() as full:
                full.setattr(os, "write", lambda at, data: take(at, data[:700]) and no_room())
                writer.write_down()
                writer.journal.flush()
            assert writer.journal.flush()
            record.tell("safe")
        writer.journal.leave()
    cuts(record, lambda state: desk.check_journal([t.word for t in state.told]), 5 * MOST)


def no_room():
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_broken_text_that_is_changed_by_hand_comes_back(tmp_path):
    desk = Desk(tmp_path, ONE_FILE, 0)
    texts = [b"broken: '" + b"x" * 900 * count for count in range(4)]
    record = Recorder(desk.root)
    with record.recording():
        journal = Journal.of_text(desk.data / "journals", desk.path, texts[0])
        for count in (1, 2, 3):
            journal.append(Text(texts[count]))
            assert journal.flush()
            record.tell("safe", count)
        journal.leave()

    def check(state: State):
        reads = [read for read in map(read_journal, desk.left) if isinstance(read, Journalled)]
        if state.told:
            assert [read.text in texts[state.told[-1].value :] for read in reads] == [True]

    cuts(record, check, 5 * MOST)


def test_a_save_of_two_files_that_was_cut_off_twice_is_finished(tmp_path):
    root = disk(tmp_path, TWO_FILES)
    path = root / "site" / "e7.yaml"
    old = contents(root / "site")
    document = open_document(path)
    episode = edits.set_field(edits.set_text(document.episode, 1, "Other"), ("title",), "Two")
    record = Recorder(root)
    with record.recording():
        document.save(episode)
    new = contents(root / "site")
    between: list[State] = []

    def check(state: State):
        if any(name.endswith(".saving") for name in state.tree):
            between.append(state)
        open_document(path)
        assert contents(root / "site") in (old, new)

    cuts(record, check, 20 * MOST)
    assert between
    for state in between[:: 1 if LONG else 9]:
        lay_out(state.tree, root)
        again = Recorder(root)
        with again.recording():
            open_document(path)
        cuts(again, check, 20 * MOST)


def test_a_batch_can_be_taken_back_however_far_it_came(tmp_path):
    text = ONE_FILE["episode.md"].replace("is said", "is  said")
    texts = {f"{name}.md": text.replace("One", name) for name in ("one", "two", "three")}
    root = disk(tmp_path, texts)
    paths, keep = sorted((root / "site").iterdir()), root / "data" / "batches"
    kind = SafeFix("double-space")
    changes = list(prepare(paths, kind))
    chosen = {change.path: range(len(change.hits)) for change in changes}
    old = contents(root / "site")
    record = Recorder(root)
    with record.recording():
        carry_out(changes, chosen, kind, keep, now=NOW)
        record.tell("done")
    new = contents(root / "site")
    assert all(old[name] != new[name] for name in old)

    def check(state: State):
        now = contents(root / "site")
        assert all(now[name] in (old[name], new[name]) for name in old)
        if state.told:
            assert now == new
        for batch in batches(keep, NOW):
            assert take_back(batch).skipped == ()
        assert contents(root / "site") == old
        assert batches(keep, NOW) == []

    cuts(record, check, MOST)
    lay_out(record.tree, root)
    record = Recorder(root)
    with record.recording():
        take_back(batches(keep, NOW)[0])
    cuts(record, check, MOST)


def test_a_new_file_is_there_whole_or_not_at_all(tmp_path):
    root = disk(tmp_path, {})
    record = Recorder(root)
    with record.recording():
        write_new({root / "site" / "new.md": b"text" * 500})
        record.tell("made")

    def check(state: State):
        assert contents(root / "site") in ([{"new.md": b"text" * 500}] + [{}] * (not state.told))

    cuts(record, check, MOST)
