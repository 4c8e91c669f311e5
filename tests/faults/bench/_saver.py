"""A process that saves without pause until it is stopped, and what has to be there afterwards.

- It is forked from a process that has imported the vault and made the key, so that a round costs milliseconds.
- It tells on a pipe what it begins ("? 3 41": save 41, into entry 3, 0 for a new one) and what was acknowledged, and
  when ("! 3 41 987654321", nanoseconds). The pipe is not on the disk that is being hurt.
- Only what was acknowledged before the hurt began has to be there. Anything later may be there or not, but whole.
- What a save holds says which one it is, how long it is, and ends in a checksum of itself.
- `METHODS` are the vault and, as floors that are known to lose, three ways of saving that leave something out.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ciworkbook.errors import WorkbookError
from ciworkbook.vault import Key, Vault, derive_for, parameters
from ciworkbook.vault import folder as folders

from ...vault.folders import CHEAP, PASSPHRASE

FEW = 5
"""Entries that exist before new ones become rare."""


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Let a key cost a millisecond, in this process and those forked from it."""
    bound, parameters.LEAST_N = parameters.LEAST_N, CHEAP.n
    try:
        yield
    finally:
        parameters.LEAST_N = bound


def content(number: int, chance: random.Random) -> bytes:
    """Return what save `number` holds."""
    body = f"{number} ".encode() + b"x" * chance.randrange(6_000)
    return body + b" " + hashlib.sha256(body).hexdigest().encode()


def number_in(data: bytes) -> int | None:
    """Return which save this is, None if it is not whole."""
    body, _space, checksum = data.rpartition(b" ")
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        return None
    return int(body.split()[0])


