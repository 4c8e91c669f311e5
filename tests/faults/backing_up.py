"""The child of the fault tests of backups: makes one of a workbook, between two marks in the system calls.

python -m tests.faults.backing_up FOLDER FILE
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from ciworkbook import backups
from ciworkbook.errors import WorkbookError
from ciworkbook.guard.outcomes import Problem
from ciworkbook.guard.requests import write_new
from ciworkbook.vault import Vault, parameters
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..vault.folders import PASSPHRASE
from .bench._calls import MARK


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def write(path: Path, data: bytes) -> Problem | None:
    return write_new(str(path), len(data), io.BytesIO(data))


def main() -> None:
    parameters.LEAST_N = 2**4
    workbook = Workbook(Vault.open(Path(sys.argv[1]), PASSPHRASE), Catalogue.load())
    os.path.exists(MARK)
    try:
        made = backups.make(workbook, write, Path(sys.argv[2]))
    except WorkbookError as error:
        os.path.exists(MARK)
        say(f"refused: {error.message} {error.hint}")
    else:
        os.path.exists(MARK)
        say(f"made: {made.entries}, noted: {made.noted}" if not made.findings else "named: not whole")
    os._exit(0)


if __name__ == "__main__":
    main()
