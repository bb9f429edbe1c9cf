"""A new episode: asked for, seen as it will be, written and opened."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)

from cueline.episode import Line
from cueline.io import open_document
from cueline.widgets.proposals.new_episode_dialog import NewEpisodeDialog

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (grabbing the keyboard|raise\\(\\))"  # what a list of choices asks for
)
NEWEST = """\
---
title: "Bread and bees"
short: "Bees"
guests: [milanovak]
image: images/podcast/s03e07-bread-and-bees.jpg
season: 3
episode: 7
links:
  youtube: https://www.youtube.com/watch?v=abcdefghijk
transcript:
- line: "Good morning."
  sec: 3
  time: "0:03"
  who: "Ann"
- line: "Good morning to you."
  sec: 5
  time: "0:05"
  who: "Mila"
---
"""
RAW = "0:03\nAnn Berg\nHello.\n\n0:09\nOren Tal\nThank you.\n"


@pytest.fixture
def site(tmp_path):
    """Return the folder of a site's episodes, people beside it."""
    for name, key in (("Mila Novak", "milanovak"), ("Oren Tal", "orental")):
        path = tmp_path / "_people" / f"{key}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\nshort: {key}\ntitle: {name}\n---\n", "utf-8")
    folder = tmp_path / "_podcast"
    folder.mkdir()
    (folder / "s03e07-bread-and-bees.md").write_text(NEWEST, "utf-8")
    return folder


def test_the_new_episode_follows_the_newest_of_the_folder(desk, site):
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    assert [dialog.findChild(QSpinBox, n).value() for n in ("newSeason", "newNumber")] == [3, 8]
    assert dialog.findChild(QLabel, "newAfter").text().endswith("s03e07-bread-and-bees.md")
    desk.type("Ants: a talk")
    guests = dialog.findChild(QLineEdit, "newGuests")
    guests.setFocus()
    desk.type("orental")
    paste(desk, dialog, RAW)
    shown = dialog.findChild(QPlainTextEdit, "newPreview")
    desk.qtbot.waitUntil(lambda: 'who: "Oren"' in shown.toPlainText())
    assert dialog.findChild(QLineEdit, "newFile").text() == "s03e08-ants-a-talk.md"
    text = shown.toPlainText()
    make(desk, dialog)
    path = site / "s03e08-ants-a-talk.md"
    desk.qtbot.waitUntil(lambda: path.name in desk.window.windowTitle())
    assert path.read_text("utf-8") == text
    assert text.startswith('---\ntitle: "Ants: a talk"\n')
    assert "guests: [orental]" in text
    assert [(i.speaker, i.label) for i in desk.items if isinstance(i, Line)] == [
        ("Ann", "0:03"), ("Oren", "0:09"),
    ]  # fmt: skip
    assert sorted(p.name for p in site.iterdir()) == [
        "s03e07-bread-and-bees.md",
        "s03e08-ants-a-talk.md",
    ]


def test_a_guest_is_completed_from_the_people_of_the_site(desk, site):
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    guests = dialog.findChild(QLineEdit, "newGuests")
    guests.setFocus()
    desk.type("milanovak, Tal")
    popup = guests.completer().popup()
    desk.qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "orental · Oren Tal"
    desk.qtbot.keyClick(popup, Qt.Key.Key_Down)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert guests.text() == "milanovak, orental"
    dialog.reject()


def test_guests_are_found_among_those_who_speak(desk, site):
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    paste(desk, dialog, RAW)
    guests = dialog.findChild(QLineEdit, "newGuests")
    assert guests.text() == "orental"
    guests.clear()
    box = dialog.findChild(QComboBox, "name Ann Berg")
    box.setFocus()
    desk.press("Ctrl+A")
    desk.type("Anna")
    shown = dialog.findChild(QPlainTextEdit, "newPreview")
    desk.qtbot.waitUntil(lambda: 'who: "Anna"' in shown.toPlainText())
    assert guests.text() == ""
    assert "guests: []" in shown.toPlainText()
    dialog.reject()


