"""Rules about what stands in a line: spaces, doubled words, stray signs, lines that are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from cueline.episode import edits
from cueline.episode.checks.case import Case
from cueline.episode.checks.problem import Fix, Found
from cueline.episode.questions import plain_name
from cueline.episode.values import EditError, Episode, Header, Line

_DOUBLE = re.compile(r"(?<=\S) {2,}(?=\S)")
_JOINERS = r"(?<![^\x00-\x7f])[\u200c\u200d](?![^\x00-\x7f])"
_NOTHING = re.compile(rf"[\u200b\u2060\ufeff\u180e]|{_JOINERS}")
_ODD_SPACE = re.compile(r"[\t\x0b\x0c\xa0\u1680\u2000-\u200a\u202f\u205f]|(?<![^\x00-\x7f])\u3000")
_BREAK = re.compile(r"\s*[\r\n\x85\u2028\u2029]\s*")
_WORDS = ("the", "a", "to", "of", "in", "and", "is", "I", "for", "it")
_DOUBLED = re.compile(rf"(?<![\w'’-])({'|'.join(_WORDS)})(?:\s+\1)+(?![\w'’-])", re.IGNORECASE)
_PAIRS = tuple(f"{word} {word}" for word in map(str.casefold, _WORDS))
_LOOSE = re.compile(r" +(?=[,.;?!](?![\w.]))")
_SIGNS = ",.;?!"
_JOINED = re.compile(r"[.?!,][^\W\d_]")
_CLOSING = ")]\"”'’%"
_WORD = re.compile(r"[^\W\d_]['’\w]*")
_ENDINGS = frozenset(
    "ru com io ai js net org de co uk me dev tv app py club clubs md txt csv pdf json html ipynb sh swift".split()
)
_UNUSUAL = "\t\v\f\xa0\u1680\u180e\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200E))
)
_LINE_ENDS = "\r\n\x85\u2028\u2029"
_TIME = r"[\[(]*(?P<time>(?:\d{1,2} ?: ?)?\d{1,3} ?\d? ?: ?[0-5]\d)[\])]*"
_TIME_ALONE = re.compile(rf"{_TIME}\s*(?:(?:\n|(?<=\s))(?P<name>[^\n]{{1,40}}))?")
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*:?")
_SHOWN = 24


def double_space(case: Case) -> Iterator[Found]:
    """Find two or more spaces inside a line."""
    if not case.says("  "):
        return
    for place, line in case.lines:
        if "  " in line.text and _DOUBLE.search(line.text):
            count = len(_DOUBLE.findall(line.text))
            message = f"Two spaces stand together{_times(count)}."
            yield _mended(place, line.text, message, _one_space, "Make it one space", safe=True)


def invisible_space(case: Case) -> Iterator[Found]:
    """Find spaces that are not the usual one, and spaces that nobody sees."""
    headers = "\0".join(header.text for _, header in case.headers)
    if not case.says(*_UNUSUAL) and not any(space in headers for space in _UNUSUAL):
        return
    for place, item in enumerate(case.ep.items):
        text = item.text if isinstance(item, Line | Header) else ""
        if not text.isprintable() and _seen(text) != text:
            message = "There is a space that is not the usual one, or one that nobody sees."
            yield _mended(place, text, message, _seen, "Make it a usual space", safe=True)


def line_break_inside(case: Case) -> Iterator[Found]:
    """Find line ends inside a line's text."""
    if not case.says(*_LINE_ENDS):
        return
    for place, line in case.lines:
        if _BREAK.search(line.text.strip()):
            label = "Put a space there"
            yield _mended(place, line.text, "The text has a line break inside.", _unbroken, label)


def leading_equals(case: Case) -> Iterator[Found]:
    """Find texts that start with `=`."""
    for place, line in case.lines:
        if line.text.startswith("="):
            message = "The text starts with “=”."
            yield _mended(place, line.text, message, _without_equals, "Take it away", safe=True)


def doubled_word(case: Case) -> Iterator[Found]:
    """Find small words that stand twice, of those that nobody says twice on purpose."""
    if not any(map(_may_double, case.passages)):
        return
    for place, line in case.lines:
        found = _DOUBLED.search(line.text) if _may_double(line.text) else None
        if found:
            message = f"“{found[0]}”: the word stands twice."
            yield _mended(place, line.text, message, _said_once, "Say it once")


def space_before_punctuation(case: Case) -> Iterator[Found]:
    """Find a space before a comma, dot, semicolon, question or exclamation mark."""
    if not case.says(*(f" {sign}" for sign in _SIGNS)):
        return
    for place, line in case.lines:
        found = _LOOSE.search(line.text)
        if found:
            message = f"There is a space before “{line.text[found.end()]}”{_near(line.text, found.end())}."
            yield _mended(place, line.text, message, _tight, "Take it away")


def missing_space(case: Case) -> Iterator[Found]:
    """Find a sentence that begins without a space before it."""
    for place, line in case.lines:
        ends = _places_to_open(line.text)
        if ends:
            message = f"A space is missing{_near(line.text, ends[0])}."
            yield _mended(place, line.text, message, _opened, "Put it there")


def line_empty(case: Case) -> Iterator[Found]:
    """Find lines without text."""
    for place, line in case.lines:
        if not line.text.strip():
            fix = Fix("Delete the line", partial(_deleted, index=place, was=line))
            about = f"{line.speaker} {line.label}"
            yield Found("The line has no text.", place, (fix,), about)


