"""What is printed where there is no terminal, or no stream at all, as on Windows; by stand-ins, it is none."""

import errno
import io
import json
import sys

import pytest

from cueline import __main__, cli
from tests.cli.made_file import EPISODE

TEXT = EPISODE.replace("naïve 😀", "naïve → 😀  你好")


class Piped(io.TextIOWrapper):
    """A stream as Windows opens one that leads to a file: in the old code page, with its own line ends."""

    def __init__(self, *, terminal=False):
        self.bytes, self._terminal = io.BytesIO(), terminal
        super().__init__(self.bytes, encoding="cp1252", newline=None if terminal else "\r\n")

    def isatty(self):
        return self._terminal

    def said(self):
        self.flush()
        return self.bytes.getvalue()


def run(monkeypatch, arguments, stream):
    """Run a command; `stream` is what it prints to."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", Piped())
        return cli.main([str(argument) for argument in arguments])


@pytest.fixture
def two(tmp_path):
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_bytes(EPISODE.encode())
    new.write_bytes(TEXT.encode())
    return old, new


def test_a_difference_that_goes_into_a_file_keeps_its_letters_and_line_ends(two, monkeypatch):
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    piped = Piped()
    assert run(monkeypatch, ["diff", *two], piped) == 0
    assert "naïve → 😀  你好".encode() in piped.said()
    assert b"\r" not in piped.said()


def test_problems_as_json_can_be_read_whatever_the_stream_can_say(two, monkeypatch):
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    piped = Piped()
    assert run(monkeypatch, ["check", "--json", two[1]], piped) == 1
    found = json.loads(piped.said().decode("utf-8"))
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    old_page = Piped()
    assert run(monkeypatch, ["check", "--json", two[1]], old_page) == 1
    assert json.loads(old_page.said().decode("cp1252")) == found != []


def test_a_terminal_of_an_old_code_page_shows_numbers(two, monkeypatch):
    terminal = Piped(terminal=True)
    assert run(monkeypatch, ["diff", *two], terminal) == 0
    assert "naïve \\u2192 \\U0001f600".encode("cp1252") in terminal.said()


def test_a_pipe_of_windows_that_nobody_reads_any_more_is_no_fault(two, monkeypatch, tmp_path):
    class Closed(io.BytesIO):
        def write(self, _):
            raise OSError(errno.EINVAL, "Invalid argument")

    with (tmp_path / "pipe").open("wb") as pipe:
        closed = io.TextIOWrapper(Closed(), encoding="cp1252", write_through=True)
        closed.fileno = pipe.fileno
        assert run(monkeypatch, ["diff", *two], closed) == 0
        closed.detach()


@pytest.mark.parametrize("arguments", [["--sing"], ["--version"], ["diff", "none.md", "none.md"]])
def test_a_program_without_a_console_has_nothing_to_print_to(arguments, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    try:
        code = __main__.main(arguments)
    except SystemExit as end:
        code = end.code
    assert code == (0 if arguments == ["--version"] else 2)
    sys.stdout.close()
    sys.stderr.close()
