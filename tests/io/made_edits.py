"""Edits made by hypothesis, of every kind there is."""

from __future__ import annotations

from hypothesis import strategies as st

from cueline.episode import Clip, EditError, Episode, Header, Line, edits
from tests.io.made_files import NAMES, TEXTS


def any_edit(draw: st.DrawFn, ep: Episode) -> Episode:
    """Return `ep` after an edit drawn from all of them; the same where the edit cannot be done."""
    edit = draw(st.sampled_from(_EDITS))
    try:
        return edit(draw, ep)
    except EditError:
        return ep


def index(draw, ep, kind: type | tuple[type, ...] = object):
    """Draw the position of an item of a kind; EditError if there is none."""
    places = [i for i, item in enumerate(ep.items) if isinstance(item, kind)]
    if not places:
        raise EditError("none")
    return draw(st.sampled_from(places))


def _span(draw, ep):
    first = index(draw, ep)
    return first, draw(st.integers(first, min(len(ep.items) - 1, first + 3)))


def _insert(draw, ep):
    start = draw(st.one_of(st.none(), st.integers(0, 9000)))
    place = draw(st.integers(0, len(ep.items)))
    return edits.insert_line(ep, place, Line(draw(TEXTS), draw(NAMES), start))


def _split(draw, ep):
    place = index(draw, ep, Line)
    return edits.split_line(ep, place, draw(st.integers(0, len(ep.items[place].text))))


def _stretch(draw, ep):
    first, last = _span(draw, ep)
    return edits.stretch(ep, first, last, draw(st.integers(0, 99)), draw(st.integers(0, 9000)))


def _boundary(draw, ep):
    return edits.set_clip_boundary(
        ep, draw(st.integers(0, len(ep.clips))), draw(st.integers(0, 5000))
    )


def _clip(draw, ep):
    places = [i for i, clip in enumerate(ep.clips) if isinstance(clip, Clip)]
    if not places:
        raise EditError("none")
    return draw(st.sampled_from(places))


def _field(draw, ep):
    path, value = draw(
        st.sampled_from(
            [
                (("title",), "Another: title"), (("links", "youtube"), "https://y.org"), (("links", "new"), "it's"),
                (("links", "apple"), None), (("topics", 2), "three"), (("topics", 0), None), (("guests", 1), "cy"),
                (("guests", 2), "di"), (("season",), 4), (("season",), None), (("added",), ("a", "b")),
                (("context",), {"deep": {"er": 1}}), (("links", "youtube"), None), (("topics", 1), "t: #2"),
                (("guests", 0), None), (("date",), "2025-03-01"), (("flag",), True), (("title",), 5),
            ]
        )
    )  # fmt: skip
    return edits.set_field(ep, path, value)


_EDITS = (
    lambda draw, ep: edits.set_text(ep, index(draw, ep, (Line, Header)), draw(TEXTS)),
    lambda draw, ep: edits.set_speaker(ep, index(draw, ep, Line), draw(NAMES)),
    lambda draw, ep: edits.rename_speaker(ep, draw(NAMES), draw(NAMES)),
    lambda draw, ep: edits.retime(ep, index(draw, ep, Line), draw(st.integers(0, 9000))),
    lambda draw, ep: edits.retime_together(ep, index(draw, ep, Line), draw(st.integers(0, 9000))),
    lambda draw, ep: edits.shift(ep, draw(st.integers(-50, 50)), *_span(draw, ep)),
    lambda draw, ep: edits.merge_lines(ep, *_span(draw, ep)),
    lambda draw, ep: edits.delete_items(ep, *_span(draw, ep)),
    lambda draw, ep: edits.split_section(ep, index(draw, ep), draw(TEXTS)),
    lambda draw, ep: edits.rename_section(ep, index(draw, ep, Header), draw(TEXTS)),
    lambda draw, ep: edits.merge_section(ep, index(draw, ep, Header)),
    lambda draw, ep: edits.move_header(ep, index(draw, ep, Header), index(draw, ep)),
    lambda draw, ep: edits.rename_clip(ep, _clip(draw, ep), draw(TEXTS)),
    lambda draw, ep: edits.split_clip(ep, _clip(draw, ep), draw(st.integers(0, 4000))),
    lambda draw, ep: edits.delete_clip(ep, _clip(draw, ep)),
    lambda draw, ep: edits.clips_from_sections(ep, draw(st.integers(5000, 9000))),
    _insert,
    _split,
    _stretch,
    _boundary,
    _field,
)
