"""From a plain transcript and a list of its sections to an episode with sections and clips, with keys alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cueline.episode import Clip, Header, edits
from cueline.io import open_document
from cueline.resources.sample import EPISODE, SOUND
from tests.gui.conftest import Desk

LIST = """\
0:00 Podcast introduction
0:21 - Why counting by ear works
00:43 What the recordings miss
1:03 How to take part
"""
FIELDS = ("description", "topics", "intro", "dateadded", "duration")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Return the sample as a machine would have made it: lines and links alone."""
    document = open_document(EPISODE)
    episode = document.episode
    for index in reversed(range(len(episode.items))):
        if isinstance(episode.items[index], Header):
            episode = edits.delete_items(episode, index, index)
    for _ in episode.clips:
        episode = edits.delete_clip(episode, 0)
    for name in FIELDS:
        episode = edits.set_field(episode, (name,), None)
    shutil.copy(SOUND, tmp_path)
    path = tmp_path / EPISODE.name
    document.save(episode, path)
    assert "header:" not in path.read_text("utf-8")
    return path


def test_sections_clips_and_duration_of_a_plain_transcript(desk: Desk, plain: Path):
    before = plain.read_bytes()
    desk.start(plain)
    desk.qtbot.waitUntil(lambda: desk.window.listening.length is not None)
    desk.go(0)
    desk.do("section.from_topics")
    desk.wait_for_dialog()
    QApplication.clipboard().setText(LIST)
    desk.press("Ctrl+V", "Ctrl+Return")
    accept(desk)
    desk.do("clip.from_sections")
    accept(desk)
    desk.do("field.duration")
    accept(desk)
    save(desk)

    wanted, made = open_document(EPISODE).episode, open_document(plain).episode
    assert made.items == wanted.items
    assert [clip for clip in made.clips if isinstance(clip, Clip)][1:] == list(wanted.clips)[1:]
    assert made.clips[0].start in (0, 1)
    assert made.fields["duration"] == wanted.fields["duration"]

    for _ in range(3):
        desk.do("edit.undo")
    save(desk)
    assert plain.read_bytes() == before


def accept(desk: Desk) -> None:
    """Do what the proposal that is open has ticked."""
    desk.wait_for_dialog()
    desk.press("Ctrl+Return")


def save(desk: Desk) -> None:
    """Save with the keys back in the window."""
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.save()
