"""What can go wrong between a file and an episode, as errors that say where and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Repair:
    """A way to mend a file that does not parse: what it does, and the whole file afterwards, in bytes."""

    label: str
    data: bytes


class DocumentError(Exception):
    """A file that cannot be opened: no text can be shown, or its YAML does not parse.

    `line` and `column` count from 1, and are 0 where no place is at fault; `excerpt` is the source line with a caret
    below, "" if there is none.
    """

    def __init__(
        self,
        path: Path | str,
        line: int,
        column: int,
        reason: str,
        *,
        excerpt: str = "",
        text: str | None = None,
        find_repairs: Callable[[], Sequence[Repair]] = list,
    ) -> None:
        place = f"{path}:{line}:{column}: {reason}"
        super().__init__(f"{place}\n{excerpt}" if excerpt else place)
        self.path = Path(path)
        self.line = line
        self.column = column
        self.reason = reason
        self.excerpt = excerpt
        self.text = text
        self._find_repairs = find_repairs

    @property
    def repairs(self) -> list[Repair]:
        """The mends on offer, found when asked for."""
        return list(self._find_repairs())


class SaveError(Exception):
    """A file that could not be written; the one on disk is as it was. The message is for the user.

    `cause`: what stood in the way, in a few words, where the rest of `reason` is said anyway. `gone`: there is none on
    disk, nor a folder for it, as far as that was looked at.
    """

    def __init__(
        self, path: Path | str, reason: str, cause: str = "", *, gone: bool = False
    ) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = Path(path)
        self.reason = reason
        self.cause = cause or reason
        self.gone = gone


class StaleFileError(SaveError):
    """The file on disk is no longer the one that was read, so it was not written over."""
