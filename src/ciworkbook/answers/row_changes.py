"""The rows of two answers to one question: which are the same, and which are new, gone or changed.

- A row is the same where its id and its words are, or where a row of another id says exactly the same.
- Rows that the person added have no label: each is named by the first words in it.
"""

from __future__ import annotations

from typing import Any

from ..text import shorten
from ..words import _
from ..worksheet.model import Checklist, PeopleQuestion, Question, Staircase, Table
from .telling import Person, cell, labelled, listed, mapping, rows, standing, ticked

LONGEST_NAME = 48
"""Cells of the words by which a row is named."""


def apart(question: Question, before: Any, after: Any, people: Person) -> tuple[list[str], list[str], int] | None:
    """Return the lines that are only then, those only now, and how many are in both; None where there are no rows."""
    if before is None or after is None:
        return None
    then, now = _lines(question, before, people), _lines(question, after, people)
    if then is None or now is None:
        return None
    same = _same_rows(then, now)
    return (
        [line for id_, line in then if id_ not in same],
        [line for id_, line in now if id_ not in same.values()],
        len(same),
    )


def _lines(question: Question, value: Any, people: Person) -> list[tuple[str, str]] | None:
    """Return the id and the words of each line of an answer; None where it has none that stand for themselves."""
    match question:
        case Table() | PeopleQuestion():
            return rows(question, value, people)
        case Staircase():
            return [*(("", line) for line in standing(question, value)), *rows(question, value, people)]
        case Checklist():
            return [(item.id, line) for item in question.items if (line := ticked(question, item, value))]
    return None


def _same_rows(then: list[tuple[str, str]], now: list[tuple[str, str]]) -> dict[str, str]:
    """Return the ids of the rows that say the same then and now: the id then, and the id now."""
    after = dict(now)
    same = {id_: id_ for id_, line in then if after.get(id_) == line}
    free = {line: id_ for id_, line in now if id_ not in same and id_ not in dict(then)}
    for id_, line in then:
        if id_ not in same and id_ not in after and line in free:
            same[id_] = free.pop(line)
    return same


def rows_changed(question: Table, before: Any, after: Any, people: Person) -> list[str]:
    """Rows that the person added, each named by the first words in it: those new, those gone, those changed."""
    then, now = rows(question, before, people), rows(question, after, people)
    same = _same_rows(then, now)
    names = {**_names(question, before, people), **_names(question, after, people)}
    here, there = [id_ for id_, _line in now if id_ not in same.values()], [id_ for id_, _line in then]
    gone = [id_ for id_ in there if id_ not in same and id_ not in here]
    found = [labelled(names[id_], _("new")) for id_ in here if id_ not in there]
    found += [labelled(names[id_], _("no longer there")) for id_ in gone]
    return found + [labelled(names[id_], _("changed")) for id_ in here if id_ in there]


def _names(question: Table, value: Any, people: Person) -> dict[str, str]:
    found = {}
    for at, held in enumerate(map(mapping, listed(value))):
        said = (cell(column, held.get(column.id), people) for column in question.columns)
        first = shorten(next(filter(None, said), ""), LONGEST_NAME)
        found[str(held.get("id", at))] = _("“{words}”").format(words=first)
    return found
