"""The same file in two windows: what one does is told in the other as what it is, and no longer than it is so."""

from __future__ import annotations

from tests.gui.conftest import Desk
from tests.gui.safety.test_recovery import bar, told
from tests.gui.safety.test_recovery import retime as retime_in_active


def retime(desk, row):
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    retime_in_active(desk, row)


def test_what_another_window_saves_is_not_somebody_else_s(qtbot, sample):
    one, two = Desk(qtbot), Desk(qtbot)
    one.start(sample)
    assert one.window.journal.flush()
    two.start(sample)
    bar(two, "is open in another window as well")
    retime(one, 2)
    one.save()
    qtbot.waitUntil(lambda: two.items[2].start == 9)
    assert two.note == "1 line changed in another window. Undo brings back what was here."
    retime(two, 5)
    retime(one, 2)
    one.save()
    bar(two, "You changed the file in another window")
    two.do("file.save")
    qtbot.waitUntil(lambda: two.question() is not None)
    assert two.question().text() == f"{sample.name} was changed in another window."
    two.answer("Cancel")
    one.close()
    qtbot.waitUntil(lambda: not any("as well" in text for text in told(two)))
    two.close()


def test_on_the_start_page_nothing_is_said_of_a_file_that_was_closed(qtbot, sample):
    one, two = Desk(qtbot), Desk(qtbot)
    one.start(sample)
    assert one.window.journal.flush()
    two.start(sample)
    bar(two, "is open in another window as well")
    two.do("file.close")
    assert two.window.panes.start_page.isVisible()
    assert told(two) == []
    one.close()
    two.close()
