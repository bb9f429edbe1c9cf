"""What came along with an edit, in words for the status line."""

from __future__ import annotations

from cueline.episode import Clip, Episode

_NAMED = 2
_LONGEST = 40


def with_clips(old: Episode, new: Episode, but: int | None = None) -> str:
    """Say which clips an edit of something else changed: `, with the clip *Early roles*`; "" if none.

    `but` is the clip that was to be changed itself.
    """
    if old.clips is new.clips:
        return ""
    known = {clip.origin: clip for place, clip in enumerate(old.clips) if place != but}
    changed = [
        clip
        for clip in new.clips
        if isinstance(clip, Clip)
        and clip.origin is not None
        and known.get(clip.origin, clip) != clip
    ]
    if not changed:
        return ""
    if len(changed) > _NAMED:
        return f", with {len(changed)} clips"
    names = " and ".join(f"*{_short(clip.name)}*" for clip in changed)
    return f", with the clip{'s' if len(changed) > 1 else ''} {names}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
