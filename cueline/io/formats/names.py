"""Which words before a colon are names, where they come once only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cueline.episode import Header
from cueline.episode.voices import is_known
from cueline.io.formats.imported import Imported
from cueline.io.formats.voices import Said, items_from, looks_like_name, named, names_in

_LEFT = "Left in the text, as it comes once only and may be no name: "
_LOWER_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Words that begin a cue once and may be a name; `likely` where other cues have names and it is no plain word."""

    name: str
    likely: bool


def doubtful_names(parts: Sequence[Said | Header]) -> tuple[Doubtful, ...]:
    """Return the words that come once, at the start of a cue, and look like a name."""
    counts = names_in(parts)
    others = any(count > 1 for count in counts.values())
    begins = [name for name in _first_names(parts) if counts[name] == 1 and looks_like_name(name)]
    plain = _plain_words(parts) if begins and others else frozenset[str]()
    return tuple(
        Doubtful(name, others and not set(name.casefold().split()) <= plain) for name in begins
    )


def settled(
    imported: Imported, known: Sequence[str] = (), chosen: Mapping[str, bool] | None = None
) -> Imported:
    """Return what was imported with its lines begun by what is a name, and a notice on what was left in the text.

    A name counts if it comes twice, or is the very first word, or one of the `known` names of the episode; of
    others that look like names, those that are likely, or as `chosen` says (True: it is a name).
    """
    counts = names_in(imported.parts)
    once = [name for name, count in counts.items() if count == 1]
    if not once:
        return imported
    names = {name for name in counts if counts[name] > 1 or is_known(name, known)}
    names |= {doubt.name for doubt in doubtful_names(imported.parts) if doubt.likely}
    for name, wanted in (chosen or {}).items():
        (names.add if wanted else names.discard)(name)
    notices = tuple(notice for notice in imported.notices if not notice.startswith(_LEFT))
    left = _left([name for name in once if name not in names])
    items = tuple(items_from(imported.parts, names))
    return replace(imported, items=items, notices=(*notices, *left))


def _left(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    shown = ", ".join(f"“{name}:”" for name in names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (f"{_LEFT}{shown}{more}.",)


def _first_names(parts: Iterable[Said | Header]) -> Iterable[str]:
    for cue in parts:
        if isinstance(cue, Said) and cue.speaker is None:
            first = next((text for text in cue.texts if text.strip()), "")
            found = named(first)
            if found is not None:
                yield found[0]


def _plain_words(parts: Iterable[Said | Header]) -> frozenset[str]:
    """Return the words that are written small somewhere: “Remember” is no name where “remember” is said too."""
    said = (part for part in parts if isinstance(part, Said))
    words = (word for cue in said for text in cue.texts for word in _LOWER_WORD.findall(text))
    return frozenset(word for word in words if word.islower())
