"""What a Markdown transcript is read as: who speaks when, what is a header, and what is no speech."""

from __future__ import annotations

import pytest

from cueline.episode import Header, Line
from cueline.io import open_document, parse_document
from cueline.io.formats import Options, export_to


def read(text: str):
    return [
        x.text if isinstance(x, Header) else (x.speaker, x.start, x.text)
        for x in parse_document(text.encode()).episode.items
    ]


@pytest.mark.parametrize(
    ("head", "speaker", "label"),
    [
        ("**Ana:** ", "Ana", ""),
        ("**Ana**: ", "Ana", ""),
        ("**Ana** : ", "Ana", ""),
        ("__Ana:__ ", "Ana", ""),
        (r"**Ana:** \[5:38\] ", "Ana", "5:38"),
        ("**Ana:** [00:05:38] ", "Ana", "00:05:38"),
        ("**Ana:**[00:05:38] ", "Ana", "00:05:38"),
        ("**Ana**: [5:38]  ", "Ana", "5:38"),
        ("[00:05:38] **Ana:** ", "Ana", "00:05:38"),
        (r"\[05:38\] **Ana**: ", "Ana", "05:38"),
        ("[62:23] **Ana:** ", "Ana", "62:23"),
        (r"**Ana:** \[01:00:04.19\] ", "Ana", "01:00:04.19"),
        ("   **Ana:** ", "Ana", ""),
        ("**Зоя Ким:** ", "Зоя Ким", ""),
        ("**Dr. O'Neil, PhD:** ", "Dr. O'Neil, PhD", ""),
        ("**Host: Ana:** ", "Host: Ana", ""),
        ("[5:38] ", "", "5:38"),
    ],
)
def test_a_turn_head_in_every_form(head, speaker, label):
    (line,) = parse_document(f"{head}What *she* \\[says\\]\n".encode()).episode.items
    assert (line.text, line.speaker, line.label) == (r"What *she* \[says\]", speaker, label)
    assert (line.start is None) == (label == "")


@pytest.mark.parametrize(
    "text",
    [
        "**Bold** words, and no colon: none", "[5:38](https://x.org) is a link", "**Q: What do you do?** he asked",
        "In 5:38 minutes", "[laughs] Yes", "[00:05:38](x) **Ana:** said", "**: **",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_head_is_text(text):
    assert read(f"para\n\n{text}\n")[-1] == ("", None, text)


def test_a_head_begins_a_line_without_a_blank_line_before_it():
    assert read("**Ana:** Hi\nthere.\n**Bo:** Hello.\n[1:00] **Ana:** So.\n") == [
        ("Ana", None, "Hi there."),
        ("Bo", None, "Hello."),
        ("Ana", 60, "So."),
    ]


def test_a_head_begins_a_line_after_a_list_and_a_quote_too():
    assert read("* one\n* two\n**Ana:** Hi\n\n> quote\n**Bo:** Yes\n") == [
        ("Ana", None, "Hi"),
        ("Bo", None, "Yes"),
    ]


def test_further_paragraphs_have_the_speaker_and_may_have_a_time():
    text = "Nobody yet.\n\n**Ana:** One.\n\nTwo.\n\n" + r"\[1:05\] Three." + "\n\n**Bo:**\n\nHm.\n"
    assert read(text) == [
        ("", None, "Nobody yet."),
        ("Ana", None, "One."),
        ("Ana", None, "Two."),
        ("Ana", 65, "Three."),
        ("Bo", None, ""),
        ("Bo", None, "Hm."),
    ]


def test_a_turn_goes_on_over_headings_and_what_is_no_speech():
    assert read("**Ana:** One.\n\n## Part\n\n![](x.png)\n\nTwo.\n") == [
        ("Ana", None, "One."),
        "Part",
        ("Ana", None, "Two."),
    ]


def test_soft_breaks_are_spaces_and_other_spaces_stay():
    text = "**Ana:**\nOne  two \n  three\n\tfour\u00a0five.  \nsix\n"
    assert read(text) == [("Ana", None, "One  two three four\u00a0five. six")]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# One", "One"), ("## One ##", "One"), ("###### One #", "One"), ("## C#", "C#"), ("##\tOne", "One"),
        ("One\n===", "One"), ("One\n---", "One"), ("One\ntwo\n---", "One two"),
        ("## *One* \\# {#id}", "*One* \\# {#id}"),
        ("##", ""),
    ],
)  # fmt: skip
def test_headings_in_every_form(source, title):
    assert read(f"Text.\n\n{source}\n\nMore.\n") == [
        ("", None, "Text."),
        title,
        ("", None, "More."),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "* one\n* two\nlazy on", "1. one\n\n   below\n\n2. two", "- a\n  - b\n\n    c\n- d", "> quote\nlazy on",
        "```\n# code\n\n**Ana:** x\n```", "~~~\nx", "<div>\ntext\n</div>", "<!--\n\n**Ana:** hidden\n\n-->",
        "![alt](x.png)", "![alt](x.png){: .wide}", "[![a](b)](c)", "{% include toc.html %}", "{% include x\n  y=1 %}",
        "{: .notice}", "{{ content }}", "---", "* * *", "a | b\n--|--\n1 | 2", "| a |\n|---|", "    code", "\tcode",
        "[a]: http://x.org 'title'", "[^1]: A note.", "<https://x.org/a>", "7. seven",
        "- ```\n  **Ana:** x\n\n  y\n  ```",
    ],
)  # fmt: skip
def test_what_is_no_speech_is_in_no_item_and_keeps_its_bytes(block):
    text = f"**Ana:** Before.\n\n{block}\n\nAfter.\n"
    document = parse_document(text.encode())
    open_to_the_end = block.startswith("~~~")
    assert [x.text for x in document.episode.items] == ["Before.", "After."][: 2 - open_to_the_end]
    changed = document.episode.with_items((Line("New.", "Bo"),))
    assert block in document.render(changed).decode()


