"""Actions of the menus View and Help."""

from __future__ import annotations

from cueline.gui.actions.action import SEPARATOR, Action

VIEW_ACTIONS: tuple[Action, ...] = (
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
        "view.answer_notice",
        "Ans&wer the Message Above",
        "View",
        "panes.answer_notice",
        tip="Go to the buttons of the message above the transcript; Escape goes back",
    ),
    Action(
        "view.metadata",
        "&The Episode’s Fields",
        "View",
        "front_matter.show",
        "editable",
        tip="Title, guests, links, topics and whatever else is said about the episode",
    ),
    Action(
        "view.problem_marks",
        "Mark Pro&blems",
        "View",
        "problem_marks.toggle",
        checkable=True,
        tip="Errors, warnings and hints beside the lines, errors and warnings in the sections and the waveform",
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
