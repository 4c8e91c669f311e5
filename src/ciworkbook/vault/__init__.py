"""Where a workbook is kept: a folder of age files that one passphrase opens.

- Bytes only: the vault knows no worksheet and no answer.
- Read in this order: `parameters`, `keys`, `sealing`, `root`, `pairs`, `folder`, `opening`, `recovery`,
  `rekeying`, `making`, `entries`, `store`.
- The format, complete enough to write another reader, is in docs/format.md.
"""

from __future__ import annotations

from .entries import Entry
from .errors import (
    Damaged,
    Finding,
    FolderInUse,
    FolderNotReadable,
    FolderNotWritable,
    NewerFormat,
    NotEnoughMemory,
    NotWhole,
    ParamsDamaged,
    ParamsMissing,
    PassphraseTaken,
    PassphraseUnusable,
    RecoveryKeyWrong,
    RootDamaged,
    SaveFailed,
    WrongPassphrase,
)
from .keys import Key, derive, derive_for
from .parameters import Cost
from .recovery import RecoverySheet, read_recovery_key
from .store import Vault

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
    "NotWhole",
    "ParamsDamaged",
    "ParamsMissing",
    "PassphraseTaken",
    "PassphraseUnusable",
    "RecoveryKeyWrong",
    "RecoverySheet",
    "RootDamaged",
    "SaveFailed",
    "Vault",
    "WrongPassphrase",
    "derive",
    "derive_for",
    "read_recovery_key",
]
