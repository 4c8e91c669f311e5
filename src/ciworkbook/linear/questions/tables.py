"""Tables in lines: rows of the sheet, or rows the person adds, one open at a time.

A number opens a row. What other sheets hold, and what the sheet suggests, is offered as rows to begin with.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from ...answers.answer import is_blank
from ...answers.around import as_mapping, taken_from
from ...answers.pulling import Pulled, Row
from ...words import _
from ...worksheet.model import Table
from ..choices import Choice
from ..spoken import joined
from ..talk import Reply
from .asking import At
from .cells import Cells, Out, open_row, row_words
from .choosing import EACH
from .rows import Rows


def table(at: At) -> None:
    """Ask for the rows of a table."""
    assert isinstance(at.question, Table)
    if at.question.rows:
        _Fixed(at, at.question).ask()
    else:
        _Table(at, at.question).ask()


class _Fixed(Rows):
    """Rows of the sheet."""

    def __init__(self, at: At, question: Table) -> None:
        super().__init__(at)
        self.question = question
        self.labels = {one.id: one.label for one in question.rows}
        self.cells = {id: as_mapping(row) for id, row in as_mapping(at.value).items()}

    def value(self) -> dict[str, Cells]:
        """Return the rows in which something stands."""
        return {id: dict(row) for id, row in self.cells.items() if not is_blank(row)}

    def ask(self) -> None:
        """List the rows, and open those chosen, until Enter alone."""
        # Rows of an older sheet that hold something are said after the others.
        kept = [id for id, row in self.cells.items() if id not in self.labels and not is_blank(row)]
        keys, listed = [*self.labels, *kept], False
        while True:
            choices = [
                Choice(id, self.title(id), joined(row_words(self.at, self.question.columns, self.cells.get(id, {}))))
                for id in keys
            ]
            choices.append(Choice(EACH, _("Go through them one by one")))
            reply = self.at.several(choices, _("Numbers of rows, or Enter to go on:"), listed=listed)
            if isinstance(reply, Reply) or not reply:
                return
            listed = True
            for id in (one for each in reply for one in (keys if each == EACH else [each])):
                put, hold = self.opener(id)
                cells = dict(self.cells.get(id, {}))
                open_row(self.at, self.title(id), self.question.columns, cells, put, hold)

    def title(self, id: str) -> str:
        """Return what a row is called."""
        return self.labels.get(id) or _("A row of an earlier worksheet")


class _Table(Rows):
    """Rows that the person adds."""

    def __init__(self, at: At, question: Table) -> None:
        super().__init__(at)
        self.question = question
        for row in at.value if isinstance(at.value, list) else ():
            found = as_mapping(row)
            id = found.pop("id", None)
            self.cells[id if isinstance(id, str) and id else secrets.token_hex(8)] = found

    def value(self) -> list[Cells]:
        """Return the rows."""
        return [{"id": id, **cells} for id, cells in self.cells.items()]

    def one(self) -> str:
        """Return what a row is called in general."""
        return self.question.row_label or _("row")

    def title(self, cells: Cells) -> str:
        """Return what one row is called."""
        words = row_words(self.at, self.question.columns, cells)
        return words[0] if words else self.one()

    def offers(self) -> list[Pulled]:
        """Return what other sheets hold as rows."""
        return [one for one in self.at.around.pulled if one.rows]

    def has(self, row: Row) -> bool:
        """Tell whether a row offered stands here already, by its first cell."""
        column, cell = next(iter(row.cells.items()))
        return any(held.get(column) == cell for held in self.cells.values())

    def choices(self) -> list[Choice]:
        """Return the rows, and what can be added."""
        found = []
        for id, cells in self.cells.items():
            words = row_words(self.at, self.question.columns, cells)
            found.append(
                Choice(
                    f"row:{id}",
                    words[0] if words else self.one(),
                    joined(words[1:]) if words else _("nothing yet"),
                )
            )
        if self.gone is not None:
            found.append(Choice("back", _("Put it back: {row}").format(row=self.title(self.gone[2]))))
        found.append(Choice("add", _("Add: {row}").format(row=self.one())))
        for number, one in enumerate(self.offers()):
            found += [
                Choice(f"take:{number}:{at}", row.label, taken_from(one).rstrip(":"))
                for at, row in enumerate(one.rows)
                if not self.has(row)
            ]
        found += [
            Choice(f"begin:{one.id}", _("Begin with: {row}").format(row=one.label)) for one in self.question.prompts
        ]
        return found

    def ask(self) -> None:
        """List the rows and what can be added; open or add what is chosen, until Enter alone."""
        while True:
            chosen = self.at.choose(self.choices(), _("Number, or Enter to go on:"))
            if isinstance(chosen, Reply) or not chosen:
                return
            kind, _sep, rest = chosen.partition(":")
            match kind:
                case "row":
                    self.open(rest)
                case "back":
                    self.put_back()
                case "take":
                    offer, row = rest.split(":")
                    self.add(self.offers()[int(offer)].rows[int(row)].cells)
                case "begin":
                    label = next(one.label for one in self.question.prompts if one.id == rest)
                    texts = (one.id for one in self.question.columns if one.type in ("short_text", "long_text"))
                    first = next(texts, "")
                    self.add({first: label} if first else {})
                case _add:
                    self.add({})

    def add(self, cells: Mapping[str, Any]) -> None:
        """Add a row and open it; one in which nothing was written is not kept."""
        id, self.gone = secrets.token_hex(8), None
        self.cells[id] = {key: list(one) if isinstance(one, list) else one for key, one in cells.items()}
        if cells:
            self.put()
        try:
            self.open(id)
        finally:
            if id in self.cells and is_blank(self.cells[id]):
                del self.cells[id]
                self.at.hold(self.value())

    def open(self, id: str) -> None:
        """Ask for the cells of a row."""
        put, hold = self.opener(id)
        cells = dict(self.cells[id])
        out = _("take this row out")
        try:
            open_row(self.at, self.title(cells), self.question.columns, cells, put, hold, can_go=out)
        except Out:
            self.take_out(id)
            self.at.say(_("The row is taken out. It can be put back."))
