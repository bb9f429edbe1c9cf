"""A site's folder listed and brought up to date: what is read again and what is not, whatever lies in the folder."""

from __future__ import annotations

import os
import sqlite3
import threading
import time

import pytest

from cueline.episode.catalogue import Sum, mendable_in, speakers_in
from cueline.episode.checks import Settings
from cueline.io import open_document
from cueline.io.checking.checking import problems_of
from cueline.io.site.folder import site_root
from cueline.io.site.index import SiteIndex
from tests.cli.made_file import BROKEN
from tests.cli.test_check import GOOD, SPOILT

LONG_AGO = 1_600_000_000
WORDS = "segments:\n- {line: Rye it is, sec: 5, time: '0:05', who: Ana}\n"
DATA = "title: In two files\nseason: 3\nepisode: 7\ntranscript: e07-transcript.yaml\nquotableClips: []\n"


def put(folder, **texts):
    """Write files, as they would stand there for long."""
    for name, text in texts.items():
        path = folder / f"{name}.md" if "." not in name else folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.utime(path, (LONG_AGO, LONG_AGO))


class Told:
    """Hears of the progress of a refresh; says stop after so many."""

    def __init__(self, stop_after=None):
        self.names = []
        self.counts = []
        self.stop_after = stop_after

    def __call__(self, done, total, entry):
        self.counts.append((done, total))
        if entry is not None:
            self.names.append(entry.path.name)
        return self.stop_after is None or done < self.stop_after


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    spoilt = SPOILT.replace("episode: 2", "episode: 3").replace("with  rye", "by  rye")
    put(folder, good=GOOD, spoilt=spoilt)
    put(
        folder,
        **{"people/borisnagy.md": "---\nshort: borisnagy\ntitle: Boris Nagy\n---\nA baker.\n"},
    )
    return folder


@pytest.fixture
def index(site, tmp_path):
    made = SiteIndex(site, tmp_path / "data")
    yield made
    made.close()


def names(index):
    return [entry.path.name for entry in index.entries()]


def looked(index, **how):
    told = Told()
    return told, index.refresh(told, **how)


def test_what_is_listed_of_an_episode(index, site):
    assert index.entries() == []
    told, done = looked(index)
    assert (done.read, done.unchanged, done.gone, done.fault) == (2, 0, 0, "")
    assert done.skipped == {"no transcript": 1}
    assert told.counts[0] == (0, 3)
    assert told.counts[-1] == (3, 3)
    spoilt, good = index.entries()
    assert good.path == site / "good.md"
    assert (good.title, good.season, good.number) == ("Bread at night", "1", "2")
    assert good.guests == ("Boris Nagy",)
    assert (good.lines, good.timed, good.modified) == (4, 4, LONG_AGO)
    assert (good.errors, good.warnings, good.fault) == (0, 0, "")
    assert spoilt.errors > 3
    assert spoilt.others > 0


def test_the_next_run_knows_all_at_once_and_reads_nothing(index, site, tmp_path):
    looked(index)
    before = index.entries()
    index.close()
    again = SiteIndex(site, tmp_path / "data")
    assert again.entries() == before
    told, done = looked(again)
    assert (done.read, done.unchanged, told.counts) == (0, 2, [])
    assert again.search("late, and with").places[0].path == site / "good.md"
    again.close()


def test_only_what_changed_is_read_again(index, site):
    looked(index)
    put(site, good=GOOD.replace("Bread", "Cakes"), new=GOOD)
    os.utime(site / "good.md")
    told, done = looked(index)
    assert sorted(told.names) == ["good.md", "new.md"]
    assert (done.read, done.unchanged) == (2, 1)
    assert {entry.title for entry in index.entries()} == {"Bread at night", "Cakes at night"}


def test_a_file_that_was_only_touched_is_not_read_again(index, site):
    looked(index)
    os.utime(site / "good.md")
    told, done = looked(index)
    assert (told.names, done.unchanged) == ([], 2)
    assert index.entries()[1].modified == (site / "good.md").stat().st_mtime_ns / 1e9


