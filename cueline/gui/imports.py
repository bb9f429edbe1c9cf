"""What takes long to import, in pieces that nobody notices."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

_LONG = (
    "cueline.episode.values",
    "cueline.episode.change",
    "cueline.episode.edits",
    "cueline.episode.checks",
    "cueline.widgets.line_model",
    "cueline.widgets.line_table",
    "cueline.widgets.waveform",
    "cueline.widgets.section_tree",
    "cueline.widgets.clip_table",
    "cueline.widgets.player_pane",
    "cueline.gui.session",
    "cueline.gui.listening",
    "cueline.gui.layout",
    "cueline.gui.checking",
    "cueline.gui.mending",
    "cueline.gui.hopping",
    "cueline.gui.files",
    "cueline.gui.folder",
    "cueline.gui.publishing",
    "cueline.gui.problem_commands",
    "cueline.gui.restoring",
    "cueline.gui.views",
    "cueline.gui.parts",
)


def in_pieces() -> Iterator[None]:
    """Import what an episode needs, some of it with each step."""
    for module in _LONG:
        import_module(module)
        yield
