"""The way back in without the passphrase: what stands on a recovery sheet, and a root made again from it.

- The sheet holds the workbook's identity, which opens every object but the root, and what a passphrase is made into a
  key with, for a folder that has lost its parameters.
- A key that was typed wrong is refused with the group to look at; a key of another workbook changes nothing.
- Nothing of the sheet is in a repr or in the words of an error.

    AGE-SECRET-KEY-1 ACDE FGHJ KLMN PQRS TUVW XYZ2 3456 7890 ACDE FGHJ KLMN PQRS TUVW XY
    └─ always this ─┘ └─ 58 characters in groups of four: 52 of the key, 6 that check it ┘
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from ..words import _
from . import bech32, parameters
from .errors import RecoveryKeyWrong
from .folder import Folder
from .keys import name_of, naming_key, read_identity
from .opening import openable
from .parameters import Scrypt
from .root import Root
from .secret import Secret

START = "AGE-SECRET-KEY-1"
GROUP = 4
ROW = 4
"""Groups in a row of the sheet."""
LENGTH = 58
"""Characters of a key after its start."""
SALT = 64
"""Characters of a salt."""
_BETWEEN = "-‐‑–—.,;:"
_HEX = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class RecoverySheet(Secret):
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

    def check(self) -> str:
        """Return four hex digits by which a slip in the salt or in the numbers shows."""
        return _check(self.salt, self.n, self.r, self.p)


def in_groups(text: str) -> tuple[str, ...]:
    """Return `text` in groups of four."""
    return tuple(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def read_recovery_key(text: str) -> str:
    """Return the identity that a person typed, with or without its start, spaces, hyphens and capitals.

    Raises RecoveryKeyWrong, which says which group to look at where that can be told.
    """
    typed = bare(text)
    for at, one in enumerate(typed):
        if one.lower() not in bech32.LETTERS:
            raise RecoveryKeyWrong(group=at // GROUP + 1)
    if len(typed) != LENGTH:
        raise RecoveryKeyWrong(length=len(typed), wanted=LENGTH)
    if not _fits(typed):
        raise RecoveryKeyWrong(likely=_likely_group(typed))
    identity = START + typed
    try:
        read_identity(identity)
    except ValueError:
        raise RecoveryKeyWrong from None
    return identity


def bare(text: str) -> str:
    """Return what was typed of a key without spaces, hyphens and its start, in capitals."""
    return _joined(text).upper().removeprefix(START.replace("-", ""))


def _joined(text: str) -> str:
    return "".join(one for one in text if not one.isspace() and one not in _BETWEEN)


def key_row(text: str, first: int) -> str:
    """Return a row of the key as it was typed; `first` is the number of its first group, counted from 1.

    Raises RecoveryKeyWrong, which names the group that cannot be right.
    """
    return _row(bare(text), first, bech32.LETTERS.upper(), LENGTH)


def salt_row(text: str, first: int) -> str:
    """Return a row of the salt as it was typed; as `key_row`."""
    return _row(_joined(text).lower(), first, _HEX, SALT)


def _row(typed: str, first: int, letters: str, length: int) -> str:
    for at, one in enumerate(typed):
        if one not in letters:
            raise RecoveryKeyWrong(group=first + at // GROUP)
    wanted = min(ROW * GROUP, length - (first - 1) * GROUP)
    if len(typed) != wanted:
        message = _("This row has {wanted} characters. Here there are {length}.")
        raise RecoveryKeyWrong(message.format(wanted=wanted, length=len(typed)))
    return typed


def read_scrypt(salt: str, n: str, r: str, p: str, check: str) -> Scrypt:
    """Return what a passphrase is made into a key with, as a person typed it from the sheet.

    Raises RecoveryKeyWrong, which says what to look at where that can be told.
    """
    digits = _joined(salt).lower()
    try:
        known = parameters.known_set(int(n), int(r), int(p), digits)
    except ValueError:
        raise RecoveryKeyWrong(
            _("The numbers n, r and p do not fit: one of them is not as on the recovery sheet.")
        ) from None
    if check.strip().lower() != _check(digits, known.n, known.r, known.p):
        raise RecoveryKeyWrong(_("The salt or a number is not as on the recovery sheet: the check does not fit."))
    return known


def _check(salt: str, n: int, r: int, p: int) -> str:
    return hashlib.sha256(f"{salt} {n} {r} {p}".encode()).hexdigest()[:GROUP]


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
