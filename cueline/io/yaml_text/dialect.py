"""How a file writes things, learned from the file: of the candidate ways, the one that reproduces most of it."""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from cueline.io.yaml_text.entries import EntryList, Fragment
from cueline.io.yaml_text.nodes import MappingNode, Node, ScalarNode
from cueline.io.yaml_text.scalars import Layout, Spot, fits, style_of, write

SAMPLES = 40
FORMS = 1000
"""At about how many of its entries a list is looked at for its form."""
_WIDTHS = (80, 100, 120, None)


@dataclass(frozen=True, slots=True)
class Quoting:
    """How texts are quoted: the styles tried in order, and whether non-ASCII text is always escaped."""

    styles: tuple[str, ...] = ("", "'", '"')
    ascii: bool = False

    def style(self, text: str, *, flow: bool = False) -> str:
        """Return the first style that can hold the text."""
        if self.ascii and not text.isascii():
            return '"'
        styles = [s for s in self.styles if not (flow and s[:1] in ("|", ">"))]
        return next((s for s in styles if fits(text, s, flow=flow)), '"')


AUTO = Quoting()
_CANDIDATES = (
    AUTO,
    Quoting(ascii=True),
    Quoting(("", '"')),
    Quoting(("'", '"')),
    Quoting(('"',)),
    Quoting((">-", "", "'", '"')),
    Quoting(("|-", "", "'", '"')),
)


