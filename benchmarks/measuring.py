"""Times of one thing and of its floor, measured in turn.

- Work of this process is measured in time of the processor: what other programs do meanwhile does not count, nor does
  waiting. What reaches the disk, a terminal or another process is measured by the clock on the wall.
- The first turns are thrown away: they pay for imports, caches and files that are read for the first time.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass(slots=True)
class Pair:
    """Seconds of ours and of the floor, a turn each."""

    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times its floor ours takes: the median over the turns."""
        return statistics.median(one / floor for one, floor in zip(self.ours, self.floor, strict=True))


Add = Callable[[str, Pair, str], None]
"""Takes in what was measured: its name, the times, and what it is held against."""


def timed(work: Callable[[], object], clock: Clock = time.process_time) -> float:
    """Return the seconds that `work` takes."""
    begun = clock()
    work()
    return clock() - begun


async def timed_page(work: Callable[[], Awaitable[object]], clock: Clock = time.process_time) -> float:
    """Return the seconds that `work` takes."""
    begun = clock()
    await work()
    return clock() - begun


def alternate(ours: Callable[[], float], floor: Callable[[], float], rounds: int, warm: int = 1) -> Pair:
    """Let both, which return seconds, be measured so many times in turn, so that a busy moment hits both."""
    pair = Pair()
    for turn in range(warm + rounds):
        gc.collect()
        one, other = ours(), floor()
        if turn >= warm:
            pair.ours.append(one)
            pair.floor.append(other)
    return pair


def in_turn(
    work: Callable[[], object],
    floor: Callable[[], object],
    rounds: int,
    warm: int = 1,
    clock: Clock = time.process_time,
) -> Pair:
    """Measure both so many times, one after the other."""
    return alternate(lambda: timed(work, clock), lambda: timed(floor, clock), rounds, warm)
