"""Markdown transcripts made by hypothesis, in all the ways people write them, by a writer of its own.

What the file says is made first, block by block; what it has to be read as is known from that, not from a reader.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from hypothesis import strategies as st

WORDS = st.sampled_from(
    "so the model was trained on data we had – and it's “fine”, right? yes no see [laughs] a&b "
    r"\[inaudible\] *very* `code` [a](http://b.org) naïve 😀 да conversation https://x.org/y 5:38 C++ "
    "1. # - > | x:y".split()
)
SPEAKERS = ["Ana", "Bo Ek", "Зоя Ким", "O'Neil", "Dr. X. Y.", "José: host"]
TITLES = st.sampled_from(
    ["Start", "Q: What is it?", "The end, *almost*", "Начало", "1. One", "C# and C"]
)
OTHER = [
    "* one\n* two\n  more of it", "1. one\n2. two", "- a\n\n- b\n\n  below b", "> quoted\n> twice",
    "```\ncode\n\n**Ana:** no\n```",
    "~~~ yaml\n# no heading\n~~~", "<div>\nhtml\n</div>", "<!-- a\n\n**Bo:** comment -->", "![alt](pic.png)",
    "{% include toc title=\"x\" %}", "---", "***", "| a | b |\n|---|---|\n| 1 | 2 |", "    indented code",
    "[link]: http://example.org", "{: .notice}", "<https://example.org/a>", "[^1]: A note below.",
]  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One way to write a file."""

    newline: str
    bom: bool
    front: bool
    mark: str
    colon: str
    time: str
    brackets: str
    width: int | None
    trailing: str
    tight: bool
    level: str
    final: str
    indent: str


WAYS = st.builds(
    Way,
    newline=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    front=st.booleans(),
    mark=st.sampled_from(["**", "**", "__"]),
    colon=st.sampled_from(["{m}{n}:{m}", "{m}{n}{m}:", "{m}{n}{m} :", "{m}{n} :{m}"]),
    time=st.sampled_from(["none", "before", "after", "glued"]),
    brackets=st.sampled_from([r"\[{}\]", "[{}]"]),
    width=st.sampled_from([None, None, 72, 40]),
    trailing=st.sampled_from(["", " "]),
    tight=st.booleans(),
    level=st.sampled_from(["# ", "## ", "### ", "##  ", "## #", "=", "-"]),
    final=st.sampled_from(["", "\n", "\n\n", "\n   \n"]),
    indent=st.sampled_from(["", "", " "]),
)


@dataclass(frozen=True)
class Made:
    """A file's bytes, and what it says: of a header its title, of a line speaker, start and text."""

    data: bytes
    items: list[tuple]
    way: Way


@st.composite
def markdown_files(draw, ways=WAYS):
    """Make a whole file."""
    way = draw(ways)
    blocks, items = list[str](), list[tuple]()
    speaker = ""
    glue = list[bool]()
    for kind in draw(
        st.lists(
            st.sampled_from(["turn"] * 5 + ["on"] * 3 + ["header", "other"]), min_size=1, max_size=9
        )
    ):
        if kind == "header":
            title = draw(TITLES)
            items.append((title,))
            blocks.append(_heading(title, way))
        elif kind == "other":
            blocks.append(draw(st.sampled_from(OTHER)))
        else:
            text = _speech(draw)
            start = draw(st.one_of(st.none(), st.integers(0, 7200))) if way.time != "none" else None
            name = draw(st.sampled_from(SPEAKERS)) if kind == "turn" else ""
            if kind == "turn" and draw(st.integers(0, 7)) == 0:
                text = ""
            speaker = name or speaker
            items.append((speaker, start, text))
            blocks.append(_paragraph(name, start, text, way))
        glue.append(kind == "turn" and way.tight)
    text = _joined(blocks, glue)
    front = "---\ntitle: 'A: title'\ntags: [a, b]\n---\n" if way.front else ""
    source = front + ("\n" if way.front else "") + text + way.final
    data = (("\ufeff" if way.bom else "") + source.replace("\n", way.newline)).encode()
    return Made(data, items, way)


def _speech(draw) -> str:
    words = draw(st.lists(WORDS, min_size=1, max_size=40))
    return " ".join(["Well,", *words, "then"])


def _heading(title: str, way: Way) -> str:
    if way.level in "=-" and not title.startswith("1."):  # that would be a list
        return f"{title}\n{way.level * 5}"
    if way.level == "## #":
        return f"## {title} ##"
    return ("# " if way.level in "=-" else way.level) + title


def _paragraph(name: str, start: int | None, text: str, way: Way) -> str:
    bold = way.colon.format(m=way.mark, n=name) if name else ""
    time = ""
    if start is not None:
        time = way.brackets.format(f"{start // 3600:02d}:{start // 60 % 60:02d}:{start % 60:02d}")
    pieces = [time, bold] if way.time == "before" else [bold, time]
    joint = "" if way.time == "glued" else " "
    head = joint.join(filter(None, pieces))
    return _wrapped(way.indent + " ".join(filter(None, (head, text))), way)


def _wrapped(source: str, way: Way) -> str:
    if way.width is None:
        return source
    lines = textwrap.wrap(
        source, way.width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True,
        initial_indent="", replace_whitespace=False,
    )  # fmt: skip
    whole = list[str]()
    for line in lines:  # a word that opens a block stays on the line before
        if whole and line.lstrip().split(" ")[0] in _OPENERS:
            whole[-1] += " " + line
        else:
            whole.append(line)
    return (way.trailing + "\n").join(whole)


_OPENERS = {"#", "-", ">", "|", "1."}


def _joined(blocks: list[str], glue: list[bool]) -> str:
    out = blocks[0]
    for block, tight in zip(blocks[1:], glue[1:], strict=True):
        closed = not out.endswith(("-->", "</div>", "code", "```", "~~~"))
        out += ("\n" if tight and closed else "\n\n") + block
    return out
