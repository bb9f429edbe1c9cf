"""What takes long to import, in pieces that nobody notices."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

_LONG = (
    "cueline.episode.edits",
    "cueline.episode.checks",
    "cueline.widgets.line_table",
    "cueline.widgets.waveform",
    "cueline.gui.layout",
    "cueline.gui.front_matter",
    "cueline.gui.mending",
    "cueline.gui.checking",
    "cueline.gui.hopping",
    "cueline.gui.parts",
)


def in_pieces() -> Iterator[None]:
    """Import what an episode needs, some of it with each step."""
    for module in _LONG:
        import_module(module)
        yield
