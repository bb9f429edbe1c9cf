"""The transcript for podcast players (Podcasting 2.0)."""

from __future__ import annotations

from cueline.episode import Episode
from cueline.io.formats.cues import Cue, timed
from cueline.io.formats.exported import Exported, Options
from cueline.io.formats.json_data import as_json, number

VERSION = "1.0.0"


class TranscriptJson:
    """The file that `<podcast:transcript>` names: JSON transcript 1.0.0 of the podcast namespace.

    A segment is what one speaker says in a cue: `speaker` (if there is one), `startTime`, `endTime` and `body`,
    its paragraphs on lines of their own.
    """

    name = "transcript-json"
    label = "Podcast transcript (JSON)"
    suffix = ".transcript.json"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the file; SaveError where no line has a time."""
        track = timed(episode, options)
        segments = [segment for cue in track.cues for segment in _segments(cue, options)]
        return Exported(as_json({"version": VERSION, "segments": segments}), track.notes)


def _segments(cue: Cue, options: Options) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for speaker, texts in cue.turns():
        name = options.name_of(speaker)
        made.append({
            **({"speaker": name} if name else {}),
            "startTime": number(cue.start),
            "endTime": number(cue.end),
            "body": "\n".join(texts),
        })  # fmt: skip
    return made
