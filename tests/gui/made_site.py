"""A small site of our own: episodes with words to find, one that does not parse, and a page that is none."""

from __future__ import annotations

from pathlib import Path

HEAD = """---
title: {title}
season: {season}
episode: {number}
guests: [{guest}]
links:
  youtube: https://www.youtube.com/watch?v={film}
transcript:
"""
LINE = "- line: {text}\n  sec: {seconds}\n  time: '{minute}:{second:02d}'\n  who: {who}\n"
PAGE = "# About us\n\nNobody speaks here.\n"
BROKEN = '---\ntitle: "Never closed\nseason: 1\nepisode: 1\ntranscript:\n- line: hello\n---\n'


def episode(title: str, season: int, number: int, guest: str, *texts: str) -> str:
    """Return an episode whose lines are 10 s apart, said by host and guest in turn."""
    film = f"film{season:03d}x{number:03d}"
    head = HEAD.format(title=title, season=season, number=number, guest=guest, film=film)
    lines = (
        LINE.format(
            text=text,
            seconds=place * 10,
            minute=place // 6,
            second=place % 6 * 10,
            who=("Ada", guest.title())[place % 2],
        )
        for place, text in enumerate(texts)
    )
    return f"{head}{''.join(lines)}---\n"


def make_site(folder: Path) -> Path:
    """Write the site and return its folder."""
    podcast = folder / "_podcast"
    podcast.mkdir(parents=True)
    (podcast / "bees.md").write_text(
        episode("Bees in town", 2, 1, "berta", "Welcome back.", "Bees like teh roofs of towns.")
    )
    (podcast / "maps.md").write_text(
        episode("Maps by hand", 2, 10, "carla", "Who draws maps?", "I  do, with a pen.", "Why?")
    )
    (podcast / "wind.md").write_text(
        episode("Wind at sea", 1, 2, "dora", "The wind is loud.", "It is louder at sea.")
    )
    (podcast / "lost.md").write_text(BROKEN)
    (folder / "about.md").write_text(PAGE)
    return folder
