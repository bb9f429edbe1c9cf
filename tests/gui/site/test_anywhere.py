"""The one box on the start page and over an open episode: from a phrase to its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cueline.episode import Episode, Header, Line
from cueline.episode.catalogue import Place
from cueline.gui.site.places import found_again, found_in_lines
from tests.gui.made_site import make_site


@pytest.fixture
def site(tmp_path) -> Path:
    return make_site(tmp_path / "site")


def dialog_of(desk):
    return QApplication.activeModalWidget()


def wait_for_places(desk, box_page) -> list[Place]:
    desk.qtbot.waitUntil(lambda: bool(box_page().places), timeout=20_000)
    return box_page().places


def test_from_the_start_to_a_saved_typo_takes_two_keys_besides_the_text(desk, site):
    desk.start(site)
    work = desk.window.works.of(site)
    desk.qtbot.waitUntil(lambda: len(work.entries) == 4, timeout=20_000)
    desk.close()

    before = (site / "_podcast/bees.md").read_bytes()
    desk.start()
    assert QApplication.focusWidget() is desk.window.panes.start_page.box
    desk.type("teh roofs")
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: desk.window.panes.table.open_cell_at() is not None, timeout=20_000)
    cell = desk.window.panes.table.open_cell_at()
    assert (cell.index, cell.anchor, cell.caret) == (1, 10, 19)
    desk.type("the roofs")
    desk.save()
    assert (site / "_podcast/bees.md").read_bytes() == before.replace(b"teh roofs", b"the roofs")


def test_what_is_marked_is_looked_for_over_the_episode_and_escape_goes_back(desk, site):
    desk.start(site / "_podcast/bees.md")
    desk.go(0)
    desk.press("Return", "Home", "Ctrl+Shift+Right")
    before = desk.window.panes.table.open_cell_at()
    desk.press("Ctrl+Shift+F")
    desk.wait_for_dialog()
    dialog = dialog_of(desk)
    assert dialog.box.text() == "Welcome"
    assert wait_for_places(desk, lambda: dialog.results)[0].path.name == "bees.md"
    dialog.box.selectAll()
    desk.type("wind")
    desk.qtbot.waitUntil(lambda: dialog.results.query == "wind")
    assert [place.kind for place in dialog.results.places] == ["title", "phrase"]
    desk.press("Escape")
    desk.qtbot.waitUntil(lambda: dialog_of(desk) is None)
    desk.window.activateWindow()
    assert desk.window.panes.table.open_cell_at() == before


def test_arrows_choose_a_place_in_another_file_while_the_caret_stays_in_the_box(desk, site):
    desk.start(site / "_podcast/bees.md")
    desk.press("Ctrl+Shift+F")
    desk.wait_for_dialog()
    dialog = dialog_of(desk)
    desk.type("wind")
    desk.qtbot.waitUntil(lambda: len(dialog.results.places) == 2, timeout=20_000)
    desk.press("Down")
    assert dialog.box.hasFocus()
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: "wind.md" in desk.window.windowTitle())
    cell = desk.window.panes.table.open_cell_at()
    assert (cell.index, cell.anchor, cell.caret) == (0, 4, 8)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("https://youtu.be/film002x010?t=12", "address"), ("carla 0:12", "time")],
)
def test_a_link_or_a_name_with_a_time_opens_the_line_that_is_said_then(desk, site, asked, kind):
    desk.start(site)
    desk.type(asked)
    results = desk.window.panes.folder_page.results
    places = wait_for_places(desk, lambda: results)
    assert (places[0].kind, places[0].path.name) == (kind, "maps.md")
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: desk.window.panes.table.open_cell_at() is not None)
    assert desk.window.panes.table.open_cell_at().index == 1


def test_without_a_folder_the_box_says_where_it_would_look(desk):
    desk.start()
    desk.press("Ctrl+Shift+F")
    assert "folder first" in desk.note


EPISODE = Episode(
    (Header("On bees"), Line("Bees fly.", "Ada", 0, "0:00"), Line("All  bees do.", "Bo", 5, "0:05"))
)


@pytest.mark.parametrize(
    ("index", "offset", "hit", "kind", "found"),
    [
        (1, 0, "Bees", "phrase", (1, 0, 4)),
        (2, 0, "All bees", "phrase", (2, 0, 9)),
        (0, 2, "Bees do", "phrase", (2, 5, 7)),
        (9, 0, "Bees", "phrase", (2, 5, 4)),
        (1, 0, "Wasps", "phrase", None),
        (2, 0, "", "address", (2, 0, 0)),
        (7, 0, "", "address", None),
        (None, 0, "Bees", "title", None),
    ],
)
def test_a_place_is_found_again_in_an_episode_that_changed(index, offset, hit, kind, found):
    place = Place(Path("a.md"), "", kind, index, offset, len(hit), hit=hit)
    assert found_again(EPISODE, place) == found


@pytest.mark.parametrize(
    ("line", "offset", "hit", "found"),
    [
        (2, 8, "bees do", (2, 9, 8)),
        (1, 0, "Bees", (1, 8, 4)),
        (3, 0, "bees", (3, 3, 4)),
        (2, 0, "wasps", (2, 1, 0)),
        (2, 0, "", (2, 1, 0)),
    ],
)
def test_a_place_is_found_again_in_a_text_that_changed(line, offset, hit, found):
    text = "title: Bees\n- line: Bees  do\n- bees"
    place = Place(Path("a.md"), "", "phrase", offset=offset, hit=hit, line=line)
    assert found_in_lines(text, place) == found


def test_a_place_in_a_text_is_found_in_the_episode_that_it_became():
    place = Place(Path("a.md"), "", "phrase", offset=8, hit="Bees do", line=9)
    assert found_again(EPISODE, place) == (2, 5, 7)


def test_words_in_a_file_that_does_not_parse_are_shown_in_its_text(desk, site):
    desk.start(site)
    desk.type("HELLO")
    results = desk.window.panes.folder_page.results
    assert len(wait_for_places(desk, lambda: results)) == 1
    assert results.shown.index(1, 0).data() == "line 6 - line: hello"
    desk.press("Return")
    view = desk.window.panes.source_view
    desk.qtbot.waitUntil(lambda: view.textCursor().selectedText() == "hello", timeout=20_000)
    assert QApplication.focusWidget() is view
    desk.type("goodbye")
    desk.press("Ctrl+Shift+F")
    desk.wait_for_dialog()
    desk.type("never closed")
    dialog = dialog_of(desk)
    desk.qtbot.waitUntil(lambda: len(dialog.results.places) > 0, timeout=20_000)
    dialog.results.setCurrentIndex(dialog.results.shown.index(3, 0))
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: view.textCursor().selectedText().lower() == "never closed")
    assert "goodbye" in view.text()
    view.undo()
    assert "hello" in view.text()
