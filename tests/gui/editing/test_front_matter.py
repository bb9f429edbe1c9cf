"""The front matter form in the window: edits, undo, saving, people, the duration."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTabBar, QToolButton

from cueline.widgets.metadata.form import MetadataForm
from cueline.widgets.status_line import HintLine

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (grabbing the keyboard|raise\\(\\))"  # what a list of choices asks for
)


@pytest.fixture
def form(opened) -> MetadataForm:
    """Return the form of the sample's window, shown by its key."""
    opened.press("Ctrl+I")
    found = opened.window.findChild(MetadataForm, "metadataForm")
    assert found is not None
    opened.qtbot.waitUntil(lambda: opened.window.panes.form_place.form is not None)
    opened.qtbot.waitUntil(found.isVisible)
    return found


def field(form: MetadataForm, *path) -> QLineEdit | QPlainTextEdit:
    form.focus_field(path)
    box = QApplication.focusWidget()
    assert isinstance(box, (QLineEdit, QPlainTextEdit))
    return box


def text_of(box: QLineEdit | QPlainTextEdit) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def retype(desk, text: str) -> None:
    desk.press("Ctrl+A")
    desk.type(text)


def test_the_form_is_a_tab_beside_the_clips_and_made_when_first_shown(opened):
    window = opened.window
    assert window.findChild(MetadataForm) is None
    assert window.panes.clips.isVisible()
    tabs = next(bar for bar in window.findChildren(QTabBar) if bar.count() == 3)
    assert [tabs.tabText(i) for i in range(2)] == ["Clips", "Episode"]
    opened.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    opened.qtbot.waitUntil(lambda: window.findChild(MetadataForm) is not None)
    form = window.findChild(MetadataForm)
    assert text_of(field(form, "short")) == "Counting Birds by Ear"


def test_an_edit_is_saved_as_the_line_of_its_key(opened, form, sample):
    before = sample.read_text("utf-8").splitlines()
    field(form, "season")
    retype(opened, "2")
    opened.save()
    after = sample.read_text("utf-8").splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("season: 1", "season: 2")
    ]


def test_typing_is_one_step_of_undo_in_and_out_of_the_field(opened, form):
    session = opened.window.session
    field(form, "short")
    opened.press("End")
    opened.type(" now")
    opened.qtbot.waitUntil(lambda: session.episode.fields["short"].endswith(" now"))
    opened.type(" and then")
    opened.press("Ctrl+Z")
    assert session.episode.fields["short"] == "Counting Birds by Ear"
    assert session.clean
    assert text_of(field(form, "short")) == "Counting Birds by Ear"
    opened.press("Ctrl+Shift+Z")
    assert text_of(field(form, "short")) == "Counting Birds by Ear now and then"
    opened.press("Escape")
    assert QApplication.focusWidget() is opened.window.panes.table
    opened.press("Ctrl+Z")
    assert session.clean


def test_steps_in_two_fields_are_two(opened, form):
    session = opened.window.session
    field(form, "season")
    retype(opened, "2")
    field(form, "episode")
    retype(opened, "3")
    opened.press("Ctrl+Z")
    assert (session.episode.fields["season"], session.episode.fields["episode"]) == (2, 1)
    opened.press("Ctrl+Z")
    assert session.clean


def test_the_panes_are_walked_into_the_form_and_out_again(opened, form):
    panes = opened.window.panes
    panes.clips.window().panes.docks[1].raise_()
    opened.press("Ctrl+I")
    assert form.isAncestorOf(QApplication.focusWidget())
    opened.press("F6")
    assert not form.isAncestorOf(QApplication.focusWidget())
    opened.press("Shift+F6")
    assert form.isAncestorOf(QApplication.focusWidget())


def test_the_hint_line_shows_what_matters_in_the_form(opened, form):
    field(form, "title")
    hints = opened.window.panes.status.findChild(HintLine, "statusHints")
    assert "what changed" in hints.toolTip()


def test_what_is_not_understood_keeps_the_file_from_being_saved(opened, form, sample):
    before = sample.read_bytes()
    field(form, "season")
    retype(opened, "two")
    opened.press("Ctrl+S")
    assert opened.note.startswith("Not saved. “Season”: Write the season as a whole number")
    assert sample.read_bytes() == before
    assert QApplication.focusWidget().accessibleName() == "Season"
    retype(opened, "2")
    opened.save()
    assert b"\nseason: 2\n" in sample.read_bytes()


