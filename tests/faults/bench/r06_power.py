"""Power cuts while saving, on two file systems; and the same for three ways of saving that leave something out.

The file system is what is tried, so the file behind it is in memory where that can be had: more saves before each cut.
"""

from __future__ import annotations

import random
from collections import Counter

from . import Measured, Row, Size
from ._places import NotHereError, disk, in_memory
from ._saver import METHODS, Kept, cheap_keys

MEGABYTES = {"ext4": 64, "xfs": 320}
AFRESH = 40


def cut(size: Size, cuts: int, kind: str, method: str) -> tuple[Counter[str], str]:
    """Save from one process, cut from this one at a random moment, let the journal be replayed, and compare."""
    chance = random.Random(size.seed)
    with in_memory(size.work) as below, disk(below, kind, MEGABYTES[kind]) as place, cheap_keys():
        kept = Kept(place.place / "kept", method)
        for number in range(cuts):
            if number % AFRESH == 0:
                kept.begin()
                place.unmount()
                place.mount()
            heard = kept.save_until(chance.uniform(0.02, 0.15), number * 10_000, lambda _child: place.cut())
            place.unmount()
            place.mount()
            kept.judge(heard)
            size.progress(number, cuts, f"cuts on {kind}, {method}")
    return kept.counted, kept.example


def cut_ext4(size: Size, cuts: int) -> tuple[Counter[str], str]:
    return cut(size, cuts, "ext4", "vault")


def cut_xfs(size: Size, cuts: int) -> tuple[Counter[str], str]:
    return cut(size, cuts, "xfs", "vault")


def cut_the_floors(size: Size, cuts: int) -> dict[tuple[str, str], Counter[str]]:
    found = {}
    for kind in MEGABYTES:
        for method in list(METHODS)[1:]:
            place = size.work / f"{kind} {method}".replace(" ", "-")
            place.mkdir()
            found[kind, method] = cut(Size(place, size.full, size.part, seed=size.seed), cuts, kind, method)[0]
    return found


def measure(size: Size) -> Measured:
    cuts = size.count(ci=5, full=1_000)
    try:
        parts = {
            "ext4": size.spread(cut_ext4, cuts, apart=True),
            "xfs": size.spread(cut_xfs, cuts, apart=True),
        }
        (floors,) = size.spread(cut_the_floors, size.count(ci=5, full=40), jobs=1, apart=True)
    except NotHereError as error:
        return Measured("", None, str(error))
    said, clean = [], True
    for kind, given in parts.items():
        found = sum((counted for counted, _example in given), Counter[str]())
        example = next((example for _counted, example in given if example), "")
        clean = clean and not (found["lost"] or found["torn"] or found["never saved"]) and found["acknowledged"] > cuts
        said.append(
            f"{kind}: {found['rounds']:,} cuts, {found['acknowledged']:,} acknowledged, {found['lost']} lost,"
            f" {found['torn']} torn {example}".rstrip()
            + f" ({found['acknowledged too late']} more acknowledged while the cut was going on, not counted)"
        )
    for method in list(METHODS)[1:]:
        numbers = [
            f"{kind} {floors[kind, method]['rounds with a loss']} of {floors[kind, method]['rounds']}"
            for kind in MEGABYTES
        ]
        said.append(f"{method}: a loss at {', '.join(numbers)}")
    shown = all(any(floors[kind, method]["rounds with a loss"] for kind in MEGABYTES) for method in list(METHODS)[1:])
    return Measured(". ".join(said), met=clean and shown)


ROW = Row(
    "R6",
    "power loss while saving: the file system is shut down without its log, mounted again, opened",
    "1,000 cuts each on ext4 and XFS, 0 acknowledged saves lost, 0 torn; each floor loses some",
    measure,
)
