"""What is found again without the list of entries, and which of several versions is the newest whatever clocks say."""

from __future__ import annotations

import os
import random
import time
from dataclasses import replace
from pathlib import Path
from unittest import mock

from ciworkbook.vault import Vault

from ...guard import clocks
from ...vault.folders import CHEAP, PASSPHRASE, drop
from ...vault.test_damage import rewrite_root
from . import Measured, Row, Size
from ._operations import Contents, held
from ._places import in_memory
from ._saver import cheap_keys

YEAR = 365 * 86_400
SHIFTS = {
    "-10 years": -10 * YEAR,
    "+10 years": 10 * YEAR,
    "an hour back": -3_600,
    "an hour on": 3_600,
    "8 hours asleep": 8 * 3_600,
    "1970": None,
}


def lived_in(place: Path, entries: int, chance: random.Random) -> Contents:
    """Make a workbook whose entries have one, two or many versions; return what it holds."""
    with Vault.create(place, PASSPHRASE, cost=CHEAP) as vault:
        for number in range(entries):
            entry = vault.put("visit", f"entry {number}".encode())
            for version in range(chance.randrange(5)):
                vault.put("visit", f"entry {number}, version {version}".encode(), entry)
        return held(vault)


def measure_lists(size: Size) -> Measured:
    """Take the list out of both roots; then have an older list than what was saved."""
    entries, chance = size.count(ci=60, full=1_000), random.Random(size.seed)
    with in_memory(size.work) as place, cheap_keys():
        before = lived_in(place / "kept", entries, chance)
        rewrite_root(place / "kept", lambda root: replace(root, rows=None))
        with Vault.open(place / "kept", PASSPHRASE) as vault:
            back = sum(pair == before.get(id) for id, pair in held(vault).items())
            said = any(one.kind == "rebuilt" for one in vault.findings)
        rewrite_root(place / "kept", lambda root: replace(root, rows=(root.rows or ())[: entries // 2]))
        with Vault.open(place / "kept", PASSPHRASE) as vault:
            adopted = sum(one.kind == "adopted" for one in vault.findings)
            again = sum(pair == before.get(id) for id, pair in held(vault).items())
            wrong = [one.entry for one in vault.verify() if one.entry and one.kind != "adopted"]
    text = (
        f"no list: {back:,} of {entries:,} entries and both versions of each back; half a list: {again:,},"
        f" {adopted:,} of them named as not listed, {len(wrong)} wrong"
    )
    return Measured(text, met=back == again == entries and said and adopted == entries - entries // 2 and not wrong)


def measure_clocks(size: Size) -> Measured:
    """Set the clock of this process and the times of every file between saves; the newest stays the newest."""
    rounds, chance = size.count(ci=5, full=200), random.Random(size.seed)
    wrong: list[str] = []
    saves = 0
    with in_memory(size.work) as place, cheap_keys():
        Vault.create(place / "kept", PASSPHRASE, cost=CHEAP).close()
        kept: dict[int, list[bytes]] = {}
        for number in range(rounds):
            for name, shift in SHIFTS.items():
                moment = 0.0 if shift is None else time.time() + shift
                for path in (place / "kept").iterdir():
                    os.utime(
                        path, (chance.uniform(0, 2**32), moment + chance.uniform(-1, 1) * YEAR * (number % 2) + YEAR)
                    )
                with mock.patch("time.time", return_value=moment):
                    vault = Vault.open(place / "kept", PASSPHRASE)
                    for _save in range(3):
                        entry = chance.choice([None, *kept]) if len(kept) < 20 else chance.choice(list(kept))
                        saves += 1
                        content = f"save {saves}".encode()
                        kept.setdefault(vault.put("visit", content, entry), []).append(content)
                    vault = drop(vault) if chance.random() < 0.5 else vault
                    found = {id: vault.get(id) for id in kept}
                    faults = [one for one in vault.findings if one.kind != "adopted"]
                    vault.close()
                if faults or found != {id: texts[-1] for id, texts in kept.items()}:
                    wrong.append(f"{name}: {faults[:1]}")
            size.progress(number, rounds, "rounds")
    played = clocks.measure(size.count(ci=3, full=200))
    text = f"{saves:,} saves under {len(SHIFTS)} clocks, {len(wrong)} out of order; locking: {played}"
    return Measured("; ".join([text, *wrong[:3]]), met=not wrong and not played.wrong and played.slowest <= 1.0)


ROWS = (
    Row("R10", "the list in the root taken away, and half of it", "all entries back", measure_lists),
    Row(
        "R13",
        "clocks set -10 and +10 years, DST, 8 hours asleep",
        "locks within 1 s after resume; order of generations unaffected",
        measure_clocks,
    ),
)
