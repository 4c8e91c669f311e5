"""What of a visit may go out: questions and answers with everything private taken away, and names as the rule says.

- A question goes out if it is asked now, is not `private`, and holds an answer; what rests stays where it is.
- A column's own `share` holds for the column: a table that is private but for one column shows that column alone.
- Private columns are gone from the question and from the value, so that nothing later can find them by accident.
- An earlier answer inside a sentence goes out only from a question whose `share` is "ok": a label cannot be unticked.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from ..answers.answer import Answer
from ..answers.dates import precision_of
from ..answers.flow import Flow, flow
from ..answers.telling import listed, mapping, tell
from ..answers.visit import Visit
from ..text import clean_line
from ..words import series
from ..worksheet import conditions
from ..worksheet.conditions import Condition
from ..worksheet.model import (
    Checklist,
    Column,
    Date,
    LongText,
    Note,
    PeopleQuestion,
    Question,
    Share,
    ShortText,
    Staircase,
    Table,
    Worksheet,
)
from ..worksheet.piping import pipe
from .names import Names

_TEXT = ("short_text", "long_text")


class Offered:
    """One visit, seen through `share` and the names rule; with `only`, no more than the questions in it."""

    def __init__(self, worksheet: Worksheet, visit: Visit, names: Names, only: Container[str] | None = None) -> None:
        self.worksheet, self.visit, self.names, self._only = worksheet, visit, names, only
        self.now: Flow = flow(worksheet, visit)
        self._shown = frozenset(self.now.shown)
        self._questions = {one.id: one for one in worksheet.questions()}
        self._asked: dict[str, Question | None] = {}
        self._allowed: dict[str, Answer | None] = {}

    def question(self, id: str) -> Question | None:
        """Return the question called `id` without private columns; None if it is unknown, hidden, a note or private."""
        if id not in self._asked:  # it is asked for again and again while one page is made
            self._asked[id] = self._stripped(id)
        return self._asked[id]

    def _stripped(self, id: str) -> Question | None:
        if id not in self._shown or (self._only is not None and id not in self._only):
            return None
        question = self._questions.get(id)
        return None if question is None or isinstance(question, Note) else _stripped(question)

    def answer(self, id: str) -> Answer | None:
        """Return what may go out of the given answer to `id`; None if there is nothing."""
        if id not in self._allowed:  # names are looked for in it once: who came up is called so to the end
            self._allowed[id] = self._answer(id)
        return self._allowed[id]

    def _answer(self, id: str) -> Answer | None:
        question = self.question(id)
        answer = self.visit.answers.get(id)
        if question is None or answer is None or not answer.given:
            return None
        put = self.names.replace_in
        allowed = replace(answer, value=_through(question, answer.value, put), other=put(answer.other))
        return allowed if allowed.given else None

    def asked(self) -> list[str]:
        """Return the ids of the questions that may go out, answered or not, in order."""
        return [question.id for question in self.worksheet.questions() if self.question(question.id) is not None]

    def say(self, text: str) -> str:
        """Return a text of the sheet with what may stand inside it."""
        return clean_line(pipe(text, self._piped))

    def _piped(self, wanted: str) -> str:
        if wanted.startswith("words."):
            return self.names.word(wanted.removeprefix("words."))
        question, answer = self.question(wanted), self.answer(wanted)
        if question is None or answer is None or question.share != "ok":
            return ""
        return series(tell(question, answer, self.names))

    def holds(self, condition: Condition | None) -> bool:
        """Tell whether `condition` holds for the whole visit."""
        return conditions.holds(condition, self.now.look, self.worksheet.order)

    def share_of(self, condition: Condition | None) -> Share:
        """Return the strictest `share` among what `condition` looks at: what depends on it tells that much."""
        found: set[Share] = {"ok"}
        for test in conditions.tests_in(condition) if condition is not None else ():
            question = next((one for one in self.worksheet.questions() if one.id == test.q), None)
            if question is None:
                continue
            named = next((column.share for column in columns_of(question) if column.id == test.field), None)
            found.add(named or question.share)
        return "private" if "private" in found else "ask" if "ask" in found else "ok"


def columns_of(question: Question) -> tuple[Column, ...]:
    """Return the columns or fields of a question; none where its type has none."""
    match question:
        case Table(columns=columns):
            return columns
        case PeopleQuestion(fields=fields) | Staircase(fields=fields):
            return fields
    return ()


def strictest(question: Question) -> Literal["ok", "ask"]:
    """Return the `share` of a line that tells all that is left of a question: one part that asks makes it ask."""
    shares = {column.share or question.share for column in columns_of(question)}
    if not isinstance(question, Table):
        shares.add(question.share)
    return "ok" if shares == {"ok"} else "ask"


def _stripped(question: Question) -> Question | None:
    kept = tuple(column for column in columns_of(question) if (column.share or question.share) != "private")
    match question:
        case Table():
            return replace(question, columns=kept) if kept else None
        case PeopleQuestion() | Staircase() if question.share != "private":
            return replace(question, fields=kept)
    return question if question.share != "private" else None


def _through(question: Question, value: Any, put: Callable[[str], str]) -> Any:
    """Return `value` with only what `question` still has, free text passed through `put`."""
    match question:
        case Table(rows=fixed, columns=columns) if fixed:
            return {id_: _row(mapping(row), columns, put) for id_, row in mapping(value).items()}
        case Table(columns=columns):
            return [_row(mapping(row), columns, put, "id") for row in listed(value)]
        case PeopleQuestion(fields=fields):
            return [_row(mapping(row), fields, put, "person") for row in listed(value)]
        case Staircase(fields=fields):
            steps = mapping(mapping(value).get("steps"))
            told = {id_: _noted(mapping(held), put, _row(mapping(held), fields, put)) for id_, held in steps.items()}
            return {"place": listed(mapping(value).get("place")), "steps": told}
        case Checklist():
            return {id_: _noted(mapping(held), put, {}) for id_, held in mapping(value).items()}
        case ShortText() | LongText():
            return put(str(value))
        case Date() if not precision_of(str(value)):  # typed in words that are no date
            return put(str(value))
    return value


def _row(row: Mapping[str, Any], columns: Iterable[Column], put: Callable[[str], str], *ids: str) -> dict[str, Any]:
    kept: dict[str, Any] = {name: row[name] for name in ids if name in row}
    for column in columns:
        if column.id in row:
            cell = row[column.id]
            written = column.type in _TEXT or (column.type == "date" and not precision_of(str(cell)))
            kept[column.id] = put(cell) if written and isinstance(cell, str) else cell
    return kept


def _noted(held: Mapping[str, Any], put: Callable[[str], str], more: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {"state": held["state"]} if held.get("state") else {}
    if held.get("note"):
        kept["note"] = put(str(held["note"]))
    return {**more, **kept}
