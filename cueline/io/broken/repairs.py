"""Files that do not parse: the true place of the fault, and whole files in which it is mended."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cueline.episode import EditError, Episode, Line, edits
from cueline.io.broken.faults import Fault, Fix, applied, label_of, put
from cueline.io.broken.places import end_of_front_matter, faults_of
from cueline.io.broken.units import ENTRY, Unit, faulty, units
from cueline.io.errors import DocumentError, Repair, SaveError
from cueline.io.front_matter import locate
from cueline.io.source import BOM, Source
from cueline.io.yaml_text.nesting import TOO_DEEP

if TYPE_CHECKING:
    from cueline.io.document import Document

MOST = 5
_ROUNDS = 4
_LARGEST = 2 * 2**20
"""Code points up to which a file is taken apart to find what is truly wrong with it."""
_FAR = 60
"""How many lines above the front matter are looked through."""
_LIST = re.compile(r"^(?:transcript|segments):[ \t]*\r?\n *- (?:line|header):", re.MULTILINE)
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*\r?")
_GLUED = re.compile(r"\s*[-—–]{2,4}[ \t]*(?P<rest>[^-\s].*|)")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_NEVER_ENDS = "the front matter ends here, and the line with only --- that has to follow is missing. Put it there"


@contextmanager
def told_truly(source: Source) -> Generator[None]:
    """Let an error in the YAML name the place that is truly wrong, and offer mends.

    The place is told at once, the mends are looked for when they are asked for.
    """
    try:
        _check_beginning(source)
        yield
    except DocumentError as error:
        if not _can_be_taken_apart(source.text, error):
            raise
        broken = Broken(source, error)
        raise broken.error() from error


def _can_be_taken_apart(text: str, error: DocumentError) -> bool:
    return (
        len(text) <= _LARGEST and error.reason != TOO_DEEP and _TEMPLATE.search(text) is None
    )  # fmt: skip


@dataclass(frozen=True)
class Broken:
    """A file that does not parse, and what the parser said of it."""

    source: Source
    told: DocumentError

    def error(self) -> DocumentError:
        """Return the error that names the first true fault; the parser's words where none is found."""
        told = self.told
        if not self._faults:
            return DocumentError(
                told.path, told.line, told.column, told.reason, excerpt=told.excerpt,
                text=told.text, find_repairs=self.repairs,
            )  # fmt: skip
        fault = self._faults[0]
        offset = sum(len(line) + 1 for line in self._lines[: fault.line]) + fault.column
        place = self.source.error(offset, _sentence(fault.reason))
        return DocumentError(
            place.path, place.line, place.column, place.reason, excerpt=place.excerpt,
            text=place.text, find_repairs=self.repairs,
        )  # fmt: skip

    def repairs(self) -> list[Repair]:
        """Return whole files that parse, the best first."""
        found: dict[bytes, Repair] = {}
        for choice in range(MOST):
            repair = _mended(self.source, self._faults, choice)
            if repair is not None:
                found.setdefault(repair.data, repair)
        return list(found.values())[:MOST]

    @cached_property
    def _lines(self) -> list[str]:
        return self.source.text.split("\n")

    @cached_property
    def _faults(self) -> list[Fault]:
        return faults(self._lines, self.source.path)


def faults(lines: Sequence[str], path: Path) -> list[Fault]:
    """Return what is wrong with the lines of a file, in order, as far as it is known."""
    beginning = _beginning(lines, path)
    if beginning is not None:
        return [beginning]
    span = _span(lines, path) if lines else None
    if span is None:
        return []
    first, last, closed = span
    all_units = units(lines, first, last)
    if not closed:
        fault, last = _never_closed(lines, first, last, all_units)
        all_units = units(lines, first, last)
    else:
        fault = None
    found = [] if fault is None else [fault]
    following = dict(zip((unit.first for unit in all_units), all_units[1:], strict=False))
    before: Unit | None = None
    for unit in faulty(lines, all_units):
        twin = _is_twin(lines, before, unit, following.get(unit.first))
        found += faults_of(lines, unit, twin=twin)
        before = unit
    return sorted(found, key=lambda fault: (fault.line, fault.column))


def _check_beginning(source: Source) -> None:
    """Raise DocumentError for an episode whose front matter begins wrong: it would be taken for a text."""
    if len(source.text) > _LARGEST or not _LIST.search(source.text):
        return
    fault = _beginning(source.text.split("\n"), source.path)
    if fault is not None:
        raise source.error(0, _sentence(fault.reason))


def _beginning(lines: Sequence[str], path: Path) -> Fault | None:
    """Return what is wrong where the front matter begins: too much stands above its `---`, or that is missing."""
    text = "\n".join(lines)
    found = _LIST.search(text)
    if path.suffix.lower() in (".yaml", ".yml") or found is None:
        return None
    if text.startswith((f"{BOM}---", "---")) or locate(Source(path, f"{text}\n---\n")) is not None:
        return None
    opening = next((n for n, x in enumerate(lines[:_FAR]) if x.rstrip() == "---"), 0)
    if opening > text.count("\n", 0, found.start()):  # that one closes
        opening = 0
    if opening and opening + 1 < len(lines) and ENTRY.match(lines[opening + 1]):
        reason = (
            "text stands here above the front matter, which has to begin in line 1. Take it out"
        )
        remarks = [lines[opening], *(f"# {line}" for line in lines[:opening])]
        named = tuple(range(opening))
        keep = Fix("Keep {} as a remark (# in front)", 0, put(0, opening + 1, remarks), named)
        take = Fix("Take out {}, above the front matter", 0, put(0, opening, ()), named)
        return Fault(0, 0, reason, (take, keep))
    if not ENTRY.match(lines[0].lstrip(BOM)):
        return None
    reason = "the line with only --- that has to begin the front matter is missing. Put it there"
    end = "\r" if lines[0].endswith("\r") else ""
    fix = Fix("Put the opening --- above {}", 0, put(0, 0, [f"---{end}"]))
    return Fault(0, 0, reason, (fix,))


