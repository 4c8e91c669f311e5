"""Rows that a person adds to, opens one at a time, and takes out: what a table and a list of people share.

A row that is taken out can be put back, at its place and with its cells, until another one is added.
"""

from __future__ import annotations

from typing import Any

from textual import on

from .base import QuestionWidget
from .listing import Listing


class RowList(QuestionWidget):
    """A question whose answer is rows. Subclasses make `cells` and `listing`, and say what there is to say."""

    cells: dict[str, dict[str, Any]]
    """What stands in each row, by its id."""
    listing: Listing
    taken_out: tuple[int, str, dict[str, Any]] | None = None
    """The place, id and cells of the row that can be put back."""

    def say(self) -> None:
        """Say what can be done now."""

    async def close_row(self) -> None:
        """Close the row that is open."""
        self.catch_up()
        await self.listing.close()
        self.listing.focus()

    async def add_row(self, id: str, cells: dict[str, Any]) -> None:
        """Put a row at the end."""
        self.cells.setdefault(id, cells)
        self.taken_out = None
        await self._renew([*self.listing.keys, id], at=id)

    async def take_out(self, id: str) -> None:
        """Take a row out; it can be put back."""
        self.taken_out = (self.listing.keys.index(id), id, self.cells.pop(id))
        await self._renew([one for one in self.listing.keys if one != id])

    async def put_back(self) -> None:
        """Put the row back that was taken out."""
        if self.taken_out is None:
            return
        index, id, cells = self.taken_out
        self.taken_out = None
        self.cells[id] = cells
        keys = [*self.listing.keys]
        keys.insert(index, id)
        await self._renew(keys, at=id)
        self.listing.focus()

    async def _renew(self, keys: list[str], at: str = "") -> None:
        await self.listing.renew(keys, at=at)
        self.say()
        self.changed()

    @on(Listing.Moved)
    def _moved(self, event: Listing.Moved) -> None:
        event.stop()
