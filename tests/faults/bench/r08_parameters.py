"""The two files in clear: every bit of one copy and of both, one missing, both missing, and values that mean harm."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ciworkbook.errors import WorkbookError
from ciworkbook.vault import ParamsDamaged, ParamsMissing, Vault, parameters
from ciworkbook.vault.parameters import FILES

from ...vault.folders import CHEAP, PASSPHRASE
from . import Measured, Row, Size
from ._operations import expect
from ._places import in_memory, peak_of
from ._saver import cheap_keys

GOOD = {"n": 2**17, "r": 8, "p": 1, "salt": "ab" * 32}
HOSTILE: list[Any] = [
    *({"n": 2**power} for power in (14, 19, 20, 21, 24, 30, 31, 62, 63, 64, 1_000)),
    *({"n": value} for value in list[Any]((0, 1, -1, 2**17 + 1, 131072.0, 1e300, "131072", None, True, [], {}))),
    *({"r": value} for value in (0, 1, 16, 2**20, 2**30, -8, "8")),
    *({"p": value} for value in (0, 9, 2**10, 2**30, -1, 1.0)),
    *({"salt": value} for value in ("", "ab", "AB" * 32, "ab" * 10_000_000, 5, None, "zz" * 32)),
    {"n": 2**20, "r": 8, "p": 8},
]
MOST_MEGABYTES = 300


def rendered(*sets: Any, **changes: Any) -> bytes:
    """Return a file whose checksum fits, whatever it asks for."""
    body: dict[str, Any] = {"format": 1, "scrypt": list(sets)} | changes
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return json.dumps(body | {"checksum": hashlib.sha256(text.encode()).hexdigest()}).encode()


def hostile_files() -> list[bytes]:
    whole = [rendered(GOOD | change) for change in HOSTILE]
    whole += [rendered(*[GOOD] * count) for count in (0, 5, 100_000)]
    whole += [rendered(GOOD, format=value) for value in (0, -1, True, "1", 1.0, None, 10**400)]
    whole += [b"", b"{}", b"[" * 1_000_000, b"\xff\xfe\x00", b"{" * 1_000_000, b'{"scrypt":' * 100_000]
    whole += [b'{"n":' + b"9" * 5_000_000 + b"}", b" " * 1_000_000, b"\x00" * 1_000_000]
    return whole


def open_all(place: Path) -> int:
    """In a process of its own, with the real bounds: try every hostile file; return how many were refused in words."""
    refused = 0
    for data in hostile_files():
        for name in FILES:
            (place / name).write_bytes(data)
        try:
            Vault.open(place, PASSPHRASE).close()
        except WorkbookError:
            refused += 1
    return refused


def flip_bits(size: Size, place: Path) -> Counter[str]:
    """Flip one bit of one copy, then the same bit of both; open each time. Raises Broken."""
    counted: Counter[str] = Counter()
    with Vault.create(place, PASSPHRASE, cost=CHEAP) as vault:
        entry = vault.put("visit", b"kept")
    whole = (place / FILES[0]).read_bytes()
    bits = list(range(0, len(whole) * 8, 1 if size.full and size.part == 1 else 37))
    for bit in bits:
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        for name in FILES:
            (place / name).write_bytes(data)
            with Vault.open(place, PASSPHRASE) as vault:
                kinds = [one.kind for one in vault.findings]
                expect(kinds == ["params"], f"bit {bit} of {name}: noticed {kinds}")
                expect(vault.get(entry) == b"kept", f"bit {bit} of {name}: the entry is not given")
            expect((place / name).read_bytes() == whole, f"bit {bit} of {name}: not mended")
            counted["one copy"] += 1
        for name in FILES:
            (place / name).write_bytes(data)
        try:
            Vault.open(place, PASSPHRASE).close()
            counted["both, opens all the same"] += 1  # a space that became another space
        except ParamsDamaged:
            counted["both, refused in words"] += 1
        for name in FILES:
            (place / name).write_bytes(whole)
        size.progress(bit, len(whole) * 8, "bits")
    return counted


def take_away(place: Path) -> str:
    """Take one copy away, then both; then open with what a recovery sheet says. Raises Broken."""
    with Vault.open(place, PASSPHRASE) as vault:
        sheet, held = vault.recovery_sheet(), [vault.get(one.id) for one in vault.entries()]
    for name in FILES:
        (place / name).unlink()
        with Vault.open(place, PASSPHRASE) as vault:
            expect([one.kind for one in vault.findings] == ["params"], f"{name} missing is not said")
        expect((place / name).exists(), f"{name} was not put back")
    for name in FILES:
        (place / name).unlink()
    try:
        Vault.open(place, PASSPHRASE)
    except ParamsMissing as missing:
        expect("missing" in missing.message and bool(missing.hint), missing.message)
    known = parameters.Scrypt(sheet.n, sheet.r, sheet.p, salt=bytes.fromhex(sheet.salt))
    with Vault.recover(place, sheet.identity, "new words for it", known=known) as vault:
        expect([vault.get(one.id) for one in vault.entries()] == held, "recovered, it holds something else")
    with Vault.open(place, PASSPHRASE) as vault:
        expect([vault.get(one.id) for one in vault.entries()] == held, "the old passphrase does not open it")
    return "one missing: opens and mends; both missing: words, and the recovery sheet opens it"


def measure(size: Size) -> Measured:
    with in_memory(size.work) as place:
        with cheap_keys():
            counted = flip_bits(size, place / "bits")
            said = take_away(place / "bits")
            Vault.create(place / "hostile", PASSPHRASE, cost=CHEAP).close()
        command = [sys.executable, "-m", __name__, str(place / "hostile")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        shutil.rmtree(place / "hostile")
    refused, most = (int(part) for part in done.stdout.split()) if done.returncode == 0 else (0, 0)
    tried = len(hostile_files())
    words = ", ".join(f"{count:,} {name}" for name, count in sorted(counted.items()))
    ended = f"; {refused} of {tried} hostile files refused in words, at most {most} MiB"
    if done.returncode:
        ended = f"; the process of the hostile files ended with {done.returncode}: {done.stderr[-200:]}"
    met = done.returncode == 0 and refused == tried and 0 < most <= MOST_MEGABYTES
    spaces = counted["both, opens all the same"] <= counted["both, refused in words"] / 10
    return Measured(f"bits: {words}. {said}{ended}", met=met and spaces)


ROW = Row(
    "R8",
    "params: every bit flipped, copies missing, hostile values",
    "opens from the other copy; both missing: words and the recovery sheet; never > 300 MiB, never aborts",
    measure,
)

if __name__ == "__main__":
    print(open_all(Path(sys.argv[1])), peak_of())
