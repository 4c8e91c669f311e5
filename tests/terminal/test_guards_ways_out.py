"""What is shown goes nowhere: not to a clipboard, a file, a variable's wish, or a connection."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from .harness import Terminal
from .sample import ANSWER, PASSPHRASE
from .test_guards_crash import OUTER, clean
from .tracing import Traced, files_with

pytestmark = pytest.mark.terminal

OSC = re.compile(rb"\x1b\](?!22;)[^\x07\x1b]*")
"""Anything said to the terminal itself but the shape of the mouse pointer."""


def started(*arguments: str, env: dict[str, str | None] | None = None, cwd: Path | None = None) -> Terminal:
    terminal = Terminal([sys.executable, OUTER, *arguments], env=env, cwd=cwd)
    terminal.wait_for("the sample is up")
    return terminal


def one_by_one(terminal: Terminal, *keys: str) -> None:
    """Press keys as a person does: what one of them starts has happened before the next."""
    for key in keys:
        terminal.press(key)
        terminal.wait_quiet(0.15)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x"])
def test_a_passphrase_is_not_copied_to_the_clipboard(key: str) -> None:
    with started("filled") as terminal:
        one_by_one(terminal, "home", "shift+end", key)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert not OSC.search(terminal.raw)
        assert PASSPHRASE.encode() not in terminal.raw


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x"])
def test_an_answer_is_copied_within_the_session_only(key: str) -> None:
    with started() as terminal:
        terminal.press("tab")
        terminal.wait_quiet()
        terminal.type("only-in-here")
        terminal.wait_for("only-in-here")
        one_by_one(terminal, "home", "shift+end", key, "end", "enter", "ctrl+v")
        # Copied and pasted: twice if it was copied, once if it was cut.
        wanted = 2 if key == "ctrl+c" else 1
        terminal.wait_until(lambda: terminal.text.count("only-in-here") == wanted, "the pasted words")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert not OSC.search(terminal.raw)


def test_text_on_the_page_cannot_be_selected_and_copied() -> None:
    with started() as terminal:
        terminal.wait_quiet()
        before = len(terminal.raw)
        terminal.type(b"\x1b[<0;1;1M\x1b[<32;20;3M\x1b[<0;20;3m")
        terminal.wait_quiet()
        # The row under the mouse is drawn anew anyway; the one before it only if it is selected.
        assert f"1 {ANSWER}".encode() not in terminal.raw[before:]
        terminal.press("ctrl+c")
        terminal.wait_quiet()
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert not OSC.search(terminal.raw)


def test_there_is_no_palette_of_commands() -> None:
    with started() as terminal:
        before = terminal.text
        terminal.press("ctrl+p")
        terminal.wait_quiet()
        assert terminal.text == before
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_hostile_variables_change_nothing(tmp_path: Path, home: Path) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "sitecustomize.py").write_text(f"open({str(trap / 'loaded')!r}, 'w').close()\n")
    (trap / "evil.py").write_text(f"open({str(trap / 'loaded')!r}, 'w').close()\nclass Driver: ...\n")
    hostile: dict[str, str | None] = {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DEVTOOLS_HOST": "127.0.0.1",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_LOG": str(trap / "log"),
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(trap),
        "TEXTUAL_SCREENSHOT_FILENAME": "picture.svg",
        "TEXTUAL_SHOW_RETURN": "1",
        "COLUMNS": "20",
        "LINES": "5",
        "PYTHONPATH": str(trap),
        "PYTHONSTARTUP": str(trap / "evil.py"),
        "PYTHONDUMPREFS": "1",
        "PYTHONBREAKPOINT": "evil.Driver",
        "PYTHONWARNINGS": "always",
        "PYTHONDEVMODE": "1",
        "PYTHONPYCACHEPREFIX": str(trap / "cache"),
        "PYTHONINSPECT": "1",
    }
    # The outer Python is started apart from them, as an installed program is by its own first line or by dev.py.
    argv = [sys.executable, "-I", "-B", str(OUTER), "filled"]
    before = sorted(trap.iterdir())
    with Terminal(argv, env=hostile, cwd=trap) as terminal:
        terminal.wait_for("the sample is up")
        terminal.type("typed-into-the-passphrase")
        terminal.press("tab")
        terminal.wait_quiet()
        terminal.type("typed-into-an-answer")
        terminal.wait_for("typed-into-an-answer")
        assert len(terminal.screen[0]) > 20
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        clean(terminal)
    assert sorted(trap.iterdir()) == before
    assert files_with(home, "typed-into") == []


def test_no_colour_is_still_heard() -> None:
    with started(env={"NO_COLOR": "1", "COLORTERM": "truecolor"}) as terminal:
        coloured = [
            found
            for found in re.findall(rb"\x1b\[[34]8;2;(\d+);(\d+);(\d+)m", terminal.raw)
            if len(set(found)) > 1  # greys are left
        ]
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert coloured == []


@pytest.mark.parametrize("bad", [b"\xe9", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
def test_bytes_that_are_no_text_take_nothing_with_them(bad: bytes) -> None:
    with started() as terminal:
        terminal.press("tab")
        terminal.wait_quiet()
        terminal.type("before")
        terminal.wait_for("before")
        terminal.type(bad)
        terminal.type("after")
        terminal.wait_for(re.compile("before.*after"))
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        clean(terminal)


def test_a_paste_with_a_bad_byte_stays_a_paste() -> None:
    """None of it arrives as keys: "ctrl+q" in the second half would leave."""
    with started() as terminal:
        terminal.press("tab")
        terminal.wait_quiet()
        terminal.type(b"\x1b[200~first \xe9\nsecond third\x1b[201~")
        terminal.wait_for("third")
        assert any(line.strip(" ▊▎").startswith("second third") for line in terminal.screen)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_what_leaves_is_made_by_the_launcher(tmp_path: Path) -> None:
    target = tmp_path / "kept on purpose.txt"
    with started("send", "--note", str(target)) as terminal:
        terminal.press("F12")
        terminal.wait_for("outlet says None")
        terminal.press("F12")
        terminal.wait_for("outlet says exists")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert target.read_bytes() == ANSWER.encode() * 20_000
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.needs("strace")
def test_nothing_is_opened_connected_or_written(tmp_path: Path, home: Path) -> None:
    warm = Terminal([sys.executable, OUTER, "stay"])  # once before, so that no byte code is left to be kept
    warm.wait_for("the sample is up")
    warm.press("ctrl+q")
    warm.wait_exit()
    warm.close()
    with Traced([sys.executable, "-B", OUTER, "filled"], tmp_path, cwd=home) as terminal:
        terminal.wait_for("the sample is up", 60)
        terminal.type("typed-passphrase")
        terminal.press("tab")
        terminal.wait_quiet()
        terminal.type("typed-answer")
        terminal.wait_for("typed-answer")
        terminal.press("ctrl+p", "F8")
        terminal.wait_for("a quiet page")
        terminal.press("ctrl+q")
        trace = terminal.trace()
    assert terminal.process.returncode == 0
    assert trace.sockets() == ["socketpair(AF_UNIX)"]
    assert trace.reached_out() == []
    assert trace.opened_for_writing() == []
    for canary in (ANSWER, PASSPHRASE, "typed-passphrase", "typed-answer"):
        assert trace.found(canary, outlet=True) == []
        assert files_with(home, canary) == []
    # The record does hold what went to the terminal: it was not blind.
    assert any(ANSWER.encode() in write.data for write in trace.writes() if write.to_terminal)


@pytest.mark.needs("strace")
def test_a_crash_writes_nothing_anywhere(tmp_path: Path, home: Path) -> None:
    with Traced([sys.executable, "-B", OUTER, "handler"], tmp_path, cwd=home) as terminal:
        terminal.wait_for("the sample is up", 60)
        terminal.press("F9")
        trace = terminal.trace()
    assert trace.opened_for_writing() == []
    assert trace.found(ANSWER, outlet=True) == []


@pytest.mark.needs("strace")
def test_an_answer_that_leaves_goes_through_the_outlet_alone(tmp_path: Path, home: Path) -> None:
    target = home / "kept on purpose.txt"
    with Traced([sys.executable, "-B", OUTER, "send", "--note", target], tmp_path, cwd=home) as terminal:
        terminal.wait_for("the sample is up", 60)
        terminal.press("F12")
        terminal.wait_for("outlet says None")
        terminal.press("ctrl+q")
        trace = terminal.trace()
    assert trace.opened_for_writing() == [str(target)]
    assert trace.found(ANSWER) == [f"{target} (as it is)"]
