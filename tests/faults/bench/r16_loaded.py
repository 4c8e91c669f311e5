"""Unlocking at the real cost of a key: on a busy machine, in little memory, and what it does to a screen meanwhile.

- The right passphrase is accepted however busy the machine is: nothing in the vault looks at a clock to refuse.
- Times are disturbed by whatever else runs; the table gives the least and the middle one.
"""

from __future__ import annotations

import asyncio
import contextlib
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

from ciworkbook.vault import Cost, NotEnoughMemory, Vault, WrongPassphrase, derive_for

from ...terminal.harness import Terminal
from ...vault.folders import PASSPHRASE
from . import Measured, Row, Size
from ._places import in_memory, peak_of

BUSY = 24
ROOM = 512 * 2**20
AT_ONCE = 16
MOST_SECONDS, MOST_MEGABYTES, MOST_GAP = 1.0, 300, 0.1
BEAT = 0.01


@contextlib.contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep so many processes at work."""
    working = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _number in range(count)]
    try:
        yield
    finally:
        for one in working:
            one.kill()
        for one in working:
            one.wait()


def unlock_often(folder: Path, times: int, wrong: int) -> str:
    """In a process of its own, with 512 MiB of memory and no more: how often the passphrases were told apart."""
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    accepted = refused = 0
    for number in range(times):
        try:
            with Vault.open(folder, PASSPHRASE) as vault:
                accepted += vault.get(1) == b"kept"
        except (WrongPassphrase, NotEnoughMemory):
            pass
        if number < wrong:
            try:
                Vault.open(folder, f"{PASSPHRASE} {number}").close()
            except WrongPassphrase:
                refused += 1
    return f"{accepted} {refused} {wrong} {peak_of()}"


def measure_load(size: Size) -> Measured:
    tries = size.count(ci=2, full=200)
    with in_memory(size.work) as place:
        with Vault.create(place / "kept", PASSPHRASE, cost=Cost()) as vault:
            vault.put("visit", b"kept")
        running = []
        others = size.count(ci=6, full=BUSY)
        with busy(others):
            for number in range(min(AT_ONCE, tries)):
                shutil.copytree(place / "kept", place / str(number))
                share = tries // AT_ONCE + (number < tries % AT_ONCE)
                command = [sys.executable, "-m", __name__, str(place / str(number)), str(share), str(int(size.full))]
                running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
            told = [one.communicate() for one in running]
    if any(one.returncode for one in running):
        return Measured(f"a process ended with {[one.returncode for one in running]}: {told[0][1][-200:]}", met=False)
    numbers = [[int(part) for part in out.split()] for out, _error in told]
    accepted, refused, wrong = (sum(one[at] for one in numbers) for at in range(3))
    said = (
        f"{accepted} of {tries} right passphrases accepted, {refused} of {wrong} wrong ones refused, beside {others}"
        f" busy processes, each in {ROOM // 2**20} MiB; at most {max(one[3] for one in numbers)} MiB"
    )
    return Measured(said, met=accepted == tries and refused == wrong)


# Time and memory


def unlock_time(folder: Path, times: int) -> tuple[list[float], float]:
    """Return how long deriving and opening took, in seconds, and the least that the processor worked for it."""
    took, worked = [], []
    for _time in range(times):
        started, began = time.perf_counter(), time.process_time()
        Vault.open(folder, PASSPHRASE).close()
        took.append(time.perf_counter() - started)
        worked.append(time.process_time() - began)
    return took, min(worked)


def longest_gap(folder: Path | None) -> float:
    """Return the longest time between two beats of a screen, while a key is made in a thread if there is a folder."""
    from textual.app import App, ComposeResult
    from textual.widgets import Input, Label

    class Screen(App[None]):
        def compose(self) -> ComposeResult:
            yield Label("One moment …")
            yield Input()

    async def watch() -> float:
        beats: list[float] = []
        app = Screen()
        async with app.run_test(size=(80, 24)) as pilot:
            app.set_interval(BEAT, lambda: beats.append(time.perf_counter()))
            await pilot.pause(0.1)
            if folder is not None:
                await asyncio.to_thread(lambda: Vault.open_with(folder, derive_for(folder, PASSPHRASE)).close())
            else:
                await asyncio.sleep(0.8)
        return max(after - before for before, after in pairwise(beats))

    return asyncio.run(watch())


def whole_program(folder: Path) -> tuple[float, int]:
    """Start the program, unlock it, and return the seconds from Enter to the first page, and its peak memory in MiB."""
    command = [sys.executable, "-I", "-m", "ciworkbook", "--folder", str(folder)]
    with Terminal(command) as terminal:
        terminal.wait_quiet()
        terminal.type(PASSPHRASE)
        started = time.perf_counter()
        terminal.press("enter")
        terminal.wait_until(lambda: terminal.is_alternate and terminal.text.strip(), "the first page")
        took = time.perf_counter() - started
        peak = max(peak_of(pid) for pid in [terminal.pid, *terminal.children()])
        terminal.press("ctrl+q")
        terminal.wait_exit()
    return took, peak


def measure_time(size: Size) -> Measured:
    """Idle, then beside busy processes; the cost is the one that the program chooses on this machine."""
    if not Path("/proc/self/status").exists():
        return Measured("", None, "memory of another process is read from /proc")
    times = size.count(ci=1, full=15)
    folder = size.work / "kept"
    with Vault.create(folder, PASSPHRASE) as vault:
        for number in range(50):
            vault.put("visit", f"entry {number}".encode())
        rounds = vault.recovery_sheet().p
    (took, worked), gap = unlock_time(folder, times), min(longest_gap(folder) for _time in range(times))
    programs = [whole_program(folder) for _time in range(max(1, times // 3))]
    peak = max(memory for _seconds, memory in programs)
    said = (
        f"unlock {min(took):.2f} s (middle {median(took):.2f}; scrypt 2^17, p {rounds}); whole program, Enter to first"
        f" page {min(seconds for seconds, _memory in programs):.2f} s, peak {peak} MiB; longest gap of a screen's beat"
        f" {gap * 1_000:.0f} ms"
    )
    if size.full:
        with busy(BUSY):
            gaps = [longest_gap(folder) for _time in range(max(1, times // 3))]
            alone = [longest_gap(None) for _time in range(max(1, times // 3))]
            waited, worked = unlock_time(folder, max(1, times // 5))
        said += (
            f". Beside {BUSY} busy processes: unlock {min(waited):.1f} s of waiting, {worked:.2f} s of work; gap"
            f" {median(gaps) * 1_000:.0f} ms ({median(alone) * 1_000:.0f} ms without unlocking)"
        )
    met = min(took) <= MOST_SECONDS and worked <= MOST_SECONDS and peak <= MOST_MEGABYTES and gap <= MOST_GAP
    return Measured(said, met=met)


ROWS = (
    Row(
        "R16",
        f"unlocking beside {BUSY} busy processes, in 512 MiB of memory",
        "200 of 200 right passphrases accepted",
        measure_load,
    ),
    Row(
        "R17",
        "time and memory of unlocking, with the screen alive; the same on a busy machine",
        "≤ 1.0 s, ≤ 300 MiB, longest gap of the screen's beat ≤ 100 ms",
        measure_time,
        timed=True,
    ),
)

if __name__ == "__main__":
    print(unlock_often(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
