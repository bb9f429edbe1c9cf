"""Clips: their edges, names and addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cueline.episode import Clip, edits
from cueline.episode.checks import check, fixed
from tests.episode.checks.spoilt_episode import VIDEO, after, good, only, rules


def with_clip(place: int, **changes):
    """Return the good episode with something else in one of its clips."""
    clips = list(good().clips)
    clips[place] = replace(clips[place], **changes)
    return good(clips=tuple(clips))


def test_the_good_episode_is_good():
    assert check(good()) == []


def test_a_clip_that_starts_at_no_section_is_moved_to_its_own():
    ep = edits.set_clip_boundary(good(), 1, 97)
    assert rules(ep) == [("clip-not-at-header", 1)]
    assert after(ep, "clip-not-at-header") == good()


def test_a_clip_with_another_name_takes_that_of_the_section_there():
    ep = with_clip(1, name="Ovens")
    assert rules(ep) == [("clip-name-drift", 1), ("header-without-clip", 4)]
    assert after(ep, "clip-name-drift") == good()


@pytest.mark.parametrize(
    ("rule", "end", "severity"), [("clip-overlap", 101, "error"), ("clip-gap", 99, "warning")]
)
def test_clips_that_do_not_tile(rule, end, severity):
    ep = with_clip(0, end=end)
    assert rules(ep) == [(rule, 0)]
    assert only(ep, rule).severity == severity
    assert after(ep, rule) == good()


def test_a_clip_that_ends_before_it_starts():
    ep = with_clip(1, end=90)
    assert rules(ep) == [("clip-empty", 1), ("last-clip-short", 1)]
    assert after(ep, "clip-empty") == with_clip(1, end=120)
    assert len(after(ep, "clip-empty", 1).clips) == 1
    assert [rule for rule, _ in rules(with_clip(0, end=0))] == ["clip-gap", "clip-empty"]


def test_the_last_clip_reaches_the_last_line():
    ep = with_clip(1, end=119)
    assert rules(ep) == [("last-clip-short", 1)]
    assert after(ep, "last-clip-short") == with_clip(1, end=120)
    assert check(with_clip(1, end=120)) == []


def test_another_start_in_the_address_is_safe_to_mend():
    ep = with_clip(1, url=f"{VIDEO}&t=101")
    assert rules(ep) == [("url-mismatch", 1)]
    assert only(ep, "url-mismatch").safe_fix is not None
    assert after(ep, "url-mismatch") == good()


def test_another_video_in_the_address_is_not():
    ep = with_clip(1, url="https://www.youtube.com/watch?v=zzzzzzzzzzz&t=100")
    assert only(ep, "url-mismatch").safe_fix is None
    assert after(ep, "url-mismatch") == good()
    empty = with_clip(1, url="")
    assert only(empty, "url-mismatch").message == "The clip “The oven” has no address."
    assert after(empty, "url-mismatch") == good()


def test_an_episode_without_a_link_has_only_its_starts_compared():
    ep = edits.set_field(good(), ("links", "youtube"), None)
    assert check(ep, rules=["url-mismatch"]) == []
    assert only(edits.set_clip_url(ep, 1, f"{VIDEO}&t=7"), "url-mismatch").index == 1


@pytest.mark.parametrize("url", [f"{VIDEO}&t&t=100", f"{VIDEO}&t=3&t=100"])
def test_two_starts_in_an_address_are_safe_to_mend(url):
    ep = with_clip(1, url=url)
    assert rules(ep) == [("url-junk", 1)]
    assert after(ep, "url-junk") == good()


def test_several_faults_of_one_clip_are_mended_one_after_the_other():
    ep = with_clip(1, url=f"{VIDEO}&t&t=99")
    assert rules(ep) == [("url-mismatch", 1), ("url-junk", 1)]
    ep, done = fixed(ep, check(ep))
    assert [problem.rule for problem in done] == ["url-mismatch"]
    assert ep == good()


def test_clips_that_say_too_little_are_left_in_peace():
    bare = Clip("The oven", None, None)
    ep = good(clips=(good().clips[0], bare))
    assert [rule for rule, _ in rules(ep)] == ["url-mismatch"]
