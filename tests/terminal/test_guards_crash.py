"""A crash anywhere: nothing a person wrote is on the terminal afterwards, and the status is not 0."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .harness import Terminal
from .sample import ANSWER, PASSPHRASE

HERE = Path(__file__).parent
OUTER, SAMPLE = HERE / "outer.py", HERE / "sample.py"
CRASHED = 70

AT_START = ["compose", "mount"]
ON_KEY = ["handler", "timer", "thread-worker", "async-worker", "markup", "render", "exit-text", "interrupt", "panic"]
NO_CRASH = ["thread", "task", "message"]

pytestmark = pytest.mark.terminal


def clean(terminal: Terminal) -> None:
    """Nothing of the pages is left, and the terminal is as it was."""
    left = terminal.main_screen_after_exit()
    for canary in (ANSWER, PASSPHRASE):
        assert canary not in left
        assert canary.encode() not in terminal.after_alternate()
    assert not terminal.is_alternate
    assert terminal.shows_cursor
    assert terminal.modes() == terminal.modes_before


@pytest.mark.parametrize("how", AT_START)
def test_a_crash_before_the_first_page(how: str) -> None:
    with Terminal([sys.executable, OUTER, how]) as terminal:
        assert terminal.wait_exit() == CRASHED
        assert b"saved is still there" in terminal.after_alternate()
        clean(terminal)


@pytest.mark.parametrize("how", ON_KEY)
def test_a_crash_while_an_answer_is_on_the_screen(how: str) -> None:
    with Terminal([sys.executable, OUTER, how]) as terminal:
        terminal.wait_for("the sample is up")
        assert ANSWER in terminal.text  # what must be gone later is there now
        terminal.press("F9")
        assert terminal.wait_exit() == CRASHED
        assert "What was saved is still there." in terminal.main_screen_after_exit()
        clean(terminal)


@pytest.mark.parametrize("how", ["handler", "timer", "async-worker", "thread-worker"])
def test_a_crash_is_named_by_kind_and_place(how: str) -> None:
    with Terminal([sys.executable, OUTER, how]) as terminal:
        terminal.wait_for("the sample is up")
        terminal.press("F9")
        terminal.wait_exit()
        kind, function = ("AttributeError", "action_break") if how == "handler" else ("ValueError", "raise_it")
        said = terminal.main_screen_after_exit().strip().split("\n")[-1]
        assert said.startswith(f"{kind} at sample.py:")
        assert said.endswith(f" in {function}")


@pytest.mark.parametrize("how", NO_CRASH)
def test_what_goes_wrong_aside_leaves_nothing(how: str) -> None:
    """A thread or a task of its own does not take the app down, and prints nothing when it is over."""
    with Terminal([sys.executable, OUTER, how]) as terminal:
        terminal.wait_for("the sample is up")
        terminal.press("F9")
        if how == "thread":
            terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        clean(terminal)


def test_a_failing_save_does_not_keep_the_screen_from_being_emptied() -> None:
    with Terminal([sys.executable, OUTER, "save-fails"]) as terminal:
        terminal.wait_for("the sample is up")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        clean(terminal)


def test_a_crash_saves_first(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with Terminal([sys.executable, OUTER, "handler", "--note", str(note)]) as terminal:
        terminal.wait_for("the sample is up")
        terminal.press("F9")
        assert terminal.wait_exit() == CRASHED
    assert note.read_text().startswith("saved\n")


@pytest.mark.parametrize("how", ["handler", "exit-text", "task", "compose", "message"])
def test_a_session_on_its_own_prints_nothing_either(how: str, tmp_path: Path) -> None:
    """Also what goes to standard error, which the launcher would throw away."""
    errors = tmp_path / "errors"
    with errors.open("wb") as file, Terminal([sys.executable, SAMPLE, how], stderr=file.fileno()) as terminal:
        if how != "compose":
            terminal.wait_for("the sample is up")
            terminal.press("F9")
        assert (terminal.wait_exit() == 0) == (how in ("task", "message"))
        clean(terminal)
    assert errors.read_bytes() == b""
