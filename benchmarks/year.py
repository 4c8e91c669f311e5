"""A made-up year: a workbook with so many visits and people, written from a seed.

- Every answer is one that its question takes, at a question that is shown. Visits are begun by the workbook itself, so
  that they carry over what a sheet says, and a third of the answers is written anew each time.
- Half of the visits are of a few sheets, those with a staircase, a line or a map among them.
- It lies in memory, and nothing of it is written anywhere, unless another vault is given.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.flow import flow
from ciworkbook.answers.visit import Visit
from ciworkbook.vault.memory import Keeping, MemoryVault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import (
    Checklist,
    Choice,
    Choices,
    Column,
    Date,
    Door,
    LongText,
    Note,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    ShortText,
    Staircase,
    Table,
)

WORDS = """
again and before by day each evening for friend garden had he her home house if in it kitchen last later
letter little long morning my near never night not now of on once one other people phone quiet rain rest room
said she sister slept slowly so some song step still table talk that the then they thing time to today
together train walked was water we week went what when window with wrote yes yesterday Noël Blü café über
""".split()  # noqa: SIM905 (words are read more easily as words)
SEED = 20261124
END = datetime.fromisoformat("2026-11-24T20:00:00+01:00")


class Year:
    """Writes a year into a workbook of its own."""

    def __init__(
        self,
        visits: int = 200,
        people: int = 40,
        door: Door = "caused_harm",
        seed: int = SEED,
        vault: Keeping | None = None,
    ) -> None:
        self.random = random.Random(seed)
        self.at = END - timedelta(days=365)
        self.book = Workbook(vault or MemoryVault(), Catalogue.load(), lambda: self.at)
        self.book.save_settings(replace(self.book.settings, door=door, idle_minutes=0))
        everyone = self.book.people
        for number in range(people):
            everyone, _person = everyone.add(f"{self.random.choice(WORDS).title()} {number}", self.words(2))
        self.book.save_people(everyone)
        self.ids = [one.id for one in everyone]
        sheets = [one.id for one in self.book.catalogue.entries(door)]
        followed = [one for one in sheets if self.has_places(one, door)]
        often = followed + sheets[: len(sheets) // 4]
        for number in range(visits):
            self.at = END - timedelta(days=365 - 365 * number / visits, minutes=self.random.randrange(90))
            self.visit(self.random.choice(often if number % 2 else sheets), door)
        self.at = END

    def has_places(self, worksheet: str, door: Door) -> bool:
        """Tell whether a sheet asks where someone stands: on stairs, on a line or on a map."""
        asked = self.book.catalogue.worksheet(worksheet, door).questions()
        return any(isinstance(one, Staircase | Scale | RingMap) for one in asked)

    def visit(self, worksheet: str, door: Door) -> Visit:
        """Write one visit."""
        sheet = self.book.catalogue.worksheet(worksheet, door)
        visit = self.book.begin(worksheet, door)
        for question in sheet.questions():
            if isinstance(question, Note) or question.id not in flow(sheet, visit).shown:
                continue
            if question.id in visit.answers and self.random.random() < 0.66:
                continue
            if self.random.random() < 0.1:
                visit = visit.answer(question.id, Answer("not_now"), self.book.stamp())
                continue
            value = self.value(question, visit)
            if value not in (None, "", [], {}):
                visit = visit.answer(question.id, Answer(value=value), self.book.stamp())
        return self.book.save(replace(visit, state="closed"))

    def words(self, most: int) -> str:
        """Return some words."""
        return " ".join(self.random.choice(WORDS) for _word in range(self.random.randint(1, most)))

    def text(self) -> str:
        """Return some paragraphs."""
        return "\n".join(self.words(60).capitalize() + "." for _line in range(self.random.randint(1, 4)))

    def some(self, ids: list[str], most: int) -> list[str]:
        """Return some of `ids`, in their order."""
        picked = set(self.random.sample(ids, min(len(ids), self.random.randint(1, most))))
        return [one for one in ids if one in picked]

    def cell(self, column: Column) -> Any:
        """Return what stands in a cell."""
        match column.type:
            case "choice":
                return self.random.choice(column.options).id
            case "choices":
                return self.some([one.id for one in column.options], 3)
            case "people":
                return self.some(self.ids, 2)
            case "date":
                return (END - timedelta(days=self.random.randrange(400))).date().isoformat()
        return self.words(8)

    def cells(self, columns: tuple[Column, ...]) -> dict[str, Any]:
        """Return a row."""
        return {one.id: self.cell(one) for one in columns if self.random.random() < 0.8}

    def value(self, question: Question, visit: Visit) -> Any:
        """Return a value that `question` takes; None where there is none yet."""
        match question:
            case ShortText():
                return self.words(6)
            case LongText():
                return self.text()
            case Scale():
                return self.random.randint(question.min, question.max)
            case Date():
                return (END - timedelta(days=self.random.randrange(400))).date().isoformat()
            case Choice() | Choices():
                ids = self.of(question.options_from, visit) if question.options_from else None
                options = [one.id for one in question.options] if ids is None else ids
                if not options:
                    return None
                return self.random.choice(options) if isinstance(question, Choice) else self.some(options, 3)
            case Checklist():
                states = [one.id for one in question.states] or ["done"]
                held = self.some([one.id for one in question.items], 8)
                note = {"note": self.words(8)} if question.note_each else {}
                return {id_: {"state": self.random.choice(states), **note} for id_ in held}
            case Table(rows=fixed) if fixed:
                return {id_: self.cells(question.columns) for id_ in self.some([one.id for one in fixed], 6)}
            case Table():
                rows = [self.cells(question.columns) for _row in range(self.random.randint(1, 5))]
                return [{"id": f"{self.random.getrandbits(32):08x}", **row} for row in rows]
            case PeopleQuestion():
                return [{"person": id_, **self.cells(question.fields)} for id_ in self.some(self.ids, 12)]
            case RingMap():
                rings = [one.id for one in question.rings]
                return {id_: self.random.choice(rings) for id_ in self.of(question.people, visit)}
            case Staircase():
                return self.stairs(question)
        return None

    def of(self, question: str, visit: Visit) -> list[str]:
        """Return the people of an earlier question."""
        value = visit.value(question)
        return [str(one["person"]) for one in value] if isinstance(value, list) else []

    def stairs(self, question: Staircase) -> dict[str, Any]:
        """Return a place on stairs."""
        ids = [one.id for one in question.steps]
        high = self.random.randrange(len(ids))
        low = self.random.randint(0, high) if question.place == "range" else high
        states = [one.id for one in question.states]
        held = {id_: self.cells(question.fields) for id_ in self.some(ids, 3)}
        if question.note_each:
            held = {id_: {"note": self.words(10), **one} for id_, one in held.items()}
        if states:
            held = {id_: {"state": self.random.choice(states), **one} for id_, one in held.items()}
        return {"place": list(dict.fromkeys((ids[low], ids[high]))), "steps": held}
