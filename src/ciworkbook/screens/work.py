"""What is being done in a thread and is not to be cut short: new keys, a copy, a check of everything.

- Cover answers meanwhile; leaving and locking cover the page and wait for the end of it.
- Nothing here is needed for what is on the disk: a session that is ended by force leaves the folder whole.
"""

from __future__ import annotations

from collections.abc import Callable


class Work:
    """Counts what is going on, and does afterwards what had to wait."""

    def __init__(self) -> None:
        self._going = 0
        self._waiting: Callable[[], object] | None = None

    @property
    def going(self) -> bool:
        """Whether something is being done."""
        return self._going > 0

    def begin(self) -> None:
        """Say that something begins."""
        self._going += 1

    def end(self) -> None:
        """Say that it has ended, and do what waited for that."""
        self._going -= 1
        if not self._going and self._waiting is not None:
            do, self._waiting = self._waiting, None
            do()

    def afterwards(self, do: Callable[[], object]) -> None:
        """Do this when nothing is going on any more, in place of what waited before."""
        self._waiting = do
