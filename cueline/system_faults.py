"""What the operating system refused, in words that a volunteer knows."""

from __future__ import annotations

import errno
import os

_EVERYWHERE = {
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "nothing can be written to that disk, only read",
    errno.EACCES: "this account may not do that",
    errno.EPERM: "this account may not do that",
    errno.ENOENT: "it is not there",
    errno.EEXIST: "it is there already",
    errno.ENOTDIR: "what should be a folder is a file",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long for that disk",
    errno.EFBIG: "it is too large for that disk",
    errno.EIO: "the disk is damaged, or was taken away",
    errno.ENODEV: "the disk was taken away",
    errno.ENXIO: "the disk was taken away",
    errno.ETIMEDOUT: "the disk does not answer",
    errno.EBUSY: "another program uses it",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}
_NOT_EVERYWHERE = {
    "EDQUOT": "this account has no room left on that disk",
    "ESTALE": "the disk in the network has changed meanwhile",
    "EHOSTDOWN": "the disk in the network does not answer",
    "EHOSTUNREACH": "the disk in the network cannot be reached",
    "ENETUNREACH": "the network cannot be reached",
    "ENOTCONN": "the disk in the network is not connected",
}
_WORDS = _EVERYWHERE | {
    getattr(errno, name): said for name, said in _NOT_EVERYWHERE.items() if hasattr(errno, name)
}


def in_words(error: OSError) -> str:
    """Return what the system refused, to stand in a sentence, without a full stop.

    What is rare, or was said by Cueline itself, is said as it is.
    """
    said, number = error.strerror or str(error), error.errno
    if number is None or not _is_the_system_s(error, number):
        return said
    return _WORDS.get(number, said)


def _is_the_system_s(error: OSError, number: int) -> bool:
    return getattr(error, "winerror", None) is not None or error.strerror == os.strerror(number)
