"""SubRip subtitles."""

from __future__ import annotations

from cueline.episode import Episode
from cueline.io.formats.cues import Cue, timed, with_words
from cueline.io.formats.exported import Exported, Options


class Srt:
    """Subtitles in SubRip's form: numbered cues, a speaker's name and a colon where another one begins to speak.

    SubRip has no escapes: `<` and `{` stay as they are, and an arrow `-->` becomes `→`.
    """

    name = "srt"
    label = "Subtitles (SubRip)"
    suffix = ".srt"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the subtitles; SaveError where no line has a time."""
        track = timed(episode, options)
        cues, before = with_words(track.cues), ""
        blocks: list[str] = []
        for number, cue in enumerate(cues, start=1):
            text = "\n".join(_paragraphs(cue, options, before)).replace("-->", "→")
            blocks.append(f"{number}\n{clock(cue.start)} --> {clock(cue.end)}\n{text}\n")
            before = cue.turns()[-1][0]
        return Exported("\n".join(blocks), track.notes)


def _paragraphs(cue: Cue, options: Options, before: str) -> list[str]:
    """Return the lines of a cue, named where the speaker is not `before`, who spoke last."""
    lines: list[str] = []
    for speaker, texts in cue.turns():
        name = options.name_of(speaker)
        named = f"{name}: {texts[0]}" if name and speaker != before else texts[0]
        lines += [named, *texts[1:]]
        before = speaker
    return lines


def clock(seconds: float, point: str = ",") -> str:
    """Write a time as subtitles do: `01:02:23,500`; hours have two digits or more."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}{point}{thousandths:03d}"
