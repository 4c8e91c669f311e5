"""Every widget as a person sees it, at two sizes. `SNAPSHOTS=write` writes them anew, to be read in the diff."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ciworkbook.worksheet.model import KINDS

from .host import asked
from .samples import SAMPLES, context_of

FOLDER = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (60, 20)]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    sample = SAMPLES[name]
    async with asked(sample.question, sample.value, context=context_of(sample), size=size) as (host, pilot):
        await host.keys(pilot, *sample.keys)
        seen = host.screen_text()
    file = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_text(seen, encoding="utf-8")
    assert seen == file.read_text(encoding="utf-8")


def test_every_type_has_a_snapshot() -> None:
    assert {type(one.question) for one in SAMPLES.values()} == set(KINDS.values())


def test_no_snapshot_is_left_over() -> None:
    assert {one.name for one in FOLDER.glob("*.txt")} == {f"{name}-{w}x{h}.txt" for name in SAMPLES for w, h in SIZES}
