"""One object: what stands in a file of the folder.

- Everything a reader relies on stands inside the encryption and is checked: a file under another name is refused.
- What the stock `age` command gives for a file is valid JSON.
- Sizes come in steps: one 4,096-byte block at least, then Padmé (at most 12 % more).
- Only X25519 identities and recipients. A recipient is never printed, logged or kept anywhere but in memory.

The file is an age file, binary, to one X25519 recipient. Its plaintext:

    {"format":1,"kind":"visit","file":"<its own name, 32 hex>","id":7,"generation":3,
     "sequence":41,"length":1234,"content":"…"}␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠␠
    └─ one JSON object, no space between its parts ─┘└─ spaces up to the next step ──────┘
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import Unfit
from .secret import Secret

if TYPE_CHECKING:
    from pyrage import x25519

FORMAT = 1
FLOOR = 3_700
"""Bytes of plaintext that fit one block of 4,096 with the largest header that age files of this kind get (390)."""
KIND = re.compile(r"[a-z][a-z0-9-]{0,31}")
NAME = re.compile(r"[0-9a-f]{32}")
_NOT_FOR_US = "No matching keys"
"""How age begins to say that a file is for somebody else; a changed stanza looks the same."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FIELDS = {"format", "kind", "file", "id", "generation", "sequence", "length", "content"}


@dataclass(frozen=True, slots=True)
class Sealed(Secret):
    """What an object says. `id` 0 is the root; entries count from 1, generations and sequences too."""

    kind: str
    file: str
    id: int
    generation: int
    sequence: int
    content: bytes = field(repr=False)
    """UTF-8."""


def step(length: int) -> int:
    """Return the size that plaintext of `length` bytes is padded to."""
    if length <= FLOOR:
        return FLOOR
    exponent = length.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (length + mask) & ~mask


def to_clear(object: Sealed) -> bytes:
    """Return the padded plaintext of `object`; its content must be UTF-8."""
    fields = {
        "format": FORMAT,
        "kind": object.kind,
        "file": object.file,
        "id": object.id,
        "generation": object.generation,
        "sequence": object.sequence,
        "length": len(object.content),
        "content": object.content.decode("utf-8"),
    }
    clear = _JSON.encode(fields).encode("utf-8")
    return clear.ljust(step(len(clear)), b" ")


def from_clear(clear: bytes) -> Sealed:
    """Read the plaintext of an object; raises `Unfit` (damaged, newer)."""
    try:
        fields = json.loads(clear.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Unfit("damaged") from None
    if not isinstance(fields, dict) or type(fields.get("format")) is not int:
        raise Unfit("damaged")
    if fields["format"] > FORMAT:
        raise Unfit("newer")
    if not _well_formed(fields):
        raise Unfit("damaged")
    try:
        content = fields["content"].encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair
        raise Unfit("damaged") from None
    if len(content) != fields["length"]:
        raise Unfit("damaged")
    return Sealed(fields["kind"], fields["file"], fields["id"], fields["generation"], fields["sequence"], content)


def _well_formed(fields: dict[str, Any]) -> bool:
    if set(fields) != _FIELDS or fields["format"] != FORMAT:
        return False
    if not all(type(fields[name]) is str for name in ("kind", "file", "content")):
        return False
    if not all(type(fields[name]) is int for name in ("id", "generation", "sequence", "length")):
        return False
    return (
        KIND.fullmatch(fields["kind"]) is not None
        and NAME.fullmatch(fields["file"]) is not None
        and fields["id"] >= 0
        and fields["generation"] >= 1
        and fields["sequence"] >= 1
    )


def seal(object: Sealed, recipient: x25519.Recipient) -> bytes:
    """Return the file for `object`."""
    return encrypt(to_clear(object), [recipient])


def encrypt(clear: bytes, recipients: list[x25519.Recipient]) -> bytes:
    """Return `clear` as a binary age file that each of `recipients` opens; raises `Unfit` (damaged)."""
    import pyrage

    try:
        return pyrage.encrypt(clear, recipients)
    except BaseException as error:
        _reraise_unless_from_age(error)
        raise Unfit("damaged") from None


def unseal(data: bytes, name: str, identity: x25519.Identity) -> Sealed:
    """Read the file called `name` that holds `data`; raises `Unfit` (damaged, newer, replaced)."""
    sealed = unseal_anywhere(data, identity)
    if sealed.file != name:
        raise Unfit("replaced")
    return sealed


def unseal_anywhere(data: bytes, identity: x25519.Identity) -> Sealed:
    """Read a file whatever it is called now; raises `Unfit` (damaged, newer)."""
    try:
        clear = decrypt(data, identity)
    except Unfit:
        raise Unfit("damaged") from None
    return from_clear(clear)


def decrypt(data: bytes, identity: x25519.Identity) -> bytes:
    """Return what the age file `data` holds; raises `Unfit`: locked, if nothing in it is for `identity`, or damaged."""
    import pyrage

    try:
        return pyrage.decrypt(data, [identity])
    except BaseException as error:
        _reraise_unless_from_age(error)
        raise Unfit("locked" if str(error).startswith(_NOT_FOR_US) else "damaged") from None


def _reraise_unless_from_age(error: BaseException) -> None:
    """Let through what is not age's: a panic of its native code is a BaseException, and so is Ctrl+C."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
