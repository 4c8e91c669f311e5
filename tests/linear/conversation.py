"""Conversations with the plain face, in this process: one page of it, or a whole session; and what was said.

    told = hold(book, look_back, "3", "/back")
    assert "Which visit?" in told

    ran = session("@settings", "@door", "@helping", "/leave", book=book)
    assert ran.code == 0

- What is typed stands beforehand (`typed`); for somebody who answers what they hear see `typist`.
- What a voice would stumble over is looked for in everything that is said (`heard`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from ciworkbook.guard.outcomes import Problem
from ciworkbook.guard.outlet import Outlet
from ciworkbook.linear.face import Face
from ciworkbook.linear.going import Going
from ciworkbook.linear.lines import EndOfInput
from ciworkbook.linear.talk import Talk
from ciworkbook.linear.window import CLEARING
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..screens.bench import FakeOutlet
from .heard import stumbles
from .typed import Line, Noting, Typed


class Out(FakeOutlet):
    """As that, but files are really written."""

    def write(self, path: str | os.PathLike[str], data: bytes) -> Problem | None:
        problem = super().write(path, data)
        if problem is None:
            Path(path).write_bytes(data)
        return problem


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
        return [*stumbles(self.text, echoed=True), *(one for one in self.talk.prompts if not one.endswith((":", "?")))]

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
    talk = Noting(Typed(lines, said.append, shows=True), said.append)
    face = face_of(talk)
    try:
        face.open(lambda face: cast("None", page(face)))
    except (EndOfInput, Going):
        pass
    except AssertionError as error:
        raise AssertionError(f"{error}\n{''.join(said)[-3000:]}") from error
    return Told("".join(said), talk, outlet, face)


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
    said: list[str] = []
    reader = Typed(lines, moves=moves, shows=moves)
    catalogue = book.catalogue if book is not None else Catalogue.load()
    face = Face(Noting(reader, said.append), catalogue, folder, cast("Outlet", Out()), book, **how)
    try:
        code = face.run()
    except AssertionError as error:
        raise AssertionError(f"{error}\n{''.join(said)[-3000:]}") from error
    text = "".join(said)
    stumbled = list(stumbles(text))
    assert not stumbled, stumbled
    return Ran(code, text, face, reader)
