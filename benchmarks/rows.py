"""What a row of the table is, and how a module adds one.

    @row("help", "--help and --version")
    def help_alone(asked: Asked) -> Iterator[Result]:
        pair = alternate(lambda: seconds(OURS), lambda: seconds(FLOOR), asked.rounds)
        yield Result("--help", "from start to end", "`python3 -c pass`", ours=..., floor=..., goal=Goal("ratio", 2.5))

- A row is measured by one function, chosen by its key, and gives one result or more; each has one goal at most.
- Ours and the floor are measured in turn, in one run. The ratio is the median of the ratios of each turn.
- A function that raises becomes a line that says so; the others go on.
- To add rows: a module that holds them, and its name in MODULES.
"""

from __future__ import annotations

import importlib
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Self

MODULES = (
    "starting",
    "saving",
    "answering",
    "seeking",
    "at_work",
    "an_hour",
    "pdf",
    "worksheets",
    "looking_back",
)
"""Modules of this package with rows, in the order of the table."""

COUNTS = (10, 100, 1_000, 10_000)
QUICK_COUNTS = (10, 100)

GoalKind = Literal["ratio", "faster", "median", "p95", "most", "growth", "spread"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured of one thing, in `unit`."""

    median: float
    p95: float
    most: float
    n: int
    unit: str = "ms"

    @classmethod
    def of(cls, samples: Sequence[float], unit: str = "ms", scale: float | None = None) -> Self:
        """Sum up samples; those in "ms" are given in seconds, all others in their unit, unless `scale` says more."""
        by = scale if scale is not None else 1000.0 if unit == "ms" else 1.0
        ordered = sorted(by * one for one in samples)
        at = max(0, -(-95 * len(ordered) // 100) - 1)
        return cls(statistics.median(ordered), ordered[at], ordered[-1], len(ordered), unit)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a result is to reach.

    ratio: ours is at most `limit` times the floor. faster: the floor takes at least `limit` times as long as ours.
    median, p95, most: that figure of ours is at most `limit`, in its unit.
    growth: the last point of growth is at most `limit` times the first. spread: so is the highest and the lowest.
    """

    kind: GoalKind
    limit: float

    def __str__(self) -> str:
        number = f"{self.limit:g}"
        match self.kind:
            case "ratio":
                return f"≤ {number}×"
            case "faster":
                return f"{number}× faster"
            case "growth":
                return f"grows ≤ {number}×"
            case "spread":
                return f"spread ≤ {number}×"
            case "most":
                return f"max ≤ {number}"
        return f"{self.kind} ≤ {number}"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table."""

    name: str
    what: str
    against: str = ""
    ours: Figure | None = None
    floor: Figure | None = None
    ratio: float | None = None
    """Ours by the floor: the median of the ratios of each turn, where they were measured in turn."""
    goal: Goal | None = None
    growth: Mapping[int, float] = field(default_factory=dict)
    """The median of ours, in its unit, at each count of `along`."""
    floor_growth: Mapping[int, float] = field(default_factory=dict)
    """The same of the floor, where it can grow too."""
    along: str = "visits"
    row: str = ""
    """The key of the row that gave it."""
    failed: str = ""
    """Why there is no figure."""
    note: str = ""

    @property
    def times(self) -> float | None:
        """How many times the floor ours takes."""
        if self.ratio is not None or self.ours is None or self.floor is None or not self.floor.median:
            return self.ratio
        return self.ours.median / self.floor.median

    @property
    def reached(self) -> float | None:
        """The number that the goal is held against; None without a goal or a figure."""
        if self.goal is None or self.failed:
            return None
        points = list(self.growth.values())
        match self.goal.kind:
            case "ratio":
                return self.times
            case "faster":
                return 1 / self.times if self.times else None
            case "growth":
                return points[-1] / points[0] if len(points) > 1 and points[0] else None
            case "spread":
                return max(points) / min(points) if len(points) > 1 and min(points) else None
        return None if self.ours is None else float(getattr(self.ours, self.goal.kind))

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without one, or where nothing could be held against it."""
        if self.goal is None:
            return None
        if self.failed:
            return False
        if self.reached is None:
            return None
        return self.reached >= self.goal.limit if self.goal.kind == "faster" else self.reached <= self.goal.limit

    def to_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self) | {"reached": self.reached, "met": self.met}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_data` gave."""
        known = {name: value for name, value in data.items() if name in cls.__slots__}
        for name in ("ours", "floor"):
            known[name] = Figure(**known[name]) if known[name] else None
        known["goal"] = Goal(**known["goal"]) if known["goal"] else None
        for name in ("growth", "floor_growth"):
            known[name] = {int(count): value for count, value in known[name].items()}
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks of every row."""

    counts: tuple[int, ...] = COUNTS
    """How many visits a workbook holds, for rows that can grow."""
    rounds: int = 15
    """How often a thing is measured that takes well under a second; a row may take fewer for what takes longer."""
    quick: bool = False
    visits: int = 200
    people: int = 40
    seed: int = 20261124

    @property
    def most(self) -> int:
        """The largest workbook."""
        return self.counts[-1]

    def times(self, rounds: int) -> int:
        """Return how often to measure what is to be measured `rounds` times in a full run."""
        return max(1, min(rounds, self.rounds)) if self.quick else rounds


Measure = Callable[[Asked], Iterable[Result]]


@dataclass(frozen=True, slots=True)
class Row:
    """A function that measures, and what it is called by."""

    key: str
    title: str
    measure: Measure


_ROWS: dict[str, Row] = {}


def row(key: str, title: str) -> Callable[[Measure], Measure]:
    """Let the function below measure the row `key`; `title` says of what."""

    def add(measure: Measure) -> Measure:
        if key in _ROWS and _ROWS[key].measure.__module__ != measure.__module__:
            raise ValueError(f"two rows are called {key}")
        _ROWS[key] = Row(key, title, measure)
        return measure

    return add


def rows() -> dict[str, Row]:
    """Return every row by its key."""
    for name in MODULES:
        importlib.import_module(f"{__package__}.{name}")
    return dict(_ROWS)


def measured(one: Row, asked: Asked) -> Iterator[Result]:
    """Yield the results of a row; where it fails, one that says so after those it gave."""
    try:
        for result in one.measure(asked):
            yield replace(result, row=one.key)
    except Exception as error:  # whatever it is, the other rows go on
        said = f"{type(error).__name__}: {error}".strip().split("\n")[0][:200]
        yield Result(one.title, "", row=one.key, failed=said, goal=Goal("most", 0))
