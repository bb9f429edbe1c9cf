"""Questions, as they are seen."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from cueline.gui import dialogs
from cueline.widgets import theme


@pytest.mark.parametrize("length", [20, 36, 44, 60])
@pytest.mark.parametrize("buttons", [0, 4])
def test_no_word_of_a_question_is_cut_off(qapp, qtbot, length, buttons):
    theme.apply_theme(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    choices = [("Show Differences", lambda: None)] * buttons
    name = "how-to-break-into-data-science-and-what-comes-after-that"[:length]
    box = dialogs.ask(window, f"Save the 1 change to {name}.md?", "Short.", choices)
    for label in box.findChildren(QLabel):
        if label.text():
            whole = label.heightForWidth(label.width()) if label.wordWrap() else label.height()
            assert label.height() >= whole
            assert label.wordWrap() or label.width() >= label.sizeHint().width()


def test_a_choice_begins_at_home_where_the_desktop_started_the_program(tmp_path, monkeypatch):
    home, system = tmp_path / "home", tmp_path / "system"
    for folder in (home / "site", system):
        folder.mkdir(parents=True)
    monkeypatch.setattr(dialogs.Path, "home", lambda: home)
    monkeypatch.chdir(home / "site")
    assert dialogs.usual_folder() == home / "site"
    monkeypatch.chdir(system)
    assert dialogs.usual_folder() == home


def test_a_question_is_qt_s_own_on_every_system(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    for box in (dialogs.ask(window, "Save?", "Short.", []), dialogs.tell(window, "Done.")):
        assert box.testOption(box.Option.DontUseNativeDialog)
