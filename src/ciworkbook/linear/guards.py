"""What locks or ends a conversation from outside: the clocks, and what the system asks.

- The clocks are those of the full-screen face. Where there is nothing to lock, only a sleep hides what was said.
- A signal is noted at once and answered while the next line is waited for, never in the middle of a save.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..guard.watching import Watch
from ..preferences import Settings
from .going import AskedToEnd


class Guards:
    """The clocks and the signals of one session."""

    def __init__(self) -> None:
        self.watch = Watch()
        self._asked_to_end = 0
        self._covered = False

    @contextmanager
    def covered(self) -> Iterator[None]:
        """Let the clock of the cover run."""
        self._covered = True
        self.watch.cover()
        try:
            yield
        finally:
            self._covered = False
            self.watch.uncover()

    def time_to_lock(self, settings: Settings, *, locks: bool) -> bool:
        """Tell whether the clocks lock now; with `locks` there is something that a passphrase opens."""
        reason = self.watch.look(settings.idle_minutes * 60, settings.cover_seconds)
        return bool(reason) if locks else reason in ("slept", "clock") and not self._covered

    def answer_signals(self) -> None:
        """Raise `AskedToEnd` where the system asked for the end."""
        if self._asked_to_end:
            raise AskedToEnd(128 + self._asked_to_end)

    @contextmanager
    def signals(self, went_on: Callable[[], None]) -> Iterator[None]:
        """Note what asks to end; `went_on` is called when the program goes on after a stop."""
        if sys.platform == "win32":
            yield
            return

        def asked(number: int, _frame: object) -> None:
            self._asked_to_end = number

        def goes_on(_number: int, _frame: object) -> None:
            went_on()

        answers = dict.fromkeys((signal.SIGTERM, signal.SIGHUP, signal.SIGINT), asked) | {signal.SIGCONT: goes_on}
        before = {number: signal.signal(number, answer) for number, answer in answers.items()}
        try:
            yield
        finally:
            for number, answer in before.items():
                signal.signal(number, answer)
