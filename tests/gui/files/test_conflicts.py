"""Real merges that git could not finish, opened, joined row by row, and saved without a marker."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from PySide6.QtCore import Qt

from cueline.io import open_document
from tests.gui.changed_files import bar, button, press, save, told, wait_for_join
from tests.io.git_repository import Repository, needs_git

pytestmark = needs_git

SPOKEN = """\
# Birds

**Ana:** One and a half birds sing.

**Bo:** Two and a half.

**Ana:** Three at last.
"""


def change(path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def merged(path, mine, theirs, style: str = "merge") -> Repository:
    """Let two branches change the file, and merge them as far as git can."""
    repo = Repository(path.parent)
    repo.commit("Before")
    repo.git("checkout", "-q", "-b", "listener")
    change(path, *theirs)
    repo.commit("Theirs")
    repo.git("checkout", "-q", "main")
    change(path, *mine)
    repo.commit("Mine")
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("-c", f"merge.conflictStyle={style}", "merge", "-q", "listener")
    assert "<<<<<<<" in path.read_text(encoding="utf-8")
    return repo


def start(desk, path):
    desk.start(path)
    return wait_for_join(desk)


MINE = (("  sec: 8\n  time: 0:08\n", "  sec: 9\n  time: 0:09\n"), ("haveing me", "having me"))
THEIRS = (("  sec: 8\n  time: 0:08\n", "  sec: 10\n  time: 0:10\n"), ("haveing me", "having us"))


@pytest.mark.parametrize("style", ["merge", "diff3", "without git"])
def test_a_conflict_is_chosen_and_saved_without_markers(desk, sample, style):
    mine = (*MINE, ("Five minutes", "Six minutes"))
    theirs = (*THEIRS, ("Good morning", "Good evening"))
    merged(sample, mine, theirs, "merge" if style == "without git" else style)
    if style == "without git":
        shutil.rmtree(sample.parent / ".git")
    disk = sample.read_bytes()
    rows = start(desk, sample)
    assert [row.split(",")[0] for row in told(rows)] == ["Time", "Text"]
    assert ("As read: 0:08" in told(rows)[0]) == (style != "without git")
    desk.wait_for_dialog()
    desk.press("T", "E", "Ctrl+A")
    desk.type("Hi Nora, thanks for having me and us.")
    desk.press("Return")
    assert sample.read_bytes() == disk
    desk.qtbot.mouseClick(button(desk, "Join"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(desk.items) > 10)
    assert "●" in desk.window.windowTitle()
    save(desk)
    text = sample.read_text(encoding="utf-8")
    assert not [sign for sign in ("<<<<<<<", "=======", ">>>>>>>", "|||||||") if sign in text]
    items = open_document(sample).episode.items
    assert (items[2].start, items[3].text) == (10, "Hi Nora, thanks for having me and us.")
    assert items[1].text.startswith("Good evening")
    assert "Six minutes" in text
    told_git = f"For git it is still to be said: git add {sample.name}"
    desk.qtbot.waitUntil(lambda: desk.note.endswith(told_git))


def test_undo_leads_back_to_the_text_with_its_markers(desk, sample):
    merged(sample, MINE, THEIRS)
    rows = start(desk, sample)
    desk.qtbot.keyClick(rows, Qt.Key.Key_M)
    desk.qtbot.mouseClick(button(desk, "Theirs for the Rest"), Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(button(desk, "Join"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(desk.items) > 10)
    desk.do("edit.undo")
    desk.qtbot.waitUntil(desk.window.panes.source_view.isVisible)
    assert "<<<<<<<" in desk.window.panes.source_view.text()


def test_what_is_given_up_stays_as_text_and_can_be_joined_later(desk, sample):
    merged(sample, MINE, THEIRS)
    disk = sample.read_bytes()
    rows = start(desk, sample)
    desk.qtbot.keyClick(rows, Qt.Key.Key_Escape)
    notice = desk.window.panes.notices.notices()[0]
    assert notice.text.startswith(f"Git left conflicts in {sample.name}")
    assert desk.window.panes.source_view.isVisible()
    next(b for b in notice.buttons if b.text() == "Join…").click()
    assert len(told(wait_for_join(desk))) == 2
    assert sample.read_bytes() == disk


def test_one_side_can_be_taken_as_a_whole(desk, sample):
    merged(sample, MINE, THEIRS)
    desk.qtbot.keyClick(start(desk, sample), Qt.Key.Key_Escape)
    mends = desk.window.panes.source_page.panel.list
    desk.qtbot.waitUntil(lambda: mends.count() == 2)
    assert mends.item(1).text() == "Take theirs (listener) in every conflict"
    mends.setCurrentRow(1)
    desk.do("mend.take")
    desk.qtbot.waitUntil(lambda: len(desk.items) > 10)
    assert (desk.items[2].start, "having us" in desk.items[3].text) == (10, True)


def test_what_git_alone_could_not_join_is_joined_by_itself(desk, sample):
    """Two values of one line stand beside each other: a conflict to git, and none to whom they are two values."""
    merged(sample, MINE[:1], (*MINE[1:], ("My guest is", "Our guest is")))
    desk.start(sample)
    desk.qtbot.waitUntil(lambda: len(desk.items) > 10)
    assert desk.items[2].start == 9
    assert desk.items[2].text.startswith("Our guest is")


def test_a_transcript_in_markdown(desk, tmp_path):
    path = tmp_path / "talk.md"
    path.write_text(SPOKEN)
    merged(path, (("birds sing", "birds sang"),), (("birds sing", "birds cry"),))
    rows = start(desk, path)
    desk.qtbot.keyClick(rows, Qt.Key.Key_T)
    desk.qtbot.mouseClick(button(desk, "Join"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(desk.items) == 4)
    save(desk)
    assert path.read_text() == SPOKEN.replace("birds sing", "birds cry")


def test_one_file_of_an_episode_in_two(desk, tmp_path):
    data, words = tmp_path / "e7.yaml", tmp_path / "e7-transcript.yaml"
    data.write_text("title: T\ntranscript: e7-transcript.yaml\nseason: 1\n")
    words.write_text("segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n")
    merged(data, (("title: T", "title: Mine"),), (("title: T", "title: Theirs"),))
    rows = start(desk, data)
    desk.qtbot.keyClick(rows, Qt.Key.Key_M)
    desk.qtbot.mouseClick(button(desk, "Join"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(desk.items) == 1)
    save(desk)
    assert data.read_text() == "title: Mine\ntranscript: e7-transcript.yaml\nseason: 1\n"


@pytest.mark.parametrize("suffix", ["md", "spoken"])
def test_a_merge_while_the_file_is_open(desk, sample, tmp_path, suffix):
    if suffix == "spoken":
        sample = tmp_path / "talk.md"
        sample.write_text(SPOKEN)
    mine, theirs = (MINE, THEIRS) if suffix == "md" else ([("Two", "2")], [("Two", "Deux")])
    desk.start(sample)
    before = desk.items
    merged(sample, mine, theirs)
    desk.qtbot.waitUntil(lambda: bar(desk) is not None and "Git left" in bar(desk).text)
    assert not any("<<<<" in getattr(item, "text", "") for item in desk.items)
    assert len(desk.items) == len(before)
    press(desk, "Open the Conflicts")
    assert told(wait_for_join(desk))


def test_markers_that_make_no_sense_are_told(desk, sample):
    merged(sample, MINE, THEIRS)
    change(sample, ("=======\n", "======= \n======\n"), (">>>>>>> listener\n", ""))
    sample.write_text(sample.read_text().replace("\n=======", "\n======"))
    desk.start(sample)
    desk.qtbot.waitUntil(desk.window.panes.source_view.isVisible)
    assert not desk.items
