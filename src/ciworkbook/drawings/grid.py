"""Cells that a drawing writes into, one run of text at a time.

- What is written later covers what was there. Nothing leaves the grid.
"""

from __future__ import annotations

from ..text import cells
from .picture import Span


class Grid:
    """Cells to write spans into; what is written later covers what was there, and nothing leaves the grid."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: dict[tuple[int, int], Span | None] = {}

    def put(self, x: int, y: int, span: Span) -> None:
        """Write `span` from cell `x` of row `y` on; one that would leave the grid is left out."""
        size = cells(span.text)
        if not size or not 0 <= y < self.height:
            return
        if x < 0 or x + size > self.width:
            if span.text.strip():
                return
            x, size = max(0, x), 1
            if x >= self.width:
                return
        for column in range(x, x + size):
            self._cells[column, y] = None
        self._cells[x, y] = span

    def rows(self) -> list[tuple[Span, ...]]:
        """Return what was written, row by row."""
        made: list[tuple[Span, ...]] = []
        for y in range(self.height):
            row: list[Span] = []
            blank = 0
            for x in range(self.width):
                if (x, y) not in self._cells:
                    blank += 1
                elif (span := self._cells[x, y]) is not None:
                    if blank:
                        row.append(Span(" " * blank))
                        blank = 0
                    row.append(span)
            made.append(tuple(row))
        return made
