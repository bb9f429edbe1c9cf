"""The list of keys: what is pressed is judged at once, and every key can be found and given back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
)

FIRST = 1


class Keys:
    """The open list, and what a user does in it."""

    def __init__(self, desk):
        self.desk = desk
        desk.go(FIRST)
        desk.press("F1")
        desk.wait_for_dialog()
        self.dialog = QApplication.activeModalWidget()
        self.list = self.dialog.findChild(QTreeWidget)
        self.field = self.dialog.findChild(QKeySequenceEdit)
        self.search = next(
            field for field in self.dialog.findChildren(QLineEdit) if field.placeholderText()
        )

    def rows(self):
        groups = [self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())]
        rows = [group.child(n) for group in groups for n in range(group.childCount())]
        return [[row.text(n) for n in range(3)] for row in rows if not row.isHidden()]

    def find(self, text):
        """Look for something; its first row becomes the chosen one."""
        self.search.setFocus()
        self.desk.press("Ctrl+A")
        self.desk.type(text)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key in the field for it."""
        self.field.setFocus()
        self.desk.qtbot.keyClick(self.field, key, modifier)

    @property
    def note(self):
        return self.dialog.findChild(QLabel, "fieldNote").text()

    @property
    def use(self):
        return next(b for b in self.dialog.findChildren(QPushButton) if b.text().startswith("Use "))

    def click(self, text):
        button = next(b for b in self.dialog.findChildren(QPushButton) if b.text() == text)
        self.desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def keys(opened):
    return Keys(opened)


def test_a_key_that_is_taken_is_told_while_it_is_pressed(keys):
    keys.find("play that again table")
    assert keys.rows() == [["Play That Again", "A", "in the table"]]
    keys.press(Qt.Key.Key_T)
    assert (
        keys.note == "T is “Start Here and Next (Tap)” in the table already, which would lose it."
    )
    assert keys.use.text() == "Use It Here Instead"


def test_a_taken_key_goes_from_there_to_here(keys):
    keys.find("play that again table")
    keys.press(Qt.Key.Key_T)
    keys.click("Use It Here Instead")
    assert keys.rows() == [["Play That Again", "T", "in the table"]]
    keys.find("(tap) table")
    assert keys.rows() == [["Start Here and Next (Tap)", "", "in the table"]]
    keys.find("(tap) player")
    assert keys.rows() == [["Start Here and Next (Tap)", "T", "in the player"]]


@pytest.mark.parametrize("key", [Qt.Key.Key_G, Qt.Key.Key_Backspace, Qt.Key.Key_Left])
def test_a_key_that_typing_needs_is_refused_for_everywhere(keys, key):
    keys.find("save everywhere")
    assert keys.rows()[0] == ["Save", "Ctrl+S", "everywhere"]
    keys.press(key)
    assert "Ctrl or Alt" in keys.note
    assert not keys.use.isEnabled()


def test_copying_stays_what_it_is(keys):
    keys.find("save everywhere")
    keys.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "to copy" in keys.note
    assert not keys.use.isEnabled()


def test_a_free_key_works_at_once_and_all_can_be_reset(keys):
    keys.find("save everywhere")
    assert not any(
        b.isEnabled() for b in keys.dialog.findChildren(QPushButton) if "Reset" in b.text()
    )
    keys.press(Qt.Key.Key_F4)
    assert keys.note == "F4 is free."
    keys.click("Use This Key")
    assert keys.rows()[0] == ["Save", "F4", "everywhere"]
    assert keys.note == "“Save” has F4 everywhere now."
    keys.click("Reset All Keys…")
    keys.desk.answer("Reset All Keys")
    assert keys.rows()[0] == ["Save", "Ctrl+S", "everywhere"]


def test_keys_are_found_by_key_and_by_menu_and_nothing_is_said(keys):
    keys.find("ctrl+shift+p")
    assert [row[0] for row in keys.rows()] == ["Any Command"]
    keys.find("help")
    assert ["About Cueline", "", "everywhere"] in keys.rows()
    keys.find("xyzzy")
    assert (keys.rows(), keys.note) == ([], "Nothing found.")
    assert not keys.use.isEnabled()


def test_no_name_of_an_action_is_cut_off(keys):
    metrics = keys.list.fontMetrics()
    widest = max(metrics.horizontalAdvance(name) for name, _, _ in keys.rows())
    assert keys.list.columnWidth(0) >= widest + keys.list.indentation() * 2
