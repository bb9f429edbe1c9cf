"""What stands at the right of a section's band: its clip, and whether the two agree."""

from __future__ import annotations

from cueline.episode import Clip, Episode, Section, format_span

MARK = "\N{WARNING SIGN}\ufe0e"


def band_texts(episode: Episode) -> dict[int, str]:
    """Return the text for each header's band: times and length of its clip, and a mark where they differ."""
    clips = [clip for clip in episode.clips if isinstance(clip, Clip)]
    by_name = {clip.name: clip for clip in reversed(clips)}
    by_start = {clip.start: clip for clip in reversed(clips) if clip.start is not None}
    first = clips[0] if clips else None
    texts: dict[int, str] = {}
    for section in episode.sections:
        if section.header is not None:
            clip = _clip_of(section, by_name, by_start)
            texts[section.header] = _text(episode, section, clip, first, any_clips=bool(clips))
    return texts


def _clip_of(
    section: Section, by_name: dict[str, Clip], by_start: dict[float, Clip]
) -> Clip | None:
    named = by_name.get(section.title)
    if section.start is None:
        return named
    there = by_start.get(section.start)
    if there is not None and there.name == section.title:
        return there
    return named or there


def _text(
    episode: Episode, section: Section, clip: Clip | None, first: Clip | None, *, any_clips: bool
) -> str:
    if clip is None or clip.start is None:
        text = _span(episode, section.start, section.end)
        return f"{MARK} no clip · {text}" if any_clips and text else text
    text = _span(episode, clip.start, clip.end)
    if clip.name != section.title:
        return f"{MARK} clip “{clip.name}” · {text}"
    early = clip is first and clip.start <= (section.start or 0.0)
    if section.start is not None and clip.start != section.start and not early:
        return f"{MARK} clip {text}"
    return text


def _span(episode: Episode, start: float | None, end: float | None) -> str:
    if start is None:
        return ""
    if end is None or end < start:
        return episode.clock.format(start)
    times = f"{episode.clock.format(start)}–{episode.clock.format(end)}"
    return f"{times} · {format_span(end - start)}"