def test_a_change_right_after_the_look_is_seen(index, site):
    now = time.time_ns() + 1_500_000_000  # the look may come late
    (site / "good.md").write_text(GOOD)
    os.utime(site / "good.md", ns=(now, now))
    looked(index)
    (site / "good.md").write_text(GOOD.replace("Late", "Soon"))
    os.utime(site / "good.md", ns=(now, now))
    assert looked(index)[0].names == ["good.md"]


def test_a_file_that_went_is_no_longer_listed(index, site):
    looked(index)
    (site / "good.md").unlink()
    done = looked(index)[1]
    assert (done.gone, done.unchanged) == (1, 1)
    assert names(index) == ["spoilt.md"]
    assert index.search("and with rye").total == 0


def test_the_problems_of_each_kind_and_the_speakers_are_counted(index):
    looked(index)
    spoilt, good = index.entries()
    assert good.problems == ()
    assert good.speakers == (("Ana", 2), ("Boris", 2))
    amounts = {problem.rule: problem.amount for problem in spoilt.problems}
    assert sum(amounts.values()) == spoilt.errors + spoilt.warnings + spoilt.others
    assert amounts["orphan-copy"] == 1
    assert mendable_in(index.entries())["orphan-copy"] == Sum(1, 1)
    assert speakers_in(index.entries())["Ana"].episodes == 2


@pytest.mark.parametrize("what", ["off", "right", "right elsewhere"])
def test_a_rule_that_is_off_and_what_is_right_change_the_counts_and_no_file_is_read(
    index, site, what
):
    looked(index)
    before = index.entries()[0]
    document = open_document(site / "spoilt.md")
    (problem,) = (p for p in problems_of(document, Settings()) if p.rule == "orphan-copy")
    name = "spoilt.md" if what == "right" else "good.md"
    right = f"[[right]]\nrule = 'orphan-copy'\ntext = '{problem.digest}'\nfile = '{name}'\n"
    put(site, **{"cueline.toml": "[rules]\norphan-copy = false\n" if what == "off" else right})
    assert looked(index)[1].read == 0
    after = index.entries()[0]
    assert after.errors == before.errors - (what != "right elsewhere")
    assert ("orphan-copy" in [p.rule for p in after.problems]) == (what == "right elsewhere")
    put(site, **{"cueline.toml": "[rules]\n# as ever\norphan-copy = true\n"})
    assert looked(index)[1].read == 0
    assert index.entries()[0] == before


def test_a_slip_in_the_settings_has_no_file_read_again(index, site):
    looked(index)
    before = index.entries()
    put(site, **{"cueline.toml": "[rules]\ntabs = false\n"})
    done = looked(index)[1]
    assert (done.read, "no rule “tabs”" in done.fault) == (0, True)
    assert [entry.errors for entry in index.entries()] == [None, None]
    put(site, **{"cueline.toml": "[rules]\ntab = true\n"})
    assert looked(index)[1].read == 0
    assert index.entries() == before


def test_other_settings_and_people_are_checked_anew(index, site):
    looked(index)
    put(site, **{"cueline.toml": "[limits]\njump = 5\n"})
    assert looked(index)[1].read == 2
    assert "time-jump" in [problem.rule for problem in index.entries()[1].problems]
    put(site, **{"people/borisnagy.md": "---\nshort: borisnagy\ntitle: Boris the Baker\n---\n"})
    looked(index)
    assert index.entries()[0].guests == ("Boris the Baker",)
    put(
        site,
        **{
            "people/borisnagy.md": "---\nshort: borisnagy\ntitle: Boris the Baker\n---\nMore of him.\n"
        },
    )
    assert looked(index)[1].unchanged == 2


def test_only_episodes_with_a_guest_who_is_another_now_are_read_again(index, site):
    assert "borisnagy" in GOOD
    put(site, alone=GOOD.replace("borisnagy", "nobody"))
    looked(index)
    put(site, **{"people/borisnagy.md": "---\nshort: borisnagy\ntitle: Boris the Baker\n---\n"})
    told, done = looked(index)
    assert "alone.md" not in told.names
    assert done.read == len(told.names) > 0
    put(site, **{"people/someone.md": "---\nshort: someone\ntitle: Someone Else\n---\n"})
    assert looked(index)[1].read == 0
    assert looked(index)[1].read == 0
    put(site, **{"people/nobody.md": "---\nshort: nobody\ntitle: Nemo\n---\n"})
    assert looked(index)[0].names == ["alone.md"]


