"""The clips as soundbites for a podcast's feed."""

from __future__ import annotations

import re
from html import escape

from cueline.episode import Clip, Episode
from cueline.io.formats.exported import Exported, Options, one_line

LONGEST_TITLE = 128
SHORTEST, LONGEST = 15, 120
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Soundbites:
    """`<podcast:soundbite startTime="73.0" duration="60.0">Title</podcast:soundbite>`, one clip a line.

    They belong into the `<item>` of a feed that declares the namespace
    `xmlns:podcast="https://podcastindex.org/namespace/1.0"`. Its advice on titles (at most 128 characters) and
    lengths (15 to 120 s) does not hold for most clips; what goes past it is counted in the notes.
    """

    name = "soundbites"
    label = "Podcast soundbites (XML)"
    suffix = ".soundbites.xml"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the elements; SaveError where no clip has a start and an end."""
        clips = [clip for clip in episode.clips if isinstance(clip, Clip)]
        if not clips:
            raise options.refused(
                "There are no clips, and soundbites come from them. Make clips from the sections first."
            )
        spans = [(clip, *_span(clip, options.length)) for clip in clips]
        bites = [(clip, start, end - start) for clip, start, end in spans if end > start]
        if not bites:
            raise options.refused(
                "No clip has a start and an end after it, so there is no soundbite."
            )
        text = "".join(_element(clip.name, start, length) for clip, start, length in bites)
        return Exported(text, _notes(len(clips) - len(bites), bites))


def _span(clip: Clip, length: float | None) -> tuple[float, float]:
    """Return start and end of a clip; an end not after the start where one of them is not known."""
    if clip.start is None:
        return 0.0, 0.0
    end = length if clip.end is None else clip.end
    return clip.start, clip.start if end is None else end


def _element(name: str, start: float, length: float) -> str:
    title = escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", one_line(name)), quote=False)
    times = f'startTime="{_seconds(start)}" duration="{_seconds(length)}"'
    return (
        f"<podcast:soundbite {times}>{title}</podcast:soundbite>\n"
        if title
        else f"<podcast:soundbite {times} />\n"
    )


def _seconds(value: float) -> float:
    return round(float(value), 3)


def _notes(lost: int, bites: list[tuple[Clip, float, float]]) -> tuple[str, ...]:
    titles = sum(len(one_line(clip.name)) > LONGEST_TITLE for clip, _, _ in bites)
    odd = sum(not SHORTEST <= length <= LONGEST for _, _, length in bites)
    told = (
        (lost, "without a start and an end after it: left out"),
        (titles, f"with a name of more than {LONGEST_TITLE} characters, which players may cut off"),
        (odd, f"shorter than {SHORTEST} s or longer than {LONGEST} s, which players may pass over"),
    )
    return tuple(f"{_clips(count)} {what}." for count, what in told if count)


def _clips(count: int) -> str:
    return "1 clip" if count == 1 else f"{count} clips"
