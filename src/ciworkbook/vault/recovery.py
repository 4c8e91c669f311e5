"""The way back in without the passphrase: what stands on a recovery sheet, and a root made again from it.

- The sheet holds the workbook's identity, which opens every object but the root, and what a passphrase is made into a
  key with, for a folder that has lost its parameters.
- A key that was typed wrong is refused with the group to look at; a key of another workbook changes nothing.
- Nothing of the sheet is in a repr or in the words of an error.

    AGE-SECRET-KEY-1 ACDE FGHJ KLMN PQRS TUVW XYZ2 3456 7890 ACDE FGHJ KLMN PQRS TUVW XY
    └─ always this ─┘ └─ 58 characters in groups of four: 52 of the key, 6 that check it ┘
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..words import _
from . import bech32
from .errors import RecoveryKeyWrong
from .folder import Folder
from .keys import name_of, naming_key, read_identity
from .opening import openable
from .root import Root

START = "AGE-SECRET-KEY-1"
GROUP = 4
_LENGTH = 58


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What is copied by hand.

    Attributes:
        identity: "AGE-SECRET-KEY-1…", 74 characters.
        salt: 64 hex digits.
        n, r, p: The cost of scrypt.
    """

    identity: str = field(repr=False)
    salt: str = field(repr=False)
    n: int
    r: int
    p: int

    def groups(self) -> tuple[str, ...]:
        """Return what follows `START`, in groups of four; the last one has two."""
        return in_groups(self.identity.removeprefix(START))

    def salt_groups(self) -> tuple[str, ...]:
        """Return the salt in 16 groups of four."""
        return in_groups(self.salt)


def in_groups(text: str) -> tuple[str, ...]:
    """Return `text` in groups of four."""
    return tuple(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def read_recovery_key(text: str) -> str:
    """Return the identity that a person typed, with or without its start, spaces, hyphens and capitals.

    Raises RecoveryKeyWrong, which says which group to look at where that can be told.
    """
    typed = "".join(one for one in text.upper() if not one.isspace() and one not in "-‐‑–—.,;:")
    typed = typed.removeprefix(START.replace("-", ""))
    for at, one in enumerate(typed):
        if one.lower() not in bech32.LETTERS:
            raise RecoveryKeyWrong(group=at // GROUP + 1)
    if len(typed) != _LENGTH:
        raise RecoveryKeyWrong(length=len(typed), wanted=_LENGTH)
    if not _fits(typed):
        raise RecoveryKeyWrong(likely=_likely_group(typed))
    identity = START + typed
    try:
        read_identity(identity)
    except ValueError:
        raise RecoveryKeyWrong from None
    return identity


def _fits(typed: str) -> bool:
    groups = [bech32.LETTERS.index(one) for one in typed.lower()]
    return bech32.encode_groups("age-secret-key-", groups[:-6]) == "age-secret-key-1" + typed.lower()


def _likely_group(typed: str) -> int:
    """Return the group in which changing one character makes the key fit; 0 if there is none."""
    for at in range(len(typed)):
        for letter in bech32.LETTERS.upper():
            if letter != typed[at] and _fits(typed[:at] + letter + typed[at + 1 :]):
                return at // GROUP + 1
    return 0


def root_again(folder: Folder, identity: str) -> Root:
    """Return a root without a list of entries for the workbook of `identity`; reads every object, writes nothing.

    Raises RecoveryKeyWrong if no object of the folder is one of this workbook, FolderNotReadable.
    """
    names = naming_key(identity)
    sequence = 0
    for _name, sealed in openable(folder, read_identity(identity)):
        if sealed.id > 0 and sealed.file == name_of(names, sealed.id, sealed.generation):
            sequence = max(sequence, sealed.sequence)
    if not sequence:
        raise RecoveryKeyWrong(_("This key is well written, but no file in this folder opens with it."))
    return Root(identity, names, sequence, "", None)