def test_settings_that_are_wrong_are_named_and_the_episodes_still_listed(index, site):
    put(site, **{"cueline.toml": "hosts = ['Ana']\n[rules]\ntabs = false\n"})
    for _ in range(2):
        done = looked(index)[1]
        assert "cueline.toml:3: there is no rule “tabs”" in done.fault
        assert [entry.errors for entry in index.entries()] == [None, None]
        assert index.search("and with rye").total == 1
    (site / "cueline.toml").unlink()
    assert looked(index)[1].fault == ""
    assert index.entries()[0].errors > 0


def test_an_episode_in_two_files_is_one_entry(index, site):
    put(site, **{"s03/e07-transcript.yaml": WORDS})
    looked(index)
    assert [entry.title for entry in index.entries()] == ["Bread at night", "Bread at night", ""]
    put(site, **{"s03/e07.yaml": DATA})
    assert looked(index)[1].read == 1
    entry = index.entries()[0]
    folder = site / "s03"
    assert (entry.path, entry.title) == (folder / "e07-transcript.yaml", "In two files")
    assert entry.files == (folder / "e07-transcript.yaml", folder / "e07.yaml")
    assert len(index.entries()) == 3
    put(site, **{"s03/e07.yaml": DATA.replace("two", "2  ")})
    os.utime(folder / "e07.yaml")
    assert looked(index)[1].read == 1
    (folder / "e07.yaml").unlink()
    assert looked(index)[1].read == 1
    assert index.entries()[-1].files == (folder / "e07-transcript.yaml",)


def test_two_files_that_name_one_transcript_settle(index, site):
    put(site, **{"e07-transcript.yaml": WORDS, "e07.yaml": DATA, "e08.yaml": DATA})
    looked(index)
    assert index.entries()[0].title == "In two files"
    assert len(index.entries()) == 3
    assert looked(index)[1].read == 0
    put(site, **{"e09.yaml": DATA.replace("In two", "Copied")})
    looked(index)
    assert index.entries()[0].title == "In two files"
    (site / "e07.yaml").unlink()
    (site / "e08.yaml").unlink()
    looked(index)
    assert index.entries()[0].title == "Copied files"


def test_files_that_cannot_be_edited_are_listed_with_their_fault(index, site):
    put(
        site,
        broken=BROKEN,
        template="---\ntitle: {{ t }}\nguests: [{{ g }}]\n---\n",
        bytes=b"---\ntitle: Odd\n\xff\n---\n",
    )
    put(site, **{"data.yaml": "a: [\n", "readme.md": "Read me.\n"})
    done = looked(index)[1]
    faults = {entry.path.name: entry.fault for entry in index.entries() if entry.fault}
    assert sorted(faults) == ["broken.md", "bytes.md", "template.md"]
    assert faults["broken.md"].startswith("line ")
    assert "byte 0xff" in faults["bytes.md"]
    assert {e.path.name: e.title for e in index.entries()}["bytes.md"] == "Odd"
    assert done.skipped == {"no transcript": 3}
    assert looked(index)[1].read == 0


def test_words_in_a_file_that_does_not_parse_are_found_by_their_line(index, site):
    broken = GOOD.replace("Late, and with rye.", 'Late: with quinces, "and rye')
    put(site, broken=broken.replace("header: The oven", "header: 'The oven"))
    looked(index)
    (entry,) = (entry for entry in index.entries() if entry.fault)
    (place,) = index.search("with QUINCES").places
    lines = entry.path.read_text().split("\n")
    assert (place.path, place.kind, place.index) == (entry.path, "phrase", None)
    assert lines[place.line - 1][place.offset :][: place.length] == "with quinces"
    assert (place.title, place.before, place.hit) == (
        "Bread at night  # for now",
        "- line: Late: ",
        "with quinces",
    )
    (place,) = index.search("quinces late").places
    assert lines[place.line - 1].startswith("- line: Late")
    put(site, broken=GOOD)
    looked(index)
    assert index.search("quinces").total == 0


