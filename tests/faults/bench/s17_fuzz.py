"""Broken inputs for everything that reads what somebody else may have written: the vault, its texts, and worksheets.

- A reader may answer or refuse in its own words. Anything else it raises, a panic of native code, more than two seconds
  or more than 512 MiB is a fault, and the input is kept beside the table's words as hex.
- What opens although it was changed has to say what it said before.
- Each part has its share of 10^7 inputs by what it costs: the plaintext of an object costs a hundredth of a sealed one.
"""

from __future__ import annotations

import contextlib
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyrage

from ciworkbook.errors import WorkbookError
from ciworkbook.vault import Key, Vault, archive, backup, parameters, read_recovery_key
from ciworkbook.vault.errors import Unfit
from ciworkbook.vault.folder import OBJECT
from ciworkbook.vault.root import from_content, to_content
from ciworkbook.vault.sealing import from_clear, seal, to_clear, unseal_anywhere
from ciworkbook.worksheet.checking import check_loaded
from ciworkbook.worksheet.loading import load_bytes

from ...vault.folders import CHEAP, PASSPHRASE, file_of
from . import Measured, Row, Size
from ._mutating import mutated, restructured
from ._places import in_memory, peak_of
from ._saver import cheap_keys

SLOWEST = 2.0
MOST_MEGABYTES = 512
BATCH = 200
SHEETS = Path(__file__).parents[3] / "worksheets"


@dataclass(slots=True)
class Target:
    """A reader, what it is given, and how many of 10^7 (of 10^6 for sheets) inputs it gets."""

    name: str
    share: int
    make: Callable[[random.Random], bytes]
    read: Callable[[bytes], object]
    refuses: tuple[type[BaseException], ...]
    same: object = None
    """What an accepted input has to come to, if that is known."""


def targets(place: Any) -> list[Target]:
    """Return the readers of the vault."""
    with Vault.create(place, PASSPHRASE, cost=CHEAP) as vault:
        for number in range(3):
            entry = vault.put("visit", json.dumps({"worksheet": "x", "answers": {"a": number}}).encode())
            vault.put("people", b"{}")
            vault.put("visit", b'{"second": "\xc3\xa9"}', entry)
        vault.checkpoint()
        key, identity = vault._check_open(), vault._identity
        objects = [file_of(vault, one.id).read_bytes() for one in vault.entries()]
        sealed = unseal_anywhere(objects[0], identity)
        small = to_clear(sealed).rstrip(b" ")
        root = to_content(vault._root)
        sheet = vault.recovery_sheet()
        made = backup.make(vault).data
    params = (place / "params").read_bytes()
    listed = json.loads(root)
    inner = archive.pack({f"{number:032x}": data[:300] for number, data in enumerate(objects)})
    outer = archive.unpack(made, backup._OUTER, backup.MOST_IN_FILE)
    slim = archive.pack({"params": outer["params"], "book.age": outer["book.age"][:2_000]})
    texts = [sheet.identity.encode(), " ".join(sheet.groups()).encode(), "-".join(sheet.groups()).lower().encode()]
    pieces = [small, root, params, *objects, slim]
    tiny = [seal(replace(sealed, content=b"{}"), identity.to_public()) for _number in range(5)]

    def changed(*whole: bytes) -> Callable[[random.Random], bytes]:
        return lambda chance: mutated(whole[int(chance.random() * len(whole))], pieces, chance)

    def either(whole: bytes, data: Any) -> Callable[[random.Random], bytes]:
        return lambda chance: restructured(data, chance) if chance.random() < 0.3 else mutated(whole, pieces, chance)

    def open_it(data: bytes) -> bytes:
        return unseal_anywhere(data, identity).content

    contents = {sealed.content, b"{}"} | {unseal_anywhere(one, identity).content for one in objects}
    return [
        Target("sealed objects", 2_000_000, changed(*objects, *tiny), open_it, (Unfit,), contents),
        Target("plaintext of objects", 3_400_000, either(small, json.loads(small)), from_clear, (Unfit,)),
        Target("content of roots", 2_000_000, either(root, listed), from_content, (Unfit,)),
        Target("parameters", 1_500_000, either(params, json.loads(params)), parameters.parse, (Unfit,)),
        Target("archives in backups", 600_000, changed(inner), unpacked, (Unfit,)),
        Target("backups", 480_000, changed(slim), lambda data: looked_at(data, key), (WorkbookError,)),
        Target("recovery keys", 20_000, changed(*texts), typed, (WorkbookError,)),
    ]  # fmt: skip


def unpacked(data: bytes) -> object:
    return archive.unpack(data, OBJECT, 2**20)


def looked_at(data: bytes, key: Key) -> object:
    backup.look_at(data)
    return backup.check(data, key)


def typed(data: bytes) -> str:
    return read_recovery_key(data.decode("utf-8", "surrogateescape"))


