"""What the program remembers between runs: small JSON files in the folder for application data, not in a repository."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from cueline.atomic_file import write_whole


class Store:
    """Small values by kind and key; each kind is one JSON file that is replaced whole.

    A file that is missing or damaged counts as empty: nothing in here is worth stopping for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def for_app(cls) -> Store:
        """Return the store of this user: `$CUELINE_DATA`, or the platform's folder for application data."""
        chosen = os.environ.get("CUELINE_DATA")
        if chosen:
            return cls(Path(chosen))
        import platformdirs

        return cls(platformdirs.user_data_path("Cueline", appauthor=False))

    def recall(self, kind: str, key: str) -> dict[str, Any]:
        """Return what was remembered under `kind` and `key`; an empty dict if nothing was."""
        entry = self._read(kind).get(key)
        return entry if isinstance(entry, dict) else {}

    def remember(self, kind: str, key: str, **values: Any) -> None:
        """Keep `values` (anything JSON holds) beside what is already known under `kind` and `key`."""
        entries = self._read(kind)
        old = entries.get(key)
        new = {**(old if isinstance(old, dict) else {}), **values}
        if new != old:
            self._write(kind, {**entries, key: new})

    def forget(self, kind: str, key: str) -> None:
        """Drop everything under `kind` and `key`."""
        entries = self._read(kind)
        if entries.pop(key, None) is not None:
            self._write(kind, entries)

    def keys(self, kind: str) -> list[str]:
        """Return the keys that hold something, in the order in which they were first remembered."""
        return list(self._read(kind))

    def _file(self, kind: str) -> Path:
        return self.folder / f"{kind}.json"

    def _read(self, kind: str) -> dict[str, Any]:
        try:
            entries = json.loads(self._file(kind).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return entries if isinstance(entries, dict) else {}

    def _write(self, kind: str, entries: dict[str, Any]) -> None:
        text = json.dumps(
            entries, indent=1
        )  # in ASCII: the name of a file may hold bytes that are no text
        try:
            write_whole(self._file(kind), text.encode())
        except OSError:
            # A full or read-only disk must not stop the work on the episode; the value is only not remembered.
            return
