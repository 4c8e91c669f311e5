"""Somebody inside the unlocked session, and somebody beside it: no way out, no way in.

- The ways are those of `tests/guard/attacks.py`, tried from inside the real session: from its pages, a worker and a
  thread. S3 counts those to a network and to other programs; writes elsewhere are tried at the same time.
- S11: another program of the same person tries to read its memory and variables, and its memory after a fault.
- Control: the same sessions without their guards. Then the ways work, and those who look see it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ciworkbook.guard import system_calls, writes

from ...guard import attacks
from ...guard.test_attacks import Listener
from ...terminal.harness import Terminal
from ...terminal.test_under_attack import LONG, as_person, given_away, seen_from_beside, told
from ...terminal.touring import carry_on, kept, leaky, unlock
from . import Measured, Row, Size

NAMED = [name for name, _way in attacks.NETWORK]


def from_inside(size: Size) -> Measured:
    """Try every way with the guards, then without."""
    if not (system_calls.architecture() and writes.version()):
        return Measured("", met=None, why="this system has no fences")
    with _listening() as listener:
        held, came, appeared = _attacked(size.work / "with", listener)
        # Without them, the ways that go past Python work; Python's own guard still stands, and is no fence.
        open_, came_then, appeared_then = _attacked(size.work / "without", listener, "open-calls", "open-writes")
    ways = sorted({name for results in held.values() for name in results})
    done = [
        f"{name} from {where}"
        for where, results in held.items()
        for name, how in results.items()
        if how == attacks.DONE
    ]
    refused = [
        name
        for name in NAMED
        if all(results.get(name) != attacks.DONE and name in results for results in held.values())
    ]
    open_ways = {name for results in open_.values() for name, how in results.items() if how == attacks.DONE}
    control = came_then > came == 0 and bool(appeared_then) and len(open_ways) > 5
    said = (
        f"{len(refused)} of {len(NAMED)} refused, and {len(done)} of {len(ways) - len(NAMED)} more ways done, from "
        f"{len(held)} places; {came} came to the listener, {len(appeared)} files appeared; control without guards: "
        f"{len(open_ways)} ways done, {came_then - came} came, {len(appeared_then)} files"
    )
    met = len(refused) == len(NAMED) and not done and not came and not appeared and control and len(held) == 3
    return Measured("; ".join([said, *done[:4]]), met=met)


@contextmanager
def _listening() -> Iterator[Listener]:
    listener = Listener()
    try:
        yield listener
    finally:
        listener.close()


def _attacked(place: Path, listener: Listener, *changes: str) -> tuple[dict[str, dict[str, str]], int, list[str]]:
    """Return what came of every way, how often the listener heard, and what appeared where nothing may."""
    home = place / "home"
    home.mkdir(parents=True)
    folder, temporary = kept(place / "kept"), place / "temporary"
    temporary.mkdir()
    with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
        others = (temporary, home, Path(memory))
        ground = attacks.prepare(folder, place / "outside", others, listener.port)
        saved = ground.save(place / "ground.json")
        argv, env = leaky(*changes, f"attack={saved}", folder=folder), {"HOME": str(home), "TMPDIR": str(temporary)}
        with Terminal(argv, cwd=place, env=env) as terminal:
            unlock(terminal)
            found = told(terminal, saved)
            terminal.press("ctrl+q")
            terminal.wait_exit()
            return found, listener.came(), [str(one) for one in ground.appeared()]


def from_beside(size: Size) -> Measured:
    """Read the memory of a session, in four ways, and look for a file with it after a fault."""
    pattern = Path("/proc/sys/kernel/core_pattern").read_text(encoding="utf-8").strip()
    if not sys.platform.startswith("linux") or pattern.startswith(("|", "/")):
        return Measured("", met=None, why=f"memory after a fault goes to {pattern} here")
    guarded = _beside(size)
    bare = _beside(size, "traceable")
    cores = _after_a_fault(), _after_a_fault("memory-open", "open-writes")
    refused = [name for name, done in guarded.items() if not done]
    control = all(bare.values()) and cores[1] > 0
    said = (
        f"{len(refused)} of {len(guarded)} ways of reading refused ({', '.join(guarded)}), {cores[0]} files with what "
        f"was written; control without guards: {sum(bare.values())} of {len(bare)} done, {cores[1]} such file"
    )
    return Measured(said, met=len(refused) == len(guarded) > 0 and cores[0] == 0 and control)


@contextmanager
def _own_place() -> Iterator[Path]:
    """A folder that an ordinary person can reach and write."""
    made = Path(tempfile.mkdtemp(prefix="workbook-", dir="/tmp"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made)


@contextmanager
def _written(*changes: str) -> Iterator[tuple[Path, Terminal]]:
    """A session of an ordinary person, with a long text on its page."""
    with _own_place() as place:
        kept(place / "kept", begun=True)
        given_away(place)
        with Terminal(as_person(place, leaky(*changes, folder=place / "kept"))) as terminal:
            unlock(terminal)
            carry_on(terminal)
            terminal.type(LONG)
            terminal.wait_for("saved just now")
            yield place, terminal


def _beside(_size: Size, *changes: str) -> dict[str, bool]:
    with _written(*changes) as (place, terminal):
        found = seen_from_beside(place, terminal.children()[-1])
        return {name: bool(one["done"]) for name, one in found.items()}


def _after_a_fault(*changes: str) -> int:
    """Return how many files with what was written a fault leaves."""
    with _written(*changes) as (place, terminal):
        os.kill(terminal.children()[-1], signal.SIGSEGV)
        terminal.wait_exit()
        files = [one for one in place.rglob("core*") if one.is_file()]
        return sum(LONG.encode() in one.read_bytes() for one in files)


ROWS = (
    Row("S3", "ways to reach a network or start a program, from inside the session", "8 of 8 refused", from_inside),
    Row(
        "S11",
        "core dump, ptrace, memory and variables, by the same user",
        "no file, every way refused",
        from_beside,
        optional=True,
    ),
)
