"""A change of many files that a crash cut off: said at the next start, and taken back."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtWidgets import QListWidget

from cueline.io.batches.batches import carry_out, prepare
from cueline.io.batches.kinds import RenameSpeaker
from cueline.widgets.site.batch_history import BatchHistory
from tests.gui.safety.test_recovery import bar, press, told
from tests.gui.site.test_batches import EPISODE, NAMES


class EndedError(Exception):
    """The program ended there."""


@pytest.fixture
def cut_off(tmp_path, data_folder):
    """A speaker renamed in three files, of which two were written."""
    for name in NAMES:
        (tmp_path / name).write_bytes(EPISODE.encode())
    kind = RenameSpeaker("Ann", "Dora")
    changes = list(prepare([tmp_path / name for name in NAMES], kind))
    chosen = {change.path: range(len(change.hits)) for change in changes}

    def end(done, total):
        if done == 2:
            raise EndedError
        return True

    with pytest.raises(EndedError):
        carry_out(
            changes, chosen, kind, data_folder / "batches", now=datetime.now(), on_progress=end
        )
    assert names(tmp_path) == ["Dora", "Dora", "Ann"]
    return tmp_path


def names(folder):
    return ["Dora" if b"Dora" in (folder / name).read_bytes() else "Ann" for name in NAMES]


def test_it_is_said_once_and_taken_back(desk, cut_off):
    desk.start()
    notice = bar(desk, "2 of 3 files are changed")
    assert "cut off when the program ended" in notice.text
    press(notice, "Take Back")
    desk.qtbot.waitUntil(lambda: names(cut_off) == ["Ann", "Ann", "Ann"])
    desk.qtbot.waitUntil(lambda: "2 files put back" in desk.note)


def test_the_history_says_it_too(desk, cut_off):
    desk.start()
    press(bar(desk, "2 of 3 files are changed"), "Look")
    desk.qtbot.waitUntil(lambda: desk.window.findChild(BatchHistory) is not None)
    history = desk.window.findChild(BatchHistory)
    rows = history.findChild(QListWidget)
    desk.qtbot.waitUntil(lambda: rows.count() == 1)
    assert rows.item(0).text().endswith("2 files, cut off: 3 were to be changed")
    history.reject()
    desk.close()
    desk.start()
    desk.qtbot.wait(300)
    assert told(desk) == []
