"""Slow work: in a thread of its own, while keys that hide and lock answer.

- A lock and leaving wait for the end of the work and for the next question; the window is cleared at once.
- Now and then it is said how far the work has come.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from ..words import n_
from .going import Going, Leave, Lock
from .lines import EndOfInput, Pressed
from .talk import Talk

T = TypeVar("T")
SAY_EVERY = 10.0
"""Seconds between two words on how far slow work has come."""


class SlowWork:
    """Does work for a conversation. `hide` covers the window until the person is back, `empty` clears it."""

    def __init__(
        self, talk: Talk, hide: Callable[[], None], empty: Callable[[], None], time_to_lock: Callable[[], bool]
    ) -> None:
        self._talk, self._hide, self._empty, self._time_to_lock = talk, hide, empty, time_to_lock
        self._pending: Going | None = None
        """Where the person went while something was being done."""
        self._so_far = (0, 0)

    def do(self, said: str, work: Callable[[], T]) -> T:
        """Do `work` after saying `said`; return what it gives, raise what it raises."""
        given: list[T] = []
        raised: list[BaseException] = []
        done = threading.Event()

        def doing() -> None:
            try:
                given.append(work())
            except BaseException as error:  # it is raised again where it was asked for
                raised.append(error)
            finally:
                done.set()

        self._talk.say(said)
        self._so_far = (0, 0)
        said_at = monotonic()
        threading.Thread(target=doing, name="work").start()
        while not done.is_set():
            self._listen(done)
            ready, of = self._so_far
            if of and monotonic() - said_at > SAY_EVERY:
                said_at = monotonic()
                self._talk.say(n_("{done} of {n} step", "{done} of {n} steps", of, done=ready))
        if raised:
            raise raised[0]
        return given[0]

    def so_far(self, ready: int, of: int) -> None:
        """Note how far the work has come; may be called from its thread."""
        self._so_far = (ready, of)

    def go(self) -> None:
        """Go where the person went meanwhile: raises `Lock` or `Leave`."""
        if self._pending is not None:
            going, self._pending = self._pending, None
            raise going

    def _listen(self, done: threading.Event) -> None:
        """Answer what is pressed, for a moment."""
        try:
            self._talk.reader.meanwhile(done)
            if self._time_to_lock():
                self._go_after(Lock())
        except EndOfInput:
            done.wait()
        except Pressed as pressed:
            if pressed.key == "cover":
                self._hide()
            else:
                self._go_after(Lock() if pressed.key == "lock" else Leave(at_once=True))

    def _go_after(self, going: Going) -> None:
        self._pending = going
        self._empty()
