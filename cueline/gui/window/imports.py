"""What takes long to import, in pieces that nobody notices."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

_LONG = (
    "cueline.episode.values",
    "cueline.episode.change",
    "cueline.episode.edits",
    "cueline.episode.checks",
    "cueline.widgets.lines.model",
    "cueline.widgets.lines.table",
    "cueline.widgets.waveform.waveform",
    "cueline.widgets.sections.tree",
    "cueline.widgets.clips.table",
    "cueline.widgets.player.player_pane",
    "cueline.gui.session",
    "cueline.gui.sound.listening",
    "cueline.gui.window.layout",
    "cueline.gui.checks.checking",
    "cueline.gui.checks.mending",
    "cueline.gui.timing.hopping",
    "cueline.gui.files.files",
    "cueline.gui.site.folder",
    "cueline.gui.checks.publishing",
    "cueline.gui.checks.problem_commands",
    "cueline.gui.safety.restoring",
    "cueline.gui.window.views",
    "cueline.gui.window.making",
)


def in_pieces() -> Iterator[None]:
    """Import what an episode needs, some of it with each step."""
    for module in _LONG:
        import_module(module)
        yield
