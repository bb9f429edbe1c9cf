"""The keys that the status line names: for each pane, and each pass, the five that matter there."""

from __future__ import annotations

from cueline.widgets.key_names import key_names

HINTS: dict[str, tuple[tuple[str, str], ...]] = {
    "table": (
        ("line.edit", "edit"),
        ("playback.play_line", "hear"),
        ("line.retime_and_next", "tap"),
        ("line.retime_to_playhead", "start here"),
        ("section.split", "new section"),
    ),
    "mend": (
        ("mend.take", "open it mended"),
        ("mend.again", "read it again"),
        ("file.open", "open another"),
        ("edit.command", "any command"),
        ("help.keys", "keys"),
    ),
    "look": (
        ("file.open", "open another"),
        ("file.open_folder", "open a folder"),
        ("file.close", "close it"),
        ("edit.command", "any command"),
        ("help.keys", "keys"),
    ),
    "cell": (
        ("line.edit", "done"),
        ("playback.play_from_caret", "hear from here"),
        ("line.split", "split"),
        ("line.retime_to_playhead", "start here"),
        ("edit.undo", "undo"),
    ),
    "player": (
        ("playback.toggle", "play"),
        ("playback.back", "back 1 s"),
        ("playback.slower", "slower"),
        ("playback.faster", "faster"),
        ("line.retime_and_next", "tap"),
    ),
    "wave": (
        ("playback.toggle", "play"),
        ("wave.nearest_edge", "nearest edge"),
        ("wave.nudge_later", "nudge it"),
        ("wave.zoom_line", "this line"),
        ("wave.zoom_fit", "whole sound"),
    ),
    "tree": (
        ("section.rename", "rename"),
        ("section.merge", "merge"),
        ("section.header_down", "a line down"),
        ("section.play_joint", "hear its beginning"),
        ("section.mend_clip", "mend its clip"),
    ),
    "publish": (
        ("edit.undo", "undo"),
        ("file.review", "review"),
        ("file.save", "save"),
        ("view.next_pane", "next pane"),
        ("edit.command", "any command"),
    ),
    "problems": (
        ("problem.fix", "fix"),
        ("problem.fix_all", "fix all of this kind"),
        ("problem.right_for_me", "this is right"),
        ("problem.next", "next"),
        ("edit.undo", "undo"),
    ),
    "clips": (
        ("clip.play", "hear"),
        ("clip.edge_to_playhead", "edge to playhead"),
        ("clip.rename", "rename"),
        ("clip.split", "split"),
        ("clip.merge", "join"),
    ),
    "form": (
        ("edit.undo", "undo"),
        ("file.review", "what changed"),
        ("file.save", "save"),
        ("playback.toggle", "play"),
        ("view.next_pane", "next pane"),
    ),
    "tap": (
        ("line.retime_and_next", "tap"),
        ("tap.back", "one back"),
        ("tap.end", "end"),
        ("playback.toggle", "play"),
        ("playback.slower", "slower"),
    ),
    "hop": (
        ("hop.right", "right"),
        ("line.retime_and_next", "starts now"),
        ("hop.back", "one before"),
        ("hop.end", "end"),
        ("playback.toggle", "play"),
    ),
    "start": (
        ("file.open_folder", "open a folder"),
        ("file.open", "a file"),
        ("edit.command", "any command"),
        ("help.keys", "keys"),
        ("file.quit", "quit"),
    ),
}
"""By pane or pass: action ids, each with the word for it."""

FIXED: dict[str, tuple[tuple[str, str], ...]] = {
    "find": (("Enter", "next place"), ("Shift+Enter", "the one before"), ("Esc", "close")),
    "replace": (
        ("Enter", "next place, or replace it"),
        (key_names("Ctrl+Enter"), "replace all"),
        ("Esc", "close"),
    ),
    "notice": (("Enter", "do it"), ("← →", "next button"), ("Esc", "back")),
    "folder": (("Enter", "open"), ("↓ ↑", "walk the list"), ("Esc", "back")),
}
"""By pane: keys that no key set changes, each with the word for it."""
