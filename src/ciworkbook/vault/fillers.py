"""Objects that nobody can open, so that the number of files says little.

- A filler is made by the same call as every other object, to a recipient whose identity is thrown away at once.
- Every folder has some from the first day, and gains a random number in each session. They are listed nowhere, so
  nobody can tell them from the objects of another workbook, and nobody may delete them.
- A filler is never worth an error: where it cannot be written, there is none.
- Entries and roots are pairs of files, so many fillers come as pairs too: two of nearly one size, written at two
  moments, as a root leaves them. What was written is never written again: it would be known by that.
"""

from __future__ import annotations

import contextlib
import math
import os

from .errors import SaveFailed, Unfit
from .folder import Folder, random_name
from .sealing import Sealed, seal


def below(limit: int) -> int:
    """Return a random number from 0 to `limit` - 1."""
    return int.from_bytes(os.urandom(8)) % limit


def first_day() -> int:
    """Return how many fillers a new folder gets."""
    return 6 + below(16)


def this_session() -> int:
    """Return how many fillers a session adds: a few, now and then many."""
    return below(6) + (below(24) if below(8) == 0 else 0)


def add(folder: Folder, count: int) -> list[str]:
    """Write `count` fillers, some of them in pairs, as far as that is possible; return the names of those written."""
    written: list[str] = []
    left = count
    while left > 0:
        pair = left > 1 and not below(3)
        length = _length_of_a_root() if pair else _length()
        for _file in range(2 if pair else 1):
            written += _write(folder, length)
            left -= 1
    return written


class Session:
    """What one session adds: a little at each of its checkpoints, the rest at its end."""

    def __init__(self) -> None:
        self._left = this_session()
        self._begun: list[int] = []
        """The lengths of pairs of which one file is written."""

    def at_checkpoint(self, folder: Folder, root: int) -> None:
        """Write beside a root whose content has `root` bytes: what was begun, then perhaps one more."""
        self._go_on(folder)
        if self._left > 0:
            self._left -= 1
            pair = not below(2)
            # As long as the root beside it, so that of the pairs of an evening none is the root for its size.
            length = (root if below(3) else _length_of_a_root()) if pair else _length()
            _write(folder, length)
            self._begun += [length] * pair

    def at_end(self, folder: Folder) -> None:
        """Write what is left."""
        self._go_on(folder)
        add(folder, self._left)
        self._left = 0

    def _go_on(self, folder: Folder) -> None:
        for length in self._begun:
            _write(folder, length)
        self._begun.clear()


def _write(folder: Folder, length: int) -> list[str]:
    """Write one filler with about `length` bytes of content; return its name, or nothing where it cannot be written."""
    from pyrage import x25519

    recipient = x25519.Identity.generate().to_public()
    name = random_name()
    content = os.urandom(length // 2).hex().encode("ascii")
    filler = Sealed("filler", name, 1 + below(200), 1 + below(50), 1 + below(5_000), content)
    with contextlib.suppress(SaveFailed, Unfit):
        folder.write(name, seal(filler, recipient))
        return [name]
    return []


def _length() -> int:
    """Return a length of content: three in four fill one block, the rest lie between 4,000 and 40,000 bytes."""
    if below(4):
        return below(3_000)
    return int(4_000 * math.exp(below(1_000) / 1_000 * math.log(10)))


def _length_of_a_root() -> int:
    """Return a length of content as roots have it: 500 bytes when they are new, 15,000 after some years."""
    return int(500 * math.exp(below(1_000) / 1_000 * math.log(30)))
