"""Tables and drawings that have no room for what stands in them, told in lines.

- Where a cell is long, each cell is a line of its own, named by its column, so that nothing becomes a narrow strip.
- Else a row is the one line that the person saw in the preview.
- On a card nothing stands beside each other.
"""

from __future__ import annotations

from ..text import cells, clean_line
from ..words import _
from .document import Block, Figure, Line, Paragraphs, Table

HIGHEST = 10
"""Lines of a cell; what is longer reads better across the page."""
_LONG = 120  # cells


def told(table: Table) -> list[list[str]]:
    """Return the lines of each row: the row in one, or its first cell and then each further one with its name."""
    rows = [[clean_line(cell) for cell in row] for _line, row in table.rows]
    if not any(cells(cell) > _LONG for row in rows for cell in row):
        return [[clean_line(line.text)] for line, _row in table.rows]
    names = [clean_line(name) for name in table.header]
    return [
        [_named(name, cell) for name, cell in zip(names, row, strict=False) if cell] or [clean_line(line.text)]
        for (line, _cells), row in zip(table.rows, rows, strict=True)
    ]


def for_card(block: Block) -> Block:
    """Return what stands on a card in place of `block`."""
    match block:
        case Table(key=key, label=label, rows=rows):
            return Paragraphs(key, label, tuple(line for line, _cells in rows))
        case Figure(line=line, sheet=sheet):
            return Paragraphs(line.key, "", (Line(line.key, sheet.alt, line.share),))
    return block


def _named(name: str, cell: str) -> str:
    return _("{label}: {said}").format(label=name, said=cell) if name else cell
