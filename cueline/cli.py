"""The commands that need no window, from check to import. Exit codes: 0 fine, 1 problems found, 2 not done."""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cueline import __version__
from cueline.check_command import add_check
from cueline.convert_command import add_convert
from cueline.episode import EditError, Episode, Line, edits, parse_entry, parse_time
from cueline.episode.pairing import paired
from cueline.episode.visible import visible
from cueline.io import Document, DocumentError, SaveError, open_document, parse_document
from cueline.io.diff import exact_diff
from cueline.io.formats import FORMATS, READERS, Imported, Options, export_to, import_from
from cueline.io.formats.full_names import full_names, speaker_names
from cueline.io.formats.names import settled
from cueline.io.formats.placing import with_times, with_transcript
from cueline.io.formats.voices import joined
from cueline.io.people import people_folder, read_people
from cueline.io.saving.atomic import is_one_of, write
from cueline.io.saving.earlier import save_and_keep, write_and_keep
from cueline.outcome import FINE, NOT_DONE, CommandError
from cueline.system_faults import in_words

COMMANDS = ("check", "diff", "retime", "export", "import", "convert")
_SUFFIXES = (".md", ".markdown", ".yaml", ".yml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _write_anything()
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except (CommandError, EditError, DocumentError, SaveError) as error:
        print(f"cueline: {visible(str(error))}", file=sys.stderr)
        return NOT_DONE
    except OSError as error:
        if not _nobody_reads(error):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code


def _nobody_reads(error: OSError) -> bool:
    """Tell whether who was told listens no more, as `head` after ten lines; Windows has another word for it."""
    return isinstance(error, BrokenPipeError) or (
        sys.platform == "win32" and error.errno == errno.EINVAL
    )


def _write_anything() -> None:
    """Let a terminal that lacks a character show its number, instead of failing.

    What Windows hands to another program or a file is UTF-8 as elsewhere, unless it was said what it is to be; and its
    line ends stay as they are, for a difference goes by them.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            piped = sys.platform == "win32" and not stream.isatty()
            stream.reconfigure(
                encoding="utf-8" if piped and "PYTHONIOENCODING" not in os.environ else None,
                errors="backslashreplace",
                newline="\n" if piped else None,
            )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cueline",
        description="Edit timed transcripts kept as text. Without a command, cueline [FILE...] opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"cueline {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_check(commands.add_parser("check", help="say what is wrong in episodes, and put it right"))
    _add_diff(commands.add_parser("diff", help="show what changed in an episode, to the byte"))
    _add_retime(commands.add_parser("retime", help="give one line another start"))
    _add_export(commands.add_parser("export", help="write an episode in another form"))
    _add_import(commands.add_parser("import", help="take a transcript of another program"))
    add_convert(
        commands.add_parser(
            "convert", help="move a transcript from Markdown to front matter, or back"
        )
    )
    return parser


def _add_diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old", type=Path, metavar="FILE", help="the file; alone: against its last commit in git"
    )
    parser.add_argument(
        "new", type=Path, nargs="?", metavar="NEWER", help="the file to compare it with"
    )
    parser.set_defaults(run=_diff)


def _add_retime(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--line", type=int, metavar="N", help="a source line (from 1) anywhere in the item"
    )
    which.add_argument(
        "--item", type=int, metavar="I", help="the item's position in the transcript (from 0)"
    )
    parser.add_argument("--to", required=True, metavar="TIME", help="5:38, 338, +2 or -0.5")
    parser.add_argument(
        "--together", action="store_true", help="take along what stood at the same time"
    )
    parser.add_argument(
        "--write", action="store_true", help="save the file (else the difference is only shown)"
    )
    parser.set_defaults(run=_retime)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--to", required=True, choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS)
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="the file to write (else it is printed)"
    )
    parser.add_argument(
        "--length", metavar="TIME", help="how long the sound is, for the end of the last line"
    )
    parser.add_argument(
        "--full-names", action="store_true", help="call guests by the names in the site's people folder"
    )  # fmt: skip
    parser.add_argument(
        "--width", type=int, default=80,
        help="episode: columns before a line is broken; 0: never (80)",
    )  # fmt: skip
    parser.add_argument(
        "--quotes", choices=("auto", "single", "double"), default="auto",
        help="episode: quotes around texts",
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
    parser.set_defaults(run=_export)


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="SOURCE", help="what another program wrote")
    parser.add_argument(
        "file", type=Path, metavar="FILE",
        help="a new episode, one without a transcript, or one that takes the times of labels",
    )  # fmt: skip
    parser.add_argument(
        "--from", dest="form", choices=READERS, metavar="FORMAT",
        help=f"{', '.join(READERS)} (else told by the file)",
    )  # fmt: skip
    parser.add_argument("--join", action="store_true", help="put short cues together to paragraphs")
    parser.add_argument("--exact", action="store_true", help="keep fractions of a second")
    parser.set_defaults(run=_import)


def _diff(options: argparse.Namespace) -> int:
    if options.new is None:
        document = open_document(options.old)
        readings = list(zip(_committed(document), document.files, strict=True))
    else:
        readings = [(_one_file(options.old), _one_file(options.new))]
    diffs = [difference(old, new) for old, new in readings if old.data != new.data]
    print("".join(diffs) or "no difference\n", end="")
    return FINE


def _one_file(path: Path) -> Document:
    """Open a file; of an episode in two files the part that stands in this one."""
    files = open_document(path).files
    return next((file for file in files if file.path.name == path.name), files[0])


def difference(old: Document, new: Document) -> str:
    """Return the exact difference of two readings of an episode, its last line with the bytes no edit explains."""
    from cueline.io.diff import edited_spans, text_diff

    episode = replace(paired(old.episode, new.episode), body=old.episode.body)
    try:
        spans = edited_spans(old, episode)
    except SaveError:
        spans = edited_spans(old, replace(episode, fields=old.episode.fields))
    return text_diff(old.source.text, new.source.text, new.name, spans)


def _committed(document: Document) -> list[Document]:
    """Return the document's files as the last commit has them, with the line ends of those on the disk."""
    from cueline.io.joining.committed import read_committed
    from cueline.io.joining.git import GitError
    from cueline.io.joining.other_sources import with_ends_of

    try:
        files = read_committed(document).document.files
    except GitError as error:
        raise CommandError(f"{error} Name a second file to compare with.") from error
    if len(files) != len(document.files):
        raise CommandError(
            f"{document.path} has another number of files in the last commit; name two files to compare them."
        )
    return [with_ends_of(*pair) for pair in zip(document.files, files, strict=True)]


def _retime(options: argparse.Namespace) -> int:
    document = _editable(options.file)
    item = options.item if options.line is None else _item_at_line(document, options.line)
    episode = _retimed(document.episode, item, options.to, options.together)
    if options.write:
        save_and_keep(document, episode)
    print(exact_diff(document, episode), end="")
    return FINE


def _editable(path: Path) -> Document:
    document = open_document(path)
    if document.read_only:
        raise CommandError(f"{path} can only be looked at: {document.read_only}")
    return document


def _retimed(episode: Episode, item: int, entry: str, together: bool) -> Episode:
    if not 0 <= item < len(episode.items):
        raise CommandError(f"there is no item {item}: the transcript has {len(episode.items)}")
    line = episode.items[item]
    if not isinstance(line, Line):
        raise CommandError(f"item {item} is not a line that somebody says")
    seconds = parse_entry(entry, line.start)
    if seconds is None:
        raise CommandError(
            f"“{entry}” is not a time: write 5:38, 338, or +2 and -0.5 for a line that has a time"
        )
    return (edits.retime_together if together else edits.retime)(episode, item, seconds)


def _item_at_line(document: Document, line: int) -> int:
    found = document.item_at_line(line)
    if found is None:
        raise CommandError(f"line {line} of {document.path} is not in the transcript")
    return found


def _export(options: argparse.Namespace) -> int:
    """Write the export and its notes; over a file that exists only when told so, over the episode itself never."""
    document, output = _editable(options.file), options.output
    own = output is not None and is_one_of(output, (file.path for file in document.files))
    if own and options.to != "episode":
        raise CommandError(f"{output} is the episode itself; name another file")
    if output is not None and os.path.lexists(output) and not options.force:
        raise CommandError(f"{output} exists already; --force writes over it")
    length = None if options.length is None else _seconds(options.length)
    exported = export_to(
        options.to, document.episode,
        Options(document, max(0, options.width), options.quotes, length, _names(document, options)),
    )  # fmt: skip
    for note in exported.notes:
        print(f"cueline: {options.file}: {note}", file=sys.stderr)
    if output is None:
        sys.stdout.buffer.write(exported.data)
    else:
        write_and_keep(output, exported.data)
    return FINE


def _names(document: Document, options: argparse.Namespace) -> dict[str, str]:
    """Return the full names that an export is to have; none unless asked for."""
    if not options.full_names:
        return {}
    folder = people_folder(document.path)
    if folder is None:
        raise CommandError(f"{document.path} has no folder of people beside or above it")
    return full_names(document.episode, read_people(folder))


def _seconds(entry: str) -> float:
    seconds = parse_time(entry)
    if seconds is None:
        raise CommandError(f"“{entry}” is not a time: write 1:08:59, 68:59 or 4139")
    return seconds


def _import(options: argparse.Namespace) -> int:
    """Take a transcript into an episode that has none, new or old; or the times of labels into one that has."""
    found = _found(options)
    if _is_empty(options.file):
        document = _empty(options.file)
        imported = _named(found, document.episode, options)
        episode = with_transcript(document.episode, imported, exact=options.exact)
        write(options.file, document.verified(episode).data)
        more: tuple[str, ...] = ()
    else:
        document = _editable(options.file)
        imported = _named(found, document.episode, options)
        episode, more = _taken(document.episode, imported, options.exact)
        save_and_keep(document, episode)
    for notice in (*imported.notices, *more):
        print(f"cueline: {options.source}: {notice}", file=sys.stderr)
    print(f"{options.file}: {_what_changed(document.episode, episode)}")
    return FINE


def _is_empty(path: Path) -> bool:
    return not os.path.lexists(path) or (path.is_file() and not path.stat().st_size)


def _what_changed(was: Episode, now: Episode) -> str:
    if was.items:
        moved = sum(old != new for old, new in zip(was.items, now.items, strict=True))
        return f"{_many(moved, 'line')} moved"
    lines = sum(isinstance(item, Line) for item in now.items)
    return f"{_many(lines, 'line')} and {_many(len(now.items) - lines, 'header')} taken in"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _found(options: argparse.Namespace) -> Imported:
    try:
        data = options.source.read_bytes()
    except OSError as error:
        raise CommandError(f"{options.source} cannot be read: {in_words(error)}") from error
    return import_from(data, options.source, options.form)


def _named(found: Imported, episode: Episode, options: argparse.Namespace) -> Imported:
    """Return what was read with its speakers told by the names that the episode knows, joined if asked for."""
    imported = settled(found, speaker_names(episode, options.file))
    return replace(imported, items=tuple(joined(imported.items))) if options.join else imported


def _taken(episode: Episode, imported: Imported, exact: bool) -> tuple[Episode, tuple[str, ...]]:
    if episode.items and imported.labels:
        return with_times(episode, imported.labels)
    return with_transcript(episode, imported, exact=exact), ()


def _empty(path: Path) -> Document:
    """Return an episode file without anything in it, as a new one begins."""
    if path.suffix.lower() not in _SUFFIXES:
        raise CommandError(f"{path} is no name for an episode file: it has to end in .md or .yaml")
    is_data = path.suffix.lower() in (".yaml", ".yml")
    empty = "transcript: []\n" if is_data else "---\ntranscript: []\n---\n"
    return parse_document(empty.encode(), str(path))
