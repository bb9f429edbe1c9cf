"""Who hears whom: every signal between the parts of a window, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from cueline.gui.window.all_windows import read_changed, tell_others

if TYPE_CHECKING:
    from cueline.gui.window.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connect the parts of a window; its files are connected by itself."""
    connect_episode(window)
    connect_journal(window)
    connect_disk(window)
    connect_panes(window)
    connect_lists(window)
    connect_folder(window)
    connect_sound(window)
    connect_wave(window)
    connect_passes(window)


def connect_episode(window: MainWindow) -> None:
    """Let everyone hear of the episode and of what becomes of it."""
    session = window.session
    session.loaded.connect(window.tapping.forget)
    session.loaded.connect(window.hopping.forget)
    session.loaded.connect(window.views.show_document)
    session.loaded.connect(window.finding.forget)
    session.loaded.connect(window.status.forget)
    session.changed.connect(window.marks.follow)
    session.changed.connect(window.tapping.note_change)
    session.changed.connect(window.hopping.note_change)
    session.changed.connect(window.views.show_change)
    session.changed.connect(window.finding.look_again)
    session.place_restored.connect(window.tapping.note_undo)
    session.place_restored.connect(window.views.show_place)
    session.saved.connect(window.status.forget)
    session.renumbered.connect(window.views.take_numbers)
    session.history_moved.connect(window.status.show_saved)
    session.history_moved.connect(window.tapping.note_history)
    for signal in (session.loaded, session.saved, session.changed, session.clean_changed):
        signal.connect(window.show_title)
    # One of these tells of each step, when all of it is done.
    done = (session.stepped, session.merged, session.moved)
    for signal in (session.loaded, session.saved, *done):
        signal.connect(window.update_actions)
    window.bench.said.connect(window.panes.status.show_note)


def connect_journal(window: MainWindow) -> None:
    """Let it be told what is kept safe, and what was brought back be shown."""
    journal, restoring = window.journal, window.restoring
    journal.place_now = window.views.place_now
    table, cells = window.panes.table, window.panes.table.cells
    caret = cells.text.cursorPositionChanged
    for signal in (table.current_changed, cells.changed, caret, window.listening.moved):
        signal.connect(journal.note_moved)
    journal.kept.connect(window.status.note_kept)
    journal.failed.connect(window.panes.notices.show_fault)
    journal.works_again.connect(window.panes.notices.end_fault)
    journal.met.connect(window.elsewhere.tell)
    restoring.open_requested.connect(window.files.open)
    restoring.text_shown.connect(window.files.note_text)
    restoring.opened.connect(window.show_opened)
    restoring.placed.connect(window.views.go_to_placed)
    restoring.heard.connect(window.listening.remember_place)
    restoring.review_requested.connect(window.review.show)
    window.earlier.compare_requested.connect(window.review.compare_with)
    window.saving.wrote.connect(window.earlier.keep_saved)
    window.review.closed.connect(window.earlier.show_again)
    window.review.jump_requested.connect(window.earlier.close)
    window.session.loaded.connect(window.earlier.close)
    window.life.stayed.connect(restoring.note_stayed)


def connect_disk(window: MainWindow) -> None:
    """Let what happens to the file on the disk be noticed, and what the user says about it be done."""
    session, reloading = window.session, window.reloading
    session.loaded.connect(window.elsewhere.follow)
    window.saving.wrote.connect(lambda document: tell_others(window, document))
    session.loaded.connect(reloading.follow)
    session.saved.connect(reloading.follow)
    reloading.open_requested.connect(window.files.open)
    reloading.compare_requested.connect(window.review.compare_with)
    reloading.join_requested.connect(window.joining.join_with)
    session.loaded.connect(window.joining.close)
    session.loaded.connect(window.conflicts.close)
    window.conflicts.joined.connect(window.mending.take_text)
    window.joining.again_requested.connect(reloading.watch.look_anew)
    window.saving.join_requested.connect(reloading.join_and_save)
    window.saving.not_saved.connect(
        lambda: reloading.settle() if reloading.watch.writable is False else None
    )
    window.saving.renamed.connect(reloading.go_on_in)
    reloading.places_changed.connect(window.earlier.follow)
    window.joining.save_requested.connect(window.saving.save_joined)
    window.saving.wrote.connect(window.taken_out.note_saved)
    window.text_on_disk.open_requested.connect(window.files.open)
    reloading.save_requested.connect(window.saving.save_anew)
    reloading.save_as_requested.connect(window.saving.save_as)
    reloading.copy_requested.connect(window.saving.save_copy)
    reloading.write_requested.connect(window.saving.write_over)
    window.saving.disk_requested.connect(reloading.take_disk)
    window.files.disk_requested.connect(reloading.take_disk)
    window.restoring.disk_requested.connect(reloading.take_disk)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(reloading.note_focus)
        app.focusChanged.connect(window.text_on_disk.note_focus)
        app.focusChanged.connect(window.folder.note_focus)


