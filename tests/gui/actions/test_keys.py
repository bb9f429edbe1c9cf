"""Key sets: complete, free of clashes, and without keys that would break typing."""

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from cueline.gui.actions import keys as keys_module
from cueline.gui.actions import real_actions
from cueline.gui.actions.keys import (
    EVERYWHERE,
    SCOPES,
    SETS,
    Conflict,
    KeySet,
    conflicts,
    load_keys,
    why_unfit,
)
from cueline.gui.store import Store
from cueline.gui.window.hints import HINTS

CONTRACT = """file.save edit.undo edit.redo edit.find line.retime_to_playhead line.retime_and_next line.split line.merge
line.delete section.split section.rename section.merge clip.edge_to_playhead playback.toggle playback.play_line
view.next_line file.review""".split()


@pytest.mark.parametrize("set_id", SETS)
def test_a_set_has_no_clashes(set_id, qapp):
    assert conflicts(load_keys(set_id)) == []


@pytest.mark.parametrize("set_id", SETS)
def test_a_set_names_only_actions_scopes_and_keys_that_exist(set_id, qapp):
    ids = {action.id for action in real_actions()}
    for action, scopes in load_keys(set_id).keys.items():
        assert action in ids
        assert set(scopes) <= set(SCOPES)
        for key in (key for keys in scopes.values() for key in keys):
            combination = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
            assert combination.key() != Qt.Key.Key_unknown, key


@pytest.mark.parametrize("set_id", SETS)
def test_no_default_uses_ctrl_alt_because_altgr_must_type(set_id, qapp):
    for scopes in load_keys(set_id).keys.values():
        for key in (key for keys in scopes.values() for key in keys):
            assert not {"Ctrl", "Alt"} <= set(key.split("+")), key


@pytest.mark.parametrize("set_id", SETS)
def test_keys_that_work_while_typing_are_no_characters(set_id, qapp):
    plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    for scopes in load_keys(set_id).keys.values():
        for key in (*scopes.get(EVERYWHERE, ()), *scopes.get("cell", ())):
            combination = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
            typed = combination.keyboardModifiers() in plain and combination.key() < 0x1000000
            assert not typed, key


@pytest.mark.parametrize("set_id", ["laptop", "macos"])
def test_the_keys_of_a_laptop_need_no_function_keys(set_id, qapp):
    for action, scopes in load_keys(set_id).keys.items():
        keys = [key for keys in scopes.values() for key in keys]
        reachable = [key for key in keys if not key.split("+")[-1][1:].isdigit() or key[-2] == "+"]
        assert reachable or not keys, action


def test_the_mac_plays_with_the_real_ctrl_and_leaves_hide_alone(qapp):
    keys = load_keys("macos").keys
    assert "Meta+Space" in keys["playback.toggle"][EVERYWHERE]
    assert not any("Ctrl+H" in k for scopes in keys.values() for k in scopes.values())


TAKEN = {
    # by the system itself: the desktop, VoiceOver, Spotlight, other programs, pictures of the screen, Mission Control;
    # and by what all programs there do: hide, minimise, give up
    "macos": """F11 Shift+F11 Ctrl+F5 Ctrl+Space Ctrl+Shift+Space Ctrl+Tab Ctrl+Shift+Tab Ctrl+` Ctrl+Shift+3
        Ctrl+Shift+4 Ctrl+Shift+5 Ctrl+Shift+Q Ctrl+H Ctrl+M Ctrl+. Ctrl+? Meta+Up Meta+Down
        Meta+Left Meta+Right Meta+F1 Meta+F2 Meta+F3 Meta+F4 Meta+F5 Meta+F6 Meta+F7 Meta+F8""",
    "standard": "F10 Alt+F4 Alt+Space Alt+Tab Alt+Esc Ctrl+Esc Ctrl+Shift+Esc Alt+Shift+Tab",
}
TAKEN["laptop"] = TAKEN["standard"]


@pytest.mark.parametrize("set_id", SETS)
def test_no_default_is_a_key_that_the_system_takes(set_id, qapp):
    taken = {QKeySequence(key).toString() for key in TAKEN[set_id].split()}
    for action, scopes in load_keys(set_id).keys.items():
        for key in (key for keys in scopes.values() for key in keys):
            assert QKeySequence(key).toString() not in taken, action
            assert set_id == "macos" or not key.startswith("Meta+"), action


