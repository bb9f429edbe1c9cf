"""WebVTT subtitles."""

from __future__ import annotations

from cueline.episode import Episode
from cueline.io.formats.cues import Cue, timed, with_words
from cueline.io.formats.exported import Exported, Options
from cueline.io.formats.srt import clock

SECTION = "Section: "
"""How a note begins that is the title of a section."""


class Vtt:
    """Subtitles in WebVTT's form: every paragraph in a voice span, `<v Ana>`, section titles as notes.

    `&`, `<` and `>` are escaped, so a text comes back as it was and never is a tag or an arrow. In a note, which
    has no escapes, an arrow `-->` becomes `→`.
    """

    name = "vtt"
    label = "Subtitles (WebVTT)"
    suffix = ".vtt"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the subtitles; SaveError where no line has a time."""
        track = timed(episode, options)
        blocks = ["WEBVTT\n"]
        for cue in with_words(track.cues):
            times = f"{clock(cue.start, '.')} --> {clock(cue.end, '.')}"
            blocks += [*map(_note, filter(None, cue.titles)), f"{times}\n{_text(cue, options)}\n"]
        blocks += map(_note, filter(None, track.closing))
        return Exported("\n".join(blocks), track.notes)


def _note(title: str) -> str:
    return f"NOTE {SECTION}{title.replace('-->', '→')}\n"


def _text(cue: Cue, options: Options) -> str:
    lines = [
        _span(options.name_of(speaker), text) for speaker, texts in cue.turns() for text in texts
    ]
    return "\n".join(lines)


def _span(name: str, text: str) -> str:
    return f"<v {escaped(name)}>{escaped(text)}</v>" if name else escaped(text)


def escaped(text: str) -> str:
    """Return the text with WebVTT's special characters written out."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
