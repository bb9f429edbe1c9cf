"""How large dialogs open."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from cueline.widgets.dialog_size import open_with


def test_a_dialog_is_as_large_as_it_likes_but_not_larger_than_the_screen(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(QPushButton("Save"))
    open_with(dialog, QSize(300, 200))
    assert dialog.size() == QSize(300, 200)
    open_with(dialog, QSize(50_000, 400))
    room = dialog.screen().availableSize()
    assert dialog.height() == 400
    assert room.width() / 2 < dialog.width() < room.width()
