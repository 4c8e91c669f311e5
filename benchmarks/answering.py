"""From the last key to the answer on the disk, in the open program, against a journal that adds an entry.

- The program is the real one with a real workbook on the disk; a key goes to it as the terminal's driver gives it.
- What waits on purpose is taken off: the delay after which it saves.
- Saving itself is a line of its own: what is done once that delay is over, from taking what stands in the field until
  the disk has it. Letters typed while the delay runs wait for nothing else.
"""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from textual import events

from ciworkbook import desk
from ciworkbook.guard.outlet import Outlet
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.sheet import Sheet
from ciworkbook.workbook import Workbook

from . import workbooks
from .jrnl import NOT_HERE, found, opened
from .rows import Asked, Figure, Goal, Result, row
from .saving import raw, written_in

KEYS = 20
ADDED = 3
SETTLE = 0.05
"""Seconds between an answer that is on the disk and the next key."""
LETTERS = "abcdefghij"


class Typing:
    """The seconds from each key until its answer is on the disk, and those of the save alone."""

    def __init__(self, book: Workbook, folder: Path) -> None:
        self.book, self.folder = book, folder
        self.whole: list[float] = []
        self.save: list[float] = []
        self.raw: list[float] = []
        """A raw durable write of as much, between two keys: what the disk did at that time."""
        self._begun = 0.0
        self._kept = asyncio.Event()

    def measure(self, keys: int) -> None:
        """Type so many keys, each once what was typed before is saved."""
        asyncio.run(self._type(keys))

    async def _type(self, keys: int) -> None:
        app = WorkbookApp(self.book.catalogue, self.folder, Outlet(None, None), self.book)
        visit, question = written_in(self.book)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.desk.lay_out(visit)
            await app.push_screen(Sheet(self.book.worksheet_of(visit), question))
            await pilot.pause(0.3)
            app.desk.gather = self._noting(app.desk.gather)
            self.book.save = self._keeping(self.book.save)  # type: ignore[method-assign]
            gc.collect()
            gc.freeze()
            names, data = [os.urandom(16).hex() for _name in range(2)], os.urandom(4096)
            for number in range(keys + 2):
                self._kept.clear()
                letter = LETTERS[number % len(LETTERS)]
                key = events.Key(letter, letter)
                pressed = time.perf_counter()
                app.post_message(key)
                await asyncio.wait_for(self._kept.wait(), 30)
                if number >= 2:
                    self.whole.append(self._ended - pressed - desk.DELAY)
                    self.save.append(self._ended - self._begun)
                await pilot.pause(SETTLE)
                self.raw.append(raw(self.folder, names[number % 2], data))
            gc.unfreeze()

    def _noting(self, real: Callable[[], None]) -> Callable[[], None]:
        def gather() -> None:
            self._begun = time.perf_counter()
            real()

        return gather

    def _keeping(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def save(*given: Any) -> Any:
            kept = real(*given)
            self._ended = time.perf_counter()
            self._kept.set()
            return kept

        return save

    _ended = 0.0


@row("key-to-disk", "last key to durable answer")
def key_to_disk(asked: Asked) -> Iterator[Result]:
    """Type into workbooks of every size, and let the journal of the same text add an entry."""
    counts = asked.counts
    whole: dict[int, list[float]] = {}
    save: dict[int, list[float]] = {}
    bare: dict[int, list[float]] = {}
    for count in counts:
        with workbooks.copy(count, asked.seed) as folder:
            typing = Typing(opened(folder), folder)
            typing.measure(asked.times(KEYS))
            whole[count], save[count], bare[count] = typing.whole, typing.save, typing.raw
    jrnl = found()
    added: dict[int, list[float]] = {}
    for count in counts if jrnl is not None else ():
        assert jrnl is not None
        with jrnl.copy(count, asked.seed) as folder:
            jrnl.add(folder)
            added[count] = [jrnl.add(folder) for _turn in range(asked.times(ADDED))]
    floor = {count: Figure.of(times).median for count, times in added.items()}
    against = f"{jrnl.name} adding one entry, encrypted" if jrnl is not None else NOT_HERE
    for count in counts[-2:]:
        most = count == counts[-1]
        yield Result(
            f"last key to durable answer, {count:,} visits",
            f"from the key until the disk has the answer, less the {desk.DELAY * 1000:.0f} ms waited on purpose."
            " The letter is drawn in between",
            against,
            Figure.of(whole[count]),
            Figure.of(added[count]) if jrnl is not None else None,
            goal=Goal("faster", 300) if count >= 1_000 else None,
            growth={one: Figure.of(times).median for one, times in whole.items()} if most else {},
            floor_growth=floor if most else {},
        )
        yield Result(
            f"an answer to the disk, once it is due, {count:,} visits",
            "from the moment the save begins: what stands in the field is taken, encrypted, written, and on the disk",
            against,
            Figure.of(save[count]),
            Figure.of(added[count]) if jrnl is not None else None,
            growth={one: Figure.of(times).median for one, times in save.items()} if most else {},
            note=f"a raw durable write of 4 KiB between the keys took {Figure.of(bare[count]).median:.2f} ms",
        )
