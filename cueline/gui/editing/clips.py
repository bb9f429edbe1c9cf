"""Commands on clips: move an edge, rename, add, split, join, delete, play."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cueline.episode import Clip, EditError, Episode, edits
from cueline.gui import dialogs
from cueline.gui.sound.listening import Listening
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.widgets.clips.table import ClipTable


class Clips(QObject):
    """Does what the clip table and the Clips menu ask for."""

    added = Signal(int)

    def __init__(self, bench: Workbench, table: ClipTable, listening: Listening) -> None:
        super().__init__(bench)
        self._bench = bench
        self._table = table
        self._listening = listening

    def edge_to_playhead(self) -> None:
        """Move a clip edge to the playhead: the nearest one, or the start of the clip chosen in the clip table."""
        self._bench.table.commit_typing()
        episode = self._bench.episode
        if not episode.clips or not self._listening.ask_for_sound():
            return
        seconds = self._listening.stamp(episode.clock)
        clip = self._chosen_edge(episode)
        if clip is not None and self._table.end_is_current:
            self.move_end(clip, seconds)
            return
        if clip is None:
            clip = nearest_edge(episode, seconds)
        if clip is None:
            self._bench.said.emit("There is no edge between two clips to move.")
        else:
            self.move_edge(clip, seconds, note=f" · {self._listening.stamp_note}")

    def move_edge(
        self,
        clip: int,
        seconds: float,
        gesture: object = None,
        *,
        alone: bool = False,
        note: str = "",
    ) -> None:
        """Move the edge where `clip` begins; the number of clips stands for the end of the last one.

        An end that stood there goes along, unless the start is to move `alone`.
        """
        before = self._bench.episode
        if clip == len(before.clips):
            self.move_end(clip - 1, seconds, gesture)
            return
        shared = not alone and is_shared(before, clip)
        move = edits.set_clip_boundary if shared else edits.set_clip_start
        edit = Edit("clip.edge", ("clip", before.clips[clip].origin, clip), "move clip edge")
        if self._bench.attempt(edit, lambda ep: move(ep, clip, seconds), gesture):
            self._table.set_current(clip)
            self._bench.said.emit(edge_moved(before, self._bench.episode, clip) + note)

    def move_start(self, clip: int, seconds: float) -> None:
        """Let a clip start at the time that was typed; an end that stood at its old start goes along."""
        self.move_edge(clip, seconds)

    def move_end(self, clip: int, seconds: float, gesture: object = None) -> None:
        """Let a clip end elsewhere; the next one's start goes along if it stood there."""
        before = self._bench.episode
        if clip + 1 < len(before.clips) and is_shared(before, clip + 1):
            self.move_edge(clip + 1, seconds, gesture)
            return
        edit = Edit("clip.end", ("clip", before.clips[clip].origin, clip), "move clip end")
        if self._bench.attempt(edit, lambda ep: edits.set_clip_end(ep, clip, seconds), gesture):
            self._bench.said.emit(end_moved(before, self._bench.episode, clip))

    def take_url(self, clip: int, url: str) -> None:
        """Give a clip another address."""
        edit = Edit("clip.url", ("clip", clip), "address of the clip")
        self._bench.attempt(edit, lambda ep: edits.set_clip_url(ep, clip, url))

    def add(self) -> None:
        """Make a clip of the selected lines, and open its name."""
        rows = lines_of(self._bench.episode, self._bench.rows)
        if rows is None:
            self._bench.said.emit("Choose the lines that the clip is to have first.")
            return
        end, before = self._listening.length, self._bench.episode.clips
        edit = Edit("clip.add", None, "new clip")
        if self._bench.attempt(edit, lambda ep: edits.add_clip(ep, *rows, end=end)):
            now = self._bench.episode.clips
            place = next(
                i for i, clip in enumerate(now) if i >= len(before) or clip is not before[i]
            )
            self._table.set_current(place)
            self.added.emit(place)

    def merge(self) -> None:
        """Join the current clip with the next one."""
        clip = self._current()
        if clip is None:
            return
        edit = Edit("clip.merge", ("clip", clip), "join clips")
        if self._bench.attempt(edit, lambda ep: edits.merge_clips(ep, clip, clip + 1)):
            self._bench.said.emit(
                f"Joined: *{self._clip(clip).name}* goes on to the next one's end."
            )

    def play(self) -> None:
        """Play the current clip from its start to its end."""
        clip = self._current()
        if clip is None or not self._listening.ask_for_sound():
            return
        entry = self._clip(clip)
        if entry.start is None:
            self._bench.said.emit("This clip has no start.")
        else:
            self._listening.play_line(entry.start, entry.end)

    def rename(self) -> None:
        """Open the current cell of the clip table, where the focus is there; else ask for the clip's name."""
        if self._table.hasFocus():
            self._table.edit(self._table.currentIndex())
            return
        clip = self._current()
        if clip is not None:
            name = self._clip(clip).name
            dialogs.ask_text(
                self._bench.window,
                "Rename clip",
                "The clip’s name:",
                name,
                lambda text: self.take_name(clip, text),
                do="Rename",
            )

    def take_name(self, clip: int, name: str) -> None:
        """Give a clip another name."""
        edit = Edit("clip.rename", ("clip", clip), "rename clip")
        self._bench.attempt(edit, lambda ep: edits.rename_clip(ep, clip, name))

    def split(self) -> None:
        """Cut the clip under the playhead in two, there."""
        self._bench.table.commit_typing()
        if not self._listening.ask_for_sound():
            return
        seconds = self._listening.stamp(self._bench.episode.clock)
        clip = clip_at(self._bench.episode, seconds)
        if clip is None:
            self._bench.said.emit("There is no clip at the playhead.")
            return
        edit = Edit("clip.split", ("clip", clip), "split clip")
        if self._bench.attempt(edit, lambda ep: edits.split_clip(ep, clip, seconds)):
            self._table.set_current(clip + 1)

    def delete(self) -> None:
        """Take the current clip out."""
        clip = self._table.current
        if clip is None:
            self._bench.said.emit("No clip is marked. Choose one in the list of clips.")
        else:
            self.delete_at(clip)

    def delete_at(self, clip: int) -> None:
        """Take a clip out; the others stay as they are."""
        gone = self._bench.episode.clips[clip : clip + 1]
        edit = Edit("clip.delete", ("clip", clip), "delete clip")
        if self._bench.attempt(edit, lambda ep: edits.delete_clip(ep, clip)):
            names = [f" “{entry.name}”" for entry in gone if isinstance(entry, Clip)]
            self._bench.said.emit(f"Deleted the clip{''.join(names)}. Undo brings it back.")

    def _chosen_edge(self, episode: Episode) -> int | None:
        clip = self._table.current
        return (
            clip
            if self._table.hasFocus() and clip is not None and clip < len(episode.clips)
            else None
        )

    def _current(self) -> int | None:
        clip, clips = self._table.current, self._bench.episode.clips
        if clip is None or clip >= len(clips):
            return None
        return clip if isinstance(clips[clip], Clip) else None

    def _clip(self, clip: int) -> Clip:
        entry = self._bench.episode.clips[clip]
        if not isinstance(entry, Clip):
            raise EditError("This entry is not a clip.")
        return entry