def test_an_image_or_a_list_without_a_blank_line_ends_the_paragraph():
    assert read("![](a.png)\nIt begins:\n* a\n* b\n\nAnd on.\n![](b.png)\nSo.\n") == [
        ("", None, "It begins:"),
        ("", None, "And on."),
        ("", None, "So."),
    ]


def test_a_number_in_the_middle_of_a_paragraph_is_no_list():
    assert read("It was in\n1986. What a year.\n") == [("", None, "It was in 1986. What a year.")]


def test_front_matter_gives_the_fields_and_without_it_there_are_none():
    document = parse_document(b"---\ntitle: A talk\ntags: [a]\n---\n**Ana:** Hi\n")
    assert dict(document.episode.fields) == {"title": "A talk", "tags": ("a",)}
    assert document.read_only is None
    assert document.notices == []
    assert parse_document(b"\xef\xbb\xbf**Ana:** Hi\r\n").episode.fields == {}


def test_a_text_below_the_fields_of_an_episode_is_no_transcript():
    document = parse_document(b"---\ntitle: A\nseason: 3\n---\n\nNotes on the episode.\n")
    assert document.episode.items == ()
    assert "no transcript in its front matter yet" in document.notices[0]


def test_a_rule_or_an_underlined_heading_at_the_top_is_no_front_matter():
    assert read("Start\n---\n\nAna said: yes\n\n---\n\nEnd.\n") == [
        "Start",
        ("", None, "Ana said: yes"),
        ("", None, "End."),
    ]
    assert read("A heading\n-----\n\n**Ana:** Hi\n") == ["A heading", ("Ana", None, "Hi")]


@pytest.mark.parametrize(
    ("labels", "seconds", "wanted"),
    [
        (["00:00:10", "01:00:00"], 3725, "01:02:05"),
        (["0:10", "59:00"], 65, "1:05"),
        (["0:10", "62:23"], 3725, "62:05"),
        (["00:10", "59:00"], 65, "01:05"),
        (["03:53", "59:10", "01:00:04.19"], 65.4, "01:05"),
        ([], 65.4, "1:05"),
    ],
)
def test_the_clock_is_learned_from_the_times_in_brackets(labels, seconds, wanted):
    text = "\n\n".join(f"**Ana:** [{label}] Hi" for label in labels) or "**Ana:** Hi"
    clock = parse_document(text.encode()).episode.clock
    assert clock.format(clock.round(seconds)) == wanted


def test_a_malformed_time_stays_a_label_without_seconds():
    (line,) = parse_document(b"**Ana:** [5:78] Hi").episode.items
    assert (line.start, line.label, line.text) == (None, "5:78", "Hi")


def test_source_lines_and_items_find_each_other(tmp_path):
    path = tmp_path / "talk.md"
    path.write_text("---\ntitle: A\n---\n\n## One\n\n**Ana:** Hi\nthere.\n\n* list\n\nMore.\n")
    document = open_document(path)
    assert [document.line_of_item(i) for i in range(3)] == [5, 7, 12]
    assert [document.item_at_line(n) for n in (4, 5, 7, 8, 10, 12)] == [None, 0, 1, 1, None, 2]


def test_the_export_to_markdown_is_read_back_as_it_was():
    data = (
        b"---\ntitle: A\ntranscript:\n- header: 'Part #1'\n- {line: 'Hi *all*', sec: 5, time: '0:05', who: Ana}\n"
        b"- {line: 'More', who: Ana}\n- {line: '1. of it', who: Ana}\n"
        b"- {line: 'Yes', sec: 65, time: '1:05', who: Bo}\n---\n"
    )
    document = parse_document(data)
    written = export_to("md", document.episode, Options(document)).data
    again = parse_document(written).episode
    assert [(x.speaker, x.start, x.label) for x in again.items[1:]] == [
        (x.speaker, x.start, x.label) for x in document.episode.items[1:]
    ]
    assert [x.text for x in again.items] == ["Part #1", r"Hi \*all\*", "More", "1. of it", "Yes"]
