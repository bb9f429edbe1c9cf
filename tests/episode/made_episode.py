"""One small episode, as a file with whole seconds gives it."""

from __future__ import annotations

from typing import Any

from cueline.episode import Clip, Clock, Episode, Header, Line, Map, Other

URL = "https://www.youtube.com/watch?v=abc"


def line(origin, text, speaker="", start=None, label="", **more):
    """Make a line as it is read: its source time beside its time."""
    return Line(text, speaker, start, label, origin=origin, source_time=(start, label), **more)


def item(ep: Episode, index: int) -> Any:
    """Return an item, of whatever kind it is."""
    return ep.items[index]


def clip(ep: Episode, index: int) -> Any:
    """Return a clip, of whatever kind it is."""
    return ep.clips[index]


def made_episode(**changes: Any) -> Episode:
    """Return the episode; `changes` are fields of `Episode` that differ."""
    parts: dict[str, Any] = {
        "items": (
            Header("Introduction", origin=0),
            line(1, "Hi, and welcome.", "Ana", 0, "0:00"),
            line(2, "Thank you – it is 😀 good to be here.", "Bo", 338, "5:38"),
            line(3, "There is more.", "Bo", 338, "5:38"),
            line(4, "And it goes on.", "Bo"),
            Header("Career", origin=5),
            line(6, "How did it begin?", "Ana", 400, "6:40"),
            line(7, "Late.", "Bo", 3608, "60:08"),
            Other("a list of 2", origin=8),
            line(9, "Bye.", "Ana", 3700, "1:01:40"),
        ),
        "clips": (
            Clip("Introduction", 0, 338, f"{URL}&t=0", origin=0),
            Clip("Thanks", 338, 400, f"{URL}&t=338", origin=1),
            Clip("Career", 400, 3700, f"{URL}&t=400", origin=2),
        ),
        "fields": Map(
            {"title": "T", "links": Map({"youtube": URL, "apple": "TODO"}), "topics": ("a", "b")}
        ),
        "clock": Clock(),
    }
    return Episode(**{**parts, **changes})
