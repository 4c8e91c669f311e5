"""The text form of an age identity, by BIP-173.

- Encoding only: nothing in the vault reads this form but age itself, which checks it.
- age writes an identity in capitals, with the prefix "AGE-SECRET-KEY-" and no limit of 90 characters.

    AGE-SECRET-KEY- 1 <52 characters: 256 bits and 4 of padding> <6 characters: checksum>
"""

from __future__ import annotations

from collections.abc import Iterable

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def identity(secret: bytes) -> str:
    """Return the age identity whose X25519 secret is `secret` (32 bytes)."""
    if len(secret) != 32:
        raise ValueError("an X25519 secret has 32 bytes")
    return encode("age-secret-key-", secret).upper()


def encode(prefix: str, data: bytes) -> str:
    """Return `data` in Bech32 under `prefix`, in small letters."""
    return encode_groups(prefix, _groups(data))


def encode_groups(prefix: str, groups: list[int]) -> str:
    """Return the 5-bit `groups` in Bech32 under `prefix`, in small letters."""
    known = [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix), *groups]
    rest = _checksum([*known, 0, 0, 0, 0, 0, 0]) ^ 1
    check = [rest >> 5 * place & 31 for place in (5, 4, 3, 2, 1, 0)]
    return prefix + "1" + "".join(LETTERS[group] for group in [*groups, *check])


def _groups(data: bytes) -> list[int]:
    padding = -len(data) * 8 % 5
    number = int.from_bytes(data) << padding
    count = (len(data) * 8 + padding) // 5
    return [number >> 5 * place & 31 for place in reversed(range(count))]


def _checksum(groups: Iterable[int]) -> int:
    value = 1
    for group in groups:
        top = value >> 25
        value = (value & 0x1FFFFFF) << 5 ^ group
        for place, step in enumerate(_STEPS):
            value ^= step if top >> place & 1 else 0
    return value
