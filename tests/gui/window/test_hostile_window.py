"""What stands in a file is shown as it is, wherever it is shown: nothing in it is loaded, run or obeyed."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QAction, QImage, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QMenu, QWidget

from cueline.episode.visible import visible
from cueline.io import open_document

PLAIN = Qt.TextFormat.PlainText
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
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            index = model.index(row, column, parent)
            tip = model.data(index, Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str):
                yield tip
        if not isinstance(model, QAbstractListModel):
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


NAMES = (
    "a\nb.md",
    "'quoted' \"twice\".md",
    "<b>bold</b> &amp; <img src=x>.md".replace("/", ":"),
    os.fsdecode(b"bytes \xff\xfe.md"),
    "%s %d %n {0} {name}.md",
    "[*] & && _.md",
    "\u202eright to left \u05d0\u05d1\u05d2.md",
    "\x1b[31m red \x07.md",
    "n" * 252 + ".md",
)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:20])
def test_a_file_of_any_name_opens_is_shown_saves_and_exports(desk, sample, name):
    path = sample.with_name(name)
    path.write_bytes(sample.read_bytes())
    window = desk.start(path)
    shown = window.windowTitle()
    assert shown.isprintable()
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    desk.go(2)
    desk.press("Return")
    desk.type("Now ")
    desk.press("Escape")
    desk.save()
    assert b"Now " in path.read_bytes()
    window.recent.fill()
    assert len(window.recent.menu.actions()) == 1
    desk.do("file.properties")
    desk.wait_for_dialog()
    dialog = QApplication.activeModalWidget()
    assert all(label.textFormat() == PLAIN for label in dialog.findChildren(QLabel))
    dialog.close()
    assert "\n".join(obeyed(window)) == ""


MARKED = "one \u202eevil \u2067 \x1b[31m \x07 two"


def test_marks_of_direction_and_controls_stay_in_the_file_and_are_seen_in_the_table(desk, write):
    text = MARKED.replace("\x1b", "\\e").replace("\x07", "\\a")
    path = write(
        f'---\ntranscript:\n- line: "{text}"\n  sec: 3\n  time: "0:03"\n  who: "A\u202en"\n'
        "- line: after it\n  sec: 5\n  time: '0:05'\n  who: Bo\n---\n"
    )
    before = path.read_bytes()
    window = desk.start(path)
    assert desk.items[0].text == MARKED
    shown = visible(MARKED)
    assert len(shown) == len(MARKED)
    assert shown.isprintable()
    table = window.panes.table
    plain, other = (picture_of(table, row) for row in (0, 1))
    assert plain != other
    desk.go(1)
    desk.press("F11", "Ctrl+Z")
    assert window.session.document.render(window.session.episode) == before
    desk.go(0)
    desk.press("Return", "End")
    desk.type("!")
    desk.press("Escape")
    desk.save()
    items = open_document(path).episode.items
    assert [item.text for item in items] == [f"{MARKED}!", "after it"]
    assert items[0].speaker == "A\u202en"


def picture_of(table: QWidget, row: int) -> QImage:
    """Return how a row is painted."""
    top, height = table.rowViewportPosition(row), table.rowHeight(row)
    return table.viewport().grab(QRect(0, top, table.viewport().width(), height)).toImage()


def test_no_dialog_takes_a_text_of_a_file_for_html(hostile):
    window = hostile.window
    opened = 0
    for name, action in window.actions_by_id.items():
        if "…" not in action.text() or not action.isEnabled() or name in BY_THE_SYSTEM:
            continue
        hostile.go(3)
        action.trigger()
        hostile.qtbot.wait(30)
        dialogs = [d for d in window.findChildren(QDialog) if d.isVisible()]
        assert "\n".join(obeyed(window)) == "", name
        opened += bool(dialogs)
        for dialog in dialogs:
            dialog.reject()
    assert opened >= 8


BY_THE_SYSTEM = ("file.open", "file.open_folder", "file.save_as", "playback.choose_sound")