def _span(lines: Sequence[str], path: Path) -> tuple[int, int, bool] | None:
    """Return the first line of the YAML, the one after its last, and whether it is closed; None without YAML."""
    if path.suffix.lower() in (".yaml", ".yml"):
        last = len(lines)
        if lines[0].strip(BOM).startswith("--- "):
            return None
        return (1 if lines[0].strip(BOM).strip() == "---" else 0), last, True
    opening = next(
        (n for n, x in enumerate(lines[:6]) if x.strip(BOM).strip() in ("---", "_---")), None
    )
    if opening is None:
        return None
    for number in range(opening + 1, len(lines)):
        if _FENCE.fullmatch(lines[number]):
            return opening + 1, number, True
    return opening + 1, len(lines), False


def _never_closed(
    lines: Sequence[str], first: int, last: int, all_units: Sequence[Unit]
) -> tuple[Fault, int]:
    """Return the fault of a front matter without its closing `---`, and where it ends."""
    glued = next((n for n in range(first, last) if _is_glued(lines[n])), None)
    end = "\r" if lines[0].endswith("\r") else ""
    if glued is not None:
        found = _GLUED.match(lines[glued])
        rest = found["rest"].rstrip("\r") if found else ""
        new = [f"---{end}", f"{rest}{end}"] if rest else [f"---{end}"]
        label = "Give the --- a line of its own in {}" if rest else "Write --- in {}"
        fix = Fix(label, glued, put(glued, glued + 1, new))
        reason = "the front matter ends here, but only a line with --- and nothing else closes it. Write it so"
        return Fault(glued, 0, reason, (fix,)), glued
    place = end_of_front_matter(lines, all_units)
    fix = Fix("Put the closing --- below {}", place - 1, put(place, place, [f"---{end}"]))
    return Fault(place - 1, 0, _NEVER_ENDS, (fix,)), place


def _is_glued(line: str) -> bool:
    found = _GLUED.fullmatch(line.rstrip("\r"))
    return found is not None and not line.startswith(("- ", "    "))


def _is_twin(lines: Sequence[str], before: Unit | None, unit: Unit, after: Unit | None) -> bool:
    """Tell whether a broken unit is what the one right above is, or the first lines of the one right below."""
    own = _said(lines, unit)
    if before is not None and before.last == unit.first and own == _said(lines, before):
        return True
    return (
        after is not None and unit.kind == "item" and len(own) < len(below := _said(lines, after))
        and own[:-1] == below[: len(own) - 1] and below[len(own) - 1].startswith(own[-1])
    )  # fmt: skip


def _said(lines: Sequence[str], unit: Unit) -> list[str]:
    return [line.rstrip() for line in lines[unit.first : unit.last] if line.strip()]


def _sentence(reason: str) -> str:
    return reason if reason.endswith((".", ")")) else f"{reason}."


# ---------------------------------------------------------------------------------- mends


def _mended(source: Source, found: Sequence[Fault], choice: int) -> Repair | None:
    """Return the file with each fault mended in its `choice`-th way, or its last; None where it does not parse then.

    Faults that only show when others are mended are mended too.
    """
    lines, done = source.text.split("\n"), list[Fix]()
    pasted: list[tuple[int, str]] = []
    for _ in range(_ROUNDS):
        if not found:
            break
        fixes = [fault.fixes[min(choice, len(fault.fixes) - 1)] for fault in found if fault.fixes]
        pasted += _taken_out(lines, fixes)
        lines = applied(lines, fixes)
        done += fixes
        found = faults(lines, source.path)
    if not done:
        return None
    document = _parsed("\n".join(lines), source.path)
    if document is None or not pasted:
        return document and Repair(label_of(done), document.data)
    data = _with_pasted(document, pasted)
    return None if data is None else Repair(label_of(done), data)


def _parsed(text: str, path: Path) -> Document | None:
    from cueline.io.document import parse_file  # which needs this module for its errors

    try:
        document = parse_file(text.encode("utf-8"), path)
    except (DocumentError, UnicodeEncodeError):
        return None
    return None if document.read_only else document


def _taken_out(lines: Sequence[str], fixes: Sequence[Fix]) -> Iterator[tuple[int, str]]:
    """Yield before which item, in the end, something pasted stood, and its text."""
    for fix in fixes:
        if fix.pasted:
            first, last, _ = fix.change
            yield _items_above(lines, first), "\n".join(lines[first:last])


def _items_above(lines: Sequence[str], number: int) -> int:
    start = next((n for n, x in enumerate(lines) if x.startswith(("transcript:", "segments:"))), 0)
    return sum(unit.kind == "item" for unit in units(lines, start, number))


def _with_pasted(document: Document, pasted: Sequence[tuple[int, str]]) -> bytes | None:
    """Return the file with raw transcripts as items in its own form."""
    from cueline.io.formats.blocks import BlocksReader

    episode = document.episode
    try:
        for place, text in sorted(pasted, reverse=True):
            read = BlocksReader().read(text.encode(), document.path)
            for line in reversed([item for item in read.items if isinstance(item, Line)]):
                episode = _inserted(episode, place, line)
        return document.verified(episode).data
    except (DocumentError, SaveError, EditError):
        return None


def _inserted(episode: Episode, place: int, line: Line) -> Episode:
    return edits.insert_line(episode, min(place, len(episode.items)), line)
