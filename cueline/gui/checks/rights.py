"""What the user said to be right: kept for this user in the application data, or for everyone in `cueline.toml`."""

from __future__ import annotations

from pathlib import Path

from cueline.episode.checks import Problem
from cueline.gui.store import Store

_KIND = "right"


class Rights:
    """Remembers by file what is right: the rule and the digest of the text at fault."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, path: Path | None) -> frozenset[tuple[str, str]]:
        """Return what is right for this user in a file."""
        kept = self._store.recall(_KIND, _key(path)).items() if path is not None else ()
        return frozenset((str(rule), str(digest)) for digest, rule in kept)

    def add(self, path: Path, problem: Problem) -> None:
        """Say that a problem of a file is none for this user, until its text changes."""
        self._store.remember(_KIND, _key(path), **{problem.digest: problem.rule})

    def take_along(self, old: Path, new: Path) -> None:
        """Let what was said of a file hold for the one that it was saved to as well."""
        said = {digest: rule for rule, digest in self.of(old)}
        if said:
            self._store.remember(_KIND, _key(new), **said)

    def forget(self, path: Path) -> int:
        """Take back all that was said for this user of a file; return how much that was."""
        amount = len(self.of(path))
        self._store.forget(_KIND, _key(path))
        return amount


def keep_for_everyone(path: Path, problem: Problem) -> str:
    """Say in the site's settings that a problem of the file `path` is none; return what came of it, in a sentence.

    To be called beside the window.
    """
    from cueline.io import SaveError, StaleFileError
    from cueline.io.checking.settings_file import SettingsError, add_right

    place = settings_place(path)
    why = f"This could not be kept in {place.name}:"
    try:
        add_right(place, problem, path, problem.message)
    except StaleFileError:
        return f"{why} another program is writing to it. Say it again in a moment."
    except SaveError as error:
        return f"{why} {error.cause}."
    except SettingsError as error:
        return f"{why} {error}"
    return f"Kept as right for everyone, in {place}."


def settings_place(path: Path) -> Path:
    """Return where what is right for everyone is kept: the site's `cueline.toml`, which may have to be made.

    Without one it belongs at the top of the repository, and without that beside the file.
    """
    from cueline.io.checking.settings_file import NAME, find_settings_file

    found = find_settings_file(path.absolute().parent)
    if found is not None:
        return found
    folders = path.absolute().parents
    top = next((folder for folder in folders if (folder / ".git").exists()), folders[0])
    return top / NAME


def _key(path: Path) -> str:
    return str(path.absolute())
