"""What is lost when the program is killed while somebody types: the row S13.

    figures = measure(work, count=1000)          # 1,000 rounds; about 2 s each
    print(figures); figures.lost; figures.late

- A person types without a pause, covers the page up to 200 ms after the last key (not at all every fourth time), and
  the program is killed before it can do much. The folder is opened again, as on the next day.
- What was typed half a second and more before the kill has to be there, letter by letter. When each letter went out is
  noted as it is written to the terminal, so that the way through the terminal counts as well.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from ciworkbook.vault import Vault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..making import cheap_keys
from .harness import Terminal
from .touring import PASSPHRASE, carry_on, kept, leaky, unlock

PROMISED = 0.5
"""Seconds before the end from which on everything is kept."""
LETTERS = "abcdefghijklmnopqrstuvwxyz äöü"


@dataclass
class Round:
    """One kill: what was typed, when, what was kept."""

    covered: bool
    typed: str
    sent: list[float]
    killed: float
    kept: str

    def due(self, promised: float = PROMISED) -> int:
        """How many letters have to be there: those typed `promised` seconds and more before the kill."""
        return sum(at <= self.killed - promised for at in self.sent)

    def lost(self, promised: float = PROMISED) -> int:
        """How many of these are not."""
        return max(0, self.due(promised) - _common(self.kept, self.typed))

    @property
    def late(self) -> float:
        """Milliseconds before the kill at which the first letter that is not there was typed; 0 if all are."""
        at = _common(self.kept, self.typed)
        return (self.killed - self.sent[at]) * 1000 if at < len(self.sent) else 0.0


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@dataclass
class Figures:
    """What `measure` found."""

    rounds: list[Round] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """Letters lost that were typed more than half a second before the kill."""
        return self.lost_beyond(PROMISED)

    def lost_beyond(self, seconds: float) -> int:
        """Letters lost that were typed `seconds` and more before the kill."""
        return sum(one.lost(seconds) for one in self.rounds)

    @property
    def typed(self) -> int:
        """Letters typed in all."""
        return sum(len(one.typed) for one in self.rounds)

    @property
    def late(self) -> list[float]:
        """For each round, milliseconds before the kill from which on letters are missing; sorted."""
        return sorted(one.late for one in self.rounds)

    def __str__(self) -> str:
        covered = sum(one.covered for one in self.rounds)
        late = self.late
        return (
            f"{len(self.rounds)} kills ({covered} just after the cover key), {self.typed} letters, "
            f"{self.lost} lost that were older than {PROMISED * 1000:.0f} ms; "
            f"missing letters were at most {late[-1]:.0f} ms old (median {late[len(late) // 2]:.0f})"
        )


def text_in(folder: Path) -> str:
    """Open the folder and return what is kept of the long text."""
    with cheap_keys(), Vault.open(folder, PASSPHRASE) as vault:
        visits = Workbook(vault, Catalogue.load()).visits("danger-signs-now", "harmed")
        return str(visits[-1].value("sense_words") or "")


def play(folder: Path, chance: random.Random, *, covers: bool) -> Round:
    """Type, cover or not, kill, open again."""
    words = "".join(chance.choice(LETTERS) for _letter in range(chance.randrange(60, 200))).strip()
    pause = chance.uniform(0.008, 0.03)
    with Terminal(leaky(folder=folder)) as terminal:
        unlock(terminal)
        carry_on(terminal)
        session = terminal.wait_child()
        sent = []
        for letter in words:
            terminal.type(letter)
            sent.append(time.monotonic())
            _wait(terminal, chance.uniform(0.5, 1.5) * pause)
        if covers:
            _wait(terminal, chance.uniform(0, 0.2))
            terminal.press("f8")
            _wait(terminal, chance.choice([0.0, chance.uniform(0, 0.05)]))
        os.kill(session, signal.SIGKILL)
        killed = time.monotonic()
        terminal.wait_exit()
    return Round(covers, words, sent, killed, text_in(folder))


def _wait(terminal: Terminal, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        terminal.read(left)


def measure(work: Path, count: int = 10, seed: int = 13) -> Figures:
    """Play `count` rounds in copies of one workbook, below the empty folder `work`."""
    model = kept(work / "model", begun=True)
    figures = Figures()
    for number in range(count):
        folder = Path(shutil.copytree(model, work / "round"))
        figures.rounds.append(play(folder, random.Random(seed * 100_003 + number), covers=number % 4 != 3))
        shutil.rmtree(folder)
    return figures
