"""Earlier versions of a file whose text is shown because it does not parse: compared, taken back in, copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.checks.mending import Mending
from cueline.gui.files import problems
from cueline.gui.safety.earlier import told_time
from cueline.gui.store import Store
from cueline.gui.workbench import Workbench
from cueline.widgets.problems.source_page import SourcePage

if TYPE_CHECKING:
    from cueline.io.saving.versions import Version, Versions
    from cueline.widgets.reviewing.versions_dialog import VersionLine, VersionsDialog

_COMPARED = 1_000_000
"""How many bytes of two texts are looked through to say how far they are from one another."""


class TextVersions(QObject):
    """Shows what saves left behind, as texts: they need not be episodes."""

    def __init__(
        self, bench: Workbench, mending: Mending, page: SourcePage, store: Store,
        background: Background,
    ) -> None:  # fmt: skip
        super().__init__(bench)
        self._bench, self._mending, self._page = bench, mending, page
        self._store, self._background = store, background
        self._found: list[Version] = []
        self._dialog: VersionsDialog | None = None

    def show(self) -> bool:
        """List the versions of the file whose text is shown; False if none is shown."""
        broken, versions = self._mending.shown, self._versions()
        if broken is None:
            return False
        path, data = broken.path, self._mending.to_save().data
        self._background.run(
            lambda: _listed(versions, path, data), lambda job: self._open(job, path)
        )
        return True

    def _versions(self) -> Versions:
        from cueline.io.saving.versions import FOLDER, Versions

        return Versions(self._store.folder / FOLDER)

    def _open(self, job: Job, path: Path) -> None:
        from cueline.widgets.reviewing.versions_dialog import VersionsDialog

        broken = self._mending.shown
        if broken is None or broken.path != path:
            return
        self._found, lines = job.result()
        self._dialog = dialog = VersionsDialog(path.name, lines, self._bench.window)
        dialog.compare_requested.connect(lambda place: self._read(place, self._compare))
        dialog.take_requested.connect(lambda place: self._read(place, self._take))
        dialog.copy_requested.connect(self._copy)
        _show(dialog)

    def _read(self, place: int, then: Callable[[str, str], None]) -> None:
        version = self._found[place]
        self._background.run(version.read, lambda job: self._was_read(job, version, then))

    def _was_read(self, job: Job, version: Version, then: Callable[[str, str], None]) -> None:
        from cueline.io.saving.versions import DamagedVersionError

        if self._mending.shown is None or self._dialog is None:
            return
        try:
            data: bytes = job.result()
        except DamagedVersionError as error:
            self._dialog.say(str(error))
        else:
            then(data.decode("utf-8"), told_time(version.when))

    def _compare(self, text: str, when: str) -> None:
        from cueline.io.diff import text_diff
        from cueline.widgets.reviewing.text_compare import TextCompare

        name = self._mending.to_save().path.name
        title = f"Compare: − {when}, + here"
        _show(TextCompare(text_diff(text, self._page.text(), name), self._dialog, title))

    def _take(self, text: str, when: str) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self._page.replace_text(text)
        self._mending.try_again()
        self._mending.changed.emit()
        self._page.view.setFocus()
        self._bench.said.emit(f"It is the text of {when}, and not saved yet. Undo takes that back.")

    def _copy(self, place: int) -> None:
        version, path = self._found[place], self._mending.to_save().path
        name = f"{path.stem}.{version.when.astimezone():%Y-%m-%d-%H%M}{path.suffix}"
        dialogs.choose_target(
            self._bench.window,
            "Save a copy",
            path.with_name(name),
            lambda target: self._write(version, target),
        )

    def _write(self, version: Version, target: Path) -> None:
        from cueline.io.saving import atomic

        def work() -> None:
            data = version.read()
            self._mending.saving.keep_target(target)
            atomic.write(target, data)

        self._background.run(work, lambda job: self._written(job, target))

    def _written(self, job: Job, target: Path) -> None:
        from cueline.io import SaveError
        from cueline.io.saving.versions import DamagedVersionError

        said = f"Written to {target.name}."
        try:
            job.result()
        except SaveError as error:
            said = error.reason
        except DamagedVersionError as error:
            said = str(error)
        self._bench.said.emit(said)


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()


def _listed(versions: Versions, path: Path, now: bytes) -> tuple[list[Version], list[VersionLine]]:
    """Return the versions of a file that say something else than `now`, each once, and a line that tells of each."""
    from hashlib import sha256

    seen = {sha256(now).hexdigest()}
    found: list[Version] = []
    for version in versions.of(path):
        if version.digest not in seen:
            seen.add(version.digest)
            found.append(version)
    return found, [_line(version, now) for version in found]


def _line(version: Version, now: bytes) -> VersionLine:
    """Tell of a version, and how many of its lines are not in the text `now`."""
    from difflib import SequenceMatcher

    from cueline.io.saving.versions import DamagedVersionError
    from cueline.widgets.reviewing.versions_dialog import VersionLine

    name = f"{'Saved' if version.saved else 'Before'} {told_time(version.when)}"
    try:
        then = version.read()
        then.decode("utf-8")
    except DamagedVersionError:
        return VersionLine(f"{name}  ·  cannot be read any more", readable=False)
    except UnicodeDecodeError:
        return VersionLine(f"{name}  ·  no text: it can only be saved as a copy", readable=False)
    if len(then) + len(now) > _COMPARED:
        return VersionLine(name)
    match = SequenceMatcher(None, then.splitlines(), now.splitlines(), autojunk=True)
    changed = sum(1 for code in match.get_opcodes() if code[0] != "equal")
    return VersionLine(f"{name}  ·  {problems.counted(changed, 'difference')} from now")
