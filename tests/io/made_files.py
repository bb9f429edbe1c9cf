"""Episode files made by hypothesis, in all the ways people write them, by a writer of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import strategies as st

WORDS = st.sampled_from(
    "so the model was trained on data we had – and it's “fine”, right? yes: no "
    "#tag a&b [laughs] {x} * - ok! naïve 😀 5:38 null".split()
)
NASTY = st.sampled_from(
    ["", " ", "a: b", "x #y", "- dash", "'", '"', "it's", 'say "so"', "tab\there", "two  spaces", " lead", "trail ",
     "line\nbreak", "a \x85b", "\u2028", "\x7f", "a\n\n b",
     "yes", "~", "1_000", "0x1F", "\\", "…", "%", "@at", "`tick`", "? q", "[", "{{ x }}", "---", "é\u00a0x", "😀"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=60).map(" ".join),
    NASTY,
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30),
)
NAMES = st.sampled_from(["Ana", "Bo", "Ana Maria", "O'Neil", "Зоя", "x: y", "no"])


@dataclass(frozen=True)
class Way:
    """One way to write a file."""

    newline: str
    bom: bool
    indent: int
    gap: int
    order: tuple[str, ...]
    flow: bool
    quoting: str
    escape: bool
    blank: bool
    comments: bool
    final: str


WAYS = st.builds(
    Way,
    newline=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    indent=st.sampled_from([0, 2, 4]),
    gap=st.sampled_from([2, 4]),
    order=st.permutations(["line", "sec", "time", "who", "mood"]).map(tuple),
    flow=st.booleans(),
    quoting=st.sampled_from(["plain", "single", "double", "block"]),
    escape=st.booleans(),
    blank=st.booleans(),
    comments=st.booleans(),
    final=st.sampled_from(["", "\n", "\nA body, with --- in it.\n", "\n\n[link](x)"]),
)
STARTS = st.one_of(st.none(), st.integers(0, 7200))


@st.composite
def items(draw):
    """Make the transcript as data: mappings with some of the keys."""
    kind = draw(st.sampled_from(["line"] * 6 + ["header", "bare", "sec", "time", "scalar"]))
    if kind == "header":
        return {"header": draw(TEXTS)}
    if kind == "scalar":
        return "a stray text"
    start = draw(st.integers(0, 7200))
    label = f"{start // 60}:{start % 60:02d}"
    entry = {"line": draw(TEXTS), "who": draw(NAMES)}
    if kind in ("line", "sec"):
        entry["sec"] = start
    if kind in ("line", "time"):
        entry["time"] = label
    if draw(st.integers(0, 9)) == 0:
        entry["mood"] = draw(NAMES)
    return entry


@st.composite
def episode_files(draw):
    """Make the bytes of a whole file."""
    way = draw(WAYS)
    entries = draw(st.lists(items(), min_size=1, max_size=8))
    edges = sorted(draw(st.sets(st.integers(0, 4000), min_size=0, max_size=5)))
    clips = [
        {
            "name": f"Part {n}",
            "startOffset": a,
            "url": f"https://x.org/w?v=1&t&t={a}",
            "endOffset": b,
        }
        for n, (a, b) in enumerate(pairwise(edges))
    ]
    lines = ["---", "title: 'A: title'", "topics:", "- one", "- two  # kept", "guests: [ana, bo]"]
    lines += ["links:", "  youtube: https://x.org/w?v=1", "  apple: TODO"]
    if clips:
        lines += ["quotableClips:", *(text for clip in clips for text in _entry(clip, way, False))]
    lines += [
        "season: 3",
        "transcript:",
        *(text for e in entries for text in _entry(e, way, True)),
        "---",
    ]
    text = ("\ufeff" if way.bom else "") + "\n".join(lines) + way.final
    return text.replace("\n", way.newline).encode()


def _entry(entry, way, comments):
    pad = " " * way.indent
    dash = pad + "-" + " " * (way.gap - 1)
    out = (
        [
            "",
        ]
        if way.blank and comments
        else []
    )
    if way.comments and comments:
        out.append(f"{pad}# a note: on what comes")
    if isinstance(entry, str):
        return [*out, dash + entry]
    keys = sorted(entry, key=lambda k: way.order.index(k) if k in way.order else 0)
    if way.flow:
        return [*out, dash + "{" + ", ".join(f"{k}: {_flow(entry[k])}" for k in keys) + "}"]
    inner = pad + " " * way.gap
    first = True
    for key in keys:
        source = _scalar(entry[key], way, inner + "  ")
        note = "  # why" if way.comments and source[:1] not in "|>" and "\n" not in source else ""
        out += ((dash if first else inner) + f"{key}: {source}{note}").split("\n")
        first = False
    return out


def _flow(value):
    return _double(value, True) if isinstance(value, str) else str(value)


def _double(value, escape):
    def char(ch):
        if ch in '"\\':
            return "\\" + ch
        if ch.isprintable() and (ch.isascii() or not escape):
            return ch
        return f"\\x{ord(ch):02x}" if ord(ch) < 256 else f"\\U{ord(ch):08X}"

    return '"' + "".join(map(char, value)) + '"'


def _scalar(value, way, indent):
    if not isinstance(value, str):
        return str(value)
    simple = value.isprintable() and value.strip() == value and value
    if way.quoting == "plain" and simple and value.replace(" ", "").isalnum() and value.isascii():
        return (
            value if not value[0].isdigit() and value not in ("no", "yes", "null") else f"'{value}'"
        )
    if way.quoting == "block" and simple and len(value) > 40:
        words = value.split(" ")
        half = len(words) // 2
        return ">-\n" + "\n".join(indent + " ".join(w) for w in (words[:half], words[half:]) if w)
    if way.quoting != "double" and simple:
        return "'" + value.replace("'", "''") + "'"
    return _double(value, way.escape)
