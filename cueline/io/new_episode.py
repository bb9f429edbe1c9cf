"""A new episode file, begun after the newest one of its folder: the same fields, in the same order and quoting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cueline.episode import Episode, Item, Map, Value
from cueline.episode.visible import visible
from cueline.io.document import Document, parse_file
from cueline.io.errors import DocumentError, SaveError
from cueline.io.front_matter import locate
from cueline.io.opening import open_document
from cueline.io.render import top_level
from cueline.io.two_files import TwoFileDocument

TO_DO = "TODO"
"""What stands where an id or an address is still missing, until it is known."""

_SUFFIXES = (".md", ".markdown", ".yaml", ".yml")
_SEASON = re.compile(rb"^season:[ \t]*['\"]?(\d{1,4})\b", re.MULTILINE)
_EPISODE = re.compile(rb"^episode:[ \t]*['\"]?(\d{1,4})\b", re.MULTILINE)
_DATE = re.compile(rb"^dateadded:[ \t]*['\"]?(\d{4}-\d\d-\d\d)", re.MULTILINE)
_NUMBERED = re.compile(r"s(\d+)e(\d+)(?=\D|\Z)|e(\d+)(?=\D|\Z)")
_UNFIT = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_OF_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d) *(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of a new episode; `season` and `episode` None where the site does not count them."""

    title: str
    season: int | None = None
    episode: int | None = None
    guests: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    added: date | None = None


def newest_episode(folder: Path) -> Document | None:
    """Return the newest episode of a folder that can be opened: the last season's last, else the last added."""
    ranked = sorted(_ranks(folder), reverse=True)
    for _, path in ranked:
        try:
            document = open_document(path)
        except DocumentError:
            continue
        if document.read_only is None and document.episode.items and not document.in_body:
            return document
    return None


def next_numbers(newest: Document) -> tuple[int | None, int | None]:
    """Return season and episode of the one that follows; None where the newest does not have it."""
    season, episode = (newest.episode.fields.get(key) for key in ("season", "episode"))
    return _whole(season), None if _whole(episode) is None else (_whole(episode) or 0) + 1


def proposed_path(newest: Document, beginning: Beginning) -> Path:
    """Return where the new file would stand: named as the newest is, with the new numbers and title."""
    known = _own_path(newest)
    numbered = _NUMBERED.match(known.stem)
    slug = slug_of(beginning.title)
    if numbered is None or beginning.episode is None:
        return known.with_stem(slug)
    width = len(numbered[2] or numbered[3])
    number = f"e{beginning.episode:0{width}}"
    if numbered[1]:
        number = f"s{beginning.season or 0:0{len(numbered[1])}}{number}"
    rest = known.stem[numbered.end() :]
    return known.with_stem(f"{number}-{slug}" if rest else number)


def begun(newest: Document, path: Path, beginning: Beginning) -> dict[Path, bytes]:
    """Return the new files by their paths: one, or two where the newest stands in two. SaveError names what hinders."""
    if wrong := unfit_name(path.name):
        raise SaveError(path, wrong)
    fields = _blank(newest.episode.fields, _renamed(newest, path, beginning), beginning)
    if not isinstance(newest, TwoFileDocument):
        episode = replace(newest.episode, items=beginning.items, clips=(), fields=fields)
        return {path: _rendered(newest, episode, path)}
    words = path.with_stem(f"{path.stem}-transcript")
    fields = Map({**fields, "transcript": words.name})
    data = replace(newest.metadata.episode, clips=(), fields=fields)
    own = newest.transcript.episode
    slug = slug_of(beginning.title)
    named = Map({key: slug if isinstance(v, str) else v for key, v in own.fields.items()})
    said = replace(own, items=beginning.items, clips=(), fields=named)
    return {
        words: _rendered(newest.transcript, said, words),
        path: _rendered(newest.metadata, data, path),
    }


def unfit_name(name: str) -> str:
    """Say why a file of a site cannot be called so, "" if it can; Windows counts everywhere, for others are there."""
    if found := _UNFIT.search(name):
        return f"A file name cannot have “{visible(found[0])}” in it, at least on Windows. Give it another one."
    if name.endswith((".", " ")):
        return (
            "A file name cannot end in a dot or a space, at least on Windows. Give it another one."
        )
    if _OF_WINDOWS.fullmatch(name):
        return f"“{name}” means something else on Windows. Give it another file name."
    return ""


def slug_of(title: str) -> str:
    """Return a title as file names have it: small letters of ASCII, with hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))) or "new-episode"


def _rendered(like: Document, episode: Episode, path: Path) -> bytes:
    """Write the episode as `like` writes, without its clips and the text below its front matter."""
    data = like.render(episode)
    made = parse_file(data, like.path)
    pairs = top_level(made.layout) if made.layout else None
    text = made.source.text
    if pairs is not None and "quotableClips" in pairs:
        piece = pairs["quotableClips"]
        text = text[: piece.start] + text[piece.start + len(piece.text) :]
    if front := locate(replace(made.source, text=text)):
        text = text[: front.body]
    try:
        parse_file(text.encode(), path)
    except DocumentError as error:
        raise SaveError(
            path, f"It could not be made after {like.path.name}: {error.reason}"
        ) from error
    return text.encode()


def _renamed(newest: Document, path: Path, beginning: Beginning) -> dict[str, str]:
    """Return what stands for the old episode in paths and names, and what stands for the new one."""
    slug = newest.episode.fields.get("slug")
    names = {slug: slug_of(beginning.title)} if isinstance(slug, str) and slug else {}
    return {**names, _own_path(newest).stem: path.stem}


def _blank(fields: Map, names: Mapping[str, str], beginning: Beginning) -> Map:
    """Return the fields with what is known of the new episode, and nothing of the old one."""
    known: dict[str, Value] = {
        "title": beginning.title,
        "short": beginning.title,
        "season": beginning.season,
        "episode": beginning.episode,
        "guests": beginning.guests,
        "slug": slug_of(beginning.title),
        "dateadded": beginning.added.isoformat() if beginning.added else None,
    }
    made: dict[str, Value] = {}
    for key, value in fields.items():
        if key in known:
            made[key] = value if known[key] is None else known[key]
        elif key in ("ids", "links"):
            made[key] = _emptied(value, TO_DO)
        else:
            made[key] = _renamed_in(value, names) or _emptied(value, "")
    return Map(made)


def _renamed_in(value: Value, names: Mapping[str, str]) -> str:
    """Return a path or a name with the new episode's name in it; "" where it has not the old one's."""
    if not isinstance(value, str):
        return ""
    return next((value.replace(old, new) for old, new in names.items() if old in value), "")


def _emptied(value: Value, text: str) -> Value:
    if isinstance(value, Map):
        return Map({key: _emptied(child, text) for key, child in value.items()})
    if isinstance(value, tuple):
        return ()
    return text if isinstance(value, str) else value


def _ranks(folder: Path) -> list[tuple[tuple[int, int, str, str], Path]]:
    found: list[tuple[tuple[int, int, str, str], Path]] = []
    for path in folder.iterdir():
        if path.suffix.lower() not in _SUFFIXES or path.name.startswith(("_", ".")):
            continue
        try:
            data = path.read_bytes()
        except OSError:
            continue
        season, episode, added = (key.search(data) for key in (_SEASON, _EPISODE, _DATE))
        if season or episode or added:
            numbers = (int(season[1]) if season else -1, int(episode[1]) if episode else -1)
            found.append(((*numbers, added[1].decode() if added else "", path.name), path))
    return found


def _own_path(newest: Document) -> Path:
    return newest.files[-1].path


def _whole(value: Value) -> int | None:
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
