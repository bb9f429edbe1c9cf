r"""Scalars as source: read them line by line, write them in a style, change them with as few bytes as can be.

A style is YAML's own: `""` plain, `"'"`, `'"'`, `"|"` or `">"` with its header (`"|-"`). Columns count code points
from 0. The two ways to break lines are those of the emitters that wrote most such files, PyYAML's Python one (break
at the first space past the width) and libyaml's, and the editor's way (`before`: no line passes the width).
"""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml
from yaml.emitter import Emitter

from cueline.io.yaml_text.nodes import is_text

_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n|.)", re.DOTALL)
_NAMED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_BREAK = re.compile(r"\r?\n")
_BESIDE = re.compile(r"[ \t]\n|\n[ \t]")
_ODD_BREAK = re.compile(r"[\x85\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Layout:
    """How long lines are broken: at `width` columns (None: never), and which emitter's way."""

    width: int | None = 80
    before: bool = False
    native: bool = False
    unicode: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a scalar stands: its first column, the indentation of its further lines, in flow or not, the line end."""

    column: int
    indent: int
    flow: bool = False
    newline: str = "\n"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source line of a scalar: where its content starts in the raw text, and in the value."""

    raw: int
    value: int


def fits(text: str, style: str, *, flow: bool = False) -> bool:
    """Tell whether `style` can hold `text`; a plain scalar also has to stay text for a YAML 1.1 reader."""
    if style == '"':
        return True
    if style[:1] in ("|", ">"):
        return _fits_block(text, style)
    if _has_break_of_its_own(text):
        return False
    analysis = _analysis(text.replace("\n", " ") if "\n" in text.strip("\n") else text)
    if style == "'":
        return bool(analysis.allow_single_quoted)
    plain = analysis.allow_flow_plain if flow else analysis.allow_block_plain
    return bool(plain) and is_text(text)


def write(text: str, style: str, spot: Spot, layout: Layout) -> str:
    """Write `text` in a style that fits it (see `fits`), broken as `layout` says."""
    if style[:1] in ("|", ">"):
        return _write_block(text, style, spot, layout)
    if style == '"':
        return '"' + _write_double(text, spot, layout, spot.column + 1) + '"'
    if style == "'":
        return "'" + _fold(text.replace("'", "''"), spot, layout, spot.column + 1) + "'"
    return _fold(text, spot, layout, spot.column)


def style_of(raw: str) -> str:
    """Return the style a scalar's source is written in, a block scalar's header included."""
    if raw[:1] in ("'", '"'):
        return raw[0]
    if raw[:1] in ("|", ">"):
        return re.split(r"[\s#]", raw, maxsplit=1)[0]
    return ""


def read(raw: str) -> tuple[str, list[SourceLine]]:
    """Decode a plain or quoted scalar: its value, and where each of its source lines begins in both."""
    style = style_of(raw)
    shift = 1 if style else 0
    inner = raw[1:-1] if style else raw
    value, lines, position = "", [SourceLine(shift, 0)], 0
    pending = 0
    pieces = list(_physical_lines(inner, style))
    for number, (start, content, joined) in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        part = content if first else content.lstrip(" \t")
        lead = len(content) - len(part)
        part = part if last or joined else _strip_end(part, style)
        if not first and not part and not last and not joined:
            pending += 1
            continue
        if not first:
            value += "\n" * pending if pending else (" " if not pieces[number - 1][2] else "")
            position = len(value)
            lines.append(SourceLine(shift + start + lead, position))
        pending = 0
        value += _unescape(part, style)
    return value, lines


def change(raw: str, old: str, new: str, spot: Spot, layout: Layout, fallback: str = "'") -> str:
    """Return the source of `new`, keeping of `raw` (the source of `old`) all that can stay.

    The quoting stays where it can hold the new text, else single quotes, else double ones; the source lines before
    the first changed word stay, and those after the last one too where the scalar was not wrapped by `layout`.
    """
    style = style_of(raw)
    if style[:1] in ("|", ">"):
        return _change_block(raw, style, old, new, spot, layout)
    target = next((s for s in (style, fallback, "'", '"') if fits(new, s, flow=spot.flow)), '"')
    if target == '"' and style == '"':
        layout = Layout(layout.width, layout.before, layout.native, _is_unicode(raw, layout))
    layout = _own_layout(raw, old, style, spot, layout)
    value, lines = read(raw)
    for keep in range(len(lines) - 1, -1, -1) if value == old else ():
        changed = _change_from(raw, old, new, lines, keep, (style, target), spot, layout)
        if changed is not None and read(changed)[0] == new:
            return changed
    return write(new, target, spot, layout)


def _change_from(
    raw: str,
    old: str,
    new: str,
    lines: list[SourceLine],
    keep: int,
    styles: tuple[str, str],
    spot: Spot,
    layout: Layout,
) -> str | None:
    """Keep the source before line `keep` and write the rest anew; None where that line is past the first change."""
    style, target = styles
    line = lines[keep]
    if line.value > _first_changed_word(old, new) or (keep and not new[line.value :].strip(" ")):
        return None
    kept = raw[(1 if style else 0) : line.raw]
    if style != target:
        kept = _requote(kept, style, target, layout)
    column = spot.column + (1 if target else 0) if keep == 0 else _column(raw, line.raw, spot)
    rest, tail = _rest(raw, old, new, lines, keep, (style, target), layout)
    if keep and target == '"' and rest[:1] in (" ", "\t"):
        kept, column = kept + "\\", column + 1
    written = _continue(rest, target, Spot(column, spot.indent, spot.flow, spot.newline), layout)
    return f"{target}{kept}{written}{tail}{target}"


def _rest(
    raw: str,
    old: str,
    new: str,
    lines: list[SourceLine],
    keep: int,
    styles: tuple[str, str],
    layout: Layout,
) -> tuple[str, str]:
    """Return what has to be written anew from line `keep` on, and the source after it that can stay."""
    style, target = styles
    start = lines[keep].value
    if layout.width is not None:
        return new[start:], ""
    stable = len(old) - _last_changed_word(old, new)
    for line in lines[keep + 1 :]:
        if line.value >= stable and old[line.value - 1 : line.value] == " ":
            cut = len(new) - (len(old) - line.value)
            if cut <= start:
                break
            break_at = _break_before(raw, line.raw)
            tail = raw[break_at : len(raw) - (1 if style else 0)]
            return new[start : cut - 1], tail if style == target else _requote(
                tail, style, target, layout
            )
    return new[start:], ""


def _break_before(raw: str, place: int) -> int:
    """Return where the line break before the content at `place` begins."""
    place = raw.rfind("\n", 0, place)
    return place - 1 if raw[place - 1 : place] == "\r" else place


def _own_layout(raw: str, old: str, style: str, spot: Spot, layout: Layout) -> Layout:
    """Return the layout that reproduces this very scalar, else one that breaks nothing."""
    never = Layout(None, layout.before, layout.native, layout.unicode)
    if "\n" not in raw and spot.column + len(raw) <= (layout.width or 0):
        return layout
    return layout if write(old, style, spot, layout) == raw else never


def _first_changed_word(old: str, new: str) -> int:
    common = _common_prefix(old, new)
    return max(old.rfind(" ", 0, common), old.rfind("\n", 0, common)) + 1


def _last_changed_word(old: str, new: str) -> int:
    """Return how many code points at the end, whole words, are the same in both."""
    shorter = min(len(old), len(new)) - _common_prefix(old, new)
    common = min(_common_prefix(old[::-1], new[::-1]), shorter)
    space = old.find(" ", len(old) - common)
    return len(old) - space if space >= 0 else 0


def _common_prefix(old: str, new: str) -> int:
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _column(raw: str, place: int, spot: Spot) -> int:
    start = raw.rfind("\n", 0, place) + 1
    return place - start if start else spot.column + place


def _requote(kept: str, style: str, target: str, layout: Layout) -> str:
    """Write the kept source lines of one quoting in another; the line breaks are read the same in all three."""
    if style == "'":
        kept = kept.replace("''", "'")
    if target == "'":
        return kept.replace("'", "''")
    return "".join(
        part if "\n" in part else _escape(part, layout)
        for part in re.split(r"([ \t]*\r?\n[ \t\r\n]*)", kept)
    )


def _continue(text: str, style: str, spot: Spot, layout: Layout) -> str:
    if style == '"':
        return _write_double(text, spot, layout, spot.column)
    return _fold(text.replace("'", "''") if style else text, spot, layout, spot.column)


def _physical_lines(inner: str, style: str) -> list[tuple[int, str, bool]]:
    r"""Split into lines: start, content without the break, and whether a `\` joins the next line without a space."""
    found: list[tuple[int, str, bool]] = []
    start = 0
    for match in _BREAK.finditer(inner):
        content = inner[start : match.start()]
        slashes = len(content) - len(content.rstrip("\\"))
        joined = style == '"' and slashes % 2 == 1
        found.append((start, content[:-1] if joined else content, joined))
        start = match.end()
    found.append((start, inner[start:], False))
    return found


def _strip_end(part: str, style: str) -> str:
    stripped = part.rstrip(" \t")
    slashes = len(stripped) - len(stripped.rstrip("\\"))
    if style == '"' and slashes % 2 and len(stripped) < len(part):
        return part[: len(stripped) + 1]
    return stripped


def _unescape(text: str, style: str) -> str:
    if style == "'":
        return text.replace("''", "'")
    return _ESCAPE.sub(_unescaped, text) if style == '"' else text


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "xuU" and len(code) > 1 else _NAMED.get(code, code)


@lru_cache(maxsize=512)
def _analysis(text: str) -> yaml.emitter.ScalarAnalysis:
    return Emitter(None, allow_unicode=True).analyze_scalar(text)  # type: ignore[arg-type]


def _has_break_of_its_own(text: str) -> bool:
    """Tell whether folding would change breaks in the text: at its ends, beside spaces, of odd kinds."""
    if "\n" in text and (text[:1] == "\n" or text[-1:] == "\n" or _BESIDE.search(text)):
        return True
    return not text.isascii() and _ODD_BREAK.search(text) is not None


def _is_unicode(raw: str, layout: Layout) -> bool:
    if not raw.isascii():
        return True
    return False if re.search(r"\\[uxUNLP_]", raw) else layout.unicode


def _fold(text: str, spot: Spot, layout: Layout, column: int) -> str:
    """Break a plain or single-quoted text at its single spaces; its own line breaks are written as blank lines."""
    indent = spot.newline + " " * spot.indent
    out: list[str] = []
    for number, paragraph in enumerate(re.split(r"(\n+)", text)):
        if number % 2:
            out.append(spot.newline * len(paragraph) + indent)
            column = spot.indent
        else:
            column = _fold_paragraph(out, paragraph, indent, layout, column)
    return "".join(out)


def _fold_paragraph(out: list[str], text: str, indent: str, layout: Layout, column: int) -> int:
    first, *words = re.split(r"(?<! ) (?! )", text)
    out.append(first)
    column += len(first)
    limit = layout.width
    for word in words:
        reach = column + 1 + len(word) if layout.before else column
        broken = limit is not None and reach > limit and bool(word.strip())
        out += (indent if broken else " ", word)
        column = (len(indent.lstrip("\r\n")) if broken else column + 1) + len(word)
    return column


def _escape(text: str, layout: Layout) -> str:
    return "".join(_escaped(ch, layout) for ch in text)


def _escaped(ch: str, layout: Layout) -> str:
    if " " <= ch <= "~" and ch not in '"\\':
        return ch
    if (
        layout.unicode
        and ch >= "\xa0"
        and ch not in "\u2028\u2029\ufeff"
        and ch.isprintable() | (ch == "\xa0")
    ):
        return ch
    named = Emitter.ESCAPE_REPLACEMENTS.get(ch)
    if named is not None:
        return "\\" + named
    code = ord(ch)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _write_double(text: str, spot: Spot, layout: Layout, column: int) -> str:
    if layout.width is None:
        return _escape(text, layout)
    writer = _double_native if layout.native else _double_python
    return writer(text, spot, layout, layout.width, column)


def _double_native(text: str, spot: Spot, layout: Layout, width: int, column: int) -> str:
    """Break at spaces as libyaml does: the space gives way to the break."""
    out: list[str] = []
    spaces = False
    for place, ch in enumerate(text):
        if ch == " " and column > width and not spaces and 0 < place < len(text) - 1:
            out.append(spot.newline + " " * spot.indent)
            column = spot.indent
            if text[place + 1] == " ":
                out.append("\\")
                column += 1
        else:
            piece = _escaped(ch, layout)
            out.append(piece)
            column += len(piece)
        spaces = ch == " "
    return "".join(out)


def _double_python(text: str, spot: Spot, layout: Layout, width: int, column: int) -> str:
    r"""Break as PyYAML's Python emitter does: with a `\` at the end, and one before a space that begins the next line.

    It looks at runs of unescaped characters: `start` is where the run began, so a break may fall before an escape.
    """
    out: list[str] = []
    width = max(
        width, spot.indent + 2
    )  # narrower, it would break between a backslash and its space
    start = end = 0
    while end <= len(text):
        ch = text[end] if end < len(text) else None
        if ch is None or _escaped(ch, layout) != ch:
            out.append(text[start:end])
            column += end - start
            start = end
            if ch is not None:
                out.append(_escaped(ch, layout))
                column += len(out[-1])
                start = end + 1
        if (
            0 < end < len(text) - 1
            and (ch == " " or start >= end)
            and column + (end - start) > width
        ):
            out.append(text[start:end] + "\\" + spot.newline + " " * spot.indent)
            start = max(start, end)
            column = spot.indent
            if text[start] == " ":
                out.append("\\")
                column += 1
        end += 1
    return "".join(out)


def _fits_block(text: str, style: str) -> bool:
    if not text.strip() or any(c < " " and c != "\n" for c in text) or "\x7f" in text:
        return False
    if re.search(r"[\x80-\x9f\u2028\u2029\ufeff]", text) or text.lstrip("\n")[:1] in " \t":
        return False
    return text[:1] != "\n" and not (
        style[0] == ">" and re.search(r"[ \t](?:\n|\Z)|(?:^|\n)[ \t]", text)
    )


def _write_block(text: str, style: str, spot: Spot, layout: Layout) -> str:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    chomp = {0: "-", 1: ""}.get(ends, "+")
    indent = " " * spot.indent
    lines = body.split("\n") if style[0] == "|" else _fold_block(body, spot, layout)
    out = [style[0] + chomp, *(indent + line if line else "" for line in lines)]
    return spot.newline.join(out + [""] * max(0, ends - 1))


def _fold_block(text: str, spot: Spot, layout: Layout) -> list[str]:
    lines: list[str] = []
    plain = Spot(spot.indent, 0, newline="\n")
    shorter = Layout(layout.width and layout.width - spot.indent, layout.before)
    for number, paragraph in enumerate(re.split(r"(\n+)", text)):
        if number % 2:
            lines += [""] * len(paragraph)
        else:
            lines += _fold(paragraph, plain, shorter, 0).split("\n")
    return lines


def _change_block(raw: str, style: str, old: str, new: str, spot: Spot, layout: Layout) -> str:
    """Change a block scalar: its header's comment and the lines before the first changed one come out the same."""
    header, _, body = raw.partition("\n")
    if not fits(new, style) or re.search(r"\d", style):
        return write(new, "'" if fits(new, "'") else '"', spot, layout)
    first = next((line for line in body.split("\n") if line.strip()), "")
    indent = len(first) - len(first.lstrip(" ")) or spot.indent
    here = Spot(spot.column, indent, spot.flow, spot.newline)
    if style[0] == ">" and write(old, style, here, layout) != raw.rstrip("\r\n"):
        layout = Layout(max(len(line.rstrip("\r")) for line in body.split("\n")), before=True)
    written = write(new, style, here, layout).split(spot.newline)
    comment = re.search(r"[ \t]+#[^\r]*", header)
    written[0] += comment[0] if comment else ""
    if style[0] == ">":
        written = _keep_folds(body, new, written[0], here, layout)
    return spot.newline.join(written)


def _keep_folds(body: str, new: str, header: str, spot: Spot, layout: Layout) -> list[str]:
    """Keep the lines of a folded block before the first changed word, and fold the rest anew."""
    kept: list[str] = []
    used = 0
    for line in body.split("\n"):
        content = line.strip()
        end = used + len(content)
        joint = new[end : end + 2]
        if not content or new[used:end] != content or joint[:1] != " " or joint in (" ", "  "):
            break
        kept.append(line.rstrip("\r"))
        used = end + 1
    rest = write(new[used:], header, spot, layout).split(spot.newline)[1:]
    return [header, *kept, *rest]
