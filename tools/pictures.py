"""Make the pictures of `docs/pictures/` from the made-up case of practice.

    python tools/pictures.py            write them all
    python tools/pictures.py look       write PNGs of many screens to build/look (needs rsvg-convert)

Everyone in them is made up. The pictures are SVG without any address of a font or a page.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from ciworkbook.guard.outlet import Outlet
from ciworkbook.practice import practice_workbook
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.home import Home
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Door

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
STAIRS, ALLIES, DANGER = "accountability-staircase", "ally-barrier-map", "danger-signs-now"


def practice(door: Door, theme: str) -> WorkbookApp:
    """Return the app with the made-up case open at `door`, on one fixed evening."""
    catalogue = Catalogue.load()
    workbook = practice_workbook(catalogue, door, lambda: datetime.fromisoformat("2026-11-24T20:15:00+01:00"))
    workbook.save_settings(replace(workbook.settings, theme=theme))
    return WorkbookApp(catalogue, Path("nowhere"), Outlet(None, None), workbook)


Keys = Callable[[WorkbookApp, Pilot[int]], Awaitable[None]]


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one by one."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause(0.15)


async def open_sheet(app: WorkbookApp, pilot: Pilot[int], worksheet: str, question: str = "") -> None:
    """Open a sheet anew, at `question`."""
    assert isinstance(app.screen, Home)
    app.screen.open_visit(app.workbook.begin(worksheet, app.workbook.settings.door or "harmed"))
    await pilot.pause(0.3)
    for _turn in range(20 if question else 0):
        if getattr(app.screen, "leaf", None) and app.screen.leaf.id == question:  # type: ignore[attr-defined]
            break
        await press(pilot, "pagedown")


async def at_home(app: WorkbookApp, pilot: Pilot[int]) -> None:
    """The first page after unlocking."""


async def question(app: WorkbookApp, pilot: Pilot[int]) -> None:
    """A question of the danger sheet, part answered."""
    await open_sheet(app, pilot, DANGER, "control_signs")
    await press(pilot, "down", "right", "right", "right")


async def rings(app: WorkbookApp, pilot: Pilot[int]) -> None:
    """The ring map."""
    await open_sheet(app, pilot, ALLIES, "map")
    await press(pilot, "v")


async def stairs(app: WorkbookApp, pilot: Pilot[int]) -> None:
    """Then beside now, with the staircase drawn."""
    from ciworkbook.screens.look_back import SheetVisits

    app.push_screen(SheetVisits(STAIRS))
    await pilot.pause(0.5)


async def over_time(app: WorkbookApp, pilot: Pilot[int]) -> None:
    """A worksheet over all its visits, with the path on the staircase."""
    from ciworkbook.screens.over_time import OverTime

    app.push_screen(OverTime(app.workbook.visits(STAIRS)))
    await pilot.pause(0.5)


SCENES: dict[str, tuple[Door, tuple[int, int], Keys]] = {
    "home": ("caused_harm", (80, 24), at_home),
    "question": ("harmed", (80, 24), question),
    "ring-map": ("facilitating", (100, 32), rings),
    "staircase": ("caused_harm", (90, 36), stairs),
    "over-time": ("caused_harm", (90, 36), over_time),
}


def plain(svg: str) -> str:
    """Take out the addresses of fonts; the reader's own monospace font serves."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.S)
    svg = svg.replace("Fira Code", "monospace")
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    return re.sub(r"[ \t]+\n", "\n", svg)


async def shoot(door: Door, size: tuple[int, int], keys: Keys, theme: str = "dark") -> str:
    """Return the picture of one scene."""
    app = practice(door, theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        await keys(app, pilot)
        await pilot.pause(0.3)
        # The app itself makes no pictures of its screen; only this tool does, with a case that is made up.
        svg = App.export_screenshot(app, title=" ")
    return plain(svg)


async def main() -> None:
    """Write the pictures, in all the colors there are."""
    os.environ["COLORTERM"] = "truecolor"
    look = "look" in sys.argv
    folder = ROOT / "build" / "look" if look else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    for name, (door, size, keys) in SCENES.items():
        path = folder / f"{name}.svg"
        path.write_text(await shoot(door, size, keys), encoding="utf-8")
        if look:
            subprocess.run(["rsvg-convert", "-o", path.with_suffix(".png"), path], check=True)


if __name__ == "__main__":
    asyncio.run(main())
