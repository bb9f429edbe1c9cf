"""The laws of saving, on real transcripts in Markdown, as they are and in other ways of writing them.

How many turns a file has, who speaks and when, is counted with a pattern of its own.
"""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

from cueline.episode import Episode, Header, Line, edits
from cueline.io import Document, SaveError, parse_document
from tests.corpus_files import CORPUS, corpus_files

FILES = corpus_files("interviews/*", "seeds/002*", "seeds/004*")
TIME = r"\\?\[(?:\d+:)?\d+:\d\d(?:\.\d+)?\\?\]"
TURN = re.compile(
    rf"^(?:{TIME} ?)?\*\*(?P<name>[^*\n]+?)(?::\*\*|\*\*:) ?(?:{TIME})?", re.MULTILINE
)
SPEECH = (
    "This is something that nobody said before, and it's long enough to be broken into several "
    "lines, whatever the width of the file may be; so we see how the file would have done it."
)


def without_last_line_end(text: str) -> str:
    return text.rstrip("\n")


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: "\ufeff" + text,
    "no end": without_last_line_end,
    "no front matter": lambda text: re.sub(r"\A---\n.*?\n---\s*?\n", "", text, flags=re.DOTALL),
    "no blank lines before turns": lambda text: re.sub(r"\n\n(?=\*\*[^*\n]+:?\*\*:?)", "\n", text),
    "colon behind the bold": lambda text: text.replace(":**", "**:"),
}


class Trial:
    """One file in one way of writing it, and a source of chance of its own."""

    def __init__(self, path: Path, way: str) -> None:
        self.data = WAYS[way](path.read_bytes().decode()).encode()
        self.text = self.data.decode("utf-8-sig")
        self.document = parse_document(self.data, path.name)
        self.episode: Episode = self.document.episode
        self.chance = random.Random(crc32(f"{way} {path.name}".encode()))

    def pick(self, count: int, fit: Callable[[Line], bool] = lambda line: True) -> list[int]:
        found = [i for i, x in enumerate(self.episode.items) if isinstance(x, Line) and fit(x)]
        return sorted(self.chance.sample(found, min(count, len(found))))

    def line(self, place: int) -> Line:
        item = self.episode.items[place]
        assert isinstance(item, Line)
        return item


@pytest.fixture(
    params=[
        pytest.param((path, way), id=f"{way}-{path.relative_to(CORPUS)}")
        for place, path in enumerate(FILES)
        for number, way in enumerate(WAYS)
        if not number or (place + number) % 3 == 0
    ]
)
def trial(request, corpus):
    return Trial(*request.param)


def written(trial: Trial, episode: Episode) -> Document:
    """Save into memory; the saved file opens as what was saved, and going back gives the first bytes."""
    saved = trial.document.verified(episode)
    assert saved.verified(trial.episode).data == trial.data
    again = saved.episode.with_items(tuple(replace(x) for x in saved.episode.items))
    assert saved.render(again) == saved.data
    return saved


def changes(trial: Trial, saved: Document) -> tuple[list[str], list[str]]:
    """Return the source lines that went and those that came."""
    old, new = (data.decode("utf-8-sig").split("\n") for data in (trial.data, saved.data))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    gone = [line for _, a, b, _, _ in codes for line in old[a:b]]
    return gone, [line for _, _, _, a, b in codes for line in new[a:b]]


def test_it_can_be_edited_and_keeps_its_bytes(trial):
    assert trial.document.read_only is None
    again = trial.episode.with_items(tuple(replace(item) for item in trial.episode.items))
    assert trial.document.render(again) == trial.data
    assert trial.document.splices(again) == []


def test_its_turns_are_those_of_the_source(trial):
    turns = TURN.findall(trial.text)
    lines = [x for x in trial.episode.items if isinstance(x, Line)]
    assert {x.speaker for x in lines} - {""} == set(turns)
    assert sum(x.start is not None for x in lines) == len(
        re.findall(rf"^(?:\*\*[^*\n]+\*\*:? ?)?{TIME}", trial.text, re.MULTILINE)
    )
    headings = re.findall(r"^#+ (.*?)[ \r]*$", trial.text, re.MULTILINE)
    assert [x.text for x in trial.episode.items if isinstance(x, Header)] == headings


def test_a_word_changed_changes_one_source_line(trial):
    for place in trial.pick(4, lambda x: len(x.text) > 100):
        words = trial.line(place).text.split(" ")
        words[trial.chance.randrange(len(words))] = "otherwise-put"
        saved = written(trial, edits.set_text(trial.episode, place, " ".join(words)))
        gone, come = changes(trial, saved)
        assert len(gone) == len(come) == 1
        assert "otherwise-put" in come[0]


