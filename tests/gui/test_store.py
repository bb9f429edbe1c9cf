"""What the program remembers, when it is on the disk, and what it does with damage."""

import errno
import io
import json
import os
import threading

import pytest

from cueline.gui.store import Store
from tests.io.power_cut import Recorder
from tests.io.power_cut_states import State, cuts

LONG = 20


@pytest.fixture
def hanging(monkeypatch):
    """Let the disk take nothing till the event is set."""
    goes_on, real = threading.Event(), os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (goes_on.wait(LONG), real(handle)))
    yield goes_on
    goes_on.set()


def written(folder, kind="episode"):
    return json.loads((folder / f"{kind}.json").read_text())


def test_values_come_back_in_another_run(tmp_path):
    for values in ({"speed": 1.5}, {"sound": "a.mp3"}):
        store = Store(tmp_path)
        store.remember("episode", "a.md", **values)
        assert store.finish(LONG)
    assert Store(tmp_path).recall("episode", "a.md") == {"speed": 1.5, "sound": "a.mp3"}


def test_what_was_forgotten_is_gone_and_nothing_else(tmp_path):
    store = Store(tmp_path)
    store.remember("episode", "a.md", speed=1.5)
    store.remember("episode", "b.md", speed=2.0)
    store.forget("episode", "a.md")
    for _ in range(2):
        assert store.recall("episode", "a.md") == {}
        assert store.keys("episode") == ["b.md"]
        assert store.finish(LONG)
    assert written(tmp_path) == {"b.md": {"speed": 2.0}}


def test_nothing_waits_for_a_disk_that_hangs_and_all_is_read_at_once(tmp_path, hanging):
    store, others = Store(tmp_path), threading.enumerate()
    for number in range(50):
        store.remember("episode", "a.md", place=number, names=[("a", number)])
        assert store.recall("episode", "a.md") == {"place": number, "names": [["a", number]]}
        store.forget("episode", "b.md")
        store.remember("episode", "b.md", **{f"n{number}": 1})
        store.remember("settings", f"{number}", on=True)
    assert store.recall("episode", "b.md") == {"n49": 1}
    assert not store.finish(0.01)
    assert [one.name for one in threading.enumerate() if one not in others] == ["store"]
    hanging.set()
    assert store.finish(LONG)
    assert written(tmp_path)["a.md"] == {"place": 49, "names": [["a", 49]]}
    assert written(tmp_path)["b.md"] == {"n49": 1}
    assert Store(tmp_path).keys("settings") == [str(number) for number in range(50)]


def test_what_is_changed_after_it_was_remembered_or_recalled_is_nobody_else_s(tmp_path, hanging):
    store, names = Store(tmp_path), ["a"]
    store.remember("episode", "a.md", names=names)
    names.append("b")
    store.recall("episode", "a.md")["names"].append("c")
    assert store.recall("episode", "a.md") == {"names": ["a"]}
    hanging.set()
    assert store.finish(LONG)
    assert written(tmp_path) == {"a.md": {"names": ["a"]}}


def test_what_another_program_wrote_meanwhile_stays(tmp_path, hanging):
    store, other = Store(tmp_path), {"a.md": {"speed": 2}, "c.md": {"speed": 3}}
    store.remember("first", "x", waits=True)
    store.remember("episode", "a.md", place=1)
    (tmp_path / "episode.json").write_text(json.dumps(other))
    assert store.recall("episode", "a.md") == {"speed": 2, "place": 1}
    hanging.set()
    assert store.finish(LONG)
    assert written(tmp_path) == {"a.md": {"speed": 2, "place": 1}, "c.md": {"speed": 3}}


def test_a_damaged_file_counts_as_empty_and_is_written_anew(tmp_path):
    (tmp_path / "episode.json").write_text("{ half")
    store = Store(tmp_path)
    assert store.recall("episode", "a.md") == {}
    store.remember("episode", "a.md", speed=1.5)
    assert store.finish(LONG)
    assert written(tmp_path) == {"a.md": {"speed": 1.5}}
    assert (tmp_path / "episode.damaged").read_text() == "{ half"


