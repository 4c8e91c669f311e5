"""Locking, from outside: the ways to it, what comes after, and what stands on the screen meanwhile."""

from __future__ import annotations

import os
import re
import signal
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..journeys.evening import choose
from .harness import Terminal
from .touring import CANARIES, PASSPHRASE, carry_on, kept, leaky, told, unlock, write

pytestmark = pytest.mark.terminal

LONG = CANARIES["long text"]


@contextmanager
def written(folder: Path, *changes: str) -> Iterator[Terminal]:
    """A workbook with a long text, saved or about to be."""
    kept(folder, begun=True)
    with Terminal(leaky(*changes, folder=folder)) as terminal:
        unlock(terminal)
        carry_on(terminal)
        write(terminal, "long text")
        yield terminal


def wait_locked(terminal: Terminal, session: int) -> None:
    """Wait for the door of another session."""
    terminal.wait_for("Passphrase:")
    terminal.wait_until(lambda: session not in terminal.children(), "the end of the session")
    assert not terminal.is_alternate
    assert [line for line in terminal.screen if line] == [
        "What you type stays hidden. Enter alone leaves.",
        "Passphrase:",
    ]


@pytest.mark.parametrize("key", ["f9", "ctrl+l"])
def test_a_key_saves_and_locks(tmp_path: Path, key: str) -> None:
    with written(tmp_path / "kept") as terminal:
        session = terminal.wait_child()
        terminal.type("last words")
        terminal.press(key)  # at once: the words are on their way
        wait_locked(terminal, session)
        assert f"{LONG}last words" in told_beside(tmp_path)
        unlock(terminal)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.modes() == terminal.modes_before


def told_beside(tmp_path: Path) -> str:
    """What the folder holds, while a session has it open."""
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(tmp_path / "kept", copy)
    (copy / "lock").unlink(missing_ok=True)
    try:
        return told(copy)
    finally:
        shutil.rmtree(copy)


def test_home_has_a_line_for_it(tmp_path: Path) -> None:
    with Terminal(leaky(folder=kept(tmp_path / "kept"))) as terminal:
        unlock(terminal)
        session = terminal.wait_child()
        choose(terminal, "Lock now", key="up")
        wait_locked(terminal, session)
        terminal.press("enter")
        assert terminal.wait_exit() == 0


def test_sleep_locks_though_never_was_chosen(tmp_path: Path) -> None:
    from dataclasses import replace

    from ciworkbook.vault import Vault
    from ciworkbook.workbook import Workbook
    from ciworkbook.worksheet.catalogue import Catalogue

    from ..making import cheap_keys

    folder = kept(tmp_path / "kept", begun=True)
    with cheap_keys():
        workbook = Workbook(Vault.open(folder, PASSPHRASE), Catalogue.load())
    workbook.save_settings(replace(workbook.settings, idle_minutes=0))
    workbook.close()
    with Terminal(leaky("usr2-sleeps=20", folder=folder)) as terminal:
        unlock(terminal)
        carry_on(terminal)
        terminal.type("before the lid was closed")
        session = terminal.wait_child()
        os.kill(session, signal.SIGUSR2)
        wait_locked(terminal, session)
    assert "before the lid was closed" in told(folder)


def test_a_cover_that_stays_leaves_the_dull_page_until_a_key_is_pressed(tmp_path: Path) -> None:
    with written(tmp_path / "kept", "cover-locks") as terminal:
        session = terminal.wait_child()
        terminal.press("f8")
        terminal.wait_until(lambda: session not in terminal.children(), "the end of the session")
        terminal.wait_until(lambda: _is_waiting(terminal), "the next session")
        fresh = terminal.wait_child()
        dull = terminal.text
        assert "- bread" in dull and LONG not in dull and "Passphrase" not in dull
        assert terminal.is_alternate and not terminal.shows_cursor
        before = len(terminal.raw)
        terminal.type(PASSPHRASE)  # the keys are let go: somebody meant the page, or only the screen
        terminal.wait_for("Passphrase:")
        assert "bread" not in terminal.text
        assert not terminal.is_alternate and terminal.shows_cursor
        assert terminal.raw[before:].index(b"\x1b[24;1H\x1b[2K") < terminal.raw[before:].index(b"\x1b[?1049l")
        assert fresh in terminal.children()
        unlock(terminal)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert "bread" not in terminal.main_screen_after_exit()
        assert terminal.modes() == terminal.modes_before


