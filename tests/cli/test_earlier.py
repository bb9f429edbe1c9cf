"""What the commands write over is kept as the window keeps it, and found there."""

from __future__ import annotations

import pytest

from cueline import cli
from cueline.io import open_document
from cueline.io.saving.earlier import earlier_states
from cueline.io.saving.versions import Versions
from tests.cli.made_file import EPISODE


@pytest.fixture
def episode(tmp_path):
    path = tmp_path / "s03e01.md"
    path.write_bytes(EPISODE.encode())
    return path


def kept(path):
    """Return what was kept of a file that is something else now, as the list of the window shows it."""
    return [version.read() for version in Versions.for_app().of(path)]


def test_what_a_line_was_before_it_was_retimed(episode):
    before = episode.read_bytes()
    assert cli.main(["retime", str(episode), "--item", "4", "--to", "5:39"]) == 0
    assert kept(episode) == []  # it was shown only
    assert cli.main(["retime", str(episode), "--item", "4", "--to", "5:39", "--write"]) == 0
    assert sorted(kept(episode)) == sorted([before, episode.read_bytes()])
    document = open_document(episode)
    (state,) = earlier_states(document, Versions.for_app())
    assert state.read(document).data == before


def test_what_was_put_right_in_the_source_and_in_values(episode):
    spoilt = EPISODE.replace("It goes on.", "It  goes on.").replace("'5:38'", "5:38")
    episode.write_bytes(spoilt.encode())
    cli.main(["check", str(episode), "--fix"])
    now = episode.read_bytes()
    assert b"It goes on." in now
    assert {spoilt.encode(), now} <= set(kept(episode))


@pytest.mark.parametrize(
    "command", [("export", "--to", "txt"), ("convert", "--to", "markdown")], ids=lambda how: how[0]
)
def test_what_an_export_and_a_conversion_replace(episode, tmp_path, command):
    name, *how = command
    target = tmp_path / "out.md"
    target.write_bytes(b"another episode")
    arguments = [name, str(episode), *how, "-o", str(target), "--force"]
    assert cli.main(arguments) == 0
    assert kept(target) == [b"another episode"]


def test_a_folder_that_takes_nothing_stops_no_command(episode, data_folder):
    data_folder.parent.mkdir(exist_ok=True)
    data_folder.write_text("in the way")
    assert cli.main(["retime", str(episode), "--item", "4", "--to", "5:39", "--write"]) == 0
    assert b"5:39" in episode.read_bytes()
