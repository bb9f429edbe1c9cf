"""Reads WebVTT subtitles."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from cueline.episode import Header
from cueline.io.formats.imported import Imported, Row, order_notices, rows_of, text_of
from cueline.io.formats.names import settled
from cueline.io.formats.srt_reader import cue_times
from cueline.io.formats.voices import Said, items_from, unrolled
from cueline.io.formats.vtt import SECTION
from cueline.io.source import Source

_TIME = re.compile(r"\s*(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,9})(?=\s|$)")
_TAG = re.compile(r"<(/?)([^>\s]*)(?:[ \t\n]+([^>]*))?>?")


class VttReader:
    """Reads WebVTT: voice spans are lines of their speaker, a note `Section: …` is a header; styles are dropped.

    Where no voice is named, `Ana:` before a text names the speaker, as in SubRip.
    """

    name = "vtt"
    label = "Subtitles (WebVTT)"
    suffixes = (".vtt",)

    def fits(self, data: bytes) -> bool:
        """Tell whether the file says that it is WebVTT."""
        return data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")

    def read(self, data: bytes, path: Path) -> Imported:
        """Return voices as lines and section notes as headers; DocumentError names the place of what is no cue."""
        source, notices = text_of(data, path)
        if not re.match(r"WEBVTT(?:[ \t\n]|$)", source.text):
            raise source.error(0, "a WebVTT file begins with the word WEBVTT.")
        found = [part for block in _blocks(source) for part in _read_block(source, block)]
        if not any(isinstance(part, Said) for part in found):
            raise source.error(
                0, "nothing is said in it: a cue is a time (00:01.000 --> 00:04.000) and its text."
            )
        parts, rolled = unrolled(_parts(found))
        items = tuple(items_from(parts))
        dropped = sum(part == "" for part in found)
        told = (
            *rolled,
            *_dropped_notices(dropped),
            *order_notices(items),
        )
        return settled(Imported(items, (), (*notices, *told), tuple(parts)))


def _dropped_notices(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    what = "1 note was" if count == 1 else f"{count} notes were"
    return (f"{what} left out: only those that begin with “{SECTION}” are headers.",)


def _blocks(source: Source) -> Iterator[list[Row]]:
    """Give the blocks that blank lines part, without the head of the file."""
    parts = groupby(rows_of(source), lambda row: row.text == "")
    blocks = [list(rows) for blank, rows in parts if not blank]
    yield from blocks[1:]


def _read_block(source: Source, block: list[Row]) -> list[Said | Header | str]:
    """Return what a block says: cues, a header, `""` for another note, nothing for styles."""
    if block[0].text.startswith("NOTE"):
        text = " ".join(row.text.strip() for row in block)[4:].strip()
        return [Header(text.removeprefix(SECTION))] if text.startswith(SECTION) else [""]
    if re.match(r"(?:STYLE|REGION)\s*$", block[0].text):
        return []
    place = next((n for n, row in enumerate(block[:2]) if "-->" in row.text), None)
    if place is None:
        raise source.error(
            block[0].offset,
            "here a cue is expected: a time (00:01.000 --> 00:04.000), then its text.",
        )
    start, _ = cue_times(source, block[place], _TIME)
    return list(_voices(start, "\n".join(row.text for row in block[place + 1 :])))


def _voices(start: float, payload: str) -> Iterator[Said]:
    """Give the text of a cue, its voices apart."""
    speaker: str | None = None
    texts, done = [""], 0
    for tag in _TAG.finditer(payload):
        texts[-1] += payload[done : tag.start()]
        done = tag.end()
        closing, kind, name = tag[1], tag[2].partition(".")[0], tag[3]
        if kind == "v":
            yield from _said(start, texts, speaker)
            speaker = None if closing else html.unescape(" ".join((name or "").split()))
            texts = [""]
    texts[-1] += payload[done:]
    yield from _said(start, texts, speaker)


def _said(start: float, texts: list[str], speaker: str | None) -> Iterator[Said]:
    lines = [html.unescape(line) for line in "".join(texts).split("\n")]
    if any(line.strip() for line in lines):
        yield Said(start, tuple(lines), speaker)


def _parts(found: list[Said | Header | str]) -> list[Said | Header]:
    """Return headers and cues in order; where voices are named, a cue without one has no speaker."""
    voiced = any(isinstance(part, Said) and part.speaker for part in found)
    return [
        replace(part, speaker=part.speaker or ("" if voiced else None))
        if isinstance(part, Said) else part
        for part in found if not isinstance(part, str)
    ]  # fmt: skip
