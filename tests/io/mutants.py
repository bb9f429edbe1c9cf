"""Files as they should never be: pieces of real ones, and what chance, editors and malice do to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

from tests.corpus_files import corpus_files

_ENTRY = re.compile(rb"^(?:transcript|segments):[^\n]*\n", re.MULTILINE)
_CLOSING = re.compile(rb"^---[ \t]*\r?\n", re.MULTILINE)
_BYTES = 4_000
_SHARES = 65_536

JUNK = [
    b'"', b"'", b'"""', b": ", b":", b"\t", b"\n\t", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b"\n\n", b"\0",
    b"\x01", b"\x1b[31m", b"\x7f", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xed\xa0\x80", b"\xed\xbf\xbf",
    b"\xff", b"\xc0\x80", b"\xf0\x9f\x98", b"\xf4\x90\x80\x80", b"\xef\xbf\xbf", b"\xe2\x80\xae", b"\xe2\x81\xa6",
    b"\xe2\x80\x8b", b"\xc2\xa0", b"\xf0\x9f\x98\x80", b"- ", b"\n- ", b"---\n", b"\n---\n", b"\n...\n", b"#",
    b" #", b"|", b"|\n", b">-\n", b"&a ", b"*a", b"*a ", b"!", b"!!python/object/apply:os.system [true]",
    b"!!int ", b"!<x>", b"%YAML 9.9\n", b"%", b"@", b"`", b"?", b"? ", b"{", b"}", b"[", b"]", b",", b"<<: ",
    b"\\", b"\\u", b"{{ x }}", b"{% x %}", b"\n- line: q\n", b"\n  sec: 3\n", b"\n  sec: -9e999\n",
    b"\n  sec: .nan\n", b"\n  sec: 1e400\n", b"\n  time: '99:99'\n", b"\n  sec: 99999999999999999999999\n",
    b"\n  who: [a, {b: c}]\n", b"\ntranscript: x\n", b"\ntranscript:\n", b"\nsegments: []\n",
    b"\nquotableClips: {a: b}\n", b"<img src=x>", b"**A:** ", b"[0:00] ", b"# ", b"\n## \n", b"\n- - - -\n",
    b"null", b"~", b"9" * 5_000, b"[" * 300, b"{a: " * 120, b"- " * 150, b" " * 1_200, b"=", b"\n<<<<<<< HEAD\n",
    b"\n=======\n", b"\n>>>>>>> x\n",
]  # fmt: skip


@cache
def bases() -> tuple[tuple[str, bytes], ...]:
    """Return names and pieces of real files, each of some 4 KB; of our own where the real ones are not there."""
    found: list[tuple[str, bytes]] = []
    for path in corpus_files("[!pt]*/*.md", "[!pt]*/*.markdown", "content-layout/**/*.yaml"):
        found += ((path.name, piece) for piece in _pieces(path.read_bytes()))
    own = Path(__file__).parent / "spoil_me.md"
    sample = files("cueline.resources.sample") / "s01e01-counting-birds-by-ear.md"
    for name, data in (("own.md", own.read_bytes()), ("sample.md", sample.read_bytes())):
        found += ((name, piece) for piece in _pieces(data))
    return tuple(found)


def _pieces(data: bytes) -> list[bytes]:
    """Return the beginning of a file with some of its entries, and the fields before them, and any piece of it."""
    listed = _ENTRY.search(data)
    if listed is None:
        return [data[:_BYTES], data[len(data) // 2 :][:_BYTES]]
    closing = _CLOSING.search(data, listed.end())
    end = closing.start() if closing else len(data)
    entries = re.split(rb"(?m)^(?=- )", data[listed.end() : end])
    fields = data[: listed.start()]
    few = fields if len(fields) < _BYTES else b"---\ntitle: a\n" if closing else b"title: a\n"
    tail = data[end:][:200] if closing else b""
    return [
        few + listed[0] + _some(entries, len(few)) + tail,
        b"---\n" + listed[0] + _some(entries[-9:], 0) + tail,
    ]


def _some(entries: list[bytes], taken: int) -> bytes:
    kept: list[bytes] = []
    for entry in entries:
        taken += len(entry)
        if kept and taken > _BYTES:
            break
        kept.append(entry)
    return b"".join(kept)


def mutant_of(base: int, steps: bytes) -> tuple[str, bytes]:
    """Return a name and a damaged file. `steps`: five bytes for each damage: its kind, its place, and its way."""
    name, data = bases()[base]
    kinds = list(DAMAGES.values())
    for at in range(0, len(steps) - 4, 5):
        share, number = (int.from_bytes(steps[at + k : at + k + 2], "big") for k in (1, 3))
        data = kinds[steps[at] % len(kinds)](data, len(data) * share // _SHARES, number)
    return name, data


def _bit(data: bytes, place: int, number: int) -> bytes:
    return (
        data[:place]
        + bytes(b ^ (1 << number % 8) for b in data[place : place + 1])
        + data[place + 1 :]
    )


def _byte(data: bytes, place: int, number: int) -> bytes:
    return data[:place] + bytes([number % 256]) + data[place + 1 :]


def _junk(data: bytes, place: int, number: int) -> bytes:
    return data[:place] + JUNK[number % len(JUNK)] + data[place:]


def _junk_at_line(data: bytes, place: int, number: int) -> bytes:
    return _junk(data, _line(data, place)[0], number)


def _cut(data: bytes, place: int, number: int) -> bytes:
    return data[:place] if number % 2 else data[place:]


def _gap(data: bytes, place: int, number: int) -> bytes:
    return data[:place] + data[place + (1, 2, 4, 20, 200)[number % 5] :]


def _line(data: bytes, place: int) -> tuple[int, int]:
    end = data.find(b"\n", place)
    return data.rfind(b"\n", 0, place) + 1, len(data) if end < 0 else end + 1


def _no_line(data: bytes, place: int, _: int) -> bytes:
    start, end = _line(data, place)
    return data[:start] + data[end:]


def _line_twice(data: bytes, place: int, number: int) -> bytes:
    start, end = _line(data, place)
    return data[:end] + data[start:end] * (1 + number % 3) + data[end:]


def _lines_swapped(data: bytes, place: int, number: int) -> bytes:
    start, end = _line(data, place)
    other = _line(data, min(len(data), end + number))
    return (
        data[:start]
        + data[other[0] : other[1]]
        + data[end : other[0]]
        + data[start:end]
        + data[other[1] :]
    )


def _indented(data: bytes, place: int, number: int) -> bytes:
    start, _ = _line(data, place)
    if number % 2:
        return data[:start] + b" " * (1 + number % 5) + data[start:]
    return data[:start] + data[start:].lstrip(b" ")


def _line_ends(data: bytes, _: int, number: int) -> bytes:
    return data.replace(b"\n", (b"\r\n", b"\r", b"\n\n", b"\xe2\x80\xa8")[number % 4])


def _recoded(data: bytes, _: int, number: int) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        ("utf-16", "latin-1", "utf-8-sig", "utf-32-le", "cp1252")[number % 5], "replace"
    )


DAMAGES: dict[str, Callable[[bytes, int, int], bytes]] = {
    "junk": _junk, "junk at a line": _junk_at_line, "bit": _bit, "byte": _byte, "gap": _gap, "no line": _no_line,
    "line twice": _line_twice, "lines swapped": _lines_swapped, "indented": _indented, "cut": _cut,
    "line ends": _line_ends, "recoded": _recoded,
}  # fmt: skip
"""Every kind of damage by its name; the likeliest come first, for a case is made smaller towards the first."""
