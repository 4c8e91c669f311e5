"""Which keys hide the page, and which bring it back: told of keys and their times, no screen.

- Esc covers when it is pressed twice quickly, with no other key between: what a slow line tears off an arrow key, and
  Alt with another key, are no second Esc.
- A hand that presses again and again to be sure must not bring the page back, nor one that stays on the key.
- Times are those of the presses, not of when the app gets to them; both sides of the key's way decide alike.
"""

from __future__ import annotations

import sys
import time
from math import inf

TWICE = 0.4
"""Seconds within which a second Esc covers the page, and within which presses are one and the same hurry."""
HURRY = 1.0
"""Seconds under cover in which no key brings the page back."""

now = time.perf_counter if sys.platform == "win32" else time.monotonic
"""The clock that Textual stamps keys with."""


class Twice:
    """Watches for two quick Esc."""

    def __init__(self) -> None:
        self._at = -inf

    def press(self, key: str, at: float) -> bool:
        """Note `key`, pressed at `at`; tell whether it is the second of two quick Esc."""
        if key != "escape":
            self._at = -inf
            return False
        second = at - self._at < TWICE
        self._at = -inf if second else at
        return second


class Lifting:
    """Says whether a key that brings the page back is meant."""

    def __init__(self) -> None:
        self._covered = self._last = -inf

    def cover(self, at: float) -> None:
        """Note that the page was covered at `at`."""
        self._covered = self._last = at

    def press(self, at: float) -> bool:
        """Note such a key; tell whether it is meant, and not part of the hurry in which the page was covered."""
        calm = at - self._covered > HURRY and at - self._last > TWICE
        self._last = at
        return calm
