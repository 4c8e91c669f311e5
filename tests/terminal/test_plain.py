"""The plain face in a real terminal, in one that cannot move its cursor, and in a pipe, behind the real guards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from .harness import Terminal
from .test_leaks_tour import Places, places, traced
from .touring import CANARIES, PASSPHRASE, kept, leaky, told

__all__ = ["places"]

pytestmark = pytest.mark.terminal

OPTION = ("--plain", "option")
DULL = "Shopping"
WIDE = (120, 40)
"""What was typed stands in one row."""
CLEARED = b"\x1b[H\x1b[2J\x1b[3J"
ESCAPE = b"\x1b"
BOXES = re.compile("[\u2500-\u259f]")
WORDS = CANARIES["long text"]


def in_lines(folder: Path, *changes: str) -> list[str | Path]:
    """The command of the program, line by line."""
    return [*leaky(*changes, folder=folder), *OPTION]


def reply(terminal: Terminal, prompt: str, *typed: str) -> None:
    """Wait until `prompt` stands at the end of what was said, and type each line in answer to it."""
    for one in typed:
        terminal.wait_until(lambda: at_the_end(terminal).endswith(prompt), f"{prompt!r} at the end")
        terminal.type(one + "\r")


def at_the_end(terminal: Terminal) -> str:
    """The last line that holds anything, up to the cursor."""
    lines = [line for line in terminal.screen if line]
    return lines[-1] if lines else ""


def choose(terminal: Terminal, words: str) -> None:
    """Choose what has these words, at a prompt that asks for a number."""
    terminal.wait_until(lambda: re.search(r"(Number.*|\d):$", at_the_end(terminal)), "a number asked for")
    terminal.type(words + "\r")


def to_the_long_text(terminal: Terminal) -> None:
    """From home to where the visit of `kept` was left."""
    choose(terminal, "Carry on")
    terminal.wait_for("What do you notice, in your own words?")


@pytest.mark.needs("strace")
def test_an_evening_leaves_nothing_but_the_workbook_and_loads_no_textual(places: Places) -> None:
    with traced(places, in_lines(places.folder)) as terminal:
        for words in ("Go on", "Go on", "Go on", "passphrase of my own"):
            choose(terminal, words)
        reply(terminal, "to go back:", "no", PASSPHRASE)
        terminal.wait_for("Type your passphrase once more")
        reply(terminal, "to go back:", CANARIES["wrong passphrase"], PASSPHRASE)
        choose(terminal, "Keep it there")
        choose(terminal, "I was harmed")
        choose(terminal, "Settings")
        choose(terminal, "My own words")
        reply(terminal, "alone for none:", CANARIES["own word"], "", "")
        choose(terminal, "Numbers and people")
        choose(terminal, "Add to your own list")
        reply(terminal, "alone for nobody:", CANARIES["alias"])
        reply(terminal, "leaves it empty:", CANARIES["own number"])
        terminal.press("F9")
        reply(terminal, "Passphrase:", CANARIES["wrong passphrase"])
        terminal.wait_for("Check the spelling")
        reply(terminal, "Passphrase:", PASSPHRASE)
        terminal.wait_for("Start something")
        terminal.type("/leave\r")
        reply(terminal, "Yes or no:", "")
        trace = terminal.trace()
        assert terminal.main_screen_after_exit().strip() == ""
        assert terminal.modes() == terminal.modes_before
    held = told(places.folder)
    assert all(CANARIES[name] in held for name in ("own word", "alias", "own number"))
    for name in ("passphrase", "wrong passphrase", "own word", "alias", "own number"):
        assert trace.found(CANARIES[name]) == [], name
        assert places.files_with(CANARIES[name]) == [], name
    assert trace.sockets() == []
    assert not [one for one in trace.opened_for_writing() if not one.startswith((str(places.folder), "/dev/tty"))]
    assert not [line for line in trace.lines if "/textual/" in line]


def test_a_pipe_is_given_no_escapes_and_what_it_says_is_kept(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", begun=True)
    lines = [PASSPHRASE, "Carry on", WORDS]
    command = [*leaky(folder=folder), "--plain", "terminal"]
    ran = subprocess.run(command, input="\n".join(lines).encode(), capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    said = ran.stdout.decode()
    assert ESCAPE not in ran.stdout
    assert not BOXES.search(said)
    assert "What do you notice, in your own words?" in said
    assert PASSPHRASE not in said
    assert WORDS in told(folder), "the end of the input saves"


def test_a_terminal_that_cannot_move_its_cursor_is_given_no_escapes(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept")
    command = [*leaky(folder=folder), "--plain", "terminal"]
    with Terminal(command, env={"TERM": "dumb"}) as terminal:
        reply(terminal, "Passphrase:", PASSPHRASE)
        terminal.wait_for("Start something")
        terminal.type("/hexx\x7f\x7flp\r")
        terminal.wait_for("/leave: save and leave.")
        terminal.type("/leave\r")
        assert terminal.wait_exit() == 0
        assert ESCAPE not in terminal.raw
        assert PASSPHRASE.encode() not in terminal.raw
        assert "Close it so that nobody reads on." in terminal.text
        assert terminal.modes() == terminal.modes_before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_line_saves_it_and_clears_the_window(tmp_path: Path, number: int) -> None:
    folder = kept(tmp_path / "kept", begun=True)
    with Terminal(in_lines(folder), WIDE) as terminal:
        reply(terminal, "Passphrase:", PASSPHRASE)
        to_the_long_text(terminal)
        terminal.type(WORDS)
        terminal.wait_for(WORDS)
        os.kill(terminal.pid, number)
        assert terminal.wait_exit() == 128 + number
        assert WORDS not in terminal.main_screen_after_exit()
    assert WORDS in told(folder)


def test_what_hides_hides_at_once_and_what_was_typed_comes_back(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", begun=True)
    with Terminal(in_lines(folder), WIDE) as terminal:
        reply(terminal, "Passphrase:", PASSPHRASE)
        to_the_long_text(terminal)
        for keys in ("\x1b\x1b", "\x1b[19~"):
            terminal.type(WORDS)
            terminal.wait_for(WORDS)
            terminal.type(keys)
            terminal.wait_for(DULL)
            assert WORDS not in terminal.text
            terminal.press("x")
            terminal.wait_gone(DULL)
            terminal.wait_for(WORDS)
            terminal.press("ctrl+u")
        terminal.type(WORDS)
        terminal.wait_for(WORDS)
        terminal.press("ctrl+z")
        terminal.wait_for(DULL)
        assert WORDS not in terminal.text
        session = terminal.wait_child()
        for pid in (session, terminal.pid):  # a shell takes over once the launcher has stopped beside it
            terminal.wait_until(lambda pid=pid: _state(pid) == "T", f"{pid} to stop")  # type: ignore[misc]
        os.killpg(terminal.pid, signal.SIGCONT)
        terminal.press("x")
        terminal.wait_gone(DULL)
        terminal.wait_for(WORDS)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.main_screen_after_exit().strip() == ""
    assert WORDS in told(folder)


def test_after_a_sleep_it_is_locked_with_nothing_left_in_the_window(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", begun=True)
    with Terminal(in_lines(folder, "usr2-sleeps=5"), WIDE) as terminal:
        reply(terminal, "Passphrase:", PASSPHRASE)
        to_the_long_text(terminal)
        terminal.type(WORDS)
        terminal.wait_for(WORDS)
        os.kill(terminal.wait_child(), signal.SIGUSR2)
        terminal.wait_for("The workbook is locked.")
        assert WORDS not in terminal.text
        assert "own words" not in terminal.text
        assert CLEARED in terminal.raw
        reply(terminal, "Passphrase:", PASSPHRASE)
        terminal.wait_for("Carry on")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert WORDS in told(folder)


def test_a_session_that_is_killed_leaves_nothing_in_the_window(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", begun=True)
    with Terminal(in_lines(folder), WIDE) as terminal:
        reply(terminal, "Passphrase:", PASSPHRASE)
        to_the_long_text(terminal)
        os.kill(terminal.wait_child(), signal.SIGKILL)
        terminal.wait_exit()
        left = terminal.main_screen_after_exit()
        assert "own words" not in left
        assert "What was saved is still there." in left
        assert terminal.modes() == terminal.modes_before


@pytest.mark.parametrize("way", [OPTION, ()])
def test_a_passphrase_typed_before_it_is_asked_for_is_not_shown_and_counts(
    tmp_path: Path, way: tuple[str, ...]
) -> None:
    folder = kept(tmp_path / "kept")
    with Terminal([*leaky(folder=folder), *way]) as terminal:
        terminal.wait_child()
        terminal.type(PASSPHRASE + "\r")
        terminal.wait_for("Start something")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert PASSPHRASE.encode() not in terminal.raw
        assert terminal.modes() == terminal.modes_before


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
