"""A table for spreadsheets and scripts: comma-separated values."""

from __future__ import annotations

import csv
import io

from cueline.episode import Clock, Episode, Line
from cueline.io.formats.cues import Track, track
from cueline.io.formats.exported import Exported, Options, left_out, spoken

COLUMNS = ("kind", "start", "end", "time", "speaker", "text", "section")
_FORMULA = ("=", "+", "-", "@")


class CommaSeparated:
    """One row for each header and line: kind, start and end in seconds, time, speaker, text, section (RFC 4180).

    Cells hold the texts as they are. Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula;
    no mark is put before it, for it would stand in the data of every other reader. A note counts such cells.
    """

    name = "csv"
    label = "Table (CSV)"
    suffix = ".csv"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the table; SaveError for a transcript without lines."""
        spoken(episode, options)
        rows = _rows(episode, options)
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
        return Exported(out.getvalue(), (*left_out(episode), *_formula_notes(rows)))


def _rows(episode: Episode, options: Options) -> list[list[str]]:
    cues, clock = track(episode, options), Clock(decimals=episode.clock.precision)
    rows: list[list[str]] = []
    for section in episode.sections:
        title = _cell(section.title)
        if section.header is not None:
            rows.append(["header", *_span(section.start, section.end, clock), "", title, title])
        lines = episode.items[section.first : section.last + 1]
        rows += [_row(i, cues, clock, options, title) for i in lines if isinstance(i, Line)]
    return rows


def _row(line: Line, cues: Track, clock: Clock, options: Options, section: str) -> list[str]:
    end = None if line.start is None else cues.end_of(line.start)
    span = _span(line.start, end, clock)
    return ["line", *span, options.name_of(line.speaker), _cell(line.text), section]


def _span(start: float | None, end: float | None, clock: Clock) -> list[str]:
    seconds = ["" if time is None else f"{time:.15g}" for time in (start, end)]
    return [*seconds, "" if start is None else clock.format(start)]


def _cell(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _formula_notes(rows: list[list[str]]) -> tuple[str, ...]:
    count = sum(cell.startswith(_FORMULA) for row in rows for cell in row[4:])
    if not count:
        return ()
    what = "1 cell begins" if count == 1 else f"{count} cells begin"
    return (
        f"{what} with = + - or @: a spreadsheet may take that for a formula. Import the columns as text.",
    )
