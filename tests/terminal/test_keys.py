"""A person's own keys, from outside: the page goes at once for the new one, and stays for the old one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ciworkbook.keys import ACTIONS

from ..journeys.evening import choose
from .harness import Terminal
from .touring import CANARIES, carry_on, home, kept, leaky, told, unlock, write

pytestmark = pytest.mark.terminal

LONG = CANARIES["long text"]
TAKES = 0.8


def give(terminal: Terminal, words: str, key: str, shown: str) -> None:
    """On the page of keys, choose `key` for the action with these `words`."""
    choose(terminal, words, "Press the key you want.")
    terminal.wait_quiet(0.15)
    terminal.press(key)
    terminal.wait_for(shown)
    terminal.wait_quiet(0.15)


def test_the_new_cover_key_empties_the_screen_while_the_app_is_busy_and_holds_after_a_lock(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", begun=True)
    with Terminal(leaky(f"slow-saves={TAKES}", "impatient", "esc-soon", folder=folder)) as terminal:
        unlock(terminal)
        choose(terminal, "Settings", "My own words")
        choose(terminal, "Keys…", "save and lock, until")
        give(terminal, "cover this page", "ctrl+b", "Ctrl+B cover")
        give(terminal, "save and lock", "f6", "F6")
        home(terminal)
        choose(terminal, "Carry on", "What do you notice, in your own words?", key="up")
        terminal.wait_quiet(0.15)
        write(terminal, "long text")
        end = time.monotonic() + 0.35
        while time.monotonic() < end:  # until it is being saved
            terminal.read(0.02)
        terminal.press("f8")  # does nothing any more
        terminal.type("y")
        terminal.press("ctrl+b")
        terminal.wait_until(
            lambda: not terminal.text.strip(), "an empty screen"
        )  # before the dull page: the app is busy
        terminal.wait_for("- bread")
        end = time.monotonic() + 2.0
        while time.monotonic() < end:  # no key brings it back in a hurry
            terminal.read(0.05)
        terminal.press("ctrl+b")
        terminal.wait_for(LONG)
        terminal.press("f6")
        unlock(terminal)
        terminal.wait_for("Ctrl+B cover")
        terminal.press("ctrl+b")
        terminal.wait_for("- bread")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert f"{LONG}y" in told(folder)


def test_every_usual_key_comes_through_a_terminal(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", begun=True)
    with Terminal(leaky("saves-soon", "esc-soon", folder=folder)) as terminal:
        unlock(terminal)
        carry_on(terminal)
        shows = {
            "help": "On every page",
            "actions": "All that can be done here",
            "pause": "If this helps, stay.",
            "skip": "No reason is needed.",
            "read": "You are here.",
        }
        for id, words in shows.items():
            for key in ACTIONS[id].usual:
                terminal.wait_quiet(0.15)
                terminal.press(key)
                terminal.wait_for(words)
                terminal.wait_quiet(0.15)
                terminal.press("escape")
                terminal.wait_for("What do you notice, in your own words?")
        terminal.wait_quiet(0.15)
        terminal.press("f10")
        assert terminal.wait_exit() == 0
