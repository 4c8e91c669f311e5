"""Lines that were typed beforehand, and a talk that takes them and notes what it offered.

- The lines are the person's. Where they end the input ends, as a pipe does. A function among them is called when its
  turn comes.
- A line that begins with "@" chooses by the id of a choice, or by what its id begins with, whatever its number is.
- "@?id" does so where it is offered, and is passed over where it is not. "@until id" presses Enter until it is offered.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from ciworkbook.linear.choices import Choice
from ciworkbook.linear.commands import Command
from ciworkbook.linear.lines import EndOfInput
from ciworkbook.linear.talk import Reply, Talk

LINEAR = "ciworkbook.linear."
Line = str | Callable[[], None]


class Source:
    """Where lines come from in a test: nothing is waited for."""

    def __init__(self, *, moves: bool = False, shows: bool = False) -> None:
        self.moves, self.shows = moves, shows
        self.columns = 0
        self.typed = ""
        self.touched: Callable[[], None] = lambda: None

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        """Return the next line; raises `EndOfInput`."""
        raise NotImplementedError

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        """Let a line go, as a key would be."""
        self.line(0, tick, hidden=True)
        return bool(seconds)

    def meanwhile(self, done: threading.Event) -> None:
        """Wait for `done`."""
        done.wait(1)


class Typed(Source):
    """`lines` typed beforehand. Where there is a way to `write` they stand in what is said, beside the prompts."""

    def __init__(
        self,
        lines: Iterable[Line],
        write: Callable[[str], None] | None = None,
        *,
        moves: bool = False,
        shows: bool = False,
    ) -> None:
        super().__init__(moves=moves, shows=shows)
        self.lines = list(lines)
        self.write = write
        self.entered = 0
        """How often Enter was pressed to come somewhere."""
        self.choices: Sequence[Choice] = ()
        """What is offered now."""

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        """Return the next line, with what "@" stands for put in."""
        del at
        tick()
        while self.lines and not isinstance(self.lines[0], str):
            cast("Callable[[], None]", self.lines.pop(0))()
            tick()
        typed = self._meant()
        if self.write is not None:
            self.write("\n" if hidden else f"{typed}\n")
        return begun + typed

    def _meant(self) -> str:
        ids = [one.id for one in self.choices]
        while self.lines and self._passed(str(self.lines[0]), ids):
            self.lines.pop(0)
        if not self.lines:
            raise EndOfInput
        first = str(self.lines[0])
        if first.startswith("@until "):
            self.entered += 1
            assert self.entered < 200, f"{first} goes round in circles"
            return ""
        self.entered = 0
        self.lines.pop(0)
        if not first.startswith("@"):
            return first
        wanted = first.removeprefix("@").removeprefix("?")
        begun = [id_ for id_ in ids if id_.startswith((f"{wanted}:", f"{wanted}."))]
        found = wanted if wanted in ids or not begun else begun[0]
        assert found in ids, f"{wanted} is not offered, only {ids}"
        return str(ids.index(found) + 1)

    def _passed(self, line: str, ids: Sequence[str]) -> bool:
        return (line.startswith("@?") and line[2:] not in ids) or (line.startswith("@until ") and line[7:] in ids)


class Noting(Talk):
    """Notes every choice that was offered and chosen, and takes "@id" for the choice with that id."""

    def __init__(self, reader: Any, write: Callable[[str], None]) -> None:
        super().__init__(reader, write)
        self.offered: set[tuple[str, str]] = set()
        """Modules of the plain face, and ids of what they offered; "typed" where something was asked for on a line."""
        self.chosen: set[str] = set()
        self.prompts: set[str] = set()

    def ask(self, prompt: str, commands: Iterable[Command] = (), **more: Any) -> Reply:
        own = tuple(commands)
        self.prompts.add(prompt)
        self.note([*(one.name for one in own), "typed"])
        return super().ask(prompt, own, **more)

    def note(self, ids: Iterable[str]) -> None:
        """Note that `ids` were offered by every module of the plain face that is at work now."""
        frame, modules = sys._getframe(1), set()
        while frame is not None:
            name = str(frame.f_globals.get("__name__", ""))
            modules |= {name.removeprefix(LINEAR)} if name.startswith(LINEAR) else set()
            frame = frame.f_back  # type: ignore[assignment]
        self.offered |= {(module, id_) for id_ in ids for module in modules}

    def choose(self, choices: Sequence[Choice], *about: Any, **more: Any) -> str | Reply:
        self.note(one.id for one in choices)
        reader = cast("Typed", self.reader)
        before, reader.choices = reader.choices, choices
        try:
            chosen = super().choose(choices, *about, **more)
        finally:
            reader.choices = before
        if isinstance(chosen, str):
            self.chosen.add(chosen)
        return chosen
