"""The lines of one answer in a document, each with its own share.

- Where columns differ in `share`, a row becomes two lines: what may go out, and what is asked about first. So nobody
  has to hand on the second to hand on the first.
- A line that is asked about says whose it is, so that it can be read and ticked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..answers.answer import Answer
from ..answers.telling import Person, cell, cells, listed, mapping, rows, standing, tell
from ..worksheet.model import Column, PeopleQuestion, Question, Staircase, Table
from .offered import columns_of, strictest

Offer = Literal["ok", "ask"]
Rowed = Table | PeopleQuestion | Staircase


@dataclass(frozen=True, slots=True)
class Told:
    """One line: an ending for its key, its words, its share, and the row it belongs to (empty if to none)."""

    key: str
    text: str = field(repr=False)
    share: Offer
    row: str = ""


def told(question: Question, answer: Answer, people: Person) -> list[Told]:
    """Return what may go out of an answer, line by line. The question and the answer are those that `Offered` gave."""
    if not isinstance(question, Table | PeopleQuestion | Staircase):
        share = strictest(question)
        return [Told(str(at), words, share) for at, words in enumerate(tell(question, answer, people))]
    found: list[Told] = []
    if isinstance(question, Staircase):
        share = strictest(replace(question, fields=()))
        found.extend(Told("place", words, share) for words in standing(question, answer.value))
    return [*found, *told_rows(question, answer.value, people)]


def told_rows(question: Rowed, value: Any, people: Person) -> list[Told]:
    """Return the rows, people or steps that something may be said of, those of one row together."""
    by_share = [(share, dict(_rows(part, value, people, at))) for at, (share, part) in enumerate(_split(question))]
    order = [id_ for id_, _words in rows(question, value, people)]
    return [
        Told(id_ if at == 0 else f"{id_}.more", said[id_], share, id_)
        for id_ in order
        for at, (share, said) in enumerate(by_share)
        if id_ in said
    ]


def same_share(question: Question) -> bool:
    """Tell whether all of a table goes out on the same terms."""
    return len({column.share or question.share for column in columns_of(question)}) == 1


def only(question: Rowed, fields: tuple[str, ...]) -> Rowed:
    """Return the question with only the columns called `fields`; with all of them if `fields` is empty."""
    kept = tuple(column for column in columns_of(question) if not fields or column.id in fields)
    return _with(question, kept)


def table_cells(question: Table, row: Any, people: Person) -> tuple[str, ...]:
    """Return the cells of one row in the order of the columns."""
    held = mapping(row)
    return tuple(cell(column, held.get(column.id), people) for column in question.columns)


def fitting(question: Question, value: Any, fits: Callable[[Any], bool]) -> Iterator[str]:
    """Yield the ids of the rows, people or steps that `fits`, asked of each alone in the shape of the whole."""
    match question:
        case PeopleQuestion():
            yield from (str(row.get("person")) for row in map(mapping, listed(value)) if fits([row]))
        case Table(rows=fixed) if fixed:
            yield from (id_ for id_, row in mapping(value).items() if fits({id_: row}))
        case Table():
            yield from (str(mapping(row).get("id", at)) for at, row in enumerate(listed(value)) if fits([row]))
        case Staircase():
            steps = mapping(mapping(value).get("steps"))
            yield from (id_ for id_, held in steps.items() if fits({"place": [], "steps": {id_: held}}))


def _split(question: Rowed) -> list[tuple[Offer, Rowed]]:
    ok = tuple(column for column in columns_of(question) if (column.share or question.share) == "ok")
    ask = tuple(column for column in columns_of(question) if column not in ok)
    if not isinstance(question, Table) and question.share != "ok":
        return [("ask", question)]
    parts: list[tuple[Offer, Rowed]] = []
    if ok or not isinstance(question, Table):
        parts.append(("ok", _with(question, ok)))
    if ask:
        parts.append(("ask", _with(question, ask)))
    return parts


def _with(question: Rowed, columns: tuple[Column, ...]) -> Rowed:
    if isinstance(question, Table):
        return replace(question, columns=columns)
    return replace(question, fields=columns)


def _rows(part: Rowed, value: Any, people: Person, at: int) -> Iterator[tuple[str, str]]:
    """The rows of one part of a question; after the first, only what its own columns say."""
    if at and isinstance(part, Staircase):
        steps = mapping(mapping(value).get("steps"))
        bare = {id_: {**mapping(held), "state": "", "note": ""} for id_, held in steps.items()}
        value = {"place": [], "steps": bare}
    bare_names = set()
    if at and isinstance(part, PeopleQuestion):
        filled = (row for row in map(mapping, listed(value)) if not cells(part.fields, row, people))
        bare_names = {str(row.get("person")) for row in filled}
    yield from ((id_, words) for id_, words in rows(part, value, people) if id_ not in bare_names)
