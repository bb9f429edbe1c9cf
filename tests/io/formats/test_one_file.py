"""An episode in data files taken over to one Markdown file: everything as it is written, in one front matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cueline.episode import EditError, edits
from cueline.io import open_document, parse_document
from cueline.io.formats.conversion import conversion_of, other_form

METADATA = """\
# kept by hand
title: "Bread \\u0026 bees"
links:
  youtube: https://www.youtube.com/watch?v=abcdefghijk
transcript: e07-transcript.yaml
# until the bees come
quotableClips:
- {name: Start, startOffset: 0, endOffset: 20}
# the end
"""
WORDS = """\
# by machine
podcast: bread-and-bees
title: Another
segments:
- header: Start
# the first words
- line: Good morning to you, and to all
    the bees.
  sec: 3
  time: 0:03
  who: Mila
"""
WHOLE = """\
---
# kept by hand
title: "Bread \\u0026 bees"
links:
  youtube: https://www.youtube.com/watch?v=abcdefghijk
# until the bees come
quotableClips:
- {name: Start, startOffset: 0, endOffset: 20}
# the end
# by machine
podcast: bread-and-bees
transcript:
- header: Start
# the first words
- line: Good morning to you, and to all
    the bees.
  sec: 3
  time: 0:03
  who: Mila
---
"""


def pair(folder, metadata=METADATA, words=WORDS):
    (folder / "e07.yaml").write_bytes(metadata.encode())
    (folder / "e07-transcript.yaml").write_bytes(words.encode())
    return open_document(folder / "e07.yaml")


def whole(document, form="front-matter"):
    conversion = conversion_of(document, form)
    return conversion, conversion.written(conversion.proposal.ticked).decode()


def test_two_files_become_one_with_all_that_was_written_in_them(tmp_path):
    document = pair(tmp_path)
    assert other_form(document) == "front-matter"
    conversion, text = whole(document)
    assert text == WHOLE
    assert (conversion.proposed_name, conversion.summary) == ("e07.md", "1 line and 1 heading")
    made = parse_document(text.encode(), "e07.md").episode
    assert made.fields["title"] == "Bread & bees"
    assert [replace(item, origin=None) for item in made.items] == [
        replace(item, origin=None) for item in document.episode.items
    ]


def test_from_there_it_goes_on_to_markdown_at_once(tmp_path):
    conversion, text = whole(pair(tmp_path), "markdown")
    assert text.endswith(
        "podcast: bread-and-bees\n---\n\n## Start\n\n"
        "**Mila:** \\[0:03\\] Good morning to you, and to all the bees.\n"
    )
    assert conversion.proposed_name == "e07-markdown.md"
    assert "Comments inside the transcript do not come along." in conversion.notes


def test_what_is_not_saved_comes_along(tmp_path):
    document = pair(tmp_path)
    edited = edits.set_text(document.episode, 1, "Good evening.")
    text = whole(document.verified(edited))[1]
    assert "- line: Good evening.\n" in text
    assert (tmp_path / "e07-transcript.yaml").read_text() == WORDS


@pytest.mark.parametrize("name", ["segments", '"segments"', "transcript"])
def test_one_data_file_alone_becomes_a_page_too(tmp_path, name):
    text = f"%YAML 1.1\n---\ntitle: A\n{name}:\n- {{line: Hello, who: Ana}}\n...\n"
    (tmp_path / "talk.yml").write_text(text)
    made = whole(open_document(tmp_path / "talk.yml"))[1]
    assert made == "---\ntitle: A\ntranscript:\n- {line: Hello, who: Ana}\n---\n"


def test_line_ends_are_those_of_the_metadata(tmp_path):
    document = pair(tmp_path, METADATA.replace("\n", "\r\n"), WORDS.removesuffix("\n"))
    assert whole(document)[1] == WHOLE.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("metadata", "words", "reason"),
    [
        ("{title: A, transcript: e07-transcript.yaml}\n", WORDS, "written in a way"),
        ("title: A\ntranscript: e08-transcript.yaml\n", WORDS, "is in another file"),
        ("title: A\nsegments: []\n", WORDS, "nothing to convert"),
        (
            METADATA,
            "title: &t Bees\nsegments:\n- {line: *t, who: Ana, sec: 1, time: '0:01'}\n",
            "would say something else",
        ),
    ],
)
def test_what_cannot_be_put_together_is_said(tmp_path, metadata, words, reason):
    with pytest.raises(EditError, match=reason):
        whole(pair(tmp_path, metadata, words))
