"""Reads what speech recognition writes: Whisper, faster-whisper and WhisperX; and podcast transcripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import isfinite
from pathlib import Path
from typing import cast

from cueline.io.formats.imported import Imported, order_notices, text_of
from cueline.io.formats.names import settled
from cueline.io.formats.voices import Said, items_from
from cueline.io.source import Source

_SEGMENTS = re.compile(r'\A\s*\[|"segments"\s*:\s*\[')
_SPACE = re.compile(r"[\s,]*")
_WHAT = "a list “segments”, each with “start” (seconds) and “text”"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Words of one speaker in a segment; `speaker` None where nothing says who it is."""

    start: float
    text: str
    speaker: str | None


class WhisperReader:
    """Reads JSON with `segments` (or a bare list of them): `start`, `text`, and if there are any `speaker`, `words`.

    Where the words of a segment have different speakers, it is parted between them. The podcast namespace's
    transcripts (`startTime`, `body`) are read as well.
    """

    name = "whisper"
    label = "Speech recognition (Whisper JSON)"
    suffixes = (".json",)

    def fits(self, data: bytes) -> bool:
        """Tell whether the file looks like JSON."""
        return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")

    def read(self, data: bytes, path: Path) -> Imported:
        """Return the segments as lines; DocumentError names the place of what is no segment."""
        source, notices = text_of(data, path)
        segments = _segments(source)
        said = [
            part for number, found in enumerate(segments) for part in _said(source, number, found)
        ]
        if not said:
            raise source.error(0, f"there is nothing said in it: it has to have {_WHAT}.")
        parts = tuple(Said(p.start, tuple(p.text.split("\n")), p.speaker) for p in said)
        items = tuple(items_from(parts))
        return settled(Imported(items, (), (*notices, *order_notices(items)), parts))


def _segments(source: Source) -> list[object]:
    try:
        data: object = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise source.error(error.pos, f"this is not JSON: {error.msg}.") from error
    except RecursionError as error:
        raise source.error(0, "this JSON is nested too deep to be a transcript.") from error
    if isinstance(data, Mapping):
        data = _mapping(cast("object", data)).get("segments")
    if not isinstance(data, list):
        raise source.error(0, f"this JSON is no transcript: it has to have {_WHAT}.")
    return cast("list[object]", data)


def _said(source: Source, number: int, segment: object) -> Iterator[_Spoken]:
    """Give what a segment says, parted by speaker."""
    found = _mapping(segment)
    start = _seconds(found.get("start", found.get("startTime")))
    text = found.get("text", found.get("body"))
    if start is None or not isinstance(text, str):
        missing = "no “start” in seconds" if start is None else "no “text”"
        raise source.error(
            _place(source, number), f"this segment has {missing}; it has to have both."
        )
    speaker, words = found.get("speaker"), found.get("words")
    parts = _by_speaker(cast("list[object]", words), start) if isinstance(words, list) else []
    if len(parts) > 1:
        yield from parts
    elif text.strip():
        known = speaker if isinstance(speaker, str) else parts[0].speaker if parts else None
        yield _Spoken(start, text.strip(), known)


def _by_speaker(words: list[object], start: float) -> list[_Spoken]:
    """Return the words run together by speaker; a word without one goes with those before it."""
    spoken: list[_Spoken] = []
    speaker: str | None = None
    for word in words:
        found = _mapping(word)
        name, text = found.get("speaker", speaker), found.get("word", found.get("text"))
        speaker = name if isinstance(name, str) else speaker
        if isinstance(text, str) and text.strip():
            begins = _seconds(found.get("start"))
            start = start if begins is None else begins
            spoken.append(_Spoken(start, text.strip(), speaker))
    first = next((word.speaker for word in spoken if word.speaker), None)
    if first is None:
        return []
    runs = groupby(spoken, lambda word: word.speaker or first)
    return [_run(name, list(run)) for name, run in runs]


def _run(speaker: str, words: list[_Spoken]) -> _Spoken:
    return _Spoken(words[0].start, " ".join(word.text for word in words), speaker)


def _mapping(value: object) -> Mapping[str, object]:
    """Return a JSON object; an empty one for anything else."""
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if isfinite(value) and value >= 0 else None


def _place(source: Source, number: int) -> int:
    """Return the offset of a segment; of the list where it cannot be told."""
    opening = _SEGMENTS.search(source.text)
    place = opening.end() if opening else 0
    decoder = json.JSONDecoder()
    for count in range(number + 1):
        skipped = _SPACE.match(source.text, place)
        place = skipped.end() if skipped else place
        if count < number:
            try:
                place = decoder.raw_decode(source.text, place)[1]
            except json.JSONDecodeError:
                return opening.start() if opening else 0
    return place