def lines_of(episode: Episode, rows: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the rows, or the lines of the section where only its header is chosen."""
    if rows is None or rows[0] != rows[1]:
        return rows
    return next(((s.first, s.last) for s in episode.sections if s.header == rows[0]), rows)


def edges_of(episode: Episode) -> dict[int, float]:
    """Return the start in seconds of each clip that has a clip before it: the edges that can be moved."""
    return {
        place: clip.start
        for place, clip in enumerate(episode.clips)
        if place and isinstance(clip, Clip) and clip.start is not None
    }


def nearest_edge(episode: Episode, seconds: float) -> int | None:
    """Return the clip whose start is nearest to `seconds`, of those that begin where another ends."""
    edges = edges_of(episode)
    return min(edges, key=lambda clip: abs(edges[clip] - seconds), default=None)


def clip_at(episode: Episode, seconds: float) -> int | None:
    """Return the clip that `seconds` lies strictly inside of."""
    for place, clip in enumerate(episode.clips):
        if not isinstance(clip, Clip) or clip.start is None:
            continue
        if clip.start < seconds < (float("inf") if clip.end is None else clip.end):
            return place
    return None


def is_shared(episode: Episode, clip: int) -> bool:
    """Tell whether the clip before ends where this one begins."""
    before, after = episode.clips[clip - 1] if clip else None, episode.clips[clip]
    return isinstance(before, Clip) and isinstance(after, Clip) and before.end == after.start


def edge_moved(old: Episode, new: Episode, clip: int) -> str:
    """Say what became of an edge: `Clip edge 6:28 → 6:31, where *Early roles* begins`."""
    before, after = old.clips[clip], new.clips[clip]
    if not isinstance(before, Clip) or not isinstance(after, Clip):
        return ""
    return f"Clip edge {_times(new, before.start, after.start)}, where *{after.name}* begins"


def end_moved(old: Episode, new: Episode, clip: int) -> str:
    """Say what became of an end: `Clip end 6:28 → 6:31, of *Early roles*`."""
    before, after = old.clips[clip], new.clips[clip]
    if not isinstance(before, Clip) or not isinstance(after, Clip):
        return ""
    return f"Clip end {_times(new, before.end, after.end)}, of *{after.name}*"


def _times(episode: Episode, *seconds: float | None) -> str:
    return " → ".join(episode.clock.format(s) for s in seconds if s is not None)
