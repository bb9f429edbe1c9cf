"""The files of a document as the last commit of their repository has them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

from cueline.io.bounds import EDITABLE_BYTES
from cueline.io.document import Document
from cueline.io.errors import DocumentError
from cueline.io.joining.git import Git, GitError, GitRefusal
from cueline.io.opening import parse_document

_LFS = b"version https://git-lfs"
_CANDIDATES = 40
_HEAD = 20_000
_SAME_FILE = 0.5
"""From which likeness on, of 1, a file that is gone is this one under its old name."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What the last commit has: the document, the commit's short name, date and first line, and what to know."""

    document: Document
    commit: str
    when: datetime
    subject: str
    notices: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each file, the transcript's first."""
        return tuple(file.source.text for file in self.document.files)


def _never() -> bool:
    return False


def read_committed(document: Document, cancelled: Callable[[], bool] = _never) -> Committed:
    """Read the document's files from the last commit; GitError says in a sentence why there are none.

    `cancelled` is asked while git is waited for.
    """
    path = Path(os.path.realpath(document.path))
    if not path.parent.is_dir():
        raise GitError(f"The folder of {path.name} is not there any more.")
    git = Git(path.parent, cancelled)
    commit = _last_commit(git, path)
    notices: list[str] = []
    name, data = _main_file(git, commit, path, notices)
    beside = _beside(git, commit, path, document)
    try:
        found = parse_document(data, name, beside)
    except DocumentError as error:
        raise GitError(
            f"What the last commit has of {name} cannot be read: line {error.line}, {error.reason}"
        ) from error
    when, subject = _said(git.ask("cat-file", "commit", commit))
    return Committed(found, commit[:7], when, subject, tuple(notices))


def _last_commit(git: Git, path: Path) -> str:
    try:
        inside = git.ask("rev-parse", "--is-inside-work-tree").strip() == b"true"
    except GitRefusal as refusal:
        raise GitError(_why_none(path, str(refusal))) from refusal
    if not inside:
        raise GitError(
            f"{path.name} lies in Git's own folder, not among the files that it looks after."
        )
    try:
        return git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitRefusal as refusal:
        raise GitError("Nothing was committed in this repository yet.") from refusal


def _why_none(path: Path, said: str) -> str:
    if "dubious ownership" in said or "unsafe repository" in said:
        return (
            "The repository belongs to another user of this computer, so Git does not look into it. "
            "Its owner can allow that (safe.directory)."
        )
    if "not a git repository" in said:
        return f"{path.name} is in no Git repository, so there is no last commit to look at."
    if "bare repository" in said:
        return f"{path.name} lies in a bare repository, which has no files to compare with."
    last = said.splitlines()[-1] if said else "it gave no reason"
    return f"Git cannot look into this folder: {last}."


def _main_file(git: Git, commit: str, path: Path, notices: list[str]) -> tuple[str, bytes]:
    """Return name and bytes of the file; of one that was renamed since, those it had before."""
    data = _blob(git, commit, f"./{path.name}", path.name)
    if data is not None:
        return path.name, data
    for old, data in _gone(git, commit, path):
        if _alike(data, path):
            notices.append(f"It was {old} in the last commit.")
            return Path(old).name, data
    raise GitError(
        f"{path.name} is not in the last commit. Once it is added and committed, changes can be seen here."
    )


def _beside(git: Git, commit: str, path: Path, document: Document) -> dict[str, bytes]:
    """Return the document's other files by name, those that the commit has."""
    names = [file.path.name for file in document.files if file.path.name != document.path.name]
    found = {name: _blob(git, commit, f"./{name}", name) for name in names}
    return {name: data for name, data in found.items() if data is not None}


def _blob(git: Git, commit: str, place: str, name: str) -> bytes | None:
    """Return the bytes of a file in the commit, None where it has none; GitError for what is no text file."""
    spec = f"{commit}:{place}"
    try:
        if git.ask("cat-file", "-t", spec).strip() != b"blob":
            return None
        size = int(git.ask("cat-file", "-s", spec))
    except GitRefusal:
        return None
    if size > EDITABLE_BYTES:
        raise GitError(f"What the last commit has of {name} is larger than 64 MB.")
    try:
        data = git.ask("cat-file", "blob", spec)
    except GitRefusal as refusal:
        raise GitError(f"What the last commit has of {name} cannot be read.") from refusal
    if data.startswith(_LFS):
        raise GitError(f"{name} is kept by Git LFS; what was committed is not on this computer.")
    return data


def _gone(git: Git, commit: str, path: Path) -> Iterator[tuple[str, bytes]]:
    """Give names (from the repository's root) and bytes of committed files of this kind that are not there any more."""
    try:
        root = Path(os.fsdecode(git.ask("rev-parse", "--show-toplevel").rstrip(b"\r\n")))
        names = git.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).split(b"\0")
    except GitRefusal:
        return
    suffix = os.fsencode(path.suffix)
    same = [os.fsdecode(name) for name in names if name and name.endswith(suffix)]
    gone = [name for name in same if not os.path.lexists(root / name)]
    gone.sort(key=lambda name: ((root / name).parent != path.parent, name))
    for name in gone[:_CANDIDATES]:
        data = _blob(git, commit, name, name)
        if data is not None:
            yield name, data


def _alike(data: bytes, path: Path) -> bool:
    try:
        now = path.read_bytes()
    except OSError:
        return False
    one, two = data[:_HEAD].splitlines(), now[:_HEAD].splitlines()
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _SAME_FILE


def _said(commit: bytes) -> tuple[datetime, str]:
    """Return the date and the first line of a commit, from its object."""
    head, _, message = commit.decode("utf-8", "replace").partition("\n\n")
    found = re.search(r"^committer .* (\d{1,10}) [+-]\d{4}$", head, re.MULTILINE)
    when = datetime.fromtimestamp(int(found[1]) if found else 0)
    return when, message.strip().split("\n", 1)[0]
