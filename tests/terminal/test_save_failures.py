"""A save that fails, as a person meets it: the words stay on the page, a sentence says why, and nothing is lost.

- strace joins in the running session and lets one system call of one save fail; the program is the real one.
- Which calls a save makes is read from a save that works, so that none is left out when the code changes.
- Four of them with one error each by default; each with each of the errors with `--full`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..journeys.evening import choose, flat
from .harness import Terminal
from .touring import carry_on, kept, leaky, told, unlock

pytestmark = [pytest.mark.terminal, pytest.mark.needs("strace")]

FULL = os.environ.get("CIWORKBOOK_FULL") == "1"
ERRORS = {
    "ENOSPC": "the disk is full.",
    "EIO": "the disk reported a fault.",
    "EACCES": "this computer does not allow writing there.",
}
"""Each error, and how it is said."""
REFUSED = "This could not be saved"
SAVED = "saved just now"
_CALL = re.compile(r"(\w+)\(")


@dataclass(frozen=True)
class Call:
    """One system call of a save: its name, which one of that name it is, and whether it opens for writing."""

    name: str
    number: int
    writes: bool


@contextmanager
def joined(session: int, log: Path, *options: str) -> Iterator[None]:
    """Have strace look at the thread of `session` that saves."""
    command = ["strace", "-y", "-o", str(log), *options, "-p", str(session)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        first = strace.stderr.readline()
        if "attached" not in first:
            strace.wait()
            pytest.skip(f"strace may not join in here: {first.strip()}")
        try:
            yield
        finally:
            strace.terminate()
            strace.wait()


@contextmanager
def writing(folder: Path) -> Iterator[Terminal]:
    """Open a workbook in `folder`, with the cursor in a long text whose first words are saved."""
    kept(folder, begun=True)
    with Terminal(leaky("traceable", folder=folder)) as terminal:
        unlock(terminal)
        carry_on(terminal)
        terminal.type("first words")
        terminal.wait_for(SAVED)
        yield terminal


def calls_of_a_save(terminal: Terminal, folder: Path, log: Path) -> list[Call]:
    """Save once more, and return what touched the folder."""
    with joined(terminal.wait_child(), log):
        terminal.type(".")
        terminal.wait_for("not saved yet")
        terminal.wait_for(SAVED)
    counts: dict[str, int] = {}
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if name := _CALL.match(line):
            counts[name[1]] = counts.get(name[1], 0) + 1
            if str(folder) in line:
                found.append(Call(name[1], counts[name[1]], "O_CREAT" in line or name[1] in ("write", "fsync")))
    assert {"openat", "write", "fsync", "rename", "close"} <= {call.name for call in found}
    return found


def chosen(calls: list[Call]) -> list[tuple[Call, str]]:
    """Each call with each error; by default those that write, with one error each."""
    if FULL:
        return [(call, error) for call in calls for error in ERRORS]
    few = [next(call for call in calls if call.name == name and call.writes) for name in ("openat", "write", "fsync")]
    few.append(next(call for call in calls if call.name == "rename"))
    return list(zip(few, [*ERRORS, "EIO"], strict=True))


def held_now(folder: Path, copy: Path) -> str:
    """What another program would find in the folder at this moment."""
    shutil.copytree(folder, copy)
    (copy / "lock").unlink(missing_ok=True)
    try:
        return told(copy)
    finally:
        shutil.rmtree(copy)


def test_each_call_of_a_save_fails_once(tmp_path: Path) -> None:
    folder, log = tmp_path / "kept", tmp_path / "log"
    refused = went_on = 0
    with writing(folder) as terminal:
        session = terminal.wait_child()
        cases = chosen(calls_of_a_save(terminal, folder, log))
        words = "first words."
        for number, (call, error) in enumerate(cases):
            with joined(session, log, f"--inject={call.name}:error={error}:when={call.number}"):
                before, words = words, f"{words} {number}"
                terminal.type(f" {number}")
                terminal.wait_until(lambda words=words: words in flat(terminal), "the words")  # type: ignore[misc]
                terminal.wait_gone(SAVED)
                terminal.wait_until(lambda: REFUSED in terminal.text or SAVED in terminal.text, "an outcome")
                assert "INJECTED" in log.read_text(errors="replace"), (call, error)
                assert words in flat(terminal), (call, error)
                now = held_now(folder, tmp_path / "copy")
                if REFUSED in terminal.text:
                    refused += 1
                    assert ERRORS[error] in flat(terminal), (call, error)
                    assert before in now, (call, error)
                else:
                    went_on += 1
                    assert words in now, (call, error)
            # The fault is gone: the next save works, by itself after a while or with the next key.
            if number:
                words += "."
                terminal.type(".")
                terminal.wait_gone(SAVED)
            terminal.wait_for(SAVED)
            assert words in held_now(folder, tmp_path / "copy"), (call, error)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert words in told(folder)
    print(f"{len(cases)} calls failed once: {refused} refused in words, {went_on} saved nevertheless")
    assert refused >= 4


@pytest.mark.parametrize(("call", "error"), [("fsync", "ENOSPC"), *([("rename", "EACCES"), ("write", "EIO")] * FULL)])
def test_leaving_while_nothing_can_be_saved(tmp_path: Path, call: str, error: str) -> None:
    folder, log = tmp_path / "kept", tmp_path / "log"
    with writing(folder) as terminal:
        with joined(terminal.wait_child(), log, f"--inject={call}:error={error}"):
            terminal.type(" and last words")
            terminal.wait_for(REFUSED)
            terminal.press("ctrl+q")
            terminal.wait_for("Not saved yet")
            terminal.wait_for("What you typed is still here")
            assert f"{REFUSED}: {ERRORS[error]} What you saved before is still there." in flat(terminal)
            assert not terminal.ended()
            choose(terminal, "Try to save again")
            terminal.wait_quiet()
            assert "Everything is saved now" not in terminal.text
            choose(terminal, "Back to the page", "and last words", key="down")
            assert "first words" in held_now(folder, tmp_path / "copy")
            terminal.press("ctrl+q")
            terminal.wait_for("Try to save again")
        choose(terminal, "Try to save again", "Everything is saved now.")
        choose(terminal, "Leave")
        assert terminal.wait_exit() == 0
    assert "first words and last words" in told(folder)
    with Terminal(leaky(folder=folder)) as terminal:
        unlock(terminal)
        choose(terminal, "Is there danger right now?", "first words and last words")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
