"""What a volunteer starts with, as far as it can be seen without a Windows or a Mac."""

import tomllib
from importlib import import_module
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
COMMANDS = (ROOT / "scripts/start.cmd").read_bytes()


def test_both_commands_lead_to_the_same_door():
    doors = {*PROJECT["scripts"].values(), *PROJECT["gui-scripts"].values()}
    (door,) = doors
    module, _, name = door.partition(":")
    assert callable(getattr(import_module(module), name))


def test_the_start_of_windows_names_what_is_installed_and_can_be_read_there():
    text = COMMANDS.decode("ascii")  # its code page is not known
    assert text.count("\r\n") == text.count("\n")
    started = [line for line in text.splitlines() if line.startswith("start ")]
    assert [name in started[0] for name in PROJECT["gui-scripts"]] == [True]
    labels = {line[1:] for line in text.splitlines() if line.startswith(":")}
    called = {word.lstrip(":") for line in text.splitlines() for word in after(line.split())}
    assert labels == called
    least = PROJECT["requires-python"].removeprefix(">=").split(".")
    assert f"({least[0]}, {least[1]})" in text


def after(words):
    """Return the labels to which a line goes."""
    return [there for word, there in pairwise(words) if word in ("call", "goto")]
