"""Workbooks of so many visits on the disk, made once from a seed and kept in the temporary folder of the system.

- They are written by the workbook's own code, each visit saved as it is when a person writes it, in one open vault.
- `workbook` gives the one that is shared by all rows: it may be opened, nothing may be saved into it. `copy` gives one
  of its own, that is gone afterwards.
- A folder is whole or not there; it is made again when the code that makes it has changed.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ciworkbook.vault import Cost, Vault

from . import year as writing
from .year import SEED, Year

PASSPHRASE = "seven quiet boats under a tin roof"
COST = Cost(2**15, 8, 1)
"""The least that the format takes: the time for a key is subtracted, and a small one wobbles less."""
PEOPLE = 40


def kept() -> Path:
    """Return the folder where the workbooks stand."""
    made = hashlib.sha256(Path(writing.__file__).read_bytes() + Path(__file__).read_bytes()).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"ciworkbook-bench-{getpass.getuser()}" / made
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def workbook(visits: int, seed: int = SEED) -> Path:
    """Return the folder of a workbook with so many visits, to be opened with PASSPHRASE."""
    folder = kept() / f"{visits}-{seed}"
    if not folder.exists():
        making = Path(tempfile.mkdtemp(prefix="making-", dir=kept()))
        vault = Vault.create(making, PASSPHRASE, cost=COST)
        book = Year(visits, PEOPLE, seed=seed, vault=vault).book
        for _evening in range(1 + visits // 1000):  # an evening writes some of what the next one opens faster with
            book.checkpoint()
        time.sleep(0.2)  # or the last of it looks as if written after the list
        book.close()
        with contextlib.suppress(OSError):  # another run was quicker
            making.rename(folder)
        shutil.rmtree(making, ignore_errors=True)
    return folder


@contextlib.contextmanager
def copy(visits: int, seed: int = SEED) -> Iterator[Path]:
    """Give a copy of `workbook(visits)`, to write into; it is on a disk, in the temporary folder."""
    whole = workbook(visits, seed)
    with tempfile.TemporaryDirectory(prefix="ciworkbook-bench-") as place:
        folder = Path(place) / "book"
        shutil.copytree(whole, folder)
        if hasattr(os, "sync"):  # or the first saves pay for bringing the copy to the disk
            os.sync()
        yield folder
