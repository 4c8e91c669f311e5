"""However a session ends, the terminal is given back empty and in order, and what was typed is saved."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from .harness import Terminal
from .sample import ANSWER
from .test_guards_crash import OUTER, SAMPLE, clean

pytestmark = pytest.mark.terminal


def started(*arguments: str, size: tuple[int, int] = (80, 24)) -> Terminal:
    terminal = Terminal([sys.executable, OUTER, *arguments], size)
    terminal.wait_for("the sample is up")
    assert ANSWER in terminal.text
    return terminal


def wait_for_end(terminal: Terminal, pid: int) -> None:
    terminal.wait_until(lambda: not Path(f"/proc/{pid}").exists() or _is_zombie(pid), f"the end of {pid}")


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_leaving() -> None:
    with started() as terminal:
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.main_screen_after_exit().strip() == ""
        clean(terminal)


def test_leaving_empties_the_screen_line_by_line_and_never_as_a_whole() -> None:
    with started() as terminal:
        before = len(terminal.raw)
        terminal.press("ctrl+q")
        terminal.wait_exit()
        sent = terminal.raw[before:]
        assert all(b"\x1b[%d;1H\x1b[2K" % row in sent for row in range(1, 25))
        assert b"\x1b[2J" not in sent
        assert b"\x1b[3J" not in sent
        assert sent.index(b"\x1b[24;1H\x1b[2K") < sent.index(b"\x1b[?1049l")


@pytest.mark.parametrize(("how", "key"), [("stay", "ctrl+q"), ("redraw", "F9")])
def test_nothing_is_drawn_after_the_screen_was_emptied(how: str, key: str) -> None:
    with started(how) as terminal:
        before = len(terminal.raw)
        terminal.press(key)
        assert terminal.wait_exit() == 0
        emptied = terminal.raw[before:].partition(b"\x1b[24;1H\x1b[2K")[2]
        assert emptied
        assert ANSWER.encode() not in emptied


def test_the_screen_is_empty_at_once_even_if_work_goes_on() -> None:
    with started("sleeping") as terminal:
        begun = time.monotonic()
        terminal.press("ctrl+q")
        terminal.wait_gone(ANSWER)
        gone = time.monotonic() - begun
        assert terminal.wait_exit() == 0
        took = time.monotonic() - begun
        clean(terminal)
    assert gone < 1.0
    assert took < 10.0  # the work would take 20 s


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130), ("SIGHUP", 129)])
def test_a_signal_to_the_session_saves_and_leaves(name: str, code: int, tmp_path: Path) -> None:
    note = tmp_path / "note"
    with started("stay", "--note", str(note)) as terminal:
        os.kill(terminal.wait_child(), getattr(signal, name))
        assert terminal.wait_exit() == code
        assert terminal.main_screen_after_exit().strip() == ""
        clean(terminal)
    assert note.read_text().startswith("saved\n")


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_to_the_launcher_saves_and_leaves(name: str, code: int, tmp_path: Path) -> None:
    note = tmp_path / "note"
    with started("stay", "--note", str(note)) as terminal:
        os.kill(terminal.pid, getattr(signal, name))
        assert terminal.wait_exit() == code
        assert not terminal.children()
        clean(terminal)
    assert note.read_text().startswith("saved\n")


@pytest.mark.parametrize(("name", "code"), [("SIGKILL", 137), ("SIGSEGV", 139), ("SIGABRT", 134)])
def test_a_session_that_is_killed_leaves_nothing(name: str, code: int) -> None:
    with started() as terminal:
        os.kill(terminal.wait_child(), getattr(signal, name))
        assert terminal.wait_exit() == code
        assert (
            terminal.main_screen_after_exit().strip()
            == "The workbook closed because of a fault. What was saved is still there."
        )
        clean(terminal)


@pytest.mark.parametrize("how", ["segv", "abort"])
def test_a_fault_in_machine_code_leaves_nothing(how: str) -> None:
    with started(how) as terminal:
        terminal.press("F9")
        assert terminal.wait_exit() in (139, 134)
        clean(terminal)


@pytest.mark.parametrize("size", [(60, 20), (200, 60)])
def test_every_row_is_emptied_at_any_size(size: tuple[int, int]) -> None:
    with started(size=size) as terminal:
        terminal.resize(size[0] + 10, size[1] + 10)
        terminal.wait_quiet()
        os.kill(terminal.wait_child(), signal.SIGKILL)
        terminal.wait_exit()
        assert b"\x1b[%d;1H\x1b[2K" % (size[1] + 10) in terminal.raw
        clean(terminal)


def test_a_window_that_is_closed_saves_and_ends_everything(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with started("stay", "--note", str(note)) as terminal:
        session = terminal.wait_child()
        terminal.hang_up()
        # The terminal is gone, so that only the processes tell.
        end = time.monotonic() + 20
        while terminal.process.poll() is None or not _is_zombie(session):
            assert time.monotonic() < end, "still running without a terminal"
            time.sleep(0.02)
        assert terminal.process.returncode == 129
    assert note.read_text().startswith("saved\n")


def test_a_session_whose_launcher_is_killed_saves_and_ends(tmp_path: Path) -> None:
    note = tmp_path / "note"
    # Below a shell that stays: the terminal is not hung up, so that only the pipe tells the session.
    shell = [sys.executable, "-c", "import subprocess, sys, time; subprocess.run(sys.argv[1:]); time.sleep(60)"]
    with Terminal([*shell, sys.executable, OUTER, "stay", "--note", str(note)]) as terminal:
        terminal.wait_for("the sample is up")
        launcher, _outside, session = terminal.children()
        os.kill(launcher, signal.SIGKILL)
        terminal.wait_until(lambda: _is_zombie(session), "the session to end")
        terminal.read()
        assert ANSWER not in terminal.text
        assert not terminal.is_alternate
        assert terminal.modes() == terminal.modes_before
    assert note.read_text().startswith("saved\n")


def test_locking_starts_a_new_process() -> None:
    with started() as terminal:
        first = terminal.wait_child()
        before = len(terminal.raw)
        terminal.press("F10")
        terminal.wait_until(lambda: set(terminal.children()) - {first}, "a second session")
        terminal.wait_until(lambda: first not in terminal.children(), "the end of the first")
        terminal.wait_until(lambda: terminal.raw[before:].count(b"\x1b[?1049h"), "its pages")
        assert terminal.raw[before:].index(b"\x1b[?1049l") < terminal.raw[before:].index(b"\x1b[?1049h")
        terminal.wait_for("the sample is up")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        clean(terminal)


def test_stopping_and_coming_back_shows_the_cover(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with started("stay", "--note", str(note)) as terminal:
        session, begun = terminal.wait_child(), len(terminal.raw)
        os.kill(session, signal.SIGTSTP)
        for pid in (session, terminal.pid):  # the launcher stops beside it, so that the shell takes over
            terminal.wait_until(lambda pid=pid: _state(pid) == "T", f"{pid} to stop")  # type: ignore[misc]
        assert not terminal.is_alternate
        assert ANSWER not in terminal.text
        sent = terminal.raw[begun:]
        assert sent.index(b"\x1b[24;1H\x1b[2K") < sent.index(b"\x1b[?1049l")  # emptied, then left
        assert terminal.modes() == terminal.modes_before
        assert note.read_text().startswith("saved\n")
        before = len(terminal.raw)
        os.killpg(terminal.pid, signal.SIGCONT)
        terminal.wait_for("a quiet page")
        terminal.wait_quiet()
        assert ANSWER.encode() not in terminal.raw[before:]
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        clean(terminal)


def test_a_session_stopped_by_force_comes_back_covered() -> None:
    with started() as terminal:
        session = terminal.wait_child()
        os.kill(session, signal.SIGSTOP)
        terminal.wait_until(lambda: _state(terminal.pid) == "T", "the launcher to stop")
        terminal.read(0.1)
        assert ANSWER not in terminal.text
        os.kill(terminal.pid, signal.SIGCONT)  # the launcher passes it on
        terminal.wait_for("a quiet page")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        clean(terminal)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_session_on_its_own_leaves_nothing_on_a_signal() -> None:
    with Terminal([sys.executable, SAMPLE, "stay"]) as terminal:
        terminal.wait_for("the sample is up")
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.wait_exit() == 143
        clean(terminal)
