"""What the system refused is said in words, and never as a number."""

from __future__ import annotations

import errno
import os

import pytest

from cueline.gui.files.problems import reason, refusal
from cueline.system_faults import in_words


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "this account may not do that"),
        (errno.EROFS, "nothing can be written to that disk, only read"),
        (errno.EIO, "the disk is damaged, or was taken away"),
    ],
)
def test_what_happens_to_everybody_is_said_in_words(number, said):
    assert in_words(OSError(number, os.strerror(number))) == said


def test_what_is_rare_is_said_as_the_system_says_it():
    assert (
        in_words(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    )
    assert in_words(OSError("the cable is out")) == "the cable is out"
    assert (
        in_words(PermissionError(errno.EACCES, "it is write-protected")) == "it is write-protected"
    )


def test_a_refusal_is_a_sentence_and_names_the_file():
    error = OSError(errno.ENOSPC, "No space left on device", "/media/stick/one.md")
    assert reason(error) == "the disk is full: /media/stick/one.md"
    assert refusal(error) == "The disk is full: /media/stick/one.md."
    assert refusal(OSError(errno.EIO, "Input/output error")).startswith("The disk is damaged")
