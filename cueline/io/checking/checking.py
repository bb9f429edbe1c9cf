"""Files checked, one or a folder of them on all cores: what is wrong, on which line, and what was put right."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cueline.collection import uncollected
from cueline.episode import Episode, Line
from cueline.episode.checks import RULES, Problem, Settings, check, fixed
from cueline.io.checking.problem_lines import file_of, line_of
from cueline.io.checking.source_mends import MENDED, save_mended
from cueline.io.document import Document
from cueline.io.errors import DocumentError, SaveError
from cueline.io.front_matter import locate
from cueline.io.opening import open_document
from cueline.io.saving.earlier import keep_saved, keep_states, save_and_keep
from cueline.io.saving.versions import Versions
from cueline.io.site.site import Site, Sites
from cueline.io.yaml_text.nodes import MappingNode

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext

SUFFIXES = (".md", ".markdown", ".yaml", ".yml")
NO_TRANSCRIPT, GONE = "no transcript", "no longer there"

_DATA = (".yaml", ".yml")
_OWN_KEYS = frozenset(("transcript", "segments", "quotableClips", "season", "guests", "ids"))
_OWN = re.compile(r"^(?:transcript|segments|quotableClips|season|guests)[ \t]*:", re.MULTILINE)
_CHUNK = 8
_FEW_FILES = 24
_FEW_BYTES = 1_500_000
_ROUNDS = 20
_OF_MACOS = "._"
"""How the names of files begin in which macOS keeps what other file systems cannot, beside the file itself."""
_MOST = 61
"""Processes for which Windows can wait."""
_JUNCTION = 0xA0000003
"""What tells a junction from other folders of Windows (`stat.IO_REPARSE_TAG_MOUNT_POINT`, there only)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a file, as the command line tells it. `fix` is `"safe"`, `"suggested"` or None."""

    file: str
    line: int
    index: int | None
    rule: str
    severity: str
    message: str
    fix: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one file.

    `files`: it and the other file of its episode, by their real paths. `skipped`: why it was passed over, "" if it
    was not. `fixed`: what was put right. `failed`: why it could not be saved, "" if nothing went wrong.
    """

    path: str
    files: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    skipped: str = ""
    fixed: tuple[Finding, ...] = ()
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """How files are checked. `rules`: only these. `fix`: put right what is safe. `named`: asked for by name."""

    rules: tuple[str, ...] | None = None
    fix: bool = False
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening a file to check it; `files` and `skipped` as in `Checked`.

    `document`: None where there is none. `fault`: why it cannot be edited, None if it can.
    """

    document: Document | None
    files: tuple[str, ...]
    skipped: str = ""
    fault: DocumentError | None = None


_TASK = Task()


def files_below(paths: Iterable[Path]) -> list[Path]:
    """Return the files to check: those named, and those below folders that are named; each file once.

    Hidden folders are left out, and links to folders are not followed, so that links in circles do no harm.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _below(path) if path.is_dir() else (path,):
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _below(path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _is_junction(folder, name)
        )
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith(_OF_MACOS):
                yield Path(folder, name)


def _is_junction(folder: str, name: str) -> bool:
    """Tell whether a folder is Windows' other kind of link, into which `os.walk` goes before Python 3.12."""
    if sys.platform != "win32":
        return False
    with suppress(OSError):
        return getattr(Path(folder, name).lstat(), "st_reparse_tag", 0) == _JUNCTION
    return False


def check_files(
    files: Sequence[Path],
    task: Task = _TASK,
    *,
    sites: Sites | None = None,
    workers: int | None = None,
    context: BaseContext | None = None,
) -> Iterator[Checked]:
    """Check files in their order, on all cores where there are many; an episode in two files is told of once.

    `workers`: how many processes at most (None: as many as there are cores). `context`: how they are started.
    SettingsError where the settings of a site cannot be understood; nothing was checked then.
    """
    chunks = _chunks(files, Sites() if sites is None else sites)
    several = min(workers or os.cpu_count() or 1, len(chunks), _MOST)
    seen = set[str]()
    for checked in _results(chunks, task, several if _are_many(files) else 1, context):
        if seen.isdisjoint(checked.files):
            seen.update(checked.files)
            yield checked


