"""What is new is written as the file writes its own."""

from __future__ import annotations

import pytest
import yaml

from cueline.episode import Clip, Header, Line, edits
from cueline.io import parse_document

LONG = (
    "Well, the thing that nobody tells you when you begin is that most of the work is reading what "
    "others wrote, and that it's fine to ask them about it, again and again, until you see it."
)
ENTRIES = [
    {"header": "Opening: who is here"},
    {"line": LONG, "sec": 5, "time": "0:05", "who": "Ana"},
    {"line": LONG.replace(" is that", ": "), "sec": 95, "time": "1:35", "who": "Bo"},
    {"line": f"Ça va – {LONG}", "sec": 3725, "time": "1:02:05", "who": "Ana"},
]
NEW = {"line": f"So I’d add: {LONG.lower()}", "sec": 338, "time": "5:38", "who": "Bo"}


class Quoted(str):
    __slots__ = ()


class Dumper(yaml.SafeDumper):
    pass


class NativeDumper(yaml.CSafeDumper):
    pass


for _dumper in (Dumper, NativeDumper):
    _dumper.add_representer(
        Quoted, lambda d, s: d.represent_scalar("tag:yaml.org,2002:str", str(s), style='"')
    )


def dumped(entries, quoted=False, native=False, **options) -> str:
    if quoted:
        entries = [
            {k: Quoted(v) if isinstance(v, str) else v for k, v in e.items()} for e in entries
        ]
    options = {"sort_keys": False, "allow_unicode": True, **options}
    return yaml.dump(entries, Dumper=NativeDumper if native else Dumper, **options)


def with_new(source: str):
    """Put the new line and a header into a transcript written as `source`; return what came in."""
    text = f"---\ntitle: a\ntranscript:\n{source}---\n"
    document = parse_document(text.encode())
    episode = edits.insert_line(document.episode, 2, Line(NEW["line"], NEW["who"], NEW["sec"]))
    episode = edits.split_section(episode, 2, "And: then")
    new = document.verified(episode).data.decode()
    cut = document.layout.items.fragments[2].start + document.layout.start  # type: ignore[union-attr]
    assert new[:cut] == text[:cut]
    assert new.endswith(text[cut:])
    return new[cut : len(new) - len(text) + cut]


@pytest.mark.parametrize("native", [False, True])
@pytest.mark.parametrize("width", [60, 80, 100, 120, 10_000])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("unicode", [False, True])
def test_as_an_emitter_would_have_written_it(native, width, quoted, unicode):
    options = {"native": native, "width": width, "quoted": quoted, "allow_unicode": unicode}
    wanted = dumped([{"header": "And: then"}, NEW], **options)
    assert with_new(dumped(ENTRIES, **options)) == wanted


