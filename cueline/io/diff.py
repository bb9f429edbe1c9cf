"""The exact difference of a file and what would be saved, with a count of the bytes that no edit explains."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from cueline.episode import Episode
from cueline.io.document import Document

Span = tuple[int, int]


def exact_diff(document: Document, episode: Episode, context: int = 3) -> str:
    """Return the unified diff that saving `episode` would make.

    Its last line counts the bytes that differ outside the entries and fields that were edited; Cueline's promise is
    that there are none. SaveError where the episode cannot be saved.
    """
    new = document.render(episode).decode("utf-8")
    edited = edited_spans(document, episode)
    return text_diff(document.source.text, new, document.name, edited, context)


def edited_spans(document: Document, episode: Episode) -> list[Span]:
    """Return where, in the text that was read, the edits have something to change (code points)."""
    if document.render(episode) == document.data:
        return []
    return [(splice.start, splice.end) for splice in document.splices(episode)]


def text_diff(
    old: str, new: str, name: str, edited: Iterable[Span] | None = None, context: int = 3
) -> str:
    """Return the unified diff of two texts; with the spans that were edited also the count of other bytes."""
    before, after = _lines(old), _lines(new)
    matcher = _matcher(before, after)
    out: list[str] = []
    for group in matcher.get_grouped_opcodes(context):
        out.append(_hunk_head(group))
        for what, a1, a2, b1, b2 in group:
            if what == "equal":
                out += [" " + line for line in before[a1:a2]]
                continue
            out += ["-" + line for line in before[a1:a2]]
            out += ["+" + line for line in after[b1:b2]]
    head = [f"--- {name}\n", f"+++ {name}\n"] if out else []
    text = "".join(_ended(line) for line in [*head, *out])
    if edited is None:
        return text
    return f"{text}other bytes changed: {other_bytes(before, after, matcher, edited)}\n"


def other_bytes(
    before: Sequence[str],
    after: Sequence[str],
    matcher: difflib.SequenceMatcher[str],
    edited: Iterable[Span],
) -> int:
    """Count the bytes of the changed lines, old and new, that touch no edited span."""
    spans = list(edited)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    count = 0
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        touched = any(start <= starts[a2] and end >= starts[a1] for start, end in spans)
        if what != "equal" and not touched:
            count += sum(len(line.encode()) for line in (*before[a1:a2], *after[b1:b2]))
    return count


def _matcher(before: list[str], after: list[str]) -> difflib.SequenceMatcher[str]:
    return difflib.SequenceMatcher(None, before, after, autojunk=False)


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    return [*lines[:-1], lines[-1][:-1]] if lines[-1] != "\n" else lines[:-1]


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _hunk_head(group: Sequence[tuple[str, int, int, int, int]]) -> str:
    first, last = group[0], group[-1]
    return f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"


def _range(start: int, stop: int) -> str:
    length = stop - start
    begin = start + 1 if length else start
    return str(begin) if length == 1 else f"{begin},{length}"
