"""Each system call of each operation, once as the last one, and once as one that fails; and the order of those that
make a write durable.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from . import Measured, Row, Size
from ._calls import Bench, Call
from ._operations import OPERATIONS, Broken, Operation, Save, SaveInPlace
from ._places import NotHereError, in_memory
from ._saver import cheap_keys

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EINTR")
RETRIED = ("openat", "write", "read", "fsync", "ftruncate", "flock")
"""Calls that Python makes again by itself when a signal interrupts them (listing a folder is not one of them)."""


def benches(size: Size, operations: Sequence[Callable[[], Operation]] = OPERATIONS) -> Iterator[Bench]:
    """Yield each operation, made ready."""
    if shutil.which("strace") is None:
        raise NotHereError("strace is not installed")
    with in_memory(size.work) as place, cheap_keys():
        for number, make in enumerate(operations):
            below = place / str(number)
            below.mkdir()
            yield Bench(make(), below)
            shutil.rmtree(below)


def kill_everywhere(size: Size, _share: int) -> tuple[Counter[str], list[str]]:
    counted: Counter[str] = Counter()
    broken: list[str] = []
    for bench in benches(size):
        counted["operations"] += 1
        for number, call in enumerate(bench.chosen(size, few=3)):
            told = bench.kill_at(call)
            try:
                if told.ended != "killed":
                    counted["not reached"] += 1
                    continue
                counted["killed"] += 1
                counted[f"was {bench.state()}"] += 1
            except Broken as error:
                broken.append(told_of(f"{bench.operation.name}, {call}: {error}"))
            size.progress(number, len(bench.calls), bench.operation.name)
    return counted, broken


def kill_the_floor(size: Size, _share: int) -> int:
    """Return at how many calls the floor breaks."""
    found = 0
    for bench in benches(size, [SaveInPlace]):
        for call in bench.calls:
            bench.kill_at(call)
            try:
                bench.state()
            except Broken:
                found += 1
    return found


def measure_kills(size: Size) -> Measured:
    try:
        parts = size.spread(kill_everywhere, size.jobs, apart=True)
        (floor,) = size.spread(kill_the_floor, 1, jobs=1, apart=True)
    except NotHereError as error:
        return Measured("", None, str(error))
    counted, broken = gathered(parts)
    counted["operations"] //= len(parts)
    states = ", ".join(f"{number} {state[4:]}" for state, number in sorted(counted.items()) if state.startswith("was "))
    said = f"{counted['killed']:,} kills in {counted['operations']} operations, {len(broken)} not whole ({states})"
    if counted["not reached"]:
        said += f", {counted['not reached']} not reached"
    said += f". A file written over in place: not whole at {floor} points"
    return Measured("; ".join([said, *broken[:3]]), met=not broken and counted["killed"] > 0 and floor > 0)


def fail_everywhere(size: Size, _share: int) -> tuple[Counter[str], list[str]]:
    counted: Counter[str] = Counter()
    broken: list[str] = []
    for bench in benches(size):
        counted["operations"] += 1
        for error in (*ERRORS, "EDQUOT") if isinstance(bench.operation, Save) else ERRORS:
            for number, call in enumerate(bench.chosen(size, few=1)):
                told = bench.fail_at(call, error)
                if "(INJECTED)" not in told.log:
                    counted["not reached"] += 1
                    continue
                counted["failed"] += 1
                counted[told.ended] += 1
                if wrong := judged(bench, call, error, told.ended, told.words, told.again):
                    broken.append(told_of(f"{bench.operation.name}, {error} at {call}: {wrong}"))
                size.progress(number, len(bench.calls), f"{error}, {bench.operation.name}")
    return counted, broken


def judged(bench: Bench, call: Call, error: str, ended: str, words: str, again: str) -> str:
    """Return what is wrong after a call failed; "" if nothing is."""
    if ended not in ("done", "refused"):
        return f"{ended} {words}"
    if ended == "refused" and not (words.endswith(".") and again == "done"):
        return f"refused with “{words}”, then {again}"
    if error == "EINTR" and call.name in RETRIED and "O_DIRECTORY" not in call.line and ended != "done":
        return f"not tried again by itself: {words}"
    try:
        state = bench.state()
    except Broken as broken:
        return str(broken)
    # What could not be deleted at once is deleted at the next opening.
    return "" if state in (bench.operation.done, "both") else f"said to be done, and it is {state}"


def measure_errors(size: Size) -> Measured:
    try:
        parts = size.spread(fail_everywhere, size.jobs, apart=True)
    except NotHereError as error:
        return Measured("", None, str(error))
    counted, broken = gathered(parts)
    said = (
        f"{counted['failed']:,} calls failed once ({', '.join(ERRORS)}): {counted['refused']:,} refused in words and"
        f" done at the second attempt, {counted['done']:,} done nevertheless, {len(broken)} wrong"
    )
    if counted["not reached"]:
        said += f", {counted['not reached']} not reached"
    return Measured("; ".join([said, *broken[:3]]), met=not broken and counted["failed"] > 0)


# The order


def measure_order(size: Size) -> Measured:
    try:
        ((objects, deleted, wrong, floor),) = size.spread(order_of_all, 1, jobs=1, apart=True)
    except NotHereError as error:
        return Measured("", None, str(error))
    said = f"{objects} objects of {len(OPERATIONS)} operations in order, {deleted} deletions after it, {len(wrong)} not"
    said += f". A file written over in place: “{', '.join(floor)}”"
    return Measured("; ".join([said, *wrong[:3]]), met=not wrong and objects > len(OPERATIONS) and bool(floor))


def order_of_all(size: Size, _share: int) -> tuple[int, int, list[str], list[str]]:
    objects = deleted = 0
    wrong: list[str] = []
    for bench in benches(size):
        written, gone, said = order([call.line for call in bench.calls], str(bench.folder))
        objects, deleted = objects + written, deleted + gone
        wrong += [f"{bench.operation.name}: {one}" for one in said]
        if not written:
            wrong.append(f"{bench.operation.name}: nothing was written")
    floor: list[str] = []
    for bench in benches(size, [SaveInPlace]):
        floor = order([call.line for call in bench.calls], str(bench.folder))[2]
    return objects, deleted, wrong, floor


def order(lines: list[str], folder: str) -> tuple[int, int, list[str]]:
    """Count objects and deletions in these calls, and say what is not in the order that makes them durable.

    New file → written → fsync → rename → fsync of the folder, and only then the next rename, a deletion of anything but
    a temporary file, or the end. Nothing is opened for writing but a new temporary file and the lock.
    """
    place = re.escape(folder)
    written: dict[str, str] = {}
    waiting = ""
    objects = deleted = 0
    wrong = []
    for line in lines:
        if opened := re.match(rf'openat\(.*"{place}/([^"]+)", (O_\S+)', line):
            if "O_WRONLY" in opened[2] or "O_RDWR" in opened[2]:
                if opened[1] != "lock" and not (opened[1].endswith(".tmp") and "O_EXCL" in opened[2]):
                    wrong.append(f"opened for writing: {opened[1]} {opened[2]}")
                written[opened[1]] = "new"
        elif wrote := re.match(rf"write\(\d+<{place}/([^>]+)>", line):
            written[wrote[1]] = "written"
        elif synced := re.match(rf"f(?:data)?sync\(\d+<{place}(?:/([^>]+))?>\) += 0", line):
            if synced[1]:
                written[synced[1]] = "synced"
            else:
                waiting = ""
        elif moved := re.match(rf'rename\w*\(.*"{place}/([^"]+)", .*"{place}/([^"]+)".*\) += 0', line):
            if written.get(moved[1]) != "synced":
                wrong.append(f"renamed before it was synced: {moved[2]}")
            if waiting:
                wrong.append(f"the folder was not synced after {waiting}")
            waiting, objects = moved[2], objects + 1
        elif gone := re.match(rf'unlink\w*\(.*"{place}/([^"]+)".*\) += 0', line):
            if waiting and not gone[1].endswith(".tmp"):
                wrong.append(f"{gone[1]} was deleted before {waiting} was durable")
            deleted += not gone[1].endswith(".tmp")
    if waiting:
        wrong.append(f"ended before {waiting} was durable")
    return objects, deleted, wrong


def told_of(wrong: str) -> str:
    """Say on standard error what is wrong, and return it: the table has room for three of them."""
    print(f"    {wrong}", file=sys.stderr, flush=True)
    return wrong


def gathered(parts: list[tuple[Counter[str], list[str]]]) -> tuple[Counter[str], list[str]]:
    """Put what the parts found together."""
    counted = sum((part[0] for part in parts), Counter[str]())
    return counted, [one for part in parts for one in part[1]]


ROWS = (
    Row(
        "R2",
        "SIGKILL at each system call of every operation",
        "every point: old or new, opens without question",
        measure_kills,
    ),
    Row(
        "R3",
        "every call fails once: ENOSPC, EIO, EACCES, EROFS, EINTR, and EDQUOT while saving",
        "every time: old data whole, said in words, done at the second attempt",
        measure_errors,
    ),
    Row(
        "R5",
        "order of fsync and rename, seen by strace",
        "fsync of the file, rename, fsync of the folder: all objects of every operation",
        measure_order,
    ),
)
