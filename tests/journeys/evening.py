"""What a person does in an evening: start the program, choose by name, open the door, leave.

- `real` starts the program as anybody would. `dated` starts it on a day of the test's, with keys that cost little.
- A choice is made the way a person makes it: the arrow goes down until the mark stands beside the words.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ciworkbook.screens.hiding import HURRY

from ..making import PASSPHRASE, Clock, new_workbook
from ..terminal.harness import Terminal

MARK = "▸"
DATED = Path(__file__).with_name("dated.py")
SUBJECT = re.compile(
    r"harm|violen|danger|abus|safe|surviv|threat|account|stair|ally|allies|barrier|facilit", re.IGNORECASE
)
"""Words that would tell someone at the shoulder what the program is for."""


def real(*arguments: str, size: tuple[int, int] = (80, 24)) -> Terminal:
    """Start the program as anybody would."""
    return Terminal([sys.executable, "-m", "ciworkbook", *arguments], size, cwd=Path.home())


def dated(at: str, *arguments: str | Path, size: tuple[int, int] = (80, 24), **env: str) -> Terminal:
    """Start the program on the day `at`."""
    command = [sys.executable, DATED, "--at", at, *arguments]
    return Terminal(command, size, env=env, cwd=Path.home())


@contextmanager
def opened(folder: Path, at: str, passphrase: str = PASSPHRASE, size: tuple[int, int] = (80, 24)) -> Iterator[Terminal]:
    """Go through the door of the workbook in `folder` on the day `at`, and stand at home."""
    with dated(at, "--folder", folder, size=size) as terminal:
        unlock(terminal, passphrase)
        yield terminal


def unlock(terminal: Terminal, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase at the door, and wait for home."""
    terminal.wait_for("Passphrase:")
    terminal.type(passphrase + "\r")
    terminal.wait_until(lambda: terminal.is_alternate, "the pages")
    terminal.wait_for("All worksheets")


def kept(folder: Path, door: str, at: str = "2026-03-02T20:00:00+01:00") -> Path:
    """Make a workbook for `door` in `folder`, closed again; return the folder."""
    new_workbook(folder, Clock(at), door=door).close()
    return folder


def at(terminal: Terminal) -> str:
    """Return the line beside which the mark stands; the lowest, where a page behind shows one too."""
    return next((line for line in reversed(terminal.screen) if MARK in line), "")


def press(terminal: Terminal, key: str, patience: float = 5.0) -> None:
    """Press `key`, and wait until the screen is another and stands still; a key that changes nothing is waited for."""
    _press_and_see(terminal, key, lambda: terminal.text, patience)
    terminal.wait_quiet(0.1)


def _press_and_see(terminal: Terminal, key: str, look: Callable[[], str], patience: float) -> None:
    before, end = look(), time.monotonic() + patience
    terminal.press(key)
    while look() == before and time.monotonic() < end:
        while not terminal.read(0.05) and time.monotonic() < end:
            pass


def go_to(terminal: Terminal, words: str, key: str = "down", most: int = 40) -> None:
    """Press `key` until the mark stands beside `words`."""
    terminal.wait_until(lambda: at(terminal), "a choice")
    terminal.wait_quiet(0.1)
    for _press in range(most):
        if words in at(terminal):
            return
        _press_and_see(terminal, key, lambda: terminal.text, 1.0)
        terminal.wait_quiet(0.05)
    raise AssertionError(f"the mark never came to {words!r}:\n{terminal.framed()}")


def choose(terminal: Terminal, words: str, then: str | re.Pattern[str] = "", key: str = "down") -> None:
    """Go to `words`, press Enter, and wait for what comes `then`."""
    go_to(terminal, words, key)
    terminal.press("enter")
    if then:
        terminal.wait_for(then)


def turn(terminal: Terminal, then: str | re.Pattern[str]) -> None:
    """Go to the next page of a sheet, which shows `then`, and where the mark shows what takes the keys."""
    terminal.press("pagedown")
    terminal.wait_for(then)
    terminal.wait_until(lambda: at(terminal), "the mark")
    terminal.wait_quiet(0.1)


def turn_until(terminal: Terminal, wanted: str, most: int = 40) -> None:
    """Turn pages until `wanted` stands on one."""
    terminal.wait_quiet(0.2)
    for _page in range(most):
        if wanted in flat(terminal):
            return
        press(terminal, "pagedown")
    raise AssertionError(f"no page shows {wanted!r}:\n{terminal.framed()}")


def back(terminal: Terminal, then: str) -> None:
    """Press Esc, unhurried: a second one in a hurry covers the page."""
    terminal.wait_quiet(0.5)
    terminal.press("escape")
    terminal.wait_for(then)


def uncover(terminal: Terminal, then: str) -> None:
    """Bring the page back with Esc, when the hurry of covering it is over."""
    terminal.wait_quiet(1.1 * HURRY)
    terminal.press("escape")
    terminal.wait_for(then)


def leave(terminal: Terminal) -> None:
    """Press Ctrl+Q; nothing of the evening is left on the terminal."""
    terminal.press("ctrl+q")
    terminal.wait_exit()
    left = terminal.main_screen_after_exit().strip()
    assert (left, terminal.process.returncode) == ("", 0), f"left {left!r}, ended with {terminal.process.returncode}"


def flat(terminal: Terminal) -> str:
    """Return the screen as one line of words, so that it does not matter where it wraps."""
    return " ".join(terminal.text.split())
