"""What saving has to bear on Windows and macOS, by stand-ins at the level of the system; it is neither."""

import ctypes
import errno
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cueline import atomic_file
from cueline.atomic_file import Fresh, new_file, write_whole
from cueline.io.errors import SaveError
from cueline.io.saving.atomic import is_same_file, write
from cueline.io.saving.together import finish, note_of, write_together


def windows_says(number, words="Access is denied"):
    """Return what Windows raises; its number stands in `winerror`, which Linux does not have."""
    error = PermissionError(errno.EACCES, words)
    error.winerror = number
    return error


@pytest.fixture
def held(monkeypatch):
    """Let files be held by another program for so many tries, by what is asked of them; `held.left` counts down."""
    state = SimpleNamespace(left={}, waited=[])
    real = {name: getattr(os, name) for name in ("replace", "unlink")}

    def refused(what, path):
        wanted = what, Path(path).name
        if state.left.get(wanted, 0) > 0:
            state.left[wanted] -= 1
            raise windows_says(5)

    def replace(old, new):
        refused("replace", new)
        real["replace"](old, new)

    def unlink(path, **more):
        refused("unlink", path)
        real["unlink"](path, **more)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "unlink", unlink)
    monkeypatch.setattr(atomic_file.time, "sleep", state.waited.append)
    return state


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_a_scanner_holds_for_a_moment_is_saved_all_the_same(
    tmp_path, monkeypatch, number
):
    path, real, said = tmp_path / "e.md", os.replace, [windows_says(number)] * 3
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", lambda *names: _raise(said.pop()) if said else real(*names))
    monkeypatch.setattr(atomic_file.time, "sleep", lambda _: None)
    write(path, b"new", b"old")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def _raise(error):
    raise error


def test_what_a_save_began_is_removed_though_a_scanner_holds_it_for_a_moment(tmp_path, held):
    fresh = Fresh(tmp_path / "e.md", b"new")
    held.left["unlink", fresh.place.name] = 3
    fresh.discard()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="there rights are given otherwise")
def test_new_files_get_the_rights_that_the_system_gives_each_of_them(tmp_path):
    before = os.umask(0o027)
    try:
        for name in ("one.md", "two.md"):  # to ask for the mask is to set it
            write(tmp_path / name, b"new")
            assert (tmp_path / name).stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


def test_a_file_that_stays_held_is_left_as_it_was_and_the_sentence_says_why(tmp_path, held):
    path = tmp_path / "e.md"
    path.write_bytes(b"old")
    held.left["replace", "e.md"] = 1000
    with pytest.raises(SaveError, match="another program has it open"):
        write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert 0.5 < sum(held.waited) < 2  # seconds


def test_a_file_that_may_not_be_written_is_not_waited_for(tmp_path, monkeypatch, held):
    monkeypatch.setattr(os, "replace", lambda *_: _raise(PermissionError(13, "Permission denied")))
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "e.md", b"new")
    assert held.waited == []


def test_two_files_are_saved_though_the_note_beside_them_cannot_be_removed_at_once(tmp_path, held):
    paths = {name: tmp_path / name for name in ("e.yaml", "e-transcript.yaml")}
    for path in paths.values():
        path.write_bytes(b"old")
    note = note_of(dict.fromkeys(paths.values()))
    held.left["unlink", note.name] = 1000
    write_together(dict.fromkeys(paths.values(), (b"old", b"new")))
    assert [path.read_bytes() for path in paths.values()] == [b"new", b"new"]
    held.left.clear()
    assert finish(dict.fromkeys(paths.values())) is None
    assert not note.exists()


def test_a_folder_that_refuses_new_files_says_so_at_once(tmp_path, monkeypatch):
    tries, real = [], os.open

    def refuse(path, flags, *more, **named):
        if not flags & os.O_CREAT:
            return real(path, flags, *more, **named)
        tries.append(path)
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        new_file(tmp_path, "e", ".tmp")
    assert len(tries) == 1


def test_new_bytes_are_written_as_they_are_where_files_are_opened_as_text(tmp_path, monkeypatch):
    """A file of Windows is opened as text unless it is said otherwise: each line end would become two bytes."""
    binary, given, real = 1 << 30, [], os.open

    def opened(path, flags, *more, **named):
        given.append(flags & binary)
        return real(path, flags & ~binary, *more, **named)

    monkeypatch.setattr(os, "O_BINARY", binary, raising=False)
    monkeypatch.setattr(os, "open", opened)
    Fresh(tmp_path / "e.md", b"a\nb\n").put_in_place()
    assert given[0] == binary


def test_files_that_have_no_number_are_told_apart_by_their_paths(tmp_path, monkeypatch):
    one, two, link = tmp_path / "one.md", tmp_path / "two.md", tmp_path / "link.md"
    for path in (one, two):
        path.write_bytes(b"")
    link.symlink_to(one)
    real = os.stat

    def unnumbered(*values, **named):
        found = real(*values, **named)
        return os.stat_result([found.st_mode, 0, 0, *found[3:]])

    monkeypatch.setattr(os, "stat", unnumbered)
    assert not is_same_file(one, two)
    assert is_same_file(one, link)


@pytest.mark.skipif(sys.platform != "linux", reason="the marks are those of Linux")
def test_marks_that_a_user_gave_a_file_stay(tmp_path):
    path = tmp_path / "e.md"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.colour", b"red")
    except OSError:
        pytest.skip("this file system keeps no marks")
    write(path, b"new")
    assert os.getxattr(path, "user.colour") == b"red"


def test_on_a_mac_the_marks_are_copied_by_the_system(tmp_path, monkeypatch):
    path, asked = tmp_path / "é.md", []
    path.write_bytes(b"old")

    def copyfile(old, new, state, flags):
        asked.append((old, new, state, flags))
        return 0

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(copyfile=copyfile))
    write_whole(path, b"new")
    ((old, new, state, flags),) = asked
    assert old == os.fsencode(path)
    assert new.endswith(b".tmp")
    assert (state, flags) == (None, 5)
    assert path.read_bytes() == b"new"
