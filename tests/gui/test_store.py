"""What the program remembers, and what it does with damage."""

from cueline.gui.store import Store


def test_values_come_back_in_another_run(tmp_path):
    Store(tmp_path).remember("episode", "a.md", speed=1.5)
    Store(tmp_path).remember("episode", "a.md", sound="a.mp3")
    assert Store(tmp_path).recall("episode", "a.md") == {"speed": 1.5, "sound": "a.mp3"}


def test_what_was_forgotten_is_gone_and_nothing_else(tmp_path):
    store = Store(tmp_path)
    store.remember("episode", "a.md", speed=1.5)
    store.remember("episode", "b.md", speed=2.0)
    store.forget("episode", "a.md")
    assert store.recall("episode", "a.md") == {}
    assert store.keys("episode") == ["b.md"]


def test_a_damaged_file_counts_as_empty_and_is_written_anew(tmp_path):
    (tmp_path / "episode.json").write_text("{ half")
    store = Store(tmp_path)
    assert store.recall("episode", "a.md") == {}
    store.remember("episode", "a.md", speed=1.5)
    assert store.recall("episode", "a.md") == {"speed": 1.5}


def test_a_folder_that_cannot_be_written_does_not_stop_the_work(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    store = Store(blocked / "data")
    store.remember("episode", "a.md", speed=1.5)
    assert store.recall("episode", "a.md") == {}


def test_the_data_folder_can_be_chosen(data_folder):
    assert Store.for_app().folder == data_folder
