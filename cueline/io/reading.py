"""What a document holds of its file besides the episode: the text, and where everything stands in it.

The nodes of YAML take ten times the room of their text. A long file's are let go of once the episode is read, with
the text itself; what stays is where each entry begins. When something is rendered, the text is decoded from the bytes,
and of the entries only those that changed are composed, each by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cueline.episode import Clip, ClipItem, Episode, Header, Item, Line
from cueline.io.facts import Fact
from cueline.io.markdown.reader import BodyItems
from cueline.io.render import Layout
from cueline.io.source import Source
from cueline.io.yaml_text.dialect import Dialect

LONG_BYTES = 5 * 2**20
"""From which size on a file is long: some 15,000 lines."""


class Reading:
    """The text and the layout of a file; both are there when asked for, of a long file after a while."""

    def __init__(self, source: Source, layout: Layout | None) -> None:
        self.in_body: bool | None = is_in_body(layout)
        self.facts: list[Fact] | None = None
        self._known: tuple[Source, Layout | None] | None = (source, layout)
        self._again: Callable[[], Reading] | None = None
        self._held: tuple[Episode, Dialect | None] | None = None

    @staticmethod
    def later(
        again: Callable[[], Reading], in_body: bool | None, facts: list[Fact] | None
    ) -> Reading:
        """Return a reading that is made when it is first needed, with what has to be known without it.

        `in_body`: whether the items stand below the front matter. `facts`: what only the source shows.
        """
        reading = Reading.__new__(Reading)
        reading.in_body, reading.facts = in_body, facts
        reading._known, reading._again, reading._held = None, again, None
        return reading

    @property
    def has_layout(self) -> bool:
        """Tell whether there is a layout, without reading again."""
        return self._known is None or self._known[1] is not None

    @property
    def source(self) -> Source:
        """The text as it was read."""
        return self._read()[0]

    @property
    def layout(self) -> Layout | None:
        """Where everything stands in the text; None for a file that can only be looked at."""
        return self._read()[1]

    def holding(self, episode: Episode, learned: Dialect | None) -> Reading:
        """Return this reading with other objects for its entries, equal ones, and the dialect that is known."""
        if self._known is None and self._again is not None:
            reading = Reading.later(
                self._again, self.in_body, self.facts
            )  # not of `self`, which may hold another episode
            reading._held = (episode, learned)
            return reading
        source, layout = self._read()
        if layout is None:
            return self
        items, clips = layout.items.holding(episode.items), layout.clips.holding(episode.clips)
        return Reading(source, replace(layout, items=items, clips=clips, learned=learned))

    def _read(self) -> tuple[Source, Layout | None]:
        if self._known is None:
            assert self._again is not None
            reading = self._again()
            self._known = (reading.holding(*self._held) if self._held else reading)._read()
        return self._known


def is_in_body(layout: Layout | None) -> bool | None:
    """Tell whether the items stand below the front matter; None if there is no telling."""
    return isinstance(layout.items, BodyItems) if layout is not None else None


def compact(episode: Episode) -> Episode:
    """Return the episode with copies of its texts.

    The texts that nodes gave lie in memory between the nodes; while they are there, the rest cannot be given back.
    """
    names: dict[str, str] = {}
    return replace(
        episode,
        items=tuple(_compact_item(item, names) for item in episode.items),
        clips=tuple(_compact_clip(clip) for clip in episode.clips),
    )


def _compact_item(item: Item, names: dict[str, str]) -> Item:
    if isinstance(item, Header):
        return replace(item, text=_copy(item.text))
    if not isinstance(item, Line):
        return replace(item, summary=_copy(item.summary))
    speaker = names.setdefault(item.speaker, item.speaker)
    label = _copy(item.label)
    read = (item.start, label) if item.source_time == (item.start, item.label) else item.source_time
    return Line(
        _copy(item.text), speaker, item.start, label, item.extra,
        origin=item.origin, source_time=read,
    )  # fmt: skip


def _compact_clip(clip: ClipItem) -> ClipItem:
    if isinstance(clip, Clip):
        return replace(clip, name=_copy(clip.name), url=_copy(clip.url))
    return replace(clip, summary=_copy(clip.summary))


def _copy(text: str) -> str:
    return text[:1] + text[1:]
