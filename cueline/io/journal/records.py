"""What a journal writes down, record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from cueline.episode import Change

Rows: TypeAlias = tuple[int | None, int | None, int | None]
"""Selected rows, first and last, and the current one; None where there is none."""

_PIECE = 2**18


@dataclass(frozen=True, slots=True)
class Begun:
    """Who writes since when (seconds since 1970), of which files, and the digests of what these hold.

    `on_disk`: the digest of the broken text that the first file holds; "" where it holds what was read.
    """

    paths: tuple[str, ...]
    digests: tuple[str, ...]
    program: str
    pid: int
    host: str
    when: float
    on_disk: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """The bytes that the changes stand on, of each file; `on_disk`: the broken text, where there is one."""

    files: tuple[bytes, ...]
    on_disk: bytes | None = None


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step that was made: its action, what the menu calls it, where the user was, when (seconds since 1970)."""

    name: str
    label: str
    change: Change
    rows: Rows = (None, None, None)
    when: float = 0.0


@dataclass(frozen=True, slots=True)
class Merged:
    """The last step goes on: this is what it changes now; None if that is nothing any more."""

    change: Change | None


@dataclass(frozen=True, slots=True)
class Moved:
    """Steps were taken back or done again, till `index` of them are done."""

    index: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the user is: row, column, caret (code points), playhead (s)."""

    row: int | None = None
    column: int | None = None
    caret: int | None = None
    playhead: float | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """An episode is on its way to the disk: the present one, or the one that `change` makes of what was saved last."""

    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """New bytes of a file: the first `head` and the last `tail` bytes are those of before."""

    head: int
    tail: int
    middle: bytes

    @staticmethod
    def between(old: bytes, new: bytes) -> Patch:
        """Find what both have at the start and at the end."""
        most = min(len(old), len(new))
        head = _alike(most, lambda a, b: old[a:b] == new[a:b])
        a, b = len(old), len(new)
        tail = _alike(most - head, lambda i, j: old[a - j : a - i] == new[b - j : b - i])
        return Patch(head, tail, new[head : len(new) - tail])

    def apply(self, old: bytes) -> bytes:
        """Return the new bytes."""
        return old[: self.head] + self.middle + old[len(old) - self.tail :]


@dataclass(frozen=True, slots=True)
class Saved:
    """The files hold an episode now: the one on its way, or that to which `change` leads from what was saved last.

    `change` is there where the files hold another than was sent: of a Markdown text without the blanks around it, or
    one that somebody else wrote, with which this one was joined.

    `index`: at which place of the history; -1 where it is no place of it. `digest`: of all files (see `digest_of`).
    """

    index: int
    digest: str
    files: tuple[Patch, ...]
    change: Change | None = None

    @staticmethod
    def of(
        index: int, old: Sequence[bytes], new: Sequence[bytes], change: Change | None = None
    ) -> Saved:
        """Make the record of files that held `old`, and hold `new`."""
        patches = tuple(Patch.between(a, b) for a, b in zip(old, new, strict=True))
        return Saved(index, digest_of(new), patches, change)


@dataclass(frozen=True, slots=True)
class Clean:
    """The saved point is at this place of the history; -1: it cannot be reached any more."""

    index: int


@dataclass(frozen=True, slots=True)
class Origins:
    """Entries of the present episode that have another origin than the steps gave them: positions and origins.

    `highest`: the highest origins that an item and a clip have had.
    """

    items: tuple[tuple[int, int | None], ...]
    clips: tuple[tuple[int, int | None], ...]
    highest: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text of a broken file, as it was changed by hand, and where the caret was (UTF-16 units)."""

    data: bytes
    caret: int = 0


@dataclass(frozen=True, slots=True)
class Closed:
    """The document was closed, and what was unsaved is not wanted."""


Record: TypeAlias = (
    Begun
    | Base
    | Stepped
    | Merged
    | Moved
    | Placed
    | Saving
    | Saved
    | Clean
    | Origins
    | Text
    | Closed
)


def digest_of(files: Iterable[bytes]) -> str:
    """Return the digest of the bytes of all files, as `Document.fingerprint` does."""
    digest = sha256()
    for data in files:
        digest.update(data)
    return digest.hexdigest()


def _alike(most: int, same: Callable[[int, int], bool]) -> int:
    """Return how far two files are the same, at most `most` bytes; looked at in pieces, for they may be long."""
    low = 0
    while low + _PIECE <= most and same(low, low + _PIECE):
        low += _PIECE
    first, high = low, min(low + _PIECE, most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if same(first, middle) else (low, middle - 1)
    return low
