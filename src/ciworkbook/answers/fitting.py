"""Whether an answer fits a question as it is asked now, and what of it does.

- Pure, over plain data. A value that fits comes back as it is; of any other, the part that fits, and the word that it
  is not whole. Who asks keeps the whole of it elsewhere: nothing here is the last copy.
- What is blank fits everywhere. A text may be longer than a line asks for, and a date may be words that name none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..worksheet.migrating import in_rows
from ..worksheet.model import (
    Checklist,
    Choice,
    Choices,
    Column,
    Date,
    LongText,
    Note,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    ShortText,
    Staircase,
    Step,
    Table,
)
from .answer import LONGEST, is_blank

_PERSON = re.compile(r"[0-9a-f]{16}")

Known = Callable[[str], bool]
"""Tells whether someone with this id is in the workbook."""


def fit(question: Question, value: Any, other: str, known: Known) -> tuple[Any, str, bool]:
    """Return what of `value` and of the words beside "other" fits `question`, and whether that is all of it."""
    fitting = _Fitting(known)
    made = None if is_blank(value) else fitting.value(question, value)
    words = other
    if other and not (isinstance(question, Choice | Choices) and question.other):
        words, fitting.whole = "", False
    # Untouched where it fits, so that nothing changes by being looked at.
    return (value, other, True) if fitting.whole else (made, words, False)


def is_person(id_: str) -> bool:
    """Tell whether `id_` has the form that ids of people have; it may be that of someone taken out."""
    return _PERSON.fullmatch(id_) is not None


def of_one_type(then: Question | None, now: Question, value: Any) -> tuple[Any, bool]:
    """Return `value` without what was asked in another type, and whether that is all of it.

    An id of a choice would pass for a text, and a text for a date: what a type means does not show in the value.
    """
    if then is None or is_blank(value):
        return value, True
    if not _alike(_name(then), _name(now)):
        return None, False
    types = {one.id: one.type for one in _columns(now)}
    other = {one.id for one in _columns(then) if not _alike(one.type, types.get(one.id, one.type))}
    if not other:
        return value, True
    left_out = False

    def row(held: Any) -> Any:
        nonlocal left_out
        if not isinstance(held, dict):
            return held
        left_out = left_out or any(not is_blank(held[key]) for key in other & held.keys())
        return {key: one for key, one in held.items() if key not in other}

    return in_rows(value, row), not left_out


def _name(question: Question) -> str:
    return type(question).__name__


def _alike(then: str, now: str) -> bool:
    texts = ("ShortText", "LongText", "short_text", "long_text")
    return then == now or (then in texts and now in texts)


def _columns(question: Question) -> tuple[Column, ...]:
    match question:
        case Table(columns=columns):
            return columns
        case PeopleQuestion(fields=fields) | Staircase(fields=fields):
            return fields
    return ()


class _Fitting:
    """One answer being looked at; `whole` until something is left out."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.whole = True

    def out(self) -> None:
        """Leave something out."""
        self.whole = False

    def value(self, question: Question, value: Any) -> Any:
        match question:
            case ShortText():
                return self.kept(value, isinstance(value, str) and "\n" not in value)
            case LongText():
                return self.kept(value, isinstance(value, str) and len(value) <= LONGEST)
            case Scale(min=low, max=high):
                fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
                return self.kept(value, fits)
            case Date():
                return self.kept(value, isinstance(value, str) and "\n" not in value)
            case Choice():
                return self.kept(value, self.chosen(question, value))
            case Choices():
                return self.some(value, lambda one: self.chosen(question, one))
            case Checklist(items=items, states=states, note_each=notes):
                return self.rows(
                    value, items, lambda row: self.marked(row, states or (Option("done", ""),), notes=notes)
                )
            case Table(columns=columns, rows=rows) if rows:
                return self.rows(value, rows, lambda row: self.cells(row, columns))
            case Table(columns=columns):
                return self.listed(value, lambda row: self.cells(row, columns, "id"))
            case PeopleQuestion(fields=fields):
                return self.listed(value, lambda row: self.someone(row, fields))
            case RingMap(rings=rings):
                return self.placed(value, rings)
            case Staircase():
                return self.stood(question, value)
            case Note():
                return self.kept(value, False)
        return self.kept(value, False)

    def kept(self, value: Any, fits: bool) -> Any:
        if not fits:
            self.out()
        return value if fits else None

    def person(self, id_: Any) -> bool:
        return isinstance(id_, str) and (self.known(id_) or is_person(id_))

    def chosen(self, question: Choice | Choices, id_: Any) -> bool:
        if id_ == "other" and question.other:
            return True
        return self.person(id_) if question.options_from else _among(id_, question.options)

    def some(self, value: Any, fits: Callable[[Any], bool]) -> list[Any] | None:
        if not isinstance(value, list):
            return self.kept(value, False)  # type: ignore[no-any-return]
        return [one for one in value if is_blank(one) or self.kept(one, fits(one)) is not None]

    def rows(self, value: Any, known: Iterable[Option | Step], make: Callable[[Any], Any]) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return self.kept(value, False)  # type: ignore[no-any-return]
        made = {}
        for key, row in value.items():
            if is_blank(row):
                continue
            if not _among(key, known) or not isinstance(row, dict):
                self.out()
                continue
            made[key] = make(row)
        return made

    def listed(self, value: Any, make: Callable[[Any], Any]) -> list[Any] | None:
        if not isinstance(value, list):
            return self.kept(value, False)  # type: ignore[no-any-return]
        made = []
        for row in value:
            if is_blank(row):
                continue
            if isinstance(row, dict) and (one := make(row)) is not None:
                made.append(one)
            else:
                self.out()
        return made

    def marked(self, row: Mapping[str, Any], states: Iterable[Option], *, notes: bool) -> dict[str, Any]:
        """The state of an item or step, and the line beside it."""
        made: dict[str, Any] = {}
        for key, one in row.items():
            if is_blank(one):
                continue
            if (key == "state" and _among(one, states)) or (key == "note" and notes and isinstance(one, str)):
                made[key] = one
            else:
                self.out()
        return made

    def cells(self, row: Mapping[str, Any], columns: Iterable[Column], *keys: str) -> dict[str, Any]:
        by_id = {one.id: one for one in columns}
        made: dict[str, Any] = {}
        for key, one in row.items():
            if key in keys:
                made[key] = one
            elif is_blank(one):
                continue
            elif key not in by_id:
                self.out()
            elif not is_blank(cell := self.cell(by_id[key], one)):
                made[key] = cell
        return made

    def cell(self, column: Column, value: Any) -> Any:
        match column.type:
            case "choice":
                return self.kept(value, _among(value, column.options))
            case "choices":
                return self.some(value, lambda one: _among(one, column.options))
            case "people":
                return self.some(value, self.person)
            case "short_text" | "date":
                return self.kept(value, isinstance(value, str) and "\n" not in value)
        return self.kept(value, isinstance(value, str) and len(value) <= LONGEST)

    def someone(self, row: Mapping[str, Any], fields: Iterable[Column]) -> dict[str, Any] | None:
        return self.cells(row, fields, "person") if self.person(row.get("person")) else None

    def placed(self, value: Any, rings: Iterable[Option]) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return self.kept(value, False)  # type: ignore[no-any-return]
        made = {}
        for person, ring in value.items():
            if is_blank(ring):
                continue
            if self.person(person) and _among(ring, rings):
                made[person] = ring
            else:
                self.out()
        return made

    def stood(self, question: Staircase, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict) or value.keys() - {"place", "steps"}:
            return self.kept(value, False)  # type: ignore[no-any-return]
        order = [step.id for step in question.steps]
        place = value.get("place") or []
        most = 2 if question.place == "range" else 1
        fits = isinstance(place, list) and len(place) <= most and all(one in order for one in place)
        if not fits or place != sorted(place, key=order.index):
            self.out()
            place = []

        def step(row: Mapping[str, Any]) -> dict[str, Any]:
            own = {key: one for key, one in row.items() if key in ("state", "note")}
            rest = {key: one for key, one in row.items() if key not in own}
            return {
                **self.marked(own, question.states, notes=question.note_each),
                **self.cells(rest, question.fields),
            }

        return {"place": place, "steps": self.rows(value.get("steps") or {}, question.steps, step) or {}}


def _among(id_: Any, known: Iterable[Option | Step]) -> bool:
    return isinstance(id_, str) and any(one.id == id_ for one in known)
