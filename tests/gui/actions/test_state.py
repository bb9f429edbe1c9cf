"""What can be done just now: known as soon as a step is done."""


def test_undo_and_redo_are_possible_as_soon_as_there_is_something_to_do(opened):
    def possible():
        actions = opened.window.actions_by_id
        return actions["edit.undo"].isEnabled(), actions["edit.redo"].isEnabled()

    assert possible() == (False, False)
    opened.go(3)
    opened.press("Alt+Right")
    opened.go(8)
    opened.press("Alt+Right", "Ctrl+Z")
    assert possible() == (True, True)
    opened.window.clips.take_name(0, "Another name")
    assert possible() == (True, False)
    opened.press("Ctrl+Z", "Ctrl+Z")
    assert possible() == (False, True)
