"""Records in a file that may be cut off or damaged anywhere: what stands before the damage is still read.

A frame is one line of text before its payload (length, checksum, how it is packed), the payload, and a line end. Each
checksum goes on from the one before, so that a frame that is missing, or belongs to another file, ends the reading too.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

PACKED_FROM = 4096
"""Payloads of this many bytes and more are compressed."""

LARGEST = 512 * 2**20
"""Bytes that a payload may unpack to; more is damage, or made to fill the memory."""

_HEAD = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{8}) ([jz]) ")
_HEAD_LENGTH = 20


class Frame(NamedTuple):
    """A payload that was read, where it ends in the file (bytes), and its checksum."""

    payload: bytes
    end: int
    checksum: int


def framed(payload: Iterable[bytes], before: int) -> tuple[bytes, int]:
    """Return a payload, which comes in pieces, as a frame, and its checksum.

    `before` is the checksum of the frame before, 0 for the first.
    """
    packing, body = _packed(iter(payload))
    checksum = zlib.crc32(packing, before)
    for piece in body:
        checksum = zlib.crc32(piece, checksum)
    head = b"%08x %08x %s " % (sum(map(len, body)), checksum, packing)
    return b"".join((head, *body, b"\n")), checksum


def _packed(pieces: Iterator[bytes]) -> tuple[bytes, list[bytes]]:
    """Compress a payload piece by piece, unless it is short; return how, and the pieces."""
    first = list[bytes]()
    while sum(map(len, first)) < PACKED_FROM:
        piece = next(pieces, None)
        if piece is None:
            return b"j", first
        first.append(piece)
    packer = zlib.compressobj(1)
    body = [packer.compress(piece) for piece in chain(first, pieces)]
    return b"z", [*body, packer.flush()]


def read_frames(data: bytes) -> Iterator[Frame]:
    """Read frames up to the first that is cut off or damaged."""
    place = checksum = 0
    while (head := _HEAD.match(data, place)) is not None:
        start = place + _HEAD_LENGTH
        end = start + int(head[1], 16)
        body = data[start:end]
        if len(body) < end - start or data[end : end + 1] != b"\n":
            return
        checksum = zlib.crc32(head[3] + body, checksum)
        if checksum != int(head[2], 16):
            return
        payload = body if head[3] == b"j" else _unpacked(body)
        if payload is None:
            return
        place = end + 1
        yield Frame(payload, place, checksum)


def _unpacked(body: bytes) -> bytes | None:
    unpacking = zlib.decompressobj()
    try:
        payload = unpacking.decompress(body, LARGEST)
    except zlib.error:
        return None
    return payload if unpacking.eof else None
