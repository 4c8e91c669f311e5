"""A disk that takes its time, such as a stick: the page goes at once, and what was typed is waited for."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from .harness import Terminal
from .touring import carry_on, kept, leaky, told, unlock

pytestmark = pytest.mark.terminal

TAKES = 0.8
WORDS, LAST = "words while nothing is saved", "and the last ones"


def opened(folder: Path) -> Terminal:
    """A long text on a slow disk, in a session with little time to end."""
    terminal = Terminal(leaky(f"slow-saves={TAKES}", "impatient", folder=kept(folder, begun=True)))
    unlock(terminal)
    carry_on(terminal)
    return terminal


def type_into_a_save(terminal: Terminal) -> None:
    """Type, wait until it is being saved, type on: the keys are on their way while the disk is busy."""
    terminal.type(WORDS)
    terminal.wait_for(WORDS)
    end = time.monotonic() + 0.35
    while time.monotonic() < end:
        terminal.read(0.02)
    terminal.type(LAST)
    # What the computer has not handed over when a window is closed is lost with the window.
    end = time.monotonic() + 0.2
    while time.monotonic() < end:
        terminal.read(0.02)


def is_empty(terminal: Terminal) -> bool:
    """Whether there is nothing to be seen."""
    return not terminal.text.strip()


@pytest.mark.parametrize("key", ["ctrl+q", "f9"])
def test_leaving_and_locking_empty_the_screen_first_and_end_when_all_is_saved(tmp_path: Path, key: str) -> None:
    with opened(tmp_path / "kept") as terminal:
        session = terminal.wait_child()
        type_into_a_save(terminal)
        terminal.press(key)
        terminal.wait_until(lambda: is_empty(terminal), "an empty screen")
        assert session in terminal.children()  # it still saves
        if key == "f9":
            terminal.wait_for("Passphrase:")
            terminal.press("enter")
        assert terminal.wait_exit() == 0
    assert f"{WORDS}{LAST}" in told(tmp_path / "kept")


def test_the_cover_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    with opened(tmp_path / "kept") as terminal:
        type_into_a_save(terminal)
        terminal.press("f8")
        terminal.wait_until(lambda: is_empty(terminal), "an empty screen")  # before the dull page: the app is busy
        terminal.wait_for("- bread")
        os.kill(terminal.wait_child(), signal.SIGTERM)
        assert terminal.wait_exit() == 128 + signal.SIGTERM
    assert f"{WORDS}{LAST}" in told(tmp_path / "kept")


@pytest.mark.parametrize("way", ["SIGTERM", "SIGINT", "SIGHUP", "window", "SIGTERM to the launcher"])
def test_no_clock_cuts_a_save_short(tmp_path: Path, way: str) -> None:
    with opened(tmp_path / "kept") as terminal:
        session = terminal.wait_child()
        type_into_a_save(terminal)
        if way == "window":
            terminal.hang_up()
        elif way == "SIGTERM to the launcher":
            os.kill(terminal.pid, signal.SIGTERM)
        else:
            os.kill(session, signal.Signals[way])
        terminal.process.wait(60)
    assert f"{WORDS}{LAST}" in told(tmp_path / "kept")
