"""`cueline.toml`: what it may say, how it says that it is wrong, and what is added to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cueline.episode import Line
from cueline.episode.checks import Settings, check
from cueline.io.checking.settings_file import (
    Right,
    SettingsError,
    SiteSettings,
    add_right,
    find_settings_file,
    parse_settings,
    read_settings,
)
from cueline.io.errors import StaleFileError
from tests.episode.checks.spoilt_episode import good

PATH = Path("/site/cueline.toml")
ALL = """\
# our show
hosts = ["Ana", "Vera"]

[rules]
double-space = false
tab = true

[fields]
needed = ["title", "slug"]
wished = []

[limits]
header = 90
speaker = 30
jump = 300

[[right]]
rule = "doubled-word"
text = "0123456789abcdef"
file = "_podcast/a.md"
words = "the the"

[[right]]
rule = "missing-space"
text = "fedcba9876543210"
"""


def test_all_that_it_may_say():
    site = parse_settings(ALL, PATH)
    assert site.root == Path("/site")
    assert site.settings == Settings(
        off=frozenset({"double-space"}), hosts=frozenset({"Ana", "Vera"}), needed=("title", "slug"),
        wished=(), header_length=90, speaker_length=30, jump=300,
    )  # fmt: skip
    everywhere = ("missing-space", "fedcba9876543210")
    assert site.of(Path("/site/_podcast/a.md")).right == {
        ("doubled-word", "0123456789abcdef"), everywhere,
    }  # fmt: skip
    assert site.of(Path("/site/_podcast/b.md")).right == {everywhere}
    assert site.of(Path("/elsewhere/a.md")).right == {everywhere}


def test_an_empty_file_says_nothing():
    assert parse_settings("", PATH).settings == Settings()
    assert read_settings(None) == SiteSettings()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("hosts = 3", 1, "“hosts” has to be a list of names"),
        ("hosts = ['Ana', 3]", 1, "“hosts” has to be a list of names"),
        ("\n[rules]\nspaces = false", 3, "there is no rule “spaces”"),
        ("[rules]\ntab = 'no'", 2, "“tab” has to be true or false"),
        ("[limits]\njump = 0", 2, "“jump” has to be a number above 0"),
        ("[limits]\nheader = 90.5", 2, "“header” has to be a whole number"),
        ("[limits]\nheader = true", 2, "“header” has to be a number above 0"),
        ("[limits]\n\nheadr = 90", 3, "“headr” is not known here; known: header, speaker, jump"),
        ("[fields]\nneeded = ['title']\nmust = []", 3, "“must” is not known here"),
        ("host = ['Ana']\nhosts = ['Ana']", 1, "“host” is not known here"),
        ("[rules]\ntab = false\n\n[sites]\na = 1", 4, "“sites” is not known here"),
        ("rules = 3", 1, "“rules” has to be written as [rules]"),
        ("right = 3", 1, "“right” has to be written as [[right]]"),
        ("[[right]]\nrule = 'tab'", 1, "“text” is missing"),
        ("[[right]]\nrule = 'tab'\ntext = 'a'\n[[right]]\nrule = 'no'\ntext = 'a'", 5, "there is no rule “no”"),
        ("[[right]]\nrule = 'tab'\ntext = 'a'\n[[right]]\nrule = 'tab'\ntext = 3", 6, "“text” has to be a text"),
        ("[[right]]\nrule = 'tab'\ntext = 'a'\nwho = 'Ana'", 4, "“who” is not known here"),
        ("[rules]\ntab = \n", 2, "Invalid value"),
        ("[rules]\ntab = false\ntab = true\n", 3, "Cannot overwrite a value"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_line_and_key(text, line, said):
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, PATH)
    assert str(caught.value).startswith(f"{PATH}:{line}: {said}")


def test_it_is_found_up_to_the_repository(tmp_path):
    deep = tmp_path / "site" / "_podcast" / "s01"
    deep.mkdir(parents=True)
    (tmp_path / "cueline.toml").write_text("")
    assert find_settings_file(deep / "a.md") == tmp_path / "cueline.toml"
    (tmp_path / "site" / ".git").mkdir()
    assert find_settings_file(deep / "a.md") is None
    (tmp_path / "site" / "cueline.toml").write_text("")
    assert find_settings_file(deep) == tmp_path / "site" / "cueline.toml"


def test_what_is_right_is_added_and_holds(tmp_path):
    path, file = tmp_path / "cueline.toml", tmp_path / "_podcast" / "a.md"
    ep = good(Line("I like the the rye.", "Boris", 40, "0:40"))
    (problem,) = check(ep)
    for before in (None, "", "# ours\n[rules]\ntab = false", ALL):
        if before is not None:
            path.write_text(before)
        add_right(path, problem, file, 'the "the" \\ rye\nand')
        text = path.read_text()
        assert text.startswith(before or "[[right]]")
        settings = read_settings(path)
        assert check(ep, settings.of(file), rules=["doubled-word"]) == []
        assert check(ep, settings.of(tmp_path / "b.md"), rules=["doubled-word"]) == [problem]
    assert text.endswith(
        f'\n[[right]]\nrule = "doubled-word"\ntext = "{problem.digest}"\nfile = "_podcast/a.md"\n'
        'words = "the \\"the\\" \\\\ rye and"\n'
    )


@pytest.fixture
def another(monkeypatch):
    """Return a function that has another program do something just before what was written takes its place."""
    left = []

    def sync(handle, real=os.fsync):
        if left:
            left.pop()()
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    return lambda *does: left.extend(reversed(does))


@pytest.mark.parametrize("before", [None, "[rules]\ntab = false\n"])
def test_what_another_program_says_meanwhile_stays(tmp_path, another, before):
    path, theirs = tmp_path / "cueline.toml", '# theirs\nhosts = ["Ana"]\n'
    (problem,) = check(good(Line("the the", "Boris", 40, "0:40")))
    if before is not None:
        path.write_text(before)
    another(lambda: path.write_text(theirs))
    add_right(path, problem, tmp_path / "a.md")
    assert path.read_text().startswith(theirs)
    assert read_settings(path).right == (Right(problem.rule, problem.digest, "a.md"),)
    assert [place.name for place in tmp_path.iterdir()] == ["cueline.toml"]


def test_a_file_that_becomes_wrong_meanwhile_is_left_alone(tmp_path, another):
    path = tmp_path / "cueline.toml"
    path.write_text("")
    (problem,) = check(good(Line("the the", "Boris", 40, "0:40")))
    another(lambda: path.write_text("[rules]\nnone = 1\n"))
    with pytest.raises(SettingsError, match="no rule “none”"):
        add_right(path, problem, tmp_path / "a.md")
    assert path.read_text() == "[rules]\nnone = 1\n"


def test_a_file_that_is_another_one_each_time_is_left_to_the_other_program(tmp_path, another):
    path = tmp_path / "cueline.toml"
    path.write_text("")
    (problem,) = check(good(Line("the the", "Boris", 40, "0:40")))
    another(*[lambda n=n: path.write_text(f"# {n}\n") for n in range(20)])
    with pytest.raises(StaleFileError, match="was changed by another program"):
        add_right(path, problem, tmp_path / "a.md")
    assert path.read_text().startswith("# ")


def test_nothing_is_added_to_a_file_that_is_wrong(tmp_path):
    path = tmp_path / "cueline.toml"
    path.write_text("[rules]\nnone = 1\n")
    (problem,) = check(good(Line("the the", "Boris", 40, "0:40")))
    with pytest.raises(SettingsError, match="no rule “none”"):
        add_right(path, problem, tmp_path / "a.md")
    assert path.read_text() == "[rules]\nnone = 1\n"
