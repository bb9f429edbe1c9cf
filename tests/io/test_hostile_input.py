"""Whatever is in a file, the answer is a document or an error that says where and why; never anything else.

`CUELINE_LONG=1` tries fifty times as many, and the largest files.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cueline.episode import EditError, Episode, Line, edits
from cueline.episode.checks import check
from cueline.io import Document, DocumentError, SaveError, parse_document
from cueline.io.checking.settings_file import SettingsError, parse_settings
from cueline.io.formats import FORMATS, Options, export_to
from cueline.io.people import read_people
from tests.io.mutants import bases, mutant_of

LONG = bool(os.environ.get("CUELINE_LONG"))
INPUTS = 500_000 if LONG else 10_000
NO_HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
MUTANTS = st.builds(mutant_of, st.integers(0, len(bases()) - 1), st.binary(min_size=5, max_size=15))


def answered(data: bytes, name: str) -> tuple[Document | None, DocumentError | None]:
    """Open the bytes; any other exception than a DocumentError is a failed test."""
    try:
        return parse_document(data, name), None
    except DocumentError as error:
        return None, error


def is_told(error: DocumentError | None, data: bytes, name: str) -> None:
    """Check that an error has a place inside the text, and a sentence."""
    assert error is not None
    lines = data.decode("utf-8", "replace").split("\n")
    assert error.path == Path(name)
    assert 1 <= error.line <= len(lines)
    assert 1 <= error.column <= len(lines[error.line - 1]) + 1
    assert " " in error.reason
    assert error.reason[-1] in ".)"


@settings(max_examples=INPUTS, suppress_health_check=NO_HEALTH)
@given(MUTANTS)
def test_any_input_is_a_document_with_the_same_bytes_or_an_error_with_its_place(mutant):
    name, data = mutant
    document, error = answered(data, name)
    if document is not None:
        assert document.render(document.episode) == data
        assert all(fact.line is None or fact.line >= 1 for fact in document.facts)
    else:
        is_told(error, data, name)


@settings(max_examples=INPUTS // 50, suppress_health_check=NO_HEALTH)
@given(MUTANTS)
def test_every_mend_of_any_input_opens_and_is_another_file(mutant):
    name, data = mutant
    _, error = answered(data, name)
    for repair in error.repairs if error else ():
        assert repair.label
        assert repair.data != data
        assert "another file" in (parse_document(repair.data, name).read_only or "another file")


@settings(max_examples=INPUTS // 50, suppress_health_check=NO_HEALTH)
@given(MUTANTS, st.integers(0, 65_535), st.sampled_from(sorted(FORMATS)))
def test_whatever_opens_is_checked_exported_edited_and_put_back(mutant, place, form):
    name, data = mutant
    document, _ = answered(data, name)
    if document is None:
        return
    episode = document.episode
    check(episode, facts=document.facts)
    with suppress(SaveError, EditError):
        assert isinstance(export_to(form, episode, Options(document)).text, str)
    if document.read_only or not episode.items:
        return
    with suppress(SaveError, EditError):  # said in a sentence, and nothing is written
        saved = document.verified(edited(episode, place))
        assert saved.verified(episode).data == data


def edited(episode: Episode, place: int) -> Episode:
    """Do one edit of some kind at some place."""
    index = place % len(episode.items)
    kinds = (
        lambda: edits.set_text(episode, index, "He said: “yes” \u202e# \t'no'"),
        lambda: edits.retime(episode, index, place % 9_000),
        lambda: edits.shift(episode, 7),
        lambda: edits.delete_items(episode, index, index),
        lambda: edits.insert_line(episode, index, Line("- a: b", "Ana", 5)),
    )
    return kinds[place % len(kinds)]()


@pytest.mark.parametrize(
    "data",
    [
        b"---\n",
        b"    --)\n",
        b"- a\n    --)",
        b"---\rsegments:\r- line: a: b",
        b"\n\n\t",
        b"--- a",
        b"transcript:\n- line: 'a\n",
    ],
)
@pytest.mark.parametrize("name", ["e.md", "e.yaml"])
def test_scraps_of_a_file_are_answered_and_their_mends_open(data, name):
    document, error = answered(data, name)
    if document is not None:
        assert document.render(document.episode) == data
        return
    is_told(error, data, name)
    assert error is not None
    for repair in error.repairs:
        assert parse_document(repair.data, name).read_only is None


def test_of_a_key_that_stands_twice_the_last_is_exported():
    twice = b"---\ntitle: a\ntranscript:\n- line: x\n- line: y\ntitle: b\ntranscript:\n- line: Hello\n---\n"
    document = parse_document(twice)
    text = export_to("episode", document.episode, Options(document)).text
    assert text == "---\ntitle: b\ntranscript:\n- line: Hello\n---\n"


# ------------------------------------------------------------------------------------ bombs and tags

TRANSCRIPT = "transcript:\n- line: Hello\n  sec: 3\n  time: '0:03'\n  who: Ana\n"


def episode_file(head: str) -> bytes:
    return f"---\n{head}\n{TRANSCRIPT}---\n".encode()


def test_no_tag_is_ever_constructed(tmp_path):
    trace = tmp_path / "run"
    tags = (
        f"x: !!python/object/apply:os.system ['touch {trace}']",
        f"x: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{trace}']]",
        f"x: !!python/object/new:subprocess.Popen [['touch', '{trace}']]",
        f"x: !!python/name:os.system\ny: !!python/module:os\nz: !!python/object:os.system {{a: {trace}}}",
        f"x: &a !!python/object/apply:os.system ['touch {trace}']\ny: *a\n<<: *a",
        f"? !!python/object/apply:os.system ['touch {trace}']\n: y",
    )
    for tag in tags:
        for data in (
            episode_file(tag),
            episode_file("t: a").replace(b"line: Hello", f"line: Hello\n  {tag}".encode()),
        ):
            document, error = answered(data, "e.md")
            if document is None:
                is_told(error, data, "e.md")
                continue
            assert document.render(document.episode) == data
            saved = document.verified(edits.set_text(document.episode, 0, "Other"))
            assert saved.data == data.replace(b"Hello", b"Other")
            for form in FORMATS:
                with suppress(SaveError):
                    export_to(form, document.episode, Options(document))
            check(document.episode, facts=document.facts)
    read_settings_and_people(tags, tmp_path)
    assert not trace.exists()


def read_settings_and_people(tags: tuple[str, ...], folder: Path) -> None:
    """Read what else is read beside an episode: its people, and the file that belongs to it."""
    people = folder / "_people"
    people.mkdir()
    for number, tag in enumerate(tags):
        (people / f"p{number}.md").write_text(f"---\nshort: p{number}\ntitle: P\n{tag}\n---\n")
        metadata = f"title: a\ntranscript: e-transcript.yaml\n{tag}\n".encode()
        words = f"segments:\n- line: Hello\n  sec: 3\n{tag}\n".encode()
        with suppress(DocumentError):
            parse_document(words, "e-transcript.yaml", {"e.yaml": metadata})
    read_people(people)


def test_bombs_by_alias_and_by_depth_are_looked_at_or_refused():
    lists = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)
    )
    maps = "a0: &a0 {k: v}\n" + "\n".join(
        f"a{n}: &a{n} {{{', '.join(f'k{k}: *a{n - 1}' for k in range(9))}}}" for n in range(1, 60)
    )
    merged = "a0: &a0 {k: v}\n" + "\n".join(
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 60)
    )
    itself = "a: &a [*a, *a]"
    for bomb in (lists, maps, merged, itself):
        data = episode_file(bomb)
        document, error = answered(data, "e.md")
        if document is None:
            is_told(error, data, "e.md")
        else:
            assert document.read_only
            assert document.render(document.episode) == data
    for nest, end in (
        ("[", "]"),
        ("{a: ", "}"),
        ("- ", ""),
        ("? ", ""),
        ("[{a: ", "}]"),
        ("!!x [", "]"),
        ("&a [", "]"),
    ):
        for deep in (99, 1_000, 50_000):
            data = episode_file(f"x:\n  {nest * deep}b{end * deep}")
            document, error = answered(data, "e.md")
            if error:
                is_told(error, data, "e.md")


# ------------------------------------------------------------------------------------------- size


def test_a_scalar_of_50_mb_opens_renders_and_saves():
    size = 50 * 2**20 if LONG else 5 * 2**20
    for quote, letter in (("", "ab "), ("'", "a''b "), ('"', "\\u00e9x "), ("", "aé\n    b ")):
        text = f"{quote}{letter * (size // len(letter))}end{quote}"
        data = episode_file(f"title: {text}").replace(b"Hello", b"Hello there")
        document, error = answered(data, "e.md")
        assert error is None
        assert document.render(document.episode) == data
        if document.read_only is None:
            saved = document.verified(edits.set_text(document.episode, 0, "Other"))
            assert saved.data == data.replace(b"Hello there", b"Other")


def test_a_million_items_open_in_memory_that_is_bounded():
    count = 1_000_000 if LONG else 20_000
    items = b"".join(b"- line: a\n  sec: %d\n" % n for n in range(count))
    data = b"---\ntranscript:\n" + items + b"---\n"
    document, error = answered(data, "e.md")
    assert error is None
    assert document.read_only is None
    assert len(document.episode.items) == count
    changed = edits.retime(document.episode, count // 2, count // 2 + 1)
    assert len(document.verified(changed).data) - len(data) in range(-1, 30)


KEYS = ("hosts", "rules", "fields", "limits", "right", "people", "x", '"a b"')
VALUES = (
    "1", "true", '"x"', "[]", "[1]", '["a", "*"]', "{a = 1}", "[{}]", "[[1]]", "1e400", "nan", "-inf", "9" * 30,
    "2020-01-01", '""', '"../../x\\u202e"', '[{rule = "todo"}]', '[{rule = 1, text = [], file = {}}]',
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_settings_of_a_site_are_understood_or_refused_with_a_sentence(key):
    document = parse_document(episode_file("title: a"))
    for value in VALUES:
        for text in (
            f"{key} = {value}\n",
            f"[{key}]\na = {value}\n",
            f"[[{key}]]\nrule = {value}\ntext = {value}\nfile = {value}\n",
            f"[rules]\n{key} = {value}\ntodo = {value}\n",
            f"[limits]\n{key} = {value}\nheader = {value}\njump = {value}\n",
            f"[fields]\n{key} = {value}\n",
        ):
            with suppress(SettingsError):
                site = parse_settings(text, Path("cueline.toml"))
                check(document.episode, site.of(Path("e.md")), document.facts)


def test_what_would_take_all_memory_or_hold_the_window_up_is_only_looked_at():
    values = b"---\nx: [" + b"a," * 4_000_001 + b"]\ntranscript:\n- line: a\n---\n"
    lines = b"---\ntranscript:\n" + b"- a\n" * 4_000_001 + b"---\n"
    name = b"---\ntranscript:\n- line: a\n  who: %s\n---\n" % (b"ab " * 20_000)
    header = b"---\ntranscript:\n- header: %s\n- line: a\n---\n" % (b"ab " * 20_000)
    title = b"---\ntitle: [[{a: %s}]]\ntranscript:\n- line: a\n---\n" % (b"ab " * 400_000)
    for data in (values, lines, name, header, title):
        document, _ = answered(data, "e.md")
        assert "more" in (document.read_only or "")
        assert document.render(document.episode) == data


def test_text_of_nothing_but_marks_is_kept_as_it_is():
    marks = "\u202e\u2066\u202a\u200f\u200b\u00ad\ufeff\ufffc\U000e0041\u0300" * 40
    hostile = f"<img src=x onerror=alert(1)> [a](javascript:x) {marks} end"
    data = episode_file(f"title: '{hostile}'").replace(b"Hello", f"'{hostile}'".encode())
    document, _ = answered(data, "e.md")
    assert document.episode.items[0].text == hostile
    assert document.render(document.episode) == data
    saved = document.verified(edits.set_text(document.episode, 0, f"{hostile}!"))
    assert parse_document(saved.data).episode.items[0].text == f"{hostile}!"
    assert saved.verified(document.episode).data == data


def test_escapes_of_characters_that_no_text_has_are_kept_or_refused():
    for escape in (
        "\\0",
        "\\e[31m",
        "\\x7f",
        "\\ud800",
        "\\udfff",
        "\\U00110000",
        "\\N",
        "\\L",
        "\\r",
        "\\b",
    ):
        data = episode_file(f'title: "a{escape}b"').replace(b"Hello", f'"a{escape}b"'.encode())
        document, error = answered(data, "e.md")
        if document is None:
            is_told(error, data, "e.md")
            continue
        assert document.render(document.episode) == data
        with suppress(SaveError):
            saved = document.verified(edits.set_text(document.episode, 0, "Other"))
            assert saved.verified(document.episode).data == data
