"""What a document remembers of its session: the source of everything that was once in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cueline.episode import ClipItem, Episode, Item, Value
from cueline.episode.origins import Highest
from cueline.io.markdown.reader import BodyItems, Passage
from cueline.io.yaml_text.dialect import Form, learn_form
from cueline.io.yaml_text.entries import EntryList, Fragment

Entry = Item | ClipItem
STATES_BYTES = 32 * 2**20
"""How much room the saved states may take; two are kept of a file of any size."""


@dataclass(slots=True)
class Memory:
    """Source fragments by origin and value, fields by key and value, and whole saved states; grows across saves.

    `once`: all fragments of an origin, the latest last.
    """

    fragments: dict[tuple[int, Entry], Any] = field(default_factory=dict[Any, Any])
    once: dict[int, list[Any]] = field(default_factory=dict[Any, Any])
    fields: dict[tuple[str, str], str] = field(default_factory=dict[Any, Any])
    states: list[tuple[Episode, bytes]] = field(default_factory=list[Any])
    forms: dict[str, Form] = field(default_factory=dict[Any, Any])
    highest: Highest = field(default_factory=Highest)

    def form(self, key: str, entries: EntryList[Any]) -> Form:
        """Return how the list under `key` is laid out; learned once, while it has entries."""
        if key not in self.forms and entries.entries:
            self.forms[key] = learn_form(entries)
        return self.forms.get(key, Form())

    def keep_entries(self, then: EntryList[Any] | BodyItems, now: Iterable[Entry]) -> None:
        """Remember the fragments whose entry is no longer in the file as it was."""
        present = {entry.origin: entry for entry in now}
        for place, entry in enumerate(then.entries):
            origin = entry.origin
            if origin is not None and present.get(origin) != entry:
                fragment = then.fragments[place]
                self.fragments[origin, entry] = fragment
                self.once.setdefault(origin, []).append(fragment)

    def keep_written(
        self,
        fragments: Iterable[Fragment[Any] | Passage],
        entries: Iterable[Entry],
        now: Iterable[Entry],
    ) -> None:
        """Remember how another version of the file writes `entries`, where they are unlike `now` and not known yet."""
        present = {entry.origin: entry for entry in now}
        for fragment, entry in zip(fragments, entries, strict=True):
            origin = entry.origin
            if origin is None or present.get(origin) == entry:
                continue
            if (origin, entry) not in self.fragments:
                self.fragments[origin, entry] = fragment
                self.once.setdefault(origin, []).insert(0, fragment)

    def latest(self, origin: int) -> Any:
        """Return the last fragment of an entry that is no longer there as it was; None if there is none."""
        known = self.once.get(origin)
        return known[-1] if known else None

    def keep_field(self, key: str, value: Value, source: str) -> None:
        """Remember how a field's value was written."""
        self.fields[key, repr(value)] = source

    def keep_state(self, episode: Episode, data: bytes) -> None:
        """Remember a whole file; the first one and this one always, of those between as many as there is room for."""
        self.states.append((episode, data))
        while len(self.states) > 2 and sum(len(old) for _, old in self.states) > STATES_BYTES:
            del self.states[1]

    def state(self, episode: Episode) -> bytes | None:
        """Return the bytes of a file that held exactly this episode, of these origins."""
        for known, data in reversed(self.states):
            if known is episode or (known == episode and same_origins(known, episode)):
                return data
        return None


def same_origins(one: Episode, two: Episode) -> bool:
    """Tell whether equal episodes have their entries from the same places; a new entry may have come from any."""
    lists = ((one.items, two.items), (one.clips, two.clips))
    return all(
        a is b
        or all(
            x is y or x.origin == y.origin or None in (x.origin, y.origin)
            for x, y in zip(a, b, strict=True)
        )
        for a, b in lists
    )