def connect_panes(window: MainWindow) -> None:
    """Connect what is asked for in the table, the tree, the clips and the find bar."""
    table, tree = window.panes.table, window.panes.tree
    clips, bar = window.panes.clips, window.panes.find_bar
    table.text_typed.connect(window.editing.take_text)
    table.speaker_entered.connect(window.editing.take_speaker)
    table.time_entered.connect(window.timing.take_time)
    table.split_requested.connect(window.editing.split_at)
    table.merge_requested.connect(window.editing.merge_rows)
    table.delete_requested.connect(window.editing.delete_rows)
    table.play_word_requested.connect(window.playback.play_word)
    table.undo_requested.connect(window.editing.undo)
    table.redo_requested.connect(window.editing.redo)
    table.message.connect(window.bench.said)
    table.current_changed.connect(window.views.show_current)
    table.current_changed.connect(window.update_actions)
    table.current_changed.connect(window.tapping.note_row)
    table.current_changed.connect(window.hopping.note_row)
    table.cells.text.typed.connect(window.dials.note_typing)
    table.cells.speaker.textEdited.connect(window.dials.note_typing)
    table.selection_changed.connect(window.views.note_place)
    table.selection_changed.connect(window.update_actions)
    table.follow_changed.connect(window.views.show_follow)
    table.follow_changed.connect(window.actions_by_id["view.follow"].setChecked)
    tree.section_chosen.connect(window.navigation.go_to)
    tree.line_chosen.connect(window.navigation.go_to)
    tree.rename_requested.connect(window.sections.take_title)
    tree.merge_requested.connect(window.sections.merge_all)
    tree.move_requested.connect(window.sections.move)
    tree.drag.drop_onto(table)
    tree.split_requested.connect(window.sections.split_before)
    clips.clip_chosen.connect(window.views.go_to_clip)
    clips.rename_requested.connect(window.clips.take_name)
    clips.start_entered.connect(window.clips.move_start)
    clips.end_entered.connect(window.clips.move_end)
    clips.url_entered.connect(window.clips.take_url)
    window.clips.added.connect(clips.open_name)
    clips.delete_requested.connect(window.clips.delete_at)
    bar.search_changed.connect(window.finding.search)
    bar.next_requested.connect(window.finding.next)
    bar.previous_requested.connect(window.finding.previous)
    bar.closed.connect(window.finding.stop)
    bar.replace_row.replace_requested.connect(window.replacing.replace)
    bar.replace_row.replace_all_requested.connect(window.replacing.replace_all)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(window.status.show_hints)


def connect_lists(window: MainWindow) -> None:
    """Connect the lists of suggestions and of what is missing."""
    window.proposals.item_requested.connect(window.navigation.go_to)
    window.proposals.clip_requested.connect(window.views.go_to_clip)
    window.session.loaded.connect(window.proposals.close)
    window.converting.made.connect(window.files.open)
    window.publishing.item_requested.connect(window.navigation.go_to_and_focus)
    window.publishing.clip_requested.connect(window.views.go_to_clip)
    window.publishing.field_requested.connect(window.front_matter.focus_field)
    window.listening.length_changed.connect(window.publishing.note_change)
    window.problem_marks.chosen.connect(window.problem_walk.go_to)
    window.problem_walk.item_pointed.connect(window.navigation.go_to)
    window.problem_walk.item_requested.connect(window.navigation.go_to_and_focus)
    window.problem_walk.clip_requested.connect(window.views.go_to_clip)
    window.problem_walk.field_requested.connect(window.front_matter.focus_field)


