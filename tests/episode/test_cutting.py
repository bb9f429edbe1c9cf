"""From a plain transcript and a list of its sections to an episode that is ready, as a whole."""

from __future__ import annotations

from dataclasses import replace

from cueline.episode import Clip, Episode, Header, Line, Map
from cueline.episode.addresses import propose_clean_addresses
from cueline.episode.clip_proposals import propose_clips
from cueline.episode.durations import SoundEnd, propose_duration
from cueline.episode.header_proposals import propose_headers
from cueline.episode.publishing import publish_list
from cueline.episode.topic_lists import parse_topics, propose_topics

VIDEO = "https://www.youtube.com/watch?v=abcdefghi_-"
SOUND = SoundEnd(130.4, "talk.mp3")
LIST = "0:00 Episode Start\n0:12 Who Is Here\n0:40 First Steps\n1:55 Goodbye"
PLAIN = Episode(
    (
        Header("Introduction", origin=0),
        Line("Today we talk.", "Ana", 12, "0:12", origin=1),
        Line("Hello.", "Bo", 30, "0:30", origin=2),
        Line("How did it begin?", "Ana", 40, "0:40", origin=3),
        Header("The beginning", origin=4),
        Line("Late.", "Bo", 45, "0:45", origin=5),
        Line("Very late.", "Bo", origin=6),
        Line("Thank you.", "Ana", 115, "1:55", origin=7),
        Line("Bye.", "Bo", 118, "1:58", origin=8),
    ),
    (),
    Map({"links": Map({"youtube": f"{VIDEO}&t"})}),
)


def everything(proposal):
    return proposal.accepted(range(len(proposal.suggestions)))


def test_a_list_of_sections_makes_headers_and_clips_of_a_plain_transcript():
    cut = everything(propose_topics(PLAIN, parse_topics(LIST)))
    assert [item.text for item in cut.items if isinstance(item, (Header, Line))] == [
        "Episode Start",
        "Who Is Here",
        "Today we talk.",
        "Hello.",
        "First Steps",
        "How did it begin?",
        "Late.",
        "Very late.",
        "Goodbye",
        "Thank you.",
        "Bye.",
    ]
    made = everything(propose_clean_addresses(everything(propose_clips(cut, SOUND))))
    assert made.clips == (
        Clip("Episode Start", 0, 12, f"{VIDEO}&t=0"),
        Clip("Who Is Here", 12, 40, f"{VIDEO}&t=12"),
        Clip("First Steps", 40, 115, f"{VIDEO}&t=40"),
        Clip("Goodbye", 115, 130, f"{VIDEO}&t=115"),
    )
    timed = everything(propose_duration(made, SOUND))
    assert timed.fields["duration"] == "PT00H02M10S"
    rules = {remark.rule for remark in publish_list(timed, SOUND)}
    assert rules == {"missing-field"}
    assert not propose_clips(timed, SOUND).suggestions
    assert not propose_headers(timed).suggestions


def test_the_clips_alone_bring_the_headers_back():
    cut = everything(propose_topics(PLAIN, parse_topics(LIST)))
    made = everything(propose_clips(cut, SOUND))
    bare = replace(made, items=tuple(i for i in made.items if isinstance(i, Line)))
    assert everything(propose_headers(bare)) == made
