"""What the program remembers between runs: small JSON files in the folder for application data, not in a repository."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from cueline.atomic_file import patiently, write_whole
from cueline.data_folder import data_folder

_DAMAGED = ".damaged"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of an entry: `values` are put beside what is there, or in its place where it is begun `anew`.

    None for `values`: the entry is dropped.
    """

    values: dict[str, Any] | None
    anew: bool = False

    def then(self, values: dict[str, Any]) -> Wish:
        """Return the wish that this one and further values come to."""
        return Wish({**(self.values or {}), **values}, self.anew or self.values is None)

    def entry(self, there: object) -> dict[str, Any] | None:
        """Return what becomes of the entry that is there; None if nothing is left of it."""
        if self.values is None:
            return None
        return {**(there if isinstance(there, dict) and not self.anew else {}), **self.values}


class Store:
    """Small values by kind and key; each kind is one JSON file that is replaced whole.

    A thread writes; nobody waits for the disk. What is not written yet is read all the same. A file that is missing or
    damaged counts as empty, and a damaged one is put aside. One that cannot be read just now counts as what it was, and
    is not written over: what is to be remembered waits in memory for the next time. Nothing in here is worth stopping
    for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._moved = Condition()
        self._wishes: dict[str, dict[str, Wish]] = {}
        """By kind and key, what is not written yet."""
        self._stuck: set[str] = set()
        """The kinds that could not be written when that was tried last."""
        self._known: dict[str, dict[str, Any]] = {}
        """What each file held when it could be read last."""
        self._writing = False

    @classmethod
    def for_app(cls) -> Store:
        """Return the store of this user."""
        return cls(data_folder())

    def recall(self, kind: str, key: str) -> dict[str, Any]:
        """Return what was remembered under `kind` and `key`; an empty dict if nothing was."""
        entry = self._entries(kind).get(key)
        return _plain(entry) if isinstance(entry, dict) else {}

    def remember(self, kind: str, key: str, **values: Any) -> None:
        """Keep `values` (anything JSON holds) beside what is already known under `kind` and `key`."""
        new = {name: _plain(value) for name, value in values.items()}
        with self._moved:
            wishes = self._wishes.setdefault(kind, {})
            wishes[key] = wishes.get(key, Wish({})).then(new)
            self._begin_writing()

    def forget(self, kind: str, key: str) -> None:
        """Drop everything under `kind` and `key`."""
        with self._moved:
            self._wishes.setdefault(kind, {})[key] = Wish(None)
            self._begin_writing()

    def keys(self, kind: str) -> list[str]:
        """Return the keys that hold something, in the order in which they were first remembered."""
        return list(self._entries(kind))

    def finish(self, seconds: float) -> bool:
        """Wait till all is written that can be; False where that takes longer than `seconds`."""
        with self._moved:
            self._begin_writing()
            return self._moved.wait_for(lambda: not self._writing, seconds)

    def _entries(self, kind: str) -> dict[str, Any]:
        with self._moved:
            wishes = dict(self._wishes.get(kind, {}))
        return _fulfilled(self._read(kind), wishes)

    def _begin_writing(self) -> None:
        self._stuck.clear()
        if self._wishes and not self._writing:
            self._writing = True
            Thread(target=self._write_all, name="store", daemon=True).start()

    def _write_all(self) -> None:
        """Write one kind after the other till nothing is left; what comes meanwhile stays for the next turn."""
        try:
            while self._write_next():
                pass
        finally:  # also after a fault of the program, which is told
            with self._moved:
                self._writing = False
                self._moved.notify_all()

    def _write_next(self) -> bool:
        """Write a kind; False where there is none, or none that can be written."""
        with self._moved:
            kind = next((kind for kind in self._wishes if kind not in self._stuck), None)
            if kind is None:
                self._writing = False
                return False
            wishes = dict(self._wishes[kind])
        done = True  # what makes a fault of the program is given up, or it would stop all others
        try:
            done = self._write(kind, wishes)
        finally:
            with self._moved:
                self._note_written(kind, wishes, done=done)
        return True

    def _note_written(self, kind: str, wishes: dict[str, Wish], *, done: bool) -> None:
        if not done:
            self._stuck.add(kind)
            return
        left = self._wishes.pop(kind)
        new = {key: wish for key, wish in left.items() if wish is not wishes.get(key)}
        if new:
            self._wishes[kind] = new

    def _file(self, kind: str) -> Path:
        return self.folder / f"{kind}.json"

    def _read(self, kind: str) -> dict[str, Any]:
        with suppress(OSError):  # another program has it for a moment
            self._known[kind] = self._held(kind) or {}
        return self._known.get(kind, {})

    def _held(self, kind: str) -> dict[str, Any] | None:
        """Return what the file holds, None if that makes no sense; OSError: it is there and cannot be read."""
        try:
            entries = json.loads(self._file(kind).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError):
            return None
        return entries if isinstance(entries, dict) else None

    def _write(self, kind: str, wishes: dict[str, Wish]) -> bool:
        """Put what is wished into the file; False where it cannot be written, or read before.

        A full or read-only disk must not stop the work on the episode.
        """
        try:
            self._put(kind, wishes)
        except OSError:
            return False
        return True

    def _put(self, kind: str, wishes: dict[str, Wish]) -> None:
        """Put what is wished into the file as it is now: another program may have written it meanwhile.

        Whatever hinders the reading may pass: the disk of a network, a program that has the file for a moment.
        """
        file = self._file(kind)
        there = patiently(lambda: self._held(kind), passes=lambda _: True)
        entries = _fulfilled(there or {}, wishes)
        if entries == there:
            return
        if there is None:
            patiently(lambda: file.replace(file.with_suffix(_DAMAGED)))
        with suppress(RecursionError):
            text = json.dumps(entries, indent=1)  # in ASCII: a file's name may be no text
            write_whole(file, text.encode())


def _fulfilled(entries: dict[str, Any], wishes: dict[str, Wish]) -> dict[str, Any]:
    """Return the entries with what is wished."""
    found = dict(entries)
    for key, wish in wishes.items():
        if wish.anew:
            found.pop(key, None)  # it was forgotten, and comes last again
        entry = wish.entry(found.get(key))
        if entry is None:
            found.pop(key, None)
        else:
            found[key] = entry
    return found


def _plain(value: Any) -> Any:
    """Return a value as it comes back from JSON, of its own: nobody else can change it."""
    return value if isinstance(value, str) else json.loads(json.dumps(value))
