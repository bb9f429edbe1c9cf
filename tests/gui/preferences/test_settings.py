"""How the settings, the message boxes and the export look: labels beside their fields, no foreign icons."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QMessageBox, QPushButton, QSpinBox

from cueline.gui import dialogs
from cueline.gui.preferences.backend_field import BackendField


@pytest.fixture
def settings(opened):
    opened.do("edit.settings")
    opened.wait_for_dialog()
    return opened.window.findChild(QDialog, "settings")


def middle(widget):
    return widget.mapTo(widget.window(), QPoint(0, 0)).y() + widget.height() / 2


def labels(dialog):
    return [label for label in dialog.findChildren(QLabel) if label.buddy()]


def test_labels_stand_on_the_middle_of_their_fields(settings):
    assert len(labels(settings)) == 6
    for label in labels(settings):
        field = label.buddy().focusProxy() or label.buddy()
        assert middle(label) == pytest.approx(middle(field), abs=1), label.text()


def test_a_reason_below_a_field_leaves_the_label_beside_it(settings, qtbot):
    backend = settings.findChild(BackendField)
    backend.show_reason("VLC is not installed on this computer.")
    label = next(label for label in labels(settings) if label.buddy() is backend)
    qtbot.waitUntil(lambda: backend.height() > 40)
    assert middle(label) == pytest.approx(middle(backend.focusProxy()), abs=1)


def test_close_is_no_answer_that_waits_and_has_no_icon(settings, qtbot):
    close = next(b for b in settings.findChildren(QPushButton) if "Close" in b.text())
    assert not close.isDefault()
    assert close.icon().isNull()
    qtbot.keyClick(settings.focusWidget(), Qt.Key.Key_Return)
    assert settings.isVisible()
    qtbot.keyClick(settings.focusWidget(), Qt.Key.Key_Escape)
    assert not settings.isVisible()


def test_a_short_message_is_not_narrow(opened):
    dialogs.tell(
        opened.window,
        "Cueline 1",
        "It changes the lines that you edit, and no other byte of the file.",
    )
    opened.wait_for_dialog()
    box = opened.window.findChild(QMessageBox)
    about = box.findChild(QLabel, "qt_msgbox_informativelabel")
    assert about.width() >= 20 * about.fontMetrics().height()


def test_the_fields_of_an_export_are_of_one_height(opened):
    opened.do("file.export")
    opened.wait_for_dialog()
    dialog = opened.window.findChild(QDialog, "exportDialog")
    width, quotes = dialog.findChild(QSpinBox), dialog.findChild(QComboBox)
    assert width.height() == pytest.approx(quotes.height(), abs=4)
    dialog.reject()
