"""A file that was mended, and not saved yet, is changed by somebody else: the two are joined like any others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cueline.io import open_document
from tests.gui.changed_files import bar, button, dialog_of, press, save, told, wait_for_join
from tests.gui.safety.test_recovery import crash
from tests.io.broken.test_repairs import GOOD

LOST = GOOD.replace('thing?"', "thing?")


@pytest.fixture
def mended(desk, write):
    """Return a desk with a broken file open, mended and changed, not saved."""
    desk.path = write(LOST)
    desk.start(desk.path)
    mends = desk.window.panes.source_page.panel.list
    desk.qtbot.waitUntil(lambda: mends.count() > 0)
    mends.setFocus()
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)
    desk.go(3)
    desk.press("Return", "End")
    desk.type(" Well?")
    desk.press("Escape")
    return desk


def test_what_was_done_since_the_mend_is_joined(mended):
    theirs = GOOD.replace("way round", "way about")
    mended.path.write_text(theirs)
    press(mended, "Join")
    mended.qtbot.waitUntil(lambda: mended.note.startswith("Joined: 1 change from the disk"))
    save(mended)
    assert mended.path.read_text() == theirs.replace("thing?", "thing? Well?")
    before = mended.items
    mended.do("edit.undo")
    mended.do("edit.undo")
    assert mended.items[3].text == "So what's the first thing?"
    mended.do("edit.redo")
    mended.do("edit.redo")
    assert mended.items == before


def test_it_comes_back_after_a_crash(mended):
    mended.path.write_text(GOOD.replace("way round", "way about"))
    press(mended, "Join")
    mended.qtbot.waitUntil(lambda: mended.note.startswith("Joined"))
    before, fields = mended.items, mended.window.session.episode.fields
    crash(mended)
    mended.start()
    mended.qtbot.waitUntil(lambda: mended.items == before)
    assert mended.window.session.episode.fields == fields


def test_the_same_mend_made_elsewhere_is_asked_about_and_a_save_joins_it(mended):
    mended.path.write_text(GOOD)
    mended.qtbot.waitUntil(lambda: bar(mended) is not None)
    assert [b.text() for b in bar(mended).buttons] == ["Join", "Compare", "Later"]
    mended.do("file.save")
    mended.answer("Join and Save")
    mended.qtbot.waitUntil(
        lambda: mended.path.read_text() == GOOD.replace("thing?", "thing? Well?")
    )
    mended.qtbot.waitUntil(lambda: mended.window.session.clean)
    assert open_document(mended.path).episode == mended.window.session.episode


def test_what_is_broken_there_still_says_what_can_be_done(mended):
    mended.path.write_text(LOST.replace("way round", "way about"))
    mended.qtbot.waitUntil(lambda: bar(mended) is not None)
    assert "cannot be read as it is there now" in bar(mended).text
    assert [b.text() for b in bar(mended).buttons] == ["Write Mine", "Save a Copy…"]


def test_of_a_file_with_conflict_markers_all_that_differs_is_chosen(desk, write):
    text = GOOD.replace(
        "title: ", "<<<<<<< mine\ntitle: Mine, \n=======\ntitle: Theirs, \n>>>>>>> theirs\nx: ", 1
    )
    desk.path = write(text)
    desk.start(desk.path)
    rows = wait_for_join(desk)
    desk.wait_for_dialog()
    desk.press("2")
    desk.qtbot.mouseClick(button(desk, "Join"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(desk.items) > 3)
    desk.path.write_text(
        text.replace("<<<<<<< mine\ntitle: Mine, \n=======\n", "").replace(">>>>>>> theirs\n", "")
    )
    press(desk, "Join")
    rows = wait_for_join(desk)
    assert [row.split(",")[0] for row in told(rows)] == ["Field"]
    assert "Mine: Mine, Theirs: Theirs" in told(rows)[0]
    dialog_of(desk).reject()
