"""What is known of the site that a file belongs to: its settings and its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cueline.episode.checks import Settings
from cueline.io.checking.settings_file import SiteSettings, find_settings_file, read_settings
from cueline.io.people import people_folder, read_people


@dataclass(frozen=True, slots=True)
class Site:
    """The settings of a site, and the full names of its people by their ids (None: it has no folder of them)."""

    settings: SiteSettings = field(default_factory=SiteSettings)
    people: Mapping[str, str] | None = None

    def settings_for(self, path: Path) -> Settings:
        """Return the settings for the checks of one file."""
        return replace(self.settings.of(path), people=self.people)


@dataclass(slots=True)
class Sites:
    """Finds the sites of files; what several files have in common is read once."""

    _of_folders: dict[Path, Site] = field(default_factory=dict[Path, Site])
    _settings: dict[Path | None, SiteSettings] = field(
        default_factory=dict[Path | None, SiteSettings]
    )
    _people: dict[Path, dict[str, str]] = field(default_factory=dict[Path, dict[str, str]])

    def of(self, path: Path) -> Site:
        """Return the site of a file. SettingsError where its settings cannot be understood."""
        folder = path.absolute().parent
        if folder not in self._of_folders:
            self._of_folders[folder] = self._read(folder, path)
        return self._of_folders[folder]

    def _read(self, folder: Path, path: Path) -> Site:
        file = find_settings_file(folder)
        if file not in self._settings:
            self._settings[file] = read_settings(file)
        return Site(self._settings[file], self.people_of(path))

    def people_of(self, path: Path) -> Mapping[str, str] | None:
        """Return the full names of the people of a file's site, by their ids; None where it has no folder of them."""
        people = people_folder(path)
        if people is None:
            return None
        if people not in self._people:
            self._people[people] = {
                person.id: person.name for person in read_people(people) if person.name
            }
        return self._people[people]