def test_nothing_is_written_over(desk, site):
    there = site / "s03e08-ants.md"
    there.write_text("mine", "utf-8")
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    desk.type("Ants")
    desk.qtbot.waitUntil(lambda: "s03e08-ants.md is there already" in wrong(dialog))
    assert not button(dialog).isEnabled()
    name = dialog.findChild(QLineEdit, "newFile")
    name.setFocus()
    desk.press("Ctrl+A")
    desk.type("s03e08-other.md")
    make(desk, dialog)
    desk.qtbot.waitUntil(lambda: "s03e08-other.md" in desk.window.windowTitle())
    assert there.read_text("utf-8") == "mine"


def test_an_empty_file_that_is_open_is_filled(desk, site):
    empty = site / "s03e08-notes.md"
    empty.touch()
    dialog = new_dialog(desk, empty)
    desk.type("Ants")
    dialog.reject()
    again = ask_again(desk)
    desk.qtbot.waitUntil(lambda: again.findChild(QLineEdit, "newFile").text() == empty.name)
    paste(desk, again, RAW)
    make(desk, again)
    desk.qtbot.waitUntil(lambda: len(desk.items) == 2)
    assert desk.window.windowTitle().startswith(empty.name)
    assert 'title: "Ants"' in empty.read_text("utf-8")
    assert len(list(site.iterdir())) == 2


def test_unsaved_changes_are_asked_about_before_the_new_file_is_shown(desk, site):
    newest = site / "s03e07-bread-and-bees.md"
    desk.start(newest)
    desk.press("Return")
    desk.type("So. ")
    dialog = ask(desk)
    desk.type("Ants")
    make(desk, dialog)
    desk.answer("Save")
    desk.qtbot.waitUntil(lambda: "s03e08-ants.md" in desk.window.windowTitle())
    assert "So. " in newest.read_text("utf-8")


def test_what_was_pasted_a_moment_ago_is_in_the_file(desk, site):
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    desk.type("Ants")
    dialog.findChild(QPlainTextEdit, "importText").setFocus()
    QApplication.clipboard().setText(RAW)
    desk.press("Ctrl+V", "Ctrl+Return")
    desk.qtbot.waitUntil(lambda: "s03e08-ants.md" in desk.window.windowTitle())
    assert [item.text for item in desk.items] == ["Hello.", "Thank you."]


def test_a_text_that_cannot_be_read_is_not_left_out_in_silence(desk, site):
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    desk.type("Ants")
    dialog.findChild(QPlainTextEdit, "importText").setFocus()
    QApplication.clipboard().setText(RAW.replace("0:09", "0:99"))
    desk.press("Ctrl+V", "Ctrl+Return")
    desk.qtbot.waitUntil(lambda: "cannot be read" in wrong(dialog))
    assert dialog.isVisible()
    assert not (site / "s03e08-ants.md").exists()
    dialog.reject()


def test_escape_leaves_no_file(desk, site):
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    desk.type("Ants")
    desk.qtbot.waitUntil(button(dialog).isEnabled)
    desk.press("Escape")
    desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert [path.name for path in site.iterdir()] == ["s03e07-bread-and-bees.md"]


def test_what_was_typed_is_there_again_after_escape_until_the_episode_is_made(desk, site):
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    desk.type("Ants")
    paste(desk, dialog, RAW)
    guests = dialog.findChild(QLineEdit, "newGuests")
    guests.setFocus()
    desk.press("Ctrl+A")
    desk.type("milanovak, somebody")
    number = dialog.findChild(QSpinBox, "newNumber")
    number.setFocus()
    number.selectAll()
    desk.type("12")
    desk.press("Escape")
    again = ask_again(desk)
    assert again.title == "Ants"
    assert again.guests.text() == "milanovak, somebody"
    shown = again.findChild(QPlainTextEdit, "newPreview")
    desk.qtbot.waitUntil(lambda: "Thank you." in shown.toPlainText())
    assert again.guests.text() == "milanovak, somebody"
    desk.type("Wasps")  # the title is marked: another one takes its place
    make(desk, again)
    desk.qtbot.waitUntil(lambda: "s03e12-wasps.md" in desk.window.windowTitle())
    empty = ask_again(desk)
    assert (empty.title, empty.guests.text(), empty.source.text) == ("", "", "")
    desk.qtbot.waitUntil(lambda: empty.episode == 13)
    empty.reject()


