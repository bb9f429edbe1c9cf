"""The episode as data, for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite

from cueline.episode import Clip, Episode, Line, Section, Value
from cueline.io.formats.cues import Track, track
from cueline.io.formats.exported import Exported, Options, left_out

VERSION = 1


class JsonData:
    """One JSON object, in UTF-8; times in seconds, null where there is none.

    - `version`: 1; it grows when a key changes its meaning
    - `fields`: the front matter without transcript and clips, as it stands there
    - `sections`: list of `title` ("" before the first header), `start`, `end` and `lines`, a list of `text`,
      `speaker`, `start`, `end` and `time` (as the file writes it, "" for none)
    - `clips`: list of `name`, `start`, `end`, `url`
    """

    name = "json"
    label = "Data (JSON)"
    suffix = ".json"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the object as text."""
        cues = track(episode, options)
        clips = [clip for clip in episode.clips if isinstance(clip, Clip)]
        data = {
            "version": VERSION,
            "fields": plain(episode.fields),
            "sections": [_section(episode, section, cues) for section in episode.sections],
            "clips": [
                {"name": c.name, "start": number(c.start), "end": number(c.end), "url": c.url}
                for c in clips
            ],
        }
        lost = len(episode.clips) - len(clips)
        odd = (f"{lost} of the clips are no clips and were left out.",) if lost else ()
        return Exported(as_json(data), (*left_out(episode), *odd))


def _section(episode: Episode, section: Section, cues: Track) -> dict[str, object]:
    lines = episode.items[section.first : section.last + 1]
    return {
        "title": section.title,
        "start": number(section.start),
        "end": number(section.end),
        "lines": [_line(line, cues) for line in lines if isinstance(line, Line)],
    }


def _line(line: Line, cues: Track) -> dict[str, object]:
    return {
        "text": line.text,
        "speaker": line.speaker,
        "start": number(line.start),
        "end": None if line.start is None else number(cues.end_of(line.start)),
        "time": line.label,
    }


def plain(value: Value) -> object:
    """Return a field's value as JSON knows it; what is no number there (`.nan`) becomes null."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def number(seconds: float | None) -> float | None:
    """Return the seconds, whole ones without a fraction: 338, not 338.0."""
    if seconds is None or seconds != int(seconds):
        return seconds
    return int(seconds)


def as_json(data: object) -> str:
    """Write data as JSON that people can read as well."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
