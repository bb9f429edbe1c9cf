"""Reads label tracks of Audacity."""

from __future__ import annotations

from math import isfinite
from pathlib import Path

from cueline.io.formats.imported import Imported, Label, Row, rows_of, text_of
from cueline.io.formats.voices import Said, items_from
from cueline.io.source import Source

FORM = "a label is two numbers of seconds and a text, with tabs between"


class LabelReader:
    """Reads a label track: labels to take times from, and as lines for an episode that has none yet."""

    name = "audacity"
    label = "Audacity labels"
    suffixes = (".txt",)

    def fits(self, data: bytes) -> bool:
        """Tell whether the first line is a label."""
        first = (
            data[:4000]
            .decode("utf-8", "replace")
            .lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
            .split("\n")[0]
        )
        parts = first.split("\t")
        return len(parts) >= 2 and all(_number(part) is not None for part in parts[:2])

    def read(self, data: bytes, path: Path) -> Imported:
        """Return the labels by their starts; DocumentError names the line that is none."""
        source, notices = text_of(data, path)
        rows = (row for row in rows_of(source) if not row.blank and not row.text.startswith("\\"))
        labels = sorted((_label(source, row) for row in rows), key=lambda label: label.start)
        if not labels:
            raise source.error(0, f"there is no label in it: {FORM}.")
        said = [Said(label.start, (label.text,)) for label in labels]
        return Imported(tuple(items_from(said)), tuple(labels), notices)


def _label(source: Source, row: Row) -> Label:
    parts = row.text.split("\t", 2)
    start = _number(parts[0])
    if start is None:
        raise source.error(row.offset, f"here a number of seconds is expected: {FORM}.")
    end = _number(parts[1]) if len(parts) > 1 else None
    if end is None:
        place = row.offset + min(len(parts[0]) + 1, len(row.text))
        raise source.error(place, f"here the end in seconds is expected: {FORM}.")
    return Label(start, end, parts[2].strip() if len(parts) > 2 else "")


def _number(text: str) -> float | None:
    """Return the seconds; some languages write them with a comma."""
    try:
        seconds = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return seconds if isfinite(seconds) and seconds >= 0 else None