def sheet_targets() -> list[Target]:
    """Return the reader of worksheets, with pieces of shipped ones small enough to be read in a millisecond."""
    whole = [path.read_bytes() for path in sorted(SHEETS.glob("*.yaml"))]
    small = [piece for data in whole for piece in pieces_of(data)]
    chosen = [*random.Random(1).sample(small, min(200, len(small))), SMALL]
    whole_sheet = [data for data in whole if len(data) < 6_000] or [min(whole, key=len)]

    def make(chance: random.Random) -> bytes:
        if chance.random() < 0.002:  # and now and then a whole one
            return mutated(whole_sheet[int(chance.random() * len(whole_sheet))], chosen, chance)
        return mutated(chosen[int(chance.random() * len(chosen))], chosen, chance)

    return [Target("worksheets", 1_000_000, make, read_sheet, ())]


SMALL = (
    b"id: one\nversion: 1\ntitle: A\nsections:\n- id: s\n  title: B\n  questions:\n  - {id: q, type: text, label: C}\n"
)


def pieces_of(data: bytes) -> Iterator[bytes]:
    """Yield runs of lines of a sheet that begin at the same depth."""
    lines = data.splitlines(keepends=True)
    for start in range(0, len(lines) - 8, 7):
        depth = len(lines[start]) - len(lines[start].lstrip())
        piece = b"".join(
            line[depth:] if line[:depth].isspace() or not depth else line for line in lines[start : start + 7]
        )
        if len(piece) < 400:
            yield piece


def read_sheet(data: bytes) -> object:
    """Read and check it, as a pack that a person names is."""
    loaded, findings = load_bytes("sheet", data)
    return check_loaded(loaded, findings)


# The run


@dataclass(slots=True)
class Found:
    """What came of a part: how many inputs, how many were answered, and faults in words."""

    inputs: Counter[str]
    answered: Counter[str]
    faults: list[str]
    slowest: float = 0.0
    megabytes: int = 0


def try_all(size: Size, target: Target, inputs: int, found: Found) -> None:
    chance = random.Random(f"{size.seed} {target.name}")
    done = 0
    while done < inputs:
        batch = [target.make(chance) for _number in range(min(BATCH, inputs - done))]
        done += len(batch)
        started = time.perf_counter()
        for data in batch:
            try:
                answer = target.read(data)
            except target.refuses:
                continue
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                found.faults.append(f"{target.name}: {type(error).__name__} at {data[:2_000].hex()}")
                continue
            found.answered[target.name] += 1
            if isinstance(target.same, set) and answer not in target.same:
                found.faults.append(f"{target.name}: opened and says something else at {data.hex()}")
        if time.perf_counter() - started > SLOWEST:
            look_for_the_slow_one(target, batch, found)
        found.inputs[target.name] = done
        size.progress(done, inputs, target.name)


def look_for_the_slow_one(target: Target, batch: list[bytes], found: Found) -> None:
    """A batch took long: time each of it alone, by the processor's clock, which other programs do not disturb."""
    for data in batch:
        started = time.process_time()
        with contextlib.suppress(BaseException):
            target.read(data)
        took = time.process_time() - started
        found.slowest = max(found.slowest, took)
        if took > SLOWEST:
            found.faults.append(f"{target.name}: {took:.1f} s at {data[:2_000].hex()}")


def fuzz_the_vault(size: Size, inputs: int) -> Found:
    found = Found(Counter(), Counter(), [])
    whole = pyrage.decrypt

    def watched(data: bytes, identities: Sequence[Any]) -> bytes:
        try:
            return whole(data, identities)
        except Exception:
            raise
        except BaseException as error:  # refused in words all the same, but to be known
            found.faults.append(f"{type(error).__name__} of native code at {data[:2_000].hex()}")
            raise

    with in_memory(size.work) as place, cheap_keys():
        chosen = targets(place / "kept")
        pyrage.decrypt = watched  # type: ignore[assignment]
        try:
            for target in chosen:
                try_all(size, target, max(1, inputs * target.share // 10_000_000), found)
        finally:
            pyrage.decrypt = whole
    found.megabytes = peak_of()
    return found


def fuzz_the_sheets(size: Size, inputs: int) -> Found:
    found = Found(Counter(), Counter(), [])
    for target in sheet_targets():
        try_all(size, target, inputs, found)
    found.megabytes = peak_of()
    return found


def measure(size: Size) -> Measured:
    parts = size.spread(fuzz_the_vault, size.count(ci=20_000, full=10_000_000), apart=True)
    parts += size.spread(fuzz_the_sheets, size.count(ci=1_500, full=1_000_000), apart=True)
    inputs = sum((part.inputs for part in parts), Counter[str]())
    faults = [fault for part in parts for fault in part.faults]
    megabytes = max(part.megabytes for part in parts)
    listed = ", ".join(f"{count:,} {name}" for name, count in inputs.items())
    said = (
        f"{listed}: {len(faults)} faults, at most {megabytes} MiB, slowest {max(part.slowest for part in parts):.1f} s"
    )
    return Measured(
        "; ".join([said, *(fault[:400] for fault in faults[:3])]), met=not faults and megabytes <= MOST_MEGABYTES
    )


ROW = Row(
    "S17",
    "fuzz: vault reader, parameters, recovery key, backup; worksheets",
    "10^7 and 10^6 inputs: 0 hangs > 2 s, 0 memory > 512 MiB, 0 uncaught, 0 panics",
    measure,
)