@dataclass(frozen=True, slots=True)
class Form:
    """How the entries of a list are laid out."""

    dash: int = 0
    gap: int = 2
    lead: str = ""
    flow: bool = False
    flow_list: bool = False
    separator: str = ", "
    orders: tuple[tuple[str, ...], ...] = ()
    key_quote: str = ""

    def key(self, key: str) -> str:
        """Return a key as the file writes its keys: as it is, or in quotes."""
        return f"{self.key_quote}{key}{self.key_quote}"

    def order(self, keys: Iterable[str], usual: Sequence[str]) -> list[str]:
        """Return `keys` in the file's order: that of the commonest entry which has them all, else the usual one."""
        wanted = list(keys)
        found = next((o for o in self.orders if set(wanted) <= set(o)), None)
        longest = max(self.orders, key=lambda o: len(set(o) & set(wanted)), default=())
        order = [*(found or longest), *usual, *wanted]
        return sorted(wanted, key=order.index)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file writes its scalars: the quoting of each key, the layout of lines, the indentation of further ones."""

    layout: Layout = field(default_factory=Layout)
    quoting: dict[str, Quoting] = field(default_factory=dict)
    continuation: int = 2

    def style(self, key: str, text: str, *, flow: bool = False) -> str:
        """Return the style in which the file would write this text under this key."""
        return self.quoting.get(key, self.quoting.get("line", AUTO)).style(text, flow=flow)

    def other_quote(self, key: str) -> str:
        """Return the quote that the file takes where a text cannot stay plain."""
        styles = self.quoting.get(key, AUTO).styles
        return next((s for s in styles if s in ("'", '"')), "'")


@dataclass(frozen=True, slots=True)
class _Sample:
    key: str
    text: str
    raw: str
    column: int
    owner: int
    flow: bool


def learn_form(entries: EntryList[Any]) -> Form:
    """Find out how a list's entries are laid out; the usual form where it has none."""
    step = max(1, len(entries.entries) // FORMS)
    fragments = entries.fragments[::step]
    if not fragments:
        return Form()
    orders = Counter(
        tuple(str(key.value) for key, _ in f.node.value)
        for f in fragments
        if isinstance(f.node, MappingNode)
    )
    common = tuple(order for order, _ in orders.most_common())
    quote = _key_quote(fragments)
    if entries.flow:
        gaps = Counter(entries.gaps)
        separator = gaps.most_common(1)[0][0] if gaps else ", "
        return Form(flow=True, flow_list=True, separator=separator, orders=common, key_quote=quote)
    shapes = Counter(_shape(f) for f in fragments)
    leads = Counter(m[0] for f in fragments[1:] if (m := re.match(r"(?:[ \t]*\r?\n)*", f.text)))
    (dash, gap), flow = shapes.most_common(1)[0][0], [_is_flow(f.node) for f in fragments]
    lead = leads.most_common(1)[0][0] if leads else ""
    return Form(dash, gap, lead, sum(flow) * 2 > len(flow), orders=common, key_quote=quote)


def _key_quote(fragments: Sequence[Fragment[Any]]) -> str:
    """Return the quote that most keys stand in; "" for none."""
    styles = Counter(
        str(key.style or "")
        for f in fragments
        if isinstance(f.node, MappingNode)
        for key, _ in f.node.value
        if isinstance(key, ScalarNode)
    )
    common = styles.most_common(1)[0][0] if styles else ""
    return common if common in ("'", '"') else ""


def learn_dialect(lists: Iterable[EntryList[Any]], newline: str) -> Dialect:
    """Find the candidate that reproduces most of at most 40 of the file's own entries to the byte."""
    samples = [s for entries in lists for s in _samples(entries)]
    if not samples:
        return Dialect()
    further = Counter(
        len(m[1]) - s.owner
        for s in samples
        if s.raw[:1] not in "|>" and not s.flow and (m := re.search(r"\n( *)\S", s.raw))
    )
    continuation = further.most_common(1)[0][0] if further else 2
    by_key: dict[str, list[_Sample]] = {}
    for sample in samples:
        by_key.setdefault(sample.key, []).append(sample)
    quoting = {key: _learn_quoting(found) for key, found in by_key.items()}
    long = [s for s in samples if "\n" in s.raw or s.column + len(s.raw) > 60] or samples
    long = [s for s in long if not s.flow] or long  # what is in braces is seldom broken
    layout = _learn_layout(long, max(0, continuation), newline)
    return Dialect(layout, quoting, max(1, continuation))


def _samples(entries: EntryList[Any]) -> list[_Sample]:
    fragments = entries.fragments
    step = max(1, len(fragments) // SAMPLES)
    found: list[_Sample] = []
    for fragment in fragments[::step][:SAMPLES]:
        if not isinstance(fragment.node, MappingNode):
            continue
        pairs = fragment.pairs("\n")
        for piece in pairs.pieces:
            node = piece.node
            if isinstance(node, ScalarNode) and (node.value or node.style) and piece.key_node:
                start, end = pairs.span(piece)
                owner = piece.key_node.start_mark.column
                raw, column = piece.text[start:end], node.start_mark.column
                found.append(_Sample(piece.key, node.value, raw, column, owner, pairs.flow))
    return found


def _learn_quoting(samples: list[_Sample]) -> Quoting:
    def hits(quoting: Quoting) -> int:
        return sum(
            quoting.style(s.text, flow=s.flow)[:1] == style_of(s.raw)[:1]
            and _chomping(s.raw, quoting.style(s.text, flow=s.flow))
            for s in samples
        )

    return max(_CANDIDATES, key=hits)


def _chomping(raw: str, style: str) -> bool:
    return style[:1] not in ("|", ">") or style_of(raw) in (style, style[:1])


def _learn_layout(samples: list[_Sample], continuation: int, newline: str) -> Layout:
    """Find the width that plain and single-quoted texts speak for; what they leave open double-quoted ones decide."""
    double = [s for s in samples if s.raw[:1] == '"']
    folded = [s for s in samples if s.raw[:1] != '"']
    widths = dict.fromkeys((*_WIDTHS, *_inferred_widths(samples)))
    candidates = [Layout(w, before) for before, w in product((False, True), widths)]
    best = _best(candidates, folded, continuation, newline)
    escaping = _escapes(double)
    variants = [
        replace(layout, native=native, unicode=not escaping)
        for native, layout in product((False, True), best)
        if not layout.before or best[0].before
    ]
    return _best(variants, double, continuation, newline)[0]


def _best(
    layouts: list[Layout], samples: list[_Sample], continuation: int, newline: str
) -> list[Layout]:
    """Return the layouts that reproduce the most samples; all of them where there is nothing to tell by."""
    if not samples:
        return layouts
    counts = [_reproduced(samples, layout, continuation, newline) for layout in layouts]
    return [x for x, count in zip(layouts, counts, strict=True) if count == max(counts)]


def _escapes(double: list[_Sample]) -> bool:
    """Tell whether double-quoted texts have escapes for letters that could stand as they are."""
    escaped = sum(bool(re.search(r"\\[xuUNLP_]", s.raw)) for s in double)
    return escaped > sum(not s.raw.isascii() for s in double)


def _inferred_widths(samples: list[_Sample]) -> list[int]:
    """Return the widths that the longest lines speak for: those at which every sample's lines end too late."""
    ends = [len(line.rstrip("\r")) for s in samples for line in s.raw.split("\n")[1:-1]]
    return [min(ends) - 1, max(ends), min(ends) - 2] if ends else []


def _reproduced(samples: list[_Sample], layout: Layout, continuation: int, newline: str) -> int:
    return sum(
        write(
            s.text, style_of(s.raw), Spot(s.column, s.owner + continuation, s.flow, newline), layout
        )
        == s.raw
        for s in samples
        if style_of(s.raw)[:1] in ("", "'", '"') or s.text.strip()
    )


def _shape(fragment: Fragment[Any]) -> tuple[int, int]:
    place = fragment.node.start_mark.index - fragment.shift
    line = fragment.text[fragment.text.rfind("\n", 0, place) + 1 : place]
    dash = len(line) - len(line.lstrip(" "))
    return (dash, len(line) - dash) if "-" in line else (0, 2)


def _is_flow(node: Node) -> bool:
    return bool(getattr(node, "flow_style", False))
