"""Actions of the menus Timing and Playback."""

from __future__ import annotations

from cueline.gui.actions.action import SEPARATOR, Action

SOUND_ACTIONS: tuple[Action, ...] = (
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
)
