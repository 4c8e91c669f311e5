"""The terminal's own cursor and the mouse, as settings: at once, and after unlocking."""

from __future__ import annotations

from pathlib import Path

from ..journeys.evening import choose, go_to
from .furnished import furnished
from .harness import Terminal
from .stops import command
from .touring import home, lock_by_key, unlock

TAKES, LEAVES = b"\x1b[?1003h", b"\x1b[?1003l"


def turn(terminal: Terminal, setting: str, then: str) -> None:
    """Choose `then` for a setting of the room for looks, from home, and come home again."""
    choose(terminal, "Settings", "Looks")
    choose(terminal, "Looks", "The terminal's own cursor", key="up")
    choose(terminal, setting, "as it is now")
    go_to(terminal, then, key="up")
    terminal.press("enter")
    terminal.wait_for("saved just now")
    home(terminal)


def test_the_terminals_own_cursor_stands_where_the_keys_go(tmp_path: Path) -> None:
    folder = furnished(tmp_path / "kept", tmp_path / "sheets")
    with Terminal(command(folder), cwd=tmp_path) as terminal:
        unlock(terminal)
        assert not terminal.shows_cursor
        turn(terminal, "The terminal's own cursor", "shown")
        assert terminal.shows_cursor
        lock_by_key(terminal)
        unlock(terminal)
        terminal.wait_until(lambda: terminal.shows_cursor, "the cursor")
        for key in ("down", "down", "up"):
            terminal.press(key)
            terminal.wait_quiet(0.15)
            column, row = terminal.cursor
            assert terminal.screen[row][column] == "▸"
        choose(terminal, "Carry on", "Something long", key="up")
        terminal.wait_quiet(0.15)
        column, row = terminal.cursor
        terminal.type("mm")
        terminal.wait_until(lambda: terminal.cursor == (column + 2, row), "the cursor behind what was typed")
        assert terminal.screen[row][column : column + 2] == "mm"
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.shows_cursor


def test_the_mouse_is_let_go_and_taken_again(tmp_path: Path) -> None:
    folder = furnished(tmp_path / "kept", tmp_path / "sheets")
    with Terminal(command(folder), cwd=tmp_path) as terminal:
        unlock(terminal)
        assert TAKES in terminal.raw
        turn(terminal, "Mouse", "left to the terminal")
        assert terminal.raw.rindex(LEAVES) > terminal.raw.rindex(TAKES)
        before = terminal.raw.count(TAKES)
        lock_by_key(terminal)
        unlock(terminal)
        terminal.wait_quiet(0.1)
        assert terminal.raw.count(TAKES) == before, "the next session does not take the mouse either"
        turn(terminal, "Mouse", "the pages use it")
        assert terminal.raw.rindex(TAKES) > terminal.raw.rindex(LEAVES)