def test_a_date_that_is_none_is_named_and_given_up_with_escape(opened, form, sample):
    before = sample.read_bytes()
    box = field(form, "dateadded")
    good = text_of(box)
    retype(opened, "2025-13-45")
    opened.press("Ctrl+S")
    assert "“Date added” (dateadded): There is no such day as 2025-13-45." in opened.note
    assert sample.read_bytes() == before
    opened.press("Escape")
    assert text_of(box) == good
    assert box.hasFocus()
    opened.press("Escape")
    assert not box.hasFocus()
    assert opened.window.close()


def test_wrong_yaml_is_asked_about_before_the_window_is_left(opened, form, sample):
    before = sample.read_bytes()
    box = field(form, "sponsors")
    retype(opened, "[1, 2")
    opened.window.close()
    assert "“sponsors”" in opened.question().informativeText()
    assert opened.question().defaultButton().text() == "Stay and Mend"
    opened.answer("Stay and Mend")
    assert opened.window.isVisible()
    assert text_of(box) == "[1, 2"
    opened.window.close()
    opened.answer("Leave Without It")
    opened.qtbot.waitUntil(lambda: not opened.window.isVisible())
    assert sample.read_bytes() == before


def test_cut_copy_and_paste_in_the_menu_act_on_the_field_in_use(opened, form):
    menu, actions = opened.window.menus["Edit"], opened.window.actions_by_id
    menu.aboutToShow.emit()
    names = ("edit.cut", "edit.copy", "edit.paste")
    opened.go(0)
    QApplication.clipboard().setText("wind")
    menu.aboutToShow.emit()
    assert not [name for name in names if actions[name].isEnabled()]
    box = field(form, "season")
    before = text_of(box)
    opened.press("Ctrl+A")
    menu.aboutToShow.emit()
    assert all(actions[name].isEnabled() for name in names)
    opened.do("edit.cut")
    assert (text_of(box), QApplication.clipboard().text()) == ("", before)
    menu.aboutToShow.emit()
    assert [name for name in names if actions[name].isEnabled()] == ["edit.paste"]
    opened.do("edit.paste")
    assert text_of(box) == before


def test_a_field_taken_out_comes_back_with_undo_where_it_was(opened, form, sample):
    before = sample.read_bytes()
    row = form.findChild(QToolButton, "otherFields").parentWidget()
    button = next(b for b in row.findChildren(QToolButton) if b.accessibleName() == "Remove Image")
    opened.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "Took out “image”" in opened.note
    opened.save()
    assert b"image:" not in sample.read_bytes()
    opened.press("Ctrl+Z")
    opened.save()
    assert sample.read_bytes() == before


def test_the_duration_is_filled_in_and_says_where_from(opened, form):
    def fields():
        return opened.window.session.episode.fields

    box = field(form, "duration")
    retype(opened, "PT2M")
    buttons = box.parentWidget().findChildren(QToolButton)
    from_sound, from_line = (b for b in buttons if b.text().startswith("From"))
    opened.qtbot.mouseClick(from_line, Qt.MouseButton.LeftButton)
    assert "start of the last line" in opened.note
    assert fields()["duration"] == "PT1M15S"
    opened.qtbot.waitUntil(lambda: opened.window.listening.length is not None)
    opened.qtbot.mouseClick(from_sound, Qt.MouseButton.LeftButton)
    assert fields()["duration"] == "PT1M22S"
    assert "s01e01-counting-birds-by-ear.mp3" in opened.note
    assert text_of(box) == "PT1M22S"


def test_guests_are_offered_from_the_people_of_the_site(desk, sample):
    people = sample.parent / "_people"
    people.mkdir()
    (people / "adal.md").write_text("---\nshort: adal\ntitle: Ada Lovelace\n---\n", "utf-8")
    (people / "tomasvarga.md").write_text(
        "---\nshort: tomasvarga\ntitle: Tomas Varga\n---\n", "utf-8"
    )
    desk.start(sample)
    desk.press("Ctrl+I")
    form = desk.window.findChild(MetadataForm)

    def shown() -> set[str]:
        return {label.text() for label in form.findChildren(QLabel)}

    desk.qtbot.waitUntil(lambda: "Tomas Varga" in shown())
    field(form, "guests", 1)
    desk.type("adal")
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    box.completer().popup().hide()
    desk.press("Escape")
    assert desk.window.session.episode.fields["guests"] == ("tomasvarga", "adal")


def test_another_file_is_shown_in_the_form_that_is_open(opened, form, write):
    path = write("---\ntitle: Another\ntranscript:\n- line: Hello\n  who: Ana\n---\n")
    opened.window.open_path(path)
    opened.wait_for_opening()
    assert text_of(field(form, "title")) == "Another"
    opened.press("Escape")


def test_a_problem_leads_to_its_field(opened):
    opened.window.front_matter.focus_field(("links", "youtube"))
    assert QApplication.focusWidget().accessibleName() == "Links: youtube"
