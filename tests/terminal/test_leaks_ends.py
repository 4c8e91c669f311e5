"""However the program ends, nothing a person wrote is left on the terminal, and what was said to be saved is there.

- The ways: leaving, being locked, six signals, and an error in each layer that carries a canary in its text.
- Each way is met on one page by default, and on every page with `--full`.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ciworkbook.guard import crash
from ciworkbook.guard.status import CRASHED

from ..journeys.evening import choose, go_to
from .harness import Terminal
from .leaky import ERROR_CANARY
from .touring import CANARIES, PASSPHRASE, carry_on, home, kept, leaky, lock, told, unlock, write

pytestmark = pytest.mark.terminal

LONG = CANARIES["long text"]
SAID = "The workbook closed because of a fault. What was saved is still there."
SIGNALS = {
    signal.SIGTERM: 128 + signal.SIGTERM,
    signal.SIGHUP: 128 + signal.SIGHUP,
    signal.SIGINT: 128 + signal.SIGINT,
    signal.SIGKILL: 128 + signal.SIGKILL,
    signal.SIGSEGV: 128 + signal.SIGSEGV,
    signal.SIGABRT: 128 + signal.SIGABRT,
}


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


def covered(terminal: Terminal) -> None:
    """The cover over what was written."""
    writing(terminal)
    terminal.press("f8")
    terminal.wait_for("bread")


def previewing(terminal: Terminal) -> None:
    """The lines of a summary."""
    writing(terminal)
    home(terminal)
    choose(terminal, "Summary", "Which visits go into it?")
    go_to(terminal, "Next", "tab")
    terminal.press("enter")
    terminal.wait_for("F4 as it will read")


PAGES: dict[str, Callable[[Terminal], None]] = {
    "writing": writing,
    "reading": reading,
    "covered": covered,
    "previewing": previewing,
}


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


def with_page(full: bool, ways: list[str]) -> list[tuple[str, str]]:
    """Each way on one page, another each time, or on all."""
    pages = list(PAGES)
    return [(way, page) for at, way in enumerate(ways) for page in (pages if full else [pages[at % len(pages)]])]


FULL = os.environ.get("CIWORKBOOK_FULL") == "1"


@pytest.mark.parametrize(("name", "page"), with_page(FULL, [one.name for one in SIGNALS]))
def test_a_signal_to_the_session(tmp_path: Path, name: str, page: str) -> None:
    number = signal.Signals[name]
    with opened(tmp_path / "kept") as terminal:
        PAGES[page](terminal)
        os.kill(terminal.wait_child(), number)
        assert terminal.wait_exit() == SIGNALS[number]
        said = leaves_nothing(terminal)
        expected = SAID if number in (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT) else ""
        assert said == expected
    assert LONG in told(tmp_path / "kept")


@pytest.mark.parametrize(("name", "page"), with_page(FULL, ["SIGTERM", "SIGHUP"]))
def test_a_signal_to_the_launcher(tmp_path: Path, name: str, page: str) -> None:
    number = signal.Signals[name]
    with opened(tmp_path / "kept") as terminal:
        PAGES[page](terminal)
        os.kill(terminal.pid, number)
        assert terminal.wait_exit() == 128 + number
        assert leaves_nothing(terminal) == ""
    assert LONG in told(tmp_path / "kept")


@pytest.mark.parametrize(("way", "page"), with_page(FULL, ["leave", "lock"]))
def test_leaving_and_being_locked(tmp_path: Path, way: str, page: str) -> None:
    with opened(tmp_path / "kept", "usr1-locks") as terminal:
        PAGES[page](terminal)
        if way == "lock":
            lock(terminal)
            assert not terminal.is_alternate
            assert LONG not in terminal.text
            assert LONG.encode() not in terminal.after_alternate()
            terminal.press("enter")
        else:
            terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert leaves_nothing(terminal) == ""
    assert LONG in told(tmp_path / "kept")


# An error in each layer


def press(*keys: str) -> Callable[[Terminal], None]:
    """Press these keys."""
    return lambda terminal: terminal.press(*keys)


def summarize(terminal: Terminal) -> None:
    """Go to the lines of a summary."""
    go_to(terminal, "Next", "tab")
    terminal.press("enter")


def choosing_visits(terminal: Terminal) -> None:
    """The first page of a summary."""
    writing(terminal)
    home(terminal)
    choose(terminal, "Summary", "Which visits go into it?")


LAYERS: dict[str, tuple[Callable[[Terminal], None], Callable[[Terminal], None]]] = {
    "worksheet": (writing, press("x")),
    "flow": (writing, press("x")),
    "vault": (writing, press("x")),
    "workbook": (writing, press("x")),
    "widget": (writing, press("x")),
    "drawing": (writing, press("x")),
    "screen": (writing, press("pagedown")),
    "timer": (writing, press("left")),
    "summary": (choosing_visits, summarize),
    "thread": (writing, press("f3")),
    "task": (writing, press("f1")),
}
"""For each fault of `leaky`: how to get to where it can happen, and what sets it off."""


@pytest.mark.parametrize("layer", LAYERS)
def test_an_error_in_each_layer(tmp_path: Path, layer: str) -> None:
    armed = tmp_path / "armed"
    get_there, set_off = LAYERS[layer]
    with opened(tmp_path / "kept", f"fault={layer}:{armed}") as terminal:
        get_there(terminal)
        armed.touch()
        set_off(terminal)
        assert terminal.wait_exit() == CRASHED
        lines = leaves_nothing(terminal).splitlines()
    assert lines[0] == SAID
    assert len(lines) == 2
    assert crash.is_description(lines[1])
    assert re.match(r"OddError at leaky\.py:\d+ in \w+", lines[1]), lines[1]
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
