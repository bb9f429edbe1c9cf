"""Who asks the questions, and headers that stand between a question and its answer."""

from __future__ import annotations

from collections import Counter
from functools import partial

from cueline.episode.headers import header_time, move_headers
from cueline.episode.proposals import Proposal, Suggestion
from cueline.episode.values import EditError, Episode, Header, Item, Line

MOVED = "Moved headers"


def hosts(ep: Episode) -> frozenset[str]:
    """Return who leads the talk: of the speakers who are not among the guests the one who asks most questions."""
    asked = Counter(
        item.speaker
        for item in ep.items
        if isinstance(item, Line) and item.speaker.strip() and is_question(item.text)
    )
    known = [plain_name(name) for name in guests(ep)]
    found = next((name for name, _ in asked.most_common() if not _is_guest(name, known)), None)
    return frozenset() if found is None else frozenset((found,))


def guests(ep: Episode) -> list[str]:
    """Return the guests as the file names them."""
    named = ep.fields.get("guests")
    names = named if isinstance(named, tuple) else (named,)
    return [name for name in names if isinstance(name, str)]


def plain_name(name: str) -> str:
    """Return a name as names are compared: letters and digits only, small."""
    return "".join(filter(str.isalnum, name.casefold()))


def is_question(text: str) -> bool:
    """Tell whether the text ends in a question mark, closing quotes and brackets passed over."""
    return text.rstrip().rstrip("\"'”’»)]*_").endswith("?")


def question_above(ep: Episode, header: int, leaders: frozenset[str] | None = None) -> int | None:
    """Return where the question's turn begins that the header cuts off from its answer; None if it does not.

    `leaders`: the hosts, where the caller knows them already.
    """
    leaders = hosts(ep) if leaders is None else leaders
    before, after = _line(ep, header - 1), _line(ep, header + 1)
    if before is None or after is None or not is_question(before.text):
        return None
    if before.speaker not in leaders or not after.speaker.strip() or after.speaker in leaders:
        return None
    first = header - 1
    while (line := _line(ep, first - 1)) is not None and line.speaker == before.speaker:
        first -= 1
    return first


def move_to_question(ep: Episode, header: int) -> Episode:
    """Move a header that stands between a question and its answer before the question's turn.

    A clip edge at its old time goes along. EditError where it does not stand so.
    """
    to = question_above(ep, header)
    if to is None:
        raise EditError("This header does not stand between a host's question and its answer.")
    return move_headers(ep, {header: to})


def propose_moves_to_questions(ep: Episode) -> Proposal:
    """Propose to move every header between a question and its answer before the question's turn.

    Off by default where a section would be left without lines: one whose only lines are the question.
    """
    leaders, moves = hosts(ep), dict[int, int]()
    for place, item in enumerate(ep.items):
        to = question_above(ep, place, leaders) if isinstance(item, Header) else None
        if to is not None:
            moves[place] = to

    def build(chosen: frozenset[int]) -> Episode:
        wanted = list(moves)
        return move_headers(ep, {wanted[i]: moves[wanted[i]] for i in chosen})

    suggestions = tuple(map(partial(_suggestion, ep), moves, moves.values()))
    return Proposal("move headers to their questions", suggestions, build)


def _suggestion(ep: Episode, header: int, to: int) -> Suggestion:
    item = ep.items[header]
    times = [header_time(ep, place) for place in (header, to - 1)]
    was, now = (ep.clock.format(t) if t is not None else "no time" for t in times)
    said, empties = _line(ep, header - 1), to > 0 and isinstance(ep.items[to - 1], Header)
    reason = f"{said.speaker if said else ''} asks: “{_short(said.text if said else '')}”"
    if empties:
        reason += " The section above has no other lines, and would be left empty."
    title = item.text if isinstance(item, Header) else ""
    return Suggestion(MOVED, title, was, now, reason, header, on=not empties)


def _short(text: str) -> str:
    """Return the end of a question, short enough for a list."""
    return text if len(text) <= _SHORT else "…" + text[-_SHORT:].partition(" ")[2]


_SHORT = 90


def _line(ep: Episode, place: int) -> Line | None:
    item: Item | None = ep.items[place] if 0 <= place < len(ep.items) else None
    return item if isinstance(item, Line) else None


def _is_guest(speaker: str, known: list[str]) -> bool:
    """Tell whether a speaker is a guest: files name speakers `Ana`, guests `anabelo` or `Ana Belo`."""
    name = plain_name(speaker)
    return bool(name) and any(guest.startswith(name) for guest in known)
