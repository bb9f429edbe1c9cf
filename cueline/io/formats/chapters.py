"""Chapters for podcast players (Podcasting 2.0)."""

from __future__ import annotations

from cueline.episode import Clip, Episode
from cueline.io.formats.exported import Exported, Options
from cueline.io.formats.json_data import as_json, number
from cueline.io.formats.topics import Topic, topics

VERSION = "1.2.0"


class Chapters:
    """The file that `<podcast:chapters>` names: JSON chapters 1.2.0 of the podcast namespace.

    Each section is a chapter with `startTime`, `title`, `endTime` (the next start; of the last one the sound's
    length, if known) and the `url` of the clip
    that begins there or has its name. `title` is the episode's; its `image`, where
    that is a full address, is the `img` of every chapter.
    """

    name = "chapters"
    label = "Podcast chapters (JSON)"
    suffix = ".chapters.json"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the file; SaveError where no section has a title and a time."""
        listed = topics(episode, options)
        starts = [topic.start for topic in listed.found]
        last = options.length if options.length and options.length > starts[-1] else None
        clips = [clip for clip in episode.clips if isinstance(clip, Clip) and is_address(clip.url)]
        chapters = [
            _chapter(topic, end, _address(clips, topic), _image(episode))
            for topic, end in zip(listed.found, [*starts[1:], last], strict=True)
        ]
        title = episode.fields.get("title")
        named = {"title": title} if isinstance(title, str) and title else {}
        return Exported(as_json({"version": VERSION, **named, "chapters": chapters}), listed.notes)


def _chapter(
    topic: Topic, end: float | None, url: str | None, image: str | None
) -> dict[str, object]:
    pairs = {
        "startTime": number(topic.start),
        "title": topic.title,
        "endTime": number(end),
        "url": url,
        "img": image,
    }
    return {key: value for key, value in pairs.items() if value is not None}


def _address(clips: list[Clip], topic: Topic) -> str | None:
    """Return the page of the clip that begins with the topic, else of the one that has its name."""
    with_name = (clip.url for clip in clips if clip.name == topic.title)
    return next((c.url for c in clips if c.start == topic.start), None) or next(with_name, None)


def is_address(text: object) -> bool:
    """Tell whether this is the full address of something on the web."""
    return isinstance(text, str) and text.startswith(("http://", "https://"))


def _image(episode: Episode) -> str | None:
    image = episode.fields.get("image")
    return image if isinstance(image, str) and is_address(image) else None
