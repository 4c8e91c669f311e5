"""A whole session of the plain face, in this process: what the person types, and all that is said.

    ran = session("@settings", "@door", "@helping", "/leave", book=book)
    assert ran.code == 0

- A line that begins with "@" chooses by the id of a choice, or by what its id begins with, whatever its number is.
  Where the lines end, the input ends.
- What a voice would stumble over is looked for in everything that is said.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from ciworkbook.guard.outlet import Problem
from ciworkbook.linear.choices import Choice
from ciworkbook.linear.face import Face
from ciworkbook.linear.lines import EndOfInput
from ciworkbook.linear.talk import Reply, Talk
from ciworkbook.linear.window import CLEARING
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

SIGNS = re.compile(r"[\u2500-\u259f•·▸→←↑↓○●…\[\]]|([-=*_#~.+|<>])\1{2,}")
"""Boxes, signs and runs of signs that a screen reader says by their names."""
Line = str | Callable[[], None]


@dataclass
class Typed:
    """Lines typed beforehand; a function among them is called when its turn comes."""

    lines: list[Line]
    moves: bool = False
    shows: bool = False
    columns: int = 0
    typed: str = ""
    touched: Callable[[], None] = field(default=lambda: None)

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        del at, hidden
        tick()
        while self.lines:
            one = self.lines.pop(0)
            if isinstance(one, str):
                return begun + one
            one()
            tick()
        raise EndOfInput

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        self.line(0, tick)
        return bool(seconds)

    def meanwhile(self, done: threading.Event) -> None:
        done.wait(1)


class Choosing(Talk):
    """Takes "@id" for the number of the choice with that id."""

    def choose(self, choices: Sequence[Choice], *about: Any, **more: Any) -> str | Reply:
        reader = self.reader
        assert isinstance(reader, Typed)
        first = reader.lines[0] if reader.lines else ""
        if isinstance(first, str) and first.startswith("@"):
            ids = [one.id for one in choices]
            begun = [id for id in ids if id.startswith((f"{first[1:]}:", f"{first[1:]}."))]
            wanted = first[1:] if first[1:] in ids or not begun else begun[0]
            assert wanted in ids, f"{first} is not offered, only {ids}; so far:\n{self.heard}"
            reader.lines[0] = str(ids.index(wanted) + 1)
        return super().choose(choices, *about, **more)

    heard = ""


class Outlet:
    """Makes the file itself, as the launcher does."""

    is_open = False

    def __init__(self) -> None:
        self.told: list[Path] = []

    def folder(self, path: Path) -> None:
        self.told.append(path)

    def language(self, tag: str) -> None:
        """No door comes after."""

    def write(self, path: Path, data: bytes) -> Problem | None:
        Path(path).write_bytes(data)
        return None


@dataclass
class Ran:
    """How it ended, what was said, and the face."""

    code: int
    text: str = field(repr=False)
    face: Face = field(repr=False)
    reader: Typed = field(repr=False)

    @property
    def stands(self) -> str:
        """What still stands in the window at the end."""
        return self.text.rpartition(CLEARING)[2]


def session(
    *lines: Line, book: Workbook | None = None, folder: Path = Path("/nowhere"), moves: bool = False, **how: Any
) -> Ran:
    """Hold a session with `lines`; `how` goes to `Face`."""
    reader = Typed(list(lines), moves=moves, shows=moves)
    said: list[str] = []

    def write(text: str) -> None:
        said.append(text)
        Choosing.heard = "".join(said)[-3000:]

    catalogue = book.catalogue if book is not None else Catalogue.load()
    outlet: Any = Outlet()
    talk: Any = Choosing(reader, write)  # type: ignore[arg-type]
    face = Face(talk, catalogue, folder, outlet, book, **how)
    code = face.run()
    text = "".join(said)
    stumbled = list(stumbles(text))
    assert not stumbled, stumbled
    return Ran(code, text, face, reader)


def stumbles(text: str) -> Iterator[str]:
    """Yield what should not be heard: a line said twice running, and signs that are said by their names."""
    lines = [line.strip() for line in text.replace(CLEARING, "").split("\n")]
    for before, line in pairwise(lines):
        if line and line == before and not line.endswith(":"):  # the same question twice has an answer in between
            yield f"said twice: {line}"
        if SIGNS.search(line):
            yield f"signs: {line}"