def test_one_file_after_it_was_saved(index, site):
    looked(index)
    (site / "good.md").write_text(GOOD.replace("Late, and", "Early, but"))
    assert index.refresh_one(site / "good.md").title == "Bread at night"
    assert index.search("early, but with rye").total == 1
    assert index.search("late, and with rye").total == 0
    (site / "good.md").unlink()
    assert index.refresh_one(site / "good.md") is None
    assert names(index) == ["spoilt.md"]
    index.forget(site / "spoilt.md")
    assert names(index) == []
    assert index.refresh_one(site.parent / "elsewhere.md") is None


def test_stopping_keeps_what_was_read(index, site):
    put(site, **{f"more{number:02}": GOOD for number in range(30)})
    done = index.refresh(Told(stop_after=1), workers=1)
    assert done.stopped
    assert 0 < done.read < 30
    assert len(index.entries()) == done.read
    assert not looked(index, workers=1)[1].stopped
    assert len(index.entries()) == 32
    assert index.refresh(lambda *_: False).unchanged == 32


def test_processes_find_the_same_as_one(index, site, tmp_path):
    put(site, **{f"more{number:02}": SPOILT for number in range(16)})
    told, done = looked(index, workers=2)
    alone = SiteIndex(site, None)
    assert alone.refresh(lambda *_: True, workers=1) == done
    assert alone.entries() == index.entries()
    assert alone.search("Late") == index.search("Late")
    assert sorted(told.names) == sorted(names(index))
    alone.close()


def test_what_the_processes_load():
    import subprocess
    import sys

    code = "import cueline.io.site.workers, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"PySide6", "numpy", "av", "sqlite3", "ruamel"} & set(done.stdout.split())


def test_odd_folders_and_names(index, site):
    (site / ".git").mkdir()
    put(site, **{".git/hidden.md": GOOD})
    (site / "round").mkdir()
    (site / "round" / "again").symlink_to(site)
    (site / "itself.md").symlink_to("itself.md")
    (site / "nowhere.md").symlink_to("nobody.md")
    (site / "folder.md").mkdir()
    odd = os.fsdecode(b"caf\xe9 \n'\"%.md")
    (site / odd).write_text(GOOD)
    looked(index)
    assert sorted(names(index)) == sorted(["good.md", "itself.md", "spoilt.md", odd])
    assert index.entries()[-1].fault
    assert looked(index)[1].read == 0
    assert odd in {place.path.name for place in index.search("and with rye").places}
    assert index.search(odd).total == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(index, site):
    put(site, **{"shut/a.md": GOOD, "b.md": GOOD})
    (site / "shut").chmod(0)
    (site / "b.md").chmod(0)
    looked(index)
    assert "may not read" in next(
        entry.fault for entry in index.entries() if entry.path.name == "b.md"
    )
    (site / "shut").chmod(0o755)
    (site / "b.md").chmod(0o644)
    looked(index)
    assert [entry.fault for entry in index.entries()] == [""] * 4


def test_a_folder_without_episodes(tmp_path):
    index = SiteIndex(tmp_path, tmp_path / "data")
    assert looked(index)[1].read == 0
    assert (index.entries(), index.search("x").total) == ([], 0)
    index.close()
    gone = SiteIndex(tmp_path / "nowhere", None)
    assert looked(gone)[1].read == 0
    gone.close()


def test_files_that_vanish_while_they_are_read(index, site):
    put(site, **{f"more{number:02}": GOOD for number in range(20)})

    def vanish(done, total, entry):
        for path in site.glob("more*.md"):
            path.unlink()
        return True

    index.refresh(vanish, workers=1)
    assert {"good.md", "spoilt.md"} <= set(names(index))
    looked(index)
    assert sorted(names(index)) == ["good.md", "spoilt.md"]


