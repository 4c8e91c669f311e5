"""What is handed on, before it becomes text, Markdown or a page.

- A `Document` holds only what may go out: `private` and resting answers never reach it.
- Every line a person may want to take out is a `Line` with a key; `without` drops lines by key.
- No names but those the names rule gave; no dates, authors or program names beyond what is written in the blocks.
- Blocks to write on by hand (`Blank`) hold no answer: they have no lines, and always stay.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field, replace
from typing import Literal

from ..drawings.picture import Picture, Sheet
from ..words import _


@dataclass(frozen=True, slots=True)
class Line:
    """One removable line. `share` says whether the preview offers it ticked ("ok") or not ("ask")."""

    key: str
    text: str = field(repr=False)
    share: Literal["ok", "ask"] = "ok"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title."""

    key: str
    text: str = field(repr=False)
    level: Literal[1, 2, 3] = 2
    fresh: bool = False
    """It begins a page of its own, where a document has pages."""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A label and the lines under it. Without any line the label is a sentence that always stays."""

    key: str
    label: str = field(repr=False)
    lines: tuple[Line, ...]
    tone: Literal["plain", "care", "safety"] = "plain"
    prose: bool = False
    """The lines are the paragraphs of one text, not items of a list."""


CONTENTS = "contents"
"""Key of the paragraphs that name what begins on a page of its own, in that order; paper adds the page's number."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. Each row is one removable line; its `text` is what the preview shows."""

    key: str
    label: str = field(repr=False)
    header: tuple[str, ...] = field(repr=False)
    rows: tuple[tuple[Line, tuple[str, ...]], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing in both faces; one removable line."""

    line: Line
    picture: Picture = field(repr=False)
    sheet: Sheet = field(repr=False)


@dataclass(frozen=True, slots=True)
class Room:
    """Space to write in by hand: a question, a hint below it, and so many empty lines.

    A line break in a hint begins a new line, here and in the other blocks to write on.
    """

    key: str
    label: str = field(repr=False)
    hint: str = field(repr=False)
    lines: int


@dataclass(frozen=True, slots=True)
class Boxes:
    """Things to tick by hand: one of them where `one` holds, else any; `note` leaves room to write behind each."""

    key: str
    label: str = field(repr=False)
    hint: str = field(repr=False)
    options: tuple[str, ...] = field(repr=False)
    one: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """An empty table to fill in by hand; `header` names its columns.

    With `stubs` each row has a label of its own, in a column without a name before them; else there are `rows` rows.
    """

    key: str
    label: str = field(repr=False)
    hint: str = field(repr=False)
    header: tuple[str, ...] = field(repr=False)
    stubs: tuple[str, ...] = field(repr=False)
    rows: int = 0
    ticks: int = 0
    """So many of the first columns are narrow, with a box to tick in each row."""
    heights: tuple[int, ...] = field(default=(), repr=False)
    """How many lines each row has room for; one where it is not said."""

    def height(self, row: int) -> int:
        """Return for how many lines the row `row`, from 0, has room."""
        return self.heights[row] if row < len(self.heights) else 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A line with `steps` marks, the first at its low end and the last at its high end, to mark a place on by hand."""

    key: str
    label: str = field(repr=False)
    hint: str = field(repr=False)
    low: str = field(repr=False)
    high: str = field(repr=False)
    steps: int
    first: int | None = None
    """The number at the low end, where the marks have numbers."""


Blank = Room | Boxes | Grid | Rule
Block = Heading | Paragraphs | Table | Figure | Blank
Form = Literal["page", "card"]
"""Whole pages, or a card of the size A6 that is cut out and folded once."""


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks in order, what they are set as, and the language that says how they are set."""

    title: str = field(repr=False)
    language: str
    blocks: tuple[Block, ...] = field(repr=False)
    form: Form = "page"
    foot: bool = True
    """Say "private" and the number of the page at the foot of each page."""
    kind: Literal["summary", "blank"] = "summary"
    """What it is called in the data about the file, where nothing tells of the subject."""

    def file_title(self) -> str:
        """Return what the file says that it is: nothing of the subject."""
        return _("Worksheet") if self.kind == "blank" else _("Summary")

    def lines(self) -> list[Line]:
        """Return every removable line, in order."""
        found: list[Line] = []
        for block in self.blocks:
            match block:
                case Paragraphs(lines=lines):
                    found.extend(lines)
                case Table(rows=rows):
                    found.extend(line for line, _ in rows)
                case Figure(line=line):
                    found.append(line)
        return found

    def without(self, keys: Set[str]) -> Document:
        """Return the document without the lines called `keys`, and without what is left empty by that."""
        kept: list[Block] = []
        for block in self.blocks:
            match block:
                case Paragraphs(lines=lines):
                    left = tuple(line for line in lines if line.key not in keys)
                    if left or not lines:
                        kept.append(replace(block, lines=left))
                case Table(rows=rows):
                    if rest := tuple(row for row in rows if row[0].key not in keys):
                        kept.append(replace(block, rows=rest))
                case Figure(line=line):
                    if line.key not in keys:
                        kept.append(block)
                case _:
                    kept.append(block)
        return replace(self, blocks=tuple(_without_bare_headings(kept)))


def _without_bare_headings(blocks: list[Block]) -> list[Block]:
    """Drop headings below the title that have nothing under them; sentences that always stay belong to no heading."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if isinstance(block, Heading) and block.level > 1:
            below = next((one for one in reversed(kept) if not isinstance(one, Paragraphs) or one.lines), None)
            if below is None or (isinstance(below, Heading) and below.level <= block.level):
                continue
        kept.append(block)
    return kept[::-1]
