"""A program that edits and saves as fast as it can till it is killed; it tells what it did on a pipe.

    python -m tests.io.killed_writer FILE DATA SEED

Each line that it prints: a word, and the digest of a state. `safe`: the journal was synced with this state in it.
`saving`, `saved`: the digest of the bytes that are on their way to the file (or both files), and that are there.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from cueline.episode import EditError, Episode, Line, edits
from cueline.episode.origins import carried_over
from cueline.io import open_document
from cueline.io.journal.claims import take_over
from cueline.io.journal.reading import Journalled, Replayed, disk_of, read_journal
from cueline.io.journal.records import Placed, Record
from cueline.io.journal.writing import Journal
from cueline.io.saving.earlier import keep_states
from cueline.io.saving.versions import Versions
from tests.io.journalled_work import Work

WORDS = "so the model was trained on data: we had “it's” fine #no yes Зоя 😀".split()


def state_of(episode: Episode, index: int, steps: int) -> str:
    """Return a digest of what has to come back: the episode with its origins, the place in the history."""
    entries = [(entry, entry.origin) for entry in (*episode.items, *episode.clips)]
    said = repr((entries, repr(episode.fields), index, steps))
    return sha256(said.encode()).hexdigest()[:16]


def any_edit(chance: random.Random, episode: Episode) -> Episode:
    """Return the episode after an edit of some kind."""
    lines = [i for i, item in enumerate(episode.items) if isinstance(item, Line)]
    place = chance.choice(lines)
    text = " ".join(chance.choices(WORDS, k=chance.randint(1, 30)))
    match chance.randint(0, 6):
        case 0:
            return edits.retime(episode, place, chance.randint(0, 5000))
        case 1:
            return edits.split_section(episode, place, text)
        case 2:
            return edits.insert_line(episode, place, Line(text, "Ana", chance.randint(0, 5000)))
        case 3 if len(lines) > 20:
            return edits.delete_items(episode, place, place)
        case 4:
            return edits.shift(episode, chance.randint(1, 9), place, None)
        case 5:
            return edits.set_field(episode, ("title",), text)
        case _:
            return edits.set_text(episode, place, text)


def brought_back(left: Path) -> Replayed:
    """Return what a journal leads to that was left, none of it left out."""
    read = read_journal(left)
    assert isinstance(read, Journalled)
    back = read.replay()
    assert back.left_out == 0
    return back.settled(disk_of(back.document))


class Writer:
    """Works with a journal; each state is told before it is written down, so that none comes back untold."""

    def __init__(
        self, journal: Journal, work: Work, versions: Path, seed: int, tell: Callable[[str], object]
    ):
        self.journal, self.work, self.tell = journal, work, tell
        self.versions = Versions(versions)
        self.chance = random.Random(seed)
        self.records: list[Record] = []
        work.append = self.records.append

    @classmethod
    def begin(cls, path: Path, data: Path, seed: int, tell: Callable[[str], object]) -> Writer:
        """Open a file, and begin a journal."""
        document = open_document(path)
        journal = Journal.begin(data / "journals", document)
        return cls(journal, Work(document), data / "versions", seed, tell)

    @classmethod
    def go_on(cls, left: Path, data: Path, seed: int, tell: Callable[[str], object]) -> Writer:
        """Go on with a journal that was left."""
        back = brought_back(left)
        claim = take_over(left, back.document.path)
        assert claim is not None
        work = Work(back.document, steps=list(back.steps), index=back.index, clean=back.saved_index)
        work.episode = back.episode
        return cls(Journal.go_on(claim, back), work, data / "versions", seed, tell)

    def do_something(self) -> None:
        """Edit, undo or save once."""
        work, chance = self.work, self.chance
        match chance.randint(0, 9):
            case 0 if work.steps:
                work.go_to(chance.randint(0, len(work.steps)))
            case 1:
                self.save()
            case _:
                try:
                    work.do(any_edit(chance, work.episode), gesture=chance.randint(0, 1))
                except EditError:
                    return
        self.tell_state(work.episode)
        self.write_down()
        if chance.random() < 0.3 and self.journal.flush():
            self.tell("safe")

    def save(self) -> None:
        """Save as the window does: the journal knows of it before the file is replaced."""
        work = self.work
        written = work.begin_saving()
        saved = work.document.verified(written)
        self.tell_state(carried_over(work.episode, written, saved.episode))
        self.tell(f"saving {saved.fingerprint}")
        keep_states(work.document, self.versions)
        self.write_down()
        self.journal.flush()
        work.end_saving(work.document.save(written))
        self.tell(f"saved {saved.fingerprint}")

    def tell_state(self, episode: Episode) -> None:
        """Tell what may come back from now on."""
        self.tell(f"state {state_of(episode, self.work.index, len(self.work.steps))}")

    def write_down(self) -> None:
        """Hand the records on to the journal."""
        while self.records:
            self.journal.append(self.records.pop(0))


def main() -> None:
    """Work till the end comes."""
    writer = Writer.begin(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), tell)
    writer.journal.append(Placed(0))
    tell("ready")
    writer.tell_state(writer.work.episode)
    while True:
        writer.do_something()


def tell(line: str) -> None:
    """Print a line at once."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
