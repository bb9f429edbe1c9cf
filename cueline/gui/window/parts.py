"""What a window has once it is complete. None of it is imported here: the start page is seen without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from cueline.gui.actions.keys import KeyBinder
    from cueline.gui.background import Background
    from cueline.gui.busy import Busy
    from cueline.gui.checks.broken_bar import BrokenBar
    from cueline.gui.checks.checking import Checking
    from cueline.gui.checks.mending import Mending
    from cueline.gui.checks.problem_commands import ProblemCommands
    from cueline.gui.checks.problem_marks import ProblemMarks
    from cueline.gui.checks.problem_walk import ProblemWalk
    from cueline.gui.checks.publishing import Publishing
    from cueline.gui.checks.text_on_disk import TextOnDisk
    from cueline.gui.editing.clipboard import Clipboard
    from cueline.gui.editing.clips import Clips
    from cueline.gui.editing.cutting import Cutting
    from cueline.gui.editing.editing import Editing
    from cueline.gui.editing.front_matter import FrontMatter
    from cueline.gui.editing.long_edits import LongEdits
    from cueline.gui.editing.proposals import Proposals
    from cueline.gui.editing.sections import Sections
    from cueline.gui.exchange.arrivals import Arrivals
    from cueline.gui.exchange.converting import Converting
    from cueline.gui.exchange.exporting import Exporting
    from cueline.gui.files.conflicts import Conflicts
    from cueline.gui.files.elsewhere import Elsewhere
    from cueline.gui.files.files import Files
    from cueline.gui.files.joining import Joining
    from cueline.gui.files.leaving import Leaving
    from cueline.gui.files.life import DocumentLife
    from cueline.gui.files.reloading import Reloading
    from cueline.gui.files.saving import Saving
    from cueline.gui.files.taken_out import TakenOut
    from cueline.gui.finding.finding import Finding
    from cueline.gui.finding.replacing import Replacing
    from cueline.gui.preferences.preferences import Preferences
    from cueline.gui.reviewing.review import Review
    from cueline.gui.safety.earlier import Earlier
    from cueline.gui.safety.journalling import Journalling
    from cueline.gui.safety.restoring import Restoring
    from cueline.gui.session import Session
    from cueline.gui.site.anywhere import Anywhere
    from cueline.gui.site.batches import Batches
    from cueline.gui.site.cut_off import CutOff
    from cueline.gui.site.folder import Folder
    from cueline.gui.site.site_work import SiteWorks
    from cueline.gui.sound.backends import Backends
    from cueline.gui.sound.dials import Dials
    from cueline.gui.sound.listening import Listening
    from cueline.gui.sound.picture import Picture
    from cueline.gui.sound.playback import Playback
    from cueline.gui.sound.relinking import Relinking
    from cueline.gui.sound.waves import Waves
    from cueline.gui.timing.hopping import Hopping
    from cueline.gui.timing.marks import RowMarks
    from cueline.gui.timing.tapping import Tapping
    from cueline.gui.timing.timing import Timing
    from cueline.gui.window.layout import Panes
    from cueline.gui.window.navigation import Navigation
    from cueline.gui.window.status import Status
    from cueline.gui.window.views import Views
    from cueline.gui.workbench import Workbench


class Parts:
    """All that works on an episode; made by `making.make`, and then handed to the window all at once."""

    actions_by_id: dict[str, QAction]
    menus: dict[str, QMenu]
    session: Session
    background: Background
    panes: Panes
    bench: Workbench
    listening: Listening
    publishing: Publishing
    checking: Checking
    problem_commands: ProblemCommands
    problem_marks: ProblemMarks
    problem_walk: ProblemWalk
    clipboard: Clipboard
    editing: Editing
    sections: Sections
    marks: RowMarks
    long_edits: LongEdits
    timing: Timing
    tapping: Tapping
    hopping: Hopping
    clips: Clips
    proposals: Proposals
    cutting: Cutting
    arrivals: Arrivals
    waves: Waves
    playback: Playback
    backends: Backends
    picture: Picture
    dials: Dials
    relinking: Relinking
    front_matter: FrontMatter
    navigation: Navigation
    finding: Finding
    review: Review
    reloading: Reloading
    joining: Joining
    elsewhere: Elsewhere
    conflicts: Conflicts
    preferences: Preferences
    status: Status
    views: Views
    binder: KeyBinder
    journal: Journalling
    busy: Busy
    life: DocumentLife
    files: Files
    saving: Saving
    taken_out: TakenOut
    leaving: Leaving
    earlier: Earlier
    exporting: Exporting
    converting: Converting
    restoring: Restoring
    works: SiteWorks
    folder: Folder
    anywhere: Anywhere
    replacing: Replacing
    batches: Batches
    cut_off: CutOff
    mending: Mending
    broken_bar: BrokenBar
    text_on_disk: TextOnDisk
