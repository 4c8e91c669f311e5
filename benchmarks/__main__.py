"""Measure and print.

    python3 dev.py bench [--rounds N] [--visits N] [--people N] [--seed N] [--no-memory]

Each page is opened in the real app over a made-up year in memory. What it is held against is in the last column. The
times are milliseconds of the processor; a ratio is that of the medians.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from . import memory, pages, pure
from .measuring import Table
from .year import SEED, Year


def main(arguments: list[str]) -> int:
    """Do what the arguments say; 0 always: figures are printed, and nobody is told whether they are good."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure a made-up year, against bare floors.")
    parser.add_argument("--rounds", type=int, default=15, help="how often each is measured")
    parser.add_argument("--visits", type=int, default=200)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-memory", action="store_true", help="leave out the peak memory, which starts two programs")
    asked = parser.parse_args(arguments)
    year = Year(asked.visits, asked.people, seed=asked.seed)
    table = Table(
        f"{asked.visits} visits, {asked.people} people, {asked.rounds} rounds, Python {sys.version.split()[0]}"
    )
    asyncio.run(pages.measure(year.book, table, asked.rounds))
    pure.measure(year.book, table, asked.rounds)
    print(table)
    if not asked.no_memory:
        print(memory.compare(asked.visits, asked.people, asked.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
