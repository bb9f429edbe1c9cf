"""What stands in a file is shown as it is, wherever it is shown: nothing in it is loaded, run or obeyed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QWidget

IMG = "<img src='file:///etc/hostname'> & <b>b</b>"
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"

HOSTILE = f"""---
title: "{IMG} title"
guests:
- "{IMG} guest"
links:
  youtube: "{IMG}"
  "{IMG} link": "javascript:alert(1)"
topics:
- "{IMG} topic"
"{IMG} field": "{IMG} value"
ids:
  youtube: "{IMG}"
duration: "{IMG}"
quotableClips:
- name: "{IMG} clip"
  startOffset: 3
  url: "{IMG}&t=9"
  endOffset: 5
- name: "{IMG} two"
  startOffset: 4
  url: "{IMG}"
  endOffset: 2
transcript:
- header: "{IMG} header"
- header: "{IMG} header"
- line: "{IMG} line  with a fault , here"
  sec: 9
  time: "0:09"
  who: "{IMG} who"
- line: "{IMG} ?"
  sec: 3
  time: "{IMG}"
  who: "{IMG} whoo:"
- header: "{IMG} next"
- line: "{IMG}"
- note: "{IMG} other"
---
"""


def texts_of(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    """Yield every tool tip of a model."""
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            tip = model.data(index, Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str):
                yield tip
        yield from texts_of(model, model.index(row, 0, parent))


def tips_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield where each tool tip and each label that reads HTML is, and its text."""
    for widget in window.findChildren(QWidget):
        where = f"{type(widget).__name__} {widget.objectName()}"
        yield where, widget.toolTip()
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            yield f"label {where}", widget.text()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((where, tip) for tip in texts_of(widget.model()))
    for action in window.findChildren(QAction):
        if any(not isinstance(w, QMenu) or w.toolTipsVisible() for w in action.associatedObjects()):
            yield f"action {action.objectName()}", action.toolTip()


def obeyed(window: QWidget) -> list[str]:
    """Return where a text of the file would be taken for HTML."""
    found = []
    for where, text in tips_of(window):
        if "<" in text:
            document = QTextDocument()
            document.setHtml(text)
            if PICTURE in document.toPlainText() or "<b>b" in text:
                found.append(f"{where}: {text[:80]}")
    return found


@pytest.fixture
def hostile(desk, write):
    desk.start(write(HOSTILE, f"a{IMG.replace('/', ':')}.md"))
    return desk


def test_no_text_of_a_file_is_taken_for_html(hostile):
    desk = hostile
    window = desk.window
    desk.do("view.metadata")
    for dock in window.panes.docks:
        dock.show()
        dock.raise_()
    desk.qtbot.wait(300)
    desk.go(2)
    desk.press("F8", "F8")
    assert "\n".join(obeyed(window)) == ""
