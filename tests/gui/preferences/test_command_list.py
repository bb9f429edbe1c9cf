"""The list of all commands: narrowed by typing, and honest about what cannot be done just now."""

from PySide6.QtWidgets import QApplication, QLabel, QTreeWidget

from cueline.gui.actions import real_actions
from cueline.gui.actions.state import REASONS
from cueline.gui.preferences.command_list import CommandList

FIRST, HEADER = 1, 4


def commands(desk):
    """Open the list by its key and return the dialog."""
    desk.press("Ctrl+Shift+P")
    desk.wait_for_dialog()
    found = QApplication.activeModalWidget()
    assert isinstance(found, CommandList)
    return found


def rows(dialog):
    shown = dialog.findChild(QTreeWidget)
    places = (shown.topLevelItem(place) for place in range(shown.topLevelItemCount()))
    return [(row.text(0), row.text(1)) for row in places if not row.isHidden()]


def said(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_no_hit_is_said_and_enter_does_nothing(opened):
    opened.go(FIRST)
    before = opened.items
    dialog = commands(opened)
    opened.type("xyzzy")
    assert "Nothing found" in said(dialog)
    assert not dialog.findChild(QTreeWidget).isVisible()
    opened.press("Return")
    assert dialog.isVisible()
    opened.press("Ctrl+A", "Backspace")
    assert "Nothing found" not in said(dialog)
    assert opened.items == before


def test_what_cannot_be_done_is_there_with_why(opened):
    opened.go(HEADER)
    dialog = commands(opened)
    opened.type("nudge later, this")
    assert rows(dialog) == [("Nudge Later, This Line Alone", "the chosen row has no time")]
    opened.press("Return")
    assert dialog.isVisible()
    assert opened.window.session.clean


def test_what_begins_with_the_words_comes_before_what_has_them_in_order_and_anyhow(opened):
    opened.go(FIRST)
    dialog = commands(opened)
    opened.type("clips from the sec")
    assert [name for name, _ in rows(dialog)][:2] == [
        "Clips from the Sections",
        "Sections from the Clips",
    ]
    opened.press("Ctrl+A")
    opened.type("from clips")
    names = [name for name, _ in rows(dialog)]
    assert names[0] == "Sections from the Clips"
    assert "Clips from the Sections" in names


def test_what_can_be_done_stands_before_what_cannot(opened):
    opened.go(FIRST)
    reasons = [why in REASONS.values() for _, why in rows(commands(opened))]
    assert reasons == sorted(reasons)
    assert True in reasons


def test_without_an_episode_the_reason_is_that(desk):
    desk.start()
    dialog = commands(desk)
    opened = dict(rows(dialog))
    assert opened["Nudge Later"] == opened["Save"] == "no episode is open"
    assert opened["Settings"] == "Edit"


def test_each_word_of_the_table_of_actions_has_its_reason():
    assert {action.when for action in real_actions()} - {"always"} <= set(REASONS)
