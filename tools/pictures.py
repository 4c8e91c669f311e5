"""Make the pictures of `docs/pictures/` from a fictional case, kept in a folder that is gone afterwards.

    python tools/pictures.py            write them all
    python tools/pictures.py look       write PNGs of many screens to build/look (needs rsvg-convert)

Everyone in them is made up. The pictures are SVG without any address of a font or a page.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from ciworkbook.answers.answer import Answer
from ciworkbook.guard.outlet import Outlet
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.home import Home
from ciworkbook.vault import Vault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Door

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
STAIRS, ALLIES, DANGER = "accountability-staircase", "ally-barrier-map", "danger-signs-now"


class Case:
    """A workbook with three visits to the staircase and one ally map, over half a year."""

    def __init__(self, folder: Path, door: Door, theme: str = "dark") -> None:
        self.at = datetime.fromisoformat("2026-05-03T19:40:00+02:00")
        self.door = door
        catalogue = Catalogue.load()
        self.workbook = Workbook(Vault.create(folder, "only for pictures"), catalogue, lambda: self.at)
        self.workbook.save_settings(replace(self.workbook.settings, door=door, theme=theme))
        self.allies()
        self.stairs([0], "not_yet", 0)
        self.stairs([0, 1], "partly", 61)
        self.stairs([0, 2], "partly", 75)
        self.at = datetime.fromisoformat("2026-11-24T20:15:00+01:00")
        self.app = WorkbookApp(catalogue, folder, Outlet(None, None), self.workbook)

    def save(self, worksheet: str, answers: dict[str, Any]) -> None:
        """Keep a visit of `worksheet` with `answers`."""
        visit = self.workbook.begin(worksheet, self.door)
        for question, value in answers.items():
            visit = visit.answer(question, Answer(value=value), self.workbook.stamp())
        self.workbook.save(replace(visit, at_question=next(iter(answers))))

    def stairs(self, place: list[int], state: str, later: int) -> None:
        """A visit to the staircase, `later` days after the one before."""
        self.at += timedelta(days=later)
        order = self.workbook.catalogue.worksheet(STAIRS, self.door).order("stairs")
        if not order:  # at this door the sheet asks about the steps in another way
            return
        stands = order[place[-1]]
        value = {
            "place": [order[one] for one in place],
            "steps": {stands: {"state": state, "note": "I told my brother what I did."}},
        }
        self.save(STAIRS, {"stairs": value, "next_step": "Call the group leader on Monday."})

    def allies(self) -> None:
        """The people and where they stand."""
        people = self.workbook.people
        ids = []
        for alias in ("Blue", "Aunt M", "Neighbor K", "The choir", "Old boss", "R"):
            people, person = people.add(alias)
            ids.append(person.id)
        self.workbook.save_people(people)
        rings = ["trusted", "trusted", "some", "some", "barrier", "swing"]
        listed = [{"person": one} for one in ids]
        self.save(ALLIES, {"people": listed, "map": dict(zip(ids, rings, strict=True))})


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


SCENES: dict[str, tuple[Door, tuple[int, int], Keys]] = {
    "home": ("caused_harm", (80, 24), at_home),
    "question": ("harmed", (80, 24), question),
    "ring-map": ("facilitating", (100, 32), rings),
    "staircase": ("caused_harm", (90, 36), stairs),
}


def plain(svg: str) -> str:
    """Take out the addresses of fonts; the reader's own monospace font serves."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.S)
    svg = svg.replace("Fira Code", "monospace")
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    return re.sub(r"[ \t]+\n", "\n", svg)


async def shoot(door: Door, size: tuple[int, int], keys: Keys, theme: str = "dark") -> str:
    """Return the picture of one scene."""
    with tempfile.TemporaryDirectory() as folder:
        case = Case(Path(folder) / "kept", door, theme)
        async with case.app.run_test(size=size) as pilot:
            await pilot.pause(0.5)
            await keys(case.app, pilot)
            await pilot.pause(0.3)
            # The app itself makes no pictures of its screen; only this tool does, with a case that is made up.
            svg = App.export_screenshot(case.app, title=" ")
        case.workbook.close()
    return plain(svg)


async def main() -> None:
    """Write the pictures."""
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
