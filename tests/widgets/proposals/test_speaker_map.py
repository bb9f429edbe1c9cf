"""Who speaks in imported text: the names beside the voices."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from cueline.episode import Line
from cueline.episode.voices import Voice
from cueline.widgets.proposals.speaker_map import SpeakerMap


def test_what_stands_in_an_empty_name_is_whole_where_there_is_little_room(qtbot):
    voices = SpeakerMap()
    qtbot.addWidget(voices)
    voice = Voice("", 3, Line("A line of many words, which gives way to the names beside it."))
    voices.set_voices([voice], [], {}, can_hear=False, doubtful={})
    voices.resize(420, 120)
    voices.show()
    field = voices.findChild(QComboBox).lineEdit()
    words = field.placeholderText()
    assert words == "nobody named"
    assert field.fontMetrics().horizontalAdvance(words) + 4 < field.width()