def test_no_default_of_the_mac_is_one_with_which_text_is_edited_there(qapp):
    """The caret goes by Ctrl with these letters in every field, as in Emacs; Qt does the same there."""
    for action, scopes in load_keys("macos").keys.items():
        for key in (*scopes.get(EVERYWHERE, ()), *scopes.get("cell", ())):
            assert key not in {f"Meta+{letter}" for letter in "ABDEFHKNPV"}, action
            assert key not in {"Alt+Left", "Alt+Right", "Ctrl+Left", "Ctrl+Right"}, action


@pytest.mark.parametrize("scope", [EVERYWHERE, "cell"])
def test_altgr_types_so_ctrl_with_alt_is_no_key(scope, qapp):
    assert "AltGr" in why_unfit("Ctrl+Alt+Q", scope)
    assert "AltGr" in why_unfit("Ctrl+Alt+Shift+Q", scope)
    assert why_unfit("Ctrl+Alt+F5", scope) == why_unfit("Alt+Q", scope) == ""


def test_on_a_mac_option_types_too(monkeypatch, qapp):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "types a character" in why_unfit("Alt+Q", EVERYWHERE)
    assert "⌘" in why_unfit("Q", EVERYWHERE)
    assert why_unfit("Alt+Up", EVERYWHERE) == why_unfit("Meta+T", EVERYWHERE) == ""


def test_every_promised_action_is_there_with_words_and_a_key(qapp):
    ids = {action.id: action for action in real_actions()}
    assert len(ids) == len(real_actions())
    for name in CONTRACT:
        assert ids[name].text
        assert load_keys("standard").shown(name), name


def test_a_key_for_everywhere_clashes_with_the_same_key_in_a_pane(qapp):
    keys = KeySet("own", "Own", {"a": {EVERYWHERE: ("F5",)}, "b": {"table": ("F5",)}})
    assert conflicts(keys) == [Conflict("F5", "table", "a", "b")]


def test_the_same_key_in_two_panes_is_no_clash(qapp):
    keys = KeySet("own", "Own", {"a": {"player": ("Left",)}, "b": {"table": ("Left",)}})
    assert conflicts(keys) == []


def test_the_users_own_keys_win(tmp_path, qapp):
    store = Store(tmp_path)
    store.remember("keys", "standard", **{"file.save": {"everywhere": ["F4"]}})
    assert load_keys("standard", store).shown("file.save") == "F4"
    assert load_keys("standard", store).shown("file.open") == "Ctrl+O"


def test_no_two_menus_and_no_two_rows_of_a_menu_share_an_alt_letter(opened):
    def letters(actions):
        texts = [action.text() for action in actions]
        return [text[text.index("&") + 1].lower() for text in texts if "&" in text]

    bar = opened.window.menuBar().actions()
    assert len(letters(bar)) == len(set(letters(bar))) == len(bar)
    for entry in bar:
        inside = letters(entry.menu().actions())
        assert sorted(inside) == sorted(set(inside)), entry.text()


def test_the_menus_of_a_mac_take_no_key_of_a_pane(desk, sample, monkeypatch):
    """Qt makes what stands behind the tab a key of the menu there, which works wherever the focus is."""
    monkeypatch.setattr(keys_module, "sys", SimpleNamespace(platform="darwin"))
    window = desk.start(sample)
    actions = window.findChildren(QAction)
    assert {action.objectName() for action in actions} >= {"playback.play_line", "line.delete"}
    assert [action.text() for action in actions if "\t" in action.text()] == []


def test_the_keys_of_a_mac_stamp_and_play_while_a_text_is_open(desk, sample, data_folder):
    store = Store(data_folder)
    store.remember("settings", "keys", set="macos")
    assert store.finish(20)
    desk.start(sample)
    desk.go(1)
    desk.press("Return")
    desk.window.listening.seek(3.0)
    desk.press("Meta+S")
    assert desk.items[1].start == 3
    desk.press("Meta+Space")
    assert desk.player.state == "playing"
    desk.press("Meta+Space", "Escape", "P")
    assert desk.player.state == "playing"


def test_hints_name_five_keys_for_each_pane(qapp):
    keys = load_keys("standard")
    for scope, hints in HINTS.items():
        place = EVERYWHERE if scope in ("start", "mend", "look") else scope
        assert len(hints) == 5
        assert all(keys.shown(action, place) for action, _ in hints)
