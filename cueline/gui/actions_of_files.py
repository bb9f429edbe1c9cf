"""Actions of the menus File and Edit."""

from __future__ import annotations

from cueline.gui.action import SEPARATOR, Action

FOLDER_CHANGES: tuple[Action, ...] = (
    Action(SEPARATOR, "", "Edit", ""),
    Action(
        "folder.replace",
        "Replace in All Episodes…",
        "Edit",
        "batches.replace",
        tip="A text or an expression, in all files of the folder, as one list to choose from",
    ),
    Action(
        "folder.rename_speaker", "Rename a Speaker Everywhere…", "Edit", "batches.rename_speaker"
    ),
    Action(
        "folder.fix",
        "Mend All Episodes…",
        "Edit",
        "batches.fix",
        tip="One kind of fault, where mending it is safe",
    ),
    Action(
        "folder.take_back",
        "Take Back a Change of Many Files…",
        "Edit",
        "batches.take_back",
        tip="Files have the bytes again that they had before; for a month",
    ),
)
"""What is done in all episodes of a folder at once."""

FILE_ACTIONS: tuple[Action, ...] = (
    Action("file.new", "&New Episode…", "File", "arrivals.begin_episode"),
    Action("file.open", "&Open…", "File", "files.choose"),
    Action(
        "file.open_folder",
        "Open Your Site’s &Folder…",
        "File",
        "folder.choose",
        tip="Shows all its episodes, and finds words in them",
    ),
    Action(
        "folder.show",
        "A&ll Episodes of the Folder",
        "File",
        "folder.show",
        tip="The episode that is open stays open behind it",
    ),
    Action("file.open_recent", "Open &Recent", "File", "recent.fill", "recent"),
    Action("file.open_sample", "Try the Sa&mple", "File", "recent.open_sample"),
    Action(SEPARATOR, "", "File", ""),
    Action("file.save", "&Save", "File", "saving.save", "saveable"),
    Action("file.save_as", "Save &As…", "File", "saving.save_as", "editable"),
    Action("file.review", "Revie&w Changes…", "File", "review.show", "changed"),
    Action(
        "file.review_committed",
        "Chan&ges Since the Last Commit…",
        "File",
        "review.show_committed",
        "document",
        tip="What differs from what the file's repository has, as Git knows it",
    ),
    Action("file.revert", "Rever&t to What Is on Disk", "File", "files.revert", "changed"),
    Action(
        "file.versions",
        "Earlier Versions…",
        "File",
        "earlier.show",
        "editable",
        tip="What the file held before each save of the last month",
    ),
    Action("file.import", "&Import…", "File", "arrivals.import_text"),
    Action("file.export", "&Export…", "File", "exporting.export", "document"),
    Action("file.convert", "Con&vert…", "File", "converting.convert", "editable"),
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
    Action("edit.replace", "Replace…", "Edit", "replacing.start", "editable"),
    Action(
        "search.anywhere",
        "Find An&ywhere…",
        "Edit",
        "anywhere.find",
        tip="A phrase, guest, title or link, in all episodes of the site",
    ),
    *FOLDER_CHANGES,
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
)
