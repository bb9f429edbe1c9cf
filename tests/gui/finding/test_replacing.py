"""Replacing in the open episode, with real keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton

from cueline.widgets.proposals.proposal_list import ProposalList

HEAD = "---\ntranscript:\n"
LINE = "- line: {}\n  sec: {}\n  time: 0:0{}\n  who: {}\n"


def file_of(*texts, who="Cat"):
    return (
        HEAD
        + "- header: Cats\n"
        + "".join(LINE.format(text, n, n, who) for n, text in enumerate(texts))
        + "---\n"
    )


@pytest.fixture
def five(desk, write):
    """A desk with a file whose header and rows 1, 3 and 5 hold the word that is replaced."""
    texts = ("One cat.", "None.", "Two cat and cat.", "None.", "Three cat.")
    desk.start(write(file_of(*texts), "five.md"))
    desk.go(1)
    desk.press("Ctrl+H")
    return desk


def bar(desk):
    return desk.window.panes.find_bar


def texts(desk):
    return [item.text for item in desk.items]


def into(desk, was, now):
    """Type what is looked for and what takes its place; the focus stays in the second field."""
    desk.type(was)
    desk.press("Tab")
    desk.type(now)


def toggle(desk, name):
    button = next(b for b in bar(desk).findChildren(QToolButton) if b.accessibleName() == name)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def the_list(desk):
    desk.wait_for_dialog()
    return QApplication.activeModalWidget().findChild(ProposalList)


def test_one_place_after_the_other_each_a_step_of_its_own(five):
    into(five, "cat", "dog")
    assert bar(five).count_text() == "2 of 5"
    five.press("Return")
    assert texts(five)[1] == "One dog."
    assert bar(five).count_text() == "2 of 4"
    assert QApplication.focusWidget().objectName() == "replaceField"
    five.press("Return", "Return")
    assert texts(five)[3] == "Two dog and dog."
    five.press("Escape")
    assert not bar(five).isVisible()
    assert five.window.panes.table.hasFocus()
    five.press("Ctrl+Z")
    assert texts(five)[3] == "Two dog and cat."
    five.press("Ctrl+Z", "Ctrl+Z")
    assert texts(five)[1] == "One cat."
    assert five.window.session.clean


def test_all_that_stay_ticked_in_the_list_are_replaced_in_one_step(five):
    into(five, "cat", "dog")
    five.press("Ctrl+Return")
    shown = the_list(five)
    words = [shown.model().index(row, 0).data() for row in range(3, 7)]
    assert words[2] == "0:02. Two cat and cat. → Two cat and dog."
    shown.setFocus()
    five.press("Space")  # the header's
    five.press("Ctrl+Return")
    assert texts(five) == [
        "Cats", "One dog.", "None.", "Two dog and dog.", "None.", "Three dog.",
    ]  # fmt: skip
    five.window.activateWindow()
    five.qtbot.waitUntil(five.window.isActiveWindow)
    five.go(1)
    five.press("Ctrl+Z")
    assert texts(five)[1] == "One cat."
    assert five.window.session.clean


def test_an_open_text_is_taken_before_the_places_are_counted(five):
    five.press("Escape")
    five.window.panes.table.open_cell(2)
    five.type(" A cat.")
    five.press("Ctrl+H")
    five.type("cat")
    assert texts(five)[2] == "None. A cat."
    assert bar(five).count_text().endswith("of 6")


def test_speakers_are_replaced_where_they_are_asked_for(five):
    boxes = bar(five).replace_row.parts.boxes
    five.type("cat")
    assert bar(five).count_text() == "2 of 5"
    five.qtbot.mouseClick(
        boxes["speaker"], Qt.MouseButton.LeftButton, pos=boxes["speaker"].rect().center()
    )
    assert bar(five).count_text().endswith("of 10")
    for name in ("text", "header"):
        boxes[name].setFocus()
        five.press("Space")
    boxes["speaker"].setFocus()
    five.press("Space")
    assert boxes["speaker"].isChecked(), "the last tick stays"
    bar(five).findChild(QLineEdit, "replaceField").setFocus()
    five.type("Tom")
    five.press("Return")
    assert five.items[1].speaker == "Tom"
    assert five.items[3].speaker == "Cat"


def test_expressions_put_their_groups_in(five):
    toggle(five, "Regular expression")
    five.type(r"(\w+) (cat)\.")
    five.qtbot.waitUntil(lambda: bar(five).count_text() == "1 of 3", timeout=20_000)
    five.press("Tab")
    five.type(r"\2 \1!")
    five.press("Return")
    assert texts(five)[1] == "cat One!"
    five.qtbot.waitUntil(lambda: bar(five).count_text() == "1 of 2", timeout=20_000)
    assert five.window.panes.table.current == 3


def test_an_expression_that_is_none_is_told_and_so_is_a_replacement(five):
    toggle(five, "Regular expression")
    five.type("(cat")
    five.qtbot.waitUntil(lambda: "Column 1" in bar(five).fault_text(), timeout=20_000)
    five.type(")")
    five.qtbot.waitUntil(lambda: bar(five).count_text() == "2 of 5", timeout=20_000)
    assert bar(five).fault_text() == ""
    five.press("Tab")
    five.type(r"\3")
    five.press("Return")
    assert "no group “3”" in bar(five).fault_text()
    assert five.window.session.clean


def test_an_expression_that_takes_for_ever_leaves_the_window_alive(desk, write):
    desk.start(write(file_of("a" * 60), "long.md"))
    desk.go(1)
    desk.press("Ctrl+F")
    toggle(desk, "Regular expression")
    desk.type("(a+)+b")
    assert bar(desk).count_text() == "Looking…"
    desk.press("Backspace")
    desk.qtbot.waitUntil(lambda: bar(desk).count_text() == "2 of 2", timeout=20_000)
    desk.press("Escape")
    assert desk.window.panes.table.hasFocus()


def test_whole_words_and_capitals_are_asked_for_with_keys(five):
    five.type("cat")
    five.press("Alt+W")
    five.qtbot.waitUntil(lambda: bar(five).count_text() == "1 of 4")
    five.press("Backspace", "Backspace", "Backspace")
    five.type("Cat")
    five.press("Alt+A")
    five.qtbot.waitUntil(lambda: bar(five).count_text() == "Nothing found")
    assert not next(
        b for b in bar(five).findChildren(QPushButton) if b.text() == "&Replace"
    ).isEnabled()


def test_the_capitals_of_a_place_are_followed_and_the_list_shows_it(desk, write):
    desk.start(write(file_of("The Origins of Data Science Portugal.", "Our data science."), "d.md"))
    desk.press("Ctrl+H")
    into(desk, "data science", "data sciences")
    desk.press("Ctrl+Return")
    rows = the_list(desk).model()
    first = rows.data(rows.index(1, 0))
    assert first.endswith("→ The Origins of Data Sciences Portugal.")
    desk.press("Ctrl+Return")
    assert texts(desk)[1:] == ["The Origins of Data Sciences Portugal.", "Our data sciences."]
    assert desk.note.startswith("Done, 2 changes: replace “data science”")


def test_very_many_are_listed_by_their_sums_and_replaced_beside_the_window(desk, write):
    entries = "".join(f"- {{line: A cat and a cat, sec: {n}, who: Ana}}\n" for n in range(1_500))
    desk.start(write(f"{HEAD}{entries}---\n", "long.md"))
    desk.press("Ctrl+H")
    into(desk, "cat", "dog")
    desk.press("Ctrl+Return")
    shown = the_list(desk)
    assert shown.currentIndex().data() == "Text: 3,000 of 3,000 chosen"
    desk.press("Ctrl+Return")
    assert not shown.isEnabled()
    desk.press("Escape")
    assert QApplication.activeModalWidget() is None
    assert texts(desk)[0] == "A cat and a cat"
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    bar(desk).findChild(QLineEdit, "replaceField").setFocus()
    desk.press("Ctrl+Return")
    shown = the_list(desk)
    desk.press("Right", "Down", "Down", "Space")
    desk.press("Ctrl+Return")
    desk.qtbot.waitUntil(lambda: texts(desk)[-1] == "A dog and a dog", timeout=20_000)
    assert texts(desk)[0] == "A dog and a cat"
    assert QApplication.activeModalWidget() is None
    assert desk.note.startswith("Done, 2,999 changes")
