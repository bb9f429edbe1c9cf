"""What stands at the right of a section's band: its clip, and whether the two agree."""

from __future__ import annotations

from cueline.episode import Clip, Episode, Header, format_span
from cueline.episode.clip_pairs import SectionClip, overlap_before, section_clips
from cueline.widgets.lines.band_info import BandInfo

NO_KEYS = ("", "")


def band_infos(episode: Episode, keys: tuple[str, str] = NO_KEYS) -> dict[int, BandInfo]:
    """Return what each header's band shows: times and length of its clip, and what is not in step.

    `keys`: those that mend the clip and play where the section begins, for the tool tips.
    """
    clips = {found.header: found for found in section_clips(episode)}
    infos: dict[int, BandInfo] = {}
    for section in episode.sections:
        if section.header is not None:
            own = _span(episode, section.start, section.end)
            found = clips.get(section.header)
            infos[section.header] = (
                BandInfo(own) if found is None else _info(episode, found, own, keys)
            )
    return infos


def fault_tips(infos: dict[int, BandInfo]) -> dict[int, str]:
    """Return the tool tips of the sections that are not in step, by their headers."""
    return {header: info.tip for header, info in infos.items() if info.fault}


def _info(episode: Episode, found: SectionClip, own: str, keys: tuple[str, str]) -> BandInfo:
    clip = episode.clips[found.clip] if found.clip is not None else None
    timed = isinstance(clip, Clip) and clip.start is not None
    text = (
        f"clip {_span(episode, clip.start, clip.end)}" if isinstance(clip, Clip) and timed else own
    )
    if not found.faults or (clip is None and not own):
        return BandInfo(text)
    return BandInfo(text, _fault(episode, found), "\n".join((*found.faults, _help(keys))).rstrip())


def _fault(episode: Episode, found: SectionClip) -> str:
    clip = episode.clips[found.clip] if found.clip is not None else None
    if not isinstance(clip, Clip):
        return "no clip"
    header = episode.items[found.header]
    over = overlap_before(episode, found.clip or 0)
    own = len(found.faults) - bool(over)
    if not own:
        return "overlaps the clip before" if over > 0 else "gap before the clip"
    if own > 1:
        return "name and start of the clip differ"
    if isinstance(header, Header) and clip.name != header.text:
        return f"clip “{clip.name}”"
    if clip.start is None:
        return "clip has no start"
    return f"clip starts at {episode.clock.format(clip.start)}"


def _help(keys: tuple[str, str]) -> str:
    mend, play = keys
    words = (mend and f"{mend} mends the clip", play and f"{play} plays where the section begins")
    return " · ".join(word for word in words if word)


def _span(episode: Episode, start: float | None, end: float | None) -> str:
    if start is None:
        return ""
    if end is None or end < start:
        return episode.clock.format(start)
    times = f"{episode.clock.format(start)}–{episode.clock.format(end)}"
    return f"{times} · {format_span(end - start)}"
