"""Lines go from one workbook to another as a file and words said aloud, through the real program both times."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..journeys.evening import choose, flat, go_to
from . import stops
from .furnished import furnished
from .harness import Terminal
from .stops import Ground
from .touring import CANARIES, kept, leaky, told, unlock
from .tracing import files_with

pytestmark = pytest.mark.terminal

LONG = CANARIES["long text"]


def given_by_one(tmp_path: Path, path: Path) -> str:
    """Give the page of the first workbook, with one of its lines; return the words that open it."""
    folder, sheets = tmp_path / "giver", tmp_path / "sheets"
    furnished(folder, sheets)
    with Terminal(leaky("saves-soon", "esc-soon", folder=folder), cwd=tmp_path) as terminal:
        unlock(terminal)
        ground = Ground(terminal, folder, sheets)
        stops.reach(ground, "Preview")
        go_to(terminal, LONG, "down")
        if "[ ]" in terminal.text:
            terminal.press("space")
            terminal.wait_for(f"[x] {LONG}")
        stops.go_on(ground, stops.BY_NAME["HandOver"])
        terminal.type("Kim\r")
        choose(terminal, "Go on", "Where to")
        terminal.type("\x15" + f"{path}\r")
        terminal.wait_until(lambda: path.name in terminal.text, "the place")
        choose(terminal, "Make the file there", "With these words:")
        words = next(line for line in terminal.screen if re.fullmatch(r" *([a-z-]+ ){4}[a-z-]+ *", line)).strip()
        assert not files_with(tmp_path, words)  # they are kept nowhere
        choose(terminal, "The person has the words")
        terminal.wait_for("Give it to another workbook")
        assert words not in terminal.text
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    return words


def test_what_one_gives_the_other_takes_in(tmp_path: Path) -> None:
    path = tmp_path / "for-you.locked"
    words = given_by_one(tmp_path, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not files_with(tmp_path, LONG)
    folder = kept(tmp_path / "receiver")
    with Terminal(leaky("saves-soon", "esc-soon", folder=folder), cwd=tmp_path) as terminal:
        unlock(terminal)
        choose(terminal, "Settings", "My own words")
        choose(terminal, "Given to you", "Nothing was given to you yet.", key="up")
        choose(terminal, "Take in a file", "Where is the file?")
        terminal.type(f"{path}\r")
        terminal.wait_for("The words that open it")
        terminal.type("not these words\r")
        terminal.wait_for("These words do not open this file.")
        terminal.type(words.upper() + "\r")
        terminal.wait_for("Nothing proves them.")
        assert "given by Kim" in flat(terminal)
        terminal.wait_for(f"[x] {LONG}")
        go_to(terminal, "Take in the lines", "tab")
        terminal.press("enter")
        terminal.wait_for("It is what they wrote")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    inside = told(folder)
    assert LONG in inside
    assert '"by": "Kim"' in inside
    assert not files_with(tmp_path, LONG)
