"""A root where there was none: a new workbook, another one beside it, or one made again from its identity.

- The folder is locked by whoever calls, and objects that are there are never touched.
- Parameters that are there are used. They are written only where a copy is missing or damaged.
"""

from __future__ import annotations

from . import fillers, parameters
from .errors import ParamsDamaged, ParamsMissing, PassphraseTaken
from .folder import Folder
from .keys import Key, derive, measured_cost, names_a_root
from .opening import Opened, open_root
from .parameters import Cost, Scrypt
from .recovery import root_again
from .rekeying import new_root, unused_key, write_root


def make(folder: Folder, passphrase: str, cost: Cost | None) -> tuple[Key, Opened]:
    """Make a workbook; raises what `Vault.create` raises, and SaveFailed."""
    first = not folder.objects()
    try:
        found = parameters.read(folder)
    except ParamsMissing:
        if not first:
            raise
        found = parameters.Parameters((parameters.new_set(cost or measured_cost()),), parameters.FILES)
    key = unused_key(passphrase, folder, found.sets)
    parameters.write(folder, found.sets, found.spoiled)
    opened = write_root(folder, key, new_root())
    fillers.add(folder, fillers.first_day() if first else fillers.this_session())
    return key, opened


def make_beside(folder: Folder, key: Key) -> None:
    """Make another workbook under `key`, which `unused_key` gave; raises SaveFailed."""
    write_root(folder, key, new_root())
    fillers.add(folder, fillers.this_session())


def make_again(folder: Folder, identity: str, passphrase: str, known: Scrypt | None) -> tuple[Key, Opened]:
    """Make a root for the workbook of `identity`; raises what `Vault.recover` raises.

    Where this passphrase opens that very workbook, nothing is made.
    """
    root = root_again(folder, identity)
    try:
        found = parameters.read(folder)
    except (ParamsMissing, ParamsDamaged):
        found = parameters.Parameters((known or parameters.new_set(measured_cost()),), parameters.FILES)
    keys = [derive(passphrase, one) for one in found.sets]
    for name in found.spoiled:
        if folder.has(name):
            folder.keep_aside(name)
    parameters.write(folder, found.sets, found.spoiled)
    key = next((one for one in keys if names_a_root(folder, one)), None)
    if key is None:
        return keys[-1], write_root(folder, keys[-1], root)
    opened = open_root(folder, key)
    if opened.root.identity != identity:
        raise PassphraseTaken
    return key, opened
