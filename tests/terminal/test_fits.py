"""Every page at 80x24, 60x20 and 40x15: nothing is cut without a mark, nothing that takes the keys is out of view.

- The real program walks from page to page and its window changes size on each; what `tests/screens/fitting.py` finds
  there is asked of the session itself.
- A few stops stand for all, the ones where something did not fit once; `--full` walks all of them.
"""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

from .furnished import furnished
from .harness import Terminal
from .stops import BY_NAME, Ground, Stop, command, walk
from .touring import unlock

SIZES = [(60, 20), (40, 15)]
SAMPLE = {"Home", "Sheets", "Skip", "Sheet scale", "SheetVisits", "Sure"}


class Looking:
    """Asks the session of `terminal` what does not fit; `found` says it with the page and the size."""

    def __init__(self, terminal: Terminal, place: Path) -> None:
        self.terminal = terminal
        self.place = place
        self.found: list[str] = []

    def look(self, name: str, size: tuple[int, int]) -> None:
        """Take down what does not fit now."""
        said: list[str] = []
        for _time in range(3):  # a busy machine may still be drawing
            self.place.unlink(missing_ok=True)
            os.kill(self.terminal.wait_child(), signal.SIGUSR2)
            self.terminal.wait_until(self.place.exists, "what does not fit")
            said = json.loads(self.place.read_text(encoding="utf-8"))["wrong"]
            if not said:
                return
            self.terminal.wait_quiet(0.3)
        self.found += [f"{name} at {size[0]}x{size[1]}: {one}" for one in said]

    def everywhere(self, name: str) -> None:
        """Look at each size, and end at the usual one."""
        self.look(name, (80, 24))
        for size in SIZES:
            self.terminal.resize(*size)
            self.terminal.wait_quiet(0.15)
            self.look(name, size)
        self.terminal.resize(80, 24)
        self.terminal.wait_quiet(0.15)


def test_every_page_fits(tmp_path: Path, full: bool) -> None:
    assert set(BY_NAME) >= SAMPLE
    folder, place = furnished(tmp_path / "kept", tmp_path / "sheets"), tmp_path / "fits.json"
    with Terminal(command(folder, "open-writes", f"fits={place}"), cwd=tmp_path) as terminal:
        looking = Looking(terminal, place)

        def see(stop: Stop) -> None:
            looking.everywhere(stop.name)
            if stop.name in ("Sheet ring_map", "Sheet staircase"):
                terminal.press("v")
                terminal.wait_for("Show the list")
                looking.everywhere(f"{stop.name}, drawn")
                terminal.press("v")
                terminal.wait_for("Show the drawing")

        unlock(terminal)
        walk(Ground(terminal, folder, tmp_path / "sheets"), see, lambda stop: full or stop.name in SAMPLE)
    assert looking.found == []


def test_the_first_evening_fits_a_small_window(tmp_path: Path) -> None:
    place, size = tmp_path / "fits.json", (40, 15)
    with Terminal(command(tmp_path / "kept", "open-writes", f"fits={place}"), size, cwd=tmp_path) as terminal:
        looking = Looking(terminal, place)
        for page in ("private workbook", "What it is for", "cannot protect", "five words"):
            terminal.wait_for(page)
            terminal.wait_quiet(0.15)
            looking.look(page, size)
            if page == "private workbook":
                terminal.press("down", "down")
                terminal.wait_quiet(0.15)
                looking.look("the last way on", size)
                terminal.press("up", "up")
            terminal.wait_quiet(0.1)
            terminal.press("enter")
    assert looking.found == []


def test_a_window_that_becomes_too_small_says_so_and_comes_back(tmp_path: Path) -> None:
    folder = furnished(tmp_path / "kept", tmp_path / "sheets")
    with Terminal(command(folder, "calm"), cwd=tmp_path) as terminal:
        unlock(terminal)
        terminal.wait_quiet(0.1)
        before = terminal.text
        for small in ((39, 15), (60, 14), (12, 3)):
            terminal.resize(*small)
            terminal.wait_for("oo small")
            assert "Carry on" not in terminal.text
            terminal.press("down", "enter")  # nobody sees what they would do
            terminal.press("f8")
            terminal.wait_for("Shopping")
            assert "oo small" not in terminal.text
            terminal.press("f8")
            terminal.wait_for("oo small")
        terminal.resize(80, 24)
        terminal.wait_until(lambda: terminal.text == before, "the page as it was")
