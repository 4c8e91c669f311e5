"""When to lock: a decision made from clocks alone, without a screen.

- Three clocks, because each hides something: one stands still while the computer sleeps, one goes on, and the one on
  the wall can be set. Where a system has no clock that goes on, sleep looks like a wall clock that was set forward.
- Sleep locks, however short, and whatever was chosen for idle time: someone else may open the lid.
- A wall clock that jumps by more than the idle limit locks. A change to summer time is no jump (the wall clock counts
  in UTC here), nor are the small steps by which a computer sets itself right.
- Idle time and time under cover are counted by the clock that goes on; setting the wall clock changes neither.
- Nothing here is kept or told: a reading lives until the next one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Literal, NamedTuple

Reason = Literal["", "slept", "clock", "cover", "idle"]
"""Why it is time to lock; empty if it is not."""

LEAST_SLEEP = 1.0
"""Seconds between the clocks that count as sleep."""
USUAL_JUMP = 600.0
"""Seconds that the wall clock may be set by where no idle limit is chosen."""
_NEAR = 0.02
_TRIES = 5


class Clocks(NamedTuple):
    """One look at the clocks, in seconds; each from a start of its own."""

    awake: float
    """Stands still while the computer sleeps."""
    passing: float
    """Goes on while it sleeps."""
    wall: float
    """The time of day, in UTC. It can be set."""
    unsure: float = 0.0
    """Seconds that went by between the looks at the first and the last of them."""


class Watch:
    """Says when to lock. Tell it of keys and of the cover, and ask it several times a second."""

    def __init__(self, read: Callable[[], Clocks] | None = None) -> None:
        self._read = read or read_clocks
        self._last = self._read()
        self._touched = self._last.passing
        self._covered: float | None = None

    def touch(self) -> None:
        """Note that someone is there."""
        self._touched = self._read().passing

    def cover(self) -> None:
        """Note that the page was covered."""
        self._covered = self._read().passing

    def uncover(self) -> None:
        """Note that someone took the cover away."""
        self._covered = None
        self.touch()

    def under_cover(self) -> float:
        """Return the seconds since the page was covered; 0 if it is not."""
        return 0.0 if self._covered is None else self._read().passing - self._covered

    def look(self, idle: float, cover: float) -> Reason:
        """Say why it is time to lock, with at most `idle` seconds without a key (0: any) and `cover` under cover."""
        last, now = self._last, self._read()
        self._last = now
        passed = now.passing - last.passing
        if passed - (now.awake - last.awake) - now.unsure - last.unsure > LEAST_SLEEP:
            return "slept"
        if abs(now.wall - last.wall - passed) - now.unsure - last.unsure > (idle or USUAL_JUMP):
            return "clock"
        if self._covered is not None and now.passing - self._covered > cover:
            return "cover"
        return "idle" if idle and now.passing - self._touched > idle else ""


def read_clocks() -> Clocks:
    """Look at the three clocks, again if something came between: a busy computer is not one that slept."""
    for _try in range(_TRIES):
        before = _awake()
        passing, wall = _passing(), time.time()
        unsure = _awake() - before
        if unsure < _NEAR:
            break
    return Clocks(before, passing, wall, unsure)


if sys.platform == "linux":

    def _awake() -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC)

    def _passing() -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

elif sys.platform == "darwin":

    def _awake() -> float:
        return time.clock_gettime(time.CLOCK_UPTIME_RAW)

    def _passing() -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC)

elif sys.platform == "win32":

    def _awake() -> float:
        import ctypes

        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value / 1e7

    def _passing() -> float:
        return time.monotonic()

else:

    def _awake() -> float:
        return time.monotonic()

    def _passing() -> float:
        return time.monotonic()
