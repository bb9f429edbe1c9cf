"""Saving to real files: whole or not at all, and nothing else touched."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cueline.episode import Line, edits
from cueline.io import Document, DocumentError, SaveError, StaleFileError, open_document
from tests.io.unprivileged import folder_of_nobody

TEXT = """---
title: 'A: title'
transcript:
- header: Start
- line: Hello
  sec: 3
  time: '0:03'
  who: Ana
---
body
"""
EDITED = TEXT.replace("Hello", "Other")


@pytest.fixture
def path(tmp_path) -> Path:
    file = tmp_path / "episode.md"
    file.write_bytes(TEXT.encode())
    return file


def edited(document: Document):
    return edits.set_text(document.episode, 1, "Other")


def test_what_is_saved_stands_in_the_file_and_alone_in_its_folder(path):
    document = open_document(path)
    saved = document.save(edited(document))
    assert path.read_bytes() == EDITED.encode() == saved.data
    assert [p.name for p in path.parent.iterdir()] == ["episode.md"]
    assert (saved.path, saved.name) == (path, "episode.md")


def test_what_a_killed_program_left_beside_the_file_goes_with_the_next_save(path):
    left = [
        path.with_name(f".episode.md.{name}.tmp") for name in ("abcd1234", "zz_99_zz", "young_01")
    ]
    others = [
        path.with_name(name) for name in (".episode.md.tmp", ".other.md.abcd1234.tmp", "x.tmp")
    ]
    for file in (*left, *others):
        file.write_text("half of")
        os.utime(file, (0, 0))
    os.utime(left[2])
    note = path.with_name(".e7.yaml.saving")
    note.write_text("")
    document = open_document(path).save(edited(open_document(path)))
    assert all(file.exists() for file in left)
    note.unlink()
    document.save(edits.set_text(document.episode, 1, "Once more"))
    assert [file.exists() for file in (*left, *others)] == [False, False, True, True, True, True]


def test_a_saved_document_is_the_one_in_the_file(path):
    document = open_document(path)
    saved = document.save(edited(document))
    assert saved.render(saved.episode) == path.read_bytes()
    again = open_document(path)
    assert again.episode == saved.episode
    assert again.source == saved.source
    assert saved.line_of_item(1) == again.line_of_item(1) == 5


def test_origins_stay_over_saves_so_that_undo_gives_the_first_bytes(path):
    document = open_document(path)
    changed = edits.insert_line(edited(document), 1, Line("New", "Bo", 1))
    saved = document.save(changed)
    kept = [saved.episode.items[0], saved.episode.items[2]]
    assert [x.origin for x in kept] == [x.origin for x in document.episode.items]
    assert saved.episode.items[1].origin not in {None, *(x.origin for x in kept)}
    back = saved.save(document.episode)
    assert path.read_bytes() == TEXT.encode()
    forth = back.save(saved.episode)
    assert path.read_bytes() == forth.data == saved.data


def test_an_unchanged_episode_does_not_touch_the_file(path):
    os.utime(path, ns=(1, 1))
    inode = path.stat().st_ino
    document = open_document(path)
    assert document.save(document.episode) is document
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (1, inode)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_mode_is_kept(path, mode):
    path.chmod(mode)
    document = open_document(path)
    document.save(edited(document))
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_gets_the_usual_mode(path):
    document = open_document(path)
    (path.parent / "usual").write_text("")
    document.save(edited(document), path.parent / "copy.md")
    modes = {(path.parent / name).stat().st_mode for name in ("usual", "copy.md")}
    assert len(modes) == 1


def test_a_symbolic_link_stays_one(path):
    link = path.parent / "sub" / "link.md"
    link.parent.mkdir()
    link.symlink_to("../episode.md")
    document = open_document(link)
    saved = document.save(edited(document))
    assert link.is_symlink()
    assert path.read_bytes() == EDITED.encode()
    assert saved.path == link
    assert list(link.parent.iterdir()) == [link]


def test_a_file_with_another_name_says_so_and_leaves_that_one_as_it_was(path):
    assert open_document(path).notices == []
    other = path.with_name("other.md")
    other.hardlink_to(path)
    document = open_document(path)
    (notice,) = document.notices
    assert notice.startswith("episode.md is on the disk under another name too (a hard link).")
    document.save(edited(document))
    assert path.read_bytes() == EDITED.encode()
    assert other.read_bytes() == TEXT.encode()
    assert open_document(path).notices == []


def test_a_file_that_somebody_else_changed_is_not_written_over(path):
    document = open_document(path)
    path.write_bytes(TEXT.encode() + b"more\n")
    with pytest.raises(StaleFileError, match="another program"):
        document.save(edited(document))
    assert path.read_bytes() == TEXT.encode() + b"more\n"


def test_a_file_that_is_gone_is_not_made_again_unasked(path):
    document = open_document(path)
    path.unlink()
    with pytest.raises(StaleFileError, match="gone"):
        document.save(edited(document))
    assert not path.exists()
    other = path.parent / "other.md"
    assert document.save(edited(document), other).path == other
    assert other.read_bytes() == EDITED.encode()


def test_a_file_that_was_only_touched_is_saved(path):
    document = open_document(path)
    path.write_bytes(TEXT.encode())
    document.save(edited(document))
    assert path.read_bytes() == EDITED.encode()


def test_saving_under_another_name_leaves_the_first_file_and_goes_on_there(path):
    document = open_document(path)
    other = path.parent / "other.md"
    saved = document.save(edited(document), other)
    assert path.read_bytes() == TEXT.encode()
    assert other.read_bytes() == EDITED.encode()
    saved.save(document.episode)
    assert other.read_bytes() == TEXT.encode()
    assert document.save(document.episode, path.parent / "copy.md").name == "copy.md"
    assert (path.parent / "copy.md").read_bytes() == TEXT.encode()


def test_saving_over_another_file_replaces_it(path):
    other = path.parent / "other.md"
    other.write_text("something else")
    document = open_document(path)
    document.save(edited(document), other)
    assert other.read_bytes() == EDITED.encode()


def test_its_own_name_said_otherwise_is_still_its_own(path):
    document = open_document(path)
    path.write_bytes(b"changed")
    for same in (path.parent / "." / "episode.md", str(path)):
        with pytest.raises(StaleFileError):
            document.save(edited(document), same)
    assert path.read_bytes() == b"changed"


def test_a_folder_that_is_not_there_is_said(path):
    document = open_document(path)
    with pytest.raises(SaveError, match="none is not there") as caught:
        document.save(edited(document), path.parent / "none" / "e.md")
    assert caught.value.path == path.parent / "none" / "e.md"
    assert caught.value.gone
    assert path.read_bytes() == TEXT.encode()


def test_a_folder_as_the_target_is_refused(path):
    document = open_document(path)
    (path.parent / "folder.md").mkdir()
    with pytest.raises(SaveError):
        document.save(edited(document), path.parent / "folder.md")
    assert sorted(p.name for p in path.parent.iterdir()) == ["episode.md", "folder.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are given otherwise there")
@pytest.mark.parametrize(("what", "mode"), [("file", 0o444), ("folder", 0o555)])
def test_what_may_not_be_written_stays_as_it_was(what, mode):
    with folder_of_nobody() as folder:
        path = folder / "episode.md"
        path.write_bytes(TEXT.encode())
        document = open_document(path)
        (path if what == "file" else folder).chmod(mode)
        with pytest.raises(SaveError, match="as it was") as caught:
            document.save(edited(document))
        folder_told = f"you may not write into the folder {folder}"
        assert caught.value.cause == (folder_told if what == "folder" else "it is write-protected")
        assert path.read_bytes() == TEXT.encode()
        assert [p.name for p in folder.iterdir()] == ["episode.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are given otherwise there")
def test_what_may_not_be_read_is_said():
    with folder_of_nobody() as folder:
        path = folder / "episode.md"
        path.write_bytes(TEXT.encode())
        path.chmod(0)
        with pytest.raises(DocumentError, match="you may not read this file"):
            open_document(path)


FULL = """
import resource, signal, sys
from cueline.episode import edits
from cueline.io import SaveError, open_document
document = open_document(sys.argv[1])
episode = edits.set_text(document.episode, 1, "word " * 20_000)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    document.save(episode)
except SaveError as error:
    print(error.reason)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits are set otherwise there")
def test_no_room_for_the_new_file_leaves_the_old_one(path):
    """The system itself refuses to write on, in the middle of the file, as on a full disk."""
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(path)],
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
    )
    assert "could not be written" in run.stdout, run.stderr
    assert "as it was" in run.stdout
    assert path.read_bytes() == TEXT.encode()
    assert [p.name for p in path.parent.iterdir()] == ["episode.md"]


def test_an_episode_that_cannot_be_written_leaves_the_file(path):
    document = open_document(path)
    half = document.episode.items[1]
    assert isinstance(half, Line)
    items = (document.episode.items[0], Line("half \ud83d", "Ana", 3, "0:03", origin=half.origin))
    with pytest.raises(SaveError, match=r"Nothing was|cannot read|half of a"):
        document.save(document.episode.with_items(items))
    assert path.read_bytes() == TEXT.encode()
