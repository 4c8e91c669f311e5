"""The program as anybody starts it, on terminals that can do little."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ciworkbook.vault import Cost

from .harness import Terminal
from .test_leaks_tour import OSC
from .touring import CANARIES, carry_on, kept, told, unlock

pytestmark = pytest.mark.terminal

LONG = CANARIES["long text"]
COST = Cost(n=2**15)
"""The cheapest key that the program takes."""
BOXES = re.compile("[\u2500-\u259f▸●•…“”–·]")
"""What is drawn with where the locale has it."""


def command(folder: Path) -> list[str | Path]:
    """The program as anybody starts it."""
    return [sys.executable, "-m", "ciworkbook", "--folder", folder]


def evening(terminal: Terminal, folder: Path) -> None:
    """Open, write, read, leave; what was written is kept and nothing of it is left."""
    unlock(terminal)
    carry_on(terminal)
    terminal.type(LONG)
    terminal.wait_for("saved just now")
    terminal.press("f4")
    terminal.wait_for("You are here.")
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
    assert terminal.main_screen_after_exit().strip() == ""
    assert not OSC.search(terminal.raw)
    assert LONG in told(folder)


TERMINALS: dict[str, Mapping[str, str | None]] = {
    "xterm": {"TERM": "xterm"},
    "linux": {"TERM": "linux"},
    "screen": {"TERM": "screen"},
    "vt100 without color": {"TERM": "vt100", "NO_COLOR": "1"},
    "a locale that is not there": {"LANG": "xx_YY.nonsense", "LC_CTYPE": None},
}


@pytest.mark.parametrize("name", TERMINALS)
def test_other_terminals(name: str, tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", begun=True, cost=COST)
    with Terminal(command(folder), env=TERMINALS[name], cwd=tmp_path) as terminal:
        evening(terminal, folder)
        if TERMINALS[name].get("NO_COLOR"):
            shown = {int(one) for codes in re.findall(rb"\x1b\[([0-9;]+)m", terminal.raw) for one in codes.split(b";")}
            assert shown & {1, 7}
            assert not shown & {*range(30, 50), *range(90, 108)}


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "TERM": "linux"}])
def test_a_terminal_without_box_lines(variables: Mapping[str, str], tmp_path: Path) -> None:
    """Everything of ours is ASCII on every page passed; the person's own letters stay as they are."""
    folder = kept(tmp_path / "kept", begun=True, cost=COST)
    with Terminal(command(folder), env=variables, cwd=tmp_path) as terminal:
        evening(terminal, folder)
        drawn = terminal.raw.decode("utf-8", errors="replace").replace(LONG, "")
    found = sorted(set(BOXES.findall(drawn)))
    assert not found, found
