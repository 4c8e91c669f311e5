"""How a passphrase becomes a key in this folder: `params` and `params.bak`, the only files in clear.

- They belong to the folder and are shared by all its workbooks. A set, once written, is never changed or taken away;
  a stronger one may stand beside it.
- Two equal copies. One is enough; a lost or damaged one is written again once a workbook has opened with the other.
- What they ask for is bounded before it is done: no file can make this program take more than 300 MiB.
- Nothing in them is secret, and nothing in them tells one workbook or how many.

    {                                                 format    1
     "format": 1,                                     n r p     scrypt's cost: n a power of two, 2^15 to 2^20
     "scrypt": [                                      salt      32 random bytes, hex
      {                                               checksum  SHA-256, hex, of the same object without it,
       "n": 131072,                                             as JSON with sorted keys and no spaces
       "r": 8,
       "p": 2,
       "salt": "<64 hex>"
      }
     ],
     "checksum": "<64 hex>"
    }
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass, field
from typing import Any

from ..words import _
from .errors import Finding, FolderNotReadable, NewerFormat, NotCopiedYet, ParamsDamaged, ParamsMissing, Unfit
from .folder import Folder

FILES = ("params", "params.bak")
FORMAT = 1
LEAST_N = 2**15
"""The one bound that tests lower, so that a key costs a millisecond. Nothing else changes it."""
MOST_N = 2**20
R = 8
MOST_P = 8
MOST_MEMORY = 300 * 2**20
MOST_SETS = 4
_SALT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Cost:
    """What making a key costs: scrypt's n, r and p. Memory is 128 · n · r bytes."""

    n: int = 2**17
    r: int = R
    p: int = 1


@dataclass(frozen=True, slots=True)
class Scrypt(Cost):
    """One set: a cost and the salt it goes with."""

    salt: bytes = field(default=b"", kw_only=True)


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the folder's two files say together.

    Attributes:
        sets: The sets, the first written first.
        spoiled: Names of copies that are missing or damaged, or lack a set, while the other is good.
        findings: What was noticed about the copies.
    """

    sets: tuple[Scrypt, ...]
    spoiled: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def new_set(cost: Cost) -> Scrypt:
    """Return a set of this cost with a fresh salt; raises ValueError for a cost out of bounds."""
    made = Scrypt(cost.n, cost.r, cost.p, salt=os.urandom(32))
    if not _in_bounds(made) or _memory(made) > MOST_MEMORY:
        raise ValueError("this cost is out of bounds")
    return made


def known_set(n: int, r: int, p: int, salt: str) -> Scrypt:
    """Return the set of a recovery sheet, `salt` in hex; raises ValueError for what no folder has."""
    try:
        made = _one_set({"n": n, "r": r, "p": p, "salt": salt.lower()})
    except Unfit:
        raise ValueError("not a set of this format") from None
    if _memory(made) > MOST_MEMORY:
        raise ValueError("this cost is out of bounds")
    return made


def render(sets: tuple[Scrypt, ...]) -> bytes:
    """Return the file that holds `sets`."""
    listed = [{"n": one.n, "r": one.r, "p": one.p, "salt": one.salt.hex()} for one in sets]
    body = {"format": FORMAT, "scrypt": listed}
    return (json.dumps(body | {"checksum": _checksum(body)}, indent=1) + "\n").encode()


def parse(data: bytes) -> tuple[Scrypt, ...]:
    """Read one file; raises `Unfit` (damaged, costly, newer)."""
    try:
        body = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Unfit("damaged") from None
    if not isinstance(body, dict):
        raise Unfit("damaged")
    checksum = body.pop("checksum", None)
    if type(body.get("format")) is int and body["format"] > FORMAT and checksum == _checksum(body):
        raise Unfit("newer")
    listed = body.get("scrypt")
    if set(body) != {"format", "scrypt"} or type(body["format"]) is not int or body["format"] != FORMAT:
        raise Unfit("damaged")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_SETS or checksum != _checksum(body):
        raise Unfit("damaged")
    sets = tuple(_one_set(one) for one in listed)
    if any(_memory(one) > MOST_MEMORY for one in sets):
        raise Unfit("costly")
    return sets


def _one_set(data: Any) -> Scrypt:
    if not isinstance(data, dict) or set(data) != {"n", "r", "p", "salt"}:
        raise Unfit("damaged")
    if not all(type(data[name]) is int for name in "nrp") or not isinstance(data["salt"], str):
        raise Unfit("damaged")
    if not _SALT.fullmatch(data["salt"]):
        raise Unfit("damaged")
    one = Scrypt(data["n"], data["r"], data["p"], salt=bytes.fromhex(data["salt"]))
    if not _in_bounds(one):
        raise Unfit("damaged")
    return one


def _in_bounds(cost: Cost) -> bool:
    power_of_two = cost.n > 0 and cost.n & (cost.n - 1) == 0
    return power_of_two and LEAST_N <= cost.n <= MOST_N and cost.r == R and 1 <= cost.p <= MOST_P


def _memory(cost: Cost) -> int:
    return 128 * cost.n * cost.r


def _checksum(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read(folder: Folder) -> Parameters:
    """Read both copies; raises ParamsMissing, ParamsDamaged, NotCopiedYet, FolderNotReadable, NewerFormat."""
    good: dict[str, tuple[Scrypt, ...]] = {}
    faults: dict[str, str] = {}
    for name in FILES:
        try:
            data = folder.read(name)
            if not data:
                raise Unfit("missing" if data is None and not folder.awaits(name) else "partial")
            good[name] = parse(data)
            if data != render(good[name]):
                faults[name] = "damaged"  # the values are whole, the file is not as it was written
        except Unfit as unfit:
            faults[name] = unfit.reason
    if "newer" in faults.values():
        raise NewerFormat
    if not good:
        if set(faults.values()) == {"missing"}:
            raise ParamsMissing
        if "partial" in faults.values():
            raise NotCopiedYet
        if set(faults.values()) == {"unreadable"}:
            raise FolderNotReadable
        raise ParamsDamaged("costly" if "costly" in faults.values() else "damaged")
    sets = tuple(dict.fromkeys(one for copy in good.values() for one in copy))
    findings = [_finding(name, reason) for name, reason in faults.items()]
    if len({frozenset(copy) for copy in good.values()}) > 1:
        findings.append(Finding("params", None, _("The files params and params.bak differ. Both were used.")))
    spoiled = {name for name in faults if not folder.awaits(name)}  # what is on its way is left to come
    spoiled |= {name for name in good if set(good[name]) < set(sets) and sets in good.values()}
    return Parameters(sets, tuple(name for name in FILES if name in spoiled), tuple(findings))


def _finding(name: str, reason: str) -> Finding:
    if reason == "missing":
        message = _("The file {name} was missing. Its other copy is whole.")
    elif reason == "partial":
        message = _("The file {name} was not fully copied yet. Its other copy is whole.")
    else:
        message = _("The file {name} was damaged. Its other copy is whole.")
    return Finding("params", None, message.format(name=name))


def write(folder: Folder, sets: tuple[Scrypt, ...], names: tuple[str, ...] = FILES) -> None:
    """Write copies of the parameters; raises SaveFailed."""
    for name in names:
        folder.write(name, render(sets))
