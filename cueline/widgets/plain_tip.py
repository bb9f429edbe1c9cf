"""Tool tips of what stands in a file: Qt takes a tip that looks like HTML for HTML, and loads the pictures in it."""

from __future__ import annotations

from cueline.episode.visible import visible

_OPEN = '<div style="white-space: pre-wrap">'


def plain_tip(text: str) -> str:
    """Return what shows `text` letter by letter when it is given to Qt as a tool tip."""
    shown = visible(text)
    return _escaped(shown) if "<" in shown or "&" in shown else shown


def longer_tip(tip: str, more: str) -> str:
    """Return a tip that `plain_tip` made, with another text below it."""
    if not more or not tip.startswith(_OPEN):
        return plain_tip(f"{tip}\n{more}") if more else tip
    return tip + _escaped(visible(more))


def _escaped(text: str) -> str:
    from html import escape

    return f"{_OPEN}{escape(text)}</div>"
