"""A page of the plain face held with lines that were typed beforehand, and what is wrong with what was said.

    told = hold(book, look_back, "3", "/back")
    assert "Which visit?" in told

- The lines are the person's, and stand beside the prompts as on a terminal. Where they end the input ends, as a pipe
  does, and what was said until then is there.
- A line that begins with "@" chooses by the id of a choice, or by what its id begins with, whatever its number is.
- "@?id" does so where it is offered, and is passed over where it is not. "@until id" presses Enter until it is offered.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from ciworkbook.guard.outlet import Outlet, Problem
from ciworkbook.linear.choices import Choice
from ciworkbook.linear.commands import Command
from ciworkbook.linear.face import Face
from ciworkbook.linear.going import Going
from ciworkbook.linear.lines import EndOfInput
from ciworkbook.linear.talk import Reply, Talk
from ciworkbook.workbook import Workbook

from ..screens.bench import FakeOutlet

LINEAR = "ciworkbook.linear."
BOXES = re.compile("[\u2500-\u259f]")
SIGNS = re.compile(r"([-=*_#~.+|<>])\1{2,}|[•·–—▸→←↑↓○●…]|\[[x ]\]")
"""Runs of signs, and signs that a screen reader says by their names."""


class Out(FakeOutlet):
    """As that, but files are really written."""

    def write(self, path: str | os.PathLike[str], data: bytes) -> Problem | None:
        problem = super().write(path, data)
        if problem is None:
            Path(path).write_bytes(data)
        return problem


@dataclass
class Typed:
    """Lines typed beforehand."""

    lines: list[str]
    write: Callable[[str], None] = lambda _text: None
    columns: int = 0
    moves: bool = False
    shows: bool = True
    entered: int = 0
    """How often Enter was pressed to come somewhere."""
    choices: Sequence[Choice] = ()
    """What is offered now."""
    typed: str = ""
    touched: Callable[[], None] = lambda: None

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        del at
        tick()
        typed = self._typed()
        self.write("\n" if hidden else f"{typed}\n")
        return begun + typed

    def _typed(self) -> str:
        """Return the next line, with what "@" stands for put in."""
        ids = [one.id for one in self.choices]
        while self.lines and (
            (self.lines[0].startswith("@?") and self.lines[0][2:] not in ids)
            or (self.lines[0].startswith("@until ") and self.lines[0][7:] in ids)
        ):
            self.lines.pop(0)
        if not self.lines:
            raise EndOfInput
        if self.lines[0].startswith("@until "):
            self.entered += 1
            assert self.entered < 200, f"{self.lines[0]} goes round in circles"
            return ""
        self.entered = 0
        if not self.lines[0].startswith("@"):
            return self.lines.pop(0)
        wanted = self.lines.pop(0).removeprefix("@").removeprefix("?")
        found = ids.index(wanted) if wanted in ids else -1
        found = next((at for at, id in enumerate(ids) if id.startswith(wanted + ":")), -1) if found < 0 else found
        assert found >= 0, f"{wanted} is not offered, only {ids}"
        return str(found + 1)

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        del seconds
        tick()
        return True

    def meanwhile(self, done: threading.Event) -> None:
        done.wait(1)


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


@dataclass
class Told:
    """What was said, and what was offered."""

    text: str = field(repr=False)
    talk: Noting = field(repr=False)
    outlet: FakeOutlet = field(repr=False)
    face: Face = field(repr=False)

    @property
    def lines(self) -> list[str]:
        """The lines that were said, without empty ones."""
        return [line.rstrip() for line in self.text.split("\n") if line.strip()]

    def problems(self) -> list[str]:
        """Return what should not be heard, and prompts without an end."""
        return [*wrong(self.text), *(one for one in self.talk.prompts if not one.endswith((":", "?")))]

    def __contains__(self, words: str) -> bool:
        return words in self.text


def hold(
    book: Workbook,
    page: Callable[[Face], object],
    *lines: str,
    outlet: FakeOutlet | None = None,
    folder: Path = Path("/nowhere"),
    clean: bool = True,
) -> Told:
    """Hold `page` with `lines`, and check that what was said can be listened to, unless not `clean`."""
    outlet = outlet or Out()
    told = converse(lambda talk: Face(talk, book.catalogue, folder, cast("Outlet", outlet), book), page, lines, outlet)
    if clean:
        problems = told.problems()
        assert not problems, problems
    return told


def converse(
    face_of: Callable[[Talk], Face], page: Callable[[Face], object], lines: Sequence[str], outlet: FakeOutlet
) -> Told:
    """Hold `page` of the face that `face_of` makes, and return what was said."""
    said: list[str] = []
    talk = Noting(Typed(list(lines), said.append), said.append)
    face = face_of(talk)
    try:
        face.open(lambda face: cast("None", page(face)))
    except (EndOfInput, Going):
        pass
    except AssertionError as error:
        raise AssertionError(f"{error}\n{''.join(said)[-3000:]}") from error
    return Told("".join(said), talk, outlet, face)


def wrong(transcript: str) -> Iterator[str]:
    """Yield what should not be heard: a line said twice running, names of boxes and signs, a prompt without an end."""
    lines = [line.strip() for line in transcript.split("\n")]
    for before, line in pairwise(lines):
        if line and line == before:
            yield f"said twice: {line}"
    for line in lines:
        if BOXES.search(line) or SIGNS.search(line):
            yield f"signs: {line}"
