"""`cueline check`: say what is wrong in files and folders, and put right what is safe."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from glob import glob
from pathlib import Path
from typing import TextIO

from cueline.episode.checks import RULES
from cueline.episode.visible import visible, visible_name
from cueline.io.checking.checking import Checked, Finding, Task, check_files, files_below
from cueline.io.checking.settings_file import SettingsError
from cueline.outcome import FINE, NOT_DONE, PROBLEMS, CommandError


def add_check(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="an episode file, or a folder of them"
    )
    parser.add_argument("--json", action="store_true", help="print the problems as one JSON array")
    parser.add_argument(
        "--select", metavar="RULE", action="append",
        help="look for this rule only (may be repeated)",
    )  # fmt: skip
    parser.add_argument(
        "--fix", action="store_true",
        help="put right what needs nobody's eye, such as two spaces; say what is left",
    )  # fmt: skip
    parser.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Check the files, print what was found, and return the exit code."""
    options.paths = [one for path in options.paths for one in _meant(path)]
    task = _task(options)
    summary = _Summary()
    problems: list[Finding] = []
    try:
        for checked in check_files(files_below(options.paths), task):
            summary.count(checked)
            problems += checked.findings
            _tell(checked, options.json)
    except SettingsError as error:
        raise CommandError(str(error)) from error
    if options.json:
        ascii_only = sys.stdout.encoding.lower() != "utf-8"  # else what it lacks would be no JSON
        print(json.dumps([asdict(found) for found in problems], ensure_ascii=ascii_only, indent=1))
    print(summary.text(), file=sys.stderr)
    return NOT_DONE if summary.failed else PROBLEMS if problems else FINE


def _meant(path: Path) -> list[Path]:
    """Return what a name with `*` or `?` stands for: no shell of Windows says it, and no file there is called so."""
    if sys.platform != "win32" or not set(str(path)) & {"*", "?"}:
        return [path]
    names = glob(str(path))  # noqa: PTH207, it may begin at a drive
    return [Path(name) for name in sorted(names)] or [path]


def _task(options: argparse.Namespace) -> Task:
    """Return how to check; CommandError for a path or a rule that is not there."""
    for path in options.paths:
        if not os.path.lexists(path):
            raise CommandError(f"there is no file or folder {path}")
    for rule in options.select or ():
        if rule not in RULES:
            raise CommandError(f"there is no rule “{rule}”; known: {', '.join(RULES)}")
    rules = tuple(rule for rule in RULES if rule in options.select) if options.select else None
    named = frozenset(str(path) for path in options.paths if not path.is_dir())
    return Task(rules, options.fix, named)


def _tell(checked: Checked, as_json: bool) -> None:
    """Print what was put right and what was found; with `as_json` only the former, beside the array."""
    for found in checked.fixed:
        _print(found, "fixed ", sys.stderr if as_json else sys.stdout)
    if checked.failed:
        print(f"cueline: {checked.failed}", file=sys.stderr)
    for found in checked.findings if not as_json else ():
        _print(found, "", sys.stdout)


def _print(found: Finding, what: str, stream: TextIO) -> None:
    message = " ".join(found.message.splitlines())
    place = f"{visible_name(found.file)}:{found.line}"
    print(f"{place}: {what}{found.rule}: {visible(message)}", file=stream)


@dataclass(slots=True)
class _Summary:
    """Counts what was read, passed over, found and put right."""

    read: int = 0
    skipped: Counter[str] = field(default_factory=Counter[str])
    problems: int = 0
    with_problems: int = 0
    fixed: int = 0
    failed: int = 0

    def count(self, checked: Checked) -> None:
        """Count one file."""
        if checked.skipped:
            self.skipped[checked.skipped] += 1
            return
        self.read += 1
        self.problems += len(checked.findings)
        self.with_problems += bool(checked.findings)
        self.fixed += len(checked.fixed)
        self.failed += bool(checked.failed)

    def text(self) -> str:
        """Say it in one line."""
        parts = [f"{_many(self.read, 'file')} read"]
        parts += (f"{count} skipped ({why})" for why, count in sorted(self.skipped.items()))
        parts += [f"{_many(self.fixed, 'problem')} fixed"] if self.fixed else []
        parts += [f"{_many(self.failed, 'file')} not saved"] if self.failed else []
        found = f"{_many(self.problems, 'problem')} in {_many(self.with_problems, 'file')}"
        return ", ".join([*parts, found if self.problems else "no problems"])


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
