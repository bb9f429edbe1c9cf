"""The people of a site: a folder with one file for each, whose id is what `guests` names.

A person's file has `short` (the id) and `title` (the full name) in its front matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cueline.episode import Map
from cueline.io.errors import DocumentError
from cueline.io.front_matter import locate
from cueline.io.source import Source
from cueline.io.yaml_text.nodes import TooManyAliases, compose, value_of

FOLDERS = ("_people", "people")
_SUFFIXES = (".md", ".markdown")
_HIGHEST = 8
_HEAD_BYTES = 16 * 1024
"""How much of a person's file is read: front matter of some lines, not the page below it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be a guest: the id that files use, and the full name ("" where it is not known)."""

    id: str
    name: str = ""


def people_folder(path: Path) -> Path | None:
    """Find the folder of people for an episode's file: beside it, or in one of the folders above it.

    The search ends at the folder that holds the repository. None if there is no such folder.
    """
    for folder in list(path.absolute().parents)[:_HIGHEST]:
        for name in FOLDERS:
            if (folder / name).is_dir() and _files(folder / name):
                return folder / name
        if (folder / ".git").exists():
            return None
    return None


def names_of_files(folder: Path) -> list[Person]:
    """Return the people as far as the names of their files tell; nothing is read."""
    return [Person(path.stem) for path in _files(folder) if not path.stem.startswith("_")]


def read_people(folder: Path) -> list[Person]:
    """Return the people with their full names, by id. A file that cannot be read counts with its name."""
    people = {person.id: person for path in _files(folder) if (person := _read(path))}
    return [people[key] for key in sorted(people)]


def _files(folder: Path) -> list[Path]:
    try:
        files = (path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
        return sorted(path for path in files if not path.name.startswith("."))
    except OSError:
        return []


def _read(path: Path) -> Person | None:
    if path.stem.startswith("_"):
        return None
    fields = _fields(path)
    short, title = fields.get("short"), fields.get("title")
    name = " ".join(title.split()) if isinstance(title, str) else ""
    return Person(short.strip() if isinstance(short, str) and short.strip() else path.stem, name)


def _fields(path: Path) -> Map:
    """Return what the front matter of a file says; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            text = file.read(_HEAD_BYTES).decode("utf-8", "replace")
        source = Source(path, text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
        front = locate(source)
        node = compose(source, front.start, front.end) if front else None
    except (OSError, DocumentError, TooManyAliases):
        return Map()
    value = value_of(node) if node is not None else None
    return value if isinstance(value, Map) else Map()
