"""How long leaving takes: from the key to an empty screen, and to the shell's prompt.

    figures = measure(work, count=10)          # 10 times each of three evenings; about 2 s each
    print(figures)

- Three evenings: a line just typed; 10,000 characters; a workbook with 200 visits. Something is always still unsaved.
- Empty: the screen has no letter on it. Gone: the program has ended, everything is saved, the next prompt can come.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from ciworkbook.answers.answer import Answer
from ciworkbook.vault import Vault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..making import cheap_keys
from .covering import LONG
from .harness import Terminal
from .losing import text_in
from .touring import PASSPHRASE, carry_on, kept, leaky, unlock

LAST = "the last words"


@dataclass
class Figures:
    """Milliseconds by evening."""

    empty: dict[str, list[float]] = field(default_factory=dict)
    gone: dict[str, list[float]] = field(default_factory=dict)
    lost: int = 0
    """Times in which the last words were not there."""

    def __str__(self) -> str:
        told = [
            f"{name}: empty in {_median(self.empty[name]):.0f} ms (max {max(self.empty[name]):.0f}), "
            f"gone in {_median(self.gone[name]):.0f} ms (max {max(self.gone[name]):.0f})"
            for name in self.empty
        ]
        return "; ".join([*told, f"{self.lost} times something was lost"])


def _median(found: list[float]) -> float:
    return sorted(found)[len(found) // 2]


def with_visits(folder: Path, count: int) -> Path:
    """Give the workbook in `folder` as many visits more."""
    with cheap_keys():
        workbook = Workbook(Vault.open(folder, PASSPHRASE), Catalogue.load())
    for number in range(count):
        visit = workbook.begin("safety-plan", "harmed").answer(
            "note", Answer("given", f"{number} " * 90), workbook.stamp()
        )
        workbook.save(replace(visit, state="closed"))
    workbook.close()
    return folder


def leave(terminal: Terminal) -> tuple[float, float]:
    """Press the key; return the milliseconds to an empty screen and to the end."""
    started = time.monotonic()
    terminal.press("ctrl+q")
    while terminal.text.strip() and not terminal.ended():
        terminal.read(0.01)
    empty = terminal.arrived
    while terminal.process.poll() is None:
        terminal.read(0.005)
    return (empty - started) * 1000, (time.monotonic() - started) * 1000


def measure(work: Path, count: int = 10) -> Figures:
    """Leave `count` times from each evening, in copies of a workbook below the empty folder `work`."""
    figures = Figures()
    short = kept(work / "short", begun=True)
    many = with_visits(Path(shutil.copytree(short, work / "many")), 200)
    for name, model, text in (("a line", short, "x"), ("10,000 characters", short, LONG), ("200 visits", many, "x")):
        for _time in range(count):
            folder = Path(shutil.copytree(model, work / "now"))
            with Terminal(leaky(folder=folder)) as terminal:
                unlock(terminal)
                carry_on(terminal)
                terminal.paste(text)
                terminal.wait_for("saved just now")
                terminal.type(LAST)
                empty, gone = leave(terminal)
                terminal.wait_exit()
            figures.empty.setdefault(name, []).append(empty)
            figures.gone.setdefault(name, []).append(gone)
            figures.lost += LAST not in text_in(folder)
            shutil.rmtree(folder)
    return figures
