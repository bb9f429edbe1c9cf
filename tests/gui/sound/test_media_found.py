"""Finding the sound: beside the episode, in the media folder, by its ids; asked about once, and only to hear it."""

import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit

from cueline.gui.sound.media_found import clean_ids, find_sound, ids_in

IDS = """---
ids:
  youtube: NfAJAr7FvyY&t
  anchor: How-to-Market-Yourself-e11ai8t/a-a8d08ua
links:
  youtube: https://www.youtube.com/watch?v=NfAJAr7FvyY&t
  spotify: TODO
transcript:
- line: Hello.
  sec: 1
  time: 0:01
  who: A
---
"""


@pytest.fixture
def media(tmp_path):
    folder = tmp_path / "sounds"
    folder.mkdir()
    return folder


def notices(desk):
    return desk.window.panes.notices.notices()


def put(folder, name):
    (folder / name).write_bytes(b"sound")
    return folder / name


def sound(desk):
    return desk.window.listening.sound


def test_a_transcript_in_a_file_of_its_own_has_the_sound_of_its_episode(tmp_path):
    found = put(tmp_path, "e07.mp3")
    assert find_sound(None, tmp_path / "e07-transcript.yaml", {}) == found


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("NfAJAr7FvyY&t", ["NfAJAr7FvyY"]),
        ("https://www.youtube.com/watch?v=NfAJAr7FvyY&t=12", ["NfAJAr7FvyY"]),
        ("https://youtu.be/NfAJAr7FvyY?si=abc", ["NfAJAr7FvyY"]),
        ("https://open.spotify.com/episode/5t3SwzH17mF?si=gaTf", ["5t3SwzH17mF"]),
        ("How-to-Market-e11ai8t/a-a8d08ua", ["a-a8d08ua", "How-to-Market-e11ai8t"]),
        ("  -x_y  ", ["-x_y"]),
        ("TODO", []),
        ("", []),
        ("../../etc", ["etc"]),
    ],
)
def test_ids_without_what_was_pasted_along(value, ids):
    assert list(clean_ids(value)) == ids


def test_ids_come_before_links_and_once(tmp_path):
    fields = {"ids": {"youtube": "abc123&t", "n": 3}, "links": {"youtube": "https://x.y/?v=abc123"}}
    assert ids_in(fields) == ["abc123"]
    assert ids_in({"ids": "abc"}) == []


def test_the_order_in_which_a_sound_is_looked_for(tmp_path, media):
    episode, fields = tmp_path / "talk.md", {"ids": {"youtube": "abc123"}}
    gone = tmp_path / "old" / "gone.mp3"
    assert find_sound(None, episode, fields, media) is None
    assert find_sound(gone, episode, fields, media) == gone
    by_id = put(media, "abc123.opus")
    assert find_sound(gone, episode, fields, media) == by_id
    moved = put(media, "gone.mp3")
    assert find_sound(gone, episode, fields, media) == moved
    assert find_sound(None, episode, fields, media) == by_id
    by_name = put(media, "talk.m4a")
    assert find_sound(None, episode, fields, media) == by_name
    beside = put(tmp_path, "talk.ogg")
    assert find_sound(None, episode, fields, media) == beside
    assert find_sound(by_id, episode, fields, media) == by_id


def test_a_sound_named_by_its_id_is_found_beside_the_episode(desk, write, tmp_path):
    put(tmp_path, "NfAJAr7FvyY.mp3")
    desk.start(write(IDS))
    assert sound(desk).name == "NfAJAr7FvyY.mp3"
    assert desk.player.state == "paused"


def test_the_media_folder_is_set_once_and_works_at_once(desk, write, media):
    put(media, "NfAJAr7FvyY.mp3")
    path = write(IDS)
    desk.start(path)
    assert sound(desk) is None
    desk.do("edit.settings")
    desk.wait_for_dialog()
    dialog = desk.window.findChild(object, "settings")
    next(b for b in dialog.findChildren(object) if getattr(b, "text", str)() == "Choose…").click()
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(QFileDialog)))
    chooser = desk.window.findChildren(QFileDialog)[0]
    chooser.fileSelected.emit(str(media))
    chooser.close()
    assert str(media) in [field.text() for field in dialog.findChildren(QLineEdit)]
    dialog.close()
    desk.wait_for_sound()
    assert sound(desk).name == "NfAJAr7FvyY.mp3"
    desk.close()
    desk.start(path)
    assert desk.window.listening.media_folder == media
    assert desk.window.session.clean


