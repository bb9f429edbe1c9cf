"""Files that were open before, while the disk that they are on hangs."""

from __future__ import annotations

import threading
import weakref

import shiboken6
from PySide6.QtWidgets import QApplication

from cueline.gui.app import Windows
from cueline.gui.files import recent


def test_a_window_goes_while_it_is_still_looked_what_is_gone(opened, sample, monkeypatch, qtbot):
    """Its menu, too; Qt deletes no menu in another thread than the window's."""
    gate, looks = threading.Event(), []
    monkeypatch.setattr(recent, "is_file", lambda path: looks.append(path) or gate.wait(20))
    other = QApplication.instance().findChildren(Windows)[-1].open()
    other.show()
    menu, one = other.recent.menu, weakref.ref(other.recent)
    qtbot.waitUntil(lambda: looks == [str(sample)])
    other.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(other))
    del other
    qtbot.waitUntil(lambda: one() is None)
    assert not shiboken6.isValid(menu)
    gate.set()
