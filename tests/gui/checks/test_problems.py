"""The list of problems: it follows the edits, each entry is a key from its place, and most mend themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QFileDialog, QLabel, QToolButton

from cueline.widgets.problems.list import ProblemTree
from cueline.widgets.proposals.proposal_list import ProposalList
from cueline.widgets.proposals.publish_list import PublishList
from tests.gui.checks.made_bees import BEES

LEFT = Qt.MouseButton.LeftButton

EPISODE = (
    BEES.replace("The hive", "Other bees")
    + """transcript:
- header: Start
- line: Hello  there, hello.
  sec: 0
  time: '0:00'
  who: Mila
- header: The hive
- line: =Bees go to to flowers.
  sec: 20
  time: '0:20'
  who: Oren
- line: =Two  more  spaces.
  sec: 30
  time: '0:30'
  who: Oren
---
"""
)


@pytest.fixture
def bees(desk, write):
    desk.path = write(EPISODE)
    desk.start(desk.path)
    wait(desk)
    return desk


def wait(desk) -> None:
    """Wait until what is shown is true of the episode as it is."""
    desk.qtbot.waitUntil(lambda: desk.window.checking.known)


def tree(desk) -> ProblemTree:
    return desk.window.findChild(ProblemTree, "problemList")


def rows(desk) -> dict[str, list[str]]:
    """Return what the list says, by the heading of each kind."""
    model = tree(desk).model()
    return {
        model.index(i, 0).data(): [
            model.index(j, 0, model.index(i, 0)).data()
            for j in range(model.rowCount(model.index(i, 0)))
        ]
        for i in range(model.rowCount())
    }


def ask(desk) -> None:
    desk.press("Ctrl+B")
    desk.qtbot.waitUntil(tree(desk).hasFocus)


def walk_to(desk, words: str) -> None:
    """Go down in the list to the row with these words."""
    while words not in tree(desk).currentIndex().data():
        before = tree(desk).currentIndex()
        desk.press("Down")
        assert tree(desk).currentIndex() != before, words


def tab(desk) -> str:
    return desk.window.findChild(QDockWidget, "problemsDock").windowTitle()


def right_of_status(desk) -> str:
    return desk.window.panes.status.findChild(QLabel, "statusRight").text()


def test_the_tab_counts_without_the_list_being_opened(bees):
    assert tab(bees) == "Problems 7"
    assert "+0 new, 7 older" in right_of_status(bees)
    assert tree(bees) is None


def test_the_count_in_the_status_line_is_told_in_words(bees):
    label = bees.window.panes.status.findChild(QLabel, "statusRight")
    words = "0 problems are new since the file was opened, 7 came with it. Ctrl+B shows them."
    assert words in label.toolTip()
    bees.window.folder.open(bees.path.parent)
    bees.qtbot.waitUntil(lambda: bees.window.panes.shows_folder)
    assert not label.isVisible(), "nothing is said of the episode that the folder covers"
    assert not bees.window.panes.status.findChild(QLabel, "statusSaved").isVisible()
    bees.press("Escape")
    assert label.isVisible()


def test_a_key_lists_problems_by_kind_errors_first_and_looks_last_and_folded(bees):
    ask(bees)
    titles = [title.split(":")[0] for title in rows(bees)]
    assert titles[0] == "Texts that start with ="
    assert titles[-1] == "Two spaces together"
    last = tree(bees).model().index(len(titles) - 1, 0)
    assert not tree(bees).isExpanded(last)
    assert tree(bees).isExpanded(tree(bees).model().index(0, 0))
    assert rows(bees)["Texts that start with =: 2"] == [
        "0:20 · Oren: The text starts with “=”.",
        "0:30 · Oren: The text starts with “=”.",
    ]


def test_enter_goes_to_the_row(bees):
    ask(bees)
    walk_to(bees, "0:30 · Oren: The text")
    bees.press("Return")
    assert bees.window.panes.table.current == 4
    assert bees.window.panes.table.hasFocus()


def test_enter_goes_to_the_clip(bees):
    ask(bees)
    walk_to(bees, "“Other bees”")
    bees.press("Return")
    assert bees.window.panes.clips.hasFocus()
    assert bees.window.panes.clips.current == 1


def click_on(desk, words: str, *, twice: bool = False) -> None:
    """Click on the row of the list with these words, wherever it stands."""
    model, view = tree(desk).model(), tree(desk)
    every = [
        model.index(j, 0, model.index(i, 0)) for i in range(model.rowCount()) for j in range(9)
    ]
    row = next(index for index in every if index.isValid() and words in index.data())
    desk.qtbot.waitUntil(lambda: not view.visibleRegion().isEmpty() and view.width() > 200)
    view.scrollTo(row)
    place = view.visualRect(row).center()
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if twice:
        desk.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_shows_the_place_and_the_list_stays(bees):
    ask(bees)
    click_on(bees, "0:30 · Oren: The text")
    assert (bees.window.panes.table.current, tree(bees).hasFocus()) == (4, True)
    click_on(bees, "“Other bees”")
    assert not tree(bees).visibleRegion().isEmpty()
    assert tree(bees).hasFocus()
    assert bees.window.panes.clips.current == 1
    assert bees.window.panes.table.current == 3, "the line with which the clip begins"
    assert bees.note
    click_on(bees, "“Other bees”", twice=True)
    assert bees.window.panes.clips.hasFocus()
    assert "Ctrl+B: back to the list" in bees.note
    ask(bees)
    assert "“Other bees”" in tree(bees).currentIndex().data()
    bees.qtbot.mouseClick(bees.window.findChild(QToolButton, "goToProblem"), LEFT)
    assert bees.window.panes.clips.hasFocus()


def test_a_click_on_the_problem_of_a_field_stays_and_enter_goes_there(desk, write):
    desk.start(write(EPISODE.replace("PT50S", "PT5S")))
    wait(desk)
    ask(desk)
    click_on(desk, "The duration is")
    assert tree(desk).hasFocus()
    desk.press("Return")
    form = desk.window.panes.form_place.form
    assert form.isAncestorOf(QApplication.focusWidget())


def test_f8_in_the_list_walks_there(bees):
    ask(bees)
    bees.press("F8")
    first = bees.note
    for number in range(2, 6):
        bees.press("F8")
        assert bees.note.startswith(f"{number} of 5: ")
        assert tree(bees).hasFocus()
    assert bees.window.panes.clips.current == 1
    bees.press("F8")
    assert bees.note == first


def test_a_clip_with_a_problem_is_marked_in_the_table_of_clips(bees):
    clips = bees.window.panes.clips
    bees.do("view.clips")
    model = clips.model()
    tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert "Other bees" in tips[1].split("\n")[0]
    right = QRect(clips.visualRect(model.index(1, 0)))
    right.setLeft(right.right() - clips.fontMetrics().height() * 2)
    marked = clips.viewport().grab(right).toImage()
    bees.do("view.problem_marks")
    assert clips.viewport().grab(right).toImage() != marked


def test_escape_goes_back_to_the_lines(bees):
    ask(bees)
    bees.press("Escape")
    assert bees.window.panes.table.hasFocus()


def test_f8_goes_through_the_problems_and_back(bees):
    bees.go(0)
    bees.press("F8")
    assert bees.window.panes.table.current == 2, "cosmetic ones are passed over"
    assert "No clip has the name of the section “The hive”" in bees.note
    bees.press("F8")
    assert bees.window.panes.table.current == 3
    assert bees.note == "2 of 5: The text starts with “=”. (Ctrl+F8 mends it)"
    bees.press("F8")
    assert "“to to”" in bees.note
    bees.press("F8")
    assert bees.window.panes.table.current == 4
    bees.press("F8")
    assert bees.window.panes.clips.hasFocus()
    bees.press("F8")
    assert bees.window.panes.table.current == 2
    bees.press("Shift+F8", "Shift+F8")
    assert bees.window.panes.table.current == 4


def test_what_f8_came_to_is_mended_by_a_key_and_undone_in_one_step(bees):
    bees.go(3)
    bees.press("F8", "Ctrl+F8")
    assert bees.items[3].text == "Bees go to to flowers."
    wait(bees)
    assert tab(bees) == "Problems 6"
    bees.press("Ctrl+Z")
    assert bees.items[3].text == "=Bees go to to flowers."
    wait(bees)
    assert "+0 new, 7 older" in right_of_status(bees)


def test_a_mend_says_which_clips_come_along(desk, write):
    asked = "- line: Who lives here?\n  sec: 10\n  time: '0:10'\n  who: Mila\n- header: The hive\n"
    named = EPISODE.replace("Other bees", "The hive")
    desk.start(
        write(named.replace("- header: The hive\n", asked).replace("who: Mila", "who: Oren", 1))
    )
    wait(desk)
    desk.go(0)
    for _ in range(6):
        desk.press("F8")
        if "question" in desk.note:
            break
    desk.press("Ctrl+F8")
    along = "with the clips Start and The hive"
    assert desk.note == f"Done: Move it before the question, {along}. One undo takes it back."


def test_typing_over_a_header_says_that_its_clip_is_renamed(bees):
    bees.go(0)
    bees.press("F2", "Ctrl+A")
    bees.type("Begin")
    bees.press("Return")
    assert bees.window.session.episode.clips[0].name == "Begin"
    assert bees.note == "Renamed to “Begin”, with the clip Begin."


def test_all_of_a_kind_that_are_safe_are_mended_as_one_step(bees):
    ask(bees)
    walk_to(bees, "Two spaces")
    bees.press("Shift+F")
    bees.qtbot.waitUntil(lambda: bees.note.startswith("Mended"))
    assert bees.items[1].text == "Hello there, hello."
    assert bees.items[4].text == "=Two more spaces."
    assert "One undo takes it back" in bees.note
    bees.press("Ctrl+Z")
    assert bees.items[1].text == "Hello  there, hello."
    assert bees.items[4].text == "=Two  more  spaces."


def test_an_edit_that_makes_a_problem_counts_as_new(bees):
    ask(bees)
    walk_to(bees, "0:30 · Oren: The text")
    bees.go(1)
    bees.press("F2")
    bees.press("Home")
    bees.type("=")
    bees.press("F2")
    bees.qtbot.waitUntil(lambda: tab(bees) == "Problems 8")
    assert "+1 new, 7 older" in right_of_status(bees)
    assert tree(bees).currentIndex().data() == "0:30 · Oren: The text starts with “=”."


def test_what_is_right_for_me_is_told_no_more_till_it_is_taken_back(bees):
    ask(bees)
    walk_to(bees, "to to")
    bees.press("R")
    bees.qtbot.waitUntil(lambda: tab(bees) == "Problems 6")
    assert not (bees.path.parent / "cueline.toml").exists()
    bees.do("problem.tell_again")
    bees.qtbot.waitUntil(lambda: tab(bees) == "Problems 7")


def test_what_is_right_for_me_stays_so_in_the_next_window(bees, qtbot):
    ask(bees)
    walk_to(bees, "to to")
    bees.press("R")
    bees.qtbot.waitUntil(lambda: tab(bees) == "Problems 6")
    bees.close()
    bees.start(bees.path)
    wait(bees)
    assert tab(bees) == "Problems 6"


def test_what_is_right_for_me_goes_along_to_a_copy(bees, tmp_path):
    ask(bees)
    walk_to(bees, "to to")
    bees.press("R")
    bees.qtbot.waitUntil(lambda: tab(bees) == "Problems 6")
    copy = tmp_path / "copy.md"
    with bees.qtbot.waitSignal(bees.window.session.saved, timeout=20_000):
        bees.do("file.save_as")
        bees.qtbot.waitUntil(lambda: bees.window.findChild(QFileDialog) is not None)
        dialog = bees.window.findChild(QFileDialog)
        dialog.fileSelected.emit(str(copy))
        dialog.close()
    wait(bees)
    assert tab(bees) == "Problems 6"
    bees.do("problem.tell_again")
    bees.qtbot.waitUntil(lambda: tab(bees) == "Problems 7")
    bees.close()
    bees.start(bees.path)
    wait(bees)
    assert tab(bees) == "Problems 6", "in the first file it is still right"


def test_what_is_right_for_everyone_stands_in_the_settings_of_the_site(bees):
    (bees.path.parent / ".git").mkdir()
    ask(bees)
    walk_to(bees, "to to")
    bees.press("Shift+R")
    bees.qtbot.waitUntil(lambda: tab(bees) == "Problems 6")
    assert 'rule = "doubled-word"' in (bees.path.parent / "cueline.toml").read_text("utf-8")
    assert "for everyone" in bees.note


def test_settings_that_are_not_understood_are_told_and_the_usual_ones_hold(desk, write):
    (write("hosts = 3\n", "cueline.toml")).parent.joinpath(".git").mkdir()
    desk.start(write(EPISODE))
    wait(desk)
    ask(desk)
    said = desk.window.findChild(QLabel, "problemSaid").text()
    assert "cueline.toml:1" in said
    assert tab(desk) == "Problems 7"


def in_source(desk, write, before: str = ""):
    """Open an episode with two times without quotes."""
    text = before + EPISODE.replace("time: '0:20'", "time: 20:20").replace("'0:30'", "30:30")
    path = write(text)
    desk.start(path)
    wait(desk)
    ask(desk)
    return path, text


def done(desk) -> None:
    """Wait for a mend of the text, which is read beside the window."""
    desk.qtbot.waitUntil(lambda: desk.note.startswith("Done: "))
    desk.qtbot.waitUntil(lambda: desk.window.checking.known)


def test_what_only_the_source_shows_is_mended_with_the_next_save_and_undone(desk, write):
    path, text = in_source(desk, write)
    walk_to(desk, "no quotes")
    desk.press("F")
    done(desk)
    assert path.read_text("utf-8") == text, "nothing is written before it is saved"
    assert "Done: Put it in quotes. It is written with the next save" in desk.note
    assert rows(desk)["Times without quotes: 1"]
    desk.go(1)
    desk.press("F2")
    desk.type(" Ah.")
    desk.press("F2")
    desk.save()
    mended = text.replace("20:20", "'20:20'")
    assert path.read_text("utf-8") == mended.replace("there, hello.", "there, hello. Ah.")
    while desk.window.session.can_undo:
        desk.press("Ctrl+Z")
    desk.save()
    assert path.read_text("utf-8") == text, "the first bytes again"
    desk.press("Ctrl+Shift+Z")
    wait(desk)
    desk.save()
    assert path.read_text("utf-8") == mended


def test_all_of_a_kind_are_mended_in_the_source_at_once(desk, write):
    path, text = in_source(desk, write, "\n")
    walk_to(desk, "no quotes")
    desk.press("Shift+F")
    done(desk)
    walk_to(desk, "before the first ---")
    desk.press("F")
    desk.qtbot.waitUntil(lambda: desk.note.startswith("Done: Take it away"))
    wait(desk)
    assert not any("quotes" in title or "---" in title for title in rows(desk))
    assert desk.window.isWindowModified()
    desk.save()
    wanted = text[1:].replace("20:20", "'20:20'").replace("30:30", "'30:30'")
    assert path.read_text("utf-8") == wanted
    assert not desk.window.isWindowModified()


def test_without_problems_the_list_says_so(desk, write):
    desk.start(write("---\ntitle: x\n---\n**Mila:** [0:00] Hello there.\n"))
    wait(desk)
    ask(desk)
    assert QApplication.focusWidget() is tree(desk)
    assert desk.window.findChild(QLabel, "problemSaid").text() == "No problems were found."
    assert tab(desk) == "Problems"
    desk.press("F8")
    assert desk.note == "No problems were found."


def test_of_several_ways_to_mend_one_is_chosen(desk, write):
    desk.start(write(EPISODE.replace("  who: Oren\n---", "---")))
    wait(desk)
    ask(desk)
    walk_to(desk, "Who says the line")
    desk.press("F")
    desk.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    offered = [action.text() for action in menu.actions()]
    assert offered == ["Mila says it", "Oren says it"]
    desk.qtbot.keyClick(menu, Qt.Key.Key_Down)
    desk.qtbot.keyClick(menu, Qt.Key.Key_Down)
    desk.qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert desk.note == "Done: Oren says it. One undo takes it back."
    assert desk.items[4].speaker == "Oren"
    desk.press("Ctrl+Z")
    assert desk.items[4].speaker == ""


def test_what_is_not_safe_is_offered_as_a_list_to_choose_from(desk, write):
    desk.start(write(EPISODE.replace("=Two  more  spaces.", "We will see the the end.")))
    wait(desk)
    ask(desk)
    walk_to(desk, "to to")
    desk.press("Shift+F")
    desk.wait_for_dialog()
    suggested = QApplication.activeModalWidget().findChild(ProposalList).proposed
    assert suggested.index(0, 0).data() == "Words that stand twice: 2 of 2 chosen"
    desk.press("Escape")
    assert "to to" in desk.items[3].text


def test_a_long_file_is_looked_through_beside_and_lists_the_first_of_very_many(desk, write):
    lines = "".join(
        f"- line: =Number {n}.\n  sec: {n}\n  time: '{n // 60}:{n % 60:02}'\n  who: Mila\n"
        for n in range(3100)
    )
    desk.start(write(f"---\ntitle: Long\ntranscript:\n{lines}---\n"))
    desk.qtbot.waitUntil(lambda: desk.window.checking.known, timeout=20_000)
    ask(desk)
    assert "Texts that start with =: 200 of 3,100" in rows(desk)
    walk_to(desk, "The text starts")
    desk.press("Shift+F")
    desk.qtbot.waitUntil(lambda: desk.note.startswith("Mended 3100 problems."), timeout=20_000)
    assert desk.items[3099].text == "Number 3099."
    desk.press("Ctrl+Shift+D")  # what is missing is looked for beside as well
    listed = desk.window.findChild(PublishList)
    desk.qtbot.waitUntil(lambda: bool(listed.rows), timeout=20_000)
    assert listed.rows[0].hasFocus()
    desk.press("Ctrl+Z")
    desk.qtbot.waitUntil(lambda: desk.window.checking.known, timeout=20_000)
    assert tab(desk).startswith("Problems 3")
