"""Rows in lines: tables and people, one row at a time, one cell after the other.

- A number opens a row; Enter goes past a cell and keeps what stands there. `/back` closes the row.
- A row that is taken out can be put back until another one is added.
- Cells of columns that the sheet does not have any more are kept and not said.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from ...answers.answer import is_blank
from ...answers.around import as_mapping, as_names, as_text, taken_from
from ...answers.offering import LONGEST_CELL, LONGEST_NAME, cell_picks, left_out, one_line
from ...answers.pulling import Pulled, Row
from ...answers.telling import cell as cell_words
from ...answers.telling import labelled
from ...text import clean_line
from ...words import _, p_, series
from ...worksheet.model import Column, PeopleQuestion, Table
from ..going import Back, Going
from ..talk import Choice, Command, Reply, numbered
from .asking import At
from .choosing import EACH, pick_one, pick_several
from .writing import a_date, line, lines

Cells = dict[str, Any]


class Out(Going):
    """The row that is open is to be taken out."""


def row_words(at: At, columns: Sequence[Column], cells: Mapping[str, Any]) -> list[str]:
    """Return what the cells of a row say, without the empty ones."""
    return [said for one in columns if (said := cell_words(one, cells.get(one.id), at.around.name))]


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
        stands = "" if long else cell_words(column, held, self.at.around.name)
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
        pick_one(self.at, cell_picks(self.column, given, self.at.around), given, lambda chosen: self.put(chosen[0]))

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
            typed = one_line(self.at.ask(prompt).text).strip()
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
            what = series(self.at.around.name(one) for one in chosen)
            self.at.say(_("Chosen: {what}.").format(what=what) if what else _("Nothing chosen."))

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
    at.face.talk.part(title)
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


class _Rows:
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


# Tables


def table(at: At) -> None:
    """Ask for the rows of a table."""
    assert isinstance(at.question, Table)
    if at.question.rows:
        _Fixed(at, at.question).ask()
    else:
        _Table(at, at.question).ask()


class _Fixed(_Rows):
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
                Choice(id, self.title(id), series(row_words(self.at, self.question.columns, self.cells.get(id, {}))))
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


class _Table(_Rows):
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
                    series(words[1:] or (_("nothing yet"),)) if not words or words[1:] else "",
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


# People


def people(at: At) -> None:
    """Ask for people, and what is to be written about each."""
    assert isinstance(at.question, PeopleQuestion)
    _People(at, at.question).ask()


class _People(_Rows):
    def __init__(self, at: At, question: PeopleQuestion) -> None:
        super().__init__(at)
        self.question = question
        for row in at.value if isinstance(at.value, list) else ():
            found = as_mapping(row)
            person = found.pop("person", None)
            if isinstance(person, str) and person:
                self.cells[person] = found

    def value(self) -> list[Cells]:
        """Return who is on the list, with what was written about each."""
        return [{"person": id, **cells} for id, cells in self.cells.items()]

    def called(self, id: str) -> str:
        """Return the name of someone."""
        return self.at.around.name(id) or _("Someone taken out of your people")

    def choices(self) -> list[Choice]:
        """Return who is on the list, who can be put back, and who else the workbook knows."""
        found = [
            Choice(f"row:{id}", self.called(id), series(row_words(self.at, self.question.fields, cells)))
            for id, cells in self.cells.items()
        ]
        if self.gone is not None:
            found.append(Choice("back", _("Put back: {name}").format(name=self.called(self.gone[1]))))
        found += [
            Choice(f"known:{one.id}", _("Pick: {name}").format(name=one.alias))
            for one in self.at.around.people
            if one.id not in self.cells
        ]
        return found

    def ask(self) -> None:
        """List people; open, pick or add, until Enter alone."""
        if self.question.count_hint is not None:
            low, high = self.question.count_hint
            self.at.say(_("{low} to {high} is a good number. Fewer is fine.").format(low=low, high=high))
        self.at.say(self.question.alias_hint)
        while True:
            choices = self.choices()
            for number, one in enumerate(choices, 1):
                self.at.say(numbered(number, one))
            prompt = _("A name to add, a number, or Enter to go on:") if choices else _("A name, or Enter to go on:")
            typed = one_line(self._name(prompt)).strip()
            if not typed:
                return
            if not typed.isdecimal():
                self.named(typed)
            elif 1 <= int(typed) <= len(choices):
                self.do(choices[int(typed) - 1].id)
            else:
                self.at.say(_("There is nobody with this number. A name can be typed, or a number from the list."))

    def _name(self, prompt: str) -> str:
        """Ask; a name that was begun when the asking ends otherwise is added."""
        try:
            return self.at.ask(prompt).text
        except BaseException:
            typed = clean_line(self.at.face.talk.reader.typed)
            if typed and not typed.startswith("/") and not typed.isdecimal():
                self.cells.setdefault(self.at.sitting.person(typed[:LONGEST_NAME]).id, {})
                self.at.hold(self.value())
            raise

    def do(self, chosen: str) -> None:
        """Open someone, pick them, or put them back."""
        kind, _sep, id = chosen.partition(":")
        if kind == "back":
            self.put_back()
        elif kind == "row":
            self.open(id)
        else:
            self.add(id)

    def named(self, typed: str) -> None:
        """Add somebody by name."""
        alias = clean_line(typed[:LONGEST_NAME])
        if over := len(typed) - LONGEST_NAME:
            self.at.say(left_out(max(0, over), LONGEST_NAME))
        known = self.at.around.called(alias)
        if known and known in self.cells:
            self.at.say(_("{name} is on this list already.").format(name=self.called(known)))
            return
        self.add(self.at.sitting.person(alias).id)

    def add(self, id: str) -> None:
        """Put someone on the list, and ask what there is to write about them."""
        self.gone = None
        self.cells.setdefault(id, {})
        self.put()
        if self.question.fields:
            self.open(id)

    def open(self, id: str) -> None:
        """Ask for the fields of one person."""
        put, hold = self.opener(id)
        cells = dict(self.cells[id])
        out = _("take them off this list")
        try:
            if self.question.fields:
                fields, rename = self.question.fields, lambda: self.rename(id)
                open_row(self.at, self.called(id), fields, cells, put, hold, can_go=out, rename=rename)
            else:
                self.bare(id)
        except Out:
            self.take_out(id)
            self.at.say(_("They are off this list, and still among your people."))

    def bare(self, id: str) -> None:
        """Offer what can be done with someone about whom nothing is to be written."""
        ways = [
            Choice("out", _("Take off this list")),
            Choice("rename", _("Call them by another name")),
        ]
        chosen = self.at.choose(ways, _("Number, or Enter to go on:"))
        if chosen == "out":
            raise Out
        if chosen == "rename":
            self.rename(id)

    def rename(self, id: str) -> None:
        """Ask for another name; it holds everywhere."""
        workbook = self.at.face.workbook
        typed = one_line(
            self.at.ask(_("Another name for {name}, or Enter to keep it:").format(name=self.called(id))).text
        )
        alias = clean_line(typed)[:LONGEST_NAME]
        if alias:
            self.at.sitting.desk.keep_people(workbook.people.change(id, alias=alias))
            self.at.say(_("{name} is the name now, in every worksheet.").format(name=alias))