@pytest.fixture
def orphan(desk, write, tmp_path):
    """An episode whose remembered sound, at 7 s and 2 s off, was moved away."""
    path, far = write(IDS), tmp_path / "far"
    far.mkdir()
    desk.start(path)
    desk.window.listening.choose(put(far, "interview.mp3"))
    desk.wait_for_sound()
    desk.window.listening.set_offset_here(2.0)
    desk.window.listening.seek(7.0)
    desk.close()
    (far / "interview.mp3").unlink()
    desk.start(path)
    return desk


def test_nothing_is_asked_when_an_episode_is_opened_for_its_text(orphan):
    orphan.go(0)
    orphan.press("Return")
    orphan.type("x")
    orphan.press("Escape")
    assert notices(orphan) == []


def test_a_missing_sound_asks_once_when_it_is_to_be_heard(orphan, tmp_path):
    orphan.go(0)
    orphan.press("Space")
    (notice,) = notices(orphan)
    assert "interview.mp3" in notice.text
    assert [button.text() for button in notice.buttons] == ["Relink…", "Forget"]
    notice.cross.click()
    orphan.press("Space")
    assert notices(orphan) == []
    assert "interview.mp3 is missing" in orphan.note
    orphan.close()
    orphan.start(tmp_path / "episode.md")
    orphan.go(0)
    orphan.press("Space")
    assert notices(orphan) == []


def test_a_relinked_sound_keeps_its_offset_and_place(orphan, media):
    orphan.go(0)
    orphan.press("Space")
    notices(orphan)[0].buttons[0].click()
    orphan.qtbot.waitUntil(lambda: bool(orphan.window.findChildren(QFileDialog)))
    chooser = orphan.window.findChildren(QFileDialog)[0]
    chooser.fileSelected.emit(str(put(media, "renamed.mp3")))
    chooser.close()
    orphan.wait_for_sound()
    assert orphan.window.listening.offset == pytest.approx(2.0)
    assert orphan.window.listening.now() == pytest.approx(7.0)
    assert sound(orphan).name == "renamed.mp3"


def test_a_forgotten_sound_is_not_looked_for_again(orphan, tmp_path):
    orphan.go(0)
    orphan.press("Space")
    notices(orphan)[0].buttons[1].click()
    assert sound(orphan) is None
    orphan.close()
    orphan.start(tmp_path / "episode.md")
    orphan.go(0)
    orphan.press("Space")
    assert "no sound yet" in orphan.note


def test_a_sound_that_moved_to_the_media_folder_is_found_without_a_question(
    orphan, media, tmp_path
):
    put(media, "interview.mp3")
    orphan.window.store.remember("settings", "media", folder=str(media))
    orphan.close()
    orphan.start(tmp_path / "episode.md")
    assert sound(orphan) == media / "interview.mp3"
    assert orphan.window.listening.now() == pytest.approx(7.0)


def test_pause_while_typing_is_a_choice(opened):
    opened.do("edit.settings")
    opened.wait_for_dialog()
    dialog = opened.window.findChild(object, "settings")
    dialog.findChildren(QCheckBox)[0].click()
    dialog.close()
    opened.window.activateWindow()
    opened.qtbot.waitUntil(opened.window.isActiveWindow)
    opened.go(3)
    opened.press("F5", "Return")
    assert opened.player.state == "playing"
    opened.type("ab")
    assert opened.player.state == "paused"
    opened.qtbot.waitUntil(lambda: opened.player.state == "playing", timeout=4000)


def test_a_sound_is_found_however_its_accents_are_written(tmp_path):
    sound = tmp_path / "cafe\u0301.mp3"
    sound.touch()
    assert find_sound(None, tmp_path / "caf\u00e9.md", {}) == sound
