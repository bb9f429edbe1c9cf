"""Text as a search takes it: without case, accents, kinds of quotes, soft line breaks and what cannot be seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_QUOTES = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict(zip("ıłøđħ", "ilodh", strict=True)),
    "…": "...",
}
_ACCENTS = range(0x300, 0x370)


class _Folds(dict[int, str]):
    """What each character becomes; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        small = _QUOTES.get(character)
        if small is None:
            parts = unicodedata.normalize("NFKD", character.casefold()).casefold()
            small = "".join(_QUOTES.get(c, c) for c in parts if ord(c) not in _ACCENTS)
        self[code] = small
        return small


_FOLDS = _Folds()


def folded(text: str) -> str:
    """Return the text as it is compared: two texts that only look different become the same one.

    White space of any kind and length is one space, none at the ends.
    """
    return " ".join(text.translate(_FOLDS).split())


def folded_lines(texts: Iterable[str]) -> str:
    """Return the texts as `folded` makes them, one a line: many at once take less time than one by one."""
    whole = "\n".join(text.replace("\n", " ") for text in texts).translate(_FOLDS)
    return "\n".join(" ".join(line.split()) for line in whole.split("\n"))


def folded_places(text: str) -> tuple[str, list[int]]:
    """Return the text as `folded` does, and for each of its characters the position in `text` that it comes from."""
    kept: list[str] = []
    places: list[int] = []
    gap: int | None = None
    for place, character in enumerate(text):
        for small in _FOLDS[ord(character)]:
            if small.isspace():
                gap = place if gap is None else gap
                continue
            if gap is not None and kept:
                kept.append(" ")
                places.append(gap)
            gap = None
            kept.append(small)
            places.append(place)
    return "".join(kept), places
