"""`cueline.toml`: what a site says about its checks. An error names the line and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn, cast

from cueline.episode.checks import RULES, Problem, Settings
from cueline.io.errors import StaleFileError
from cueline.io.saving import atomic
from cueline.io.saving.new_files import write_new

NAME = "cueline.toml"
_HIGHEST = 8
_TABLES = ("rules", "fields", "limits", "right")
_LIMITS = {"header": "header_length", "speaker": "speaker_length", "jump": "jump"}
_RIGHT = ("rule", "text", "file", "words")
_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_TABLE = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w\"'.-]+?)\s*=")


class SettingsError(Exception):
    """A `cueline.toml` that does not say what it should; the message names file, line and key."""


@dataclass(frozen=True, slots=True)
class Right:
    """What was said to be right: a rule and the digest of the text, in one file (None: in all of the site)."""

    rule: str
    text: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings of a site. `root`: the folder of the file that says them; None where there is none."""

    root: Path | None = None
    settings: Settings = field(default_factory=Settings)
    right: tuple[Right, ...] = ()

    def of(self, path: Path) -> Settings:
        """Return the settings for one file: what is right in others does not count."""
        if not self.right:
            return self.settings
        own = _below(self.root, path)
        right = frozenset((r.rule, r.text) for r in self.right if r.file in (None, own))
        return replace(self.settings, right=right)


def find_settings_file(path: Path) -> Path | None:
    """Find the settings for a file or folder: in it or above it, up to the folder that holds the repository."""
    place = path.absolute()
    for folder in [place, *place.parents][:_HIGHEST]:
        if (folder / NAME).is_file():
            return folder / NAME
        if (folder / ".git").exists():
            return None
    return None


def read_settings(path: Path | None) -> SiteSettings:
    """Read a settings file; those that hold without one for None. SettingsError where it cannot be understood."""
    if path is None:
        return SiteSettings()
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: it cannot be read: {error}") from error
    return parse_settings(text, path)


