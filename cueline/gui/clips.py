"""Commands on clips: move an edge, rename, split, delete, make them from the sections."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cueline.episode import Clip, EditError, Episode, edits
from cueline.gui import dialogs
from cueline.gui.listening import Listening
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.widgets.clip_table import ClipTable


class Clips(QObject):
    """Does what the clip table and the Clips menu ask for."""

    def __init__(self, bench: Workbench, table: ClipTable, listening: Listening) -> None:
        super().__init__(bench)
        self._bench = bench
        self._table = table
        self._listening = listening

    def edge_to_playhead(self) -> None:
        """Move a clip edge to the playhead: the nearest one, or the start of the clip chosen in the clip table."""
        episode = self._bench.episode
        seconds = self._listening.now()
        clip = self._chosen_edge(episode)
        if clip is None:
            clip = nearest_edge(episode, seconds)
        if clip is None:
            self._bench.said.emit("There is no edge between two clips to move.")
        else:
            self.move_edge(clip, seconds)

    def move_edge(self, clip: int, seconds: float, gesture: object = None) -> None:
        """Move the edge between `clip` and the one before it: an end, a start and the time in a page address."""
        before = self._bench.episode
        edit = Edit("clip.edge", ("clip", before.clips[clip].origin, clip), "move clip edge")
        if self._bench.attempt(
            edit, lambda ep: edits.set_clip_boundary(ep, clip, seconds), gesture
        ):
            self._table.set_current(clip)
            self._bench.said.emit(edge_moved(before, self._bench.episode, clip))

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
                "The clip's name:",
                name,
                lambda text: self.take_name(clip, text),
            )

    def take_name(self, clip: int, name: str) -> None:
        """Give a clip another name."""
        edit = Edit("clip.rename", ("clip", clip), "rename clip")
        self._bench.attempt(edit, lambda ep: edits.rename_clip(ep, clip, name))

    def split(self) -> None:
        """Cut the clip under the playhead in two, there."""
        seconds = self._bench.episode.clock.round(self._listening.now())
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
        if clip is not None:
            self.delete_at(clip)

    def delete_at(self, clip: int) -> None:
        """Take a clip out; the others stay as they are."""
        edit = Edit("clip.delete", ("clip", clip), "delete clip")
        if self._bench.attempt(edit, lambda ep: edits.delete_clip(ep, clip)):
            self._bench.said.emit("Deleted the clip. Undo brings it back.")

    def from_sections(self) -> None:
        """Ask, then make one clip of each section."""
        before = self._bench.episode

        def make() -> None:
            edit = Edit("clip.from_sections", None, "clips from the sections")
            if not self._bench.attempt(edit, edits.clips_from_sections):
                self._bench.said.emit("The clips already are those of the sections.")

        try:
            proposed = edits.clips_from_sections(before)
        except EditError as error:
            self._bench.said.emit(str(error))
            return
        kept = sum(clip in proposed.clips for clip in before.clips)
        dialogs.ask(
            self._bench.window,
            f"Make {len(proposed.clips)} clips, one for each section?",
            f"{kept} of the {len(before.clips)} clips stay as they are. One undo takes all of it back.",
            [("Make Clips", make)],
        )

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


def edge_moved(old: Episode, new: Episode, clip: int) -> str:
    """Say what became of an edge: `Clip edge 6:28 → 6:31, where *Early roles* begins`."""
    before, after = old.clips[clip], new.clips[clip]
    if not isinstance(before, Clip) or not isinstance(after, Clip):
        return ""
    times = [new.clock.format(c.start) for c in (before, after) if c.start is not None]
    return f"Clip edge {' → '.join(times)}, where *{after.name}* begins"