def connect_folder(window: MainWindow) -> None:
    """Connect the page of a site's folder, and the one box wherever it stands."""
    folder, anywhere, start = window.folder, window.anywhere, window.panes.start_page
    anywhere.take_text = window.editing.open_text
    anywhere.go_in_text = window.mending.go_to
    folder.open_requested.connect(lambda path: anywhere.open_and(path, lambda: None))
    folder.problems_requested.connect(
        lambda path: anywhere.open_and(path, window.problem_commands.show)
    )
    folder.place_requested.connect(anywhere.go)
    anywhere.open_requested.connect(window.files.open)
    anywhere.same_shown.connect(folder.leave)
    window.files.opened.connect(anywhere.note_opened)
    window.files.unreadable.connect(anywhere.note_unreadable)
    window.files.unreadable.connect(folder.note_unreadable)
    window.life.stayed.connect(anywhere.note_not_opened)
    window.files.closed.connect(folder.note_closed)
    for signal in (window.saving.wrote, window.reloading.renamed):
        signal.connect(lambda document: window.works.note_saved(document.path))
    window.cut_off.take_back_requested.connect(window.batches.put_back)
    window.cut_off.look_requested.connect(window.batches.take_back)
    window.batches.changed.connect(lambda paths: read_changed(window, paths))
    start.open_folder_requested.connect(folder.choose)
    start.search_changed.connect(anywhere.search_last)
    start.place_requested.connect(anywhere.go)
    window.recent.folders_changed.connect(start.set_folders)
    window.preferences.keys_changed.connect(folder.set_keys)
    status = window.status
    for act in (window.show_title, window.update_actions, status.show_hints, status.show_facts):
        window.panes.stack.currentChanged.connect(act)


def connect_sound(window: MainWindow) -> None:
    """Connect the sound with the player, the marks and the picture."""
    listening, player = window.listening, window.panes.player
    listening.moved.connect(window.views.show_moved)
    listening.state_changed.connect(player.set_state)
    listening.state_changed.connect(window.views.show_heard)
    listening.sound_changed.connect(window.views.show_sound)
    listening.length_changed.connect(window.views.show_length)
    listening.failed.connect(player.set_message)
    listening.waiting.connect(player.set_waiting)
    listening.rate_changed.connect(player.set_rate)
    listening.volume_changed.connect(player.set_volume)
    listening.state_changed.connect(window.dials.note_state)
    listening.state_changed.connect(window.tapping.note_state)
    listening.state_changed.connect(window.picture.note_state)
    listening.sound_changed.connect(window.picture.note_sound)
    listening.needed.connect(window.relinking.note_needed)
    listening.returned.connect(window.relinking.note_returned)
    listening.changed.connect(window.relinking.note_changed)
    listening.loop_changed.connect(window.actions_by_id["playback.loop"].setChecked)
    player.play_toggled.connect(window.playback.toggle)
    player.seek_requested.connect(listening.seek)
    player.skip_requested.connect(listening.skip)
    player.line_step_requested.connect(window.navigation.step)
    player.rate_requested.connect(listening.set_rate)
    player.volume_requested.connect(listening.set_volume)
    player.choose_sound_requested.connect(window.relinking.choose)


def connect_wave(window: MainWindow) -> None:
    """Connect the waveform."""
    waves, wave, listening = window.waves, window.panes.waveform, window.listening
    listening.sound_changed.connect(waves.show_sound)
    listening.moved.connect(waves.show_moved)
    listening.length_changed.connect(waves.show_offset)
    window.session.loaded.connect(waves.show_document)
    window.session.changed.connect(waves.show_change)
    window.panes.table.current_changed.connect(waves.show_current)
    wave.seek_requested.connect(listening.seek)
    wave.line_chosen.connect(window.navigation.go_to)
    wave.clip_chosen.connect(window.views.go_to_clip)
    window.panes.clips.current_changed.connect(wave.set_clip)
    wave.edge_moved.connect(waves.move_edge)
    wave.edge_dragging.connect(waves.hear_edge)
    wave.message.connect(window.bench.said)
    waves.told.connect(window.relinking.tell)


def connect_passes(window: MainWindow) -> None:
    """Connect tapping and hopping."""
    for one in (window.tapping, window.hopping):
        one.mode_changed.connect(window.use_mode)
        one.told.connect(window.status.tell_pass)
    window.panes.player.pass_requested.connect(lambda name: window.actions_by_id[name].trigger())
    window.tapping.place_changed.connect(window.panes.table.lines.set_pending)
    window.tapping.summed_up.connect(window.panes.notices.show_sum)
    window.tapping.sum_changed.connect(window.panes.notices.change_sum)
    window.marks.changed.connect(window.views.show_marks)
    window.marks.changed.connect(window.hopping.note_marks)