class Locked:
    """A file that another program has for itself, for so many `times`: it can neither be read nor replaced."""

    def __init__(self, monkeypatch, times=1_000_000):
        self.times = times
        self._open, self._replace = io.open, os.replace
        monkeypatch.setattr(io, "open", self.open)
        monkeypatch.setattr(os, "replace", self.replace)

    def open(self, file, *args, **kwargs):
        self.refuse(file)
        return self._open(file, *args, **kwargs)

    def replace(self, old, new):
        self.refuse(new)
        self._replace(old, new)

    def refuse(self, file):
        if self.times and str(file).endswith("settings.json"):
            self.times -= 1
            raise OSError(errno.EIO, "Input/output error", str(file))


@pytest.mark.parametrize("knows", [True, False])
def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path, monkeypatch, knows):
    """All other settings would be lost; so would a list that is read to be written with one entry more."""
    before = {"look": {"scheme": "dark"}, "window": {"sizes": [1, 2]}}
    (tmp_path / "settings.json").write_text(json.dumps(before))
    store = Store(tmp_path)
    if knows:
        assert store.recall("settings", "look") == {"scheme": "dark"}
    with monkeypatch.context() as patch:
        Locked(patch)
        store.remember("settings", "look", scheme="light")
        assert store.finish(LONG)
        assert store.recall("settings", "look") == {"scheme": "light"}
        assert store.recall("settings", "window") == (before["window"] if knows else {})
    assert written(tmp_path, "settings") == before
    assert store.finish(LONG)  # as at the end of the program
    assert written(tmp_path, "settings") == {**before, "look": {"scheme": "light"}}


def test_a_file_that_cannot_be_read_for_a_moment_is_tried_again(tmp_path, monkeypatch):
    (tmp_path / "settings.json").write_text('{"look": {"scheme": "dark"}}')
    Locked(monkeypatch, times=2)
    store = Store(tmp_path)
    store.remember("settings", "window", sizes=[1])
    assert store.finish(LONG)
    assert written(tmp_path, "settings") == {"look": {"scheme": "dark"}, "window": {"sizes": [1]}}


def test_a_folder_that_cannot_be_written_does_not_stop_the_work(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    store = Store(blocked / "data")
    store.remember("episode", "a.md", speed=1.5)
    assert store.finish(LONG)
    assert store.recall("episode", "a.md") == {"speed": 1.5}
    blocked.unlink()
    store.remember("episode", "a.md", place=3)
    assert store.finish(LONG)
    assert written(blocked / "data") == {"a.md": {"speed": 1.5, "place": 3}}


def test_a_file_that_somebody_reads_just_then_is_tried_again(tmp_path, monkeypatch):
    real, refused = os.replace, []

    def busy(old, new):
        if len(refused) < 2:
            refused.append(PermissionError(13, "It is used by another process"))
            refused[-1].winerror = 32  # as Windows tells it
            raise refused[-1]
        real(old, new)

    monkeypatch.setattr(os, "replace", busy)
    store = Store(tmp_path)
    store.remember("episode", "a.md", speed=1.5)
    assert store.finish(LONG)
    assert written(tmp_path) == {"a.md": {"speed": 1.5}}


def test_a_fault_of_the_program_in_one_file_stops_no_other(tmp_path, monkeypatch, qtbot):
    store, real, told = Store(tmp_path), json.dumps, []
    monkeypatch.setattr(threading, "excepthook", told.append)

    def dumps(value, **how):
        assert value != {"x": {"bad": 1}}, "a fault"
        return real(value, **how)

    monkeypatch.setattr(json, "dumps", dumps)
    for kind, value in (("first", {"bad": 1}), ("second", {"good": 1}), ("third", {"good": 1})):
        store.remember(kind, "x", **value)
        assert store.finish(LONG)
    assert (written(tmp_path, "second"), written(tmp_path, "third")) == ({"x": {"good": 1}},) * 2
    qtbot.waitUntil(lambda: len(told) == 1)  # by its thread, when that ends


def test_the_data_folder_can_be_chosen(data_folder):
    assert Store.for_app().folder == data_folder


@pytest.mark.skipif(os.name == "nt", reason="a folder is not synced there")
def test_what_was_remembered_is_there_after_a_power_cut(tmp_path):
    root = tmp_path / "disk"
    root.mkdir()
    record = Recorder(root)
    with record.recording():
        store = Store(root / "Cueline")
        for value in range(4):
            store.remember("settings", "look", value=value, text="x" * 700)
            assert store.finish(20)
            record.tell("remembered", value)

    def check(state: State):
        value = Store(root / "Cueline").recall("settings", "look").get("value")
        safe = state.told[-1].value if state.told else None
        assert value in ((safe, safe + 1) if safe is not None else (None, 0))

    cuts(record, check, 60)