HAND = {
    "double quotes on one line": (
        (
            f'- header: "One"\n- line: "{LONG}"\n  sec: 3\n  time: "0:03"\n  who: "Ana"\n'
            '- line: "Two"\n  sec: 4\n  time: "0:04"\n  who: "Bo"\n'
        ),
        f'- header: "And: then"\n- line: "{NEW["line"]}"\n  sec: 338\n  time: "5:38"\n  who: "Bo"\n',
    ),
    "single quotes": (
        (
            "- header: 'One'\n- line: 'It''s one.'\n  sec: 3\n  time: '0:03'\n  who: 'Ana'\n"
            f"- line: '{LONG.replace(chr(39), chr(39) * 2)}'\n  sec: 4\n  time: '0:04'\n  who: 'Bo'\n"
        ),
        (
            f"- header: 'And: then'\n- line: '{NEW['line'].replace(chr(39), chr(39) * 2)}'\n"
            "  sec: 338\n  time: '5:38'\n  who: 'Bo'\n"
        ),
    ),
    "indented, who first, blank lines": (
        (
            "  - header: One\n\n  - who: Ana\n    time: 0:03\n    sec: 3\n    line: One.\n"
            "\n  - who: Bo\n    time: 0:04\n    sec: 4\n    line: Two.\n"
        ),
        "\n  - header: 'And: then'\n\n  - who: Bo\n    time: '5:38'\n    sec: 338\n    line: ",
    ),
    "wide gaps": (
        (
            "-   header: One\n-   line: One.\n    sec: 3\n    time: '0:03'\n    who: Ana\n"
            "-   line: Two.\n    sec: 4\n    time: '0:04'\n    who: Bo\n"
        ),
        "-   header: 'And: then'\n-   line: '",
    ),
    "in braces": (
        (
            "- {header: One}\n- {line: One., sec: 3, time: '0:03', who: Ana}\n"
            "- {line: Two., sec: 4, time: '0:04', who: Bo}\n"
        ),
        "- {header: 'And: then'}\n- {line: '",
    ),
    "seconds only": (
        "- header: One\n- line: One.\n  sec: 3\n  who: Ana\n- line: Two.\n  sec: 4\n  who: Bo\n",
        "- header: 'And: then'\n- line: '",
    ),
    "times only": (
        "- header: One\n- line: One.\n  time: '00:03'\n  who: Ana\n- line: Two.\n  time: '00:04'\n  who: Bo\n",
        "- header: 'And: then'\n- line: '",
    ),
}


@pytest.mark.parametrize("way", HAND)
def test_as_a_person_writes_it(way):
    source, wanted = HAND[way]
    added = with_new(source)
    assert added.startswith(wanted)
    assert ("sec: 338" in added) == (way != "times only")
    assert ("5:38" in added) == (way != "seconds only")
    assert ("'05:38'" in added) == (way == "times only")
    assert added.startswith("- {") == (way == "in braces")


def test_folded_texts_stay_folded():
    first = "- line: >-\n    Well, the thing that nobody tells you when you begin is that\n    most of it is reading.\n"
    source = f"{first}  sec: 3\n  time: '0:03'\n  who: Ana\n" * 3
    added = with_new(source)
    head, rest = added.split("- line: ")
    assert "And: then" in head
    assert rest.startswith(">-\n    So I’d add: well, the thing")
    assert max(map(len, rest.split("\n"))) <= 72


def test_a_list_in_brackets_grows_inside_them():
    text = (
        '{"title": "a", "transcript": [\n  {"header": "One"},\n'
        '  {"line": "One", "sec": 3, "time": "0:03", "who": "Ana"},\n'
        '  {"line": "Two", "sec": 4, "time": "0:04", "who": "Bo"}\n]}\n'
    )
    document = parse_document(text.encode(), "e.yaml")
    new = edits.insert_line(document.episode, 3, Line("Three", "Ana", 5))
    data = document.verified(new).data.decode()
    entry = ',\n  {"line": "Three", "sec": 5, "time": "0:05", "who": "Ana"}'
    assert data == text.replace('"Bo"}', '"Bo"}' + entry)


def test_clips_are_written_as_the_file_writes_its_own():
    clip = (
        "- name: '{}'\n  startOffset: {}\n  url: https://example.org/?v=1&t={}\n  endOffset: {}\n"
    )
    clips = clip.format("One", 0, 0, 50) + clip.format("Two", 50, 50, 90)
    text = f"---\nquotableClips:\n{clips}transcript:\n{dumped(ENTRIES)}---\n"
    document = parse_document(text.encode())
    assert document.episode.clips[0] == Clip("One", 0, 50, "https://example.org/?v=1&t=0")
    data = document.verified(edits.split_clip(document.episode, 1, 70)).data.decode()
    wanted = clip.format("Two", 50, 50, 70) + clip.format("Two", 70, 70, 90)
    assert data == text.replace(clip.format("Two", 50, 50, 90), wanted)


