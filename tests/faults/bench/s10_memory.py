"""After a lock no process of the program holds anything: no answer, no passphrase, no key.

- Read as root, from `/proc/PID/mem`, every piece that can be read, of the launcher and of the fresh session: before the
  lock, and after it, for each way a lock comes about.
- Looked for: what was typed, what was shown, the passphrase, the key of the folder and that of the workbook; as they
  are, in Latin-1, UTF-16 and UTF-32, which is how Python keeps text in memory.
- Control: the same look before the lock finds them.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from ciworkbook.vault import Vault, derive_for

from ...guard.attacks import read_its_memory
from ...making import cheap_keys
from ...terminal import stops
from ...terminal.furnished import furnished
from ...terminal.harness import Terminal
from ...terminal.touring import CANARIES, PASSPHRASE, TYPED
from . import Measured, Row, Size
from .s06_ends import opened

SEEN = ("long text", "short text", "own word", "own number", "alias")


def _by_key(terminal: Terminal) -> None:
    terminal.press("f9")


def _by_cover(terminal: Terminal) -> None:
    terminal.press("f8")


def _by_sleep(terminal: Terminal) -> None:
    os.kill(terminal.children()[-1], signal.SIGUSR2)


WAYS: dict[str, tuple[tuple[str, ...], Callable[[Terminal], None]]] = {
    "its key": ((), _by_key),
    "a cover that stays": (("cover-locks",), _by_cover),
    "sleep": (("usr2-sleeps=60",), _by_sleep),
}


def measure(size: Size) -> Measured:
    """Lock and look."""
    if os.geteuid() != 0 or not Path("/proc/self/mem").exists():
        return Measured("", met=None, why="needs root, to read the memory of what is closed to everybody else")
    made = furnished(size.work / "made", size.work / "sheets")
    wanted = _wanted(made)
    before, after, count, processes = 0, 0, 0, 0
    wrong: list[str] = []
    ways = list(WAYS.items()) if size.full else list(WAYS.items())[:1]
    for number, (way, (changes, lock)) in enumerate(ways):
        folder = size.work / f"kept-{number}"
        shutil.copytree(made, folder)
        with opened(size.work, folder, *changes, sheets=size.work / "sheets") as ground:
            terminal = ground.terminal
            stops.reach(ground, "Sheet")
            terminal.type(TYPED["long text, typed"])
            terminal.wait_for("saved just now")
            session = terminal.children()[-1]
            there = _count(read_its_memory(session), wanted)
            before += sum(there.values())
            if not all(there[name] for name in ("long text, typed", "long text", "key of the workbook")):
                wrong.append(f"not there before the lock by {way}: {[name for name in there if not there[name]]}")
            lock(terminal)
            terminal.wait_until(lambda: session not in terminal.children() and terminal.children(), "the lock")  # noqa: B023
            if way == "a cover that stays":
                # The dull page stays alone until a key is pressed; hiding the cursor is the last it does before.
                terminal.wait_until(lambda: terminal.raw.endswith(b"\x1b[?25l"), "the dull page")  # noqa: B023
                terminal.press("enter")
            terminal.wait_for("Passphrase:")
            for pid in (terminal.pid, *terminal.children()):
                memory = read_its_memory(pid)
                processes += 1
                count += len(memory)
                found = _count(memory, wanted)
                after += sum(found.values())
                wrong += [f"{name}, {many} times, after a lock by {way}" for name, many in found.items() if many]
    said = (
        f"{after} copies of {len(wanted)} secrets in {count / 2**20:,.0f} MiB of {processes} processes, after {len(ways)} "
        f"ways of locking; before it {before} copies"
    )
    return Measured("; ".join([said, *wrong[:4]]), met=not wrong and after == 0 and before > 0)


def _wanted(folder: Path) -> dict[str, list[bytes]]:
    words = {name: CANARIES[name] for name in SEEN} | {name: TYPED[name] for name in ("long text, typed",)}
    with cheap_keys():
        key = derive_for(folder, PASSPHRASE)
        with Vault.open(folder, PASSPHRASE) as vault:
            identity, names = vault._root.identity, vault._root.names
    wanted = {name: _kept_as(word) for name, word in {**words, "passphrase": PASSPHRASE}.items()}
    wanted["key of the workbook"] = [identity.encode(), names]
    wanted["key of the folder"] = [key.opening, key.naming]
    return wanted


def _kept_as(word: str) -> list[bytes]:
    return [word.encode(how) for how in ("utf-8", "latin-1", "utf-16-le", "utf-32-le")]


def _count(memory: bytes, wanted: dict[str, list[bytes]]) -> dict[str, int]:
    return {name: sum(memory.count(one) for one in forms) for name, forms in wanted.items()}


ROW = Row("S10", "memory of every process of the program after a lock", "0 answers, passphrases, keys", measure)
