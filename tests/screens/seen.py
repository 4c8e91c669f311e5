"""Screens as plain text, compared with files. `SNAPSHOTS=write` writes them anew, to be read in the diff."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (60, 20)]


def same_as_before(seen: str, name: str, size: tuple[int, int]) -> None:
    """Compare what stands on the screen with the file of that name and size."""
    file = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    assert seen == file.read_text(encoding="utf-8")
