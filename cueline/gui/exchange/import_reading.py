"""Reading what is imported off the window's thread, and showing what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cueline.episode import Header, Line, format_span
from cueline.episode.voices import Voice, is_known, likely_names, renamed, voices_in
from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.files import problems
from cueline.gui.sound.listening import Listening
from cueline.widgets.proposals.import_source import ImportSource

if TYPE_CHECKING:
    from cueline.io import DocumentError
    from cueline.io.formats import Imported
    from cueline.io.formats.names import Doubtful

PASTED = Path("pasted text")
"""What stands for the file where text was pasted; without a suffix, so that its form is told by what it says."""

KINDS = (
    "Transcripts of other programs (*.srt *.vtt *.json *.txt *.docx);;"
    "Subtitles (*.srt *.vtt);;Recognised speech (*.json);;Text and labels (*.txt);;Word (*.docx);;All files (*)"
)

_SHORT_CUES = ("srt", "vtt", "whisper")


@dataclass(frozen=True)
class Found:
    """What was found: the reader's name and label, what it read (`joining`: to be put together to paragraphs).

    `voices`: who speaks, with everybody in `doubtful` who may be a voice or only words before a colon.
    """

    form: str
    label: str
    imported: Imported
    voices: tuple[Voice, ...]
    joining: bool
    doubtful: tuple[Doubtful, ...]

    def named(self, known: Sequence[str], chosen: Mapping[str, bool]) -> Imported:
        """Return what was read with what is a name taken as one, see `names.settled`; joined if it is to be."""
        from cueline.io.formats.names import settled
        from cueline.io.formats.voices import joined

        made = settled(self.imported, known, chosen)
        return replace(made, items=tuple(joined(made.items))) if self.joining else made


class ImportReading(QObject):
    """Reads for one `ImportSource`, as long as that lives. `changed` when something else would be imported."""

    changed = Signal()

    def __init__(
        self,
        source: ImportSource,
        background: Background,
        listening: Listening | None,
        folder: Path,
        window: QWidget,
    ) -> None:
        """Read for `source`. `listening` has the episode's sound, None where there is none; `window` asks for files."""
        super().__init__(source)
        self._source, self._background, self._listening = source, background, listening
        self._folder, self._window = folder, window
        self._known: Sequence[str] = ()
        self._fractions = False
        self._name = ""
        self._data: Callable[[], tuple[bytes, Path]] | None = None
        self._job: Job | None = None
        self._waiting = False
        self._heard = False
        self.found: Found | None = None
        self._named: Imported | None = None
        source.file_requested.connect(self.choose)
        source.file_given.connect(self.read_file)
        source.text_changing.connect(self._wait_for_text)
        source.text_given.connect(self.read_text)
        source.options_changed.connect(self._read_again)
        source.speakers.changed.connect(self.changed)
        source.speakers.names_changed.connect(self._tell_again)
        source.speakers.hear_requested.connect(self._hear)

    @property
    def items(self) -> tuple[Header | Line, ...]:
        """What is imported, with the speakers called as the user wants; nothing while there is nothing."""
        if self.found is None or self._named is None:
            return ()
        return renamed(self._named.items, self._source.speakers.names)

    @property
    def busy(self) -> bool:
        """Whether something is being read, or typed and not read yet."""
        return self._job is not None or self._waiting

    @property
    def refused(self) -> bool:
        """Whether there is a text that cannot be read."""
        return self._data is not None and self.found is None and not self.busy

    @property
    def known(self) -> Sequence[str]:
        """The names that are offered for the voices."""
        return self._known

    @property
    def name(self) -> str:
        """What the source is called: the file's name, or that text was pasted."""
        return self._name if self._data is not None else ""

    def know(self, names: Sequence[str], *, fractions: bool) -> None:
        """Offer these names for the voices, and fractions of a second where the file has some and they are wanted."""
        self._known, self._fractions = names, fractions
        if self.found is not None:
            self._show_found(self.found)

    def offer(self, job: Job) -> None:
        """Offer the names that a job has found."""
        self.know(job.result(), fractions=self._fractions)

    def hush(self) -> None:
        """Stop the sample of a voice; what played before there was one plays on."""
        if self._heard and self._listening is not None and self._listening.usable:
            self._listening.pause()

    def choose(self) -> None:
        """Let the user choose a file."""
        dialogs.choose_file(
            self._window, "Choose what to import", self._folder, KINDS, self.read_file
        )

    def read_file(self, path: Path) -> None:
        """Read a file."""
        self._folder, self._name = path.parent, path.name
        self._source.show_file(path)
        self._data = lambda: (path.read_bytes(), path)
        self._read(None)

    def read_text(self, text: str) -> None:
        """Read text that was pasted; "" for none."""
        self._name = str(PASTED)
        self._data = (lambda: (text.encode("utf-8", "replace"), PASTED)) if text.strip() else None
        self._read(None)

    def _wait_for_text(self) -> None:
        """Let what was read be nothing any more: another text is being typed."""
        self._waiting = True
        if self.found is not None or self._job is not None:
            self._forget()

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.found = None
        self.changed.emit()

    def _read_again(self) -> None:
        if self._data is not None:
            self._read(self._source.joining)

    def _read(self, joining: bool | None) -> None:
        """Read in the background; joined, or not, or (None) as suits what it is."""
        self._waiting = False
        self._forget()
        get = self._data
        if get is None:
            self._source.show_reading(False)
            self._source.show_wrong("")
            return
        self._source.show_reading(True)
        self._job = self._background.run(lambda: read(*get(), joining), self._show)

    def _show(self, job: Job) -> None:
        from cueline.io import DocumentError

        self._job = None
        self._source.show_reading(False)
        try:
            found: Found = job.result()
        except DocumentError as error:
            self._source.show_wrong(wrong_place(error))
        except OSError as error:
            self._source.show_wrong(f"{self._name} cannot be read: {problems.reason(error)}.")
        else:
            self.found = found
            self._show_found(found)
        self.changed.emit()

    def _show_found(self, found: Found) -> None:
        self._source.offer(
            joining=found.joining if found.form in _SHORT_CUES else None,
            fractions=self._fractions and has_fractions(found.imported.items),
        )
        self._show_voices(found)
        self._tell_names(found)

    def _tell_names(self, found: Found) -> None:
        """Tell names from other words as the list of voices has them ticked."""
        self._named = named = found.named(self._known, self._source.speakers.ticks)
        self._source.show_found(what_was_found(found, named), named.notices)

    def _tell_again(self) -> None:
        if self.found is not None:
            self._tell_names(self.found)
            self.changed.emit()

    def _show_voices(self, found: Found) -> None:
        names = [voice.name for voice in found.voices]
        can_hear = self._listening is not None and self._listening.usable
        self._source.show_voices(
            found.voices,
            self._known,
            likely_names(names, self._known),
            can_hear=can_hear,
            doubtful={d.name: d.likely or is_known(d.name, self._known) for d in found.doubtful},
        )

    def _hear(self, start: float, end: float) -> None:
        if self._listening is not None and self._listening.ask_for_sound():
            self._heard = True
            self._listening.play_line(start, end)


