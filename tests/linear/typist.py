"""A person at the plain face, in process: reads what is said, and types what they would type.

- `Person` is where lines come from; it gets each line from a generator that is sent what was said since the last one.
- `fill_in` is the generator of somebody who fills in a worksheet with answers they have in mind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ciworkbook.answers.answer import Answer, is_blank
from ciworkbook.answers.dates import in_words
from ciworkbook.answers.people import People
from ciworkbook.guard.outlet import Outlet
from ciworkbook.linear.face import Face
from ciworkbook.linear.lines import EndOfInput
from ciworkbook.linear.talk import Talk
from ciworkbook.vault.memory import MemoryVault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet import model
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Worksheet

from .typed import Source

NOW = datetime.fromisoformat("2026-01-01T20:00:00+00:00")
_INDEXED = ("id", "title", "about", "topic", "minutes", "audience", "credit")
Typing = Generator[str, str, None]
"""Gives lines; is sent what was said since the line before."""


def workbook_of(data: Mapping[str, Any], door: Any, *more: Mapping[str, Any]) -> Workbook:
    """Return a workbook in memory whose only worksheets are those with canonical `data`, and `more`."""
    index = [{name: one[name] for name in _INDEXED} for one in (data, *more)]
    sheets = {one["id"]: {"digest": f"of {one['id']}", "data": dict(one)} for one in (data, *more)}
    book = Workbook(MemoryVault(), Catalogue({"index": index, "sheets": sheets, "common": {}}), lambda: NOW)
    book.save_settings(replace(book.settings, door=door))
    return book


class Person(Source):
    """Where lines come from: a generator that hears what is said."""

    MOST = 4000
    """Lines after which a conversation goes round in circles."""

    def __init__(self, typing: Typing) -> None:
        super().__init__()
        self.typing = typing
        self.said: list[str] = []
        self.told = 0
        self.typed_at: set[int] = set()
        self.lines = 0
        next(typing)

    def write(self, text: str) -> None:
        """Hear what is said."""
        self.said.append(text)

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        """Return the next line; raises `EndOfInput`."""
        tick()
        self.lines += 1
        assert self.lines < self.MOST, self.transcript[-2000:]
        new, self.told = "".join(self.said[self.told :]), len(self.said)
        try:
            typed = self.typing.send(new)
        except StopIteration:
            raise EndOfInput from None
        self.said.append(f"[{typed}]\n")
        self.typed_at.add(len(self.said) - 1)
        self.told = len(self.said)
        return begun + typed

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        """Let a key go."""
        tick()
        return True

    @property
    def heard(self) -> str:
        """Everything that was said, without what was typed."""
        return "".join(one for at, one in enumerate(self.said) if at not in self.typed_at)

    @property
    def transcript(self) -> str:
        """Everything that was said, with what was typed in brackets."""
        return "".join(self.said)


def face_of(book: Workbook, person: Person) -> Face:
    """Return the plain face of `book`, talking with `person`; nothing can leave it."""
    return Face(Talk(person, person.write), book.catalogue, Path("/nowhere"), Outlet(None, None), book)


def only_enter() -> Typing:
    """Press Enter for ever, once all the questions were read."""
    said = yield ""
    yield number_of(said, "Read all the questions first")
    while True:
        yield ""


def lines(*typed: str) -> Typing:
    """Type these lines, whatever is said."""
    yield ""
    yield from (one for one in typed)


def number_of(said: str, label: str) -> str:
    """Return the number at which `label` is offered in what was `said`; empty if it is not."""
    wanted = " ".join(label.split()).rstrip("…")
    for number, line in re.findall(r"(?m)^(\d+)\. (.*)$", said):
        if line == wanted or line.startswith((f"{wanted},", f"{wanted}…")):
            return str(number)
    for number, line in re.findall(r"(?m)^(\d+)\. (.*)$", said):
        if line.startswith(wanted):
            return str(number)
    return ""


def pick(said: str, label: str) -> Generator[str, str, str]:
    """Choose what is called `label`, hearing on where it was not said yet; return what is said then."""
    heard = said
    while not (number := number_of(heard, label)):
        assert "Enter for more" in said, (label, heard)
        said = yield ""
        heard += said
    return (yield number)


class Answering:
    """Types the answers that somebody has in mind."""

    def __init__(self, worksheet: Worksheet, answers: Mapping[str, Answer], people: People, book: Workbook) -> None:
        self.worksheet, self.answers, self.people, self.book = worksheet, answers, people, book
        self.done: set[str] = set()

    def name(self, id: str) -> str:
        found = self.people.get(id)
        return found.alias if found else id

    def fill_in(self, at: Callable[[], tuple[str, str]]) -> Typing:
        """Go from the way in to the way out. `at` gives the question one is at, and its words; empty at none."""
        said = yield ""
        while True:
            id, label = at()
            if "Is now a good time?" in said:
                said = yield number_of(said, "Yes, with all the questions") or number_of(said, "Yes, go on")
            elif id and id not in self.done and number_of(said, "Show this question"):
                said = yield (number_of(said, "Show this question") if id in self.answers else "")
            elif id and id not in self.done and label.split("\n")[0] in said:
                self.done.add(id)
                if id in self.answers:
                    said = yield from self.answer(said, self.worksheet.question(id), self.answers[id])
                else:
                    said = yield ""
            else:
                said = yield ""

    def answer(self, said: str, question: model.Question, answer: Answer) -> Generator[str, str, str]:
        """Type one answer; return what is said after it."""
        if answer.state != "given":
            words = {
                "skipped": "Skip it",
                "not_now": "Not now",
                "does_not_fit": "Does not fit me",
                "rather_not_say": "I would rather not say",
            }
            said = yield "/skip"
            return (yield from pick(said, words[answer.state]))
        value: Any = answer.value
        if is_blank(value) and not answer.other:
            return (yield "")
        match question:
            case model.ShortText():
                return (yield slashed(value))
            case model.LongText():
                return (yield from self.lines(value))
            case model.Choice():
                said = yield from pick(said, self.option(question, value))
                return (yield slashed(answer.other)) if value == "other" else said
            case model.Choices():
                for one in value:
                    said = yield from pick(said, self.option(question, one))
                    if one == "other":
                        said = yield slashed(answer.other)
                    said = yield "/again"
                return (yield "")
            case model.Scale():
                return (yield str(value))
            case model.Date():
                return (yield in_words(value) if value else answer.other)
            case model.Checklist():
                return (yield from self.checklist(said, question, value))
            case model.Table():
                return (yield from self.table(said, question, value))
            case model.PeopleQuestion():
                for row in value:
                    said = yield self.name(row["person"])
                    said = yield from self.cells(said, question.fields, row)
                return (yield "")
            case model.RingMap():
                for person, ring in value.items():
                    said = yield from pick(said, self.name(person))
                    yield from pick(said, next(one.label for one in question.rings if one.id == ring))
                    said = yield "/again"
                return (yield "")
            case model.Staircase():
                return (yield from self.stairs(said, question, value))
        raise TypeError(question)

    def option(self, question: model.Choice | model.Choices, id: str) -> str:
        if id == "other":
            return "Something else"
        return next((one.label for one in question.options if one.id == id), "") or self.name(id)

    def lines(self, value: str) -> Generator[str, str, str]:
        for one in value.rstrip().split("\n"):
            yield slashed(one)
        return (yield ".")

    def cells(self, said: str, columns: tuple[model.Column, ...], row: Mapping[str, Any]) -> Generator[str, str, str]:
        for column in columns:
            said = yield from self.cell(said, column, row.get(column.id))
        return said

    def cell(self, said: str, column: model.Column, cell: Any) -> Generator[str, str, str]:
        if is_blank(cell):
            return (yield "")
        labels = {one.id: one.label for one in column.options}
        match column.type:
            case "long_text":
                return (yield from self.lines(cell))
            case "choice":
                return (yield from pick(said, labels[cell]))
            case "choices":
                numbers = [number_of(said, labels[one]) for one in cell]
                yield " ".join(numbers)
                return (yield "")
            case "people":
                for one in cell:
                    yield self.name(one)
                return (yield "")
            case "date":
                return (yield in_words(cell))
        return (yield slashed(cell))

    def checklist(self, said: str, question: model.Checklist, value: Any) -> Generator[str, str, str]:
        listed, heard = said, said
        while "Enter for more" in heard.rsplit("\n", 1)[-1] or "Enter for more" in heard[-40:]:
            heard = yield ""
            listed += heard
        for item, held in value.items():
            label = next(one.label for one in question.items if one.id == item)
            heard = yield number_of(listed, label)
            if question.states:
                heard = yield from pick(heard, next(one.label for one in question.states if one.id == held["state"]))
            if question.note_each:
                heard = yield slashed(held.get("note", ""))
        return (yield "")

    def table(self, said: str, question: model.Table, value: Any) -> Generator[str, str, str]:
        if question.rows:
            listed, heard = said, said
            while "Enter for more" in heard[-40:]:
                heard = yield ""
                listed += heard
            for id, row in value.items():
                heard = yield number_of(listed, next(one.label for one in question.rows if one.id == id))
                yield from self.cells(heard, question.columns, row)
            return (yield "")
        for row in value:
            said = yield from pick(said, f"Add: {question.row_label or 'row'}")
            said = yield from self.cells(said, question.columns, row)
        while "Enter for more" in said[-40:]:
            said = yield ""
        return (yield "")

    def stairs(self, said: str, question: model.Staircase, value: Any) -> Generator[str, str, str]:
        steps = {one.id: one.label for one in question.steps}
        listed = said
        for id in dict.fromkeys([*value.get("place", []), *value.get("steps", {})]):
            ways = yield number_of(listed, steps[id])
            if id in value.get("place", []):
                yield number_of(ways, "I stand here")
            row = dict(value.get("steps", {}).get(id, {}))
            if row.get("state"):
                yield number_of(ways, next(one.label for one in question.states if one.id == row["state"]))
            columns = question.fields
            if question.note_each:
                columns = (*columns, model.Column("note", "long_text", "A note"))
            if any(not is_blank(row.get(one.id)) for one in columns):
                said = yield number_of(ways, "Write about this step")
                said = yield from self.cells(said, columns, row)
            yield ""
        return (yield "")


def slashed(text: str) -> str:
    """Return a text as it is typed: one that begins with a slash gets a second one."""
    return f"/{text}" if text.startswith("/") else text
