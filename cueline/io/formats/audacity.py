"""Label tracks of Audacity."""

from __future__ import annotations

from cueline.episode import Episode
from cueline.io.formats.cues import Cue, timed, with_words
from cueline.io.formats.exported import Exported, Options


class Audacity:
    """A label track: start, end (seconds with six decimals) and text, with tabs between; a label for each cue."""

    name = "audacity"
    label = "Audacity labels"
    suffix = ".labels.txt"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the labels; SaveError where no line has a time."""
        track = timed(episode, options)
        labels = [
            f"{cue.start:.6f}\t{cue.end:.6f}\t{label_of(cue, options)}\n"
            for cue in with_words(track.cues)
        ]
        return Exported("".join(labels), track.notes)


def label_of(cue: Cue, options: Options) -> str:
    """Return what is said in a cue, as the text of its label: each turn after its speaker's name."""
    turns = [
        f"{options.name_of(speaker)}: {' '.join(texts)}" if speaker else " ".join(texts)
        for speaker, texts in cue.turns()
    ]
    return " ".join(turns).replace("\t", " ")
