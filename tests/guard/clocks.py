"""Clocks that stand still until they are told what happens, and what has been seen to happen to clocks.

`measure(count)` plays every case so many times from other starts, for the bench.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ciworkbook.guard.watching import Clocks, Reason, Watch

YEAR = 365.25 * 86_400.0
LOOK = 0.4
"""Seconds between two looks, as in the app."""


class FakeClocks:
    """Three clocks of a computer."""

    def __init__(self, seed: int = 0) -> None:
        start = random.Random(seed)
        self.awake = start.uniform(10, 1e6)
        self.passing = self.awake + start.uniform(0, 1e6)
        self.wall = start.uniform(1.6e9, 2.0e9)
        self.between = 0.0
        """Seconds that another program takes between two of the clocks."""

    def read(self) -> Clocks:
        """Look at them."""
        awake = self.awake
        if self.between:
            self.pass_time(self.between)
        return Clocks(awake, self.passing, self.wall, self.awake - awake)

    def pass_time(self, seconds: float) -> None:
        """Let time go by."""
        self.awake += seconds
        self.passing += seconds
        self.wall += seconds

    def sleep(self, seconds: float) -> None:
        """Suspend the computer."""
        self.passing += seconds
        self.wall += seconds

    def set_wall(self, by: float) -> None:
        """Set the clock on the wall."""
        self.wall += by


@dataclass
class Outcome:
    """What came of a case: the first reason to lock, and how many seconds after it happened that was said."""

    reason: Reason
    after: float


Step = Callable[[FakeClocks, Watch], None]


def passes(seconds: float) -> Step:
    """Nobody does anything for `seconds`."""

    def step(clocks: FakeClocks, _watch: Watch) -> None:
        clocks.pass_time(seconds)

    return step


def typing(seconds: float) -> Step:
    """Somebody types for `seconds`."""

    def step(clocks: FakeClocks, watch: Watch) -> None:
        for _key in range(int(seconds * 4)):
            clocks.pass_time(0.25)
            watch.touch()

    return step


def sleeps(seconds: float) -> Step:
    """The lid is closed for `seconds`."""
    return lambda clocks, _watch: clocks.sleep(seconds)


def wall(by: float) -> Step:
    """The clock on the wall is set."""
    return lambda clocks, _watch: clocks.set_wall(by)


def covers(_clocks: FakeClocks, watch: Watch) -> None:
    """The page is covered."""
    watch.cover()


NEVER, TEN = 0.0, 600.0
CASES: dict[str, tuple[Reason, Sequence[Step]]] = {
    "nothing": ("", [typing(10)]),
    "8 h of sleep": ("slept", [typing(10), sleeps(8 * 3600)]),
    "20 s of sleep": ("slept", [typing(10), sleeps(20)]),
    "2 s of sleep": ("slept", [typing(10), sleeps(2)]),
    "sleep under cover": ("slept", [covers, passes(5), sleeps(20)]),
    "10 years on": ("clock", [typing(10), wall(10 * YEAR)]),
    "10 years back": ("clock", [typing(10), wall(-10 * YEAR)]),
    "10 years back while typing": ("clock", [typing(10), wall(-10 * YEAR), typing(2)]),
    "an hour back, set by hand": ("clock", [typing(10), wall(-3600)]),
    # The clock that programs read counts in UTC: nothing moves when summer time begins or ends.
    "summer time begins": ("", [typing(10), wall(0), typing(10)]),
    "a step of 90 s to the right time": ("", [typing(10), wall(90), typing(10)]),
    "steps back while typing": ("", [typing(5), wall(-30), typing(5), wall(-30), typing(5)]),
    "a leap second": ("", [typing(5), wall(-1), typing(5)]),
    "nobody there": ("idle", [typing(10), passes(TEN + 1)]),
    "covered for too long": ("cover", [typing(10), covers, passes(121)]),
    "sleep that ends in a set clock": ("slept", [typing(10), sleeps(3600), wall(-5 * YEAR)]),
}
"""For each: why it locks, and what happens. The app looks every `LOOK` seconds; the last step is what is waited for."""


def play(steps: Sequence[Step], idle: float = TEN, cover: float = 120.0, seed: int = 0) -> Outcome:
    """Let `steps` happen, with a look after each part of a second, and tell what came of it."""
    clocks = FakeClocks(seed)
    watch = Watch(clocks.read)
    for step in steps:
        step(clocks, watch)
        clocks.pass_time(LOOK)
        if reason := watch.look(idle, cover):
            return Outcome(reason, LOOK)
    return Outcome("", 0.0)


@dataclass
class Figures:
    """What `measure` found."""

    played: int
    wrong: list[str]
    slowest: float
    """Seconds from waking up, or from the clock being set, to the lock."""

    def __str__(self) -> str:
        return f"{self.played} cases, {len(self.wrong)} wrong, at most {self.slowest:.1f} s to the lock"


def measure(count: int = 10) -> Figures:
    """Play each case `count` times from other starts, with an idle limit and with none where that is the point."""
    figures = Figures(0, [], 0.0)
    for seed in range(count):
        for name, (expected, steps) in CASES.items():
            limits = [TEN, NEVER] if expected in ("slept", "clock") else [TEN]
            for idle in limits:
                outcome = play(steps, idle, seed=seed)
                figures.played += 1
                figures.slowest = max(figures.slowest, outcome.after if expected in ("slept", "clock") else 0.0)
                if outcome.reason != expected:
                    figures.wrong.append(f"{name} (start {seed}, idle {idle:g}): {outcome.reason or 'no lock'}")
    return figures
