"""What an episode can be compared with: as it was saved, as it was committed, as it is on the disk now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cueline.episode import Episode
from cueline.episode.origins import numbered
from cueline.episode.pairing import paired
from cueline.episode.review import ReviewRow, review_rows
from cueline.episode.summary import summarized

if TYPE_CHECKING:
    from cueline.io import Document

_IN_TEXT = (("Changed in the text itself: see the exact diff.", False),)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a review shows of two episodes: its rows, and a few sentences."""

    rows: list[ReviewRow]
    summary: str


@dataclass(frozen=True)
class Base:
    """An episode that another is compared with; its entries have the origins of that one.

    `texts`: its files by name, None where the document itself knows them. `note` says what it is, `since` how a count
    ends, `nothing` what is said without a difference.
    """

    episode: Episode
    texts: tuple[tuple[str, str], ...] | None = None
    note: str = ""
    since: str = ""
    nothing: str = "Nothing has changed since the file was saved."
    columns: tuple[str, str] = ("Saved", "Now")
    offers_saving: bool = True

    @property
    def is_saved(self) -> bool:
        """Whether this is what was saved last."""
        return self.texts is None

    def shown(self, document: Document, now: Episode) -> Shown:
        """Return what a review shows besides the diff, which takes longer."""
        rows = self.rows(document, now)
        return Shown(rows, summarized(self.episode, now, rows))

    def rows(self, document: Document, now: Episode) -> list[ReviewRow]:
        """Return what became of it, row by row."""
        rows = review_rows(self.episode, now)
        if not self.is_saved:
            return rows
        return rows + [
            ReviewRow("source", None, file.name, (), _IN_TEXT)
            for file in document.files
            if file.on_disk is not None
        ]

    def diff(self, document: Document, now: Episode) -> str:
        """Return the diff from its text to what would be saved now; a sentence where nothing can be."""
        from cueline.io import SaveError
        from cueline.io.diff import exact_diff, text_diff

        try:
            if self.texts is None:
                return exact_diff(document, now)
            old = dict(self.texts)
            diffs = [
                text_diff(_with_ends_of(old.get(name, ""), new), new, name)
                for name, new in texts_of(document, now)
            ]
        except SaveError as error:
            return str(error)
        return "".join(diffs)

    def count(self, rows: int) -> str:
        """Say how many differences there are; "" where the dialog does so itself."""
        if self.is_saved:
            return ""
        if not rows:
            return "No differences"
        return f"{rows:,} difference{'' if rows == 1 else 's'}{self.since}"


def saved_base(document: Document) -> Base:
    """Return what was saved last."""
    return Base(document.episode)


def committed_base(document: Document, now: Episode, cancelled: Callable[[], bool]) -> Base:
    """Return what was committed last; GitError where there is nothing of the kind. It is read by git: takes a while."""
    from cueline.io.joining.committed import read_committed

    found = read_committed(document, cancelled)
    said = (f"{found.commit} · {found.when:%d %b %Y, %H:%M} · {found.subject}", *found.notices)
    return Base(
        _learned(document, now, found.document),
        tuple(zip(_names(document), found.texts, strict=False)),
        " · ".join(said),
        f" since commit {found.commit}",
        "Nothing has changed since the last commit.",
        ("Committed", "Now"),
    )


def disk_base(document: Document, now: Episode, disk: Document) -> Base:
    """Return what is on the disk now, to compare one's own changes with it."""
    return Base(
        _learned(document, now, disk),
        tuple((file.name, file.source.text) for file in disk.files),
        since=" between the disk and this window",
        nothing="Nothing differs from what is on the disk.",
        columns=("On disk", "Here"),
        offers_saving=False,
    )


def earlier_base(document: Document, now: Episode, earlier: Document, named: str) -> Base:
    """Return what the file once held, to compare with it what is here; `named`: such as "it was before 12:00"."""
    return replace(
        disk_base(document, now, earlier),
        since=f" from what {named}",
        nothing=f"Nothing differs from what {named}.",
        columns=("Then", "Here"),
    )


def beside(document: Document, now: Episode, other: Episode) -> Episode:
    """Return `other` with the origins that its entries have in `now`; for others those that nothing ever had."""
    return numbered(paired(now, other), now, document.episode, above=document.memory.highest)


def _learned(document: Document, now: Episode, other: Document) -> Episode:
    """Return `other` beside `now`, and let the document know how it is written: what is taken back gets its bytes."""
    from cueline.io.joining.other_sources import learn_sources

    found = beside(document, now, other.episode)
    learn_sources(document, other, found)
    return found


def texts_of(document: Document, episode: Episode) -> Sequence[tuple[str, str]]:
    """Return the files by name, each as it would be saved; SaveError where one cannot be."""
    parts = zip(document.files, document.split(episode), strict=True)
    return [(file.name, file.render(part).decode("utf-8")) for file, part in parts]


def _names(document: Document) -> list[str]:
    return [file.name for file in document.files]


def _with_ends_of(old: str, new: str) -> str:
    """Return `old` with the line ends of `new`: Git may keep others than it writes to the disk."""
    if "\r\n" in new and "\r\n" not in old:
        return old.replace("\n", "\r\n")
    return old.replace("\r\n", "\n") if "\r\n" not in new else old
