"""However a site's folder came to be as it is, its index knows the same as one that is made anew."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cueline.episode.checks import digest_of
from cueline.io.site.index import SiteIndex
from tests.cli.test_check import GOOD

NAMES = [
    "a.md",
    "sub/b.md",
    "e07.yaml",
    "e07-transcript.yaml",
    "e08.yaml",
    "cueline.toml",
    "people/borisnagy.md",
]
PAIRED = "title: In two files\nseason: 3\ntranscript: e07-transcript.yaml\nquotableClips: []\n"
TWO = "Late, and with  rye."
TEXTS = [
    GOOD,
    GOOD.replace("rye", "oat"),
    "segments:\n- {line: Rye it is, sec: 5, time: '0:05', who: Ana}\n",
    PAIRED,
    "title: In others\nseason: 4\ntranscript: e08.yaml\nquotableClips: []\n",
    "---\ntitle: 'Broken\nseason: 1\ntranscript: []\n---\n",
    "[rules]\ndouble-space = false\n",
    "[rules]\nnothing-known = false\n",
    f"[[right]]\nrule = 'double-space'\ntext = '{digest_of('double-space', TWO)}'\nfile = 'a.md'\n",
    "[limits]\njump = 5\n",
    GOOD.replace("Late, and with rye.", TWO),
    "---\nshort: borisnagy\ntitle: Boris Nagy\n---\n",
    "",
]
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS)),
    st.tuples(
        st.sampled_from(["remove", "touch", "refresh", "refresh one"]),
        st.sampled_from(NAMES),
        st.just(""),
    ),
    st.tuples(st.just("move"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


def done(folder, index, step, name, more):
    """Do one step in the folder."""
    path = folder / name
    if step == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(more)
    elif step == "refresh one":
        index.refresh_one(path)
    elif step == "refresh":
        index.refresh(lambda *_: True)
    elif path.exists():
        if step == "remove":
            path.unlink()
        elif step == "touch":
            os.utime(path)
        else:
            (folder / more).parent.mkdir(exist_ok=True)
            path.rename(folder / more)


def known(index):
    entries = {entry.path: entry for entry in index.entries()}
    found = index.search("rye", limit=1000)
    return entries, sorted(found.places, key=repr), found.total, found.files


@example([("write", "a.md", GOOD), ("refresh", "a.md", ""), ("write", "a.md", GOOD)])
@example(
    [("write", "a.md", TEXTS[9]), ("refresh", "", ""), ("write", "cueline.toml", TEXTS[7]),
     ("refresh", "", "")]
)  # fmt: skip
@example(
    [("write", "a.md", PAIRED), ("write", "e07-transcript.yaml", PAIRED), ("refresh", "a.md", ""),
     ("move", "a.md", "e07.yaml")]
)  # fmt: skip
@example(
    [("write", "e07.yaml", PAIRED), ("refresh", "a.md", ""), ("write", "e07-transcript.yaml", GOOD)]
)
@example([("write", "e07.yaml", PAIRED), ("refresh", "a.md", ""), ("write", "e08.yaml", PAIRED)])
@settings(max_examples=40)
@given(st.lists(STEPS, min_size=2, max_size=14))
def test_the_index_knows_what_one_made_anew_would(steps):
    with TemporaryDirectory() as name:
        folder, data = Path(name, "site"), Path(name, "data")
        folder.mkdir()
        index = SiteIndex(folder, data)
        for step in steps:
            done(folder, index, *step)
        index.refresh(lambda *_: True)
        told = index.refresh(lambda *_: True)
        index.close()
        again, fresh = SiteIndex(folder, data), SiteIndex(folder, None)
        assert fresh.refresh(lambda *_: True).fault == told.fault
        assert known(again) == known(fresh)
        again.close()
        fresh.close()
