"""What the root holds: the keys of one workbook and the list of its entries.

- The root is an object like any other, of kind `root` and id 0, sealed to the identity that the passphrase gives.
- It is written at checkpoints. An object newer than it is found by asking for the next generation and the next id.
- `manifest` may be null (a root made again from the identity alone): the entries are then found by opening everything.
- `settings` is a text that this version keeps as it finds it.

    {"identity": "AGE-SECRET-KEY-1…",     opens every object of the workbook but the root
     "names":    "<64 hex>",              the naming key: HMAC-SHA-256(identity, "names")
     "settings": "",
     "sequence": 41,                      the highest sequence given so far
     "before":   "<64 hex>",              SHA-256 of the file of the root before; "" for the first
     "manifest": [                        one row an entry, ids from 1 without a gap
       {"id": 1, "kind": "visit", "generation": 3, "file": "<32 hex>",
        "sha256": "<64 hex>",             of that file; "" if the newest version is known to be damaged
        "before": "<64 hex>"},            of the file of the generation before; "" if there is none
       …],
     "leaving": [                         only between new keys and the deletion of what the old ones opened
       {"opening": "<64 hex>", "naming": "<64 hex>",   the two halves of what scrypt gave for the old passphrase
        "identity": "AGE-SECRET-KEY-1…",  the old identity; "" if it is the same
        "last": 7, "sequence": 41},       the highest id and the highest sequence it had then
       …]}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .errors import Unfit
from .sealing import KIND
from .secret import Secret

_DIGEST = re.compile(r"([0-9a-f]{64})?")
_TEXTS = re.compile(rf"({KIND.pattern})? [^ ]*( {_DIGEST.pattern}){{2}}")
"""Kind, file and two digests."""


class Row(NamedTuple):
    """One entry as the manifest lists it. A tuple: there may be ten thousand."""

    id: int
    kind: str
    generation: int
    file: str
    sha256: str
    before: str


@dataclass(frozen=True, slots=True)
class Leaving(Secret):
    """Keys that a workbook had before, until what only they open is deleted."""

    opening: bytes = field(repr=False)
    naming: bytes = field(repr=False)
    identity: str = field(repr=False)
    last: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Root(Secret):
    """The content of a root; `rows` is None when it has no manifest."""

    identity: str = field(repr=False)
    names: bytes = field(repr=False)
    sequence: int
    before: str
    rows: tuple[Row, ...] | None
    settings: str = field(default="", repr=False)
    leaving: tuple[Leaving, ...] = ()


def to_content(root: Root) -> bytes:
    """Return the content of the root's object."""
    listed = None
    if root.rows is not None:
        listed = [row._asdict() for row in root.rows]
    data: dict[str, Any] = {
        "identity": root.identity,
        "names": root.names.hex(),
        "settings": root.settings,
        "sequence": root.sequence,
        "before": root.before,
        "manifest": listed,
    }
    if root.leaving:
        data["leaving"] = [
            {
                "opening": one.opening.hex(),
                "naming": one.naming.hex(),
                "identity": one.identity,
                "last": one.last,
                "sequence": one.sequence,
            }
            for one in root.leaving
        ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def from_content(content: bytes) -> Root:
    """Read the content of a root; raises `Unfit` (damaged)."""
    try:
        data = json.loads(content)
        listed = data["manifest"]
        rows = None if listed is None else tuple(_row(one) for one in listed)
        root = Root(
            identity=_text(data["identity"]),
            names=bytes.fromhex(data["names"]),
            sequence=_count(data["sequence"]),
            before=_digest(data["before"]),
            rows=rows,
            settings=_text(data["settings"]),
            leaving=tuple(_leaving(one) for one in data.get("leaving", ())),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unfit("damaged") from None
    if len(root.names) != 32 or not _without_gap(root.rows or ()):
        raise Unfit("damaged")
    return root


def _row(data: Any) -> Row:
    row = Row(data["id"], data["kind"], data["generation"], data["file"], data["sha256"], data["before"])
    id, kind, generation, *texts = row
    # One look for all four texts, and no call for each: this is done for every entry at every opening.
    if not (type(id) is type(generation) is int and id >= 1 and generation >= 1 and type(kind) is str):
        raise TypeError
    if not all(type(one) is str for one in texts) or not _TEXTS.fullmatch(f"{kind} {' '.join(texts)}"):
        raise ValueError
    return row


def _leaving(data: Any) -> Leaving:
    opening, naming = bytes.fromhex(data["opening"]), bytes.fromhex(data["naming"])
    if len(opening) != 32 or len(naming) != 32 or type(data["last"]) is not int or data["last"] < 0:
        raise ValueError
    return Leaving(opening, naming, _text(data["identity"]), data["last"], _count(data["sequence"]))


def _without_gap(rows: Iterable[Row]) -> bool:
    return all(row.id == place for place, row in enumerate(rows, start=1))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise TypeError
    return value


def _digest(value: Any) -> str:
    if not _DIGEST.fullmatch(_text(value)):
        raise ValueError
    return str(value)
