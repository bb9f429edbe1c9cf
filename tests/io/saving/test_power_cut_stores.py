"""What a power cut leaves of the index of a site, and what reaches the disk on macOS."""

from __future__ import annotations

import errno
import os
import random

import pytest

from cueline.episode import edits
from cueline.io import SaveError, open_document
from cueline.io.site.index import SiteIndex
from tests.cli.test_check import GOOD
from tests.io.power_cut_states import torn

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a folder is not synced there")
LONG = bool(os.environ.get("CUELINE_LONG"))


class Known:
    """What an index says of a site before and after a look at the folder."""

    def __init__(self, index: SiteIndex):
        self.before = self._titles(index)
        index.refresh(lambda *_: True)
        self.after = self._titles(index)
        self.found = index.search("quinces").total
        index.close()

    @staticmethod
    def _titles(index: SiteIndex) -> set[str]:
        return {entry.title for entry in index.entries()}


def test_the_index_of_a_site_is_whole_or_made_anew(tmp_path):
    site, cache = tmp_path / "site", tmp_path / "data"
    site.mkdir()
    (site / "one.md").write_text(GOOD)
    index = SiteIndex(site, cache)
    index.refresh(lambda *_: True)
    old = {entry.title for entry in index.entries()}
    index.close()
    (store,) = (cache / "sites").glob("*.sqlite")
    log, shared = (store.with_name(store.name + ending) for ending in ("-wal", "-shm"))
    first = store.read_bytes()
    index = SiteIndex(site, cache)
    (site / "two.md").write_text(GOOD.replace("title: ", "title: New ").replace("rye", "quinces"))
    index.refresh(lambda *_: True)
    new = {entry.title for entry in index.entries()}
    assert len(new) == 2
    tables, steps, memory = store.read_bytes(), log.read_bytes(), shared.read_bytes()
    index.close()
    last, chance = store.read_bytes(), random.Random(1)
    assert steps
    assert last != tables

    def laid_out(tables: bytes, steps: bytes, memory: bytes):
        for path, data in ((store, tables), (log, steps), (shared, memory)):
            path.unlink(missing_ok=True)
            if data:
                path.write_bytes(data)
        return Known(SiteIndex(site, cache))

    logs = [
        b"",
        steps,
        *(data for _ in range(9 if LONG else 1) for data in torn(b"", steps, chance)),
    ]
    mixed = [(data, steps) for _ in range(9 if LONG else 1) for data in torn(tables, last, chance)]
    for held, log_held in [
        *((tables, data) for data in logs),
        *mixed,
        (b"", b""),
        (first[:700], b""),
    ]:
        known = laid_out(held, log_held, chance.choice([b"", memory, memory[:100]]))
        assert known.before in (set(), old, new)
        assert known.after == new
        assert known.found


@pytest.mark.parametrize("refusal", [None, errno.ENOTSUP, errno.ENOTTY, errno.EIO])
def test_where_a_sync_does_not_reach_the_disk_the_call_that_does_is_used(
    tmp_path, monkeypatch, refusal
):
    fcntl = pytest.importorskip("fcntl")
    asked, synced, real = [], [], fcntl.fcntl

    def to_the_disk(handle, command, *more):
        if command != 51:
            return real(handle, command, *more)
        asked.append(os.fstat(handle).st_ino)
        if refusal:
            raise OSError(refusal, "refused")
        return 0

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", to_the_disk)
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    path = tmp_path / "episode.md"
    path.write_text(GOOD)
    document = open_document(path)
    changed = edits.set_field(document.episode, ("title",), "Other")
    if refusal == errno.EIO:
        with pytest.raises(SaveError):
            document.save(changed)
        assert path.read_text() == GOOD
        return
    document.save(changed)
    assert asked == [path.stat().st_ino, tmp_path.stat().st_ino]
    assert synced == (asked if refusal else [])
