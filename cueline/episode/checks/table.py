"""Every rule: its id, how grave it is, what its `index` counts, and whether it has a fix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cueline.episode.checks import clips, fields, headers, source, speakers, texts, times
from cueline.episode.checks.case import Case
from cueline.episode.checks.problem import Found, Of, Severity

Find: TypeAlias = Callable[[Case], Iterator[Found]]
FixKind: TypeAlias = Literal["safe", "suggested"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `title`: the heading of its group for people. `fix`: the best that it has; None: it has none."""

    id: str
    title: str
    severity: Severity
    of: Of
    fix: FixKind | None
    find: Find


def _rule(find: Find, severity: Severity, of: Of, fix: FixKind | None, title: str) -> Rule:
    """Make a rule; its id is the name of the function that finds what it is about."""
    return Rule(find.__name__.replace("_", "-"), title, severity, of, fix, find)


_TABLE = (
    _rule(source.unreadable, "error", "file", "suggested", "Files that cannot be edited"),
    _rule(source.duplicate_key, "error", "item", None, "Names that stand twice"),
    _rule(source.unquoted_time, "error", "item", "safe", "Times without quotes"),
    _rule(source.tab, "error", "file", None, "Tabs in the front matter"),
    _rule(source.front_matter_offset, "error", "file", "suggested", "Front matter that begins late"),
    _rule(headers.orphan_copy, "error", "item", "safe", "Copies of the line after them"),
    _rule(headers.repeated_header, "error", "item", "safe", "Headers that stand twice"),
    _rule(headers.header_without_lines, "warning", "item", "suggested", "Headers without lines"),
    _rule(headers.header_after_question, "hint", "item", "suggested", "Headers between question and answer"),
    _rule(headers.header_empty, "error", "item", None, "Headers without text"),
    _rule(headers.header_is_text, "error", "item", "suggested", "Headers that are a paragraph"),
    _rule(clips.clip_not_at_header, "warning", "clip", "suggested", "Clips that start at no section"),
    _rule(clips.clip_name_drift, "warning", "clip", "suggested", "Clips with the name of no header"),
    _rule(headers.header_without_clip, "warning", "item", "suggested", "Sections without a clip"),
    _rule(clips.clip_overlap, "error", "clip", "suggested", "Clips that overlap"),
    _rule(clips.clip_gap, "warning", "clip", "suggested", "Gaps between clips"),
    _rule(clips.clip_empty, "error", "clip", "suggested", "Clips that end before they start"),
    _rule(clips.last_clip_short, "error", "clip", "suggested", "A last clip that ends too early"),
    _rule(clips.url_mismatch, "error", "clip", "safe", "Clip addresses with another start or video"),
    _rule(clips.url_junk, "error", "clip", "safe", "Clip addresses with two starts"),
    _rule(fields.id_junk, "error", "file", "safe", "Ids with more than an id in them"),
    _rule(texts.double_space, "cosmetic", "item", "safe", "Two spaces together"),
    _rule(texts.invisible_space, "cosmetic", "item", "safe", "Unusual and invisible spaces"),
    _rule(texts.line_break_inside, "error", "item", "suggested", "Line breaks inside a text"),
    _rule(texts.leading_equals, "error", "item", "safe", "Texts that start with ="),
    _rule(texts.doubled_word, "hint", "item", "suggested", "Words that stand twice"),
    _rule(texts.space_before_punctuation, "hint", "item", "suggested", "Spaces before a comma or dot"),
    _rule(texts.missing_space, "hint", "item", "suggested", "Missing spaces between sentences"),
    _rule(texts.line_empty, "error", "item", "suggested", "Lines without text"),
    _rule(texts.line_is_name, "error", "item", "suggested", "Lines that are only a name or a time"),
    _rule(speakers.speaker_is_text, "error", "item", "suggested", "Speakers that are a paragraph"),
    _rule(speakers.speaker_punctuation, "error", "item", "safe", "Speakers with signs or spaces around"),
    _rule(speakers.speaker_near_duplicate, "error", "item", "suggested", "Speakers written in two ways"),
    _rule(speakers.speaker_unknown, "hint", "item", "suggested", "Speakers who are neither host nor guest"),
    _rule(speakers.missing_speaker, "error", "item", "suggested", "Lines without a speaker"),
    _rule(times.missing_time, "warning", "item", "suggested", "Lines without a time"),
    _rule(times.time_mismatch, "error", "item", "suggested", "Two different times for one line"),
    _rule(times.time_malformed, "error", "item", "suggested", "Times that are none"),
    _rule(times.time_backwards, "error", "item", "suggested", "Lines that start before the one above"),
    _rule(times.time_jump, "warning", "item", None, "Lines long after the one above"),
    _rule(fields.duration_short, "error", "file", "suggested", "A duration that is too short"),
    _rule(fields.missing_field, "warning", "file", None, "Missing fields"),
    _rule(fields.todo, "warning", "file", None, "Fields left for later"),
    _rule(fields.stray_link, "warning", "file", None, "Links that lead elsewhere"),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.id: rule for rule in _TABLE}
"""All rules by id, in the order of the specification."""
