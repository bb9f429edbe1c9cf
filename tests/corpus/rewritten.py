"""Real episode files written in other ways, by a writer that knows nothing of Cueline."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.corpus_files import corpus_files

TRANSCRIPTS = (
    "seeds/*", "episodes/*.md", "old-style/*.md", "broken/*.fixed.md", "content-layout/**/*-transcript.yaml",
)  # fmt: skip
LOOKED_AT = ("content-layout/**/e0?.yaml",)
KEYS = ("transcript", "segments")


class Text(str):
    """A text that is written in double quotes."""

    __slots__ = ()


class QuotingDumper(yaml.SafeDumper):
    """PyYAML's own writer."""


class NativeQuotingDumper(yaml.CSafeDumper):
    """The writer of libyaml."""


for _dumper in (QuotingDumper, NativeQuotingDumper):
    _dumper.add_representer(
        Text, lambda d, s: d.represent_scalar("tag:yaml.org,2002:str", str(s), style='"')
    )


def dumped(native: bool, width: int, **options):
    """Return a way to write a file: all of it by PyYAML or by libyaml."""

    def rewrite(text: str) -> str | None:
        front, body = parts(text)
        data = plain_data(front)
        return with_front(text, dump(data, native, width, **options), body)

    return rewrite


def dump(data, native: bool, width: int, *, quoted: bool = False, ascii_only: bool = False) -> str:
    """Write data as PyYAML's or libyaml's dumper does."""
    return yaml.dump(
        doubled(data) if quoted else data,
        Dumper=NativeQuotingDumper if native else QuotingDumper,
        sort_keys=False,
        allow_unicode=not ascii_only,
        width=width,
    )


def doubled(data):
    """Make every text one that is written in double quotes; not the keys."""
    if isinstance(data, dict):
        return {k: doubled(v) for k, v in data.items()}
    if isinstance(data, list):
        return [doubled(v) for v in data]
    return Text(data) if isinstance(data, str) else data


def plain_data(front: str):
    """Read YAML as texts and whole numbers (a reader of YAML 1.1 takes 5:38 for 338)."""
    return plain_value(yaml.compose(front, Loader=yaml.CSafeLoader))


def plain_value(node):
    """Read a node as texts and whole numbers."""
    if isinstance(node, yaml.MappingNode):
        return {k.value: plain_value(v) for k, v in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(v) for v in node.value]
    if not node.style and re.fullmatch(r"0|[1-9]\d*", node.value):
        return int(node.value)
    return None if not node.style and node.value in ("", "null", "~") else node.value


def parts(text: str) -> tuple[str, str]:
    """Cut a file in its YAML and the rest."""
    start, end = bounds(text)
    return text[start:end], text[end:]


def bounds(text: str) -> tuple[int, int]:
    """Return where the YAML is."""
    opening = re.search(r"^_?---[ \t]*\r?\n", text, re.MULTILINE)
    if opening is None or opening.start() > 3:
        return 0, len(text)
    closing = re.compile(r"^---[ \t]*\r?$", re.MULTILINE).search(text, opening.end())
    assert closing
    return opening.end(), closing.start()


def with_front(text: str, front: str, body: str) -> str:
    """Put another YAML into a file."""
    return text[: bounds(text)[0]] + front + body


def items_node(front: str) -> Any:
    """Return the transcript; None where there is none in block form."""
    root = yaml.compose(front, Loader=yaml.CSafeLoader)
    found = [v for k, v in root.value if k.value in KEYS]
    node = found[0] if found else None
    block = isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style
    return node if block else None


def lines_of_items(front: str) -> list[tuple[int, int, Any]]:
    """Return first line and line after the last, of every item, blank and comment lines at the end left out."""
    node = items_node(front)
    if node is None:
        return []
    lines = front.split("\n")
    starts = [n.start_mark.line for n in node.value]
    stops = [*starts[1:], node.end_mark.line if node.end_mark.column == 0 else len(lines)]
    spans = []
    for first, stop, item in zip(starts, stops, node.value, strict=True):
        while stop > first + 1 and not lines[stop - 1].strip():
            stop -= 1
        spans.append((first, stop, item))
    return spans


def in_items(change: Callable[[list[str], Any, int], list[str]]):
    """Return a way to write a file: each item's lines changed."""

    def rewrite(text: str) -> str | None:
        front, body = parts(text)
        lines = front.split("\n")
        spans = lines_of_items(front)
        if not spans:
            return None
        for number, (first, stop, item) in reversed(list(enumerate(spans))):
            lines[first:stop] = change(lines[first:stop], item, number)
        return with_front(text, "\n".join(lines), body)

    return rewrite


