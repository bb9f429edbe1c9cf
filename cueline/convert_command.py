"""`cueline convert`: a transcript in Markdown made one in front matter, and the other way round."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cueline.episode import EditError
from cueline.io import SaveError, open_document
from cueline.io.formats.conversion import FORMS, Conversion, conversion_of
from cueline.io.saving.earlier import write_and_keep
from cueline.outcome import FINE, CommandError


def add_convert(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--to", required=True, choices=FORMS, metavar="FORM", help=", ".join(FORMS))
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="the file to write (else it is printed)"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
    parser.set_defaults(run=run_convert)


def run_convert(options: argparse.Namespace) -> int:
    """Convert the file as the window proposes it, say what becomes other than it was, and return the exit code."""
    output: Path | None = options.output
    if output is not None and os.path.lexists(output) and not options.force:
        raise CommandError(f"{output} exists already; --force writes over it")
    try:
        conversion = conversion_of(open_document(options.file), options.to)
        data = conversion.written(conversion.proposal.ticked)
    except EditError as error:
        raise CommandError(f"{options.file}: {error}") from error
    except SaveError as error:
        raise CommandError(f"{options.file}: {error.reason}") from error
    for note in _told(conversion):
        print(f"cueline: {options.file}: {note}", file=sys.stderr)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        write_and_keep(output, data)
    return FINE


def _told(conversion: Conversion) -> Iterator[str]:
    suggestions = conversion.proposal.suggestions
    done = Counter(suggestion.kind for suggestion in suggestions if suggestion.on)
    kept = Counter(suggestion.kind for suggestion in suggestions if not suggestion.on)
    yield f"{conversion.summary} to {conversion.form.label}."
    yield from (f"{kind}: {count} changed." for kind, count in done.items())
    yield from (f"{kind}: {count} possible, none done." for kind, count in kept.items())
    yield from conversion.notes
