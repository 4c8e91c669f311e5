"""Days on a line of cells: where each lies in time.

- Distances follow the days between, but two marks never touch. What does not fit is left out at the ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

APART = 3
"""Cells from one mark to the next, at least."""
LONGEST = 66
"""Cells that a line takes at most: a longer one is hard to follow."""


@dataclass(frozen=True, slots=True)
class Places:
    """Which days are drawn, from `first`, and the cell of each."""

    first: int
    at: tuple[int, ...]
    more_before: bool = False
    more_after: bool = False


def place(days: Sequence[date], keep: Sequence[int], width: int) -> Places:
    """Give each day, earliest first, a cell from 0 to at most `width` - 1.

    Those whose number is in `keep` (ascending) are never left out if they fit together, and the last of them always
    is drawn.
    """
    room = max(1, min(width, LONGEST))
    fits = max(1, (room - 1) // APART + 1)
    first, end = 0, len(days)
    if len(days) > fits:
        end = min(len(days), keep[-1] + 1 + (fits - 1) // 4)
        first = max(0, end - fits)
        if first > keep[0]:
            first = max(keep[0], keep[-1] + 1 - fits)
        end = min(len(days), first + fits)
    shown = days[first:end]
    gaps = [max(0, (later - earlier).days) for earlier, later in pairwise(shown)]
    spare = room - 1 - APART * len(gaps)
    total = sum(gaps)
    at, passed = [0], 0
    for number, gap in enumerate(gaps, 1):
        passed += gap
        at.append(APART * number + (round(spare * passed / total) if total else 0))
    return Places(first, tuple(at), first > 0, end < len(days))
