"""After a crash all that was open is open again, also what was saved, or only looked at."""

from __future__ import annotations

from cueline.gui.window.all_windows import all_windows
from cueline.io.saving.versions import Versions
from tests.gui.conftest import Desk
from tests.gui.safety.test_recovery import bar, crash, retime, told

SHORT = "---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n"


def test_windows_with_nothing_unsaved_open_again_beside_the_one_that_has(qtbot, sample, write):
    desks = [Desk(qtbot) for _ in range(3)]
    paths = [sample, write(SHORT, "saved.md"), write(SHORT, "seen.md")]
    desks[0].start(paths[0])
    retime(desks[0], 2)
    desks[1].start(paths[1])
    retime(desks[1], 0)
    desks[1].save()
    desks[2].start(paths[2])
    for desk in desks:
        crash(desk)
    first = desks[0]
    first.start()
    bar(first, "Restored: 1 change")

    def others():
        return {w.files.path: w for w in all_windows() if w is not first.window}

    qtbot.waitUntil(lambda: set(others()) == set(paths[1:]))
    qtbot.waitUntil(lambda: all(w.session.document is not None for w in others().values()))
    assert others()[paths[1]].session.can_undo
    assert others()[paths[1]].session.clean
    for desk, path in zip(desks[1:], paths[1:], strict=True):
        desk.window = others()[path]
        bar(desk, f"{path.name} is open again, as it was")
        desk.close()
    first.close()


def test_history_and_place_are_there_when_it_is_started_by_name(desk, sample):
    desk.start(sample)
    first = desk.items
    retime(desk, 2)
    desk.save()
    desk.go(5)
    crash(desk)
    desk.start(sample)
    bar(desk, f"{sample.name} is open again, as it was")
    assert desk.window.session.clean
    assert desk.window.panes.table.current == 5
    desk.do("edit.undo")
    assert desk.items == first


def test_what_somebody_went_back_to_since_the_save_is_shown_as_it_is(desk, sample, data_folder):
    before = sample.read_bytes()
    desk.start(sample)
    retime(desk, 2)
    desk.save()
    after = sample.read_bytes()
    crash(desk)
    sample.write_bytes(before)  # as a checkout of Git does
    desk.start()
    bar(desk, f"{sample.name} is open again, as it is on disk now")
    assert desk.window.session.clean
    assert desk.items[2].start == 8
    assert not any("Restored" in text for text in told(desk))
    kept = Versions(data_folder / "versions").of(sample)
    assert [version.read() for version in kept if version.saved] == [after]


def test_what_is_opened_by_name_in_another_window_is_brought_back_there_alone(
    desk, qtbot, sample, crashed, write
):
    first = desk.start(write(SHORT), sample)
    second = Desk(qtbot)
    (second.window,) = (one for one in all_windows() if one.isVisible() and one is not first)
    bar(second, "Restored: 3 changes")
    assert second.items == crashed
    desk.wait_for_opening()
    assert len([one for one in all_windows() if one.isVisible()]) == 2
    assert told(desk) == []
    second.close()
