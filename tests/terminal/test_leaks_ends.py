"""Ends that are rare: an abort, a signal to the launcher, a lock, a page that cannot be made. Nothing is left behind.

The seven usual ways on every page, and errors in fifty places, are rows of `tests/faults/bench`: S6 and S7.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..journeys.evening import choose, go_to
from .harness import Terminal
from .leaky import ERROR_CANARY
from .touring import CANARIES, PASSPHRASE, carry_on, home, kept, leaky, lock, told, unlock, write

pytestmark = pytest.mark.terminal

LONG = CANARIES["long text"]
SAID = "The workbook closed because of a fault. What was saved is still there."


def writing(terminal: Terminal) -> None:
    """A long text, just written and saved."""
    carry_on(terminal)
    write(terminal, "long text")
    terminal.wait_for("saved just now")


def reading(terminal: Terminal) -> None:
    """The read-through."""
    writing(terminal)
    terminal.press("f4")
    terminal.wait_for("You are here.")


def previewing(terminal: Terminal) -> None:
    """The lines of a summary."""
    writing(terminal)
    home(terminal)
    choose(terminal, "Summary", "Which visits go into it?")
    go_to(terminal, "Next", "tab")
    terminal.press("enter")
    terminal.wait_for("Space on or off")


@contextmanager
def opened(folder: Path, *changes: str) -> Iterator[Terminal]:
    """Open a new workbook in `folder`."""
    kept(folder, begun=True)
    with Terminal(leaky("saves-soon", *changes, folder=folder)) as terminal:
        unlock(terminal)
        yield terminal


def leaves_nothing(terminal: Terminal) -> str:
    """Check the terminal after the end; return what was said."""
    left = terminal.main_screen_after_exit()
    after = terminal.after_alternate()
    for canary in (LONG, PASSPHRASE, ERROR_CANARY):
        assert canary not in left
        assert canary.encode() not in after
    assert ERROR_CANARY.encode() not in terminal.raw
    assert PASSPHRASE.encode() not in terminal.raw
    assert not terminal.is_alternate
    assert terminal.shows_cursor
    assert terminal.modes() == terminal.modes_before
    return left.strip()


def test_an_abort(tmp_path: Path) -> None:
    with opened(tmp_path / "kept") as terminal:
        reading(terminal)
        os.kill(terminal.wait_child(), signal.SIGABRT)
        assert terminal.wait_exit() == 128 + signal.SIGABRT
        assert leaves_nothing(terminal) == SAID
    assert LONG in told(tmp_path / "kept")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_to_the_launcher(tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    with opened(tmp_path / "kept") as terminal:
        writing(terminal)
        os.kill(terminal.pid, number)
        assert terminal.wait_exit() == 128 + number
        assert leaves_nothing(terminal) == ""
    assert LONG in told(tmp_path / "kept")


def test_being_locked(tmp_path: Path) -> None:
    with opened(tmp_path / "kept", "usr1-locks") as terminal:
        reading(terminal)
        lock(terminal)
        assert not terminal.is_alternate
        assert LONG not in terminal.text
        assert LONG.encode() not in terminal.after_alternate()
        terminal.press("enter")
        assert terminal.wait_exit() == 0
        assert leaves_nothing(terminal) == ""
    assert LONG in told(tmp_path / "kept")


def test_an_error_while_a_page_is_made_is_said(tmp_path: Path) -> None:
    armed = tmp_path / "armed"
    with opened(tmp_path / "kept", f"fault=pdf:{armed}") as terminal:
        previewing(terminal)
        armed.touch()
        go_to(terminal, "Save the page to a file", "tab")
        terminal.press("enter")
        terminal.wait_for("Save it as")
        go_to(terminal, "Save…", "tab")
        terminal.press("enter")
        terminal.wait_for("The page could not be made.")
        assert "Making the page" not in terminal.text
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert leaves_nothing(terminal) == ""
    assert LONG in told(tmp_path / "kept")
