"""How a command ends: its exit code, or an error that is a sentence."""

from __future__ import annotations

FINE, PROBLEMS, NOT_DONE = 0, 1, 2
"""The exit codes: fine, problems found, could not be done."""


class CommandError(Exception):
    """A command that cannot be done; the message is a sentence."""
