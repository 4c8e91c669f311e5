"""Times of one thing and of its floor, measured in turn, and the table of them.

Times are of the processor: what other programs do meanwhile does not count, nor does waiting.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, in seconds a round, and against what."""

    name: str
    times: tuple[float, ...]
    floor: tuple[float, ...]
    against: str

    @property
    def ratio(self) -> float:
        """How many times its floor it takes, by the medians."""
        return statistics.median(self.times) / statistics.median(self.floor)


class Table:
    """Rows as plain text."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.rows: list[Row] = []

    def __str__(self) -> str:
        head = f"{'':34}{'min':>8}{'median':>8}{'max':>8}{'floor':>9}{'ratio':>8}  against"
        lines = [self.title, "", head]
        for row in self.rows:
            figures = (min(row.times), statistics.median(row.times), max(row.times))
            told = "".join(f"{1000 * one:8.2f}" for one in figures)
            floor = f"{1000 * statistics.median(row.floor):9.3f}"
            lines.append(f"{row.name:34}{told}{floor}{row.ratio:8.1f}  {row.against}")
        return "\n".join(lines) + "\n"

    def add(self, name: str, times: Sequence[float], floor: Sequence[float], against: str) -> None:
        """Take in a row."""
        self.rows.append(Row(name, tuple(times), tuple(floor), against))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


async def timed_page(work: Callable[[], Awaitable[object]]) -> float:
    """Return the seconds that `work` takes."""
    begun = time.process_time()
    await work()
    return time.process_time() - begun


def in_turn(work: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """Measure both so many times, one after the other, so that a busy moment hits both."""
    pairs = [(timed(work), timed(floor)) for _round in range(rounds)]
    return [one for one, _floor in pairs], [one for _one, one in pairs]
