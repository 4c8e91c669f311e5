"""Objects that nobody can open, so that the number of files says little.

- A filler is made by the same call as every other object, to a recipient whose identity is thrown away at once.
- Every folder has some from the first day, and gains a random number in each session. They are listed nowhere, so
  nobody can tell them from the objects of another workbook, and nobody may delete them.
- A filler is never worth an error: where it cannot be written, there is none.
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
    """Write `count` fillers, as far as that is possible; return the names of those that were written."""
    from pyrage import x25519

    written = []
    for _number in range(count):
        recipient = x25519.Identity.generate().to_public()
        name = random_name()
        content = os.urandom(_length() // 2).hex().encode("ascii")
        filler = Sealed("filler", name, 1 + below(200), 1 + below(50), 1 + below(5_000), content)
        with contextlib.suppress(SaveFailed, Unfit):
            folder.write(name, seal(filler, recipient))
            written.append(name)
    return written


def _length() -> int:
    """Return a length of content: three in four fill one block, the rest lie between 4,000 and 40,000 bytes."""
    if below(4):
        return below(3_000)
    return int(4_000 * math.exp(below(1_000) / 1_000 * math.log(10)))
