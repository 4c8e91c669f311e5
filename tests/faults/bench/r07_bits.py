"""Every bit, every cut, every tail and every sector of each kind of file, through the vault's own opening.

- The entries of the five kinds are hurt in the same place at once, each by one bit, and each has to be named; one more
  entry, untouched, has to open. Root, parameters and filler are hurt alone.
- A filler belongs to nobody: a changed one cannot be noticed, and must not be in the way of anything.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ciworkbook.vault import Damaged, Vault, derive_for
from ciworkbook.vault.keys import ROOT, name_of

from ...vault.folders import CHEAP, PASSPHRASE, file_of
from . import Measured, Row, Size
from ._operations import Broken, expect
from ._places import in_memory
from ._saver import cheap_keys

KINDS = ("visit", "people", "settings", "definition", "pack")
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Harm:
    """One thing done to a file."""

    what: str
    at: int

    def fits(self, length: int) -> bool:
        """Tell whether a file of this length has that place."""
        size = {"bit": length * 8, "cut": length, "sector": -(-length // SECTOR)}
        return self.at < size.get(self.what, self.at + 1)

    def __call__(self, data: bytes) -> bytes:
        match self.what:
            case "bit":
                return data[: self.at // 8] + bytes([data[self.at // 8] ^ 1 << self.at % 8]) + data[self.at // 8 + 1 :]
            case "cut":
                return data[: self.at]
            case "tail":
                return data + os.urandom(self.at)
            case "zero tail":
                return data + bytes(self.at)
            case _:  # a sector that the disk gives back as zeros
                start = self.at * SECTOR
                return (data[:start] + bytes(len(data[start : start + SECTOR])) + data[start + SECTOR :])[: len(data)]


def harms(length: int) -> dict[str, list[Harm]]:
    """Return everything there is to do to a file of this length."""
    return {
        "bit": [Harm("bit", at) for at in range(length * 8)],
        "cut": [Harm("cut", at) for at in range(length)],
        "tail": [Harm(what, at) for what in ("tail", "zero tail") for at in range(1, 65)],
        "sector": [Harm("sector", at) for at in range(-(-length // SECTOR))],
    }


class Folder:
    """One workbook with an entry of each kind, and the files that are hurt."""

    def __init__(self, place: Path) -> None:
        self.place = place
        with Vault.create(place, PASSPHRASE, cost=CHEAP) as vault:
            self.ids = {kind: vault.put(kind, f"{kind} 1".encode()) for kind in KINDS}
            self.untouched = vault.put("visit", b"untouched")
            for version in (2, 3):
                for kind, entry in self.ids.items():
                    vault.put(kind, f"{kind} {version}".encode(), entry)
            vault.checkpoint()
            self.key = derive_for(place, PASSPHRASE)
            roots = [place / name_of(self.key.naming, ROOT, generation) for generation in (0, 1)]
            entries = [file_of(vault, id, generation) for id in self.ids.values() for generation in (2, 3)]
            entries.append(file_of(vault, self.untouched))
            newest = vault._generation % 2
            files = {kind: file_of(vault, entry) for kind, entry in self.ids.items()}
        fillers = [path for path in place.iterdir() if len(path.name) == 32 and path not in (*entries, *roots)]
        fillers.sort(key=lambda path: path.stat().st_size)
        for path in fillers[1:]:
            path.unlink()
        files |= {"root": roots[newest], "older root": roots[1 - newest], "filler": fillers[0]}
        self.files = files | {"params": place / "params"}
        self.whole = {kind: path.read_bytes() for kind, path in self.files.items()}
        expect(self._open(set()) == set(), "the folder is not whole to begin with")

    def length(self, kinds: tuple[str, ...]) -> int:
        """Return the length of the longest of these files."""
        return max(len(self.whole[kind]) for kind in kinds)

    def _open(self, hurt: set[str]) -> set[tuple[str, int | None]]:
        """Open it, read it, and return what was noticed; raises Broken."""
        vault = Vault.open_with(self.place, self.key)
        try:
            expect(vault.get(self.untouched) == b"untouched", "another entry is not given")
            for kind in hurt & set(KINDS):
                entry = self.ids[kind]
                try:
                    vault.get(entry)
                except Damaged as damaged:
                    expect(damaged.has_previous, f"the version before of {kind} is not offered")
                else:
                    raise Broken(f"a damaged {kind} was given")
                expect(vault.previous(entry) == f"{kind} 2".encode(), f"the version before of {kind} is not given")
            for kind in () if hurt & set(KINDS) else KINDS[:2]:
                expect(vault.get(self.ids[kind]) == f"{kind} 3".encode(), f"{kind} is not given")
            return {(one.kind, one.entry) for one in vault.findings}
        finally:
            vault._folder.unlock()  # as after a crash: nothing is written

    def hurt(self, kinds: tuple[str, ...], harm: Harm) -> None:
        """Do it to each of these files, open, compare, put back; raises Broken."""
        hurt = {kind for kind in kinds if harm.fits(len(self.whole[kind]))}
        for kind in hurt:
            self.files[kind].write_bytes(harm(self.whole[kind]))
        try:
            found = self._open(hurt)
            if kinds == ("filler",):
                expect(found == set(), f"a filler was noticed: {found}")
            elif kinds == ("params",):
                expect(found == {("params", None)}, f"noticed: {found}")
                expect(self.files["params"].read_bytes() == self.whole["params"], "the parameters were not mended")
            else:
                # Without the newest list, what was saved after the one before is adopted, and said.
                named = {entry for said, entry in found if said != "adopted" or "root" not in kinds}
                wanted = {self.ids.get(kind) for kind in hurt}
                expect(named == wanted, f"noticed: {found}")
        finally:
            for kind in hurt:
                self.files[kind].write_bytes(self.whole[kind])


TOGETHER: tuple[tuple[str, ...], ...] = (KINDS, ("root",), ("older root",), ("filler",), ("params",))


def hurt_everything(size: Size, _share: int) -> tuple[Counter[str], list[str]]:
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    with in_memory(size.work) as place, cheap_keys():
        folder = Folder(place / "kept")
        for kinds in TOGETHER:
            some = chosen(size, folder.length(kinds))
            for number, harm in enumerate(some):
                counted[harm.what.removeprefix("zero ")] += len(kinds)
                try:
                    folder.hurt(kinds, harm)
                except Exception as error:
                    wrong.append(f"{harm.what} {harm.at} of {', '.join(kinds)}: {type(error).__name__} {error}")
                size.progress(number, len(some), ", ".join(kinds))
    return counted, wrong


def chosen(size: Size, length: int) -> list[Harm]:
    """Return this part's share: all of it at full size, some of each sort otherwise."""
    chance = random.Random(size.seed - 1_000 * size.number)
    found: list[Harm] = []
    for what, all in harms(length).items():
        few = {"bit": 60, "cut": 12, "tail": 4, "sector": 2}[what]
        count = min(len(all), size.count(ci=few, full=len(all)))
        found += (all if count == len(all) else chance.sample(all, count))[size.number :: size.of]
    return found


def measure(size: Size) -> Measured:
    parts = size.spread(hurt_everything, size.jobs)
    counted = sum((part[0] for part in parts), Counter[str]())
    wrong = [one for part in parts for one in part[1]]
    said = (
        f"{counted['bit']:,} bits, {counted['cut']:,} cuts, {counted['tail']:,} tails, {counted['sector']} zeroed"
        f" sectors of 9 files: {len(wrong)} not noticed or in the way of others"
    )
    return Measured("; ".join([said, *wrong[:3]]), met=not wrong and counted["bit"] > 0)


ROW = Row(
    "R7",
    "every bit of each kind of object flipped; every cut; 1-64 bytes added; every sector zeroed",
    "all noticed, 0 crashes, version before offered, other entries open",
    measure,
)
