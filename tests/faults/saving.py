"""The child of the fault tests: opens a folder and saves, telling every acknowledgement at once.

    python -m tests.faults.saving FOLDER forever SEED     saves without pause until it is killed
    python -m tests.faults.saving FOLDER once             saves entry 1 once, between two marks in the system calls

Entries are saved in turn; the content of a save is its number. "id number" is printed before ("?") and after ("!") it.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import NoReturn

from ciworkbook.vault import SaveFailed, Vault, parameters

PASSPHRASE = "five plain words stand here"
MARK = "/mark-of-the-test"


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def forever(vault: Vault, seed: int) -> None:
    chance = random.Random(seed)
    ids = [one.id for one in vault.entries()]
    number = max((int(vault.get(id).split()[0]) for id in ids), default=0)
    say("ready")
    while True:
        number += 1
        entry = None if len(ids) < 5 or chance.random() < 0.02 else chance.choice(ids)
        say(f"? {entry or 0} {number}")
        saved = vault.put("visit", f"{number} ".encode() + b"x" * chance.randrange(6_000), entry)
        say(f"! {saved} {number}")
        if entry is None:
            ids.append(saved)
        if chance.random() < 0.1:
            vault.checkpoint()


def once(vault: Vault) -> NoReturn:
    os.path.exists(MARK)
    try:
        vault.put("visit", b"new", 1)
    except SaveFailed as failed:
        os.path.exists(MARK)
        say(f"refused: {failed.message} {failed.hint}")
    else:
        os.path.exists(MARK)
        say("saved")
    whole = vault.get(1).decode()
    say(f"holds {whole}")
    os._exit(0)


def main() -> None:
    parameters.LEAST_N = 2**4
    vault = Vault.open(Path(sys.argv[1]), PASSPHRASE)
    if sys.argv[2] == "forever":
        forever(vault, int(sys.argv[3]))
    else:
        once(vault)


if __name__ == "__main__":
    main()
