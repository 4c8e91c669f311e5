"""A disk that is really full, and one that became read-only.

A quota that is used up gives EDQUOT where a full disk gives ENOSPC; that error is among those of row R3.
"""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ciworkbook.vault import FolderNotWritable, SaveFailed, Vault

from ...vault.folders import CHEAP, PASSPHRASE
from . import Measured, Row, Size
from ._operations import Broken, expect, held
from ._places import NotHereError, disk, in_memory, lock_against_writing, memory_disk
from ._saver import cheap_keys


def fill(place: Path) -> Counter[str]:
    """Save until nothing more goes in, three times over; nothing that was saved may be lost. Raises Broken."""
    counted: Counter[str] = Counter()
    ballast = place / "ballast"
    ballast.write_bytes(bytes(300_000))  # how many fillers a new folder gets is chance: room for the most of them
    with Vault.create(place / "kept", PASSPHRASE, cost=CHEAP) as vault:
        kept: dict[int, bytes] = {vault.put("visit", b"0"): b"0"}
        ballast.unlink()
        for length in (20_000, 10):  # the last gaps are filled with small ones
            try:
                for number in range(3_000):
                    text = f"{number} ".encode().ljust(length, b"x")
                    kept[vault.put("visit", text)] = text
                    kept[vault.put("visit", text, 1)] = text
                    counted["saved"] += 2
            except SaveFailed as failed:
                counted["refused"] += 1
                expect(failed.code == errno.ENOSPC and "full" in failed.message, f"{failed.code}: {failed.message}")
            else:
                raise Broken("it never was full")
        kept |= as_it_is(vault, kept)
        expect({id: pair[0] for id, pair in held(vault).items()} == kept, "something that was saved is not given")
        expect(not list((place / "kept").glob("*.tmp")), "a temporary file was left")
    with Vault.open(place / "kept", PASSPHRASE) as vault:
        expect({id: pair[0] for id, pair in held(vault).items()} == kept, "something that was saved is gone")
        expect(vault.verify() == [], "something is not whole")
        try:
            vault.change_passphrase("there is no room for this one")
        except SaveFailed:
            counted["refused"] += 1
        expect({id: pair[0] for id, pair in held(vault).items()} == kept, "a refused change lost something")
    return counted


def as_it_is(vault: Vault, kept: dict[int, bytes]) -> dict[int, bytes]:
    """Return the first entry, whose refused save may or may not have come first in its loop."""
    return {1: kept[1]} if vault.get(1) == kept[1] else {}


def make_room(place: Path) -> Counter[str]:
    """Fill the disk beside the folder, be refused, make room again and go on. Raises Broken."""
    with Vault.create(place / "kept", PASSPHRASE, cost=CHEAP) as vault:
        entry = vault.put("visit", b"old")
        stuff(place / "more")
        try:
            for _save in range(100):
                vault.put("visit", b"x" * 5_000)
        except SaveFailed:
            pass
        else:
            raise Broken("it never was full")
        (place / "more").unlink()
        vault.put("visit", b"new", entry)
        expect((vault.get(entry), vault.previous(entry)) == (b"new", b"old"), "saving does not go on")
    return Counter(refused=1)


def no_room_for_a_new_one(place: Path) -> Counter[str]:
    stuff(place / "more")
    try:
        Vault.create(place / "kept", PASSPHRASE, cost=CHEAP)
    except FolderNotWritable as refused:
        expect("full" in refused.message, refused.message)
    else:
        raise Broken("it never was full")
    (place / "more").unlink()
    Vault.create(place / "kept", PASSPHRASE, cost=CHEAP).close()
    return Counter(refused=1)


def stuff(path: Path) -> None:
    """Write until the disk is full, to the last byte."""
    with path.open("wb", buffering=0) as file:
        for block in (4_096, 512, 1):
            try:
                while True:
                    file.write(bytes(block))
            except OSError:
                continue


def read_only(place: Path) -> Counter[str]:
    """Lock the disk against writing while a workbook is open and before it is opened. Raises Broken."""
    with Vault.create(place / "kept", PASSPHRASE, cost=CHEAP) as vault:
        entry = vault.put("visit", b"old")
    vault = Vault.open(place / "kept", PASSPHRASE)
    vault._folder.unlock()  # a disk with a file open for writing cannot be locked
    lock_against_writing(place, True)
    try:
        refuse(vault, entry)
        vault.close()
        with Vault.open(place / "kept", PASSPHRASE) as vault:
            expect(any(one.kind == "readonly" for one in vault.findings), "nothing is said of the lock")
            refuse(vault, entry)
        try:
            Vault.create(place / "kept", "other words", cost=CHEAP)
        except FolderNotWritable:
            pass
        else:
            raise Broken("a workbook was made on a disk that cannot be written")
    finally:
        lock_against_writing(place, False)
    with Vault.open(place / "kept", PASSPHRASE) as vault:
        vault.put("visit", b"new", entry)
        expect((vault.get(entry), vault.previous(entry)) == (b"new", b"old"), "saving does not go on")
    return Counter(refused=3)


def refuse(vault: Vault, entry: int) -> None:
    for change in (lambda: vault.put("visit", b"new", entry), lambda: vault.change_passphrase("other words")):
        try:
            change()
        except SaveFailed as failed:
            expect("not written" in failed.message, failed.message)
        else:
            raise Broken("something was saved on a disk that cannot be written")
    expect(vault.get(entry) == b"old", "what was saved is not given")


# Where


def on_memory(work: Path, scenario: Callable[[Path], Counter[str]], number: int) -> Counter[str]:
    with memory_disk(work / f"memory-{number}", "1m") as place:
        return scenario(place)


def on_ext4(work: Path, scenario: Callable[[Path], Counter[str]], number: int) -> Counter[str]:
    below = work / f"ext4-{number}"
    below.mkdir()
    with disk(below, "ext4", 6, make=("-b", "1024", "-N", "2048", "-m", "0")) as found:
        return scenario(found.place)


def measure_here(size: Size, _share: int) -> tuple[Counter[str], list[str], list[str]]:
    counted: Counter[str] = Counter()
    where, wrong = [], []
    scenarios: list[Callable[[Path], Counter[str]]] = [
        fill,
        make_room,
        no_room_for_a_new_one,
        read_only,
    ]
    names = ("full", "room again", "no room for a new one", "read-only")
    with cheap_keys(), in_memory(size.work) as work:
        for kind, on in (("1 MB in memory", on_memory), ("6 MB of ext4", on_ext4)):
            for number, scenario in enumerate(scenarios):
                try:
                    counted += on(work, scenario, number)
                except Broken as broken:
                    wrong.append(f"{kind}, {names[number]}: {broken}")
            where.append(kind)
    return counted, where, wrong


def measure(size: Size) -> Measured:
    try:
        ((counted, where, wrong),) = size.spread(measure_here, 1, jobs=1, apart=True)
    except NotHereError as error:
        return Measured("", None, str(error))
    said = (
        f"{', '.join(where)}: {counted['saved']:,} saved, then refused in words {counted['refused']} times;"
        f" {len(wrong)} losses"
    )
    return Measured("; ".join([said, *wrong[:3]]), met=not wrong and counted["saved"] > 100)


ROW = Row(
    "R4",
    "disk truly full (memory, ext4), room again, mounted read-only",
    "0 lost; refused in words; can still open, read, go on",
    measure,
)
