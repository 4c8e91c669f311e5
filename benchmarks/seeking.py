"""Find, over everything that was written, against a journal that looks through the same text.

- The journal is asked for the titles of the entries alone, the least it can print.
- Looking is measured by itself, as the two pages call it; and, with the page around it, from the last key until the
  first places are drawn: once all is read, and at the moment the page was opened, while it is still being read.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.pilot import Pilot

from ciworkbook.guard.outlet import Outlet
from ciworkbook.looking_back import Searched
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.find import FindPage
from ciworkbook.screens.passages import Passage
from ciworkbook.workbook import Workbook

from . import workbooks
from .jrnl import NOT_HERE, found, opened
from .measuring import timed
from .rows import Asked, Figure, Goal, Result, row

WORDS = ("sister", "kitchen", "zzyzx")
"""Words to look for: the last stands nowhere, and has to be looked for everywhere."""
LOOKED = 30
ASKED = 1
OPENED = 4


@row("find", "find over everything written")
def find(asked: Asked) -> Iterator[Result]:
    """Look through workbooks of every size, and let the journal look through the same text."""
    looks: dict[int, list[float]] = {}
    filled: dict[int, list[float]] = {}
    filling: dict[int, list[float]] = {}
    fills: dict[int, float] = {}
    for count in asked.counts:
        book = opened(workbooks.workbook(count, asked.seed))
        searched = Searched(book)
        fills[count] = timed(searched.read) * 1000
        looks[count] = [
            timed(partial(searched.find, word), time.perf_counter)
            for _turn in range(asked.times(LOOKED))
            for word in WORDS
        ]
        del searched
        filled[count], filling[count] = asyncio.run(_on_the_page(book, asked.times(OPENED)))
        book.close()
    jrnl = found()
    theirs: dict[int, list[float]] = {}
    for count in asked.counts if jrnl is not None else ():
        assert jrnl is not None
        folder = jrnl.journal(count, asked.seed)
        jrnl.find(folder, WORDS[0])
        theirs[count] = [jrnl.find(folder, word) for _turn in range(asked.times(ASKED)) for word in WORDS]
    for count in asked.counts[-2:]:
        most = count == asked.most
        yield Result(
            f"find, filled, {count:,} visits",
            f"all places of a word, in the texts held in memory; reading them takes {fills[count] / 1000:.1f} s once",
            f"{jrnl.name} -contains, titles alone" if jrnl is not None else NOT_HERE,
            Figure.of(looks[count]),
            Figure.of(theirs[count]) if theirs else None,
            goal=Goal("faster", 50) if count >= 1_000 else None,
            growth=_medians(looks) if most else {},
            floor_growth=_medians(theirs) if most else {},
        )
    for name, times in (("filled", filled), ("while it is filled", filling)):
        yield Result(
            f"last key to first places, {name}",
            f"{asked.most:,} visits, on the page, until they are drawn",
            ours=Figure.of(times[asked.most]),
            goal=Goal("most", 100),
            growth=_medians(times),
        )
    yield Result(
        "reading everything to be searched",
        "time of the processor, in turns of 20 ms between which the page takes keys",
        ours=Figure.of([fills[asked.most] / 1000]),
        growth=fills,
    )


def _medians(times: dict[int, list[float]]) -> dict[int, float]:
    return {count: Figure.of(some).median for count, some in times.items()}


async def _on_the_page(book: Workbook, times: int) -> tuple[list[float], list[float]]:
    """Open the page so often and type a word: at once, and again once all is read. The seconds of the last keys."""
    filled, filling = [], []
    app = WorkbookApp(book.catalogue, book.folder, Outlet(None, None), book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for turn in range(times + 1):
            page = FindPage()
            await app.push_screen(page)
            first = await _typed(pilot, page, "siste", "r")
            while page._searched.waits:
                await asyncio.sleep(0.05)
            await pilot.pause()
            page._line.load("")
            await pilot.pause()
            second = await _typed(pilot, page, "kitche", "n")
            if turn:
                filling.append(first)
                filled.append(second)
            page.dismiss(False)
            await pilot.pause()
    return filled, filling


async def _typed(pilot: Pilot[Any], page: FindPage, before: str, last: str) -> float:
    """Type `before`, then `last`; return the seconds from that key until places for the whole word are drawn."""
    await pilot.press(*before)
    looked, drawn = page._looked, asyncio.Event()
    begun = time.perf_counter()
    page.app.simulate_key(last)
    while page._looked == looked or page._line.value != before + last or not page.query(Passage):
        await asyncio.sleep(0)
    page.call_after_refresh(drawn.set)
    await drawn.wait()
    return time.perf_counter() - begun
