"""A row that is open, in lines: its cells one after the other.

- Enter goes past a cell and keeps what stands there. `/back` closes the row.
- Cells of columns that the sheet does not have any more are kept and not said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from ...answers.answer import is_blank
from ...answers.around import as_names, as_text
from ...answers.offering import LONGEST_CELL, LONGEST_NAME, cell_picks
from ...answers.telling import cell as cell_words
from ...answers.telling import labelled
from ...text import clean_line
from ...words import _, p_, series
from ...worksheet.model import Column
from ..commands import Command
from ..going import Back, Going
from ..talk import Reply
from .asking import At
from .choosing import pick_one, pick_several
from .writing import a_date, line, lines

Cells = dict[str, Any]


class Out(Going):
    """The row that is open is to be taken out."""


def row_words(at: At, columns: Sequence[Column], cells: Mapping[str, Any]) -> list[str]:
    """Return what the cells of a row say, without the empty ones."""
    return [said for one in columns if (said := cell_words(one, cells.get(one.id), at.called))]


class Cell:
    """Asks for one cell. `put` gets the row with it, and saves; `hold` is for what is not ended yet."""

    def __init__(
        self, at: At, column: Column, cells: Cells, put: Callable[[Cells], None], hold: Callable[[Cells], None]
    ):
        self.at, self.column, self.cells = at, column, cells
        self._put, self._hold = put, hold

    def ask(self) -> None:
        """Say what the cell is called and what stands there, and ask."""
        column, held = self.column, self.cells.get(self.column.id)
        long = column.type == "long_text"
        stands = "" if long else cell_words(column, held, self.at.called)
        self.at.face.talk.part(labelled(clean_line(column.label), stands), column.hint)
        match column.type:
            case "short_text":
                line(self.at, as_text(held), self.put, self.hold, LONGEST_CELL)
            case "long_text":
                lines(self.at, as_text(held), self.put, self.hold)
            case "date":
                a_date(
                    self.at,
                    as_text(held),
                    "day",
                    lambda value, typed: self.put(value or typed),
                    lambda value, typed: self.hold(value or typed),
                )
            case "choice":
                self.one(as_names(held)[:1])
            case "choices":
                picks = cell_picks(column, as_names(held), self.at.around)
                pick_several(self.at, picks, as_names(held), self.put)
            case "people":
                self.people()

    def one(self, given: list[str]) -> None:
        """Ask for one option; what stands there can be taken back."""
        pick_one(
            self.at,
            cell_picks(self.column, given, self.at.around),
            given,
            lambda chosen: self.put(chosen[0] if chosen else ""),
        )

    def people(self) -> None:
        """Ask for people by number, or for the name of somebody else."""
        listed = False
        while True:
            chosen = as_names(self.cells.get(self.column.id))
            picks = cell_picks(self.column, chosen, self.at.around)
            others = [one for one in picks if one.id not in chosen]
            if not listed:
                for number, one in enumerate(picks, 1):
                    self.at.say(f"{number}. {one.label}")
            listed = True
            prompt = _("Numbers, a name, or Enter to go on:") if others or picks else _("A name, or Enter to go on:")
            typed = self.at.name(prompt, partial(self.begun, chosen))
            if not typed:
                return
            numbers = typed.replace(",", " ").split()
            if all(one.isdecimal() for one in numbers):
                wanted = [int(one) - 1 for one in numbers]
                if not all(0 <= one < len(picks) for one in wanted):
                    self.at.say(_("Type a number from 1 to {last}.").format(last=len(picks)))
                    continue
                for id in (picks[number].id for number in wanted):
                    chosen = [each for each in chosen if each != id] if id in chosen else [*chosen, id]
            else:
                person = self.at.sitting.person(typed[:LONGEST_NAME])
                chosen = chosen if person.id in chosen else [*chosen, person.id]
                listed = False
            order = [one.id for one in cell_picks(self.column, chosen, self.at.around)]
            chosen = sorted(chosen, key=order.index)
            self.put(chosen)
            what = series(self.at.called(one) for one in chosen)
            self.at.say(_("Chosen: {what}.").format(what=what) if what else _("Nothing chosen."))

    def begun(self, chosen: list[str], typed: str) -> None:
        """Add someone whose name was typed and not entered."""
        person = self.at.sitting.person(typed[:LONGEST_NAME])
        self.hold(chosen if person.id in chosen else [*chosen, person.id])

    def put(self, value: Any) -> None:
        """Make `value` the cell."""
        self._put(self.with_(value))

    def hold(self, value: Any) -> None:
        """Make `value` the cell, to be saved with the next save."""
        self._hold(self.with_(value))

    def with_(self, value: Any) -> Cells:
        """Return the row with `value` in this cell, without what is empty."""
        self.cells[self.column.id] = value
        if is_blank(value):
            del self.cells[self.column.id]
        return self.cells


def open_row(
    at: At,
    title: str,
    columns: Sequence[Column],
    cells: Cells,
    put: Callable[[Cells], None],
    hold: Callable[[Cells], None],
    *,
    can_go: str = "",
    rename: Callable[[], None] | None = None,
) -> None:
    """Ask for the cells of a row in order. With `can_go`, the words for it, the row can be taken out: raises `Out`."""
    own = []
    if can_go:
        own.append(Command("out", p_("a word typed after a slash", "remove"), can_go))
    if rename is not None:
        own.append(Command("rename", p_("a word typed after a slash", "rename"), _("call them by another name")))
    # Said where something stands that could go: at a new row it is only in the way.
    remove = _("/{remove} takes it out.").format(remove=p_("a word typed after a slash", "remove"))
    at.face.talk.part(title, remove if can_go and cells else "")
    if own:
        at = _InRow(at, own, rename)
    with suppress(Back):
        for column in columns:
            Cell(at, column, cells, put, hold).ask()


class _InRow(At):
    """A question asked while a row is open: more can be typed there."""

    __slots__ = ("_own", "_rename")

    def __init__(self, at: At, own: list[Command], rename: Callable[[], None] | None) -> None:
        super().__init__(at.face, at.sitting, at.question, at.cards, at.problem)
        self._own, self._rename = own, rename

    def commands(self) -> list[Command]:
        """Return what can be typed in a row, then what can be typed at every question."""
        return [*self._own, *At.commands(self)]

    def done(self, reply: Reply) -> bool:
        """As for every question; taking out raises `Out`."""
        if reply.command == "out":
            raise Out
        if reply.command == "rename" and self._rename is not None:
            self._rename()
            return True
        return At.done(self, reply)
