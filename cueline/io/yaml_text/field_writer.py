"""The other front matter as source: a changed value is written into its own lines, the rest stays."""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from io import StringIO
from itertools import repeat

from cueline.episode import Map, Value
from cueline.io.yaml_text.dialect import AUTO, Dialect, Quoting
from cueline.io.yaml_text.entries import EntryList
from cueline.io.yaml_text.entry_writer import CannotWriteError, flow_value, number, patch_scalar
from cueline.io.yaml_text.nodes import (
    CollectionNode,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    is_text,
    value_of,
)
from cueline.io.yaml_text.pairs import PairList, Piece, last_mark, line_end
from cueline.io.yaml_text.scalars import Spot, style_of, write

_LONGEST_KEY = 120
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)


class _NeedsRebuildError(Exception):
    """A change of shape that splices do not reach."""


@dataclass(frozen=True, slots=True)
class FieldWriter:
    """Writes the fields of one file."""

    dialect: Dialect
    newline: str
    prose: Quoting = AUTO
    words: Quoting = AUTO
    whole: frozenset[str] = frozenset()
    """The quotes, "" for none, in which a text stands on one line however long it is."""

    @staticmethod
    def like(pairs: PairList | None, dialect: Dialect, newline: str) -> FieldWriter:
        """Return a writer that quotes and breaks texts as the fields around them are.

        Where every text of several words stands in double quotes, a new one does; else quotes are for what needs them.
        Where a long one in such quotes stands on one line, and none on several, no line is broken in them.
        """
        nodes = [piece.node for piece in pairs.pieces] if pairs else []
        texts = [n for n in nodes if isinstance(n, ScalarNode) and n.tag.endswith(":str")]
        quoted = [node.style for node in texts if node.style in ("'", '"')]
        spaced = [node.style for node in texts if " " in node.value]
        words = Quoting(("", '"')) if quoted and set(quoted) == {'"'} else AUTO
        always = len(spaced) > 1 and set(spaced) == {'"'}
        styles = {node.style or "" for node in texts} - {"|", ">"}
        whole = frozenset(style for style in styles if _never_broken(texts, style, dialect))
        prose = Quoting(('"',)) if always else words
        return FieldWriter(dialect, newline, prose, words, whole)

    def changed(self, piece: Piece, shift: int, old: Value, new: Value) -> str:
        """Return the source of a top-level pair with another value. `shift` leads from a mark to the piece's text.

        CannotWriteError where a comment, a tag or an anchor would be lost.
        """
        if piece.node is None or piece.key_node is None:
            raise CannotWriteError(f"“{piece.key}” cannot be changed.")
        try:
            return self._value(piece.text, piece.node, shift, old, new, owner=0)
        except _NeedsRebuildError:
            at_key = int(piece.key_node.start_mark.index) - shift
            above, pair = piece.text[:at_key], piece.text[at_key:]
            return above + self._rebuilt(replace(piece, text=pair), new)

    def pair(self, key: str, value: Value, indent: int = 0) -> str:
        """Return `key: value` as the file would write it, without the last line end; further lines are indented."""
        if isinstance(value, Map) and value:
            lines = [self.pair(k, v, indent + 2) for k, v in value.items()]
            return self._joined(key, lines, indent + 2)
        if isinstance(value, tuple) and value:
            return self._joined(key, [f"- {self._element(v, indent + 2)}" for v in value], indent)
        spot = Spot(indent + len(key) + 2, indent + 2, newline=self.newline)
        quoting = self.words if indent or " " not in str(value) else self.prose
        source = str(value) if _is_date(key, value) else self._scalar(value, spot, quoting)
        return f"{_key(key)}: {source}"

    def _joined(self, key: str, lines: list[str], indent: int) -> str:
        return (self.newline + " " * indent).join([f"{_key(key)}:", *lines])

    def _element(self, value: Value, indent: int) -> str:
        return self._scalar(value, Spot(indent, indent, newline=self.newline), self.words)

    def _scalar(self, value: Value, spot: Spot, quoting: Quoting) -> str:
        if isinstance(value, str):
            style = quoting.style(value, flow=spot.flow)
            return write(value, style, spot, self._dialect(style).layout)
        return flow_value(value)

    def _dialect(self, style: str) -> Dialect:
        if style not in self.whole:
            return self.dialect
        return replace(self.dialect, layout=replace(self.dialect.layout, width=None))

    def _value(
        self,
        text: str,
        node: Node,
        shift: int,
        old: Value,
        new: Value,
        *,
        owner: int,
        flow: bool = False,
    ) -> str:
        """Return `text` with `node` in it changed; `owner` is the column of its key, `flow`: it stands in brackets."""
        if type(old) is type(new) and old == new:
            return text
        if isinstance(node, ScalarNode) and not isinstance(new, (Map, tuple)):
            return self._patched(text, node, shift, new, owner, flow=flow)
        if isinstance(node, MappingNode) and isinstance(old, Map) and isinstance(new, Map) and new:
            return self._mapping(text, node, shift, old, new)
        if isinstance(node, SequenceNode) and isinstance(new, tuple) and new and node.value:
            return self._sequence(text, node, shift, new)
        if new in (Map(), ()) and type(old) is type(new) and isinstance(node, CollectionNode):
            return self._emptied(text, node, shift)
        raise _NeedsRebuildError

    def _emptied(self, text: str, node: CollectionNode, shift: int) -> str:
        """Take all entries out, with the comments that are theirs."""
        brackets = "[]" if isinstance(node, SequenceNode) else "{}"
        start = node.start_mark.index - shift
        if text[start] in "!&" or not (node.flow_style or text[:start].rstrip().endswith(":")):
            raise _NeedsRebuildError
        if node.flow_style:
            return text[:start] + brackets + text[node.end_mark.index - shift :]
        end = line_end(text, last_mark(node, text, shift) - shift)
        ending = self.newline if text[:end].endswith("\n") else ""
        return f"{text[:start].rstrip()} {brackets}{ending}{text[end:]}"

    def _patched(
        self, text: str, node: ScalarNode, shift: int, new: Value, owner: int, *, flow: bool
    ) -> str:
        start, end = node.start_mark.index - shift, node.end_mark.index - shift
        if start == end or node.tag == "tag:cueline,alias":
            raise _NeedsRebuildError
        prefix = re.match(r"(?:[!&]\S*\s+)+", text[start:end])
        start += prefix.end() if prefix else 0
        raw = text[start:end].rstrip() if node.style in ("|", ">") else text[start:end]
        further = re.search(r"\n([ ]*)\S", raw)
        indent = len(further[1]) if further else owner + 2
        spot = Spot(node.start_mark.column, indent, flow, self.newline)
        source = self._changed_scalar(raw, node, new, spot)
        return text[:start] + source + text[start + len(raw) :]

    def _changed_scalar(self, raw: str, node: ScalarNode, new: Value, spot: Spot) -> str:
        if not isinstance(new, str):
            return number(new)
        like_before = not style_of(raw) and not is_text(raw) and not is_text(new)
        if like_before and isinstance(value_of(node), str) and re.fullmatch(r"[\w:.+-]+", new):
            return new
        return patch_scalar(raw, node, new, spot, self._dialect(style_of(raw)), "")

    def _mapping(self, text: str, node: MappingNode, shift: int, old: Map, new: Map) -> str:
        pairs = PairList(text, node, shift, self.newline)
        kept = [key for key in new if key in old]
        if kept != [key for key in old if key in new] or len(set(pairs.keys())) != len(
            pairs.keys()
        ):
            raise _NeedsRebuildError
        for key in old:
            if key not in new:
                pairs.remove(key)
        for key in kept:
            piece = pairs[key]
            if piece.node is not None and (
                type(old[key]) is not type(new[key]) or old[key] != new[key]
            ):
                piece.text = self._value(
                    piece.text,
                    piece.node,
                    shift + piece.start,
                    old[key],
                    new[key],
                    owner=pairs.column,
                    flow=pairs.flow,
                )
        for place, key in enumerate(new):
            if key not in old:
                self._add(pairs, place, key, new[key])
        return pairs.render()

    def _add(self, pairs: PairList, place: int, key: str, value: Value) -> None:
        if pairs.flow:
            source = str(value) if _is_date(key, value) else flow_value(value)
            pairs.insert(place, key, f"{_key(key)}: {source}")
        else:
            pairs.insert(place, key, self.pair(key, value, pairs.column))

    def _sequence(self, text: str, node: SequenceNode, shift: int, new: tuple[Value, ...]) -> str:
        found: EntryList[Value] = EntryList(text, -shift, node, lambda n, _: value_of(n), repeat(0))
        matcher = SequenceMatcher(
            None, list(map(repr, found.entries)), list(map(repr, new)), autojunk=False
        )
        pieces: list[str] = []
        for what, first, last, start, stop in matcher.get_opcodes():
            if what == "equal":
                pieces += [f.text for f in found.fragments[first:last]]
                continue
            both = min(last - first, stop - start)
            for fragment, value in zip(
                found.fragments[first : first + both], new[start:], strict=False
            ):
                old = fragment.entry
                owner = fragment.node.start_mark.column - 2
                pieces.append(
                    self._value(
                        fragment.text,
                        fragment.node,
                        fragment.shift,
                        old,
                        value,
                        owner=owner,
                        flow=found.flow,
                    )
                )
            pieces += [self._new_element(found, value) for value in new[start + both : stop]]
        start, end = found.span
        joint = (found.gaps[0] if found.gaps else ", ") if found.flow else ""
        return text[:start] + joint.join(pieces) + text[end:]

    def _new_element(self, found: EntryList[Value], value: Value) -> str:
        if isinstance(value, (Map, tuple)):
            raise _NeedsRebuildError
        if found.flow:
            return self._scalar(value, Spot(0, 0, True, self.newline), self.words)
        like = found.fragments[-1]
        column = like.node.start_mark.column
        place = column - (like.text.rfind("\n", 0, like.node.start_mark.index - like.shift) + 1)
        lead = re.match(r"[ ]*-[ ]*", like.text[max(0, place - column) :].lstrip("\n"))
        return f"{lead[0] if lead else '- '}{self._element(value, column)}{self.newline}"

    def _rebuilt(self, piece: Piece, new: Value) -> str:
        """Let ruamel.yaml write the whole pair anew, if no comment, tag or anchor is lost by it."""
        old = piece.text
        ending = "" if not old.endswith("\n") else self.newline
        source = self.pair(piece.key, new) if not _has_notes(old) else self._round_trip(piece, new)
        return source.removesuffix(self.newline) + ending

    def _round_trip(self, piece: Piece, new: Value) -> str:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        yaml = YAML()
        yaml.preserve_quotes = True
        yaml.width = self.dialect.layout.width or 4096
        out = StringIO()
        try:
            data = yaml.load(piece.text.replace("\r\n", "\n"))
            data[piece.key] = _merged(data[piece.key], new)
            yaml.dump(data, out)
        except YAMLError as error:
            raise CannotWriteError(
                f"“{piece.key}” cannot be rewritten without losing something."
            ) from error
        written = out.getvalue().replace("\n", self.newline)
        if _notes(written) != _notes(piece.text):
            raise CannotWriteError(
                f"“{piece.key}” has comments or marks that this change would lose. Change it in a text editor."
            )
        return written


