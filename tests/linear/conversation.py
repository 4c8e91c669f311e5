"""A page of the plain face held with lines that were typed beforehand, and what is wrong with what was said.

    told = hold(book, look_back, "3", "/back")
    assert "Which visit?" in told

- The lines are the person's, and stand beside the prompts as on a terminal. Where they end the input ends, as a pipe
  does, and what was said until then is there.
- A line that begins with "@" chooses by the id of a choice, whatever its number is.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from ciworkbook.guard.outlet import Outlet, Problem
from ciworkbook.linear.face import Face
from ciworkbook.linear.going import Going
from ciworkbook.linear.keyboard import EndOfInput
from ciworkbook.linear.talk import Choice, Reply, Talk
from ciworkbook.workbook import Workbook

from ..screens.bench import FakeOutlet

BOXES = re.compile("[\u2500-\u259f]")
SIGNS = re.compile(r"([-=*_#~.+|<>])\1{2,}|[•·▸→←↑↓○●…]|\[[x ]\]")
"""Runs of signs, and signs that a screen reader says by their names."""


class Out(FakeOutlet):
    """As that, but files are really written."""

    def folder(self, path: object) -> None:
        """Nobody asks later where the workbook is kept."""

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
    typed: str = ""
    touched: Callable[[], None] = lambda: None

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        del at
        tick()
        if not self.lines:
            raise EndOfInput
        typed = self.lines.pop(0)
        self.write("\n" if hidden else f"{typed}\n")
        return begun + typed

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
        self.offered: set[str] = set()
        self.chosen: set[str] = set()

    def choose(self, choices: Sequence[Choice], *about: Any, **more: Any) -> str | Reply:
        self.offered |= {one.id for one in choices}
        reader = cast("Typed", self.reader)
        if reader.lines and reader.lines[0].startswith("@"):
            wanted = reader.lines.pop(0).removeprefix("@")
            number = next((number for number, one in enumerate(choices, 1) if one.id == wanted), None)
            assert number is not None, f"{wanted} is not offered, only {[one.id for one in choices]}"
            reader.lines.insert(0, str(number))
        chosen = super().choose(choices, *about, **more)
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
    said: list[str] = []
    talk = Noting(Typed(list(lines), said.append), said.append)
    outlet = outlet or Out()
    face = Face(talk, book.catalogue, folder, cast("Outlet", outlet), book)
    try:
        face.open(lambda face: cast("None", page(face)))
    except (EndOfInput, Going):
        pass
    except AssertionError as error:
        raise AssertionError(f"{error}\n{''.join(said)[-3000:]}") from error
    told = Told("".join(said), talk, outlet, face)
    if clean:
        problems = list(wrong(told.text))
        assert not problems, problems
    return told


def wrong(transcript: str) -> Iterator[str]:
    """Yield what should not be heard: a line said twice running, names of boxes and signs, a prompt without an end."""
    lines = [line.strip() for line in transcript.split("\n")]
    for before, line in pairwise(lines):
        if line and line == before:
            yield f"said twice: {line}"
    for line in lines:
        if BOXES.search(line) or SIGNS.search(line):
            yield f"signs: {line}"
