"""What an earlier visit of another sheet holds, made ready to be offered or shown beside a question.

- Only an answer that was given and is asked in that visit; what rests or was left open is not brought here.
- Rows are offered, never put in: the person takes over the ones they want. An answer shown beside is never merged.
- Which visit it is, is the workbook's to say: the last one of that sheet at the same door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..worksheet.model import Pull, Question, Table, Worksheet
from .answer import is_blank
from .flow import flow
from .telling import cell, listed, mapping, tell
from .visit import Visit


@dataclass(frozen=True, slots=True)
class Row:
    """A row to begin with: the words it is offered by, and cells by the columns of the table that asks."""

    label: str = field(repr=False)
    cells: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one `Pull` brings."""

    title: str
    """Of the other sheet."""
    started: str
    """When that visit was begun, ISO 8601 with offset."""
    label: str = field(repr=False, default="")
    """The question that was asked there."""
    lines: tuple[str, ...] = field(repr=False, default=())
    """The answer as one reads it; empty where rows are offered."""
    rows: tuple[Row, ...] = field(repr=False, default=())


def pulled(pull: Pull, there: Worksheet, visit: Visit, people: Callable[[str], str]) -> Pulled | None:
    """Return what `visit` of the sheet `there` holds for `pull`; None if there is nothing. `people` gives aliases."""
    answer = visit.answers.get(pull.question)
    if answer is None or not answer.given or is_blank(answer.value) or pull.question not in flow(there, visit).shown:
        return None
    question = there.question(pull.question)
    if not pull.take:
        lines = tuple(tell(question, answer, people))
        return Pulled(there.title, visit.started, question.label, lines) if lines else None
    rows = tuple(_rows(question, answer.value, pull, people))
    return Pulled(there.title, visit.started, question.label, rows=rows) if rows else None


def _rows(question: Question, value: Any, pull: Pull, people: Callable[[str], str]) -> Iterator[Row]:
    if not isinstance(question, Table):
        return
    held = value.values() if isinstance(value, Mapping) else listed(value)
    columns = {one.id: one for one in question.columns}
    for row in map(mapping, held):
        taken = {here: row[there] for there, here in pull.take if there in columns and not is_blank(row.get(there))}
        if not taken:
            continue
        first = next(columns[there] for there, here in pull.take if here in taken)
        yield Row(cell(first, row.get(first.id), people), taken)
