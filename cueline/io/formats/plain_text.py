"""Plain text, to read, to print or to put into a mail."""

from __future__ import annotations

from cueline.episode import Episode, Header, Line
from cueline.io.formats.exported import Exported, Options, left_out, one_line, spoken


class PlainText:
    """Title, section titles underlined, and the paragraphs, each in one line with its speaker where that changes."""

    name = "txt"
    label = "Plain text"
    suffix = ".txt"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the text; SaveError for a transcript without lines."""
        spoken(episode, options)
        title = episode.fields.get("title")
        blocks = [_underlined(one_line(title), "=")] if isinstance(title, str) else []
        before: str | None = None
        for item in episode.items:
            if isinstance(item, Header):
                blocks.append(_underlined(one_line(item.text), "-"))
                before = None
            elif isinstance(item, Line):
                named = item.speaker != before
                blocks.append(_paragraph(item, options, named))
                before = item.speaker
        return Exported("\n\n".join(filter(None, blocks)) + "\n", left_out(episode))


def _underlined(title: str, stroke: str) -> str:
    return f"{title}\n{stroke * len(title)}" if title else ""


def _paragraph(line: Line, options: Options, named: bool) -> str:
    name, text = options.name_of(line.speaker), one_line(line.text)
    return f"{name}: {text}".rstrip() if name and named else text
