"""The full names of an episode's guests, for exports that call the speakers by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cueline.episode import Episode
from cueline.io.people import Person


def full_names(episode: Episode, people: Iterable[Person]) -> dict[str, str]:
    """Return the full names by the first names that the transcript calls guests by.

    `guests` names people by their ids. Of two guests with one first name neither is in it: nobody knows who speaks.
    """
    guests = episode.fields.get("guests")
    ids = guests if isinstance(guests, tuple) else (guests,)
    names = [person.name.strip() for person in people if person.id in ids and person.name.strip()]
    first = Counter(name.split()[0] for name in names)
    return {name.split()[0]: name for name in names if first[name.split()[0]] == 1}
