"""Exit statuses by which a session tells the launcher how it ended."""

from __future__ import annotations

DONE = 0
FINDINGS = 1
WRONG_USE = 2
CRASHED = 70
LOCKED = 75
"""Start a fresh session: the old one ended so that nothing of it stays in memory."""
LOCKED_COVERED = 76
"""The same, and the dull page still stands on the screen, until a key is pressed."""
