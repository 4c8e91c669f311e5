"""How long it takes from the key to a page that is gone, on every page, as a terminal sees it: the row S12.

    figures = measure(work, count=25)          # 25 presses a place; about 2 s each in all
    print(figures); figures.places; figures.shown

- A page is gone when none of its lines stands on the screen. What takes its place, the dull page, is timed beside it.
- The clock starts when the key is written to the terminal and stops when the bytes that took the last line away have
  come, before they are made into a screen.
- Places are reached by keys, in one evening each; whatever takes long there goes on while the key is pressed.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..journeys.evening import choose, go_to
from .harness import Terminal
from .touring import back, carry_on, home, kept, leaky, unlock

PROSE = "Nobody else needs to read this sentence, and it is only here to be long. "
LONG = (PROSE * 200)[:10_000]


@dataclass
class Figures:
    """Milliseconds from the key to the page being gone, by place, and to the dull page being there."""

    gone: dict[str, list[float]] = field(default_factory=dict)
    shown: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    """Places where the page did not go at all."""

    @property
    def places(self) -> int:
        """How many places were looked at."""
        return len(self.gone)

    @property
    def all(self) -> list[float]:
        """Every press."""
        return sorted(one for place in self.gone.values() for one in place)

    def at(self, share: float) -> float:
        """The time within which `share` of all presses were answered."""
        found = self.all
        return found[min(len(found) - 1, int(share * len(found)))]

    @property
    def slowest(self) -> tuple[str, float]:
        """The place with the slowest press."""
        return max(((name, max(found)) for name, found in self.gone.items()), key=lambda one: one[1])

    def __str__(self) -> str:
        dull = sorted(self.shown)
        return (
            f"{len(self.all)} presses on {self.places} pages: median {self.at(0.5):.0f} ms, "
            f"p95 {self.at(0.95):.0f} ms, max {self.slowest[1]:.0f} ms ({self.slowest[0]}); "
            f"dull page median {dull[len(dull) // 2]:.0f} ms, p95 {dull[int(len(dull) * 0.95)]:.0f} ms; "
            f"{len(self.missed)} not covered"
        )


def lines_of(terminal: Terminal) -> set[str]:
    """The lines of the page, without hairlines and what is too short to be told apart."""
    return {line.strip() for line in terminal.screen if re.search(r"\w\w\w", line)}


class Presses:
    """Covers where it is told to, takes the cover away again, and notes how long it took."""

    def __init__(self, terminal: Terminal, figures: Figures, count: int, seed: int, keys: str = "f8") -> None:
        self.terminal = terminal
        self.figures = figures
        self.count = count
        self.keys = keys
        self.chance = random.Random(seed)

    def here(
        self, place: str, begin: Callable[[], None] | None = None, within: float = 0.0, *, once: bool = False
    ) -> None:
        """Cover `count` times; `begin` sets something going before each press, up to `within` seconds earlier.

        What can be set going only `once` is covered once.
        """
        for _press in range(1 if once else self.count):
            self._once(place, begin, within)

    def _once(self, place: str, begin: Callable[[], None] | None, within: float) -> None:
        terminal = self.terminal
        terminal.wait_quiet(0.1)
        if begin is not None:
            begin()
            end = time.monotonic() + self.chance.uniform(0, within)
            while time.monotonic() < end:
                terminal.read(0.005)
        terminal.read()
        page = lines_of(terminal)
        assert page, f"nothing stands at {place}"
        started = time.monotonic()
        terminal.press(self.keys)
        gone = self._wait(lambda: not page & lines_of(terminal))
        if gone is None:
            self.figures.missed.append(place)
            return
        self.figures.gone.setdefault(place, []).append((gone - started) * 1000)
        shown = self._wait(lambda: "- bread" in terminal.text)
        if shown is not None:
            self.figures.shown.append((shown - started) * 1000)
        terminal.press("f8")
        terminal.wait_until(lambda: "- bread" not in terminal.text, f"the cover to go at {place}")

    def _wait(self, holds: Callable[[], bool], most: float = 10.0) -> float | None:
        end = time.monotonic() + most
        while not holds():
            if time.monotonic() > end:
                return None
            self.terminal.read(0.02)
        return self.terminal.arrived


@contextmanager
def opened(work: Path, change: str, *, first: bool = False) -> Iterator[Terminal]:
    """An evening with a workbook in a folder of its own below `work`; or the first one, where there is none yet."""
    folder = work / f"kept-{len(list(work.iterdir()))}"
    if not first:
        kept(folder, begun=True)
    with Terminal(leaky("calm", change, folder=folder)) as terminal:
        if not first:
            unlock(terminal)
        yield terminal


def the_pages(terminal: Terminal, presses: Presses, work: Path) -> None:
    """Home and everything that is reached from there, with modals and fields."""
    presses.here("home")
    terminal.press("f1")
    terminal.wait_for("On every page" if "On this page" in terminal.text else "move in a list")
    presses.here("help")
    back(terminal, "Start something")
    terminal.press("f3")
    terminal.wait_for("A few quiet minutes")
    presses.here("pause")
    back(terminal, "Start something")
    choose(terminal, "All worksheets", "Find:")
    presses.here("all worksheets")
    home(terminal)
    choose(terminal, "People", "Add someone")
    presses.here("people, in a field")
    terminal.type("Ash\r")
    terminal.wait_for("Ash is on the list.")
    choose(terminal, "Ash", "What you call them", "shift+tab")
    presses.here("a person, in a field")
    choose(terminal, "Take Ash out", "Leave Ash in", "tab")
    presses.here("a question before something is undone")
    home(terminal)
    choose(terminal, "Settings", "My own words")
    presses.here("settings")
    choose(terminal, "Locking and cover", "What the cover shows")
    choose(terminal, "What the cover shows", "A dull text of your own.")
    presses.here("settings, in a text")
    home(terminal)


def the_sheet(terminal: Terminal, presses: Presses, work: Path) -> None:
    """A long text, typed in and saved, and the pages around it; then the summary of it, to the file."""
    carry_on(terminal)
    terminal.paste(LONG)
    terminal.wait_until(lambda: "saved just now" in terminal.text, "the text")
    presses.here("10,000 characters")
    presses.here("10,000 characters, typed and saved meanwhile", lambda: terminal.type("x"), 0.6)
    terminal.press("f2")
    terminal.wait_for("Skip it")
    presses.here("ways not to answer")
    back(terminal, "F2 skip")  # the question stands above the ways, too
    terminal.press("f4")
    terminal.wait_for("go there")
    presses.here("the read-through")
    back(terminal, "What do you notice")
    home(terminal)
    choose(terminal, "Look back", "Which worksheet?")
    presses.here("look back")
    terminal.press("enter")
    terminal.wait_for("Make a summary of the visit")
    presses.here("a sheet's visits")
    choose(terminal, "Make a summary of the visit", "Which visits go into it?")
    presses.here("summary")
    go_to(terminal, "Next", "tab")
    terminal.press("enter")
    terminal.wait_for("Space on or off")
    presses.here("the lines of a summary")
    go_to(terminal, "Save the page to a file", "tab")
    terminal.press("enter")
    terminal.wait_for("Save it as")
    presses.here("saving, in a field")
    go_to(terminal, "Save…", "tab")

    def make() -> None:
        if "Save it as" not in terminal.text:  # the page before was made, and asks: back, and once more
            back(terminal, "Save it as")
            go_to(terminal, "Save…", "tab")
        terminal.press("enter")

    presses.here("a file being made", make, 0.05)
    terminal.wait_until(lambda: "Save it as" not in terminal.text, "the question before saving")
    presses.here("the question before saving")


def slow_saves(terminal: Terminal, presses: Presses, work: Path) -> None:
    """A disk that takes its time: the key is pressed in the middle of a save."""
    carry_on(terminal)
    terminal.type("first words")
    terminal.wait_for("saved just now")

    def type_and_wait() -> None:
        terminal.type("x")
        end = time.monotonic() + 0.35
        while time.monotonic() < end:
            terminal.read(0.01)

    presses.here("in the middle of a slow save", type_and_wait, 0.2)


def first_evening(terminal: Terminal, presses: Presses, work: Path) -> None:
    """Before there is a workbook: each page, a passphrase being judged, and the workbook being made."""
    terminal.wait_for("This is a private workbook.")
    presses.here("first evening")
    choose(terminal, "Go on", "What it is for")
    presses.here("first evening: what it is for")
    choose(terminal, "Go on", "What it cannot protect you from")
    presses.here("first evening: what it cannot protect from")
    choose(terminal, "Go on", "These five words")
    presses.here("first evening: five words")
    choose(terminal, "Use a passphrase of my own", "A passphrase of your own")
    presses.here("a new passphrase, in its field")
    phrase = "4@8({[<369&!1/|0$5+7%2" * 3  # many signs that stand for others: it is judged for a second or more
    terminal.type(phrase)
    presses.here("a passphrase being judged", lambda: terminal.press("enter"), 0.5, once=True)
    terminal.wait_for("Once more")
    presses.here("the passphrase once more")
    terminal.type(phrase + "\r")
    terminal.wait_for("Where it is kept")
    presses.here("where it is kept, in a field")
    choose(terminal, "Keep it there", "What brings you here?")
    presses.here("the doors")
    go_to(terminal, "I was harmed")
    presses.here("the workbook being made", lambda: terminal.press("enter"), 0.05, once=True)
    terminal.wait_for("Start something")


EVENINGS: list[tuple[Callable[[Terminal, Presses, Path], None], str, bool]] = [
    (the_sheet, "saves-soon", False),
    (the_pages, "saves-soon", False),
    (slow_saves, "slow-saves=0.3", False),
    (first_evening, "saves-soon", True),
]
"""Each evening, what is changed in it, and whether it is the first."""


def measure(work: Path, count: int = 25, seed: int = 1, *, few: bool = False) -> Figures:
    """Press the key `count` times on every page; with `few` only on those of one evening. `work` is an empty folder."""
    figures = Figures()
    for evening, change, first in EVENINGS[:1] if few else EVENINGS:
        with opened(work, change, first=first) as terminal:
            evening(terminal, Presses(terminal, figures, count, seed), work)
    return figures
