"""How fast the page is gone, and what a kill takes with it.

- S12: from the key to a page of which no line is left, on every page, modal and field: `tests/terminal/covering.py` on
  the pages that take long to do something, and every stop of the tour besides.
- S13: a person types, covers, and the program is killed at once: `tests/terminal/losing.py`.
"""

from __future__ import annotations

import shutil

from ...terminal import covering, losing, stops
from ...terminal.furnished import furnished
from ...terminal.harness import Terminal
from ...terminal.stops import Ground, Stop
from ...terminal.touring import unlock
from . import Measured, Row, Size

FAST, SLOWEST = 50, 100
LONGEST = 2_000
"""Milliseconds."""


def cover(size: Size) -> Measured:
    """Press the key everywhere."""
    work = size.work / "evenings"
    work.mkdir()
    figures = covering.measure(work, size.count(ci=2, full=25), size.seed, few=not size.full)
    if size.full:
        _at_every_stop(size, figures)
    fast, slowest = figures.at(0.95), figures.slowest
    assert not figures.missed, figures.missed  # that the page goes at all is no matter of time
    return Measured(str(figures), met=fast <= FAST and slowest[1] <= SLOWEST)


def _at_every_stop(size: Size, figures: covering.Figures) -> None:
    folder = furnished(size.work / "kept", size.work / "sheets")
    env = {"HOME": str(size.work), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    with Terminal(stops.command(folder, "calm"), env=env, cwd=size.work) as terminal:
        unlock(terminal)
        presses = covering.Presses(terminal, figures, size.count(ci=1, full=10), size.seed)
        done = 0

        def see(stop: Stop) -> None:
            nonlocal done
            presses.here(stop.name)
            done += 1
            size.progress(done, len(stops.STOPS), "stops")

        stops.walk(Ground(terminal, folder, size.work / "sheets"), see, lambda stop: stop.name != "Cover")
        terminal.press("ctrl+q")
        terminal.wait_exit()
    shutil.rmtree(folder)


def words(size: Size) -> Measured:
    """Type, cover, kill, open again."""
    total = size.count(ci=4, full=1_000)
    figures = losing.Figures()
    for part in size.spread(_killed, total):
        figures.rounds += part
    assert figures.late[-1] < LONGEST, str(figures)  # half a second is for a computer without other work
    return Measured(str(figures), met=figures.lost == 0 and len(figures.rounds) == total and figures.typed > 0)


def _killed(size: Size, share: int) -> list[losing.Round]:
    return losing.measure(size.work, share, size.seed).rounds


ROWS = (
    Row(
        "S12",
        "the cover key on every page and modal, while saving, with 10,000 characters",
        "p95 ≤ 50 ms, max ≤ 100 ms, every page",
        cover,
        timed=True,
    ),
    Row(
        "S13", "type, cover within 0 to 200 ms, kill, reopen", "0 characters older than 500 ms lost", words, timed=True
    ),
)
