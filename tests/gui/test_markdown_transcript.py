"""A transcript in Markdown in the window: it is shown, heard, corrected and saved as an episode is."""

from PySide6.QtWidgets import QLabel, QTableView, QTreeView

TALK = (
    "# How bees count\n\n**Mila:** \\[0:03\\] Hello\nand welcome.\n\n![](bee.png)\n\n"
    "What shall we talk about?\n\n## The hive\n\n**Oren:** \\[0:20\\] Bees.\n"
)


def test_a_transcript_in_markdown_is_shown_and_edited_and_saved_line_by_line(desk, write):
    path = write(TALK, "bees.md")
    desk.start(path)
    window = desk.window
    tree, table = (
        window.findChild(kind, name)
        for kind, name in ((QTreeView, "sectionTree"), (QTableView, "lineTable"))
    )
    assert tree.isVisible()
    assert table.isVisible()
    assert table.model().rowCount() == 5
    assert [tree.model().index(row, 0).data() for row in range(2)] == ["How bees count", "The hive"]
    desk.go(1)
    desk.press("Return", "End")
    desk.type(" Yes.")
    desk.press("Escape")
    desk.go(4)
    desk.press("Alt+Right")
    desk.save()
    assert path.read_text("utf-8") == TALK.replace("welcome.", "welcome. Yes.").replace(
        "0:20", "0:21"
    )
    desk.press("Ctrl+Z", "Ctrl+Z")
    desk.save()
    assert path.read_text("utf-8") == TALK


def test_a_blank_typed_last_is_left_out_of_the_file_and_stays_under_the_caret(desk, write):
    path = write(TALK, "bees.md")
    desk.start(path)
    desk.go(1)
    desk.press("Return", "End")
    desk.type(" Yes, ")
    desk.save()
    assert path.read_text("utf-8") == TALK.replace("welcome.", "welcome. Yes,")
    assert not desk.window.isWindowModified()
    desk.type("we do.")
    desk.save()
    assert path.read_text("utf-8") == TALK.replace("welcome.", "welcome. Yes, we do.")


def test_what_would_be_a_list_is_refused_with_the_row_named(desk, write):
    path = write("**Mila:** Hello.\n\nNobody.\n".replace("**Mila:** ", ""), "bees.md")
    desk.start(path)
    desk.go(1)
    desk.press("Return", "Home")
    desk.type("- ")
    desk.press("Ctrl+S")
    notices = desk.window.panes.notices
    desk.qtbot.waitUntil(lambda: "Row 2" in notice_texts(notices))
    assert path.read_text("utf-8") == "Hello.\n\nNobody.\n"


def notice_texts(notices) -> str:
    return " ".join(label.text() for label in notices.findChildren(QLabel))
