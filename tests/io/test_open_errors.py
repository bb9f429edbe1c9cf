"""What cannot be opened is refused with its place and what to do; what is only odd is opened."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from cueline.episode import Line, Map, Other, edits
from cueline.io import Document, DocumentError, SaveError, open_document, parse_document
from cueline.io.bounds import EDITABLE_BYTES

ITEMS = "transcript:\n- line: Hello\n  sec: 3\n  time: '0:03'\n  who: Ana\n"


def refused(data: bytes | str, name: str = "e.md") -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse_document(data.encode() if isinstance(data, str) else data, name)
    error = caught.value
    assert str(error).startswith(f"{name}:{error.line}:{error.column}: {error.reason}")
    return error


def pointed_at(error: DocumentError) -> str:
    """Return what stands in the excerpt from the caret on."""
    line, caret = error.excerpt.split("\n")
    assert caret.strip() == "^"
    return line[caret.index("^") :]


def episode(head: str) -> str:
    return f"---\n{head}\n{ITEMS}---\n"


# ------------------------------------------------------------------------- what is no text file


def test_a_folder_a_missing_file_and_a_pipe_are_named(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    for name, words in ((".", "a folder"), ("none.md", "no such file"), ("pipe.md", "a pipe")):
        with pytest.raises(DocumentError, match=words) as caught:
            open_document(tmp_path / name)
        assert caught.value.path == tmp_path / name


@pytest.mark.parametrize("name", ["a\0b.md", "a\ud800.md", "n" * 5_000])
def test_a_name_that_no_file_can_have_is_told(tmp_path, name):
    with pytest.raises(DocumentError, match="name"):
        open_document(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    path = tmp_path / "e.md"
    path.write_text(episode("title: a"))
    path.chmod(0)
    with pytest.raises(DocumentError, match="may not read"):
        open_document(path)


def test_what_is_not_utf8_is_shown_with_its_place():
    error = refused("---\ntitle: ÄÖ caf".encode() + b"\xe9\n" + ITEMS.encode() + b"---\n")
    assert (error.line, error.column) == (2, 14)
    assert "0xe9" in error.reason
    assert "UTF-8" in error.reason
    assert pointed_at(error) == "\N{REPLACEMENT CHARACTER}"
    assert "UTF-16" in refused(episode("title: a").encode("utf-16")).reason


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)"),
        (b"RIFF\x24\x80\0\0WAVEfmt ", "a sound file (WAV)"),
        (b"RIFF\x24\x80\0\0WEBPVP8 ", "a picture (WebP)"),
        (b"ID3\x04\0\0\0\0\x1f\xff", "a sound file (MP3)"),
        (b"\0\0\0\x20ftypM4A \0\xff", "a sound file (M4A)"),
        (b"\0\0\0\x20ftypisom\xff", "a video (MP4)"),
        (b"PK\x03\x04\x14\0\x06\0\xff", "a zip file"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    ],
)
def test_what_is_no_text_at_all_is_told_in_plain_words(data, kind):
    error = refused(data)
    assert f"it is {kind}" in error.reason
    assert "byte" not in error.reason
    assert error.excerpt == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"---\ntitle: a\0b\n---\n", "NUL byte in line 2"),
        (episode("title: {{ title }}").encode(), "template"),
        (b"---\n{% for x in y %}\ntitle: a\n---\n", "template"),
        (b"---\ntitle: a\ntranscript:\n  a: b\n---\n", "is not a list"),
        (b"---\ntitle: a\ntranscript: soon\n---\n", "is not a list"),
        (b"---\ntitle: a\ntranscript: e01-transcript.yaml\n---\n", "in another file"),
    ],
)
def test_what_can_only_be_looked_at_says_why_and_is_never_written(data, words, tmp_path):
    path = tmp_path / "e.md"
    path.write_bytes(data)
    document = open_document(path)
    assert document.read_only is not None
    assert words in document.read_only
    assert document.render(document.episode) == data
    with pytest.raises(SaveError, match="looked at"):
        document.save(document.episode)
    assert path.read_bytes() == data


def test_a_file_over_64_mb_is_only_looked_at(tmp_path):
    path = tmp_path / "e.md"
    path.write_bytes(b"---\ntitle: a\n---\n" + b" " * EDITABLE_BYTES)
    assert "64 MB" in (open_document(path).read_only or "")


def test_a_file_over_1_gb_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "e.md"
    with path.open("wb") as file:
        file.truncate(2**30 + 1)
    with pytest.raises(DocumentError, match="1 GB"):
        open_document(path)


# ----------------------------------------------------------------------- what YAML does not take


@pytest.mark.parametrize(
    ("text", "place", "there", "advice"),
    [
        (episode("title: äöü😀 a\x01b"), (2, 14), " b", "Remove it"),
        (
            "\ufeff" + episode("title: é\nx: é\x07b").replace("\n", "\r\n"),
            (3, 5),
            " b",
            "Remove it",
        ),
        (episode("links:\n\ta: b"), (3, 1), " a: b", "tab by spaces"),
        (episode("links:\n  a: b\n\tc: d"), (4, 1), " c: d", "tab by spaces"),
        (episode("title: a: b"), (2, 9), ": b", "stand in quotes"),
        (episode("title: @a"), (2, 8), "@a", "stand in quotes"),
        (episode("title: *a"), (2, 8), "*a", "stand in quotes"),
        (episode('title: "a\\qb"'), (2, 10), '\\qb"', "backslash"),
        (episode('title: "never closed'), (2, 8), '"never closed', "never closed"),
        (episode('title: "say "so" twice"'), (2, 13), '"so" twice"', "too early"),
        ("---\ntitle: a\n" + ITEMS, (7, 1), "  who: Ana", "line with only ---"),
        ("---\n'a: b'\n---\n", (2, 1), "'a: b'", "name: value"),
        (episode("title: {{ a }} and b"), (2, 16), "and b", "template"),
    ],
)
def test_the_caret_stands_at_the_fault(text, place, there, advice):
    error = refused(text)
    assert (error.line, error.column) == place
    assert pointed_at(error) == there
    assert advice in error.reason
    assert error.text == text


@pytest.mark.parametrize("deep", [500, 5_000, 100_000])
@pytest.mark.parametrize("nest", ["[", "{a: ", "- "])
@pytest.mark.parametrize("anchor", ["", "y: &a 1\n"])
def test_deep_nesting_is_refused_where_it_gets_deep(deep, nest, anchor):
    closing = {"[": "]", "{a: ": "}", "- ": ""}[nest]
    error = refused(episode(f"{anchor}x:\n  {nest * deep}b{closing * deep}"))
    assert "nested too deeply" in error.reason
    assert error.line == 3 + anchor.count("\n")
    assert pointed_at(error)


@pytest.mark.parametrize("head", ["", "\ufeff", "--- ", "? ", "a:\n  ", "\n" + " " * 900])
def test_dashes_without_end_do_not_end_the_process(head):
    error = refused(f"{head}{'-  ' * 100_000}a\n", "e.yaml")
    assert "nested too deeply" in error.reason or "YAML" in error.reason


def test_brackets_that_never_close_do_not_end_the_process():
    assert "nested too deeply" in refused(episode("x: " + "[" * 100_000)).reason


def test_an_alias_bomb_is_only_looked_at():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "\n".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)
    )
    data = episode(bomb).encode()
    document = parse_document(data)
    assert "aliases" in (document.read_only or "")
    assert document.render(document.episode) == data


# ------------------------------------------------------------------- what is odd, and opened all the same


def stays_editable(text: str, name: str = "e.md"):
    document = parse_document(text.encode(), name)
    assert document.read_only is None
    assert document.render(document.episode) == text.encode()
    place = next(i for i, x in enumerate(document.episode.items) if isinstance(x, Line))
    edited = document.verified(edits.set_text(document.episode, place, "Other"))
    assert edited.data.decode() == text.replace("Hello", "Other")
    return document


@pytest.mark.parametrize(
    "text",
    [
        episode("title: a").replace("\n", "\r\n"),
        "\ufeff" + episode("title: a").replace("\n", "\r\n"),
        f"---\ntitle: a\n{ITEMS}...\nbody\n",
        f"---  \ntitle: a\n{ITEMS}---\t\n",
        f"---\ntitle: a\n{ITEMS}---",
        episode("# a comment first\n\ntitle: a"),
        episode("? [a, b]\n: c\n? {x: y}\n: d"),
        episode("base: &b {x: 1}\nd:\n  <<: *b\n  y: 2"),
        episode("s: !!set {a, b}\nt: !mine {q: 1}\nu: !!binary aGk=\nv: !date 2020-01-01"),
        episode("1: a\ntrue: b\nnull: c"),
        episode("a: &x one\nb: *x"),
        episode("title: a  # [laughs] *& in a comment"),
        episode("x: 'a\u2028b'\ny: \"\\u2028\""),
    ],
)
def test_odd_front_matter_opens_and_stays_editable(text):
    assert stays_editable(text).notices == []


def test_yaml_files_have_no_fences():
    stays_editable(f"title: a\n{ITEMS}", "e.yaml")
    stays_editable(f"\ufeff---\ntitle: a\n{ITEMS}...\n", "e.yml")
    stays_editable('{"title": "a", "transcript": [{"line": "Hello", "sec": 3}]}\n', "e.yaml")


def test_front_matter_below_the_first_line_is_told():
    document = stays_editable("_\n" + episode("title: a"))
    assert document.notices == [
        "The front matter starts at line 2; most sites want it at the very start."
    ]
    assert [(f.kind, f.line) for f in document.facts] == [("front-matter-offset", 2)]


def test_keys_that_stand_twice_are_told_and_the_last_counts():
    document = parse_document(
        b"---\ntitle: a\ntitle: b\ntranscript:\n- line: a\n  line: Hello\n  sec: 3\n---\n"
    )
    assert document.episode.fields["title"] == "b"
    assert document.episode.items == (Line("Hello", "", 3, ""),)
    assert [(f.kind, f.index, f.line) for f in document.facts] == [
        ("duplicate-key", None, 3),
        ("duplicate-key", 0, 6),
    ]
    saved = document.verified(edits.set_text(document.episode, 0, "Other"))
    assert saved.data == document.data.replace(b"Hello", b"Other")


def test_entries_of_other_kinds_are_kept_and_can_go():
    text = "---\ntranscript:\n- line: Hello\n-\n- null\n- [a, b]\n- {}\n- note: a\n  x: 1\n---\n"
    document = stays_editable(text)
    assert [type(x) for x in document.episode.items] == [Line] + [Other] * 5
    assert document.episode.items[5] == Other("note: a · x: 1")
    assert "5 entries are neither" in document.notices[0]
    data = document.verified(edits.delete_items(document.episode, 1, 4)).data
    assert data == b"---\ntranscript:\n- line: Hello\n- note: a\n  x: 1\n---\n"


@pytest.mark.parametrize("empty", ["", " []", " null", " ~", "  # none yet"])
def test_a_transcript_that_is_empty_can_be_filled(empty):
    document = parse_document(f"---\ntitle: a\ntranscript:{empty}\nlast: b\n---\nbody\n".encode())
    assert document.read_only is None
    first = edits.insert_line(document.episode, 0, Line("Hello", "Ana", 3))
    saved = document.verified(first)
    assert saved.episode.items == (Line("Hello", "Ana", 3, "0:03"),)
    assert saved.verified(document.episode).data == document.data
    text = saved.data.decode()
    assert "transcript: \n" not in text
    assert text.startswith("---\ntitle: a\ntranscript:")
    assert text.endswith("\nlast: b\n---\nbody\n")


def test_fields_are_read_as_written():
    fields = parse_document(
        episode(
            "a: 1\nb: '1'\nc: 1.5\nd: yes\ne: true\nf:\ng: 5:38\nh: 2020-01-01\ni: [x, {y: z}]"
        ).encode()
    ).episode.fields
    assert dict(fields) == {
        "a": 1, "b": "1", "c": 1.5, "d": "yes", "e": True, "f": None, "g": "5:38", "h": "2020-01-01",
        "i": ("x", Map({"y": "z"})),
    }  # fmt: skip


# ---------------------------------------------------------------------------------------- anything

JUNK = [
    "\n", "\r\n", "\r", " ", "\t", "- ", ": ", "#", " #", "'", '"', "|", ">", "&a ", "*a", "!", "{", "}", "[", "]", ",",
    "---\n", "\0", "\x01", "\u2028", "\x85", "? ", "<<: ", "null", "\\", "\ufeff", "%", "\n- line: q\n", "\n  sec: 3\n",
]  # fmt: skip


def spoilt(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data) + 1)
        cut = chance.choice([0, 0, 1, 4, 20])
        junk = chance.choice([chance.choice(JUNK).encode(), bytes([chance.randrange(256)]), b""])
        data = data[:place] + junk + data[place + cut :]
    return data


def opened_or_refused(data: bytes) -> tuple[Document | None, DocumentError | None]:
    try:
        return parse_document(data, "e.md"), None
    except DocumentError as error:
        return None, error


@pytest.mark.parametrize("seed", range(8))
def test_a_spoilt_file_is_opened_or_refused_and_nothing_else(seed):
    chance = random.Random(seed)
    whole = (Path(__file__).parent / "spoil_me.md").read_bytes()
    for _ in range(100):
        data = spoilt(whole, chance)
        document, error = opened_or_refused(data)
        if document is None:
            assert error
            assert min(error.line, error.column) >= 1
            assert error.reason[-1] in ".)"
            continue
        assert document.render(document.episode) == data
        assert document.facts is not None
        if document.read_only is None and document.episode.items:
            changed = edits.delete_items(document.episode, 0, 0)
            saved = document.verified(changed)
            assert saved.verified(document.episode).data == data
