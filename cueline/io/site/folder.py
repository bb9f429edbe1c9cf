"""The folder of a site: where it begins, and which of its files may be episodes."""

from __future__ import annotations

import os
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import cast

from cueline.episode.checks import Settings
from cueline.io.checking.settings_file import NAME, SettingsError, find_settings_file, read_settings
from cueline.io.people import people_folder
from cueline.io.site.values import Mark

_HIGHEST = 8


def site_root(path: Path) -> Path:
    """Return the folder of the site that a file or folder belongs to: the first with `cueline.toml` or `.git` above it.

    Without one it is the folder itself, or the file's. A home folder is no site, whatever is kept in it.
    """
    place = Path(os.path.abspath(path))  # noqa: PTH100, a link stays where it is
    folder = place if place.is_dir() else place.parent
    for above in [folder, *folder.parents][:_HIGHEST]:
        if above == Path.home() or above == above.parent:
            break
        if (above / NAME).is_file() or (above / ".git").exists():
            return above
    return folder


class SiteMarks:
    """What the checks of a file hang on besides the file: the program, the site's settings and its people.

    They are told by digests, so that no page has to be understood to see that nothing changed. `fault`: what is wrong
    with the first settings that cannot be understood, with line and key; "" if nothing is.
    """

    def __init__(self) -> None:
        self.fault = ""
        self._program = _digest_of_program()
        self._of_folders: dict[Path, Mark] = {}
        self._of_settings: dict[Path | None, tuple[bytes, bytes]] = {}
        self._of_people: dict[Path | None, bytes] = {}

    def of(self, path: Path) -> Mark:
        """Return the mark of the site of a file."""
        folder = path.parent
        if folder not in self._of_folders:
            self._of_folders[folder] = self._mark(path)
        return self._of_folders[folder]

    def _mark(self, path: Path) -> Mark:
        settings, people = find_settings_file(path.parent), people_folder(path)
        if people not in self._of_people:
            self._of_people[people] = b"" if people is None else _digest_of_heads(people)
        if settings not in self._of_settings:
            self._of_settings[settings] = self._told(settings)
        return Mark(self._program, self._of_people[people], *self._of_settings[settings])

    def _told(self, file: Path | None) -> tuple[bytes, bytes]:
        """Return `checked` and `counted` of a mark; neither where the settings cannot be understood."""
        try:
            found = read_settings(file)
        except SettingsError as error:
            self.fault = self.fault or str(error)
            return b"", b""
        told = {field.name: getattr(found.settings, field.name) for field in fields(Settings)}
        off = told.pop("off")
        del told["right"], told["people"]
        asked = [(name, _in_order(value)) for name, value in sorted(told.items())]
        right = [(right.rule, right.text, right.file) for right in found.right]
        return _digest_of(asked), _digest_of(sorted(off), right, str(file) if right else "")


def _in_order(value: object) -> object:
    return sorted(cast("frozenset[str]", value)) if isinstance(value, frozenset) else value


def _digest_of(*told: object) -> bytes:
    return sha256(repr(told).encode("utf-8", "backslashreplace")).digest()[:16]


def _digest_of_heads(folder: Path) -> bytes:
    """Return a digest of the names of a folder's people and of what their pages begin with."""
    digest = sha256()
    try:
        with os.scandir(folder) as entries:
            files = sorted((entry.name, entry.path) for entry in entries if entry.is_file())
    except OSError:
        return b""
    for name, path in files:
        digest.update(os.fsencode(name) + b"\0" + _front(path) + b"\0")
    return digest.digest()


def _front(path: str) -> bytes:
    """Return the front matter of a page, without the page: who it is does not hang on what is told of them."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123, there are hundreds of them
            head = file.read(4096)
    except OSError:
        return b""
    end = head.find(b"\n---", 3)
    return head if end < 0 else head[:end]


def _digest_of_program() -> bytes:
    """Return what tells this version of the reader and the checks from every other."""
    package = Path(__file__).parents[1]
    digest = sha256()
    for name in ("episode", "io"):
        for file in sorted((package / name).rglob("*.py")):
            digest.update(_bytes_of(file))
    return digest.digest()


def _bytes_of(path: Path | None) -> bytes:
    try:
        return b"" if path is None else path.read_bytes()
    except OSError:
        return b""