@pytest.mark.parametrize(
    ("labels", "seconds", "wanted"),
    [
        (["0:05", "62:23"], 3725, "62:05"),
        (["0:05", "1:02:23"], 3725, "1:02:05"),
        (["0:05", "0:06"], 3725, "1:02:05"),
        (["00:05", "62:23"], 338, "05:38"),
        (["00:05", "62:23"], 3725, "62:05"),
        (["00:00:05", "01:02:23"], 338, "00:05:38"),
        (["0:00:05", "1:02:23"], 338, "0:05:38"),
        (["0:05.2", "1:02:23.4"], 338.25, "5:38.2"),
        (["0:05.25", "62:23.40"], 338, "5:38.00"),
    ],
)
def test_times_are_written_by_the_files_own_clock(labels, seconds, wanted):
    source = "".join(f"- line: a\n  time: '{label}'\n  who: Ana\n" for label in labels)
    document = parse_document(f"---\ntranscript:\n{source}---\n".encode())
    data = document.verified(edits.retime(document.episode, 0, seconds)).data.decode()
    assert data == f"---\ntranscript:\n{source}---\n".replace(labels[0], wanted, 1)


def test_seconds_keep_the_fractions_of_the_file():
    source = "- line: a\n  sec: {}\n- line: b\n  sec: 7.25\n"
    document = parse_document(f"---\ntranscript:\n{source.format(3.5)}---\n".encode())
    assert document.episode.items[0] == Line("a", "", 3.5)
    data = document.verified(edits.retime(document.episode, 0, 4.129)).data.decode()
    assert data == f"---\ntranscript:\n{source.format(4.12)}---\n"
    whole = parse_document(b"---\ntranscript:\n- line: a\n  sec: 3\n---\n")
    assert b"sec: 4\n" in whole.verified(edits.retime(whole.episode, 0, 4.9)).data


def test_a_plain_time_gains_quotes_where_it_would_be_read_as_a_number():
    text = "---\ntranscript:\n- line: a\n  sec: 9\n  time: 0:09\n- line: b\n  sec: 10\n  time: 5:10\n---\n"
    document = parse_document(text.encode())
    assert [(f.kind, f.index, f.line) for f in document.facts] == [("unquoted-time", 1, 8)]
    data = document.verified(edits.retime(document.episode, 0, 338)).data.decode()
    assert data == text.replace("sec: 9\n  time: 0:09", "sec: 338\n  time: '5:38'")
    data = document.verified(edits.retime(document.episode, 0, 7)).data.decode()
    assert data == text.replace("sec: 9\n  time: 0:09", "sec: 7\n  time: 0:07")


def test_facts_name_the_lines_of_an_editor():
    """YAML counts a line at U+2028 too; an editor does not."""
    text = "---\nnote: 'a\u2028b'\nlinks:\n  a: b\ntranscript:\n- line: a\n  time: 5:38\n  time: 5:39\n---\n"
    facts = parse_document(text.encode()).facts
    assert sorted((f.kind, f.index, f.line) for f in facts) == [
        ("duplicate-key", 0, 8),
        ("unquoted-time", 0, 7),
        ("unquoted-time", 0, 8),
    ]


def test_tabs_that_indent_are_told():
    document = parse_document(b"---\nx: 'a\n\tb'\ntranscript:\n- header: a\n---\n")
    assert ("tab", None, 3) in [(f.kind, f.index, f.line) for f in document.facts]
    assert document.episode.items == (Header("a"),)


def test_a_line_gains_times_in_the_files_order():
    text = (
        "---\ntranscript:\n- who: Ana\n  time: '0:03'\n  sec: 3\n  line: a\n"
        "- who: Bo\n  line: b\n- who: Bo\n  sec: 4\n  line: c\n---\n"
    )
    document = parse_document(text.encode())
    data = document.verified(edits.retime(document.episode, 1, 8)).data.decode()
    gained = "- who: Bo\n  time: '0:08'\n  sec: 8\n  line: b"
    assert data == text.replace("- who: Bo\n  line: b", gained)
    data = document.verified(edits.retime(document.episode, 2, 9)).data.decode()
    assert data == text.replace("sec: 4", "sec: 9")
