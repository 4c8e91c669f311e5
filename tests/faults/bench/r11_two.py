"""Two programs on one folder: whoever comes second is refused; a lock left by a kill is not in the way."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

from ciworkbook.vault import FolderInUse, Key, Vault, derive_for

from ...vault.folders import CHEAP, PASSPHRASE
from . import Measured, Row, Size
from ._places import in_memory
from ._saver import cheap_keys


def instance(folder: Path, key: Key, pipe: int, seed: int, who: str) -> None:
    """Open, save a few times, close or stay; tell each acknowledged save. Never returns."""
    chance = random.Random(seed)
    try:
        time.sleep(chance.uniform(0, 0.004))
        for _attempt in range(chance.randint(1, 3)):
            try:
                vault = Vault.open_with(folder, key)
            except FolderInUse:
                os.write(pipe, b"refused\n")
                time.sleep(chance.uniform(0, 0.004))
                continue
            faults = [one.kind for one in vault.findings if one.kind != "adopted"]
            if faults:
                os.write(pipe, f"fault {faults[0]}\n".encode())
            ids = [one.id for one in vault.entries()]
            for number in range(chance.randint(1, 4)):
                text = f"{who} {seed} {number}"
                entry = chance.choice([None, *ids]) if len(ids) < 10 else chance.choice(ids)
                began = time.monotonic_ns()
                saved = vault.put("visit", text.encode(), entry)
                os.write(pipe, f"saved {saved} {began} {text}\n".encode())
            if chance.random() < 0.2:
                os.write(pipe, b"killed\n")
                os.kill(os.getpid(), signal.SIGKILL)  # with the folder locked, and nothing listed
            vault.close()
        os._exit(0)
    except BaseException as error:
        os.write(pipe, f"fault {type(error).__name__} {error}\n".encode())
        os._exit(1)


def interleave(size: Size, rounds: int) -> tuple[Counter[str], list[str]]:
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    chance = random.Random(size.seed)
    with in_memory(size.work) as place, cheap_keys():
        folder = place / "kept"
        Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
        key = derive_for(folder, PASSPHRASE)
        kept: dict[int, tuple[int, str]] = {}
        for number in range(rounds):
            reader, writer = os.pipe()
            children = []
            for who in ("one", "two"):
                child = os.fork()
                if child == 0:
                    os.close(reader)
                    instance(folder, key, writer, chance.randrange(2**30) + (who == "two"), who)
                chance.random()
                children.append(child)
            os.close(writer)
            with open(reader, encoding="utf-8") as pipe:
                told = pipe.read().splitlines()
            for child in children:
                os.waitpid(child, 0)
            for line in told:
                what, _space, rest = line.partition(" ")
                counted[what] += 1
                if what == "fault":
                    wrong.append(f"round {number}: {rest}")
                if what == "saved":
                    entry, began, text = rest.split(" ", 2)
                    kept[int(entry)] = max(kept.get(int(entry), (0, "")), (int(began), text))
            counted["rounds"] += 1
            with Vault.open_with(folder, key) as vault:
                found = {one.id: vault.get(one.id).decode() for one in vault.entries()}
            if found != {id: text for id, (_began, text) in kept.items()}:
                wrong.append(f"round {number}: something that was acknowledged is lost")
            size.progress(number, rounds, "rounds")
    return counted, wrong


def measure(size: Size) -> Measured:
    parts = size.spread(interleave, size.count(ci=30, full=1_000), apart=True)
    counted = sum((part[0] for part in parts), Counter[str]())
    wrong = [one for part in parts for one in part[1]]
    said = (
        f"{counted['rounds']:,} rounds of two programs: {counted['saved']:,} saves acknowledged, {counted['refused']:,}"
        f" times refused, {counted['killed']} locks left by a kill, {len(wrong)} losses. Network share: not tried here"
    )
    met = not wrong and counted["refused"] > 0 and counted["killed"] > 0
    return Measured("; ".join([said, *wrong[:3]]), met=met)


ROW = Row(
    "R11",
    "two programs on one folder, by turns of chance; a lock left by SIGKILL",
    "1,000 rounds: the second is refused in words, 0 lost; a stale lock is free",
    measure,
)
