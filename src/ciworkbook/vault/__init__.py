"""Where a workbook is kept: a folder of age files that one passphrase opens.

- What is asked of the package is read when it is asked for: the door looks only whether anything is there, and need not
  wait 30 ms for keys and objects before it can ask for the passphrase.
- Bytes only: the vault knows no worksheet and no answer.
- Read in this order: `parameters`, `keys`, `sealing`, `root`, `pairs`, `folder`, `opening`, `recovery`,
  `rekeying`, `making`, `entries`, `store`.
- The format, complete enough to write another reader, is in docs/format.md.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    from typing import Any

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
    from .untouched import Glance

__all__ = [
    "Cost",
    "Damaged",
    "Entry",
    "Finding",
    "FolderInUse",
    "FolderNotReadable",
    "FolderNotWritable",
    "Glance",
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

_HOMES = {
    "entries": ("Entry",),
    "errors": (
        "Damaged",
        "Finding",
        "FolderInUse",
        "FolderNotReadable",
        "FolderNotWritable",
        "NewerFormat",
        "NotEnoughMemory",
        "NotWhole",
        "ParamsDamaged",
        "ParamsMissing",
        "PassphraseTaken",
        "PassphraseUnusable",
        "RecoveryKeyWrong",
        "RootDamaged",
        "SaveFailed",
        "WrongPassphrase",
    ),
    "keys": (
        "Key",
        "derive",
        "derive_for",
    ),
    "parameters": ("Cost",),
    "recovery": (
        "RecoverySheet",
        "read_recovery_key",
    ),
    "store": ("Vault",),
    "untouched": ("Glance",),
}
"""The names of the package, by the module that each stands in."""


def __getattr__(name: str) -> Any:
    """Read what was asked for, once."""
    import importlib

    for module, names in _HOMES.items():
        if name in names:
            globals()[name] = found = getattr(importlib.import_module(f".{module}", __name__), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
