"""Where a session in lines reads and writes: the terminal where there is one, else standard input and output."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator

from .keyboard import Terminal
from .lines import Reader


@contextlib.contextmanager
def reader(write: Callable[[str], None], *, afresh: bool = False) -> Iterator[Reader]:
    """Give what lines are read from: the terminal where there is one, else standard input.

    With `afresh` what was typed on a terminal before now is let go.
    """
    if sys.stdin.isatty() and sys.stdout.isatty():
        with Terminal(write, afresh=afresh) as found:
            yield found
    else:
        from .pipe import Pipe

        yield Pipe(sys.stdin)


def write(text: str) -> None:
    """Write to standard output at once; a terminal or pipe that is gone shows nothing."""
    with contextlib.suppress(OSError, ValueError):
        data = text.encode(sys.stdout.encoding or "utf-8", "replace")
        while data:
            data = data[os.write(sys.stdout.fileno(), data) :]
