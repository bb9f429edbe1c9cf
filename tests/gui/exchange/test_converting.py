"""A transcript taken from Markdown to front matter and back: seen first, then a file of its own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QPushButton

from cueline.io.saving.versions import Versions
from cueline.widgets.proposals.convert_dialog import ConvertDialog

TALK = (
    "# How bees count\n\n**Mila:** \\[00:00:03\\] Hello \\[laughs\\]\nand welcome.\n\n* a list\n\n"
    "What shall we talk about?\n\n**Oren:** Bees.\n"
)
UNTIMED = "**Mila:** Hello\nand welcome.\n\n**Oren:** Bees.\n\nAnd flowers.\n"


def test_markdown_becomes_timed_front_matter_that_is_opened_and_goes_back(
    desk, write, tmp_path, data_folder
):
    path = write(TALK, "bees.md")
    desk.start(path)
    desk.go(3)
    desk.press("Return", "End")
    desk.type(" And wasps.")
    dialog = conversion(desk)
    shown = text_of(desk, dialog)
    assert "  time: 0:03\n" in shown
    assert "- line: Bees. And wasps.\n" in shown
    assert "* a list" in shown
    assert (
        dialog.findChild(QLabel, "convertNotes").text() == "1 line has no time, and it gets none."
    )
    desk.press("Space")  # the escapes, the first group, stay as they are
    desk.qtbot.waitUntil(lambda: r"\[laughs\]" in text_of(desk, dialog))
    desk.press("Space")
    desk.qtbot.waitUntil(lambda: "Hello [laughs] and" in text_of(desk, dialog))
    desk.press("Ctrl+Return")
    choose(desk, dialog, path)
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    assert "does not take the place" in desk.question().text()
    desk.answer("Close")
    write_button = dialog.findChild(QPushButton, "convertWrite")
    desk.qtbot.mouseClick(write_button, Qt.MouseButton.LeftButton)
    (tmp_path / "timed.md").write_text("another episode")
    choose(desk, dialog, tmp_path / "timed.md")
    desk.answer("Save")
    desk.qtbot.waitUntil(lambda: "timed.md" in desk.window.windowTitle())
    assert (tmp_path / "timed.md").read_text("utf-8") == shown
    (kept,) = Versions(data_folder / "versions").of(tmp_path / "timed.md")
    assert kept.read() == b"another episode"
    assert path.read_text("utf-8") == TALK.replace("Bees.", "Bees. And wasps.")
    assert [x.text for x in desk.items] == [
        "How bees count", "Hello [laughs] and welcome.", "What shall we talk about?", "Bees. And wasps.",
    ]  # fmt: skip

    dialog = conversion(desk)
    back = text_of(desk, dialog)
    assert back.endswith(
        "## How bees count\n\n**Mila:** \\[0:03\\] Hello [laughs] and welcome.\n\n"
        "What shall we talk about?\n\n**Oren:** Bees. And wasps.\n\n* a list\n"
    )
    assert not dialog.findChild(QLabel, "convertNotes").isHidden()
    dialog.reject()


def test_an_episode_in_two_files_becomes_one_that_is_opened(desk, tmp_path):
    (tmp_path / "e07.yaml").write_text("title: Bees\ntranscript: e07-transcript.yaml\n")
    words = tmp_path / "e07-transcript.yaml"
    words.write_text("segments:\n- {line: Hello, sec: 3, time: '0:03', who: Mila}\n")
    desk.start(words)
    dialog = conversion(desk)
    assert "transcript:\n- {line: Hello," in text_of(desk, dialog)
    desk.press("Ctrl+Return")
    assert dialog.findChild(QFileDialog).selectedFiles() == [str(tmp_path / "e07.md")]
    choose(desk, dialog, tmp_path / "e07.md")
    desk.qtbot.waitUntil(lambda: "e07.md" in desk.window.windowTitle(), timeout=20_000)
    assert [item.text for item in desk.items] == ["Hello"]
    assert desk.window.session.episode.fields["title"] == "Bees"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("---\ntitle: A\n---\n", "nothing to convert"),
        ("---\ntranscript:\n- {line: a, mood: b}\n---\n", "Entry 1 has more"),
    ],
)
def test_what_cannot_be_converted_says_why(desk, write, body, reason):
    desk.start(write(body))
    desk.do("file.convert")
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    assert reason in desk.question().informativeText()
    desk.question().close()


def test_what_cannot_be_written_is_said_in_the_window_itself(desk, write):
    desk.start(write("---\ntranscript:\n- {line: Hi, who: Ana}\n- {line: Yes}\n---\n"))
    dialog = conversion(desk)
    assert text_of(desk, dialog).endswith("**Ana:** Hi\n\nYes\n")
    desk.press("Space")
    notes = dialog.findChild(QLabel, "convertNotes")
    desk.qtbot.waitUntil(lambda: "goes on with what Ana says" in notes.text())
    assert not dialog.findChild(QPushButton, "convertWrite").isEnabled()
    dialog.reject()


def test_a_line_of_a_transcript_without_times_gets_one_in_the_form_of_markdown(desk, sample):
    sample.write_text(UNTIMED, "utf-8")  # beside its sound
    path = sample
    desk.start(path)
    desk.go(1)
    desk.window.listening.seek(21.0)
    desk.press("F11")
    assert "0:21" in desk.note
    desk.save()
    assert path.read_text("utf-8") == UNTIMED.replace("**Oren:** B", "**Oren:** \\[0:21\\] B")


def conversion(desk):
    desk.do("file.convert")
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ConvertDialog) is not None)
    desk.wait_for_dialog()
    return desk.window.findChild(ConvertDialog)


def text_of(desk, dialog):
    desk.qtbot.waitUntil(dialog.findChild(QPushButton, "convertWrite").isEnabled)
    return dialog.findChild(QPlainTextEdit, "convertPreview").toPlainText()


def choose(desk, dialog, path):
    files = dialog.findChild(QFileDialog)
    files.fileSelected.emit(str(path))
    files.close()
    files.deleteLater()
    desk.qtbot.wait(1)
