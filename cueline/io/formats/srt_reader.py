"""Reads SubRip subtitles."""

from __future__ import annotations

import re
from pathlib import Path

from cueline.io.formats.imported import Imported, Row, order_notices, rows_of, text_of
from cueline.io.formats.names import settled
from cueline.io.formats.voices import Said, items_from, unrolled
from cueline.io.source import Source

_TIME = re.compile(r"\s*(\d+):(\d{1,2}):(\d{1,2})(?:[,.](\d{1,9}))?(?=\s|$)")
_TIMES = re.compile(r"\s*[\d:.,]+\s*-->|[^-]*\d:[^-]*-->")
_TAG = re.compile(r"</?(?:[biusBIUS]|font\b[^>]*|FONT\b[^>]*)>|\{\\[^}]*\}")


class SrtReader:
    """Reads SubRip: every cue is a line; `Ana:` before a text names its speaker; italics and colours are dropped."""

    name = "srt"
    label = "Subtitles (SubRip)"
    suffixes = (".srt",)

    def fits(self, data: bytes) -> bool:
        """Tell whether the file looks like SubRip."""
        head = data[:2000].decode("utf-8", "replace").lstrip("\N{ZERO WIDTH NO-BREAK SPACE}\r\n ")
        rows = head.splitlines()[:2]
        return any(_times_like(row) for row in rows) and not head.startswith("WEBVTT")

    def read(self, data: bytes, path: Path) -> Imported:
        """Return the cues as lines; DocumentError names the place of a time that is none."""
        source, notices = text_of(data, path)
        said, rolled = unrolled(_cues(source))
        items = tuple(items_from(said))
        if not items:
            raise source.error(
                0,
                "nothing is said in it: a cue is a time (00:00:01,000 --> 00:00:04,000) and its text.",
            )
        told = (*notices, *rolled, *order_notices(items))
        return settled(Imported(items, (), told, tuple(said)))


def _times_like(row: str) -> bool:
    return "-->" in row and _TIMES.match(row) is not None


def _cues(source: Source) -> list[Said]:
    """Return the cues; what stands before the first one is an error."""
    cues: list[tuple[float, list[Row]]] = []
    for row in rows_of(source):
        if _times_like(row.text):
            if cues:
                _drop_number(cues[-1][1], len(cues) + 1)
            cues.append((cue_times(source, row, _TIME)[0], []))
        elif cues:
            cues[-1][1].append(row)
        elif not row.blank and not row.text.strip().isdecimal():
            raise source.error(
                row.offset, "here a time is expected, such as 00:00:01,000 --> 00:00:04,000."
            )
    return [Said(start, tuple(_TAG.sub("", row.text) for row in rows)) for start, rows in cues]


def _drop_number(rows: list[Row], number: int) -> None:
    """Take the number of the next cue off the rows of this one."""
    if rows and rows[-1].text.strip().isdecimal():
        alone = len(rows) == 1 or rows[-2].blank
        if alone or int(rows[-1].text) == number:
            rows.pop()


def cue_times(source: Source, row: Row, time: re.Pattern[str]) -> tuple[float, float]:
    """Return start and end from a row with an arrow; DocumentError at the one that is no time.

    `time` has the groups hours (or none), minutes, seconds and the digits of the fraction.
    """
    arrow = row.text.index("-->")
    seconds: list[float] = []
    for first, stop in ((0, arrow), (arrow + 3, len(row.text))):
        found = time.match(row.text, first, stop)
        if found is None or int(found[2]) > 59 or int(found[3]) > 59:
            spaces = len(row.text[first:stop]) - len(row.text[first:stop].lstrip())
            place = row.offset + first + spaces
            raise source.error(
                place, "this is not a time: write hours, minutes, seconds, such as 00:01:02,500."
            )
        whole = int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
        seconds.append(whole if not int(found[4] or 0) else float(f"{whole}.{found[4]}"))
    return seconds[0], seconds[1]
