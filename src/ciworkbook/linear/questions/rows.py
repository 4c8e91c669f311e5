"""Rows that a person adds to, opens and takes out, in lines: what tables and lists of people share.

A row that is taken out can be put back until another one is added.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .asking import At
from .cells import Cells


class Rows:
    """Rows that a person adds to, opens, and takes out."""

    def __init__(self, at: At) -> None:
        self.at = at
        self.cells: dict[str, Cells] = {}
        self.gone: tuple[int, str, Cells] | None = None

    def value(self) -> Any:
        """Return the answer as it stands."""
        raise NotImplementedError

    def put(self) -> None:
        """Save what stands."""
        self.at.put(self.value())

    def opener(self, id: str) -> tuple[Callable[[Cells], None], Callable[[Cells], None]]:
        """Return what saves, and what holds, the cells of a row."""

        def put(cells: Cells) -> None:
            self.cells[id] = cells
            self.put()

        def hold(cells: Cells) -> None:
            self.cells[id] = cells
            self.at.hold(self.value())

        return put, hold

    def take_out(self, id: str) -> None:
        """Take a row out; it can be put back."""
        self.gone = (list(self.cells).index(id), id, self.cells.pop(id))
        self.put()

    def put_back(self) -> None:
        """Put the row back at its place."""
        assert self.gone is not None
        at, id, cells = self.gone
        rows = list(self.cells.items())
        rows.insert(at, (id, cells))
        self.cells, self.gone = dict(rows), None
        self.put()
