"""Episodes to export: one told in full, and any that hypothesis makes of lines, headers and clips."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from cueline.episode import Clip, Episode, Header, Line, Map, Other
from cueline.io.formats import Options, export_to
from tests.io.made_files import NAMES, TEXTS

EPISODE = Episode(
    items=(
        Header("Welcome & <start>"),
        Line("Hello, it's 5 < 6 & {x}.", "Ana", 3, "0:03"),
        Line("It goes on.", "Ana"),
        Header("Counting birds"),
        Line("How do you count?", "Bo", 20, "0:20"),
        Line("By ear.", "Ana", 20, "0:20"),
        Line("And --> by eye.", "Ana", 62, "1:02"),
        Other("just text"),
        Header("The end"),
        Line("Thank\nyou.", "Bo", 3723, "1:02:03"),
    ),
    clips=(
        Clip("Welcome & <start>", 0, 20, "https://x.org/w?v=1&t=0"),
        Clip("Counting birds", 20, 3723, "https://x.org/w?v=1&t=20"),
        Clip("The end", 3723, None),
        Other("no clip"),
    ),
    fields=Map({"title": "Birds: a “count”", "season": 3, "image": "https://x.org/i.png"}),
)
"""Two lines at 0:20, a paragraph without a time, an entry that is no line, a clip without an end."""

TIMED_ONLY = Options(length=3800)


def exported(name, episode=EPISODE, options=TIMED_ONLY):
    """Return the text of an export."""
    return export_to(name, episode, options).text


def untimed(episode=EPISODE):
    """Return the episode without a single time."""
    items = (
        replace(item, start=None, label="") if isinstance(item, Line) else item
        for item in episode.items
    )
    return replace(episode, items=tuple(items))


STARTS = st.one_of(
    st.none(),
    st.integers(0, 30),
    st.integers(0, 30_000),
    st.floats(0, 9000, allow_nan=False).map(lambda seconds: round(seconds, 3)),
)
LINES = st.builds(Line, TEXTS, st.one_of(NAMES, st.just("")), STARTS)
HEADERS = st.builds(Header, TEXTS)
EPISODES = st.lists(st.one_of(LINES, LINES, LINES, HEADERS), max_size=12).map(
    lambda items: Episode(items=tuple(items))
)