def _merged(old: object, new: Value) -> object:
    """Bring a value into what ruamel.yaml read, keeping its containers, which carry the comments."""
    if isinstance(new, Map):
        return _merged_mapping(old if isinstance(old, dict) else {}, new)
    if isinstance(new, tuple):
        return _merged_list(old if isinstance(old, list) else [], new)
    return old if type(old) is type(new) and old == new else new


def _merged_mapping(old: dict[str, object], new: Map) -> dict[str, object]:
    for key in [k for k in old if k not in new]:
        del old[key]
    for key, value in new.items():
        old[key] = _merged(old.get(key), value)
    return old


def _merged_list(old: list[object], new: tuple[Value, ...]) -> list[object]:
    old[len(new) :] = []
    for place, value in enumerate(new):
        if place < len(old):
            old[place] = _merged(old[place], value)
        else:
            old.append(_merged(None, value))
    return old


def _never_broken(texts: list[ScalarNode], style: str, dialect: Dialect) -> bool:
    """Tell whether fields in these quotes stand on one line each, one of them where the dialect has several."""
    alike = [node for node in texts if (node.style or "") == style]
    if any(node.end_mark.line > node.start_mark.line for node in alike):
        return False
    return any(
        "\n" in write(node.value, style, Spot(node.start_mark.column, 2), dialect.layout)
        for node in alike
        if node.end_mark.column > (dialect.layout.width or node.end_mark.column)
    )


def _is_date(key: str, value: Value) -> bool:
    """Tell whether a new value is a day that other readers are to take for one, and not for a text."""
    return "date" in key.lower() and isinstance(value, str) and bool(_DAY.fullmatch(value))


def _has_notes(text: str) -> bool:
    return bool(_notes(text))


def _notes(text: str) -> list[str]:
    return [
        n.strip() for n in re.findall(r"(?:^|[ \t])(?:#[^\r\n]*|[&!*]\w\S*)", text, re.MULTILINE)
    ]


def _key(key: str) -> str:
    style = AUTO.style(key) if key.isprintable() and len(key) < _LONGEST_KEY else '"'
    return write(key, style, Spot(0, 0), replace(Dialect().layout, width=None))