def read(data: bytes, path: Path, joining: bool | None) -> Found:
    """Read what another program wrote; DocumentError says where it cannot be read.

    Short cues are joined to paragraphs if `joining`; None: where the form is one of cues.
    """
    from cueline.io.formats import reader_for
    from cueline.io.formats.names import doubtful_names

    reader = reader_for(data, path)
    imported = reader.read(data, path)
    if joining is None:
        joining = reader.name in _SHORT_CUES
    doubtful = doubtful_names(imported.parts)
    found = Found(reader.name, reader.label, imported, (), joining, doubtful)
    widest = found.named((), {doubt.name: True for doubt in doubtful})
    return replace(found, voices=voices_in(widest.items))


def wrong_place(error: DocumentError) -> str:
    """Say what cannot be read and where, in a sentence."""
    name = error.path.name if error.path != PASTED else "the pasted text"
    reason = error.reason[:1].upper() + error.reason[1:]
    place = f"Line {error.line}, column {error.column} of {name}: "
    line = error.excerpt.partition("\n")[0].strip()
    return f"{place}{reason}" + (f"\n“{line[:80]}”" if line else "")


def what_was_found(found: Found, named: Imported) -> str:
    """Say what was found, in a line; `named`: with what are names in it."""
    lines = len(named.lines)
    headers = len(named.items) - lines
    parts = [problems.counted(lines, "line")]
    if headers:
        parts.append(problems.counted(headers, "section"))
    if found.imported.labels:
        parts = [problems.counted(len(found.imported.labels), "label")]
    starts = [i.start for i in named.lines if i.start is not None]
    if starts:
        parts.append(f"from {format_span(min(starts))} to {format_span(max(starts))}")
    return f"{found.label}: {', '.join(parts)}"


def has_fractions(items: Sequence[Header | Line]) -> bool:
    """Tell whether a start is not a whole second."""
    return any(isinstance(i, Line) and i.start is not None and i.start % 1 for i in items)