def _is_waiting(terminal: Terminal) -> bool:
    """Whether the program has hidden the cursor on the page it took over: its last word before it waits for a key."""
    return terminal.raw.endswith(b"\x1b[?25l")


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_a_dull_page_that_stands_alone_is_taken_away_with_its_session(tmp_path: Path, name: str) -> None:
    with written(tmp_path / "kept", "cover-locks") as terminal:
        session = terminal.wait_child()
        terminal.press("f8")
        terminal.wait_until(lambda: session not in terminal.children(), "the end of the session")
        terminal.wait_until(lambda: _is_waiting(terminal), "the next session")
        fresh = terminal.wait_child()
        os.kill(fresh, getattr(signal, name))
        assert terminal.wait_exit() == 128 + getattr(signal, name)
        assert not terminal.is_alternate and terminal.shows_cursor
        assert "bread" not in terminal.main_screen_after_exit()
        assert terminal.modes() == terminal.modes_before


def test_keys_typed_ahead_of_the_lock_reach_no_prompt_and_no_screen(tmp_path: Path) -> None:
    """Whoever goes on typing does not see that the page is gone; those words are no passphrase and nobody's to see."""
    ahead = "meant-for-the-page "
    with written(tmp_path / "kept") as terminal:
        session = terminal.wait_child()
        terminal.press("f9")
        begun = len(terminal.raw)
        while not re.search("Passphrase:", terminal.text):
            terminal.type(ahead)
            terminal.read(0.02)
        wait_locked(terminal, session)
        assert ahead.strip().encode() not in terminal.raw[begun:]
        terminal.wait_quiet()
        terminal.press("ctrl+u")  # what was typed when the prompt stood there already
        terminal.press("enter")
        assert terminal.wait_exit() == 0
        assert ahead.strip() not in terminal.main_screen_after_exit()
        assert terminal.modes() == terminal.modes_before


def test_the_terminal_shows_nothing_that_is_typed_between_two_sessions(tmp_path: Path) -> None:
    with written(tmp_path / "kept") as terminal:
        session = terminal.wait_child()
        terminal.press("f9")
        terminal.wait_until(lambda: session not in terminal.children(), "the end of the session")
        end = time.monotonic() + 5
        while "Passphrase:" not in terminal.text and time.monotonic() < end:
            assert not terminal.modes()[3] & termios.ECHO
            terminal.read(0.005)
        assert "Passphrase:" in terminal.text


def test_what_cannot_be_saved_is_covered_said_and_locked_once_it_can(tmp_path: Path) -> None:
    """The disk is full when nobody is there: the page goes, the lock comes when there is room again."""
    import shutil

    if os.geteuid() == 0 and shutil.which("mount") is None:
        pytest.skip("needs mount")
    from .test_save_failures import joined

    folder = tmp_path / "kept"
    with written(folder, "usr2-sleeps=60", "traceable") as terminal:
        session = terminal.wait_child()
        terminal.wait_for("saved just now")
        with joined(session, tmp_path / "log", "--inject=fsync:error=ENOSPC"):
            terminal.type(" and more")
            terminal.wait_for("the disk is full.")
            os.kill(session, signal.SIGUSR2)
            terminal.wait_for("- bread")
            assert LONG not in terminal.text
            assert session in terminal.children()
            # Whoever comes back meanwhile is told what is the matter.
            end = time.monotonic() + 1.2
            while time.monotonic() < end:
                terminal.read(0.05)
            terminal.press("escape")
            terminal.wait_for("What you typed is still here")
            terminal.wait_for("the disk is full.")
            os.kill(session, signal.SIGUSR2)
            terminal.wait_for("- bread")
        # There is room again, and nobody has pressed a key.
        terminal.wait_until(lambda: session not in terminal.children(), "the lock")
        assert f"{LONG} and more" in told_beside(tmp_path)
        assert "- bread" in terminal.text
