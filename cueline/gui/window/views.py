"""Keeps the panes showing what is true: the episode, the current row, and where the sound is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cueline.episode import Change, Clip, Episode, Header, Line
from cueline.episode.clip_pairs import pair_clips
from cueline.episode.voices import names_in
from cueline.gui.actions.keys import KeySet
from cueline.gui.background import Background, Job
from cueline.gui.editing.bands import NO_KEYS, band_infos, fault_tips
from cueline.gui.sound.heard_index import ClipIndex
from cueline.gui.sound.listening import Listening
from cueline.gui.timing.marks import RowMarks, progress
from cueline.gui.undo import Place
from cueline.gui.window.beside import Beside
from cueline.gui.window.layout import Panes
from cueline.gui.workbench import LONG, Workbench
from cueline.widgets.lines.band_info import BandInfo
from cueline.widgets.lines.layout import set_apart
from cueline.widgets.player.player_pass import PASSES

if TYPE_CHECKING:
    from cueline.io.journal.records import Placed
    from cueline.widgets.lines.cells import OpenCell

Gathered = tuple[dict[int, BandInfo], list[str], dict[int, tuple[int, int]]]
_LATER_MS = 150
_PAINTED_MS = 50
_TARGET_CHARACTERS = 60
_SAME_PLACE = 0.05
_TEXT, _TEXT_COLUMN = "text", 2


class Views(QObject):
    """Hands each change to the panes, and what must be gathered from the whole episode a moment later."""

    def __init__(
        self,
        bench: Workbench,
        panes: Panes,
        listening: Listening,
        marks: RowMarks,
        background: Background,
    ) -> None:
        super().__init__(bench)
        self._background = background
        self._gathering: Job | None = None
        self._gathered: Gathered | None = None
        self._bench = bench
        self._clip_index = ClipIndex()
        self._paired, self._pairs = Episode(), dict[int, int]()
        self._panes = panes
        self._listening = listening
        self._marks = marks
        self._tap_key = ""
        self._left_at: float | None = None
        self._mending_keys = NO_KEYS
        self._before: Episode | None = None
        self._painted = QTimer(self, interval=_PAINTED_MS, singleShot=True)
        self._painted.timeout.connect(self._let_go)
        self._later = QTimer(self, interval=_LATER_MS, singleShot=True)
        self._later.timeout.connect(self.gather)
        self._beside = Beside(bench, panes)
        self._beside.filled.connect(self._show_beside)

    def show_document(self) -> None:
        """Show another document from its first line on."""
        session = self._bench.session
        self._panes.table.set_episode(session.episode, not session.editable)
        self._gathered = None
        self._beside.show_document()
        if not self._beside.waiting:
            self.gather()
        self._panes.table.set_follow(True)
        first = next(
            (i for i, item in enumerate(session.episode.items) if isinstance(item, Line)), None
        )
        if first is not None:
            self._panes.table.set_current(first)
        self.show_current()

    def show_change(self, change: Change, episode: Episode) -> None:
        """Show what became of the episode; the one before is let go of when that is painted: it has many entries."""
        self._before = self._panes.table.lines.episode
        self._painted.start()
        self._panes.table.apply_change(change, episode)
        self._beside.apply_change(change, episode)
        if change.size > LONG:  # for when it is taken back
            self._background.run(change.find_facts, lambda _: None)
        self._gather_later()
        self.show_current()
        if not any(
            splice.growth for splice in change.items
        ):  # else the mark goes along with its row
            self._mark_heard()

    def _let_go(self) -> None:
        self._before = None

    def _gather_later(self) -> None:
        """Gather at the next pause; in a long episode at a longer one, for it would hold up the next key."""
        self._later.start(self._bench.pause(_LATER_MS))

    def _show_beside(self) -> None:
        """Show what belongs to the panes beside the table, now that they show the episode."""
        self._gathered = None
        self.gather()
        self.show_current()
        self._mark_heard()

    def gather(self) -> None:
        """Show what comes from the whole episode, bands and names; for a long one, as soon as it is found."""
        episode = self._bench.episode
        if self._gathering is not None:
            self._gathering.cancel()
            self._gathering = None
        marks, keys = self._marks, self._mending_keys

        def found() -> Gathered:
            return band_infos(episode, keys), names_in(episode), progress(episode, marks)

        if not self._bench.long:
            self._show_gathered(found())
        else:
            self._gathering = self._background.run(
                found, lambda job: self._show_gathered(job.result())
            )

    def show_marks(self) -> None:
        """Show what was heard of each line, and a moment later what that makes of each section."""
        self._panes.table.set_row_marks(self._marks.of if self._marks else None)
        self._gather_later()

    def _show_gathered(self, gathered: Gathered) -> None:
        self._gathering = None
        before, self._gathered = self._gathered, gathered
        bands, names, heard = gathered
        if before is None or before[2] != heard:
            self._panes.tree.set_progress(heard)
        if before is None or before[0] != bands:
            self._panes.table.set_section_info(bands)
            self._panes.tree.set_faults(fault_tips(bands))
        if before is None or before[1] != names:
            self._panes.table.set_names(names)

    def show_place(self, place: Place) -> None:
        """Go back to where an undone step was made."""
        table = self._panes.table
        count = len(self._bench.episode.items)
        if place.current is None or place.current >= count:
            return
        if place.current != table.current:
            table.go_to(place.current)
        if place.first is not None and place.last is not None and place.last > place.first:
            table.set_selection(place.first, min(place.last, count - 1))
        if place.selected is not None:
            self._select_again(place.current, place.selected)

    def _select_again(self, row: int, selected: tuple[int, int]) -> None:
        """Select what was selected in a text: now if it is open, else when it is opened."""
        cell = self._panes.table.open_cell_at()
        if cell is not None and (cell.index, cell.column) == (row, _TEXT):
            self._panes.table.cells.select_text(*selected)
        else:
            self._bench.found = (row, *selected)

    def show_where_left(self) -> None:
        """Go to the row at which the file was left, else to the one at which its sound was."""
        row, left_at = self._marks.row(), self._listening.left_at
        if row is None and left_at:
            row = self._listening.lines.nearest(self._bench.episode, left_at)
        if row is not None:
            self._panes.table.go_to(row)

    def place_now(self) -> Placed | None:
        """Return where the user is, for the journal; None without a row."""
        from cueline.io.journal.records import Placed

        index, cell = self._bench.index, self._bench.table.open_cell_at()
        if index is None:
            return None
        playhead = round(self._listening.now(), 2) if self._listening.usable else None
        caret = self._caret(cell) if cell is not None and cell.column == _TEXT else None
        return Placed(index, None if caret is None else _TEXT_COLUMN, caret, playhead)

    def _caret(self, cell: OpenCell) -> int:
        """Return where the caret of an open text is (code points) in what was taken of it: as far from its end."""
        taken = str(getattr(self._bench.episode.items[cell.index], "text", ""))
        after = len(self._panes.table.cells.text.text()) - cell.caret
        return max(0, len(taken) - after)

    def go_to_placed(self, place: Placed) -> None:
        """Go to where the user was when the program ended."""
        table = self._panes.table
        if place.row is None or place.row >= len(self._bench.episode.items):
            return
        table.go_to(place.row)
        if place.column == _TEXT_COLUMN:
            table.open_cell(place.row, _TEXT, place.caret)

    def note_place(self) -> None:
        """Tell the session where the user is, for undo."""
        first, last = self._bench.table.selection or (None, None)
        index = self._bench.index
        self._bench.session.place = Place(first, last, self._bench.table.current)
        if index is not None:
            self._marks.keep_row(index, self._bench.episode.items[index])

    def show_current(self) -> None:
        """Show which row is current, in every pane."""
        self.note_place()
        self._panes.tree.set_current(self._bench.index)
        self._panes.player.set_target(self._target())
        if not self._panes.clips.has_keyboard:
            self._panes.clips.set_current(self._clip_of_row())

    def take_numbers(self, change: Change, episode: Episode) -> None:
        """Hold the entries as they are since a save: those that were new have numbers, by which they are marked."""
        table = self._panes.table
        if self._beside.waiting or table.open_cell_at():
            return  # an open text may have a blank at its end that the file has not; the next step brings all numbers
        for pane in (table, self._panes.tree, self._panes.clips):
            pane.apply_change(change, episode)

    def _clip_of_row(self) -> int | None:
        """Return the clip that the current row is heard in: a header's own one, and so for a line without a time."""
        line, index, episode = self._bench.line, self._bench.index, self._bench.episode
        if line is not None and line.start is not None:
            return self._clip_index.find(episode.clips, line.start)
        header = None if index is None else self._panes.table.lines.header_above(index)
        if header is None:
            return None
        if self._paired is not episode:
            self._paired, self._pairs = episode, pair_clips(episode)
        return self._pairs.get(header)

    def go_to_clip(self, clip: int) -> None:
        """Show the line with which a clip begins."""
        entry = self._bench.episode.clips[clip]
        if isinstance(entry, Clip) and entry.start is not None:
            index = self._listening.lines.nearest(self._bench.episode, entry.start)
            if index is not None:
                self._panes.table.go_to(index)
        self._panes.clips.set_current(clip)

    # Sound.

    def show_moved(self, seconds: float) -> None:
        """Show where the sound is."""
        self._panes.player.set_position(seconds)
        self.show_heard()

    def show_heard(self) -> None:
        """Mark the line that is heard, and follow it."""
        self._mark_heard(scroll=not self._rests())

    def _mark_heard(self, *, scroll: bool = False) -> None:
        if self._beside.waiting:  # to look at every line for it takes a while
            return
        heard = self._listening.heard_index(self._bench.episode)
        self._panes.table.set_heard(heard, scroll=scroll)
        self._panes.tree.set_heard(heard)
        self._panes.waveform.set_heard(heard)

    def _rests(self) -> bool:
        """Tell whether the sound still stands where it was left: then the current row is what is to be seen."""
        if self._left_at is None:
            return False
        here, offset = self._listening.now(), self._listening.offset
        still = any(abs(here - place) < _SAME_PLACE for place in (self._left_at, offset))
        if not still or self._listening.player.state == "playing":
            self._left_at = None
        return self._left_at is not None

    def show_sound(self, sound: Path | None) -> None:
        """Show which sound is heard with this episode."""
        player = self._listening.player
        self._left_at = self._listening.left_at if sound else None
        self._panes.player.set_message("")
        if self._listening.looking:
            return
        self._panes.make_room_for_sound(needed=sound is not None)
        self._panes.player.set_sound(sound.name if sound else "", player.name)
        self._panes.player.set_rate(player.rate)
        self._panes.player.set_volume(player.volume)

    def show_length(self, seconds: float | None) -> None:
        """Show how long the sound is, in transcript time."""
        self._panes.player.set_duration(seconds, self._listening.offset)

    def show_follow(self, following: bool) -> None:
        """Say when the table does not follow the sound."""
        self._panes.status.set_right("" if following else "follow: paused")

    def set_keys(self, keys: KeySet) -> None:
        """Name the keys of another key set in the player."""
        self._tap_key = keys.shown("line.retime_and_next")
        asked = ("section.mend_clip", "section.play_joint")
        mend, play = (keys.shown(action, "table") for action in asked)
        self._mending_keys = (mend, play)
        if self._bench.session.document is not None:
            self._gather_later()
        names = {
            "previous": "view.previous_line",
            "back5": "playback.back_more",
            "play": "playback.toggle",
            "forward5": "playback.forward_more",
            "next": "view.next_line",
        }
        shown = {button: keys.shown(action) for button, action in names.items()}
        for mode, choices in PASSES.items():
            for choice in choices:
                shown[f"{mode} {choice.action}"] = keys.shown(choice.action, mode, "table")
        self._panes.player.set_keys({button: key for button, key in shown.items() if key})
        self._panes.player.set_target(self._target())

    def _target(self) -> str:
        item = self._bench.item
        if not isinstance(item, (Line, Header)):
            return ""
        if isinstance(item, Header):
            return "A header has no time"
        if item.start is None:
            return f"{self._tap_key} → goes on to the next line with a time"
        text = (
            item.text
            if len(item.text) <= _TARGET_CHARACTERS
            else f"{item.text[:_TARGET_CHARACTERS]}…"
        )
        who = f"{set_apart(item.speaker)}, " if item.speaker else ""
        return f"{self._tap_key} → {who}“{set_apart(text)}”"
