"""Exports: seen before they are copied or written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)

from cueline.gui.exchange.export_dialog import ExportDialog
from cueline.io.saving.versions import Versions


def test_exporting_the_corrected_front_matter(opened, sample, tmp_path, data_folder):
    before = sample.read_bytes()
    dialog = export_dialog(opened)
    dialog.findChild(QSpinBox, "exportWidth").setValue(60)
    dialog.findChild(QComboBox, "exportQuotes").setCurrentIndex(2)
    preview = dialog.findChild(QPlainTextEdit, "exportPreview")
    opened.qtbot.waitUntil(lambda: preview.toPlainText().startswith('---\ntitle: "'))
    target = tmp_path / "corrected.md"
    target.write_text("another episode")
    write_export(opened, dialog, target)
    opened.qtbot.waitUntil(lambda: "Exported" in opened.note)
    text = target.read_text("utf-8")
    assert text.startswith('---\ntitle: "')
    assert max(map(len, text.partition("transcript:")[2].splitlines())) < 90
    assert sample.read_bytes() == before
    (kept,) = Versions(data_folder / "versions").of(target)
    assert kept.read() == b"another episode"


def test_a_format_is_seen_before_it_is_copied(opened):
    dialog = export_dialog(opened)
    choose_format(opened, dialog, "Topics with their times")
    opened.qtbot.mouseClick(button_of(dialog, "Copy"), Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert copied.splitlines()[1] == "00:00:21 Why counting by ear works"
    choose_format(opened, dialog, "Subtitles (WebVTT)")
    assert "<v Nora>" in dialog.findChild(QPlainTextEdit, "exportPreview").toPlainText()


def test_an_episode_that_a_format_cannot_hold_is_told_in_a_sentence(desk, write):
    desk.start(write("---\ntitle: A\ntranscript:\n- line: No time.\n  who: Ann\n---\n"))
    dialog = export_dialog(desk)
    dialog.choose("srt")
    notes = dialog.findChild(QLabel, "exportNotes")
    desk.qtbot.waitUntil(lambda: notes.text().endswith("."))
    assert not button_of(dialog, "Copy").isEnabled()


def test_an_export_never_takes_the_place_of_the_open_file(opened, sample):
    before = sample.read_bytes()
    dialog = export_dialog(opened)
    choose_format(opened, dialog, "Plain text")
    write_export(opened, dialog, sample)
    opened.qtbot.waitUntil(lambda: opened.window.findChild(QMessageBox, "message") is not None)
    box = opened.window.findChild(QMessageBox, "message")
    assert "does not take the place" in box.text()
    assert sample.read_bytes() == before
    assert dialog.isVisible()


def test_an_export_whose_dialog_was_closed_keeps_nothing_waiting(opened, monkeypatch):
    import cueline.io.formats

    asked, real = [], cueline.io.formats.export_to

    def noting(name, episode, options):
        asked.append(options)
        return real(name, episode, options)

    monkeypatch.setattr(cueline.io.formats, "export_to", noting)
    dialog = export_dialog(opened)
    opened.qtbot.waitUntil(lambda: len(asked) == 1)
    dialog.choose("vtt")
    opened.qtbot.waitUntil(lambda: len(asked) == 2)
    assert [options.stop() for options in asked] == [True, False]  # one was asked for in its place
    dialog.reject()
    assert asked[-1].stop()


def export_dialog(desk):
    desk.do("file.export")
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ExportDialog) is not None)
    return desk.window.findChild(ExportDialog)


def choose_format(desk, dialog, label):
    formats = dialog.findChild(QListWidget, "exportFormats")
    found = formats.findItems(label, Qt.MatchFlag.MatchExactly)
    formats.setCurrentItem(found[0])
    desk.qtbot.waitUntil(button_of(dialog, "Copy").isEnabled)


def button_of(dialog, label):
    buttons = dialog.findChildren(QPushButton)
    return next(b for b in buttons if b.text().replace("&", "") == label)


def write_export(desk, dialog, target):
    desk.qtbot.waitUntil(button_of(dialog, "Choose Where…").isEnabled)
    desk.qtbot.mouseClick(button_of(dialog, "Choose Where…"), Qt.MouseButton.LeftButton)
    files = dialog.findChild(QFileDialog)
    files.fileSelected.emit(str(target))
    files.close()
