"""The checks on real episode files: every kind of fault is reported, and what is put right stays put right."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest

from cueline.io import DocumentError, open_document
from cueline.io.checking.checking import Task, check_files, files_below
from tests.corpus_files import CORPUS

pytestmark = pytest.mark.corpus

AT_LEAST = {
    "header-after-question": 200, "orphan-copy": 300, "header-without-lines": 100, "repeated-header": 50,
    "clip-not-at-header": 20, "double-space": 60, "clip-name-drift": 20, "duration-short": 25,
    "time-backwards": 10, "speaker-is-text": 30, "line-is-name": 5, "url-junk": 20, "leading-equals": 5,
    "speaker-near-duplicate": 1, "todo": 2, "unreadable": 9, "header-without-clip": 30, "last-clip-short": 20,
    "clip-empty": 5, "id-junk": 3, "missing-field": 50, "time-jump": 1, "header-is-text": 1, "doubled-word": 2,
}  # fmt: skip
"""The kinds of fault that these files have, each with somewhat fewer than were counted."""


def test_every_kind_of_fault_is_reported(corpus):
    checked = list(check_files(files_below([CORPUS])))
    found = Counter(finding.rule for one in checked for finding in one.findings)
    few = {rule: found[rule] for rule, least in AT_LEAST.items() if found[rule] < least}
    assert not few
    broken = {one.path for one in checked for f in one.findings if f.rule == "unreadable"}
    assert {str(path) for path in (CORPUS / "broken").glob("*.broken.md")} <= broken


def test_people_and_notes_are_no_episodes(corpus):
    skipped = {one.path for one in check_files(files_below([CORPUS])) if one.skipped}
    assert {str(path) for path in (CORPUS / "people").glob("*.md")} <= skipped
    assert str(CORPUS / "README.md") in skipped


def test_what_is_safe_is_put_right_for_good_and_nothing_else_is_touched(corpus, tmp_path):
    shutil.copytree(CORPUS, tmp_path / "site")
    files = files_below([tmp_path / "site"])
    before = {path: path.read_bytes() for path in files}
    checked = {one.path: one for one in check_files(files, Task(fix=True))}
    assert not [one.failed for one in checked.values() if one.failed]
    assert not [f for one in checked.values() for f in one.findings if f.fix == "safe"]
    changed = {str(path) for path in files if path.read_bytes() != before[path]}
    assert changed == {found.file for one in checked.values() for found in one.fixed}
    assert sum(len(one.fixed) for one in checked.values()) > 400
    for path in files:
        if str(path) in changed and path.suffix == ".md":
            assert_same_but_for_fixes(path, before[path])


def assert_same_but_for_fixes(path, old):
    """Nothing new came into the file: what it has, spaces and line ends aside, it had in the same order."""
    try:
        open_document(path)
    except DocumentError as error:
        pytest.fail(str(error))
    had = iter(squeezed(old))
    assert all(letter in had for letter in squeezed(path.read_bytes()))


def squeezed(data: bytes) -> str:
    """Return a text without spaces, and without the signs that break a long line in quotes."""
    return "".join(data.decode().split()).replace("\\", "")
