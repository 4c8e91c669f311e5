"""Named files in one run of bytes: tar, as little of it as there can be.

- A header is worked out from a name and a size and nothing else. On reading, one that differs from what would be
  written is refused: there are no links, no directories, no owners and no times, and no field has two meanings.
- Stock tar reads what is written here. What stock tar writes is not read here.

    header (512) · content, filled up with zeros to a multiple of 512 · … · zeros, 1,024 bytes or more
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .errors import Unfit

BLOCK = 512
_SIZE = re.compile(rb"[0-7]{11}\0")


def header(name: str, size: int) -> bytes:
    """Return the block that stands before a file: ustar, mode 0600, owner and time 0, no names of owners."""
    fields = (
        name.encode("ascii").ljust(100, b"\0"),
        _digits(0o600, 7) + _digits(0, 7) + _digits(0, 7),  # mode, user, group
        _digits(size, 11) + _digits(0, 11),  # size, time
        b" " * 8,  # the checksum, as it counts while it is worked out
        b"0".ljust(101, b"\0"),  # an ordinary file, a link to nothing
        b"ustar".ljust(6, b"\0") + b"00" + bytes(64),
        _digits(0, 7) + _digits(0, 7) + bytes(167),
    )
    block = b"".join(fields)
    return block[:148] + _digits(sum(block), 6) + b" " + block[156:]


def _digits(number: int, count: int) -> bytes:
    return b"%0*o" % (count, number) + b"\0"


def size_of(files: Mapping[str, bytes]) -> int:
    """Return how long the archive of `files` is at least."""
    return sum(BLOCK + _filled(len(data)) for data in files.values()) + 2 * BLOCK


def pack(files: Mapping[str, bytes], length: int = 0) -> bytes:
    """Return an archive of `files` in their order, filled up with zeros to at least `length` bytes."""
    parts = []
    for name, data in files.items():
        parts += [header(name, len(data)), data, bytes(_filled(len(data)) - len(data))]
    parts.append(bytes(2 * BLOCK + max(0, _filled(length) - size_of(files))))
    return b"".join(parts)


def unpack(data: bytes, name: re.Pattern[str], most: int) -> dict[str, bytes]:
    """Return the files of an archive; each is called as `name` allows and has at most `most` bytes.

    Raises `Unfit` (damaged) for anything that `pack` would not write: nothing is passed over.
    """
    found: dict[str, bytes] = {}
    at = 0
    while (block := data[at : at + BLOCK]).count(0) != BLOCK:
        called, size = _said(block)
        start = at + BLOCK
        at = start + _filled(size)
        if called in found or not name.fullmatch(called) or size > most or at > len(data):
            raise Unfit("damaged")
        if data.count(0, start + size, at) != at - start - size:
            raise Unfit("damaged")
        found[called] = data[start : start + size]
    rest = len(data) - at
    if rest % BLOCK or rest < 2 * BLOCK or data.count(0, at) != rest:
        raise Unfit("damaged")
    return found


def _said(block: bytes) -> tuple[str, int]:
    size = block[124:136]
    if not _SIZE.fullmatch(size):
        raise Unfit("damaged")
    try:
        name = block[:100].rstrip(b"\0").decode("ascii")
    except UnicodeDecodeError:
        raise Unfit("damaged") from None
    if header(name, int(size[:11], 8)) != block:
        raise Unfit("damaged")
    return name, int(size[:11], 8)


def _filled(size: int) -> int:
    return -(-size // BLOCK) * BLOCK
