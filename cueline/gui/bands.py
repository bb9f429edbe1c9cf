"""What stands at the right of a section's band: its clip, and whether the two agree."""

from __future__ import annotations

from cueline.episode import Clip, Episode, format_span
from cueline.episode.clip_pairs import SectionClip, section_clips

MARK = "\N{WARNING SIGN}\ufe0e"


def band_texts(episode: Episode) -> dict[int, str]:
    """Return the text for each header's band: times and length of its clip, and a mark where they differ."""
    clips = {found.header: found for found in section_clips(episode)}
    texts: dict[int, str] = {}
    for section in episode.sections:
        if section.header is not None:
            own = _span(episode, section.start, section.end)
            found = clips.get(section.header)
            texts[section.header] = (
                own if found is None else _text(episode, section.title, found, own)
            )
    return texts


def _text(episode: Episode, title: str, found: SectionClip, own: str) -> str:
    clip = episode.clips[found.clip] if found.clip is not None else None
    if not isinstance(clip, Clip) or clip.start is None:
        return f"{MARK} no clip · {own}" if own else ""
    text = _span(episode, clip.start, clip.end)
    if clip.name != title:
        return f"{MARK} clip “{clip.name}” · {text}"
    return f"{MARK} clip {text}" if found.faults else text


def _span(episode: Episode, start: float | None, end: float | None) -> str:
    if start is None:
        return ""
    if end is None or end < start:
        return episode.clock.format(start)
    times = f"{episode.clock.format(start)}–{episode.clock.format(end)}"
    return f"{times} · {format_span(end - start)}"
