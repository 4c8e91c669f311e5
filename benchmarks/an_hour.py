"""What the program holds in memory over an hour of use, and whether that grows.

- The hour is pressed together: as many actions as in an hour, without the pauses in which a person thinks. Three
  minutes are a worksheet opened, a line written, questions turned, the page covered and brought back, home, and looking
  back.
- All its processes count, the launcher too, each with its share of the pages that they have in common (PSS); where the
  system does not tell that of a process, with all that it holds (RSS). A page that other programs use as well, such as
  Python's own libraries, counts by its share too, for ours and for the bare one alike.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .at_work import COVER, PAGE_DOWN, PAGE_UP
from .made import Open, open_visit
from .rows import Asked, Figure, Goal, Result, row
from .starting import FLOOR, HELLO, HOME, OURS, PROMPT
from .window import Window, home
from .workbooks import PASSPHRASE

VISITS = 1_000
MINUTES, A_TIME = 60, 3
WRITTEN = "it was a long walk home, and it was late when the rain let go. "
UP, DOWN, ESCAPE = "\x1b[A", "\x1b[B", "\x1b"
AGAIN = 1.3
"""Seconds after which a key is not one of several pressed in a hurry."""
TO_LOOK_BACK = 6


def held(window: Window) -> float:
    """Return the MiB that all processes of a window hold."""
    return sum(_held(one) for one in window.processes()) / 1024


def _held(pid: int) -> int:
    for name, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = Path(f"/proc/{pid}/{name}").read_text().splitlines()
        except OSError:
            continue
        found = [int(line.split()[1]) for line in lines if line.startswith(field)]
        if found:
            return found[0]
    return 0


def _press(window: Window, *keys: str) -> None:
    for key in keys:
        window.type(key)
        window.quiet(0.04)
    window.forget()


def _use(window: Window, made: Open) -> None:
    """Do what a person does in three minutes, from home to home."""
    window.type("\r")
    window.until(made.label[:24])
    for letter in WRITTEN:
        window.type(letter)
        window.quiet(0.004)
    _press(window, PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP)
    window.type(COVER)
    window.until("Shopping")
    window.quiet(AGAIN)
    window.forget()
    window.type(COVER)
    window.until(made.label[:24])
    window.quiet(AGAIN)
    window.forget()
    window.type(ESCAPE)
    window.until(HOME)
    _press(window, *[DOWN] * TO_LOOK_BACK)
    window.type("\r")
    window.until("Find")
    _press(window, DOWN, DOWN)
    window.type(ESCAPE)
    window.until(HOME)
    window.quiet(AGAIN)
    _press(window, *[UP] * TO_LOOK_BACK)


@row("memory", "memory over an hour")
def memory(asked: Asked) -> Iterator[Result]:
    """Use the program for an hour."""
    minutes, visits = (2 * A_TIME, asked.most) if asked.quick else (MINUTES, VISITS)
    growth: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as place:
        with Window(HELLO, home(Path(place))) as window:
            window.until(FLOOR)
            window.rest()
            floor = held(window)
        with contextlib.ExitStack() as open_:
            made = open_.enter_context(open_visit(600, visits))
            window = open_.enter_context(Window((*OURS, "--folder", made.folder), home(Path(place))))
            window.until(PROMPT)
            window.rest()
            window.type(PASSPHRASE + "\r")
            window.until(HOME)
            window.rest()
            for minute in range(A_TIME, minutes + 1, A_TIME):
                _use(window, made)
                growth[minute] = held(window)
            if window.process.poll() is not None:
                raise RuntimeError("it ended")
    what = (
        f"all processes after {minutes} minutes of use pressed together, {visits:,} visits; what they have in common is"
        " counted once (PSS)"
    )
    ours = Figure.of([growth[minutes]], "MiB")
    yield Result(
        f"memory after an hour, {visits:,} visits",
        what,
        "a bare hello world of Textual",
        ours,
        Figure.of([floor], "MiB"),
        goal=Goal("ratio", 2),
    )
    yield Result(
        "memory over the hour",
        what + ", against the same after the first three",
        "itself after three minutes",
        ours,
        Figure.of([growth[A_TIME]], "MiB"),
        goal=Goal("growth", 1.05),
        growth=growth,
        along="minutes of use",
    )
