"""Who speaks in imported lines, and what they are called in the episode."""

from cueline.episode import Header, Line
from cueline.episode.voices import likely_names, renamed, voices_in

ITEMS = (
    Header("Bees"),
    Line("Hello.", "Mila Novak", 3),
    Line("Good day to you all.", "Speaker 2", 9.5),
    Line("A longer line goes on here, without a time of its own.", "Mila Novak"),
    Line("Shall we begin with the hives?", "Mila Novak", 20),
    Line("Yes.", "Speaker 2", 23),
)


def test_each_voice_has_its_longest_line_with_a_time_as_its_sample():
    mila, other = voices_in(ITEMS)
    assert (mila.name, mila.lines, mila.sample.text) == (
        "Mila Novak",
        3,
        "Shall we begin with the hives?",
    )
    assert mila.span == (20, 23)
    assert other.span == (9.5, 15.5)


def test_a_voice_without_times_cannot_be_heard():
    (voice,) = voices_in((Line("Hello.", "Ann"),))
    assert voice.span is None


def test_names_go_to_all_lines_of_a_voice_and_nowhere_else():
    changed = renamed(ITEMS, {"Speaker 2": " Oren "})
    assert [i.speaker for i in changed if isinstance(i, Line)] == [
        "Mila Novak", "Oren", "Mila Novak", "Mila Novak", "Oren",
    ]  # fmt: skip


def test_a_voice_is_called_as_the_episode_calls_its_people():
    found = likely_names(["ALEXEY", "Mila Novak", "Speaker 2", ""], ["Alexey", "Mila"])
    assert found == {"ALEXEY": "Alexey", "Mila Novak": "Mila", "Speaker 2": "Speaker 2", "": ""}


def test_full_names_are_shortened_where_the_episode_has_first_names_only():
    assert likely_names(["Oren Tal"], ["Alexey"]) == {"Oren Tal": "Oren"}
    assert likely_names(["Oren Tal"], ["Alexey Grigorev"]) == {"Oren Tal": "Oren Tal"}
    assert likely_names(["Oren"], ["Oren Tal"]) == {"Oren": "Oren Tal"}
    assert likely_names(["Oren Tal"], []) == {"Oren Tal": "Oren Tal"}


def test_two_voices_never_become_one():
    found = likely_names(["Anna Berg", "Anna Holm"], ["Anna"])
    assert found == {"Anna Berg": "Anna Berg", "Anna Holm": "Anna Holm"}
