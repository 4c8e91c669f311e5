"""How soon something is there: the prompt, the first page, help, home after the passphrase."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from ciworkbook.vault import derive_for

from .measuring import Pair, alternate, timed
from .rows import Asked, Figure, Goal, Result, row
from .window import Window, home
from .workbooks import PASSPHRASE, workbook

BARE = Path(__file__).with_name("bare.py")
OURS = (sys.executable, "-I", "-m", "ciworkbook")
HELLO = (sys.executable, "-I", BARE, "hello")
PROMPT, FIRST, HOME, FLOOR = "Passphrase: ", "Leave", "Start something", "Hello, world"
"""A text of each page that stands on no other."""
HEAVY = ("textual", "rich", "pydantic", "yaml")


def opened(command: Sequence[str | Path], until: str) -> float:
    """Start a program in a window with an empty home; return the seconds until it has painted `until`."""
    with tempfile.TemporaryDirectory() as place, Window(command, home(Path(place))) as window:
        return window.until(until) - window.begun


def _beside_hello(command: Sequence[str | Path], until: str, rounds: int) -> Pair:
    return alternate(lambda: opened(command, until), lambda: opened(HELLO, FLOOR), rounds)


@row("prompt", "start to the passphrase prompt")
def prompt(asked: Asked) -> Iterator[Result]:
    """Start beside workbooks of every size."""
    pairs = {
        visits: _beside_hello((*OURS, "--folder", workbook(visits)), PROMPT, asked.times(11 if visits > 10 else 5))
        for visits in asked.counts
    }
    last = pairs[asked.most]
    yield Result(
        f"start to the passphrase prompt, {asked.most:,} visits",
        "from the start of the program until the prompt stands in the terminal",
        "a bare hello world of Textual in the same terminal",
        Figure.of(last.ours),
        Figure.of(last.floor),
        last.ratio,
        Goal("ratio", 0.3),
        growth={visits: 1000 * median(pair.ours) for visits, pair in pairs.items()},
        floor_growth={visits: 1000 * median(pair.floor) for visits, pair in pairs.items()},
    )


@row("first-evening", "start to the first evening")
def first_evening(asked: Asked) -> Iterator[Result]:
    """Start where nothing is."""
    pair = _beside_hello(OURS, FIRST, asked.times(15))
    yield Result(
        "start to the first evening painted",
        "from the start of the program, with an empty home, until the first page stands in the terminal",
        "a bare hello world of Textual in the same terminal",
        Figure.of(pair.ours),
        Figure.of(pair.floor),
        pair.ratio,
        Goal("ratio", 1.2),
    )


def _ran(*arguments: str | Path) -> Callable[[], float]:
    def run() -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    return lambda: timed(run, time.perf_counter)


def loaded(*arguments: str) -> list[str]:
    """Return the modules that a command of ours loads, by the names of their packages."""
    command = [sys.executable, "-I", "-X", "importtime", "-m", "ciworkbook", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return sorted({line.rpartition("|")[2].strip().partition(".")[0] for line in lines})


@row("command-line", "--help and --version")
def command_line(asked: Asked) -> Iterator[Result]:
    """Run both, and see what they load."""
    for option in ("--help", "--version"):
        pair = alternate(_ran("-I", "-m", "ciworkbook", option), _ran("-I", "-c", "pass"), asked.times(25))
        heavy = [name for name in loaded(option) if name in HEAVY]
        yield Result(
            option,
            "from the start of the program to its end",
            "`python3 -c pass`",
            Figure.of(pair.ours),
            Figure.of(pair.floor),
            pair.ratio,
            Goal("ratio", 2.5),
            note=f"loads {', '.join(heavy)}" if heavy else f"loads none of {', '.join(HEAVY)}",
        )
        yield Result(
            f"{option}: heavy modules",
            f"how many of {', '.join(HEAVY)} are loaded",
            "none",
            Figure.of([len(heavy)], "modules"),
            goal=Goal("most", 0),
        )


def unlocked(folder: Path) -> float:
    """Start beside `folder`, type the passphrase once all has come to rest; return the seconds until home stands."""
    with tempfile.TemporaryDirectory() as place, Window((*OURS, "--folder", folder), home(Path(place))) as window:
        window.until(PROMPT)
        window.rest()
        window.forget()
        window.type(PASSPHRASE)
        window.quiet(0.05)
        begun = window.type("\r")
        return window.until(HOME) - begun


@row("home", "passphrase entered to home painted")
def to_home(asked: Asked) -> Iterator[Result]:
    """Unlock workbooks of every size; what the key takes is measured in turn, and taken away."""
    alone: dict[int, list[float]] = {}
    keys: list[float] = []
    for visits in asked.counts:
        folder = workbook(visits)

        def key(folder: Path = folder) -> float:
            return timed(lambda: derive_for(folder, PASSPHRASE), time.perf_counter)

        pair = alternate(lambda folder=folder: unlocked(folder), key, asked.times(9 if visits < 10_000 else 7))  # type: ignore[misc]
        keys += pair.floor
        alone[visits] = [one - median(pair.floor) for one in pair.ours]
    growth = {visits: 1000 * median(took) for visits, took in alone.items()}
    first = asked.counts[0]
    what = "from Enter at the prompt until home stands in the terminal, less the time that the key takes"
    yield Result(
        f"passphrase to home, {first:,} visits",
        what,
        "nothing else; less the key",
        Figure.of(alone[first]),
        goal=Goal("median", 100),
        note=f"the key took {1000 * median(keys):.0f} ms",
    )
    yield Result(
        f"passphrase to home, {asked.most:,} visits",
        what,
        f"itself at {first:,} visits",
        Figure.of(alone[asked.most]),
        Figure.of(alone[first]),
        goal=Goal("growth", 3),
        growth=growth,
    )
