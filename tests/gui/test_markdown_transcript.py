"""A transcript in Markdown in the window: it is shown, heard, corrected and saved as an episode is."""

from PySide6.QtWidgets import QTableView, QTreeView

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
