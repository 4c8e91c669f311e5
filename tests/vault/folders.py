"""What tests do to a folder: look at it, copy it, hurt one file, find the file of an entry."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ciworkbook.vault import Cost, Vault, derive_for
from ciworkbook.vault.keys import ROOT, name_of

PASSPHRASE = "five plain words stand here"
FULL = os.environ.get("CIWORKBOOK_FULL") == "1"
"""Run the long form of the tests that have one."""
CHEAP = Cost(n=2**4, p=1)


def reopen(vault: Vault) -> Vault:
    """Close `vault` and open it again."""
    folder = vault.folder
    vault.close()
    return Vault.open(folder, PASSPHRASE)


def drop(vault: Vault) -> Vault:
    """Open the folder again as after a crash: no manifest was written, the lock went with the process."""
    vault._folder.unlock()
    vault._key = None
    return Vault.open(vault.folder, PASSPHRASE)


def file_of(vault: Vault, entry: int, generation: int | None = None) -> Path:
    """Return the file of a generation of `entry`, by default the newest."""
    if generation is None:
        generation = next(one.generation for one in vault.entries() if one.id == entry)
    return vault.folder / name_of(vault._root.names, entry, generation)


def roots(folder: Path, passphrase: str = PASSPHRASE) -> list[Path]:
    """Return the two files of the root, the one for even generations first."""
    key = derive_for(folder, passphrase)
    return [folder / name_of(key.naming, ROOT, generation) for generation in (0, 1)]


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << bit
    path.write_bytes(data)


def pictured(folder: Path) -> dict[str, str]:
    """Return the hash of every file."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def said(vault: Vault) -> set[tuple[str, int | None]]:
    """Return what was noticed, without the words."""
    return {(one.kind, one.entry) for one in vault.findings}