class Floor:
    """What takes the place of the vault in a floor: each entry is a file, written over in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, _kind: str, data: bytes, entry: int | None = None) -> int:
        id = entry or 1 + len(list(self.folder.glob("entry-*")))
        (self.folder / f"entry-{id}").write_bytes(data)
        return id

    def checkpoint(self) -> None:
        """Nothing to list."""


def _without_sync_of(is_left_out: Callable[[int], bool]) -> None:
    whole = folders.flush

    def flush(handle: int) -> None:
        if not is_left_out(os.fstat(handle).st_mode):
            whole(handle)

    folders.flush = flush


def _vault(folder: Path, key: Key) -> Vault:
    return Vault.open_with(folder, key)


def _no_file_sync(folder: Path, key: Key) -> Vault:
    _without_sync_of(stat.S_ISREG)
    return Vault.open_with(folder, key)


def _no_folder_sync(folder: Path, key: Key) -> Vault:
    _without_sync_of(stat.S_ISDIR)
    return Vault.open_with(folder, key)


def _overwrite(folder: Path, _key: Key) -> Floor:
    return Floor(folder)


METHODS: dict[str, Callable[[Path, Key], Vault | Floor]] = {
    "vault": _vault,
    "no fsync of the file": _no_file_sync,
    "no fsync of the folder": _no_folder_sync,
    "plain overwrite": _overwrite,
}


@dataclass(slots=True)
class Heard:
    """What the process told before it was stopped."""

    acknowledged: list[tuple[int, int]] = field(default_factory=list)
    """Entry and number, in order."""
    begun: tuple[int, int] | None = None
    """Entry (0 for a new one) and number of the save that was under way."""
    late: list[tuple[int, int]] = field(default_factory=list)
    """What was acknowledged after the hurt had begun."""
    at_manifest: bool = False


@dataclass(slots=True)
class Kept:
    """A folder that is saved into and hurt again and again, and what must be in it."""

    folder: Path
    method: str = "vault"
    acknowledged: dict[int, int] = field(default_factory=dict)
    key: Key = field(init=False, repr=False)
    counted: Counter[str] = field(default_factory=Counter)
    example: str = ""

    def begin(self) -> None:
        """Start with a new folder."""
        self.acknowledged.clear()
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            path.unlink()
        Vault.create(self.folder, PASSPHRASE, cost=CHEAP).close()
        self.key = derive_for(self.folder, PASSPHRASE)

    def save_until(self, seconds: float, number: int, stop: Callable[[int], None]) -> Heard:
        """Let a process save from `number` on for `seconds`, then `stop` it."""
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            self._save(writer, number)
        os.close(writer)
        with open(reader, "rb") as pipe:
            if pipe.readline() != b"ready\n":
                os.waitpid(child, 0)
                raise RuntimeError("the process that saves did not come so far")
            time.sleep(seconds)
            moment = time.monotonic_ns()
            stop(child)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return self._understood(pipe.read(), moment)

    def _save(self, pipe: int, number: int) -> None:
        try:
            chance = random.Random(number)
            vault = METHODS[self.method](self.folder, self.key)
            ids = list(self.acknowledged)
            os.write(pipe, b"ready\n")
            while True:
                number += 1
                entry = None if len(ids) < FEW or chance.random() < 0.02 else chance.choice(ids)
                os.write(pipe, f"? {entry or 0} {number}\n".encode())
                saved = vault.put("visit", content(number, chance), entry)
                os.write(pipe, f"! {saved} {number} {time.monotonic_ns()}\n".encode())
                if entry is None:
                    ids.append(saved)
                if chance.random() < 0.1:
                    os.write(pipe, b"? manifest\n")
                    vault.checkpoint()
                    os.write(pipe, b"! manifest\n")
        except (WorkbookError, OSError):  # the disk went away under it
            time.sleep(60)
        finally:
            os._exit(1)

    def _understood(self, told: bytes, moment: int) -> Heard:
        heard = Heard()
        for line in told.decode().split("\n")[:-1]:
            mark, *numbers = line.split()
            if numbers == ["manifest"]:
                heard.at_manifest = mark == "?"
            elif mark == "!":
                in_time = int(numbers[2]) < moment
                (heard.acknowledged if in_time else heard.late).append((int(numbers[0]), int(numbers[1])))
                heard.begun = None
            else:
                heard.begun = (int(numbers[0]), int(numbers[1]))
        return heard

    # Afterwards

    def judge(self, heard: Heard) -> None:
        """Count what is lost or torn of what was acknowledged, and say in which state it was stopped."""
        self.acknowledged |= dict(heard.acknowledged)
        self.counted["rounds"] += 1
        self.counted["acknowledged"] += len(heard.acknowledged)
        self.counted["acknowledged too late"] += len(heard.late)
        self._count_state(heard)
        held, torn = self._held() if self.method != "plain overwrite" else self._held_in_files()
        for entry, number in [*heard.late, *([heard.begun] if heard.begun else [])]:  # there or not, whole
            at = entry or max(held, default=0)
            if held.get(at) == number:
                self.acknowledged[at] = number
                self.counted["was renamed, not acknowledged"] += (entry, number) == heard.begun
        lost = {id for id, number in self.acknowledged.items() if held.get(id, -1) != number and id not in torn}
        unasked = set(held) - set(self.acknowledged)
        self.counted["lost"] += len(lost)
        self.counted["torn"] += len(torn)
        self.counted["never saved"] += len(unasked)
        self.counted["rounds with a loss"] += bool(lost or torn)
        if (lost or torn or unasked) and not self.example:
            self.example = f"round {self.counted['rounds']}: lost {sorted(lost)}, torn {sorted(torn)}"
        if lost or torn or unasked:
            self.begin()

    def _count_state(self, heard: Heard) -> None:
        temporary = [path for path in self.folder.iterdir() if path.suffix == ".tmp"]
        if temporary:
            empty = not any(path.stat().st_size for path in temporary)
            self.counted["temporary file, empty" if empty else "temporary file with bytes"] += 1
        self.counted["while writing the manifest"] += heard.at_manifest
        self.counted["while saving"] += heard.begun is not None
        self.counted["between two saves"] += heard.begun is None and not heard.at_manifest

    def _held(self) -> tuple[dict[int, int], set[int]]:
        """Return the number that each entry holds, and the entries that are not whole."""
        try:
            vault = Vault.open_with(self.folder, self.key)
        except WorkbookError:
            return {}, {0, *self.acknowledged}
        with vault:
            torn = {one.entry or 0 for one in vault.findings if one.kind != "adopted"}
            held = {}
            for one in vault.entries():
                try:
                    number = number_in(vault.get(one.id))
                except WorkbookError:
                    number = None
                if number is None:
                    torn.add(one.id)
                else:
                    held[one.id] = number
            torn |= {one.entry or 0 for one in vault.verify()}
        return held, torn

    def _held_in_files(self) -> tuple[dict[int, int], set[int]]:
        found = {int(path.name[6:]): number_in(path.read_bytes()) for path in self.folder.glob("entry-*")}
        torn = {id for id, number in found.items() if number is None and id in self.acknowledged}
        return {id: number for id, number in found.items() if number is not None}, torn