def check_file(path: Path, site: Site, task: Task = _TASK) -> Checked:
    """Check one file, with the other file of its episode."""
    look = opened(path, str(path) in task.named)
    document = look.document
    settings = Settings() if document is None else settings_for(document, site)
    if document is None or look.skipped or look.fault is not None:
        reasons = [] if look.fault is None else [_unreadable(look.fault)]
        found = tuple(_asked(reasons, settings, task))
        return Checked(str(path), look.files, found, look.skipped)
    done, failed = list[Finding](), ""
    if task.fix:
        try:
            document, done = put_right(document, settings, task.rules)
        except (SaveError, DocumentError) as error:
            failed = str(error)
    problems = problems_of(document, settings, rules=task.rules)
    findings = sorted(
        (finding(document, problem) for problem in problems), key=lambda found: found.line
    )
    done.sort(key=lambda found: found.line)
    return Checked(str(path), look.files, tuple(findings), "", tuple(done), failed)


def opened(path: Path, named: bool = False) -> Opened:
    """Open one file to check it. One that was `named` by the user is passed over only if there is nothing in it."""
    try:
        document = open_document(path)
    except DocumentError as error:
        skipped = _why_not_told(path, error, named)
        return Opened(None, (os.path.realpath(path),), skipped, None if skipped else error)
    files = tuple(os.path.realpath(part.path) for part in document.parts)
    skipped = _why_skipped(document, path, named)
    if skipped or document.read_only is None:
        return Opened(document, files, skipped)
    return Opened(document, files, "", DocumentError(path, 1, 1, document.read_only))


def problems_of(
    document: Document,
    settings: Settings,
    episode: Episode | None = None,
    rules: Iterable[str] | None = None,
) -> list[Problem]:
    """Find the problems of a document, or of what became of its episode; `settings` as `settings_for` gives them."""
    ep = document.episode if episode is None else episode
    return check(ep, settings, document.facts, rules=rules)


def settings_for(document: Document, site: Site) -> Settings:
    """Return the settings for the checks of a document.

    An interview is asked for no fields of an episode; in Markdown, who speaks goes on from paragraph to paragraph.
    """
    settings = site.settings_for(document.path)
    off = set[str]() if _OWN_KEYS & _keys(document) else {"missing-field"}
    if document.in_body:
        off.add("missing-speaker")
    return replace(settings, off=settings.off | off) if off else settings


def put_right(
    document: Document, settings: Settings, rules: Iterable[str] | None = None
) -> tuple[Document, list[Finding]]:
    """Put right what is safe, save the document, and return it with what was done; nothing else is changed.

    What it was, and is, is kept as an earlier version. SaveError: it is as it was; or its source is mended already,
    where only that could be written.
    """
    asked = None if rules is None else tuple(rules)
    found = problems_of(document, settings, rules=asked)
    in_source = [p for p in found if p.safe_fix is not None and p.safe_fix.in_source]
    done = [finding(document, problem) for problem in in_source]
    kinds = {problem.rule for problem in in_source}
    if kinds & set(MENDED):
        keep_states(document, Versions.for_app())
        if save_mended(document, kinds):
            document = open_document(document.path)
            keep_saved(document, Versions.for_app())
    episode, read = document.episode, document
    for _ in range(_ROUNDS):
        before = episode
        episode, mended = fixed(before, problems_of(read, settings, before, asked))
        if not mended:
            break
        done += (finding(read, _as_read(read.episode, before, problem)) for problem in mended)
    return (save_and_keep(document, episode) if episode is not read.episode else document), done


def _as_read(read: Episode, now: Episode, problem: Problem) -> Problem:
    """Return a problem of an episode with the place that its item or clip had when the file was read."""
    if problem.index is None:
        return problem
    there, here = (ep.items if problem.of == "item" else ep.clips for ep in (read, now))
    origin = here[problem.index].origin
    place = next((i for i, item in enumerate(there) if item.origin == origin), problem.index)
    return replace(problem, index=place)


