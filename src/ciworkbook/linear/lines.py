"""Lines that come from the person, wherever they come from: what a reader of them promises, and what ends a line.

- While waiting, `tick` is called several times a second; it may raise to end the wait. Nothing typed is lost by that:
  `typed` still holds it.
- A key that works everywhere ends the line by `Pressed`, the end of the input by `EndOfInput`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from ..text import clean, wrap

OFTEN = 0.4
"""Seconds between two calls of `tick`."""

Key = Literal["cover", "lock", "leave", "help", "pause", "stop"]
"""What a key that works at every prompt does."""


class EndOfInput(Exception):
    """There is nothing more to read: the pipe ended, the terminal is gone, or Ctrl+D on an empty line."""


@dataclass(frozen=True)
class Pressed(Exception):
    """A key that works everywhere was pressed."""

    key: Key


class Reader(Protocol):
    """Where lines come from."""

    typed: str
    """What stands on a line that was not finished."""
    touched: Callable[[], None]
    """Called whenever something was typed."""
    shows: bool
    """Whether what is typed stands beside the prompt. Where it does not, a prompt is a line of its own."""

    @property
    def moves(self) -> bool:
        """Whether there is a terminal on which something can be erased."""
        ...

    @property
    def columns(self) -> int:
        """Cells in a row; 0 where nobody breaks lines."""
        ...

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        """Return the next line, cleaned; the cursor stands in column `at`.

        With `hidden` it is not shown. It begins with `begun`, which the person sees already. Line breaks are in it
        only where it was pasted. Raises `EndOfInput`, `Pressed`, and what `tick` raises.
        """
        ...

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        """Wait for a key or a line, which is let go; tell whether there was one within `seconds`."""
        ...

    def meanwhile(self, done: threading.Event) -> None:
        """Wait for `done`, a moment at most; what is typed is kept for the next line. Raises `Pressed`."""
        ...


def rows(text: str, columns: int) -> list[str]:
    """Return `text`, cleaned, in rows of less than `columns` cells; one row a line where that is 0."""
    return wrap(clean(text), columns - 1) if columns else clean(text).split("\n")
