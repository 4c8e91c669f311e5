"""The fault and fuzz bench: forty rows, each a test with a target and what was measured.

- A row is one module of this package with a `ROW` (or `ROWS`). Adding a module adds a row; nothing lists them twice.
- A row is code once and used twice: `tests/faults/test_bench.py` runs it at CI size and asserts that it is met;
  `python3 dev.py faults --full` runs it at the size that its target names, and prints the table.
- `measure` says what it counted, also when the target is not met. What cannot be measured here has `met=None` and
  `why`.
- A row changes nothing outside `size.work`, and undoes what it mounts, patches or starts.
- A row that shows 0 losses also shows that it can find one: a floor that is known to lose, in the same run.

    ROW = Row("R1", "SIGKILL at random moments during saves", "10,000 kills, 0 acknowledged saves lost", measure)

    def measure(size: Size) -> Measured:
        kills = size.count(ci=40, full=10_000)
        ...
        return Measured(f"{kills:,} kills, {acks:,} acknowledged, {lost} lost", met=lost == 0)
"""

from __future__ import annotations

import importlib
import multiprocessing
import pkgutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

IDS = tuple(f"R{number}" for number in range(1, 19)) + tuple(f"S{number}" for number in range(1, 23))
"""Every row there ought to be, in the order of the table."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a row to run, and where.

    Attributes:
        work: An empty folder of the row's own, taken away afterwards.
        full: Whether the counts are those of the target.
        part: What part of the full counts; a rehearsal of the full run is a tenth or a hundredth of it.
        jobs: Into how many processes a row may split itself; see `spread`.
        seed: Of everything that is left to chance.
        shared: A folder for what several rows of one run look at.
        number: Which part of a row that was split this is, counted from 0.
        of: Into how many parts it was split.
    """

    work: Path
    full: bool = False
    part: float = 1.0
    jobs: int = 1
    seed: int = 20_261_126
    shared: Path = Path()
    number: int = 0
    of: int = 1
    _told: list[float] = field(default_factory=lambda: [0.0], repr=False)

    def count(self, *, ci: int, full: int) -> int:
        """Return how often to do something."""
        return max(ci, round(full * self.part)) if self.full else ci

    def progress(self, done: int, of: int, what: str = "") -> None:
        """Say on standard error how far a full run has come, at most every five seconds."""
        now = time.monotonic()
        if self.full and now - self._told[0] >= 5:
            self._told[0] = now
            print(f"    {done:,} of {of:,} {what}".rstrip(), file=sys.stderr, flush=True)

    def spread(
        self, function: Callable[[Size, int], T], total: int, *, jobs: int | None = None, apart: bool = False
    ) -> list[T]:
        """Call `function(size, share)` in `jobs` processes, the shares adding up to `total`; return what each gave.

        Each call gets a work folder and a seed of its own. `function` must be importable, its result picklable. With
        one job it is a plain call in this process, unless it has to be `apart`: in a fresh one, which may fork.
        """
        jobs = max(1, min(self.jobs if jobs is None else jobs, total))
        shares = [total // jobs + (number < total % jobs) for number in range(jobs)]
        sizes = []
        for number in range(jobs):
            work = self.work / f"part-{len(list(self.work.iterdir()))}"
            work.mkdir()
            seed = self.seed + 1_000 * number
            sizes.append(replace(self, work=work, jobs=1, seed=seed, number=number, of=jobs, _told=[0.0]))
        if jobs == 1 and not apart:
            return [function(sizes[0], shares[0])]
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            return list(pool.map(function, sizes, shares))


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out. `met` is None where the row cannot be measured here, and `why` says why."""

    said: str
    met: bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        id: "R1" to "R18", "S1" to "S22".
        test: What is done.
        target: What ought to come out.
        measure: Does it.
        timed: Whether the target is a time or a memory figure: shown, but never asserted in a test, where other
            programs disturb it.
        optional: Whether CI may be without what the row needs.
        unmet: Whether the target is known not to be met, and `why` says why. What can be kept of it, `measure` asserts.
    """

    id: str
    test: str
    target: str
    measure: Callable[[Size], Measured]
    timed: bool = False
    optional: bool = False
    unmet: bool = False


def rows() -> dict[str, Row]:
    """Return the rows that are written, by id, in the order of the table."""
    found: dict[str, Row] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        for row in getattr(loaded, "ROWS", (loaded.ROW,) if hasattr(loaded, "ROW") else ()):
            if row.id not in IDS or row.id in found:
                raise ValueError(f"{module.name}: row {row.id} is not in the list, or is there twice")
            found[row.id] = row
    return {id: found[id] for id in IDS if id in found}
