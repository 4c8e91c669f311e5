"""SIGKILL at random moments while saving, and the same for a plain overwrite."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from . import Measured, Row, Size
from ._places import in_memory
from ._saver import Kept, cheap_keys

AFRESH = 50
"""Kills after which the folder is made anew, so that early moments are met too."""
STATES = (
    "while saving",
    "temporary file, empty",
    "temporary file with bytes",
    "was renamed, not acknowledged",
    "while writing the manifest",
    "between two saves",
)


def kill(size: Size, kills: int, method: str, place: Path) -> tuple[Counter[str], str]:
    chance = random.Random(size.seed)
    kept = Kept(place / "kept", method)
    with cheap_keys():
        for number in range(kills):
            if number % AFRESH == 0:
                kept.begin()
            heard = kept.save_until(chance.uniform(0, 0.1), number * 10_000, lambda _child: None)
            kept.judge(heard)
            size.progress(number, kills, "kills")
    return kept.counted, kept.example


def on_the_disk(size: Size, kills: int) -> tuple[Counter[str], str]:
    return kill(size, kills, "vault", size.work)


def in_the_memory(size: Size, kills: int) -> tuple[Counter[str], str]:
    with in_memory(size.work) as place:
        return kill(size, kills, "vault", place)


def the_floor(size: Size, kills: int) -> tuple[Counter[str], str]:
    with in_memory(size.work) as place:
        return kill(size, kills, "plain overwrite", place)


def measure(size: Size) -> Measured:
    """Four in five in memory, where a save is so short that every moment of it is met; the others on a disk."""
    kills = size.count(ci=40, full=10_000)
    disk = kills // 5
    parts = size.spread(on_the_disk, disk, apart=True) + size.spread(in_the_memory, kills - disk, apart=True)
    found = sum((counted for counted, _example in parts), Counter[str]())
    example = next((f": {example}" for _counted, example in parts if example), "")
    ((floor, _example),) = size.spread(the_floor, size.count(ci=20, full=600), jobs=1, apart=True)
    states = ", ".join(f"{found[state]:,} {state}" for state in STATES)
    said = (
        f"{found['rounds']:,} kills ({disk:,} on a disk), {found['acknowledged']:,} acknowledged, {found['lost']} lost,"
        f" {found['torn']} torn{example}. When: {states}. Plain overwrite: lost or torn at"
        f" {floor['rounds with a loss']} of {floor['rounds']}"
    )
    clean = not (found["lost"] or found["torn"] or found["never saved"])
    return Measured(said, met=clean and found["while saving"] > 0 and floor["rounds with a loss"] > 0)


ROW = Row("R1", "SIGKILL at random moments during saves", "10,000 kills, 0 acknowledged saves lost, 0 torn", measure)
