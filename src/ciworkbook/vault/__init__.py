"""Where a workbook is kept: a folder of age files that one passphrase opens.

- Bytes only: the vault knows no worksheet and no answer.
- Read in this order: `parameters`, `keys`, `sealing`, `root`, `pairs`, `folder`, `opening`, `store`.
- The format, complete enough to write another reader, is in docs/format.md.
"""

from __future__ import annotations

from .errors import (
    Damaged,
    Finding,
    FolderInUse,
    FolderNotReadable,
    FolderNotWritable,
    NewerFormat,
    NotEnoughMemory,
    ParamsDamaged,
    ParamsMissing,
    PassphraseTaken,
    PassphraseUnusable,
    RootDamaged,
    SaveFailed,
    WrongPassphrase,
)
from .keys import Key, derive, derive_for
from .parameters import Cost
from .store import Entry, Vault

__all__ = [
    "Cost",
    "Damaged",
    "Entry",
    "Finding",
    "FolderInUse",
    "FolderNotReadable",
    "FolderNotWritable",
    "Key",
    "NewerFormat",
    "NotEnoughMemory",
    "ParamsDamaged",
    "ParamsMissing",
    "PassphraseTaken",
    "PassphraseUnusable",
    "RootDamaged",
    "SaveFailed",
    "Vault",
    "WrongPassphrase",
    "derive",
    "derive_for",
]
