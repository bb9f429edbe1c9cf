"""How large dialogs and windows open."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from cueline.widgets.dialog_size import fitted_into, open_with


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


SMALL = QRect(0, 0, 640, 480)


@pytest.mark.parametrize(
    "kept",
    [QRect(0, 0, 1280, 800), QRect(3000, 100, 700, 400), QRect(-500, 900, 500, 300)],
)
def test_a_window_of_a_larger_screen_is_whole_on_a_small_one(kept):
    fitted = fitted_into(kept, SMALL)
    assert SMALL.contains(fitted)
    assert fitted.top() > 20, "its title has to be in sight"
    assert fitted.size() == kept.size().boundedTo(fitted.size())


def test_a_window_that_fits_stays_where_it_was():
    kept = QRect(30, 40, 500, 400)
    assert fitted_into(kept, SMALL) == kept