@pytest.mark.parametrize("where", ["file", "below a file", "half", "foreign", "other form"])
def test_a_store_that_is_no_good_is_made_anew(site, tmp_path, where):
    data = tmp_path / "data"
    index = SiteIndex(site, data)
    looked(index)
    index.close()
    (store,) = (data / "sites").glob("*.sqlite")
    if where == "file":
        store.write_bytes(b"no store at all" * 1000)
    elif where == "below a file":
        store.unlink()
        (data / "sites").rmdir()
        (data / "sites").write_text("a file where a folder should be")
    elif where == "half":
        store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])
    else:
        store.unlink()
        with sqlite3.connect(store) as other:
            other.execute("CREATE TABLE readings (id)")
            if where == "other form":
                other.execute("PRAGMA user_version = 99")
        other.close()
    index = SiteIndex(site, data)
    assert index.entries() == []
    assert looked(index)[1].read == 2
    assert names(index) == ["spoilt.md", "good.md"]
    assert index.search("and with rye").total == 1
    index.close()
    index = SiteIndex(site, data)
    assert len(index.entries()) == (0 if where == "below a file" else 2)
    index.close()


def test_a_store_that_is_spoilt_in_use(index, site):
    looked(index)
    index.close()
    again = SiteIndex(site, site.parent / "data")
    assert len(again.entries()) == 2
    (store,) = (site.parent / "data" / "sites").glob("*.sqlite")
    with store.open("r+b") as file:
        file.seek(0)
        file.write(b"\0" * store.stat().st_size)
    put(site, new=GOOD)
    again.refresh(lambda *_: True)
    again.refresh(lambda *_: True)
    assert len(again.entries()) == 3
    again.close()


def test_a_store_in_use_by_another_program(site, tmp_path):
    data = tmp_path / "data"
    index = SiteIndex(site, data)
    looked(index)
    index.close()
    (store,) = (data / "sites").glob("*.sqlite")
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    index = SiteIndex(site, data)
    put(site, new=GOOD)
    looked(index)
    assert len(index.entries()) == 3
    index.close()
    other.execute("ROLLBACK")
    other.close()
    index = SiteIndex(site, data)
    assert len(index.entries()) == 2
    index.close()


def test_from_several_threads_at_once(index, site):
    put(site, **{f"more{number:02}": GOOD for number in range(20)})
    wrong, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            found, listed = index.search("and with rye"), index.entries()
            if found.total > 21 or len(listed) > 22:
                wrong.append((found.total, len(listed)))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    looked(index, workers=1)
    for number in range(10):
        index.refresh_one(site / f"more{number:02}.md")
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert index.search("and with rye").total == 21


def test_after_the_end_nothing_is_known(index, site):
    looked(index)
    index.close()
    assert (index.entries(), index.search("rye").total) == ([], 0)
    assert index.refresh(lambda *_: True).stopped
    assert index.refresh_one(site / "good.md") is not None


def test_stores_of_long_ago_are_dropped(index, site, tmp_path):
    looked(index)
    other = SiteIndex(tmp_path / "other", tmp_path / "data")
    looked(other)
    other.close()
    stores = sorted(
        (tmp_path / "data" / "sites").glob("*.sqlite"), key=lambda path: path.stat().st_mtime
    )
    assert len(stores) == 2
    old = time.time() - 200 * 24 * 3600
    os.utime(stores[-1], (old, old))
    looked(index)
    assert len(list((tmp_path / "data" / "sites").glob("*.sqlite"))) == 1
    assert len(index.entries()) == 2


def test_where_a_site_begins(tmp_path):
    episode = tmp_path / "repo" / "_podcast" / "s01" / "a.md"
    episode.parent.mkdir(parents=True)
    episode.write_text(GOOD)
    assert site_root(episode) == episode.parent
    (tmp_path / "repo" / ".git").mkdir()
    assert site_root(episode) == site_root(episode.parent) == tmp_path / "repo"
    (tmp_path / "repo" / "_podcast" / "cueline.toml").write_text("")
    assert site_root(episode) == tmp_path / "repo" / "_podcast"
    assert site_root(tmp_path / "repo") == tmp_path / "repo"
    assert site_root(tmp_path / "nothing" / "there.md") == tmp_path / "nothing"


def test_a_home_folder_is_no_site(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / ".git").mkdir()
    (tmp_path / "talks").mkdir()
    assert site_root(tmp_path / "talks") == tmp_path / "talks"
