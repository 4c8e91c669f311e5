"""Pages of the real app: from the call that opens one until it has been drawn.

The floor is a page of Textual in the same app with one widget that shows as many rows of text.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from ciworkbook.guard.outlet import Outlet
from ciworkbook.looking_back import in_time, written
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.evenings import Evenings
from ciworkbook.screens.find import AT_ONCE, FindPage
from ciworkbook.screens.look_back import LookBack, SheetVisits
from ciworkbook.screens.over_time import OverTime
from ciworkbook.screens.summary import Summary
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.widgets.fields import TextLine
from ciworkbook.workbook import Workbook

from .measuring import Add, Pair, timed_page

SIZE = (80, 24)


class Bare(Screen[None]):
    """So many rows of text."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        """One widget that scrolls."""
        with VerticalScroll():
            yield Static("\n".join("a row of text that is about as long as a row here" for _row in range(self.rows)))


async def measure(book: Workbook, add: Add, rounds: int) -> None:
    """Open every page of looking back so many times."""
    often = Counter(one.worksheet for one in written(book)).most_common(1)[0][0]
    followed = [sheet for sheet in Counter(one.worksheet for one in written(book)) if _places(book, sheet)]
    newest = written(book)[-1]
    opened: dict[str, Callable[[], Screen[Any]]] = {
        "look back": LookBack,
        "a worksheet's visits": lambda: SheetVisits(often),
        "a worksheet over all its visits": lambda: OverTime(written(book, max(followed, key=_count(book)))),
        "evening by evening": Evenings,
        "one visit": lambda: VisitPage(newest),
        "find, opened": FindPage,
        "summary, opened": Summary,
    }
    if not followed:
        del opened["a worksheet over all its visits"]
    app = WorkbookApp(book.catalogue, Path("/nowhere"), Outlet(None, None), book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for name, make in opened.items():
            await _page(pilot, add, name, make, rounds)
        await _within(pilot, add, rounds, often)


def _places(book: Workbook, worksheet: str) -> bool:
    return bool(in_time(book, written(book, worksheet))[1])


def _count(book: Workbook) -> Callable[[str], int]:
    return lambda worksheet: len(written(book, worksheet))


async def _page(pilot: Pilot[Any], add: Add, name: str, make: Callable[[], Screen[Any]], rounds: int) -> None:
    pair, rows = Pair(), 1
    for _round in range(rounds):
        pair.ours.append(await timed_page(_shown(pilot, make)))
        body = pilot.app.screen.query_one("#body", VerticalScroll)
        drawn = body.virtual_size.height
        await pilot.pause()
        assert body.virtual_size.height == drawn, "the page was not whole yet"
        rows = max(rows, drawn)
        pilot.app.pop_screen()
        await pilot.pause()
        pair.floor.append(await timed_page(_shown(pilot, lambda: Bare(rows))))  # noqa: B023 (called at once)
        pilot.app.pop_screen()
        await pilot.pause()
    add(name, pair, f"a bare page of {rows} rows")


def _shown(pilot: Pilot[Any], make: Callable[[], Screen[Any]]) -> Callable[[], Awaitable[None]]:
    async def show() -> None:
        page = make()
        await pilot.app.push_screen(page)
        await _drawn(page)

    return show


async def _drawn(page: Screen[Any]) -> None:
    done = asyncio.Event()
    page.call_after_refresh(done.set)
    await done.wait()


async def _within(pilot: Pilot[Any], add: Add, rounds: int, often: str) -> None:
    """What is done on a page: words looked for, older evenings, another date."""
    found = FindPage()
    await _shown(pilot, lambda: found)()
    times: dict[str, list[float]] = {"find, typed, a word": [], "find, typed, one letter": []}
    floor: list[float] = []
    for _round in range(rounds):
        for name, typed in zip(times, ("sister", "e"), strict=True):

            async def look(typed: str = typed) -> None:
                found.query_one(TextLine).load(typed)
                await found.look(AT_ONCE)
                await _drawn(found)

            times[name].append(await timed_page(look))
        floor.append(await timed_page(_shown(pilot, lambda: Bare(4 * AT_ONCE))))
        pilot.app.pop_screen()
        await pilot.pause()
    for name, some in times.items():
        add(name, Pair(some, floor), f"a bare page of {4 * AT_ONCE} rows")
    pilot.app.pop_screen()
    evenings, visits = Evenings(), SheetVisits(often)
    for name, page, work in (
        ("older evenings", evenings, evenings.show_more),
        ("another date", visits, lambda: visits.look_at("then", (visits.then or 0) + (-1 if visits.then else 1))),
    ):
        await _shown(pilot, lambda: page)()  # noqa: B023 (called at once)
        pair = Pair()
        for _round in range(rounds):

            async def do() -> None:
                await work()  # noqa: B023 (called at once)
                await _drawn(page)  # noqa: B023

            pair.ours.append(await timed_page(do))
        for _round in range(rounds):
            pair.floor.append(await timed_page(_shown(pilot, lambda: Bare(100))))
            pilot.app.pop_screen()
            await pilot.pause()
        add(name, pair, "a bare page of 100 rows")
        pilot.app.pop_screen()
        await pilot.pause()
