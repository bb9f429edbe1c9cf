"""The episode file itself, corrected and written in one canonical way."""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cueline.collection import let_go
from cueline.episode import Clip, ClipItem, Episode, Header, Item, Line, Other
from cueline.episode.clips import url_at
from cueline.episode.field_order import RARE, USUAL
from cueline.io.errors import SaveError
from cueline.io.formats.exported import Exported, Options
from cueline.io.render import Layout
from cueline.io.yaml_text.nodes import is_text, stream_of

_TEXT, _INT, _FLOAT = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float"))
_STYLES = {"auto": None, "single": "'", "double": '"'}


class EpisodeFormat:
    """Front matter in the order of keys that most episodes have, and the text below it.

    Times are written from the starts, with the file's clock, and the last `t=` of each clip's url from its start.
    Comments do not come along, anchors are written out. Needs the document that the episode was read from.
    """

    name = "episode"
    label = "Episode file, corrected"
    suffix = ".md"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the whole file; SaveError for a document that has no front matter."""
        document = options.document
        options.go_on()
        layout = document.verified(corrected(episode)).layout if document is not None else None
        if layout is None:
            raise options.refused("Only a file with front matter can be exported as an episode.")
        root, items_key = _with_aliases_resolved(layout), layout.items_key
        pairs = _last_of_each(root.value) if isinstance(root, MappingNode) else []
        lists = {
            items_key: _items(layout.items.entries),
            "quotableClips": _clips(layout.clips.entries),
        }
        ordered = sorted(pairs, key=lambda pair: _rank(str(pair[0].value), items_key))
        found: list[tuple[Node, Node]] = []
        body = layout.source.text[layout.end :]
        is_data = layout.source.path.suffix in (".yaml", ".yml")
        read = [*layout.items.entries]
        del (
            layout
        )  # what a long file was made of holds the window up for a second when it goes at once
        try:
            for key, node in ordered:
                made = lists.get(str(key.value))
                value = _merged(node, made) if made is not None else node
                found.append((_key(key), _quoted(value, _STYLES[options.quotes])))
            text = _written(found, options)
        finally:
            for made in (read, *lists.values(), *(node.value for _, node in (*pairs, *found))):
                if isinstance(made, list):
                    let_go(made)
        return Exported(text if is_data else f"---\n{text}{_lf(body) or '---'}")


class _Paper(StringIO):
    """What is written to: most of the time goes by here."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._options = options

    def write(self, s: str) -> int:
        """Take a piece of the text; ExportStoppedError when nobody waits for it."""
        self._options.go_on()
        return super().write(s)


def _written(pairs: list[tuple[Node, Node]], options: Options) -> str:
    paper = _Paper(options)
    yaml.serialize(
        MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False), paper,
        Dumper=yaml.SafeDumper, allow_unicode=True, width=options.width or 2**31, encoding=None,
    )  # fmt: skip
    return paper.getvalue()


def _last_of_each(pairs: list[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
    """Leave out what stands above the same key once more: the last one counts."""
    last = {str(key.value): place for place, (key, _) in enumerate(pairs)}
    return [pair for place, pair in enumerate(pairs) if last[str(pair[0].value)] == place]


def _with_aliases_resolved(layout: Layout) -> Node | None:
    stream = stream_of(layout.source.text, layout.start, layout.end)
    try:
        return yaml.compose(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        reason = f"Its anchors and aliases cannot be written out ({error})."
        raise SaveError(layout.source.path, reason) from error


def corrected(episode: Episode) -> Episode:
    """Return the episode with labels and urls that agree with its starts."""
    return replace(
        episode,
        items=tuple(_corrected_item(item, episode) for item in episode.items),
        clips=tuple(_corrected_clip(clip) for clip in episode.clips),
    )


def _corrected_item(item: Item, episode: Episode) -> Item:
    if not isinstance(item, Line) or item.start is None:
        return item
    label = episode.clock.format(item.start)
    return item if item.label == label or not item.label else replace(item, label=label)


def _corrected_clip(clip: ClipItem) -> ClipItem:
    if not isinstance(clip, Clip) or clip.start is None:
        return clip
    return replace(clip, url=url_at(clip.url, clip.start))


def _rank(key: str, items_key: str) -> int:
    usual = [known for known in USUAL if known not in RARE]
    order = [*usual, "", "quotableClips", items_key]
    return order.index(key) if key in order else len(usual)


def _items(items: tuple[Item, ...]) -> list[Node | None]:
    return [_item(item) for item in items]


def _item(item: Item) -> Node | None:
    if isinstance(item, Other):
        return None
    if isinstance(item, Header):
        return _mapping({"header": _text(item.text)})
    times = {} if item.start is None else {"sec": _number(item.start)}
    times |= {"time": _text(item.label)} if item.label else {}
    who = {"who": _text(item.speaker)} if item.speaker else {}
    return _mapping({"line": _text(item.text), **times, **who})


def _clips(clips: tuple[ClipItem, ...]) -> list[Node | None]:
    return [_clip(clip) for clip in clips]


def _clip(clip: ClipItem) -> Node | None:
    if isinstance(clip, Other):
        return None
    start, end = (None if t is None else _number(t) for t in (clip.start, clip.end))
    pairs = {
        "name": _text(clip.name),
        "startOffset": start,
        "url": _text(clip.url),
        "endOffset": end,
    }
    return _mapping({key: node for key, node in pairs.items() if node is not None})


def _merged(node: Node, made: list[Node | None]) -> Node:
    """Put the made entries into the list's node; keys that only the source has come behind the known ones."""
    if not isinstance(node, SequenceNode):
        return node
    entries: list[Node] = []
    for source, entry in zip(node.value, made, strict=True):
        if isinstance(entry, MappingNode) and isinstance(source, MappingNode):
            known = {key.value for key, _ in entry.value} | {"line", "sec", "time", "who", "header"}
            rest = [(key, value) for key, value in source.value if key.value not in known]
            entries.append(MappingNode(entry.tag, [*entry.value, *rest], flow_style=False))
        else:
            entries.append(source)
    return SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=False)


def _quoted(node: Node, style: str | None) -> Node:
    """Return the node with every text in it quoted as asked for; what reads as a date or a number stays plain."""
    if isinstance(node, MappingNode):
        pairs = [(_key(key), _quoted(value, style)) for key, value in node.value]
        return MappingNode(node.tag, pairs, flow_style=False)
    if isinstance(node, SequenceNode):
        return SequenceNode(
            node.tag, [_quoted(child, style) for child in node.value], flow_style=False
        )
    if node.tag == _TEXT:
        return ScalarNode(_TEXT, node.value, style='"' if "\x85" in node.value else style)
    return ScalarNode(node.tag, node.value)


def _mapping(pairs: dict[str, Node]) -> Node:
    return MappingNode(
        "tag:yaml.org,2002:map", [(_plain(k), v) for k, v in pairs.items()], flow_style=False
    )


def _key(node: Node) -> Node:
    """Return a key as plain as can be; one that is a list or a mapping stays what it is."""
    return ScalarNode(node.tag, node.value) if isinstance(node, ScalarNode) else _quoted(node, None)


def _plain(text: str) -> Node:
    return ScalarNode(_TEXT, text, style=None if is_text(text) else "'")


def _text(text: str) -> Node:
    return ScalarNode(_TEXT, text)


def _number(seconds: float) -> Node:
    whole = seconds == int(seconds)
    return ScalarNode(_INT if whole else _FLOAT, str(int(seconds) if whole else seconds))


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n")