def _commented(lines: list[str], item: Any, number: int) -> list[str]:
    pad = " " * (len(lines[0]) - len(lines[0].lstrip(" ")))
    out = list(lines)
    top = item.start_mark.line
    for key, value in item.value:
        last = value.end_mark.line - top
        if key.value != "line" and value.start_mark.line == value.end_mark.line and last < len(out):
            out[last] += "  # as: heard"
    if number % 3 == 1:
        out.append(pad + "   # a deeper note: 'it’s his")
    if number % 4 == 2:
        out = [pad + "# - a note on what comes", *out]
    if number % 5 == 3:
        out = ["", pad + "# a note", "", *out]
    return out


def _indented(spaces: int):
    return lambda lines, item, number: [" " * spaces + x if x.strip() else x for x in lines]


def _reordered(order: list[str]):
    def change(lines: list[str], item: Any, number: int) -> list[str]:
        top = item.start_mark.line
        starts = [k.start_mark.line - top for k, _ in item.value]
        keys = [k.value for k, _ in item.value]
        column = item.value[0][0].start_mark.column
        head = lines[0][:column]
        bare = [" " * column + lines[0][column:], *lines[1:]]
        chunks = {
            k: bare[a:b] for k, a, b in zip(keys, starts, [*starts[1:], len(bare)], strict=True)
        }
        out = [
            x
            for k in sorted(chunks, key=lambda k: order.index(k) if k in order else 9)
            for x in chunks[k]
        ]
        return [head + out[0][column:], *out[1:]]

    return change


def _flowed(lines: list[str], item: Any, number: int) -> list[str]:
    if number % 3:
        return lines
    pad = " " * (len(lines[0]) - len(lines[0].lstrip(" ")))
    pairs = [
        f"{k}: {v if isinstance(v, int) else json.dumps(v, ensure_ascii=False)}"
        for k, v in plain_value(item).items()
    ]
    return [f"{pad}- {{{', '.join(pairs)}}}"]


def _cut_at_closing(text: str) -> str | None:
    start, end = bounds(text)
    return text[: end + 3] if start else text.rstrip("\n")


WAYS: dict[str, Callable[[str], str | None]] = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "BOM": lambda text: "\ufeff" + text if not text.startswith("_") else None,
    "comments": in_items(_commented),
    "comments CRLF": lambda text: (c := in_items(_commented)(text)) and c.replace("\n", "\r\n"),
    "indented 2": in_items(_indented(2)),
    "indented 4": in_items(_indented(4)),
    "who first": in_items(_reordered(["who", "time", "sec", "line"])),
    "time first": in_items(_reordered(["time", "sec", "who", "line"])),
    "some in braces": in_items(_flowed),
    "no final newline": lambda text: text.rstrip("\n"),
    "ends at closing": _cut_at_closing,
    "PyYAML 80": dumped(False, 80),
    "PyYAML 100": dumped(False, 100),
    "PyYAML 80 ASCII": dumped(False, 80, ascii_only=True),
    "PyYAML 80 double": dumped(False, 80, quoted=True, ascii_only=True),
    "PyYAML 100 double": dumped(False, 100, quoted=True),
    "libyaml 80": dumped(True, 80),
    "libyaml 80 double": dumped(True, 80, quoted=True, ascii_only=True),
    "libyaml 100 double": dumped(True, 100, quoted=True),
    "libyaml 100 ASCII": dumped(True, 100, ascii_only=True),
}  # fmt: skip
"""Ways to write a file; each returns None where it cannot be done."""

DUMPS = {
    "PyYAML 80": {"native": False, "width": 80},
    "PyYAML 100": {"native": False, "width": 100},
    "PyYAML 80 ASCII": {"native": False, "width": 80, "ascii_only": True},
    "PyYAML 80 double": {"native": False, "width": 80, "quoted": True, "ascii_only": True},
    "PyYAML 100 double": {"native": False, "width": 100, "quoted": True},
    "libyaml 80": {"native": True, "width": 80},
    "libyaml 80 double": {"native": True, "width": 80, "quoted": True, "ascii_only": True},
    "libyaml 100 double": {"native": True, "width": 100, "quoted": True},
    "libyaml 100 ASCII": {"native": True, "width": 100, "ascii_only": True},
}
"""The ways that are an emitter's: what it is to be called with."""


def transcripts() -> list[Path]:
    """Return the corpus files that hold a transcript in their YAML."""
    return [
        path
        for path in corpus_files(*TRANSCRIPTS)
        if "_template" not in path.name
        and re.search(rf"^(?:{'|'.join(KEYS)}):\n", path.read_text("utf-8"), re.MULTILINE)
    ]
