"""The front matter form: what is typed is told, and what changes elsewhere is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from cueline.episode import Change, EditError, Episode, Map, edits, freeze
from cueline.io.yaml_text.values import value_of_yaml, yaml_of
from cueline.widgets.metadata.adding import AddingBar
from cueline.widgets.metadata.form import MetadataForm

FIELDS = {
    "slug": "birds",
    "title": "Counting birds",
    "season": 3,
    "guests": ("tomas",),
    "links": {"youtube": "https://y.org", "apple": "TODO"},
    "description": "How do you count?",
    "topics": ("birds", "dawn"),
    "dateadded": "2026-11-22",
    "duration": "PT00H01M22S",
    "sponsors": ({"name": "Ana", "since": "2024-01-01"},),
}
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (grabbing the keyboard|raise\\(\\))"  # what a list of choices asks for
)
PEOPLE = {"tomas": "Tomas Varga", "ada": "Ada Lovelace", "adam": "Adam Smith"}


class FormDesk:
    """The form with an episode behind it, as a window would have it: each edit is applied and shown."""

    def __init__(self, qtbot, fields: dict[str, object]) -> None:
        self.qtbot = qtbot
        self.form = MetadataForm(yaml_of, value_of_yaml)
        self.episode = Episode(fields=self.frozen(fields))
        self.told: list[tuple] = []
        self.form.field_edited.connect(self._edit)
        self.form.field_removed.connect(lambda path: self._edit(path, None, 0))
        qtbot.addWidget(self.form)
        self.form.resize(300, 1600)
        self.form.set_people(PEOPLE)
        with qtbot.waitExposed(self.form):
            self.form.show()
        self.form.activateWindow()
        self.form.set_episode(self.episode)

    @staticmethod
    def frozen(fields: dict[str, object]) -> Map:
        value = freeze(fields)
        assert isinstance(value, Map)
        return value

    def _edit(self, path: tuple, value: object, gesture: object) -> None:
        self.told.append((path, value, gesture))
        self.change(edits.set_field(self.episode, path, value))

    def change(self, episode: Episode) -> None:
        change = Change.between(self.episode, episode)
        self.episode = episode
        self.form.apply_change(change, episode)

    def set(self, path: tuple, value: object) -> None:
        self.change(edits.set_field(self.episode, path, value))

    def value(self, *path: str) -> object:
        found: object = self.episode.fields
        for step in path:
            assert isinstance(found, Map)
            found = found[step]
        return found

    def row(self, key: str) -> QWidget:
        row = self.form.findChild(QWidget, f"field-{key}")
        assert row is not None, key
        return row

    def has(self, key: str) -> bool:
        return self.form.findChild(QWidget, f"field-{key}") is not None

    def names(self) -> list[str]:
        labels = (self.row(k).findChild(QLabel) for k in self.form._order)
        return [label.text() for label in labels]

    def go(self, *path) -> QWidget:
        self.form.focus_field(path)
        return self.focus

    @property
    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    @property
    def text(self) -> str:
        focus = self.focus
        if isinstance(focus, QPlainTextEdit):
            return focus.toPlainText()
        assert isinstance(focus, QLineEdit)
        return focus.text()

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.focus, text)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.focus, key)

    def replace(self, text: str) -> None:
        self.qtbot.keyClick(self.focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def pause(self) -> None:
        count = len(self.told)
        self.qtbot.waitUntil(lambda: len(self.told) > count)

    def note(self, key: str) -> str:
        notes = self.row(key).findChildren(QLabel, "fieldNote")
        return " ".join(note.text() for note in notes if note.isVisible())


@pytest.fixture
def desk(qtbot):
    return FormDesk(qtbot, FIELDS)


# --- typing -------------------------------------------------------------------------------------


def test_the_form_shows_the_fields_in_the_usual_order(desk):
    assert desk.names() == [
        "Title", "Season", "Guests", "Links", "Description", "Topics", "Date added", "Duration", "slug", "sponsors",
    ]  # fmt: skip
    desk.go("title")
    assert desk.text == "Counting birds"


def test_an_episode_without_fields_offers_to_add_one(qtbot):
    desk = FormDesk(qtbot, {})
    assert desk.form.findChild(QPushButton, "addField").text() == "Add: title, short title…"
    assert not desk.form.findChild(QToolButton, "otherFields").isVisible()


def test_text_is_told_at_a_pause_and_at_once_when_the_field_is_left(desk):
    desk.go("title")
    desk.press(Qt.Key.Key_End)
    desk.type(" by ear")
    assert desk.told == []
    desk.pause()
    assert desk.value("title") == "Counting birds by ear"
    desk.type("!")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("title") == "Counting birds by ear!"
    assert desk.text == "3"


def test_one_stretch_of_typing_has_one_number_and_a_moved_caret_begins_another(desk):
    desk.go("title")
    desk.press(Qt.Key.Key_End)
    desk.type("a")
    desk.pause()
    desk.type("b")
    desk.pause()
    desk.press(Qt.Key.Key_Left)
    desk.type("c")
    desk.pause()
    gestures = [gesture for _, _, gesture in desk.told]
    assert gestures[0] == gestures[1] != gestures[2]
    assert desk.value("title") == "Counting birdsacb"


def test_two_fields_never_share_a_number(desk):
    desk.go("title")
    desk.type("a")
    desk.press(Qt.Key.Key_Tab)
    desk.replace("4")
    desk.press(Qt.Key.Key_Tab)
    first, second = (gesture for _, _, gesture in desk.told)
    assert first != second


def test_escape_leaves_the_field_and_keeps_the_text(desk, qtbot):
    desk.go("title")
    desk.replace("New")
    with qtbot.waitSignal(desk.form.left):
        desk.press(Qt.Key.Key_Escape)
    assert desk.value("title") == "New"
    assert desk.focus is desk.form


def test_the_form_goes_on_in_the_field_that_was_last_in_use(desk):
    box = desk.go("description")
    desk.press(Qt.Key.Key_Escape)
    desk.form.clearFocus()
    desk.form.setFocus()
    assert desk.focus is box


def test_tab_walks_all_fields_in_order_and_back(desk):
    seen = [desk.go("title")]
    for _ in range(15):
        desk.press(Qt.Key.Key_Tab)
        seen.append(desk.focus)
    names = [widget.accessibleName() for widget in seen]
    assert names == [
        "Title", "Season", "Guests 1", "Guests 2", "Links: youtube", "Links: apple", "New name in Links",
        "New entry in Links", "Description", "Topics", "Date added", "Duration",
        "Duration from the sound", "Duration from the last line", "Other fields", "Add a field",
    ]  # fmt: skip
    for widget in reversed(seen[:-1]):
        QTest.keyClick(desk.focus, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert desk.focus is widget


def test_the_form_holds_nobody_back(desk):
    first = desk.go("title")
    desk.qtbot.keyClick(desk.focus, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.focus is not first
    assert desk.focus is not desk.form


def test_every_field_has_a_name_and_a_tip(desk):
    boxes = [
        box
        for kind in (QLineEdit, QPlainTextEdit, QToolButton, QPushButton)
        for box in desk.form.findChildren(kind)
    ]
    assert len(boxes) > 20
    unnamed = [
        box for box in boxes if not box.toolTip() or not (box.accessibleName() or box.text())
    ]
    assert not [box.objectName() or box for box in unnamed]


def test_enter_goes_on_in_a_title_and_breaks_the_line_in_an_introduction(desk):
    desk.go("title")
    desk.press(Qt.Key.Key_Return)
    assert desk.text == "3"
    desk.go("intro")
    desk.type("One")
    desk.press(Qt.Key.Key_Return)
    desk.type("two")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("intro") == "One\ntwo"


# --- numbers, dates, lengths --------------------------------------------------------------------


def test_a_number_is_a_number(desk):
    desk.go("season")
    desk.replace("12")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("season") == 12
    desk.go("season")
    desk.replace("twelve")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("season") == 12
    assert "whole number" in desk.note("season")
    desk.go("season")
    desk.replace("13")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("season") == 13
    assert desk.note("season") == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("2026-02-30", "no such day"), ("22.11.2026", "not a date"), ("2026-11-22x", "not a date")],
)
def test_a_date_that_is_none_is_said_and_not_taken(desk, text, sentence):
    desk.go("dateadded")
    desk.replace(text)
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("dateadded") == "2026-11-22"
    assert sentence in desk.note("dateadded")
    assert desk.row("dateadded").findChild(QLineEdit).text() == text


def test_a_date_keeps_its_time_of_day(desk):
    desk.go("dateadded")
    desk.replace("2026-11-23 10:00:00 +0100")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("dateadded") == "2026-11-23 10:00:00 +0100"
    assert desk.note("dateadded") == ""


def test_a_duration_says_what_it_means(desk):
    row = desk.row("duration")
    assert "1 min 22 s" in [label.text() for label in row.findChildren(QLabel)]
    desk.go("duration")
    desk.replace("PT1H5M9S")
    assert "1 h 5 min 9 s" in [label.text() for label in row.findChildren(QLabel)]
    desk.replace("an hour")
    desk.press(Qt.Key.Key_Tab)
    assert "not a length" in desk.note("duration")
    assert desk.value("duration") == "PT1H5M9S" or desk.value("duration") == "PT00H01M22S"


def test_the_duration_can_be_asked_for(desk, qtbot):
    buttons = {b.text(): b for b in desk.row("duration").findChildren(QToolButton) if b.text()}
    for text, source in (("From the sound", "sound"), ("From the last line", "last_line")):
        with qtbot.waitSignal(desk.form.duration_asked) as asked:
            qtbot.mouseClick(buttons[text], Qt.MouseButton.LeftButton)
        assert asked.args == [source]


# --- lists --------------------------------------------------------------------------------------


def test_topics_are_typed_one_on_a_line(desk):
    desk.go("topics", 0)
    desk.press(Qt.Key.Key_Return)
    desk.type("wind ")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("topics") == ("birds", "wind", "dawn")
    desk.go("topics", 2)
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Tab)
    assert len(desk.told) == 1


def test_a_comma_or_pasted_lines_make_several_topics(desk):
    box = desk.go("keywords")
    assert "commas" in box.placeholderText()
    desk.type("MLOps, data science,")
    desk.pause()
    assert desk.value("keywords") == ("MLOps", "data science")
    assert desk.text == "MLOps\ndata science\n"
    QApplication.clipboard().setText("wind\r\ndawn")
    box.paste()
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("keywords") == ("MLOps", "data science", "wind", "dawn")


def test_a_topic_that_has_a_comma_in_the_file_keeps_it(desk):
    desk.set(("topics",), ("Oslo, Norway",))
    box = desk.go("topics")
    desk.press(Qt.Key.Key_End)
    desk.type("!")
    desk.pause()
    assert desk.value("topics") == ("Oslo, Norway!",)
    assert box.toPlainText() == "Oslo, Norway!"


def test_the_two_dates_are_told_apart_where_they_are_offered(desk):
    desk.set(("dateadded",), None)
    words = [action.text() for action in desk.form.findChild(AddingBar).menu().actions()]
    assert "Date added (dateadded)" in words
    assert "Date" in words
    assert desk.go("dateadded").placeholderText() == "2026-11-22"
    assert desk.row("dateadded").label.toolTip() != ""


def test_a_list_changed_elsewhere_leaves_the_caret_in_its_line(desk):
    box = desk.go("topics", 1)
    assert isinstance(box, QPlainTextEdit)
    desk.set(("topics",), ("first", "birds", "dawn"))
    assert desk.text == "first\nbirds\ndawn"
    assert box.textCursor().block().text() == "dawn"


def test_a_guest_is_completed_from_a_name(desk, qtbot):
    desk.go("guests", 1)
    desk.type("love")
    box = desk.focus
    assert isinstance(box, QLineEdit)
    popup = box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert [popup.model().index(i, 0).data() for i in range(popup.model().rowCount())] == [
        "Ada Lovelace  (ada)"
    ]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert box.text() == "ada"
    desk.press(Qt.Key.Key_Return)
    assert desk.value("guests") == ("tomas", "ada")
    shown = [label.text() for label in desk.row("guests").findChildren(QLabel)]
    assert {"Tomas Varga", "Ada Lovelace"} <= set(shown)
    assert desk.text == ""


def test_a_full_name_becomes_the_id_and_a_stranger_is_said_to_be_one(desk):
    desk.go("guests", 1)
    desk.type("adam smith")
    desk.press(Qt.Key.Key_Escape)
    if desk.focus is not desk.form:
        desk.press(Qt.Key.Key_Escape)
    assert desk.value("guests") == ("tomas", "adam")
    desk.go("guests", 2)
    desk.type("zed")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("guests") == ("tomas", "adam", "zed")
    shown = [label.text() for label in desk.row("guests").findChildren(QLabel)]
    assert "not known" in shown


def test_a_guest_whose_line_is_emptied_goes(desk):
    desk.set(("guests",), ("tomas", "ada"))
    desk.go("guests", 0)
    desk.replace("")
    desk.press(Qt.Key.Key_Backspace, Qt.Key.Key_Tab)
    assert desk.value("guests") == ("ada",)


# --- ids and links ------------------------------------------------------------------------------


def links_of(desk) -> list[str]:
    return list(desk.value("links"))


def test_a_link_is_changed_in_its_own_path(desk):
    desk.go("links", "apple")
    desk.replace("https://a.org")
    desk.press(Qt.Key.Key_Tab)
    assert desk.told[0][:2] == (("links", "apple"), "https://a.org")


def test_a_link_is_added_where_its_neighbours_suggest(desk):
    desk.go("links", "spotify")
    desk.type("https://s")
    desk.pause()
    assert links_of(desk) == ["youtube", "spotify", "apple"]
    desk.type(".org")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("links", "spotify") == "https://s.org"
    assert desk.text == "TODO"


def test_a_link_is_taken_out_by_key_and_by_button(desk, qtbot):
    desk.go("links", "apple")
    desk.replace("")
    desk.press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert links_of(desk) == ["youtube"]
    button = next(
        b
        for b in desk.row("links").findChildren(QToolButton)
        if b.accessibleName() == "Remove youtube"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.value("links") == {}


def test_a_name_that_is_there_already_is_said(desk):
    desk.go("links", "")
    desk.type("apple")
    desk.press(Qt.Key.Key_Tab)
    assert "there already" in desk.note("links")


# --- YAML ---------------------------------------------------------------------------------------


def test_another_key_is_shown_and_edited_as_yaml(desk):
    desk.go("sponsors")
    assert desk.text == "- name: Ana\n  since: 2024-01-01"
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_End)
    desk.type("0")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("sponsors") == (Map({"name": "Ana", "since": "2024-01-010"}),)


def test_yaml_that_is_none_names_line_and_column_and_is_kept_in_the_box(desk):
    desk.go("sponsors")
    desk.replace("a: b: c")
    desk.press(Qt.Key.Key_Tab)
    assert "Line 1, column 5" in desk.note("sponsors")
    assert desk.row("sponsors").findChild(QPlainTextEdit).toPlainText() == "a: b: c"
    assert desk.value("sponsors") == freeze(FIELDS["sponsors"])


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("title", ("a", "list"), "- a\n- list"),
        ("season", "03", "03"),
        ("guests", "tomas", "tomas"),
        ("topics", ("one", 2), "- one\n- 2"),
        ("links", Map({"youtube": 5}), "youtube: 5"),
        ("duration", 82, "82"),
    ],
)
def test_a_value_of_unusual_shape_is_shown_as_yaml_and_stays_what_it_is(desk, key, value, text):
    desk.set((key,), value)
    label = desk.row(key).findChild(QLabel)
    assert label.text().endswith("(as YAML)")
    desk.go(key)
    assert desk.text == text
    desk.press(Qt.Key.Key_Tab)
    assert desk.told == []
    assert repr(desk.value(key)) == repr(value)


# --- adding and taking out ----------------------------------------------------------------------


def add_button(desk) -> QPushButton:
    button = desk.form.findChild(QPushButton, "addField")
    assert isinstance(button, QPushButton)
    return button


def menu_texts(desk) -> list[str]:
    menu = QApplication.activePopupWidget()
    assert menu is not None
    return [action.text() for action in menu.actions() if action.text()]


def test_a_missing_usual_field_is_added_from_the_menu_and_stands_in_the_file_once_typed(desk):
    assert add_button(desk).text() == "Add: short title, episode…"
    add_button(desk).setFocus()
    desk.press(Qt.Key.Key_Space)
    assert menu_texts(desk)[:2] == ["Short title (short)", "Episode"]
    menu = QApplication.activePopupWidget()
    desk.qtbot.keyClick(menu, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.has("short"))
    assert "short" not in desk.episode.fields
    assert desk.focus.accessibleName() == "Short title"
    desk.type("Birds")
    desk.press(Qt.Key.Key_Tab)
    assert list(desk.episode.fields)[:3] == ["slug", "title", "short"]


def test_a_field_of_any_name_is_added_as_yaml(desk):
    add_button(desk).setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Up)
    desk.qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.focus.objectName() == "newFieldName")
    desk.type("transcript")
    desk.press(Qt.Key.Key_Return)
    note = desk.focus.parentWidget().findChild(QLabel, "fieldNote")
    assert "pane of its own" in note.text()
    desk.replace("reviewed")
    desk.press(Qt.Key.Key_Return)
    assert desk.focus.accessibleName() == "reviewed"
    desk.type("{by: me}")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("reviewed") == Map({"by": "me"})


def test_a_field_is_taken_out_by_button_and_by_keyboard(desk, qtbot):
    button = next(
        b
        for b in desk.row("topics").findChildren(QToolButton)
        if b.accessibleName() == "Remove Topics"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "topics" not in desk.episode.fields
    assert not desk.has("topics")
    desk.go("description")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(desk.focus, Qt.Key.Key_Delete, both)
    assert "description" not in desk.episode.fields
    desk.go("season")
    qtbot.keyClick(desk.focus, Qt.Key.Key_Delete, both)
    assert "season" not in desk.episode.fields
    assert not [b for b in desk.form.findChildren(QPushButton) if "Remove" in b.text()]


def test_a_field_that_was_begun_and_left_empty_is_not_in_the_file(desk):
    desk.go("context")
    desk.press(Qt.Key.Key_Escape)
    assert desk.has("context")
    assert desk.told == []


# --- what changes elsewhere ---------------------------------------------------------------------


def test_another_field_changes_without_moving_the_caret_of_this_one(desk):
    box = desk.go("title")
    assert isinstance(box, QPlainTextEdit)
    desk.press(Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right)
    desk.type("x")
    desk.set(("season",), 9)
    desk.set(("context",), "New")
    assert desk.focus is box
    assert box.textCursor().position() == 3
    assert desk.text == "Coxunting birds"
    desk.pause()
    assert desk.value("title") == "Coxunting birds"


def test_undo_in_the_field_shows_the_old_text_at_the_place_of_the_change(desk):
    desk.go("title")
    desk.press(Qt.Key.Key_End)
    desk.type(" by ear")
    desk.pause()
    desk.set(("title",), "Counting birds")
    assert desk.text == "Counting birds"
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("title") == "Counting birds"


def test_rows_come_and_go_with_the_fields(desk):
    desk.set(("image",), "i.jpg")
    assert desk.names()[:4] == ["Title", "Season", "Guests", "Image"]
    desk.go("image")
    desk.set(("image",), None)
    assert "Image" not in desk.names()
    assert desk.focus is desk.form


def test_another_episode_is_shown_and_nothing_told(desk):
    desk.form.set_episode(Episode(fields=Map({"title": "Other"})))
    assert desk.names() == ["Title"]
    assert desk.told == []


def test_what_was_not_understood_is_not_shown_with_the_next_episode(desk):
    for key, text in (("season", "x"), ("dateadded", "soon"), ("sponsors", "a: b: c")):
        desk.go(key)
        desk.replace(text)
        desk.press(Qt.Key.Key_Tab)
        assert desk.note(key)
    desk.go("links", "spotify")
    desk.press(Qt.Key.Key_Tab)
    desk.form.set_episode(desk.episode)
    QApplication.processEvents()
    assert [desk.note(key) for key in ("season", "dateadded", "sponsors")] == ["", "", ""]
    boxes = desk.row("links").findChildren(QLineEdit)
    assert sorted(box.text() for box in boxes) == ["", "", "TODO", "https://y.org"]
    assert desk.row("season").findChild(QLineEdit).text() == "3"
    assert desk.form.commit_typing()


def test_what_is_not_understood_is_to_be_mended_first(desk):
    desk.go("season")
    desk.replace("x")
    assert not desk.form.commit_typing()
    assert desk.focus.accessibleName() == "Season"
    desk.replace("5")
    assert desk.form.commit_typing()
    assert desk.value("season") == 5
    desk.go("links", "")
    desk.press(Qt.Key.Key_Tab)
    desk.type("https://nameless")
    assert not desk.form.commit_typing()
    assert "a name" in desk.note("links")


def test_a_value_that_came_with_the_file_is_said_to_be_odd_and_hinders_nothing(desk):
    desk.set(("dateadded",), "soon")
    assert "not a date" in desk.note("dateadded")
    assert desk.form.commit_typing()


def test_a_document_to_look_at_has_no_open_field(desk):
    desk.form.set_episode(desk.episode, True)
    boxes = [*desk.form.findChildren(QLineEdit), *desk.form.findChildren(QPlainTextEdit)]
    assert boxes
    assert not [box for box in boxes if box.isEnabled()]


def test_a_form_that_is_not_shown_fills_itself_when_it_is(qtbot):
    form = MetadataForm(yaml_of, value_of_yaml)
    qtbot.addWidget(form)
    form.set_episode(Episode(fields=Map({"title": "Late"})))
    assert not form.findChildren(QPlainTextEdit)
    with qtbot.waitExposed(form):
        form.show()
    assert [box.toPlainText() for box in form.findChildren(QPlainTextEdit)] == ["Late"]


@pytest.mark.parametrize("text", ["a\u00a0b \u2028 c", "tab\there", "emoji 😀 end", "  spaces  "])
def test_odd_characters_stay_what_they_are(desk, text):
    desk.set(("title",), text)
    desk.go("title")
    desk.press(Qt.Key.Key_End)
    desk.type("!")
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("title") in (text + "!", text.replace(" \u2028", "! \u2028"))


@pytest.mark.parametrize("width", [300, 900])
def test_nothing_is_cut_off_at_the_width_of_a_dock_or_a_window(desk, width):
    desk.form.resize(width, 900)
    QApplication.processEvents()
    content = desk.form.widget()
    assert content.width() <= desk.form.viewport().width()


def test_the_path_of_a_problem_leads_to_its_place(desk):
    assert desk.go("links", "apple").accessibleName() == "Links: apple"
    assert desk.go("guests", 0).accessibleName() == "Guests 1"
    assert desk.go("sponsors").isVisible()
    assert desk.go("image").accessibleName() == "Image"
    with pytest.raises(EditError):
        edits.set_field(desk.episode, ("transcript",), "x")


def test_nothing_of_the_fields_is_cut_off_in_a_narrow_pane(desk, qtbot):
    desk.form.resize(200, 500)
    inside = desk.form.viewport().width
    qtbot.waitUntil(lambda: desk.form.widget().width() <= inside())
    desk.form.resize(900, 500)
    sound, line = desk.row("duration").editor.buttons
    qtbot.waitUntil(lambda: sound.y() == line.y())
