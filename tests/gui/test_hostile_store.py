"""What the program remembers may have been written by anyone: it is used as far as it makes sense."""

from __future__ import annotations

import base64
import json

import pytest
from PySide6.QtGui import QAction

from cueline.gui.actions.keys import SETS, load_keys
from cueline.gui.store import Store

NAMES = (
    "reaction back typing folder backend picture scheme problem_marks set geometry state sizes entries sound "
    "position rate volume offsets asked place row lines waveform level zoom names path episode index words start"
).split()
DEEP = "[" * 50_000
VALUES = [
    None,
    -7,
    10**30,
    float("inf"),
    float("nan"),
    "../" * 90 + "etc/passwd",
    "<b>x</b>\u202e\ud800\0",
    [],
    "x" * 5_000,
    base64.b64encode(b"\0\1\2 nothing that was saved").decode(),
    [[1, 2], ["a"], None, {}],
    [["title", "x" * 5_000], ["a\nb", "\0"], [1, 2]],
    {"index": 10**30, "words": [], "start": {}},
]


def spoil(folder, value, *keys: str) -> None:
    """Write every file of the store with a value where another is expected, at every level."""
    folder.mkdir(parents=True, exist_ok=True)
    inside = dict.fromkeys(
        [*NAMES, *(f"{name}.x" for name in NAMES), "line.split", "file.save"], value
    )
    kinds = (
        "settings",
        "keys",
        "recent",
        "listening",
        "right",
        "window",
        "marks",
        "works",
        "sites",
        "folders",
    )
    groups = (
        "listening",
        "media",
        "look",
        "keys",
        "window",
        "new_episode",
        "files",
        "folders",
        *SETS,
        *keys,
    )
    for kind in (*kinds, *(path.stem for path in folder.glob("*.json"))):
        text = json.dumps(dict.fromkeys(groups, inside))
        (folder / f"{kind}.json").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("value", VALUES[::2], ids=lambda value: repr(value)[:24])
def test_the_window_starts_and_works_whatever_is_remembered(desk, sample, data_folder, value):
    spoil(data_folder, value, str(sample), str(sample.absolute()))
    window = desk.start(sample)
    desk.go(2)
    desk.press("Ctrl+Space", "F12", "Down")
    window.recent.fill()
    desk.do("file.settings") if window.findChild(QAction, "file.settings") else None
    assert window.session.document is not None
    assert desk.items


@pytest.mark.parametrize(
    "text", ["", "[]", "7", '"x"', "{ half", DEEP, '{"a":' * 50_000, "\0", '{"a": NaN}']
)
def test_a_file_of_the_store_that_is_no_table_counts_as_empty_and_is_written_anew(tmp_path, text):
    (tmp_path / "settings.json").write_text(text)
    store = Store(tmp_path)
    assert store.recall("settings", "look") == {}
    store.remember("settings", "look", scheme="dark")
    assert store.finish(20)
    assert store.recall("settings", "look") == {"scheme": "dark"}


def test_names_that_are_no_text_are_remembered_as_they_are(tmp_path):
    store = Store(tmp_path)
    name = b"/x/\xff\xfe.md".decode("utf-8", "surrogateescape")
    store.remember("recent", "files", entries=[[name, name]])
    assert store.finish(20)
    assert store.recall("recent", "files") == {"entries": [[name, name]]}


@pytest.mark.parametrize(
    "value", [*VALUES, {"table": ["Ctrl+K", 7]}, {"nowhere": ["Ctrl+K"]}, {"table": "Ctrl+K"}]
)
def test_keys_of_ones_own_that_make_no_sense_leave_the_keys_of_the_set(tmp_path, value):
    store = Store(tmp_path)
    (tmp_path / "keys.json").write_text(json.dumps({"standard": {"line.split": value}}))
    keys = load_keys("standard", store)
    assert keys.keys["line.split"] == load_keys("standard").keys["line.split"]
