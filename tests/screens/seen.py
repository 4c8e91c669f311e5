"""Screens as plain text, compared with files. `SNAPSHOTS=write` writes them anew, to be read in the diff."""

from __future__ import annotations

import asyncio
import difflib
import os
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (60, 20)]
WAIT, TURNS = 0.05, 100


async def same_as_before(seen: Callable[[], str], name: str, size: tuple[int, int]) -> None:
    """Compare what stands on the screen with the file of that name and size, once the screen has come to rest."""
    file = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        await asyncio.sleep(WAIT * 6)
        FOLDER.mkdir(exist_ok=True)
        file.write_text(seen(), encoding="utf-8")
    expected = file.read_text(encoding="utf-8")
    for _turn in range(TURNS):
        if seen() == expected:
            return
        await asyncio.sleep(WAIT)
    now = seen()
    changes = "\n".join(difflib.unified_diff(expected.splitlines(), now.splitlines(), file.name, "now", lineterm=""))
    assert now == expected, changes
