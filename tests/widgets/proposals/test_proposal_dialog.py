"""The window of proposals: ticks, groups, what is done and what is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QMainWindow, QProgressBar, QPushButton

from cueline.episode import Episode, Header, Line, edits
from cueline.episode.proposals import LateSuggestions, Proposal, Suggestion
from cueline.widgets import theme
from cueline.widgets.proposals.proposal_dialog import ProposalDialog
from cueline.widgets.proposals.proposal_list import ProposalList, tick_box, told_apart
from tests.widgets.test_theme import contrast

EPISODE = Episode((Header("Bees"), Line("Hello.", "Mila", 3), Line("Good day.", "Oren", 9)))


def proposal() -> Proposal:
    def set_text(index: int, text: str):
        return lambda ep: edits.set_text(ep, index, text)

    return Proposal.of_steps(
        "mend the words",
        EPISODE,
        [
            (
                Suggestion("Words", "0:03", "Hello.", "Hello!", "She shouts.", 1),
                set_text(1, "Hello!"),
            ),
            (
                Suggestion("Words", "0:09", "Good day.", "Good evening.", "It was late.", 2),
                set_text(2, "Good evening."),
            ),
            (
                Suggestion(
                    "Removed lines", "0:09", "Good day.", "", "Nobody said it.", 2, on=False
                ),
                lambda ep: edits.delete_items(ep, 2, 2),
            ),
        ],
    )


@pytest.fixture
def dialog(qtbot):
    dialog = ProposalDialog(proposal(), "What was heard.")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def the_list(dialog) -> ProposalList:
    return dialog.findChild(ProposalList)


def button(dialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text().startswith("Do"))


def test_what_is_on_is_ticked_and_done_with_the_keys(dialog, qtbot):
    wanted = []
    dialog.wanted.connect(wanted.append)
    assert button(dialog).text() == "Do 2"
    qtbot.keyClick(the_list(dialog), Qt.Key.Key_Space)
    assert button(dialog).text() == "Do 1"
    qtbot.keyClick(the_list(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = proposal().accepted(wanted[0])
    assert [item.text for item in made.items] == ["Bees", "Hello.", "Good evening."]


def test_removals_are_off_until_they_are_ticked(dialog, qtbot):
    view = the_list(dialog)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert button(dialog).text() == "Do All 3"


def test_a_group_ticks_all_of_its_own(dialog, qtbot):
    view = the_list(dialog)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().data() == "Words: 2 of 2 chosen"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    none = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Nothing Is Ticked")
    assert not none.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert button(dialog).text() == "Do 2"


def test_two_texts_that_begin_alike_are_shown_from_where_they_differ():
    was = "https://example.org/episodes and then a long way on 1"
    assert told_apart(was, was[:-1] + "2") == ("…long way on 1", "…long way on 2")
    assert told_apart("Bees", "Birds") == ("Bees", "Birds")
    address = "https://example.org/watch?v=abcdefghijk&t"
    assert told_apart(f"{address}&t=5", f"{address}=5") == ("…fghijk&t&t=5", "…fghijk&t=5")


def test_what_would_go_is_struck_through_once_it_is_ticked(dialog, qtbot):
    view = the_list(dialog)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    index = view.currentIndex()
    suggestion = view.proposed.suggestion_at(index)
    assert suggestion.was
    assert not suggestion.now
    words = view.visualRect(index)
    words.setLeft(words.left() + 2 * view.fontMetrics().height())
    before = view.viewport().grab(words).toImage()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.viewport().grab(words).toImage() != before


def test_a_part_of_a_group_shows_on_the_group(dialog, qtbot):
    view = the_list(dialog)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    group = view.proposed.index(0, 0)
    assert group.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked


def test_a_click_on_the_box_ticks_and_one_on_the_words_does_not(dialog, qtbot):
    view = the_list(dialog)
    rect = view.row_rect(view.proposed.index(2, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=tick_box(view, rect).center())
    assert button(dialog).text() == "Do 1"
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.center().x(), rect.top() + 5)
    )
    assert button(dialog).text() == "Do 1"


def test_enter_shows_the_place_and_leaves_the_window_open(dialog, qtbot):
    asked = []
    dialog.jump_requested.connect(asked.append)
    qtbot.keyClick(the_list(dialog), Qt.Key.Key_Down)
    qtbot.keyClick(the_list(dialog), Qt.Key.Key_Return)
    assert [suggestion.index for suggestion in asked] == [2]
    assert dialog.isVisible()


def test_the_current_suggestion_stands_below_whole(dialog, qtbot):
    qtbot.keyClick(the_list(dialog), Qt.Key.Key_Down)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Was: Good day.\nNow: Good evening.\nIt was late." in shown
    assert "What was heard." in shown


def test_a_choice_that_cannot_stand_is_said_and_the_window_stays(dialog, qtbot):
    qtbot.mouseClick(button(dialog), Qt.MouseButton.LeftButton)
    dialog.show_refusal("These two would overlap.")
    error = dialog.findChild(QLabel, "proposalError")
    assert (error.isVisible(), error.text()) == (True, "These two would overlap.")
    qtbot.keyClick(the_list(dialog), Qt.Key.Key_Space)
    assert not error.isVisible()


def test_while_the_changes_are_made_nothing_can_be_ticked_and_after_a_while_that_is_shown(
    dialog, qtbot
):
    bar = dialog.findChild(QProgressBar)
    dialog.show_work()
    assert not the_list(dialog).isEnabled()
    assert not button(dialog).isEnabled()
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible)
    dialog.show_refusal("It cannot be.")
    assert not bar.isVisible()
    assert the_list(dialog).hasFocus()
    assert button(dialog).isEnabled()
    dialog.show_work()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_of_very_many_only_those_that_are_seen_are_made(qtbot):
    seen = set()

    def make(place):
        seen.add(place)
        return Suggestion("Text" if place % 2 else "Headers", f"0:{place}", "a", "b", "", place)

    kinds = ["Text" if place % 2 else "Headers" for place in range(50_000)]
    dialog = ProposalDialog(Proposal("mend", LateSuggestions(kinds, make), lambda _: EPISODE))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    view = the_list(dialog)
    assert button(dialog).text() == "Do All 50,000"
    assert view.currentIndex().data() == "Headers: 25,000 of 25,000 chosen"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().data() == "0:49999. a → b."
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert button(dialog).text() == "Do 24,999"
    wanted = []
    dialog.wanted.connect(wanted.append)
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [frozenset(range(2, 50_000, 2))]
    assert len(seen) < 1000


def test_escape_gives_up(dialog, qtbot):
    made = []
    dialog.wanted.connect(made.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not made


def test_it_can_be_read_out(dialog):
    view = the_list(dialog)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert view.currentIndex().data(role) == "0:03. Hello. → Hello!. She shouts."


def test_enter_folds_a_group_and_presses_the_button_with_the_frame(dialog, qtbot):
    made = []
    dialog.wanted.connect(made.append)
    view = the_list(dialog)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    said = Qt.ItemDataRole.AccessibleTextRole
    assert view.model().rowCount() == 5
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.currentIndex().data(said) == "Words: 2 of 2 chosen, folded"
    assert view.model().rowCount() == 3
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.currentIndex().data(said) == "Words: 2 of 2 chosen"
    arrow = QPoint(
        view.fontMetrics().height() // 2, view.row_rect(view.currentIndex()).center().y()
    )
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
    assert view.model().rowCount() == 3
    cancel = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Cancel")
    cancel.setFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert not made


def test_long_texts_have_a_wider_list_that_fits_the_window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    text = "We talked about the bees of the north for a long time."
    wide = Suggestion("Text", "0:03", text, text.replace("bees", "wasps"), "", 1)
    short, long = proposal(), Proposal("mend", (wide,), lambda chosen: EPISODE)
    narrow, made = ProposalDialog(short, "", window), ProposalDialog(long, "", window)
    assert narrow.width() < made.width() <= window.width()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_half_ticked_group_has_a_dash_and_an_empty_box_is_seen(qtbot, qapp, dialog, scheme):
    theme.apply_theme(qapp, scheme)
    try:
        view = the_list(dialog)
        qtbot.keyClick(view, Qt.Key.Key_Space)
        picture = view.viewport().grab().toImage()
        half = tick_box(view, view.row_rect(view.model().index(0, 0)))
        across = [
            picture.pixelColor(x, half.center().y()) for x in range(half.left(), half.right())
        ]
        above = picture.pixelColor(half.center().x(), half.top() + half.height() // 4)
        assert sum(differ(color, above) for color in across) > half.width() // 2
        empty = tick_box(view, view.row_rect(view.currentIndex()))
        edge = picture.pixelColor(empty.center().x(), empty.top())
        ground = picture.pixelColor(empty.right() + 2, empty.center().y())
        assert contrast(edge.name(), ground.name()) >= 3
    finally:
        theme.apply_theme(qapp, "light")


def differ(one: QColor, other: QColor) -> bool:
    return abs(one.lightness() - other.lightness()) > 40
