"""Which characters the bundled fonts can print, read from the fonts themselves.

Only the character map (`cmap`, formats 4 and 12) is read; the fonts are ours, so a broken one raises.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# Format characters for Unicode, but drawn: marks that stand around the digits after them, joints of hieroglyphs.
_SEEN_THOUGH_FORMAT = frozenset(
    {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}
)

_ASCII = bytes(range(0x20, 0x7F))
"""What every font of ours covers, and most of a page: left out at once, not a character at a time."""


def missing(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that no bundled font can print, each once, in order of first use."""
    known = covered()
    other = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    absent = {character for character in set(other) if ord(character) not in known and _seen(character)}
    return tuple(dict.fromkeys(character for character in text if character in absent)) if absent else ()


@cache
def covered() -> frozenset[int]:
    """Return the code points that at least one of the bundled fonts covers in its regular weight."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*-Regular.ttf")):
        found.update(_points(path.read_bytes()))
    return frozenset(found)


def _seen(character: str) -> bool:
    """Whether a character leaves a mark: line breaks, tabs and joiners need no glyph."""
    if ord(character) in _SEEN_THOUGH_FORMAT:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf") and not 0xFE00 <= ord(character) <= 0xFE0F


def _points(data: bytes) -> Iterator[int]:
    tables = struct.unpack_from(">H", data, 4)[0]
    for number in range(tables):
        tag, _sum, start, _length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if tag == b"cmap":
            count = struct.unpack_from(">H", data, start + 2)[0]
            for index in range(count):
                offset = struct.unpack_from(">I", data, start + 4 + 8 * index + 4)[0]
                yield from _mapped(data, start + offset)


def _mapped(data: bytes, at: int) -> Iterator[int]:
    kind = struct.unpack_from(">H", data, at)[0]
    if kind == 12:
        groups = struct.unpack_from(">I", data, at + 12)[0]
        for number in range(groups):
            first, last, _glyph = struct.unpack_from(">III", data, at + 16 + 12 * number)
            yield from range(first, last + 1)
    elif kind == 4:
        size = struct.unpack_from(">H", data, at + 6)[0] // 2
        ends, starts, shifts, offsets = (at + 14, at + 16 + 2 * size, at + 16 + 4 * size, at + 16 + 6 * size)
        for number in range(size):
            first, last = _word(data, starts, number), _word(data, ends, number)
            shift, offset = _word(data, shifts, number), _word(data, offsets, number)
            for point in range(first, min(last, 0xFFFE) + 1):
                # A glyph of 0 is the box for what is not there.
                glyph = point + shift & 0xFFFF
                if offset:
                    glyph = _word(data, offsets + 2 * number + offset, point - first)
                if glyph:
                    yield point


def _word(data: bytes, start: int, number: int) -> int:
    return int(struct.unpack_from(">H", data, start + 2 * number)[0])
