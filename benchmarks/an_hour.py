"""What the program holds in memory over an hour of use, and whether that grows.

- The hour is pressed together: as many actions as in an hour, without the pauses in which a person thinks. A minute is
  a worksheet opened, a line written, questions turned, the page covered and brought back, home, and looking back.
- All its processes count, the launcher too, each with its share of the pages that they have in common (PSS); where the
  system does not tell that of a process, with all that it holds (RSS).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ciworkbook.vault import Vault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from .at_work import COVER, PAGE_DOWN, PAGE_UP
from .rows import Asked, Figure, Goal, Result, row
from .starting import FLOOR, HELLO, HOME, OURS, PROMPT
from .window import Window, home
from .workbooks import PASSPHRASE, copy

VISITS = 1_000
MINUTES = 60
WRITTEN = "it was a long walk home and "
DOWN, ESCAPE = "\x1b[B", "\x1b"
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


def _minute(window: Window) -> None:
    """Do what a person does in a minute, from home to home."""
    _press(window, "\r", *WRITTEN, PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP)
    _press(window, COVER)
    window.quiet(0.7)
    _press(window, COVER, ESCAPE)
    window.quiet(0.5)  # two Esc in a hurry would cover
    window.type("\x1b[H")
    _press(window, *[DOWN] * TO_LOOK_BACK, "\r", DOWN, DOWN)
    window.type(ESCAPE)
    window.until(HOME)
    window.quiet(0.5)
    _press(window, "\x1b[H")


@row("memory", "memory over an hour")
def memory(asked: Asked) -> Iterator[Result]:
    """Use the program for an hour."""
    minutes, visits = (3, asked.most) if asked.quick else (MINUTES, VISITS)
    at = {1, *range(10, minutes + 1, 10), minutes}
    growth: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as place:
        with Window(HELLO, home(Path(place))) as window:
            window.until(FLOOR)
            window.rest()
            floor = held(window)
        with copy(visits) as folder:
            with Vault.open(folder, PASSPHRASE) as vault:
                book = Workbook(vault, Catalogue.load())
                book.save(replace(book.visits()[-1], state="open"))
            with Window((*OURS, "--folder", folder), home(Path(place))) as window:
                window.until(PROMPT)
                window.rest()
                window.type(PASSPHRASE + "\r")
                window.until(HOME)
                window.rest()
                for minute in range(1, minutes + 1):
                    _minute(window)
                    if minute in at:
                        growth[minute] = held(window)
                if window.process.poll() is not None:
                    raise RuntimeError("it ended")
    what = f"all processes after {minutes} minutes of use pressed together, {visits:,} visits"
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
        what + ", against the same after the first minute",
        "itself after a minute",
        ours,
        Figure.of([growth[1]], "MiB"),
        goal=Goal("growth", 1.05),
        growth=growth,
        along="minutes of use",
    )
