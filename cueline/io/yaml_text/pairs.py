"""One mapping as pieces of source, a piece a pair, so that pairs can be changed, added and taken out."""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from dataclasses import dataclass

from cueline.io.yaml_text.nodes import MappingNode, Node, ScalarNode

_COMMENT = re.compile(r"[ \t]*#[^\n]*(?:\n|\Z)")


@dataclass(slots=True)
class Piece:
    """The source of one pair; `start` is where it begins in the text it was cut from, before its value is changed."""

    key: str
    text: str
    start: int
    key_node: Node | None = None
    node: Node | None = None


class PairList:
    """The pairs of the mapping `node` in `text`. `shift` leads from a mark to a place in `text`.

    In a block mapping a piece is whole lines, with the comments above its key; the first begins at its key.
    In a mapping in braces a piece ends where its value ends, and `tail` is the rest.
    """

    def __init__(self, text: str, node: MappingNode, shift: int, newline: str) -> None:
        self.flow = bool(node.flow_style)
        self.newline = newline
        self.column: int = node.value[0][0].start_mark.column if node.value else 0
        self._text, self._shift = text, shift
        first = node.value[0][0].start_mark.index - shift if node.value else 0
        self.head, self.pieces = text[:first], list[Piece]()
        place = first
        for key, value in node.value:
            end = self._flow_end(key, value) if self.flow else self._block_end(key, value)
            self.pieces.append(Piece(str(key.value), text[place:end], place, key, value))
            place = end
        self.tail = text[place:]

    def __getitem__(self, key: str) -> Piece:
        """Return the piece of a key; of a key that stands twice the last one, which is the one read."""
        return next(piece for piece in reversed(self.pieces) if piece.key == key)

    def __contains__(self, key: str) -> bool:
        return any(piece.key == key for piece in self.pieces)

    def keys(self) -> list[str]:
        """Return the keys, in order."""
        return [piece.key for piece in self.pieces]

    def span(self, piece: Piece) -> tuple[int, int]:
        """Return where a piece's value stands in the piece; tags and anchors before a scalar left out.

        For a key without a value both are the place behind its colon.
        """
        node, key = piece.node, piece.key_node
        if node is None or key is None:
            raise ValueError("a new piece has no nodes")
        start, end = self._place(node.start_mark.index), self._place(node.end_mark.index)
        if start == end:
            colon = self._text.index(":", self._place(key.end_mark.index)) + 1
            return colon - piece.start, colon - piece.start
        if isinstance(node, ScalarNode):
            prefix = re.match(r"(?:[!&]\S*\s+)+", self._text[start:end])
            start += prefix.end() if prefix else 0
        end = self._place(last_mark(node, self._text, self._shift))
        return start - piece.start, end - piece.start

    def patch(self, piece: Piece, source: str) -> None:
        """Give a piece's value another source."""
        start, end = self.span(piece)
        joint = " " if start == end else ""
        piece.text = piece.text[:start] + joint + source + piece.text[end:]

    def remove(self, key: str) -> None:
        """Take a key's piece out."""
        place = self.pieces.index(self[key])
        del self.pieces[place]
        if place or not self.pieces:
            return
        first = self.pieces[0]
        if first.key_node is not None and (self.flow or self.column):
            mark = int(first.key_node.start_mark.index)
            at_key = self._place(mark) - first.start
            # Behind the head comes a key; the comments above that stay, without their indentation.
            cut = at_key if self.flow else min(at_key, len(first.text) - len(first.text.lstrip()))
            first.text, first.start = first.text[cut:], first.start + cut

    def insert(self, place: int, key: str, pair: str) -> None:
        """Put a new pair (`key: value`, without a line end) before piece `place`."""
        if self.flow:
            self._insert_flow(place, key, pair)
            return
        indent = " " * self.column
        if place == 0:
            self.pieces.insert(0, Piece(key, pair + self.newline, 0))
            if len(self.pieces) > 1:
                self.pieces[1].text = indent + self.pieces[1].text
            return
        before, ending = self.pieces[place - 1], self.newline
        if not before.text.endswith("\n"):
            before.text += self.newline
            ending = ""
        self.pieces.insert(place, Piece(key, indent + pair + ending, 0))

    def render(self) -> str:
        """Return the text with the pieces as they are now."""
        return self.head + "".join(piece.text for piece in self.pieces) + self.tail

    def _insert_flow(self, place: int, key: str, pair: str) -> None:
        if place == 0 and self.pieces:
            self.pieces[0].text = ", " + self.pieces[0].text
        self.pieces.insert(place, Piece(key, pair if place == 0 else ", " + pair, 0))

    def _place(self, mark: int) -> int:
        return mark - self._shift

    def _flow_end(self, key: Node, value: Node) -> int:
        return max(self._place(value.end_mark.index), self._place(key.end_mark.index))

    def _block_end(self, key: Node, value: Node) -> int:
        text = self._text
        last = max(last_mark(value, text, self._shift), key.end_mark.index)
        end = line_end(text, self._place(last))
        return skip_deeper_comments(text, end, key.start_mark.column)


def last_mark(node: Node, text: str, shift: int) -> int:
    """Return the mark behind the last character that belongs to a node, white space and comments left out."""
    if isinstance(node, ScalarNode) or getattr(node, "flow_style", False):
        return node.start_mark.index + len(_trimmed(node, text, shift))
    last = node.start_mark.index
    children = node.value[-1] if isinstance(node, MappingNode) else node.value[-1:]
    for child in children:
        if child.end_mark.index > child.start_mark.index:
            last = max(last, last_mark(child, text, shift))
    return last


def line_end(text: str, place: int) -> int:
    """Return where the line at `place` ends, its line break included."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1


def indentation(text: str, start: int) -> int:
    """Return how many spaces stand at `start`."""
    place = start
    while text[place : place + 1] == " ":
        place += 1
    return place - start


def skip_deeper_comments(text: str, end: int, indent: int) -> int:
    """Return where the comment lines from `end` on that are indented deeper than `indent` end."""
    while (
        (below := _COMMENT.match(text, end))
        and indentation(text, end) > indent
        and below.end() > end
    ):
        end = below.end()
    return end


def _trimmed(node: Node, text: str, shift: int) -> str:
    raw = text[node.start_mark.index - shift : node.end_mark.index - shift]
    if getattr(node, "style", None) in ("|", ">"):
        header = raw.split("\n", 1)[0].split("#")[0]
        return raw[:-1] if "+" in header and raw.endswith("\n") else raw.rstrip()
    return raw
