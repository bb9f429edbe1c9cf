"""Opening a file again: the user is where they left it, and sees where."""

import pytest

LINES = "".join(
    f"- line: Sentence number {i}, with some words in it.\n  sec: {i}\n  time: 0:{i:02}\n  who: Nora\n"
    for i in range(60)
)


@pytest.fixture
def long(write):
    from tests.media.made_sounds import make_tone

    path = write(f"---\ntitle: Long\ntranscript:\n{LINES}---\n")
    make_tone(path.with_suffix(".wav"), 60.0)
    return path


def in_sight(desk, row):
    table = desk.window.panes.table
    top = table.rowViewportPosition(row)
    return top >= 0 and top + table.rowHeight(row) <= table.viewport().height()


def test_the_row_is_current_again_and_in_sight(desk, long):
    desk.start(long)
    desk.window.resize(1000, 600)
    desk.window.listening.seek(2.0)
    desk.go(45)
    desk.close()
    desk.start(long)
    desk.window.resize(1000, 600)
    assert desk.window.listening.now() == pytest.approx(2.0)
    assert desk.window.panes.table.current == 45
    assert in_sight(desk, 45)


def test_what_is_gone_to_stands_among_its_neighbours(desk, long):
    desk.start(long)
    desk.press("Ctrl+F")
    desk.type("number 41")
    desk.press("Return")
    table = desk.window.panes.table

    def third() -> float:
        return 3 * table.rowViewportPosition(table.current) / table.viewport().height()

    assert table.current == 41
    assert 0.8 < third() < 2
    desk.press("Escape", "Home", "Ctrl+G")
    desk.wait_for_dialog()
    desk.type("0:33")
    desk.press("Return")
    assert table.current == 33
    assert 0.8 < third() < 2


def test_without_a_row_the_place_of_the_sound_counts(desk, long):
    desk.start(long)
    desk.window.listening.seek(40.2)
    desk.close()
    desk.start(long)
    assert desk.window.panes.table.current == 40
    assert in_sight(desk, 40)


def test_what_moves_the_sound_scrolls_again(desk, long):
    desk.start(long)
    desk.go(2)
    desk.close()
    desk.start(long)
    assert in_sight(desk, 2)
    desk.window.listening.seek(50.0)
    assert in_sight(desk, 50)


@pytest.mark.parametrize("key", ["F11", "F12", "F9"])
def test_no_start_is_given_to_a_line_out_of_sight(desk, long, key):
    desk.start(long)
    desk.window.resize(1000, 600)
    desk.go(2)
    desk.window.listening.seek(50.0)
    assert not in_sight(desk, 2)
    before = desk.items
    desk.press(key)
    assert desk.items == before
    assert "out of sight" in desk.note
    assert in_sight(desk, 2)
    desk.press(key)
    assert desk.items[2].start == 50
