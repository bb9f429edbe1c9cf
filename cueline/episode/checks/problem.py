"""Problems and what is known of them: the place, a sentence, the ways to put them right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, Protocol, TypeAlias

from cueline.episode.proposals import Step
from cueline.episode.values import EditError, Episode, Path

Severity: TypeAlias = Literal["error", "warning", "hint", "cosmetic"]
Of: TypeAlias = Literal["item", "clip", "file"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint", "cosmetic")
"""From what breaks a page to what only looks untidy."""

_DIGEST = 16


class SourceFact(Protocol):
    """What only the source of a file shows."""

    @property
    def kind(self) -> str:
        """What it is: the id of the rule that says it."""
        ...

    @property
    def index(self) -> int | None:
        """The position of the item it is about; None for the file."""
        ...

    @property
    def line(self) -> int:
        """The source line, from 1."""
        ...


def only_in_source(_: Episode) -> Episode:
    """Raise EditError: what only the source shows is mended there, not in the episode."""
    raise EditError("This is mended in the text of the file, not in the episode.")


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to put something right. `safe`: nobody needs to look at it first.

    `edit` raises EditError where the episode is no longer the one it was made for; and always where only the source
    shows the fault (`in_source`): `cueline.io.checking.source_mends` mends that.
    """

    label: str
    edit: Step = field(default=only_in_source, repr=False, compare=False)
    safe: bool = False

    @property
    def in_source(self) -> bool:
        """Whether this is mended in the text of the file."""
        return self.edit is only_in_source


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule finds: all of a `Problem` that is not said by the rule itself."""

    message: str
    index: int | None = None
    fixes: tuple[Fix, ...] = ()
    about: str = ""
    path: Path = ()
    severity: Severity | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in an episode.

    `index` is the position of an item or a clip (`of` says which), None for the file. `path`: the field, if it is
    about one. `about`: the text that is at fault, for `digest`. `line`: the source line from 1, where only the
    source shows the fault.
    """

    rule: str
    severity: Severity
    index: int | None
    message: str
    fixes: tuple[Fix, ...] = ()
    of: Of = "file"
    path: Path = ()
    about: str = ""
    line: int | None = None

    @property
    def digest(self) -> str:
        """What "this is right" is kept under: it holds until the text at fault changes."""
        return digest_of(self.rule, self.about or self.message)

    @property
    def safe_fix(self) -> Fix | None:
        """The way to put it right without asking; None if there is none."""
        return next((fix for fix in self.fixes if fix.safe), None)


def digest_of(rule: str, about: str) -> str:
    """Return the digest of a text at fault, for exceptions to a rule."""
    return sha256(f"{rule}\n{about}".encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


NEEDED: tuple[str, ...] = ("title", "season", "episode", "guests", "image", "ids", "links")
"""The fields that an episode is not published without."""

WISHED: tuple[str, ...] = (
    "description", "topics", "intro", "dateadded", "duration", "quotableClips",
)  # fmt: skip
"""The fields that most episodes have."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site says about its checks.

    `off`: ids of rules that are not asked. `hosts`: who leads the talks; None: found out for each episode. `needed`
    and `wished`: the fields of `missing-field`. `header_length` and `speaker_length` in characters, `jump` in
    seconds. `right`: (rule, digest) of what was said to be right. `people`: the full names of the people of the
    site by their ids; None where they are not known.
    """

    off: frozenset[str] = frozenset()
    hosts: frozenset[str] | None = None
    needed: tuple[str, ...] = NEEDED
    wished: tuple[str, ...] = WISHED
    header_length: int = 110
    speaker_length: int = 40
    jump: float = 600
    right: frozenset[tuple[str, str]] = frozenset()
    people: Mapping[str, str] | None = field(default=None, compare=False)
