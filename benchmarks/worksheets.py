"""Worksheets: reading and checking all of them, against PyYAML alone; and what starting reads of them.

- PyYAML is asked with its own SafeLoader, written in Python as the one we build on; the one in C is not used by the
  program, because it ends the process on files made for that, and tells no columns.
- A sheet that ships is read once, when the program is built: a session reads the JSON made then.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import yaml

from ciworkbook.worksheet import checking
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.finding import has_errors
from ciworkbook.worksheet.fresh import sheets_folder

from .measuring import in_turn
from .rows import Asked, Figure, Goal, Result, row

ROUNDS = 3
_STARTING = """
import asyncio, sys
from pathlib import Path
from ciworkbook.guard.outlet import Outlet
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.worksheet.catalogue import Catalogue

async def painted():
    app = WorkbookApp(Catalogue.load(), Path("/nowhere"), Outlet(None, None))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        loaded = [name for name in ("yaml", "pydantic", "pydantic_core") if name in sys.modules]
        print(type(app.screen).__name__, *loaded)

asyncio.run(painted())
"""


@row("sheets", "reading and checking all worksheets")
def read_and_checked(asked: Asked) -> Iterator[Result]:
    """Read every worksheet of the folder both ways, in turn."""
    folder = sheets_folder()
    files = list(checking.sheet_files(folder))[: 4 if asked.quick else None]
    texts = [one.read_text(encoding="utf-8") for one in files]

    def ours() -> None:
        for file in files:
            data, findings = checking.check_file(file)
            if data is None or has_errors(findings):
                raise ValueError(f"{file.name} has an error")

    def floor() -> None:
        for text in texts:
            yaml.safe_load(text)

    pair = in_turn(ours, floor, asked.times(ROUNDS), warm=0 if asked.quick else 1)
    yield Result(
        f"read and check all {len(files)} worksheets",
        "from the files to checked data: limits, places, shape, references, misuse",
        "PyYAML alone reading the same text",
        Figure.of(pair.ours),
        Figure.of(pair.floor),
        pair.ratio,
        Goal("ratio", 3),
    )
    Catalogue.load(folder)  # a checkout makes its JSON anew where a sheet has changed
    fresh = in_turn(lambda: Catalogue.load(folder), floor, asked.times(ROUNDS), warm=0 if asked.quick else 1)
    yield Result(
        "the worksheets at every start",
        "the JSON made when the program is built, as a checkout reads it",
        "PyYAML alone reading the sheets",
        Figure.of(fresh.ours),
        Figure.of(fresh.floor),
        fresh.ratio,
    )
    told = subprocess.run([sys.executable, "-c", _STARTING], check=True, capture_output=True, text=True).stdout.split()
    yield Result(
        "what reads and checks sheets, loaded at the first paint",
        f"yaml, pydantic and pydantic_core among the modules once the page {told[0]} is drawn",
        ours=Figure.of([len(told) - 1], "modules"),
        goal=Goal("most", 0),
    )
