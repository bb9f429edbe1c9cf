"""What an episode lacks before it is published: each in a sentence, at its place, with a mend where there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cueline.episode import Clip, Episode, Header, Line, Map, edits
from cueline.episode.checks import Settings, check
from cueline.episode.durations import SoundEnd
from cueline.episode.publishing import publish_list

ID = "abcdefghi_-"
VIDEO = f"https://www.youtube.com/watch?v={ID}"
FIELDS = {
    "title": "T",
    "season": 1,
    "episode": 2,
    "guests": ("ana",),
    "image": "images/t.jpg",
    "ids": Map({"youtube": ID, "anchor": "club/episodes/T-e1"}),
    "links": Map(
        {
            "youtube": VIDEO,
            "apple": "https://podcasts.apple.com/t",
            "spotify": "https://open.spotify.com/t",
        }
    ),
    "description": "D",
    "topics": ("a",),
    "intro": "I",
    "dateadded": "2025-01-01",
    "duration": "PT1M10S",
}
SOUND = SoundEnd(70.5, "talk.mp3")


def ready(**fields):
    """Return an episode that lacks nothing but what the fields say; None takes one out."""
    items = (Header("A"), Line("a", "X", 0), Header("B"), Line("b", "X", 20), Line("c", "X", 60))
    clips = Clip("A", 0, 20, f"{VIDEO}&t=0"), Clip("B", 20, 70, f"{VIDEO}&t=20")
    values = {key: value for key, value in {**FIELDS, **fields}.items() if value is not None}
    return Episode(items, clips, Map(values))


def only(ep, sound=None):
    (remark,) = publish_list(ep, sound)
    return remark


def test_an_episode_that_lacks_nothing_is_ready():
    assert publish_list(ready()) == ()
    assert publish_list(ready(), SOUND) == ()


@pytest.mark.parametrize("key", FIELDS)
def test_a_missing_field_is_named_with_its_path(key):
    remark = only(ready(**{key: None}))
    severity = (
        "hint" if key in ("description", "topics", "intro", "dateadded", "duration") else "warning"
    )
    assert (remark.rule, remark.severity, remark.path) == ("missing-field", severity, (key,))
    assert remark.message.startswith("The episode has no ")
    assert remark.index is None


def test_a_missing_duration_is_mended_with_the_sound_or_the_last_line():
    (mend,) = only(ready(duration=None), SOUND).mends
    assert mend.label == "Make it PT00H01M10S, the length of “talk.mp3”"
    assert mend.edit(ready(duration=None)).fields["duration"] == "PT00H01M10S"
    (mend,) = only(ready(duration=None)).mends
    assert mend.label == "Make it PT00H01M, the start of the last line"


def test_missing_clips_are_made_from_the_sections():
    ep = replace(ready(), clips=())
    remark = only(ep, SOUND)
    assert (remark.rule, remark.path) == ("missing-field", ("quotableClips",))
    assert remark.mends[0].edit(ep) == ready()
    bare = ep.with_items(ep.items[1:2])
    assert [(r.rule, r.index, r.mends) for r in publish_list(bare)] == [
        ("missing-field", None, ()),
        ("sections-missing", 0, ()),
    ]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("links", "apple"), "TODO", "“links apple” says only “TODO”."),
        (("links", "apple"), "-", "“links apple” says only “-”."),
        (("links", "apple"), " ", "“links apple” is empty."),
        (("title",), "TODO", "“title” says only “TODO”."),
        (("topics", 0), "", "“topics 1” is empty."),
        (("topics",), (), "“topics” is empty."),
    ],
)
def test_what_was_left_for_later_is_listed(path, value, said):
    remark = only(edits.set_field(ready(), path, value))
    assert (remark.rule, remark.severity, remark.path, remark.message) == (
        "todo",
        "warning",
        path,
        said,
    )


@pytest.mark.parametrize(
    ("key", "address", "mended"),
    [
        ("apple", VIDEO, None),
        ("apple", "podcasts.apple.com/t", "https://podcasts.apple.com/t"),
        ("apple", "not yet", None),
        ("apple", "http://[", None),
        ("site", "mailto:a@b.org", None),
    ],
)
def test_a_link_that_leads_nowhere_or_elsewhere(key, address, mended):
    ep = edits.set_field(ready(), ("links", key), address)
    remark = only(ep)
    assert (remark.rule, remark.path) == ("stray-link", ("links", key))
    right = edits.set_field(ep, ("links", key), mended)
    assert [m.edit(ep) == right for m in remark.mends] == [True] * bool(mended)


@pytest.mark.parametrize(
    ("key", "text", "mended", "safe"),
    [
        ("youtube", f"{ID}&t", ID, True),
        ("youtube", VIDEO, ID, True),
        ("youtube", "short", None, False),
        ("anchor", "club/episodes/T-e1/a-ab5", "club/episodes/T-e1", False),
        ("anchor", "https://anchor.fm/club/episodes/T-e1", "club/episodes/T-e1", False),
    ],
)
def test_an_id_with_more_in_it(key, text, mended, safe):
    ep = edits.set_field(ready(), ("ids", key), text)
    remark = only(ep)
    assert (remark.rule, remark.severity, remark.path) == ("id-junk", "error", ("ids", key))
    assert [m.edit(ep) == edits.set_field(ep, ("ids", key), mended) for m in remark.mends] == [
        True
    ] * bool(mended)
    assert [m.safe for m in remark.mends] == [safe] * bool(mended)


def test_a_duration_before_the_last_line_is_an_error():
    ep = ready(duration="PT59S")
    remark = only(ep)
    assert (remark.rule, remark.severity) == ("duration-short", "error")
    assert remark.message == "The duration is 0:59, but the last line starts at 1:00."
    assert [m.edit(ep).fields["duration"] for m in only(ep, SOUND).mends] == ["PT1M10S"]


def test_a_last_clip_before_the_last_line_is_an_error_at_the_clip():
    ep = edits.set_clip_boundary(ready(), 2, 50)
    remark = only(ep)
    assert (remark.rule, remark.severity, remark.index) == ("last-clip-short", "error", 1)
    assert "“B”, ends at 0:50, but the last line starts at 1:00" in remark.message
    assert remark.mends[0].edit(ep) == edits.set_clip_boundary(ep, 2, 60)
    assert only(ep, SOUND).mends[0].edit(ep) == ready()
    assert only(ep, SoundEnd(30)).mends[0].label == "End it at the last line"


def test_a_section_without_a_clip_of_its_name_is_mended_at_its_header():
    ep = edits.rename_clip(ready(), 1, "Old")
    remark = only(ep)
    assert (remark.rule, remark.index, remark.item, remark.clip) == (
        "header-without-clip",
        2,
        2,
        None,
    )
    assert remark.mends[0].edit(ep) == ready()


@pytest.mark.parametrize(("end", "rule"), [(25, "clip-overlap"), (15, "clip-gap")])
def test_clips_that_overlap_or_leave_a_gap_are_listed_at_the_clip(end, rule):
    remark = only(edits.set_clip_end(ready(), 0, end))
    assert (remark.rule, remark.clip) == (rule, 0)
    assert ready() in [mend.edit(edits.set_clip_end(ready(), 0, end)) for mend in remark.mends]


def test_junk_in_addresses_is_one_remark_with_the_command_that_cleans_them():
    ep = ready()
    for place in (0, 1):
        ep = edits.set_clip_url(ep, place, ep.clips[place].url.replace("&t=", "&t&t="))
    remark = only(ep)
    assert remark.message == "The addresses of 2 clips have something in them by accident."
    assert (remark.clip, remark.mends) == (0, ())
    assert [c.action for c in remark.commands] == ["clip.clean_addresses"]


def test_headers_between_question_and_answer_are_one_remark():
    items = (
        Header("A"), Line("Why?", "X", 0), Line("So.", "Y", 5), Line("And how?", "X", 10),
        Header("B"), Line("Thus.", "Y", 20), Line("Bye.", "X", 60),
    )  # fmt: skip
    remark = only(replace(ready(host="X", guests=("Y",)), items=items))
    assert remark.message == "One header stands between a question and its answer."
    assert remark.item == 4
    assert [c.action for c in remark.commands] == ["section.all_to_questions"]


def test_a_last_end_that_stands_in_for_the_sound_is_said_to_be_a_guess():
    ep = edits.set_clip_boundary(ready(), 2, 60)
    remark = only(ep)
    assert (remark.clip, remark.mends) == (1, ())
    assert "The length of the sound is not known, so this end is a guess." in remark.message
    remark = only(ep, SOUND)
    assert "but the sound goes on to 1:10." in remark.message
    assert remark.mends[0].edit(ep) == ready()
    assert publish_list(ep, SoundEnd(60)) == ()


def test_guests_whom_the_site_does_not_know_are_one_remark():
    ep = ready(guests=("ana", "bo", "cy"))
    (remark,) = publish_list(ep, settings=Settings(people={"ana": "Ana Sousa"}))
    assert remark.message == "2 guests are not among the people of the site: bo, cy."
    assert remark.path == ("guests",)
    assert publish_list(ep) == ()


def test_errors_come_first():
    ep = edits.set_clip_boundary(ready(title=None, intro=None), 2, 50)
    assert [r.severity for r in publish_list(ep)] == ["error", "warning", "hint"]


def test_errors_of_the_text_keep_an_episode_back():
    ep = ready()
    ep = replace(ep, items=(*ep.items[:4], Line("c", "X", 10)))
    late = only(ep)
    assert (late.severity, late.item) == ("error", 4)
    assert late.mends
    digest = next(p.digest for p in check(ep, rules=(late.rule,)))
    assert publish_list(ep, settings=Settings(right=frozenset({(late.rule, digest)}))) == ()


def test_many_errors_of_a_kind_are_one_remark_at_the_first():
    ep = ready()
    nobody = (Line("d", "", start) for start in (61, 62, 63, 64))
    found = only(replace(ep, items=(*ep.items, *nobody)))
    assert found.message == "Lines without a speaker: 4"
    assert (found.item, found.mends) == (5, ())
