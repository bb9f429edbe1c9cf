"""Every action of the window in one table: menus, keys and the list of commands read it."""

from __future__ import annotations

from dataclasses import dataclass

SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can ask for.

    `id` is also the QAction's object name. `handler` is "controller.method". `when` is a word of the window's
    state that must hold for the action to be enabled (see `gui/state.py`). `checkable` actions show a tick.
    """

    id: str
    text: str
    menu: str
    handler: str
    when: str = "always"
    checkable: bool = False
    tip: str = ""


MENUS = ("File", "Edit", "Transcript", "Timing", "Clips", "Playback", "View", "Help")

ACTIONS: tuple[Action, ...] = (
    Action("file.new", "&New Episode…", "File", "arrivals.begin_episode"),
    Action("file.open", "&Open…", "File", "files.choose"),
    Action("file.open_recent", "Open &Recent", "File", "recent.fill", "recent"),
    Action("file.open_sample", "Try the Sa&mple", "File", "recent.open_sample"),
    Action(SEPARATOR, "", "File", ""),
    Action("file.save", "&Save", "File", "saving.save", "editable"),
    Action("file.save_as", "Save &As…", "File", "saving.save_as", "editable"),
    Action("file.review", "Re&view Changes…", "File", "review.show", "changed"),
    Action("file.revert", "Rever&t to What Is on Disk", "File", "files.revert", "changed"),
    Action("file.import", "&Import…", "File", "arrivals.import_text"),
    Action("file.export", "&Export…", "File", "exporting.export", "document"),
    Action("file.publish", "Ready to Pu&blish…", "File", "publishing.show", "editable"),
    Action("file.properties", "&Properties…", "File", "exporting.show_properties", "document"),
    Action(SEPARATOR, "", "File", ""),
    Action("file.close", "&Close", "File", "files.close", "open"),
    Action("file.quit", "&Quit", "File", "files.quit"),
    Action("edit.undo", "&Undo", "Edit", "editing.undo", "undo"),
    Action("edit.redo", "&Redo", "Edit", "editing.redo", "redo"),
    Action(SEPARATOR, "", "Edit", ""),
    Action("edit.cut", "&Cut", "Edit", "clipboard.cut", "text_cut"),
    Action("edit.copy", "C&opy", "Edit", "clipboard.copy", "text_copy"),
    Action("edit.paste", "Paste", "Edit", "clipboard.paste", "text_paste"),
    Action(SEPARATOR, "", "Edit", ""),
    Action("edit.find", "&Find…", "Edit", "finding.start", "document"),
    Action("edit.find_next", "Find &Next", "Edit", "finding.next", "document"),
    Action("edit.find_previous", "Find &Previous", "Edit", "finding.previous", "document"),
    Action(SEPARATOR, "", "Edit", ""),
    Action("mend.take", "Open It Men&ded", "Edit", "mending.take", "broken"),
    Action("mend.again", "&Try to Read It Again", "Edit", "mending.try_again", "broken"),
    Action("mend.save", "Save the Te&xt As It Is", "Edit", "mending.save_text", "broken"),
    Action(SEPARATOR, "", "Edit", ""),
    Action(
        "problem.show",
        "Pro&blems…",
        "Edit",
        "problem_commands.show",
        "editable",
        tip="What is wrong with the episode, and what could be better",
    ),
    Action("problem.next", "Next Proble&m", "Edit", "problem_commands.next", "editable"),
    Action(
        "problem.previous", "Previous Prob&lem", "Edit", "problem_commands.previous", "editable"
    ),
    Action("problem.fix", "F&ix This Problem", "Edit", "problem_commands.fix_current", "editable"),
    Action(
        "problem.fix_all", "Fix All of This &Kind", "Edit", "problem_commands.fix_all", "editable"
    ),
    Action(
        "problem.right_for_me",
        "This Is Ri&ght, for Me",
        "Edit",
        "problem_commands.right_for_me",
        "editable",
        tip="It is no longer told here, until this text changes",
    ),
    Action(
        "problem.right_for_everyone",
        "This Is Right, for &Everyone",
        "Edit",
        "problem_commands.right_for_everyone",
        "editable",
        tip="It is written into cueline.toml, until this text changes",
    ),
    Action(
        "problem.tell_again",
        "Tell Again What &Was Right for Me",
        "Edit",
        "problem_commands.tell_all_again",
        "editable",
    ),
    Action(SEPARATOR, "", "Edit", ""),
    Action("edit.command", "&Any Command…", "Edit", "preferences.show_commands"),
    Action("edit.settings", "&Settings…", "Edit", "preferences.show_settings"),
    Action("line.edit", "&Edit Text", "Transcript", "editing.open_text", "row_or_none"),
    Action("line.edit_time", "Edit &Time", "Transcript", "editing.open_time", "line"),
    Action("line.split", "&Split Line Here", "Transcript", "editing.split", "line"),
    Action("line.merge", "&Merge Lines", "Transcript", "editing.merge", "line"),
    Action("line.insert", "&Insert Line Below", "Transcript", "editing.insert", "editable"),
    Action("line.delete", "&Delete", "Transcript", "editing.delete", "row"),
    Action("line.speaker", "S&peaker…", "Transcript", "editing.ask_speaker", "row"),
    Action(
        "line.rename_speaker",
        "Rename This Speaker E&verywhere…",
        "Transcript",
        "editing.ask_new_name",
        "row",
        tip="In every line of the episode that has just this name",
    ),
    Action(SEPARATOR, "", "Transcript", ""),
    Action("section.split", "Start a Section &Here", "Transcript", "sections.split", "line"),
    Action("section.rename", "&Rename Section…", "Transcript", "sections.rename", "section"),
    Action(
        "section.merge",
        "Merge Section &with the One Above",
        "Transcript",
        "sections.merge",
        "section",
    ),
    Action(
        "section.header_up", "Header One &Line Up", "Transcript", "sections.header_up", "section"
    ),
    Action(
        "section.header_down",
        "Header One Line Dow&n",
        "Transcript",
        "sections.header_down",
        "section",
    ),
    Action(
        "section.to_question",
        "Move the Header before Its &Question",
        "Transcript",
        "cutting.header_to_question",
        "section",
    ),
    Action(
        "section.all_to_questions",
        "Move All Headers before Their Q&uestions…",
        "Transcript",
        "cutting.headers_to_questions",
        "editable",
    ),
    Action(
        "section.from_topics",
        "Sections from a List of T&opics…",
        "Transcript",
        "cutting.headers_from_topics",
        "editable",
        tip="Paste a list such as 0:00 Introduction; it is shown where each would go",
    ),
    Action(
        "section.from_clips",
        "Sections &from the Clips…",
        "Transcript",
        "cutting.headers_from_clips",
        "editable",
        tip="Shows what would become of each header before anything happens",
    ),
    Action(SEPARATOR, "", "Transcript", ""),
    Action(
        "section.mend_clip",
        "Mend the &Clip of the Section",
        "Transcript",
        "cutting.mend_clip",
        "section",
    ),
    Action(
        "section.play_joint",
        "Play the Section's &Beginning",
        "Transcript",
        "cutting.play_joint",
        "section",
        tip="The last 3 s before the section, and its first 3 s",
    ),
    Action(
        "line.retime_to_playhead",
        "&Start Here",
        "Timing",
        "timing.stamp",
        "stamp",
        tip="The current line starts where the sound is, together with what stood at the same time",
    ),
    Action(
        "line.retime_alone", "Start Here, This Line A&lone", "Timing", "timing.stamp_alone", "stamp"
    ),
    Action("line.retime_and_next", "Start Here and &Next (Tap)", "Timing", "hopping.tap", "stamp"),
    Action(
        "line.retime_alone_and_next",
        "Start Here Alone and Ne&xt",
        "Timing",
        "hopping.tap_alone",
        "stamp",
    ),
    Action(
        "line.shift_rest", "Start Here and Shift the &Rest", "Timing", "timing.shift_rest", "stamp"
    ),
    Action(SEPARATOR, "", "Timing", ""),
    Action("tap.back", "Take One Tap &Back", "Timing", "tapping.back", "tapped"),
    Action("tap.end", "End the Tapping", "Timing", "tapping.end", "tapping"),
    Action(
        "tap.take_back", "Take the Whole Pass of Taps Back", "Timing", "tapping.take_back", "tapped"
    ),
    Action(
        "tap.next_far",
        "Next Line That Was Tapped &Far Away",
        "Timing",
        "tapping.go_to_far",
        "tapped",
    ),
    Action(SEPARATOR, "", "Timing", ""),
    Action(
        "hop.start",
        "&Hop from Line to Line",
        "Timing",
        "hopping.toggle",
        "document",
        checkable=True,
        tip="Hear each line from 2 s before its start, and say whether it is right",
    ),
    Action("hop.right", "Th&is One Is Right", "Timing", "hopping.right", "hopping"),
    Action("hop.back", "The One Before A&gain", "Timing", "hopping.back", "hopping"),
    Action("hop.end", "End the Hop Pass", "Timing", "hopping.end", "hopping"),
    Action(SEPARATOR, "", "Timing", ""),
    Action("line.nudge_earlier", "Nudge &Earlier", "Timing", "timing.nudge_earlier", "timed"),
    Action("line.nudge_later", "Nudge La&ter", "Timing", "timing.nudge_later", "timed"),
    Action(
        "line.nudge_alone_earlier",
        "Nudge Earlier, This Line Alone",
        "Timing",
        "timing.nudge_alone_earlier",
        "timed",
    ),
    Action(
        "line.nudge_alone_later",
        "Nudge Later, This Line Alone",
        "Timing",
        "timing.nudge_alone_later",
        "timed",
    ),
    Action(SEPARATOR, "", "Timing", ""),
    Action(
        "wave.nearest_edge",
        "Ne&arest Edge to the Playhead",
        "Timing",
        "waves.nearest_edge",
        "editable",
    ),
    Action("wave.next_edge", "Next Edge", "Timing", "waves.next_edge", "editable"),
    Action("wave.previous_edge", "Previous Edge", "Timing", "waves.previous_edge", "editable"),
    Action(
        "wave.nudge_earlier", "Nudge the Edge Earlier", "Timing", "waves.nudge_earlier", "editable"
    ),
    Action("wave.nudge_later", "Nudge the Edge Later", "Timing", "waves.nudge_later", "editable"),
    Action(
        "wave.nudge_alone_earlier",
        "Nudge the Edge Alone Earlier",
        "Timing",
        "waves.nudge_alone_earlier",
        "editable",
    ),
    Action(
        "wave.nudge_alone_later",
        "Nudge the Edge Alone Later",
        "Timing",
        "waves.nudge_alone_later",
        "editable",
    ),
    Action(
        "clip.edge_to_playhead",
        "&Edge to the Playhead",
        "Clips",
        "clips.edge_to_playhead",
        "clip_edge",
    ),
    Action("clip.play", "&Play Clip", "Clips", "clips.play", "clip"),
    Action("clip.rename", "&Rename Clip…", "Clips", "clips.rename", "clip"),
    Action("clip.add", "&New Clip from the Selected Lines", "Clips", "clips.add", "row"),
    Action("clip.split", "&Split Clip at the Playhead", "Clips", "clips.split", "clip_edge"),
    Action("clip.merge", "&Join Clip with the Next One", "Clips", "clips.merge", "clip"),
    Action("clip.delete", "&Delete Clip", "Clips", "clips.delete", "clip"),
    Action(SEPARATOR, "", "Clips", ""),
    Action(
        "clip.from_sections",
        "Clips from the Se&ctions…",
        "Clips",
        "cutting.clips_from_sections",
        "editable",
        tip="Shows what would become of each clip before anything happens",
    ),
    Action(
        "clip.clean_addresses",
        "Clean the &Addresses…",
        "Clips",
        "cutting.clean_addresses",
        "editable",
    ),
    Action("field.duration", "Set the D&uration…", "Clips", "cutting.set_duration", "editable"),
    Action("playback.toggle", "&Play or Pause", "Playback", "playback.toggle", "sound"),
    Action("playback.play_line", "Play This &Line", "Playback", "playback.play_line", "sound_line"),
    Action(
        "playback.play_from_caret",
        "Play from the &Caret",
        "Playback",
        "playback.play_from_caret",
        "sound_line",
    ),
    Action("playback.again", "Play That A&gain", "Playback", "playback.again", "sound"),
    Action(
        "playback.loop",
        "&Repeat Line or Selection",
        "Playback",
        "playback.loop",
        "sound_line",
        checkable=True,
    ),
    Action(SEPARATOR, "", "Playback", ""),
    Action("playback.back", "&Back 1 Second", "Playback", "playback.back", "sound"),
    Action("playback.forward", "&Forward 1 Second", "Playback", "playback.forward", "sound"),
    Action("playback.back_more", "Back 5 Seconds", "Playback", "playback.back_more", "sound"),
    Action(
        "playback.forward_more", "Forward 5 Seconds", "Playback", "playback.forward_more", "sound"
    ),
    Action(
        "playback.previous_start",
        "To the Start Before",
        "Playback",
        "playback.previous_start",
        "sound",
    ),
    Action("playback.next_start", "To the &Next Start", "Playback", "playback.next_start", "sound"),
    Action(SEPARATOR, "", "Playback", ""),
    Action(
        "playback.hear_before",
        "Hear 0.5 s Before the Start",
        "Playback",
        "playback.hear_before",
        "sound_line",
    ),
    Action(
        "playback.hear_first",
        "Hear the First 0.5 s",
        "Playback",
        "playback.hear_first",
        "sound_line",
    ),
    Action(
        "playback.hear_last", "Hear the Last 0.5 s", "Playback", "playback.hear_last", "sound_line"
    ),
    Action(
        "playback.hear_after",
        "Hear 0.5 s After the End",
        "Playback",
        "playback.hear_after",
        "sound_line",
    ),
    Action(SEPARATOR, "", "Playback", ""),
    Action("playback.slower", "&Slower", "Playback", "dials.slower", "sound"),
    Action("playback.pause", "P&ause", "Playback", "playback.pause", "sound"),
    Action("playback.faster", "Fas&ter", "Playback", "dials.faster", "sound"),
    Action("playback.normal_speed", "Normal Spee&d", "Playback", "dials.normal_speed", "sound"),
    Action(SEPARATOR, "", "Playback", ""),
    Action("playback.louder", "Lo&uder", "Playback", "dials.louder", "sound"),
    Action("playback.softer", "S&ofter", "Playback", "dials.softer", "sound"),
    Action("playback.mute", "&Mute", "Playback", "dials.mute", "sound"),
    Action(SEPARATOR, "", "Playback", ""),
    Action("playback.choose_sound", "C&hoose Sound…", "Playback", "relinking.choose", "document"),
    Action(
        "playback.set_offset",
        "What I Hear Now Is This Line",
        "Playback",
        "playback.set_offset",
        "sound_timed",
        tip="Sets how far this sound is off the times of the transcript",
    ),
    Action("view.next_line", "&Next Line", "View", "navigation.next_line", "document"),
    Action("view.previous_line", "&Previous Line", "View", "navigation.previous_line", "document"),
    Action("go.to_time", "&Go to Time…", "View", "navigation.ask_time", "document"),
    Action(
        "go.to_heard", "Go to the Line That Is &Heard", "View", "navigation.go_to_heard", "sound"
    ),
    Action(
        "view.follow",
        "&Follow the Sound",
        "View",
        "navigation.set_follow",
        "document",
        checkable=True,
    ),
    Action(SEPARATOR, "", "View", ""),
    Action("view.next_pane", "Next P&ane", "View", "navigation.next_pane"),
    Action("view.previous_pane", "Previous Pan&e", "View", "navigation.previous_pane"),
    Action(
        "view.metadata",
        "&The Episode's Fields",
        "View",
        "front_matter.show",
        "document",
        tip="Title, guests, links, topics and whatever else is said about the episode",
    ),
    Action(SEPARATOR, "", "View", ""),
    Action("wave.zoom_in", "Zoom &In", "View", "waves.zoom_in", "document"),
    Action("wave.zoom_out", "Zoom &Out", "View", "waves.zoom_out", "document"),
    Action("wave.zoom_fit", "Show the Whole Sound", "View", "waves.zoom_fit", "document"),
    Action("wave.zoom_line", "Zoom to the Current Line", "View", "waves.zoom_line", "document"),
    Action(
        "wave.overview",
        "Strip with the Whole Sound",
        "View",
        "waves.toggle_overview",
        "document",
        checkable=True,
    ),
    Action(SEPARATOR, "", "View", ""),
    Action("view.light", "&Light", "View", "preferences.set_light", checkable=True),
    Action("view.dark", "&Dark", "View", "preferences.set_dark", checkable=True),
    Action("view.system", "As the S&ystem", "View", "preferences.set_system", checkable=True),
    Action(SEPARATOR, "", "View", ""),
    Action(
        "view.panes_as_at_first",
        "Panes as They Were at Fi&rst",
        "View",
        "panes.as_at_first",
        "document",
    ),
    Action("help.keys", "&Keys…", "Help", "preferences.show_keys"),
    Action("help.about", "&About Cueline", "Help", "preferences.show_about"),
)


def real_actions() -> tuple[Action, ...]:
    """Return the table without its separators."""
    return tuple(action for action in ACTIONS if action.id != SEPARATOR)
