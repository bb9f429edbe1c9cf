"""What is proposed for sections and clips: each a list to tick, done as one step of the history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from cueline.episode import Episode
from cueline.episode.addresses import propose_clean_addresses
from cueline.episode.clip_proposals import mend_section, propose_clips
from cueline.episode.durations import SoundEnd, propose_duration
from cueline.episode.header_proposals import propose_headers
from cueline.episode.proposals import Proposal
from cueline.episode.questions import move_to_question, propose_moves_to_questions
from cueline.gui.editing.proposals import Proposals
from cueline.gui.editing.sections import header_above
from cueline.gui.editing.topics import TopicLists
from cueline.gui.sound.listening import Listening
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

_JOINT = 3.0


class Cutting(QObject):
    """Keeps sections and clips in step."""

    def __init__(self, bench: Workbench, proposals: Proposals, listening: Listening) -> None:
        super().__init__(bench)
        self._bench = bench
        self._proposals = proposals
        self._listening = listening
        self._topics = TopicLists(bench, proposals)

    def clips_from_sections(self) -> None:
        """Propose clips like the sections, keeping what is right."""
        sound = self.sound_end()
        self._propose(
            "clip.from_sections",
            "clips from the sections",
            lambda ep: propose_clips(ep, sound),
            "Each section gets a clip of its name, from its first line to the next section. "
            "Starts that are there already stay, unless you tick them.",
            "The clips are those of the sections already.",
        )

    def clean_addresses(self) -> None:
        """Propose addresses without what came into them by accident."""
        self._propose(
            "clip.clean_addresses",
            "clean the addresses",
            propose_clean_addresses,
            "",
            "All addresses are clean.",
        )

    def headers_to_questions(self) -> None:
        """Propose to move each header that parts a question from its answer before the question."""
        self._propose(
            "section.all_to_questions",
            "move headers to their questions",
            propose_moves_to_questions,
            "These headers stand between a question and its answer. Before the question they would be "
            "with both.",
            "No header stands between a question and its answer.",
        )

    def headers_from_topics(self) -> None:
        """Ask for a list of topics, and propose a header for each."""
        self._topics.ask()

    def headers_from_clips(self) -> None:
        """Propose headers like the clips: one of its name where each clip starts."""
        self._propose(
            "section.from_clips",
            "headers from the clips",
            propose_headers,
            "Each clip gets a header of its name before the line that it starts with. Headers without a clip "
            "stay, unless you tick them.",
            "Each clip has its header already.",
        )

    def header_to_question(self) -> None:
        """Move the header of the current section before the question that leads to it."""
        header = header_above(self._bench.episode, self._bench.index)
        if header is None:
            self._bench.said.emit("These lines stand before the first section.")
            return
        edit = Edit(
            "section.to_question", self._bench.origin(header), "move header to its question"
        )
        if self._bench.attempt(edit, lambda ep: move_to_question(ep, header)):
            self._bench.said.emit("The header stands before its question now.")

    def mend_clip(self) -> None:
        """Bring the clip of the current section in step with it: name and start, or a new clip."""
        header = header_above(self._bench.episode, self._bench.index)
        if header is not None:
            self.mend_clip_of(header)

    def mend_clip_of(self, header: int) -> None:
        """Bring the clip of the section at `header` in step with it."""
        edit = Edit("section.mend_clip", self._bench.origin(header), "mend the clip of the section")
        if self._bench.attempt(edit, lambda ep: mend_section(ep, header)):
            self._bench.said.emit("The clip is in step with its section.")

    def play_joint(self) -> None:
        """Play the last 3 s before the current section and its first 3 s."""
        header = header_above(self._bench.episode, self._bench.index)
        section = next((s for s in self._bench.episode.sections if s.header == header), None)
        if section is None or section.start is None:
            self._bench.said.emit("This section has no time.")
        elif self._listening.ask_for_sound():
            start = max(0.0, section.start - _JOINT)
            self._listening.play_line(start, section.start + _JOINT)

    def set_duration(self) -> None:
        """Propose the length of the sound, or the last start, as the episode's duration."""
        sound = self.sound_end()
        self._propose(
            "field.duration",
            "set the duration",
            lambda ep: propose_duration(ep, sound),
            "",
            "The duration is right, as far as it can be known.",
        )

    def _propose(
        self, name: str, label: str, make: Callable[[Episode], Proposal], intro: str, nothing: str
    ) -> None:
        self._proposals.propose(Edit(name, None, label), make, intro, nothing)

    def sound_end(self) -> SoundEnd | None:
        """Return where the sound ends in the transcript's time; None as long as that is not known."""
        sound, length = self._listening.sound, self._listening.length
        if sound is None or length is None:
            return None
        return SoundEnd(length, sound.name, self._listening.offset)
