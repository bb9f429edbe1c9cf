"""Edits of the other front matter: values at a path, such as `("links", "youtube")` or `("topics", 2)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cueline.episode.field_order import place_of
from cueline.episode.values import EditError, Episode, Map, Path, Value, freeze

_OWN = {"transcript", "segments", "quotableClips"}


def set_field(ep: Episode, path: Sequence[str | int], value: object) -> Episode:
    """Set the field at `path` to `value`; None removes it.

    A new key goes where the others suggest (`field_order.place_of`). Missing mappings on the way are made; a list
    grows by its next position. EditError where the path leads
    through something that is neither, or into the transcript or the clips, which have edits of their own.
    """
    if not path or path[0] in _OWN or not isinstance(path[0], str):
        raise EditError("This part of the front matter is not a field.")
    fields = _set(ep.fields, tuple(path), freeze(value), inner=False)
    if not isinstance(fields, Map):
        raise EditError("The front matter has to stay a mapping.")
    return replace(ep, fields=fields)


def _set(container: Value, path: Path, value: Value, *, inner: bool = True) -> Value:
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        return _set_in_list(container, key, rest, value)
    if container is not None and not isinstance(container, Map):
        raise EditError(f"“{key}” cannot be set inside a value that has no names in it.")
    entries = dict(container or {})
    if not rest and value is None:
        if key not in entries:
            raise EditError(f"There is no “{key}” to remove.")
        del entries[key]
        return Map(entries)
    new = _set(entries.get(key), rest, value) if rest else value
    return Map({**entries, key: new} if key in entries else _with(entries, key, new, inner=inner))


def _with(entries: dict[str, Value], key: str, value: Value, *, inner: bool) -> dict[str, Value]:
    pairs = list(entries.items())
    pairs.insert(place_of(key, entries, inner=inner), (key, value))
    return dict(pairs)


def _set_in_list(container: Value, place: int, rest: Path, value: Value) -> Value:
    if container is not None and not isinstance(container, tuple):
        raise EditError("A position can only be set in a list.")
    entries = list(container or ())
    if not 0 <= place <= len(entries) or (place == len(entries) and not rest and value is None):
        raise EditError(f"The list has no position {place}.")
    if not rest and value is None:
        del entries[place]
        return tuple(entries)
    new = _set(entries[place] if place < len(entries) else None, rest, value) if rest else value
    entries[place : place + 1] = [new]
    return tuple(entries)
