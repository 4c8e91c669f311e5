"""In which sheets each person of the workbook is named.

- Counted from what visits hold, resting answers too: they are kept, and the name stands in them.
- Only places whose type holds people are looked at; words that a person wrote are never searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..worksheet.model import (
    Choice,
    Choices,
    Column,
    PeopleQuestion,
    Question,
    RingMap,
    Staircase,
    Table,
    Worksheet,
)
from .visit import Visit


@dataclass(frozen=True, slots=True)
class Named:
    """One sheet that names a person."""

    worksheet: str
    title: str = field(repr=False)
    visits: int
    last: str
    """When the newest of those visits was begun, as a visit says it."""


def mentions(visits: Iterable[tuple[Worksheet, Visit]]) -> dict[str, list[Named]]:
    """Return, by person id, the sheets that name them, the one visited last first.

    A person whom nothing names is not among the keys; an id that is in no list of people may be.
    """
    found: dict[str, dict[tuple[str, str], Named]] = {}
    for worksheet, visit in visits:
        key = (worksheet.id, worksheet.door)
        for person in people_of(worksheet, visit):
            sheets = found.setdefault(person, {})
            before = sheets.get(key)
            if before is None:
                sheets[key] = Named(worksheet.id, worksheet.title, 1, visit.started)
            else:
                last = max(before.last, visit.started)
                title = worksheet.title if last == visit.started else before.title
                sheets[key] = Named(worksheet.id, title, before.visits + 1, last)
    return {person: sorted(sheets.values(), key=lambda one: one.last, reverse=True) for person, sheets in found.items()}


def people_of(worksheet: Worksheet, visit: Visit) -> frozenset[str]:
    """Return the ids of all people that `visit` names."""
    return frozenset(
        person
        for question in worksheet.questions()
        if (value := visit.value(question.id)) is not None
        for person in people_in(question, value)
    )


def people_in(question: Question, value: Any) -> Iterator[str]:
    """Yield the ids of the people that one answer names; more than once if it does so. Any shape is taken."""
    match question:
        case PeopleQuestion():
            for row in _rows(value):
                yield from _ids(row.get("person"))
                yield from _cells(row, question.fields)
        case RingMap():
            yield from (str(one) for one, ring in value.items() if ring) if isinstance(value, dict) else ()
        case Choice() | Choices() if question.options_from:
            yield from (one for one in _ids(value) if one != "other")
        case Table():
            for row in _rows(value):
                yield from _cells(row, question.columns)
        case Staircase():
            steps = value.get("steps") if isinstance(value, dict) else None
            for row in _rows(steps):
                yield from _cells(row, question.fields)


def placed_near(visits: Iterable[tuple[Worksheet, Visit]]) -> frozenset[str]:
    """Return the ids of the people who, where they were last placed, stand in the nearer half of a ring map.

    `visits` oldest first. Whoever was never placed, or was taken off the map since, is not among them: a name that
    was only written down may be that of the person who harms.
    """
    near: dict[str, bool] = {}
    for worksheet, visit in visits:
        for question in worksheet.questions():
            value = visit.value(question.id)
            if not isinstance(question, RingMap) or not isinstance(value, dict):
                continue
            nearer = {ring.id for ring in question.rings[: (len(question.rings) + 1) // 2]}
            near.update({str(person): ring in nearer for person, ring in value.items()})
    return frozenset(person for person, is_near in near.items() if is_near)


def _rows(value: Any) -> list[dict[str, Any]]:
    rows = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [row for row in rows if isinstance(row, dict)]


def _cells(row: dict[str, Any], columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        if column.type == "people":
            yield from _ids(row.get(column.id))


def _ids(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one]
