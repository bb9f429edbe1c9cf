"""What a file held before each save can be looked at, taken back in, and written to a copy."""

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from cueline.io.saving.versions import Versions
from cueline.widgets.reviewing.column_titles import ColumnTitles
from cueline.widgets.reviewing.review_dialog import ReviewDialog
from cueline.widgets.reviewing.versions_dialog import NONE_YET, VersionsDialog
from tests.gui.changed_files import save


def kept(folder):
    return sorted(folder.rglob("*.gz"))


def versions(desk):
    desk.do("file.versions")
    desk.qtbot.waitUntil(lambda: shown(desk) is not None)
    return shown(desk)


def shown(desk):
    found = desk.window.findChildren(VersionsDialog)
    return next((dialog for dialog in found if dialog.isVisible()), None)


def button(dialog, label):
    buttons = dialog.findChildren(QPushButton)
    return next(b for b in buttons if b.text().replace("&", "") == label)


def click(dialog, label):
    button(dialog, label).click()


def edited(desk):
    """Save two changes, one after the other."""
    for row in (2, 3):
        desk.go(row)
        desk.press("Alt+Right")
        desk.save()


def test_each_save_leaves_a_version_that_says_how_far_it_is(opened, data_folder):
    edited(opened)
    lines = versions(opened).lines
    assert len(lines) == 2
    assert "1 difference from now" in lines[0]
    assert "2 differences from now" in lines[1]
    assert all("today" in line for line in lines)
    assert not list(opened.window.session.document.path.parent.glob("*.gz"))


def test_a_save_whose_version_cannot_be_kept_says_so(opened, data_folder):
    (data_folder / "versions").write_text("in the way of the folder")
    opened.go(2)
    opened.press("Alt+Right")
    opened.save()
    opened.qtbot.waitUntil(lambda: "is in no Earlier Version" in opened.note)
    (data_folder / "versions").unlink()
    opened.press("Alt+Right")
    opened.save()
    assert "Earlier Version" not in opened.note


def test_going_back_is_one_change_that_undo_takes_back(opened, sample):
    first = sample.read_bytes()
    edited(opened)
    after = opened.items
    dialog = versions(opened)
    opened.press("Down")
    click(dialog, "Go Back to It")
    opened.qtbot.waitUntil(lambda: opened.window.session.unsaved_count == 1)
    opened.window.activateWindow()
    opened.qtbot.waitUntil(opened.window.isActiveWindow)
    opened.go(2)
    opened.press("Ctrl+Z")
    assert opened.items == after
    opened.press("Ctrl+Shift+Z")
    opened.save()
    assert sample.read_bytes() == first


def compare(desk):
    """Compare the chosen version by the key; return the dialog that shows the differences."""
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: comparison(desk) is not None)
    desk.wait_for_dialog()
    return comparison(desk)


def comparison(desk):
    found = desk.window.findChildren(ReviewDialog)
    return next((dialog for dialog in found if dialog.isVisible()), None)


def test_enter_compares_it_and_the_list_comes_back_at_the_same_row(opened):
    edited(opened)
    versions(opened)
    opened.press("Down")
    dialog = compare(opened)
    assert "2 differences from what it was before" in dialog._count.text()
    titles = [label.text() for label in dialog.findChild(ColumnTitles).findChildren(QLabel)]
    assert titles == ["Then", "Here"]
    opened.press("Delete")  # takes one of the two back
    opened.press("Escape")
    opened.qtbot.waitUntil(lambda: shown(opened) is not None)
    opened.qtbot.waitUntil(lambda: "1 difference from now" in shown(opened).lines[1])
    opened.wait_for_dialog()
    assert "1 difference from what it was before" in compare(opened)._count.text()
    opened.press("Return")  # goes to the row: what is wanted is there
    opened.qtbot.waitUntil(lambda: comparison(opened) is None)
    opened.qtbot.wait(100)
    assert shown(opened) is None


def test_a_version_can_be_written_to_a_copy(opened, sample, tmp_path):
    first = sample.read_bytes()
    edited(opened)
    dialog = versions(opened)
    opened.press("Down")
    click(dialog, "Save a Copy…")
    chooser = opened.window.findChild(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "then.md"))
    chooser.close()
    opened.qtbot.waitUntil((tmp_path / "then.md").exists)
    assert (tmp_path / "then.md").read_bytes() == first
    dialog.reject()


def test_a_file_that_was_never_saved_here_says_so(opened):
    dialog = versions(opened)
    assert dialog.lines == []
    assert dialog._said.text() == NONE_YET
    dialog.reject()


def test_a_damaged_version_is_told_and_the_others_stay(opened, data_folder):
    edited(opened)
    folder = data_folder / "versions"
    opened.qtbot.waitUntil(lambda: len(kept(folder)) == 3)  # the last is what is saved now
    kept(folder)[1].write_bytes(b"spoilt")
    dialog = versions(opened)
    assert "cannot be read" in dialog.lines[0]
    assert "2 differences" in dialog.lines[1]
    assert not button(dialog, "Compare…").isEnabled()
    opened.press("Return")  # nothing to compare with
    opened.press("Down")
    assert button(dialog, "Compare…").isEnabled()
    dialog.reject()


def test_a_version_that_is_no_episode_can_be_copied_only(opened, sample, data_folder):
    edited(opened)
    Versions(data_folder / "versions").keep(sample, b"---\ntranscript: [\n")
    dialog = versions(opened)
    assert "only be saved as a copy" in dialog.lines[0]
    enabled = [button(dialog, label).isEnabled() for label in ("Compare…", "Go Back to It")]
    assert enabled == [False, False]
    assert button(dialog, "Save a Copy…").isEnabled()
    opened.press("Up")  # what is saved now stands above, but cannot be gone back to
    assert not button(dialog, "Compare…").isEnabled()
    assert dialog._list.currentRow() == 1
    dialog.reject()


def test_what_was_saved_last_is_there_where_it_was_replaced_while_the_file_was_closed(
    opened, sample, data_folder
):
    """As by a checkout of git, which asks nobody."""
    first = sample.read_bytes()
    edited(opened)
    saved, after = sample.read_bytes(), opened.items
    opened.do("file.close")
    opened.qtbot.waitUntil(lambda: len(kept(data_folder / "versions")) == 3)
    sample.write_bytes(first)
    opened.window.open_path(sample)
    opened.wait_for_opening()
    dialog = versions(opened)
    assert [line.split()[0] for line in dialog.lines] == ["Saved", "Before"]
    assert "2 differences from now" in dialog.lines[0]
    opened.press("Down", "Up")
    assert "from what was saved" in compare(opened)._count.text()
    opened.press("Escape")
    opened.qtbot.waitUntil(lambda: shown(opened) is not None)
    click(shown(opened), "Go Back to It")
    opened.qtbot.waitUntil(lambda: opened.items == after)
    assert opened.note.startswith("It is what was saved ")
    save(opened)
    assert sample.read_bytes() == saved
