"""What programs that copy folders leave: copies of every kind of name, and files that are not there yet."""

from __future__ import annotations

import os
import random
from pathlib import Path

from ciworkbook.vault import Vault
from ciworkbook.vault.folder import OURS

from ...vault.folders import CHEAP, PASSPHRASE, file_of, pictured
from . import Measured, Row, Size
from ._operations import Broken, expect, held
from ._places import in_memory
from ._saver import cheap_keys

NAMES = (
    "{name} (1)", "{name} 2", "{name} - Copy", "Copy of {name}", "{name} (conflicted copy 2026-11-24)",
    "{name} (Anna's conflicted copy 2026-11-24)", "{name}.sync-conflict-20261124-201500-ABCDEFG",
    "{name}-LAPTOP", "{name}.orig", "{name}~", "{name}.bak", "{name}_conflict-20261124-201500", "{name} [Conflict]",
    ".{name}.icloud", "{name}.part", "{name}.crdownload", ".syncthing.{name}.tmp", "~syncthing~{name}.tmp",
    ".~{name}", "{name}.partial", ".{name}.AbC123", ".DS_Store", "desktop.ini", "._{name}", "Thumbs.db", ".stfolder",
    ".dropbox.cache", "letter.txt",
)  # fmt: skip
KINDS = {"copies", "copying", "foreign", "offered", "system", "params"}


def leave(place: Path, template: str, of: Path, data: bytes) -> Path:
    """Put a file of such a name into the folder."""
    path = place / template.format(name=of.name)
    path.write_bytes(data)
    return path


def one_round(place: Path, chance: random.Random) -> int:
    """Leave some of everything, open, save, come back; everything that was left is as it was. Raises Broken."""
    with Vault.create(place, PASSPHRASE, cost=CHEAP) as vault:
        for number in range(3):
            entry = vault.put("visit", f"{number} old".encode())
            vault.put("visit", f"{number} new".encode(), entry)
        files = [file_of(vault, id, generation) for id in (1, 2, 3) for generation in (1, 2)] + [place / "params"]
        before = held(vault)
    left = {}
    for template in chance.sample(NAMES, chance.randint(1, len(NAMES))):
        of = chance.choice(files)
        if OURS.fullmatch(template.format(name=of.name)):
            continue  # params.bak is a name of ours
        whole = of.read_bytes()
        data = chance.choice([whole, whole[: len(whole) // 2], b"", os.urandom(200), bytes(4_096)])
        path = leave(place, template, of, data)
        left[path.name] = pictured(place)[path.name]
    with Vault.open(place, PASSPHRASE) as vault:
        told = {one.kind for one in vault.findings}
        expect(told <= KINDS, f"noticed {told}")
        expect(bool(told) or all(name.startswith((".", "desk", "Thumbs")) for name in left), "nothing was said")
        expect(held(vault) == before, "an entry is not what it was")
        vault.put("visit", b"one more", 1)
        vault.checkpoint()
        vault.verify()
    with Vault.open(place, PASSPHRASE) as vault:
        expect(vault.get(1) == b"one more", "the last save is not given")
    after = pictured(place)
    expect({name: after.get(name) for name in left} == left, "something that was left is gone or changed")
    return len(left)


def half_there(place: Path, chance: random.Random) -> None:
    """Let the newest version of an entry be there in name only. Raises Broken."""
    with Vault.create(place, PASSPHRASE, cost=CHEAP) as vault:
        entry = vault.put("visit", b"old")
        vault.put("visit", b"new", entry)
        other = vault.put("visit", b"other")
        path = file_of(vault, entry)
    whole = path.read_bytes()
    how = chance.choice(["empty", "hollow", "icloud", "half"])
    path.unlink()
    if how == "icloud":
        leave(place, ".{name}.icloud", path, b"placeholder")
    elif how == "hollow":
        with path.open("wb") as file:
            file.truncate(len(whole))
    else:
        path.write_bytes(whole[: len(whole) // 2] if how == "half" else b"")
    with Vault.open(place, PASSPHRASE) as vault:
        expect(any(one.entry == entry for one in vault.findings), f"{how}: nothing is said of the entry")
        expect(vault.previous(entry) == b"old", f"{how}: the version before is not offered")
        expect(vault.get(other) == b"other", f"{how}: another entry is not given")
    if how == "icloud":
        (place / f".{path.name}.icloud").unlink()
    path.write_bytes(whole)
    with Vault.open(place, PASSPHRASE) as vault:
        expect(vault.get(entry) == b"new", f"{how}: it came, and is not given")


def measure(size: Size) -> Measured:
    rounds, chance = size.count(ci=8, full=300), random.Random(size.seed)
    left = 0
    wrong = []
    with cheap_keys():
        for number in range(rounds):
            with in_memory(size.work) as place:
                try:
                    left += one_round(place / "kept", chance)
                    half_there(place / "half", chance)
                except Broken as broken:
                    wrong.append(str(broken))
            size.progress(number, rounds, "rounds")
    text = f"{rounds:,} folders, {left:,} files left in {len(NAMES)} kinds of names, {rounds:,} not copied yet"
    return Measured("; ".join([f"{text}: {len(wrong)} changed, gone or not said", *wrong[:3]]), met=not wrong)


ROW = Row(
    "R12",
    "conflict copies of sync programs, placeholders, files half there",
    "nothing deleted or changed, told to the person",
    measure,
)
