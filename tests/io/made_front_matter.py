"""Front matter in several dialects, and the lines of its keys as PyYAML sees them."""

from __future__ import annotations

from itertools import pairwise

import yaml
from hypothesis import strategies as st

SOURCES = {
    "title": ["title: A title", 'title: "A: title"', "title: 'It''s: a title\n  in two lines'"],
    "season": ["season: 3  # the third"],
    "guests": ["guests: [ana, bo]", "guests:\n- ana\n- bo", "guests:\n  - ana  # host\n  - bo"],
    "links": [
        "links:\n  youtube: https://x.org/w?v=1\n  apple: TODO",
        "links: {youtube: y, apple: z}",
        'links:\n    # both\n    apple: "TODO"\n    youtube: b',
    ],
    "description": ["description: >-\n  Folded\n  text.", "description: |\n  Kept\n  lines."],
    "topics": ["topics:\n- one\n- two  # kept", 'topics: ["one", "two"]'],
    "dateadded": ["dateadded: 2024-03-01"],
    "odd": ["odd: !tag &a value", "odd: {deep: [1, 2]}", "odd: &b\n- 1\n- 2"],
}


@st.composite
def front_matters(draw):
    lines = ["---"]
    for key, sources in SOURCES.items():
        if draw(st.integers(0, 4)) == 0:
            continue
        lines += [""] * draw(st.integers(0, 1))
        lines += [f"# about {key}"] * draw(st.integers(0, 1))
        lines.append(draw(st.sampled_from(sources)))
    lines += ["transcript:", "- line: Hello", "---", "body", ""]
    return "\n".join(lines)


def lines_of(text: str, key: str) -> tuple[int, int] | None:
    """Return the first line of a key and the one behind its last, found by PyYAML alone; None if it is not there."""
    lines = text.split("\n")
    start = lines.index("---")
    end = lines.index("---", start + 1)
    root = yaml.compose("\n".join(lines[start + 1 : end]))
    starts = [(k.value, k.start_mark.line + start + 1) for k, _ in root.value] + [(None, end)]
    for (name, first), (_, stop) in pairwise(starts):
        if name == key:
            while not lines[stop - 1].strip() or lines[stop - 1].startswith("#"):
                stop -= 1
            return first, stop
    return None
