"""Lines from a file or a pipe.

- Nothing of it is shown by us, and nothing can be erased. A terminal that cannot move its cursor is read so, too.
- No more is taken than the line that was asked for: the rest is for whoever reads after us.
- What stands there when the waiting is ended is kept, as far as the system lets one wait for it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TextIO

from ..text import clean
from .lines import OFTEN, EndOfInput

if sys.platform != "win32":
    import select
    import termios


class Pipe:
    """Lines from `source`."""

    moves = shows = False
    columns = 0

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._number = _number(source)
        self.typed = ""
        self.touched: Callable[[], None] = lambda: None

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:  # noqa: ARG002
        """Return the next line without its end; raises `EndOfInput`, and what `tick` raises."""
        self.typed = begun
        with _unseen(self._number) if hidden else contextlib.nullcontext():
            read = self._read(tick)
        self.touched()
        line, self.typed = begun + clean(read), ""
        return line

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        """Let a line go; tell whether there was one."""
        left = seconds
        while self._number is not None and not select.select([self._number], [], [], min(OFTEN, left))[0]:
            left -= OFTEN
            tick()
            if left <= 0:
                return False
        self._read(tick)
        self.touched()
        return True

    def meanwhile(self, done: threading.Event) -> None:
        """Wait for `done`, a moment at most."""
        done.wait(OFTEN)

    def _read(self, tick: Callable[[], None]) -> str:
        """Return the next line without its end, or what stands there without one at the end of all lines."""
        tick()
        if self._number is None:
            line = self._source.readline()
            if not line:
                raise EndOfInput
            return line.rstrip("\r\n")
        read = bytearray()
        while not read.endswith(b"\n"):
            while not select.select([self._number], [], [], OFTEN)[0]:
                tick()
            try:
                one = os.read(self._number, 1)
            except OSError:
                one = b""
            if not one:
                if not read:
                    raise EndOfInput
                break
            read += one
        return read.decode("utf-8", "replace").rstrip("\r\n")


def _nothing() -> None:
    """Do nothing."""


def _number(source: TextIO) -> int | None:
    """Return the number of an open file that can be waited for; None where it can only be read."""
    if sys.platform == "win32":
        return None
    try:
        return source.fileno()
    except (OSError, ValueError):
        return None


@contextlib.contextmanager
def _unseen(number: int | None) -> Iterator[None]:
    """Have a terminal, where `number` is one, not show what is typed."""
    if sys.platform == "win32" or number is None or not os.isatty(number):
        yield
        return
    before = termios.tcgetattr(number)
    termios.tcsetattr(number, termios.TCSADRAIN, [*before[:3], before[3] & ~termios.ECHO, *before[4:]])
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(number, termios.TCSADRAIN, before)
