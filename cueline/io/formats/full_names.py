"""The names of an episode's guests: full ones for exports, first ones that imported speakers are called by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cueline.episode import Episode, Line
from cueline.episode.voices import names_in
from cueline.io.people import Person, people_folder, read_people


def full_names(episode: Episode, people: Iterable[Person]) -> dict[str, str]:
    """Return the full names by the first names that the transcript calls guests by.

    `guests` names people by their ids. Of two guests with one first name neither is in it: nobody knows who speaks.
    """
    guests = episode.fields.get("guests")
    ids = guests if isinstance(guests, tuple) else (guests,)
    names = [person.name.strip() for person in people if person.id in ids and person.name.strip()]
    first = Counter(name.split()[0] for name in names)
    return {name.split()[0]: name for name in names if first[name.split()[0]] == 1}


def speaker_names(episode: Episode, path: Path) -> list[str]:
    """Return the names to choose from: those in use, and guests by their first names where the site knows them."""
    folder = people_folder(path)
    people = read_people(folder) if folder is not None else []
    known = {person.id: person.name.split()[0] for person in people if person.name.strip()}
    guests = episode.fields.get("guests")
    ids = guests if isinstance(guests, tuple) else (guests,)
    speaking = {item.speaker for item in episode.items if isinstance(item, Line)}
    return list(
        dict.fromkeys(
            known.get(name, name) if name in ids and name not in speaking else name
            for name in names_in(episode)
        )
    )
