"""From a passphrase to a key, and from a key to names.

- passphrase → NFC → UTF-8 → scrypt with the folder's parameters → 64 bytes. The first half is an age identity that
  opens the root and nothing else; the second half names the root. Nothing has to be searched for.
- Making a key is slow on purpose and lets other threads run; opening with it costs milliseconds.
- Every workbook of a folder uses the same parameters, so one derivation answers for all of them.

    name(key, id, generation) = the first 32 hex digits of HMAC-SHA-256(key, "object <id> <generation mod 2>")

    what             key                                        id
    root             second half of what scrypt gave            0
    entry            the naming key, which the root holds       1, 2, 3, …
"""

from __future__ import annotations

import hashlib
import hmac
import time
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from . import parameters
from .bech32 import identity as in_bech32
from .errors import NotEnoughMemory, PassphraseUnusable
from .folder import Folder
from .parameters import Cost, Scrypt
from .secret import Secret

if TYPE_CHECKING:
    from pyrage import x25519

LONGEST = 10_000
"""Characters in a passphrase."""
ROOT = 0
WANTED_SECONDS = 1.0
MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Key(Secret):
    """What a passphrase is worth in one folder: 32 bytes that open and 32 bytes that name."""

    opening: bytes = field(repr=False)
    naming: bytes = field(repr=False)
    made_with: Scrypt | None = field(default=None, repr=False, compare=False)
    """What it was derived with; None where it was not."""

    def identity(self) -> x25519.Identity:
        """Return the age identity that opens the root."""
        return read_identity(in_bech32(self.opening))


def read_identity(text: str) -> x25519.Identity:
    """Return the identity written as "AGE-SECRET-KEY-1…"; raises ValueError."""
    from pyrage import IdentityError, x25519

    if not text.startswith("AGE-SECRET-KEY-1"):
        raise ValueError("not an X25519 identity")
    try:
        return x25519.Identity.from_str(text)
    except IdentityError:
        raise ValueError("not an X25519 identity") from None


def name_of(key: bytes, id: int, generation: int) -> str:
    """Return the name of the file that holds `generation` of object `id`."""
    return hmac.digest(key, f"object {id} {generation % 2}".encode("ascii"), hashlib.sha256).hex()[:32]


def naming_key(identity: str) -> bytes:
    """Return the key that names the objects of the workbook with this identity ("AGE-SECRET-KEY-1…")."""
    return hmac.digest(identity.encode("ascii"), b"names", hashlib.sha256)


def derive(passphrase: str, scrypt: Scrypt) -> Key:
    """Make the key. Slow, and lets other threads run; raises PassphraseUnusable, NotEnoughMemory."""
    made = _scrypt(to_bytes(passphrase), scrypt, scrypt.salt)
    return Key(made[:32], made[32:], scrypt)


def derive_for(folder: Path, passphrase: str) -> Key:
    """Make the key that opens a workbook in `folder`, or one that opens nothing if no workbook has this passphrase.

    Raises PassphraseUnusable, ParamsMissing, ParamsDamaged, NotCopiedYet, FolderNotReadable, NewerFormat,
    NotEnoughMemory.
    """
    to_bytes(passphrase)
    place = Folder(folder)
    keys = []
    for one in parameters.read(place).sets:
        keys.append(derive(passphrase, one))
        if names_a_root(place, keys[-1]):
            break
    return keys[-1]


def names_a_root(folder: Folder, key: Key) -> bool:
    """Tell whether there is a root in `folder` for `key`, whole or not."""
    names = [name_of(key.naming, ROOT, generation) for generation in (0, 1)]
    return any(folder.has(name) or folder.awaits(name) for name in names)


def to_bytes(passphrase: str) -> bytes:
    """Return what goes into scrypt; raises PassphraseUnusable. Nothing is trimmed: a space is a character."""
    if not passphrase:
        raise PassphraseUnusable("empty")
    if len(passphrase) > LONGEST:
        raise PassphraseUnusable("long")
    try:
        return unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise PassphraseUnusable("broken") from None


def measured_cost() -> Cost:
    """Return a cost that takes about a second here: memory is fixed, only the number of rounds follows the speed."""
    usual = Cost()
    started = time.perf_counter()
    _scrypt(b"how fast is this computer", usual, bytes(32))
    rounds = int(WANTED_SECONDS / (time.perf_counter() - started))
    return Cost(usual.n, usual.r, min(max(rounds, 1), MOST_ROUNDS))


def _scrypt(password: bytes, cost: Cost, salt: bytes) -> bytes:
    room = parameters.MOST_MEMORY + 2**20  # scrypt takes a little beside its main table
    try:
        return hashlib.scrypt(password, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=room, dklen=64)
    except (ValueError, MemoryError):  # the parameters were checked: what is left is memory
        raise NotEnoughMemory from None
