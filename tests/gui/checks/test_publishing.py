"""Ready to publish? Each entry is one key from its place, and follows what is done about it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from cueline.widgets.proposals.proposal_dialog import ProposalDialog
from cueline.widgets.proposals.publish_list import PublishList
from cueline.widgets.status_line import HintLine
from tests.gui.checks.made_bees import BEES

FRONT = BEES.replace("season:", "short: Bees\nseason:").replace(
    "description:", "  spotify: TODO\ndescription:"
)
EPISODE = (
    FRONT
    + """transcript:
- header: Start
- line: Hello.
  sec: 0
  time: '0:00'
  who: Mila
- header: The hive
- line: Bees.
  sec: 20
  time: '0:20'
  who: Oren
- header: Honey
- line: Sweet.
  sec: 60
  time: '1:00'
  who: Oren
---
"""
)


@pytest.fixture
def bees(desk, write):
    desk.path = write(EPISODE)
    desk.start(desk.path)
    return desk


def shown(desk) -> PublishList:
    return desk.window.findChild(PublishList)


def messages(desk) -> list[str]:
    return [row.remark.message for row in shown(desk).rows]


def said(desk) -> str:
    return shown(desk).findChild(QLabel, "publishSaid").text()


def ask(desk) -> None:
    desk.press("Ctrl+Shift+D")
    desk.qtbot.waitUntil(shown(desk).rows[0].hasFocus)


def go_to(desk, part: str) -> None:
    """Walk down to the entry with these words."""
    while part not in QApplication.focusWidget().accessibleName():
        before = QApplication.focusWidget()
        desk.press("Down")
        assert QApplication.focusWidget() is not before, part


def test_a_key_lists_what_is_missing_in_sentences(bees):
    ask(bees)
    assert messages(bees) == [
        "The duration is 0:50, but the last line starts at 1:00.",
        "The last clip, “The hive”, ends at 0:40, but the last line starts at 1:00.",
        "“links spotify” says only “TODO”.",
        "No clip has the name of the section “Honey”.",
    ]
    assert said(bees) == "4 things are missing or wrong."
    hints = bees.window.panes.status.findChild(HintLine, "statusHints")
    assert "Ctrl+D review" in hints.toolTip()


def test_junk_addresses_are_one_entry_whose_button_opens_the_list(desk, write):
    desk.start(write(EPISODE.replace("&t=", "&t&t=")))
    ask(desk)
    go_to(desk, "addresses of 2 clips")
    desk.press("Tab", "Return")
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ProposalDialog))
    desk.wait_for_dialog()
    desk.press("Ctrl+Return")
    desk.qtbot.waitUntil(lambda: not any("addresses" in text for text in messages(desk)))
    assert all("&t&" not in clip.url for clip in desk.window.session.episode.clips)


def test_a_guest_whom_the_site_does_not_know_is_listed(desk, write, tmp_path):
    (tmp_path / "_people").mkdir()
    (tmp_path / "_people" / "ana.md").write_text("---\nshort: ana\ntitle: Ana\n---\n", "utf-8")
    desk.start(write(EPISODE))
    ask(desk)
    desk.qtbot.waitUntil(lambda: any("not among the people" in text for text in messages(desk)))


def test_a_header_is_shown_in_the_table(bees):
    ask(bees)
    go_to(bees, "Honey")
    bees.press("Return")
    assert bees.window.panes.table.current == 4
    assert bees.window.panes.table.hasFocus()
    assert shown(bees).isVisible()


def test_a_clip_is_shown_in_the_table_of_clips(bees):
    ask(bees)
    go_to(bees, "last clip")
    bees.press("Return")
    assert bees.window.panes.clips.current == 1
    bees.qtbot.waitUntil(bees.window.panes.clips.hasFocus)


def test_a_field_is_shown_in_the_form(bees):
    ask(bees)
    go_to(bees, "spotify")
    bees.press("Return")
    form = bees.window.panes.form_place
    bees.qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget()))
    bees.press("Ctrl+A")
    bees.type("https://open.spotify.com/episode/1")
    bees.qtbot.waitUntil(lambda: not any("spotify" in text for text in messages(bees)))
    assert said(bees) == "3 things are missing or wrong."


def test_a_mend_is_one_step_and_the_entry_goes(bees):
    ask(bees)
    bees.press("Tab", "Return")
    assert bees.window.session.episode.fields["duration"] == "PT1M"
    assert "The duration is 0:50" not in " ".join(messages(bees))
    assert bees.note.startswith("Done: Make it PT1M")
    assert bees.window.session.index == 1
    bees.do("edit.undo")
    bees.qtbot.waitUntil(lambda: "The duration is 0:50" in " ".join(messages(bees)))


def test_everything_mended_is_ready(bees):
    ask(bees)
    while shown(bees).rows and shown(bees).rows[0].buttons:
        shown(bees).go(0)
        before = messages(bees)[0]
        bees.press("Tab", "Return")
        assert before not in messages(bees)
    assert "so this end is a guess" in messages(bees)[-1]
    go_to(bees, "spotify")
    bees.press("Return", "Ctrl+A")
    bees.type("https://open.spotify.com/episode/1")
    bees.qtbot.waitUntil(lambda: len(shown(bees).rows) == 2)
    bees.press("Ctrl+Shift+D", "Tab", "Return")
    assert said(bees) == "Ready."


def test_the_list_follows_the_edits_made_elsewhere(bees):
    ask(bees)
    bees.go(4)
    bees.press("Shift+B")
    bees.qtbot.waitUntil(lambda: not any("Honey" in text for text in messages(bees)))


def test_escape_takes_the_list_away_and_another_file_fills_it_anew(bees, write):
    ask(bees)
    bees.window.open_path(write(EPISODE.replace("duration: PT50S", "duration: PT2M"), "two.md"))
    bees.wait_for_opening()
    bees.qtbot.waitUntil(lambda: "The duration" not in " ".join(messages(bees)))
    shown(bees).go(0)
    bees.press("Escape")
    assert not shown(bees).isVisible()
    assert bees.window.panes.table.hasFocus()
