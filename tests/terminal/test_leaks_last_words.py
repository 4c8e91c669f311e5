"""The last words typed are never lost: cover, lock and signals come at any moment after the last key.

- A person types a sentence, key by key, and something happens between 0 and 200 ms after the last one.
- Under cover the program is then killed, once it has written: nothing but the cover itself may have saved.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from .harness import Terminal
from .touring import carry_on, kept, leaky, told, unlock

pytestmark = pytest.mark.terminal

RUNS = 200 if os.environ.get("CIWORKBOOK_FULL") == "1" else 10
WAYS = ("cover", "lock", "SIGTERM", "SIGHUP", "leave")


def snapshot(folder: Path) -> dict[str, int]:
    """When each object of the folder was last written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if len(path.name) == 32}


def pass_time(terminal: Terminal, seconds: float) -> None:
    """Let `seconds` go by, reading what is drawn meanwhile."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        terminal.read(left)


def typed(terminal: Terminal, words: str, chance: random.Random) -> None:
    """Type `words` as fast as fingers go, without waiting for what the screen shows."""
    for letter in words[:-1]:
        terminal.type(letter)
        pass_time(terminal, chance.uniform(0.01, 0.05))
    terminal.type(words[-1])


def ends(terminal: Terminal, way: str, folder: Path) -> float:
    """Let `way` happen, and end the program; return the seconds until what it saves was there, if that was seen."""
    session, before, start = terminal.wait_child(), snapshot(folder), time.monotonic()
    if way == "cover":
        terminal.press("f8")
        terminal.wait_until(lambda: snapshot(folder) != before, "the save under cover")
        took = time.monotonic() - start
        terminal.wait_for("bread")
        os.kill(session, signal.SIGKILL)
        terminal.wait_exit()
        return took
    if way == "lock":
        terminal.press("f9")
        terminal.wait_for("Passphrase:")
        terminal.press("enter")
    elif way == "leave":
        terminal.press("ctrl+q")
    else:
        os.kill(session, signal.Signals[way])
    terminal.wait_exit()
    return 0.0


def test_the_last_words_are_kept(tmp_path: Path) -> None:
    chance = random.Random(200)
    slowest, lost = 0.0, []
    for run in range(RUNS):
        way, delay = WAYS[run % len(WAYS)], chance.uniform(0, 0.2)
        folder = kept(tmp_path / f"kept-{run}", begun=True)
        words = f"run {run}: " + "".join(chance.choice("abcdefghijklmnopqrstuvwxyz äöü") for _ in range(30)) + "."
        with Terminal(leaky(folder=folder)) as terminal:
            unlock(terminal)
            carry_on(terminal)
            typed(terminal, words, chance)
            pass_time(terminal, delay)
            slowest = max(slowest, ends(terminal, way, folder))
        if words not in told(folder):
            lost.append((run, way, round(delay, 3)))
    print(f"{RUNS} runs, {len(lost)} with anything lost, slowest save under cover {slowest * 1000:.0f} ms")
    assert not lost
    assert slowest < 2
