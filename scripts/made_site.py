"""A small made-up site, for the picture of a folder: twelve episodes, some with faults, one that does not parse."""

from __future__ import annotations

from pathlib import Path

_SHOWN = (
    ("How rivers are measured", "22", "4", "mira"),
    ("A clock that never stops", "22", "3", "jonas"),
    ("Bread, salt and patience", "22", "2", "amina"),
    ("Good morning, lighthouse", "22", "1", "teodor"),
    ("Maps drawn by hand", "21", "6", "mira"),
    ("The night train to the coast", "21", "5", "lucia"),
    ("Bees on the roofs of the town", "21", "4", "amina"),
    ("Repairing old radios", "21", "3", "henrik"),
    ("Gardens under glass", "21", "2", "lucia"),
    ("Letters that came late", "21", "1", "jonas"),
    ("A morning in the archive", "20", "2", "teodor"),
)
_SAID = (
    "Good morning, and good to have you here. Where does the story begin?",
    "It begins with the water. In spring the river  rises by half a metre in a night.",
    "And who writes that down , every single day?",
    "For forty years it was my aunt. She walked to the bridge each morning before breakfast.",
    "Did she ever miss a day?",
    "Once, for a wedding. The neighbour went for her, and was late.",
    "What has changed since then?",
    "Now there is a sensor, but the the book is still kept by hand.",
    "I tried it myself last winter. By nine in the morning my fingers were blue.",
    "Was it worth it?",
    "Every page of it. You see things from the bridge that no sensor tells you.",
    "Such as the fog?",
    "The fog, yes, and the first boat of the morning, and who is on it.",
    "Then let us talk about the boats. How many are left?",
    "Three. One of them goes out every morning, the others when it is warm.",
    "Thank you for this conversation, and see you at the bridge.",
)
_HEAD = """---
title: {title}
season: {season}
episode: {number}
guests: [{guest}]
image: /images/{season}-{number}.jpg
ids: {{youtube: made{season}x{number}}}
links: {{youtube: 'https://www.youtube.com/watch?v=made{season}x{number}'}}
transcript:
"""
_LINE = "- line: '{text}'\n  sec: {seconds}\n  time: '{minute}:{second:02d}'\n  who: {who}\n"


def make_site(folder: Path) -> Path:
    """Write the site into `folder` and return it."""
    podcast = folder / "_podcast"
    podcast.mkdir(parents=True)
    for place, (title, season, number, guest) in enumerate(_SHOWN):
        head = _HEAD.format(title=title, season=season, number=number, guest=guest)
        first = place * 5 % len(_SAID)
        texts = (_SAID[first:] + _SAID[:first])[: 8 + place % 5]
        (podcast / f"s{season}e0{number}.md").write_text(f"{head}{_lines(texts, guest)}---\n")
    broken = _HEAD.format(title='"The last ferry', season="20", number="1", guest="henrik")
    (podcast / "s20e01.md").write_text(f"{broken}- line: A start\n---\n")
    (folder / "about.md").write_text("# About us\n")
    return folder


def _lines(texts: tuple[str, ...], guest: str) -> str:
    return "".join(
        _LINE.format(
            text=text,
            seconds=place * 19,
            minute=place * 19 // 60,
            second=place * 19 % 60,
            who=("Nora", guest.title())[place % 2],
        )
        for place, text in enumerate(texts)
    )
