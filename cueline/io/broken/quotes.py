"""Values whose quotes do not close where the text ends, or that lack them, written so that they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cueline.io.broken.faults import Fault, Fix, put
from cueline.io.broken.units import Entry, closing_of

_NO_ESCAPE = re.compile(r"\\(?![0abtnvfre \"/\\N_LPxuU\n\t])")
_NAMES = {"'": "single", '"': "double"}


def quoted_otherwise(lines: Sequence[str], entry: Entry, value: str) -> Iterator[Fault]:
    """Yield what is wrong with a value that begins with a quote."""
    closing = closing_of(value)
    if closing is None:
        yield _lost(lines, entry, value)
    elif _is_rest(value[closing + 1 :]):
        wrong = _NO_ESCAPE.search(value) if value[0] == '"' else None
        if wrong:
            yield _backslash(lines, entry, value, wrong.start())
    else:
        yield _inner(lines, entry, value, closing)


def unquoted(lines: Sequence[str], entry: Entry, value: str) -> tuple[Fix, ...]:
    """Return the ways to put a value in quotes."""
    fixes = [_fix(lines, entry, "Put the text of {} in single quotes", _single(value))]
    if "\\" not in value:
        text = f'"{_escaped(value, chr(34))}"'
        fixes.append(_fix(lines, entry, "Put the text of {} in double quotes", text))
    return tuple(fixes)


def _lost(lines: Sequence[str], entry: Entry, value: str) -> Fault:
    quote, rest = value[0], value[1:]
    ends = entry.first + value.count("\n")
    fixes = [
        _fix(lines, entry, "Close the quote at the end of {}", value + quote, ends),
        _fix(lines, entry, "Take away the quote before the text of {}", _plain(rest)),
        _fix(lines, entry, "Put all of the text of {} in quotes, its own mark too", _single(value)),
    ]
    return Fault(
        entry.first,
        entry.start,
        f"a {_NAMES[quote]} quote is opened here and never closed. Close it at the end of the text",
        tuple(fixes),
    )


def _inner(lines: Sequence[str], entry: Entry, value: str, closing: int) -> Fault:
    quote = value[0]
    line, column = _place(entry, value, closing)
    if value[-1] == quote:
        fixes = list(_inner_fixes(lines, entry, value))
    else:
        fixes = list(_outer_fixes(lines, entry, value))
    written = '\\"' if quote == '"' else "''"
    return Fault(
        line,
        column,
        f"this {_NAMES[quote]} quote ends the text too early: inside {_NAMES[quote]} quotes it is written {written}. "
        "Write it so, or put the other kind of quotes around the text",
        tuple(fixes),
    )


def _inner_fixes(lines: Sequence[str], entry: Entry, value: str) -> Iterator[Fix]:
    quote, inner = value[0], value[1:-1]
    escape = {'"': "Put a backslash before the quotes inside the text of {}",
              "'": "Double the quotes inside the text of {}"}[quote]  # fmt: skip
    close = _fix(lines, entry, "Close the quote after the text of {}, and mark the quotes inside",
                 quote + _escaped(value[1:], quote) + quote)  # fmt: skip
    odd = quote == '"' and len(re.findall(r'(?<!\\)"', inner)) % 2 == 1
    if odd:
        yield close
    yield _fix(lines, entry, escape, quote + _escaped(inner, quote) + quote)
    if "\\" not in inner:
        other = "'" if quote == '"' else '"'
        text = inner.replace("''", "'") if quote == "'" else inner
        label = f"Put {_NAMES[other]} quotes around the text of {{}}"
        yield _fix(lines, entry, label, other + _escaped(text, other) + other)
    if quote == '"' and not odd:
        yield _fix(lines, entry, "Write “curved” quotes inside the text of {}", _curved(inner))


def _outer_fixes(lines: Sequence[str], entry: Entry, value: str) -> Iterator[Fix]:
    """Yield the ways for a text that begins with a quoted word, or one whose last quote is lost."""
    quote = value[0]
    whole = _fix(lines, entry, "Put all of the text of {} in quotes", _single(value))
    closed = _fix(lines, entry, "Close the quote after the text of {}, and mark the quotes inside",
                  quote + _escaped(value[1:], quote) + quote)  # fmt: skip
    between = (
        re.findall(r'(?<!\\)"', value[1:]) if quote == '"' else re.findall(r"\B'|'\B", value[1:])
    )
    yield from (whole, closed) if len(between) % 2 else (closed, whole)


def _backslash(lines: Sequence[str], entry: Entry, value: str, place: int) -> Fault:
    line, column = _place(entry, value, place)
    fixes = (
        _fix(lines, entry, "Double the backslash in {}", _NO_ESCAPE.sub(r"\\\\", value), line),
        _fix(lines, entry, "Put single quotes around the text of {}", _single(value[1:-1])),
    )
    return Fault(
        line, column,
        "this backslash in double quotes means nothing before this character. A backslash is written twice there: \\\\",
        fixes,
    )  # fmt: skip


def _fix(
    lines: Sequence[str], entry: Entry, label: str, value: str, line: int | None = None
) -> Fix:
    """Return the fix that writes another value; what follows it in its lines stays."""
    old = entry.value(lines)
    last = entry.first + old.count("\n")
    rest = lines[last][len(lines[last].rstrip()) :]
    new = (lines[entry.first][: entry.start] + value + rest).split("\n")
    return Fix(
        label, entry.first if line is None else line, put(entry.first, last + 1, new)
    )  # fmt: skip


def _place(entry: Entry, value: str, place: int) -> tuple[int, int]:
    before = value[:place]
    down = before.count("\n")
    return entry.first + down, (place - before.rfind("\n") - 1) + (0 if down else entry.start)


def _is_rest(text: str) -> bool:
    return not text.strip() or re.match(r"\s+#", text) is not None


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _plain(text: str) -> str:
    """Return a text without quotes where it may stand so, else in single ones."""
    unsafe = re.search(r":(?:\s|\Z)|\s#|\A[\W_]", text) or not text.strip()
    return _single(text) if unsafe else text


def _escaped(text: str, quote: str) -> str:
    if quote == "'":
        return re.sub("''|'", "''", text)
    return re.sub(
        r'\\.|"', lambda found: found[0] if len(found[0]) == 2 else '\\"', text, flags=re.DOTALL
    )


def _curved(inner: str) -> str:
    """Return a text in double quotes with its inner pairs of quotes curved."""
    parts = re.split(r'(?<!\\)"', inner)
    marks = ["“" if number % 2 == 0 else "”" for number in range(len(parts) - 1)]
    return '"' + "".join(a + b for a, b in zip(parts, [*marks, ""], strict=True)) + '"'
