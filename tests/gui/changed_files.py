"""A file that is open is changed by somebody else, and what the window then says and asks."""

from __future__ import annotations

import os

from PySide6.QtWidgets import QPushButton

from cueline.widgets.notice_bar import Notice
from cueline.widgets.reviewing.join_dialog import JoinDialog
from cueline.widgets.reviewing.join_list import JoinList


def replaced(path, old: str, new: str) -> None:
    """Change a file as git and most editors do: another one is put in its place."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    fresh = path.with_name("fresh.tmp")
    fresh.write_text(text.replace(old, new, 1), encoding="utf-8")
    os.replace(fresh, path)


def written(path, old: str, new: str) -> None:
    """Change a file in its place."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def bar(desk) -> Notice | None:
    notices = desk.window.panes.notices.notices()
    return next((n for n in notices if "disk" in n.text or "any more" in n.text), None)


def press(desk, label: str) -> None:
    desk.qtbot.waitUntil(lambda: bar(desk) is not None)
    labels = {b.text(): b for b in bar(desk).findChildren(QPushButton)}
    assert label in labels, (bar(desk).text, [*labels])
    labels[label].click()


def dialog_of(desk) -> JoinDialog:
    found = desk.window.findChildren(JoinDialog)
    return next(dialog for dialog in found if dialog.isVisible())


def wait_for_join(desk) -> JoinList:
    desk.qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(JoinDialog)))
    return dialog_of(desk).list


def told(rows: JoinList) -> list[str]:
    return [rows.rows.index(row, 0).data() for row in range(rows.rows.rowCount())]


def save(desk) -> None:
    """Save from the menu: without a screen no window is active after a dialog."""
    with desk.qtbot.waitSignal(desk.window.session.saved):
        desk.do("file.save")


def button(desk, label: str) -> QPushButton:
    buttons = dialog_of(desk).findChildren(QPushButton)
    return next(b for b in buttons if b.text().replace("&", "") == label)