def parse_settings(text: str, path: Path) -> SiteSettings:
    """Understand the text of a settings file; SettingsError names the line and the key that it cannot use."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        reason = _PLACE.sub("", str(error)).strip()
        raise SettingsError(f"{path}:{found[1] if found else 1}: {reason}") from error
    return _Reader(text, path).read(values)


def add_right(path: Path, problem: Problem, file: Path, words: str = "") -> None:
    """Say in a settings file, for everyone, that a problem is none, until its text changes.

    `path` is made where there is none. `words` tell people what is meant. What another program writes meanwhile stays:
    this comes below it. SettingsError where the file cannot be read, or understood; SaveError where it cannot be
    written, or is another one each time.
    """
    named = _below(path.parent, file) or file.name
    rows = [("rule", problem.rule), ("text", problem.digest), ("file", named), ("words", words)]
    block = "".join(f"{key} = {_quoted(value)}\n" for key, value in rows if value)
    for last in (False, False, True):
        try:
            _add_below(path, f"[[right]]\n{block}".encode())
        except StaleFileError:
            if last:
                raise
        else:
            return


def _add_below(path: Path, block: bytes) -> None:
    """Write a block below what a file holds; StaleFileError where that is something else by then."""
    try:
        old = path.read_bytes() if path.exists() else None
        gap = b"" if not old else b"\n" if old.endswith(b"\n") else b"\n\n"
        new = (old or b"") + gap + block
        parse_settings(new.decode("utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: it cannot be read: {error}") from error
    if old is None:
        write_new({path: new})
    else:
        atomic.write(path, new, old)


def _below(root: Path | None, path: Path) -> str | None:
    """Return the path of a file as the settings name it: from their folder, with slashes."""
    try:
        return path.absolute().relative_to((root or Path()).absolute()).as_posix()
    except ValueError:
        return None


def _quoted(text: str) -> str:
    kept = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", kept) + '"'


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes settings of the values of a file, and knows the lines of its keys."""

    text: str
    path: Path

    def read(self, values: Mapping[str, object]) -> SiteSettings:
        """Return what the values say; SettingsError for the first that says nothing known."""
        self._only(values, ("hosts", *_TABLES), "")
        hosts = self._names(values.get("hosts"), "", "hosts")
        settings = Settings(
            hosts=None if hosts is None else frozenset(hosts), off=self._off(values)
        )
        for key, value in self._table(values, "fields").items():
            self._only({key: value}, ("needed", "wished"), "fields")
            names = self._names(value, "fields", key) or ()
            settings = (
                replace(settings, needed=names)
                if key == "needed"
                else replace(settings, wished=names)
            )
        return SiteSettings(self.path.parent, self._limited(settings, values), self._right(values))

    def _off(self, values: Mapping[str, object]) -> frozenset[str]:
        off = set[str]()
        for rule, on in self._table(values, "rules").items():
            if rule not in RULES:
                self._fail("rules", rule, f"there is no rule “{rule}”")
            if not isinstance(on, bool):
                self._fail("rules", rule, f"“{rule}” has to be true or false")
            off |= set() if on else {rule}
        return frozenset(off)

    def _limited(self, settings: Settings, values: Mapping[str, object]) -> Settings:
        for key, value in self._table(values, "limits").items():
            self._only({key: value}, _LIMITS, "limits")
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
                self._fail("limits", key, f"“{key}” has to be a number above 0")
            whole = key == "jump" or isinstance(value, int)
            if not whole:
                self._fail("limits", key, f"“{key}” has to be a whole number")
            settings = (
                replace(settings, jump=float(value)) if key == "jump"
                else replace(settings, header_length=int(value)) if key == "header"
                else replace(settings, speaker_length=int(value))
            )  # fmt: skip
        return settings

    def _right(self, values: Mapping[str, object]) -> tuple[Right, ...]:
        entries = values.get("right", [])
        if not isinstance(entries, list):
            self._fail("", "right", "“right” has to be written as [[right]]")
        return tuple(
            self._one_right(entry, number)
            for number, entry in enumerate(cast("list[object]", entries))
        )

    def _one_right(self, entry: object, number: int) -> Right:
        if not isinstance(entry, dict):
            self._fail("", "right", "“right” has to be written as [[right]]")
        values = cast("dict[str, object]", entry)
        self._only(values, _RIGHT, "right", number)
        for key in ("rule", "text"):
            if key not in values:
                self._fail("right", "", f"“{key}” is missing", number)
        for key, value in values.items():
            if not isinstance(value, str):
                self._fail("right", key, f"“{key}” has to be a text in quotes", number)
        if values["rule"] not in RULES:
            self._fail("right", "rule", f"there is no rule “{values['rule']}”", number)
        file = values.get("file")
        return Right(str(values["rule"]), str(values["text"]), None if file is None else str(file))

    def _table(self, values: Mapping[str, object], name: str) -> Mapping[str, object]:
        table = values.get(name, {})
        if not isinstance(table, dict):
            self._fail("", name, f"“{name}” has to be written as [{name}]")
        return cast("dict[str, object]", table)

    def _names(self, value: object, table: str, key: str) -> tuple[str, ...] | None:
        if value is None:
            return None
        names = cast("list[object]", value) if isinstance(value, list) else [None]
        if not all(isinstance(name, str) and name for name in names):
            self._fail(table, key, f'“{key}” has to be a list of names: ["…", "…"]')
        return tuple(str(name) for name in names)

    def _only(
        self, values: Mapping[str, object], known: Mapping[str, object] | tuple[str, ...],
        table: str, number: int = 0,
    ) -> None:  # fmt: skip
        for key in values:
            if key not in known:
                self._fail(
                    table, key, f"“{key}” is not known here; known: {', '.join(known)}", number
                )

    def _fail(self, table: str, key: str, reason: str, number: int = 0) -> NoReturn:
        raise SettingsError(f"{self.path}:{self._line(table, key, number)}: {reason}.")

    def _line(self, table: str, key: str, number: int) -> int:
        """Return the line of a key, of its table where it has none; of several tables of a name the one `number`."""
        inside, seen, found = "", 0, 1
        for place, line in enumerate(self.text.splitlines(), 1):
            head = _TABLE.match(line)
            if head is not None:
                inside = head[1].strip("\"'")
                seen += inside == table == "right"
                if inside == (table or key) and (inside != "right" or seen <= number + 1):
                    found = place
                continue
            named = _KEY.match(line)
            mine = inside == table and (table != "right" or seen == number + 1)
            if named is not None and mine and named[1].strip("\"'") == key:
                return place
        return found