def line_is_name(case: Case) -> Iterator[Found]:
    """Find lines whose whole text is a first name of host or guest, or a time: rests of another form."""
    for place, line in case.lines:
        text = line.text.strip()
        if not text or len(text) > 60:
            continue
        time = _TIME_ALONE.fullmatch(text)
        if time is not None and not _names_nobody(case, time):
            yield Found("The line is only a time.", place, _fixes_of_rest(case, place, ""), text)
        elif _NAME.fullmatch(text) and plain_name(text) in case.first_names:
            message = f"The line is only a name, “{text}”."
            yield Found(message, place, _fixes_of_rest(case, place, text.rstrip(":")), text)


def _names_nobody(case: Case, time: re.Match[str]) -> bool:
    """Tell whether what stands after a time on the same line is no name."""
    name = time["name"]
    if name is None or "\n" in time[0]:
        return False
    return plain_name(name.rstrip(":")) not in {
        *case.first_names,
        *map(plain_name, case.speakers),
    }


def _fixes_of_rest(case: Case, place: int, name: str) -> tuple[Fix, ...]:
    line, after = case.line(place), case.line(place + 1)
    fixes = [Fix("Delete the line", partial(_deleted, index=place, was=line))]
    if name and after is not None and not after.speaker.strip():
        edit = partial(_name_given, index=place, was=line, name=name)
        fixes.insert(0, Fix("Make it the speaker of the next line", edit))
    return tuple(fixes)


def _name_given(ep: Episode, index: int, was: Line | None, name: str) -> Episode:
    return _deleted(edits.set_speaker(ep, index + 1, name), index, was)


def _deleted(ep: Episode, index: int, was: Line | None) -> Episode:
    if not 0 <= index < len(ep.items) or ep.items[index] != was:
        raise EditError("The line has changed meanwhile.")
    return edits.delete_items(ep, index, index)


def _mended(
    place: int,
    text: str,
    message: str,
    better: Callable[[str], str],
    label: str,
    *,
    safe: bool = False,
) -> Found:
    return Found(message, place, (Fix(label, _Rewritten(place, better), safe),), text)


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """Write the text of an item as `better` makes it, whatever it is by now. There may be very many."""

    index: int
    better: Callable[[str], str]

    def __call__(self, ep: Episode) -> Episode:
        item = ep.items[self.index] if 0 <= self.index < len(ep.items) else None
        if not isinstance(item, Line | Header):
            raise EditError("The line has changed meanwhile.")
        return edits.set_text(ep, self.index, self.better(item.text))


def _one_space(text: str) -> str:
    return _DOUBLE.sub(" ", text)


def _seen(text: str) -> str:
    return _ODD_SPACE.sub(" ", _NOTHING.sub("", text))


def _unbroken(text: str) -> str:
    return _BREAK.sub(" ", text.strip())


def _without_equals(text: str) -> str:
    return text.lstrip("=").lstrip()


def _said_once(text: str) -> str:
    return _DOUBLED.sub(r"\1", text)


def _tight(text: str) -> str:
    return _LOOSE.sub("", text)


def _opened(text: str) -> str:
    for place in reversed(_places_to_open(text)):
        text = f"{text[:place]} {text[place:]}"
    return text


def _may_double(text: str) -> bool:
    """Tell fast whether one of the words may stand twice: all but a few texts need not be looked at closer."""
    small = text.casefold()
    if "  " in small or "\n" in small:
        small = " ".join(small.split())
    return any(pair in small and _stands_alone(small, pair) for pair in _PAIRS)


def _stands_alone(text: str, pair: str) -> bool:
    place = text.find(pair)
    while place >= 0:
        around = text[max(0, place - 1) : place] + text[place + len(pair) : place + len(pair) + 1]
        if not any(letter.isalnum() for letter in around):
            return True
        place = text.find(pair, place + 1)
    return False


def _places_to_open(text: str) -> list[int]:
    """Return where a space is missing: after a sign, before a capitalised word that is not of a name or address."""
    found = (match.start() + 1 for match in _JOINED.finditer(text))
    return [place for place in found if _begins_a_sentence(text, place)]


def _begins_a_sentence(text: str, place: int) -> bool:
    word = _WORD.match(text, place)
    if word is None or not _is_capitalised(word[0]) or word[0].casefold() in _ENDINGS:
        return False
    start = max(text.rfind(space, 0, place) for space in " \n\t") + 1
    before, whole = text[start:place].rstrip(".?!,"), text[start:].split(maxsplit=1)[0]
    if not before or not (before[-1].isalnum() or before[-1] in _CLOSING):
        return False
    if any(mark in whole for mark in ("://", "www.", "@", "/", "\\", "`", "_")):
        return False
    return not _is_name(before, text[place - 1])


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and (
        word in ("I", "A") or word[1:2].islower() or word[1:2] in ("'", "’")
    )


def _is_name(before: str, sign: str) -> bool:
    """Tell whether a word before a dot makes it part of a name: `Mail.Ru`, `DataWorks.Club`, `Ph.D`, `U.S`."""
    last = re.split(r"[^\w.]", before)[-1]
    if sign != ".":
        return False
    inner = any(letter.isupper() for letter in last[1:]) and not last.isupper()
    return inner or "." in last or len(last) == 1


def _times(count: int) -> str:
    return f", {count} times" if count > 1 else ""


def _near(text: str, place: int) -> str:
    """Say where in a text a place is, by the words around it."""
    first, last = max(0, place - _SHOWN), place + _SHOWN
    left = text[first:place] if not first else text[first:place].partition(" ")[2]
    right = text[place:last] if last >= len(text) else text[place:last].rpartition(" ")[0]
    return f": “{left}{right}”"