def finding(document: Document, problem: Problem) -> Finding:
    """Return a problem of a document as it is told: with its file and line."""
    rule = RULES[problem.rule]
    fix = "safe" if problem.safe_fix is not None else "suggested" if problem.fixes else None
    return Finding(
        str(file_of(document, problem).path), line_of(document, problem), problem.index,
        problem.rule, problem.severity, problem.message, fix if rule.fix is not None else None,
    )  # fmt: skip


def _chunks(files: Sequence[Path], sites: Sites) -> list[tuple[Site, list[Path]]]:
    """Return the files in order, a few together, each few of one site."""
    chunks: list[tuple[Site, list[Path]]] = []
    for file in files:
        site = sites.of(file)
        if not chunks or chunks[-1][0] is not site or len(chunks[-1][1]) >= _CHUNK:
            chunks.append((site, []))
        chunks[-1][1].append(file)
    return chunks


def _results(
    chunks: list[tuple[Site, list[Path]]], task: Task, workers: int, context: BaseContext | None
) -> Iterator[Checked]:
    if workers > 1:
        # These take longer to load than a file to check.
        from concurrent.futures import ProcessPoolExecutor

        from cueline.io.checking.orphans import end_with_the_program

        with ProcessPoolExecutor(workers, context, end_with_the_program) as pool:
            if _works(pool):
                for results in pool.map(_check_chunk, chunks, [task] * len(chunks)):
                    yield from results
                return
    for chunk in chunks:
        yield from _check_chunk(chunk, task)


def _works(pool: ProcessPoolExecutor) -> bool:
    """Tell whether there are processes to be had; what starts a program on Windows may keep it from starting itself."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(os.getpid).result() > 0
    except (BrokenProcessPool, OSError):
        return False


def _check_chunk(chunk: tuple[Site, list[Path]], task: Task) -> list[Checked]:
    """Check a few files, which are let go of together."""
    site, files = chunk
    with uncollected():
        return [check_file(file, site, task) for file in files]


def _are_many(files: Sequence[Path]) -> bool:
    """Tell whether there is so much to do that starting processes pays."""
    if len(files) >= _FEW_FILES:
        return True
    return sum(map(_size, files)) > _FEW_BYTES


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # it is gone, or a link to itself: whoever opens it says so
        return 0


def _why_not_told(path: Path, error: DocumentError, named: bool) -> str:
    """Say why a file that could not be opened is passed over, "" where its fault is told."""
    if isinstance(error.__cause__, FileNotFoundError):
        return GONE
    is_data = path.suffix.lower() in _DATA and not named
    return (
        NO_TRANSCRIPT if is_data and error.text is not None and not _OWN.search(error.text) else ""
    )


def _unreadable(fault: DocumentError) -> Finding:
    fix = "suggested" if fault.repairs else None
    return Finding(
        str(fault.path), fault.line, None, "unreadable", "error", fault.reason, fix
    )  # fmt: skip


def _asked(findings: Iterable[Finding], settings: Settings, task: Task) -> Iterator[Finding]:
    for found in findings:
        wanted = task.rules is None or found.rule in task.rules
        if wanted and found.rule not in settings.off:
            yield found


def _why_skipped(document: Document, path: Path, named: bool) -> str:
    """Say why a file is passed over: it is none of an episode. Of those asked for by name only what is no text."""
    if document.read_only is not None:
        is_data = path.suffix.lower() in _DATA
        plain = (
            locate(document.source) is None
            if not is_data
            else not _OWN.search(document.source.text)
        )
        return NO_TRANSCRIPT if plain and not named else ""
    if _OWN_KEYS & _keys(document):
        return ""
    told = any(
        isinstance(item, Line) and (item.speaker or item.label) for item in document.episode.items
    )
    return "" if told or (document.front and document.episode.items) else NO_TRANSCRIPT


def _keys(document: Document) -> set[str]:
    """Return the names at the top of the front matter; of a long file, which is not read again, those that count."""
    if document.long:
        ep = document.episode
        lists = {document.items_key: ep.items, "quotableClips": ep.clips}
        return {*ep.fields, *(key for key, entries in lists.items() if entries)}
    layouts = [file.layout for file in document.files]
    roots = [layout.root for layout in layouts if layout is not None]
    return {key.value for root in roots if isinstance(root, MappingNode) for key, _ in root.value}
