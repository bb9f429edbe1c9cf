"""Files that were open before, while the disk that they are on hangs."""

from __future__ import annotations

import gc
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
    menu, gone = closed_while_it_looks(qtbot, looks)
    assert looks == [str(sample)]
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None)
    assert not shiboken6.isValid(menu)
    gate.set()


def closed_while_it_looks(qtbot, looks):
    """Open a window and close it again; return its menu, and a weak reference to what looks."""
    window = QApplication.instance().findChildren(Windows)[-1].open()
    window.show()
    menu, one = window.recent.menu, weakref.ref(window.recent)
    qtbot.waitUntil(lambda: bool(looks))
    window.close()
    return menu, one