def test_words_put_in_leave_the_lines_before_and_behind_them(trial):
    for place in trial.pick(3, lambda x: len(x.text) > 200):
        text = trial.line(place).text
        cut = text.index(" ", trial.chance.randrange(len(text) - 60))
        changed = f"{text[:cut]} as I have said before, and will say again,{text[cut:]}"
        gone, come = changes(trial, written(trial, edits.set_text(trial.episode, place, changed)))
        assert len(gone) <= 1  # none where they come between two source lines
        assert 1 <= len(come) <= 3


def test_a_retime_changes_the_time_or_adds_one(trial):
    for place in trial.pick(4):
        old = trial.line(place)
        episode = edits.retime(trial.episode, place, trial.chance.randrange(3000))
        new = episode.items[place]
        gone, come = changes(trial, written(trial, episode))
        assert len(gone) == len(come) <= 1
        if old.label:
            assert [line.replace(old.label, new.label, 1) for line in gone] == come
        else:
            assert re.sub(rf" ?{TIME} ?", "", come[0], count=1).replace(" ", "") == (
                gone[0].replace(" ", "")
            )


def test_a_speaker_renamed_changes_the_heads(trial):
    names = sorted({x.speaker for x in trial.episode.items if isinstance(x, Line)} - {""})
    for name in names[:2]:
        saved = written(trial, edits.rename_speaker(trial.episode, name, "Noor"))
        gone, come = changes(trial, saved)
        assert [line.replace(f"**{name}", "**Noor", 1) for line in gone] == come
        assert len(come) == TURN.findall(trial.text).count(name)


def test_a_line_put_in_is_all_that_comes(trial):
    count = len(trial.episode.items)
    named = [i for i, x in enumerate(trial.episode.items) if isinstance(x, Line) and x.speaker]
    for place in (count, trial.chance.choice(named or [count])):
        line = Line(SPEECH, "Noor", 338)
        gone, come = changes(trial, written(trial, edits.insert_line(trial.episode, place, line)))
        spoken = " ".join(text.strip() for text in come if text.strip())
        assert SPEECH in spoken
        assert "**Noor" in spoken
        assert "5:38" in spoken
        assert len([text for text in gone if text.strip()]) <= 1  # who goes on is named


def test_words_of_nobody_below_a_turn_are_refused(trial):
    first = trial.episode.items[0]
    if not isinstance(first, Line) or first.speaker:
        return
    with pytest.raises(SaveError, match="goes on with what Noor says"):
        trial.document.render(edits.set_speaker(trial.episode, 0, "Noor"))


def test_a_header_put_in_and_taken_out_leaves_nothing(trial):
    for place in {0, *trial.pick(3)}:
        episode = edits.split_section(trial.episode, place, "Where: a section begins")
        saved = written(trial, episode)
        gone, come = changes(trial, saved)
        assert [line for line in gone if line.strip("\r")] == []
        assert [line.strip("#\r ") for line in come if line.strip("\r")] == [
            "Where: a section begins"
        ]
        assert saved.verified(edits.merge_section(saved.episode, place)).data == trial.data


def test_a_line_split_and_joined_gives_the_first_bytes(trial):
    for place in trial.pick(2, lambda x: len(x.text) > 200 and bool(x.speaker)):
        cut = trial.line(place).text.index(" ", 100)
        saved = written(trial, edits.split_line(trial.episode, place, cut))
        gone, come = changes(trial, saved)
        assert len(gone) <= 1
        assert len(come) <= 4
        joined = edits.merge_lines(saved.episode, place, place + 1)
        assert saved.verified(joined).data == trial.data


def test_what_is_deleted_is_all_that_goes(trial):
    for place in trial.pick(3):
        saved = written(trial, edits.delete_items(trial.episode, place, place))
        _, come = changes(trial, saved)
        assert len([line for line in come if line.strip("\r")]) <= 1  # who goes on is named


def test_a_shift_forth_and_back_gives_the_first_bytes(trial):
    saved = written(trial, edits.shift(trial.episode, 65))
    gone, come = changes(trial, saved)
    timed = [x for x in trial.episode.items if isinstance(x, Line) and x.start is not None]
    assert len(come) >= len(timed)
    assert [re.sub(TIME, "", line, count=1) for line in gone] == [
        re.sub(TIME, "", line, count=1) for line in come
    ]
    assert saved.verified(edits.shift(saved.episode, -65)).data == trial.data
