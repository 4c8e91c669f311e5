"""The shared test vectors for age files, through the `pyrage` that is installed here.

- Each vector says whether it opens and what is in it. `DIFFERS` names those on which pyrage and the vectors do not
  agree; none of them lets altered content through. A vector that begins or ceases to differ makes the row red.
- One vector asks for 8 GiB and ends the process where they cannot be had: it is not run, and counted.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from pathlib import Path

import pyrage

from . import Measured, Row, Size

VECTORS = Path(__file__).parents[2] / "golden" / "age-vectors"
DIFFERS = {
    "armor_whitespace_outside": "refused, though it may be opened; the program reads no armored file",
    "stanza_missing_body": "opened, though the header is not well formed; the content is the one sealed",
    "stanza_missing_final_line": "opened, though the header is not well formed; the content is the one sealed",
}
NOT_RUN = {"scrypt_work_factor_23"}


def measure(size: Size) -> Measured:
    """Try every vector."""
    agree: list[str] = []
    differ: list[str] = []
    for path in sorted(VECTORS.iterdir()):
        if path.suffix == ".md" or path.name in NOT_RUN:
            continue
        (agree if as_expected(path.read_bytes()) else differ).append(path.name)
    altered = as_expected(_spoiled((VECTORS / "x25519").read_bytes()))
    said = f"{len(agree)} as expected, {len(differ)} differ ({', '.join(differ)}), {len(NOT_RUN)} not run (8 GiB)"
    met = set(differ) == set(DIFFERS) and len(agree) == 120 and not altered
    return Measured(said + f"; control, one with a byte changed: {'unnoticed' if altered else 'noticed'}", met=met)


def as_expected(vector: bytes) -> bool:
    """Tell whether pyrage does with `vector` what it says."""
    head, _empty, body = vector.partition(b"\n\n")
    fields = [line.split(": ", 1) for line in head.decode().splitlines()]
    values = dict(fields)
    if values.get("compressed") == "zlib":
        body = zlib.decompress(body)
    identities = [pyrage.x25519.Identity.from_str(value) for name, value in fields if name == "identity"]
    passphrases = [value for name, value in fields if name == "passphrase"]
    opened = None
    with contextlib.suppress(pyrage.DecryptError):
        opened = pyrage.passphrase.decrypt(body, passphrases[0]) if passphrases else pyrage.decrypt(body, identities)
    if values["expect"] != "success" or opened is None:
        return (opened is not None) == (values["expect"] == "success")
    return hashlib.sha256(opened).hexdigest() == values["payload"]


def _spoiled(vector: bytes) -> bytes:
    """The vector with the last byte of its body changed."""
    return vector[:-1] + bytes([vector[-1] ^ 1])


ROW = Row(
    "S18",
    "shared test vectors for age files through the pinned pyrage",
    "120 as expected, 3 named exceptions, 1 not run, no change",
    measure,
)