def test_a_file_name_of_another_kind_is_refused(desk, site):
    dialog = new_dialog(desk, site / "s03e07-bread-and-bees.md")
    desk.type("Ants")
    name = dialog.findChild(QLineEdit, "newFile")
    name.setFocus()
    desk.press("Ctrl+A")
    desk.type("../ants.md")
    desk.qtbot.waitUntil(lambda: "no slashes" in wrong(dialog))
    desk.press("Ctrl+A")
    desk.type("ants.txt")
    desk.qtbot.waitUntil(lambda: "has to end in .md" in wrong(dialog))
    assert not button(dialog).isEnabled()
    dialog.reject()


def test_a_folder_without_episodes_gets_a_plain_one(desk, tmp_path):
    desk.start()
    desk.window.store.remember("settings", "new_episode", folder=str(tmp_path))
    desk.press("Ctrl+N")
    desk.wait_for_dialog()
    dialog = desk.window.findChild(NewEpisodeDialog)
    desk.qtbot.waitUntil(
        lambda: "No episode here yet" in dialog.findChild(QLabel, "newAfter").text()
    )
    desk.type("Ants")
    make(desk, dialog)
    desk.qtbot.waitUntil(lambda: "s01e01-ants.md" in desk.window.windowTitle())
    episode = open_document(tmp_path / "s01e01-ants.md").episode
    assert (episode.fields["season"], episode.fields["episode"]) == (1, 1)
    assert not episode.items


def test_two_files_are_begun_after_two(desk, tmp_path):
    folder = tmp_path / "s22"
    folder.mkdir()
    (folder / "e01.yaml").write_text(
        "title: Bees\nseason: 22\nepisode: 1\nguests: []\ntranscript: e01-transcript.yaml\n",
        "utf-8",
    )
    (folder / "e01-transcript.yaml").write_text(
        "segments:\n- line: Hi.\n  sec: 1\n  time: '0:01'\n  who: Ann\n", "utf-8"
    )
    dialog = new_dialog(desk, folder / "e01.yaml")
    desk.type("Ants")
    paste(desk, dialog, RAW)
    make(desk, dialog)
    desk.qtbot.waitUntil(lambda: len(desk.items) == 2 and desk.items[0].text == "Hello.")
    assert sorted(p.name for p in folder.iterdir()) == [
        "e01-transcript.yaml", "e01.yaml", "e02-transcript.yaml", "e02.yaml",
    ]  # fmt: skip
    assert "transcript: e02-transcript.yaml" in (folder / "e02.yaml").read_text("utf-8")


def test_the_date_of_the_day_stands_where_the_site_dates_its_episodes(desk, site):
    newest = site / "s03e07-bread-and-bees.md"
    newest.write_text(NEWEST.replace("season: 3", "dateadded: 2026-01-09\nseason: 3"), "utf-8")
    dialog = new_dialog(desk, newest)
    shown = dialog.findChild(QPlainTextEdit, "newPreview")
    today = f"dateadded: {date.today().isoformat()}"
    desk.qtbot.waitUntil(lambda: today in shown.toPlainText())
    dialog.reject()


def new_dialog(desk, path):
    desk.start(path)
    return ask(desk)


def ask(desk):
    desk.press("Ctrl+N")
    desk.wait_for_dialog()
    dialog = desk.window.findChild(NewEpisodeDialog)
    desk.qtbot.waitUntil(lambda: "Like the newest" in dialog.findChild(QLabel, "newAfter").text())
    return dialog


def ask_again(desk):
    desk.qtbot.waitUntil(lambda: desk.window.findChild(NewEpisodeDialog) is None)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    return ask(desk)


def paste(desk, dialog, text):
    dialog.findChild(QPlainTextEdit, "importText").setFocus()
    QApplication.clipboard().setText(text)
    desk.press("Ctrl+V")
    desk.qtbot.waitUntil(lambda: "lines" in dialog.findChild(QLabel, "importAnswer").text())


def make(desk, dialog):
    desk.qtbot.waitUntil(button(dialog).isEnabled)
    desk.press("Ctrl+Return")


def button(dialog):
    return next(b for b in dialog.findChildren(QPushButton) if "Make" in b.text())


def wrong(dialog):
    return dialog.findChild(QLabel, "newWrong").text()
