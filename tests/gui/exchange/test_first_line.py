"""An episode without lines: what can be done is said, and one key begins the first one."""

from PySide6.QtWidgets import QPushButton, QWidget

BARE = "---\ntitle: Bees\n---\n"


def test_enter_begins_the_first_line(desk, write):
    path = write(BARE)
    desk.start(path)
    assert note(desk).isVisible()
    desk.press("Return")
    assert not note(desk).isVisible()
    desk.type("Good morning.")
    desk.save()
    assert path.read_text("utf-8") == (
        "---\ntitle: Bees\ntranscript:\n- line: Good morning.\n---\n"
    )
    desk.press("Escape", "Ctrl+Z", "Ctrl+Z")
    assert not desk.items
    assert note(desk).isVisible()


def test_an_empty_list_gets_its_first_line_by_the_button(desk, write):
    desk.start(write("---\ntitle: Bees\ntranscript: []\n---\n"))
    first = next(b for b in note(desk).findChildren(QPushButton) if "First" in b.text())
    first.setFocus()
    desk.press("Space")
    desk.type("Hi.")
    desk.save()
    assert [item.text for item in desk.items] == ["Hi."]


def test_an_episode_with_lines_and_one_to_look_at_show_no_note(opened, write):
    assert note(opened).isHidden()
    opened.window.open_path(write("---\ntitle: \0\n---\n", "nul.md"))
    opened.wait_for_opening()
    assert note(opened).isHidden()


def note(desk):
    return desk.window.findChild(QWidget, "emptyLines")
