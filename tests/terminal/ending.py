"""What is left on the terminal after every way of ending, from every page: the row S6.

    figures = measure(work)                    # every way from every page: about 250 ends, 4 s each
    figures = measure(work, count=8)           # eight of them, each way once, from other pages with another `seed`
    print(figures); figures.left

- The ways: leaving, being locked, and six signals to the session. Errors have tests of their own, in each layer.
- Pages are those of `covering`, with what goes on there while it ends.
- Nothing of the page may be in what was sent after the pages were left, on the ordinary screen, or above it; and the
  terminal has to be as it was.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from .covering import EVENINGS, Presses, lines_of, opened
from .harness import Terminal

SAID = "The workbook closed because of a fault. What was saved is still there."
SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGKILL", "SIGSEGV", "SIGABRT")
WAYS = ("leave", "lock", *SIGNALS)


@dataclass
class Figures:
    """What `measure` found."""

    ends: int = 0
    pages: set[str] = field(default_factory=set)
    ways: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)
    """Where something was left, and what it was."""

    def __str__(self) -> str:
        return f"{self.ends} ends in {len(self.ways)} ways from {len(self.pages)} pages: {len(self.left)} left anything"


class _ThereError(Exception):
    """The page that was wanted is on the screen."""


class _Visit:
    """Goes along like `Presses`, and stops at one page."""

    def __init__(self, terminal: Terminal, wanted: str | None) -> None:
        self.terminal = terminal
        self.wanted = wanted
        self.places: list[str] = []
        self.page: set[str] = set()

    def here(
        self, place: str, begin: Callable[[], None] | None = None, within: float = 0.0, *, once: bool = False
    ) -> None:
        """Note the page; stop if it is the one."""
        self.places.append(place)
        if place == self.wanted:
            self.terminal.wait_quiet(0.1)
            self.page = lines_of(self.terminal)
            if begin is not None:
                begin()
            raise _ThereError
        if begin is not None and once:
            begin()


def pages() -> Iterator[tuple[int, str]]:
    """Every page there is: the number of its evening, and its name."""
    source = Path(__file__).with_name("covering.py").read_text(encoding="utf-8")
    bodies = re.split(r"^def ", source, flags=re.MULTILINE)
    for number, (evening, _change, _first) in enumerate(EVENINGS):
        body = next(one for one in bodies if one.startswith(f"{evening.__name__}("))
        for name in re.findall(r'presses\.here\("([^"]+)"', body):
            yield number, name


def end(terminal: Terminal, way: str) -> int:
    """End in one of the `WAYS`; return the exit status."""
    session = terminal.wait_child()
    if way == "leave":
        terminal.press("ctrl+q")
    elif way == "lock":
        terminal.press("f9")
        terminal.wait_until(lambda: terminal.ended() or "Passphrase:" in terminal.text or _dull(terminal), "the lock")
        if terminal.ended() or _dull(terminal):  # where there is nothing to lock the key covers
            terminal.press("ctrl+q")
        else:
            terminal.press("enter")
    else:
        os.kill(session, getattr(signal, way))
    return terminal.wait_exit()


def _dull(terminal: Terminal) -> bool:
    return "- bread" in terminal.text


def trouble(terminal: Terminal, page: set[str], way: str) -> list[str]:
    """What is wrong with the terminal after the end."""
    ordinary = terminal.main_screen_after_exit().strip()
    after = terminal.after_alternate().decode(errors="replace")
    found = []
    killed = way in ("SIGKILL", "SIGSEGV", "SIGABRT")
    if ordinary != (SAID if killed else ""):
        found.append(f"stands there: {ordinary!r}")
    found += [f"was sent: {line!r}" for line in page if line in after]
    if terminal.is_alternate or not terminal.shows_cursor or terminal.modes() != terminal.modes_before:
        found.append("the terminal is not as it was")
    return found


def measure(work: Path, count: int | None = None, seed: int = 0) -> Figures:
    """End `count` times, or in every way from every page; `work` is an empty folder."""
    every = [(evening, page, way) for evening, page in pages() for way in WAYS]
    if count is not None:
        places = list(pages())
        step = max(1, len(places) // count)
        every = [(*places[(seed + number * step) % len(places)], WAYS[number % len(WAYS)]) for number in range(count)]
    figures = Figures()
    for number, page, way in every:
        evening, change, first = EVENINGS[number]
        below = work / "now"
        below.mkdir()
        with opened(below, change, first=first) as terminal:
            visit = _Visit(terminal, page)
            try:
                evening(terminal, cast(Presses, visit), below)
            except _ThereError:
                end(terminal, way)
                figures.ends += 1
                figures.pages.add(page)
                figures.ways.add(way)
                figures.left += [f"{page}, {way}: {one}" for one in trouble(terminal, visit.page, way)]
            else:
                raise AssertionError(f"{page} was not reached")
        shutil.rmtree(below)
    return figures
