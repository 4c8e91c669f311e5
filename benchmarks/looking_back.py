"""The pages of looking back, over a made-up year in memory: no goal, only how they stand to a bare page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from . import memory, pages, pure
from .measuring import Add, Pair
from .rows import Asked, Figure, Result, row
from .year import Year


def _adding(results: list[Result], what: str) -> Add:
    def add(name: str, pair: Pair, against: str) -> None:
        results.append(Result(name, what, against, Figure.of(pair.ours), Figure.of(pair.floor), pair.ratio))

    return add


@row("look-back", "pages of looking back")
def opened(asked: Asked) -> Iterator[Result]:
    """Open every page."""
    found: list[Result] = []
    year = Year(asked.visits, asked.people, seed=asked.seed)
    asyncio.run(pages.measure(year.book, _adding(found, "from the call that opens it until it is drawn"), asked.rounds))
    yield from found


@row("look-back-pure", "what looking back works out without a page")
def worked_out(asked: Asked) -> Iterator[Result]:
    """Texts to search, finding, evenings, a summary."""
    found: list[Result] = []
    year = Year(asked.visits, asked.people, seed=asked.seed)
    pure.measure(year.book, _adding(found, "worked out without a page"), asked.rounds)
    yield from found


@row("look-back-memory", "peak memory of looking back")
def held(asked: Asked) -> Iterator[Result]:
    """Start two programs and ask each for its peak."""
    ours, floor = (one / 2**20 for one in memory.compare(asked.visits, asked.people, asked.seed))
    yield Result(
        f"peak memory, {asked.visits} visits looked back on",
        "every page of looking back opened once",
        "a bare app of Textual",
        Figure.of([ours], "MiB"),
        Figure.of([floor], "MiB"),
    )
