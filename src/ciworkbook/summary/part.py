"""What a document says of one visit: the items that are asked for, then, without any, all the rest that may go out.

- `private` and resting answers never come in, nor does what would tell of them: a message, a row or a word inside a
  sentence that hangs on them. `ask` gives lines that the preview leaves off until they are ticked.
- Staircases and ring maps come as a list and as a drawing; each can be taken off alone.
- Keys are stable: the same visits give the same keys.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from ..answers.answer import Answer, is_blank
from ..answers.compare import compare_answers
from ..answers.dates import in_words
from ..answers.history import At, over_time, place_said
from ..answers.telling import Person, labelled, listed, mapping, rows, ticked
from ..answers.visit import Visit
from ..text import clean_line
from ..words import _
from ..worksheet import conditions
from ..worksheet.model import (
    Checklist,
    LongText,
    Question,
    RingMap,
    Scale,
    Staircase,
    SummaryItem,
    Worksheet,
)
from ..worksheet.model import Table as TableQuestion
from .document import Block, Heading, Line, Paragraphs, Table
from .figures import figure, path_figure
from .lasting import own_view_sentence, safety_sentence
from .lines import Rowed, Told, fitting, only, same_share, table_cells, told, told_rows
from .names import Names
from .offered import Offered, strictest

WIDEST_TABLE = 4
"""Columns that a table may have on a page; a wider one is told row by row."""


@dataclass(frozen=True, slots=True)
class Part:
    """One visit to tell of, and one before it to set beside."""

    worksheet: Worksheet
    visit: Visit
    earlier: Visit | None = None
    only: frozenset[str] | None = None
    """The questions that may be told of; None for all."""
    items: tuple[SummaryItem, ...] | None = None
    """What is told, and no more; None for the summary of the sheet, then all the rest."""
    path: tuple[tuple[Worksheet, Visit], ...] = ()
    """Visits, oldest first and each with its sheet as it was then, that a path is drawn of."""
    title: str = ""
    """The heading; empty for the title of the sheet."""
    goes_on: bool = False
    """Whether it stands under the heading of the part before."""


class Telling:
    """The blocks of one part. `key` stands before all their keys; `nested` gives it a heading, `dated` its day."""

    def __init__(
        self,
        key: str,
        part: Part,
        names: Names,
        nested: bool,
        *,
        dated: bool = True,
    ) -> None:
        self.key, self.part, self.nested, self.dated = key, part, nested, dated
        self.names: Person = names
        self.sheet = part.worksheet
        self.now = Offered(part.worksheet, part.visit, names, part.only)
        self.then = Offered(part.worksheet, part.earlier, names, part.only) if part.earlier is not None else None
        self.told: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """Yield all that is said of the visit; nothing where the items find nothing."""
        if self.part.items is None:
            yield from self.head()
            for item in self.sheet.summary:
                yield from self.shown(item)
            yield from self.rest()
        else:
            said = [block for item in self.part.items for block in self.shown(item)]
            if not said:
                return
            yield from self.head()
            yield from said
        if self.sheet.safety == "high":
            yield Paragraphs(f"{self.key}.safety", safety_sentence(), (), "safety")

    def head(self) -> Iterator[Block]:
        """The heading, the day, and what stays on a page by someone who caused harm."""
        if self.nested and not self.part.goes_on:
            yield Heading(self.key, clean_line(self.part.title or self.sheet.title), 2)
        if self.dated:
            yield Paragraphs(f"{self.key}.date", "", (Line(f"{self.key}.date", self.dates()),))
        if self.part.visit.door == "caused_harm":
            yield Paragraphs(f"{self.key}.own", own_view_sentence(), (), "care")

    def shown(self, item: SummaryItem) -> Iterator[Block]:
        """An item, where it belongs to these answers."""
        if self.now.share_of(item.relevant) != "private" and self.now.holds(item.relevant):
            yield from self.item(item)

    def rest(self) -> Iterator[Block]:
        """Every answer that no item told of."""
        for section in self.sheet.sections:
            rest = [question.id for question in section.questions if question.id not in self.told]
            said = [block for id_ in rest for block in self.answer(id_, "", f"{self.key}.{id_}")]
            if said:
                level: Literal[2, 3] = 3 if self.nested else 2
                yield Heading(f"{self.key}.{section.id}", self.now.say(section.title), level)
                yield from said

    def dates(self) -> str:
        """The day of the visit, and of the one beside it."""
        later = _day(self.part.visit)
        if self.part.earlier is None:
            return later
        return _("{later}, beside {earlier}").format(later=later, earlier=_day(self.part.earlier))

    def item(self, item: SummaryItem) -> Iterator[Block]:
        """One item, in the way it asks for."""
        key = f"{self.key}.{item.id}"
        match item.show:
            case "answer":
                for id_ in item.questions:
                    said = list(self.answer(id_, self.now.say(item.label), key))
                    yield from said or self.empty(item, key, id_)
            case "rows":
                for id_ in item.questions:
                    yield from self.rows(item, key, id_)
            case "changes":
                yield from self.changes(item, key)
            case "message":
                share: Literal["ask", "ok"] = "ask" if self.now.share_of(item.relevant) == "ask" else "ok"
                yield self.message(item, key, share)
            case "open":
                yield from self.open(item, key)
            case "path":
                for id_ in item.questions:
                    yield from self.path(item, key, id_)

    def path(self, item: SummaryItem, key: str, id: str) -> Iterator[Block]:
        """Where someone stood at each visit, on stairs or on a line: in words for each, then the drawing."""
        question = self.now.question(id)
        if not isinstance(question, Staircase | Scale):
            return
        self.told.add(id)
        held = [one for one in over_time(question, self.part.path) if one.question.share != "private"]
        share = strictest(replace(question, fields=()) if isinstance(question, Staircase) else question)
        lines = tuple(
            Line(f"{key}.{one.visit.entry}", labelled(_day(one.visit), place_said(one)), share)
            for one in held
            if place_said(one)
        )
        if lines:
            yield Paragraphs(key, self.now.say(item.label), lines)
            if drawn := path_figure(question, held, f"{key}.drawn"):
                yield drawn
        elif item.empty:
            yield Paragraphs(key, self.now.say(item.label), (Line(key, self.now.say(item.empty), strictest(question)),))

    def message(self, item: SummaryItem, key: str, share: Literal["ask", "ok"]) -> Block:
        """The sheet's own words: paragraphs, or the things of a list, each one line that can be taken out."""
        parts = [one.strip() for one in item.text.split("\n") if one.strip()]
        listed = any(one.startswith("- ") for one in parts)
        lines = tuple(
            Line(f"{key}.{at}" if at else key, self.now.say(one.removeprefix("- ")), share)
            for at, one in enumerate(parts)
        )
        prose = len(lines) > 1 and not listed
        return Paragraphs(key, self.now.say(item.label), lines, item.tone, prose)

    def empty(self, item: SummaryItem, key: str, id: str) -> Iterator[Block]:
        """The sheet's own words for nothing: only where there is nothing, not where something may not go out."""
        question = self.now.question(id)
        if not item.empty or question is None:
            return
        value = self.part.visit.value(id)
        if value is None or (item.show == "rows" and not self.any_fits(question, item, value)):
            yield Paragraphs(key, self.now.say(item.label), (Line(key, self.now.say(item.empty), strictest(question)),))

    def answer(self, id: str, label: str, key: str) -> Iterator[Block]:
        """Everything of one answer that may go out: its lines or its table, then its drawing."""
        question, answer = self.now.question(id), self.now.answer(id)
        if question is None or answer is None:
            return
        self.told.add(id)
        label = label or self.now.say(question.label)
        if isinstance(question, TableQuestion) and same_share(question) and _narrow(question):
            yield _as_list(self.table(question, answer, label, key))
            return
        lines = [Line(f"{key}.{one.key}", one.text, one.share) for one in told(question, answer, self.names)]
        if lines:
            yield Paragraphs(key, label, tuple(lines), prose=isinstance(question, LongText))
        if isinstance(question, Staircase | RingMap):
            before = self.then.answer(id) if self.then is not None else None
            if drawn := figure(question, answer, before, self.names, f"{key}.drawn"):
                yield drawn

    def table(
        self, question: TableQuestion, answer: Answer, label: str, key: str, ids: Container[str] | None = None
    ) -> Table:
        """The rows called `ids`, or all of them, under the labels of the columns."""
        share = strictest(question)
        fixed = {row.id: clean_line(row.label) for row in question.rows}
        header = tuple(self.now.say(column.label) for column in question.columns)
        held = answer.value if fixed else {str(row.get("id", at)): row for at, row in enumerate(listed(answer.value))}
        made = []
        for id_, words in rows(question, answer.value, self.names):
            if ids is not None and id_ not in ids:
                continue
            cells = table_cells(question, mapping(held).get(id_), self.names)
            made.append((Line(f"{key}.{id_}", words, share), (fixed[id_], *cells) if fixed else cells))
        return Table(key, label, ("", *header) if fixed else header, tuple(made))

    def rows(self, item: SummaryItem, key: str, id: str) -> Iterator[Block]:
        """The rows, people or items where the condition holds, with the fields the sheet names."""
        if self.now.share_of(item.where) == "private":
            return
        question, answer = self.now.question(id), self.now.answer(id)
        if question is None or answer is None:
            yield from self.empty(item, key, id)
            return
        self.told.add(id)
        asked = self.now.share_of(item.where) == "ask"
        narrow = only(question, item.fields) if isinstance(question, Rowed) else question
        if isinstance(narrow, TableQuestion) and same_share(narrow) and _narrow(narrow):
            made = self.table(narrow, answer, self.now.say(item.label), key, self.fitting(narrow, item))
            if asked:
                made = replace(made, rows=tuple((replace(line, share="ask"), cells) for line, cells in made.rows))
            yield from [_as_list(made)] if made.rows else self.empty(item, key, id)
            return
        lines = [
            Line(f"{key}.{one.key}", one.text, "ask" if asked else one.share)
            for one in self.picked(narrow, answer, item)
        ]
        if lines:
            yield Paragraphs(key, self.now.say(item.label), tuple(lines))
        else:
            yield from self.empty(item, key, id)

    def fits(self, question: Question, item: SummaryItem, one: Any) -> bool:
        """Tell whether the item's condition holds when `one` is all that the question holds."""
        look = self.now.now.look
        return conditions.holds(item.where, lambda id_: one if id_ == question.id else look(id_), self.sheet.order)

    def any_fits(self, question: Question, item: SummaryItem, value: Any) -> bool:
        """Tell whether the condition picks anything of the whole answer."""
        if isinstance(question, Checklist):
            held = mapping(value)
            return any(not is_blank(one) and self.fits(question, item, {id_: one}) for id_, one in held.items())
        if isinstance(question, Rowed):
            return bool(self.fitting(question, item))
        return self.fits(question, item, value)

    def fitting(self, question: Question, item: SummaryItem) -> set[str]:
        """Return the ids of the rows that the condition picks; it looks at all of a row, also what may not go out."""
        value = self.part.visit.value(question.id)
        return set(fitting(question, value, lambda one: self.fits(question, item, one)))

    def picked(self, question: Question, answer: Answer, item: SummaryItem) -> Iterator[Told]:
        """Yield the lines of the rows that the condition picks."""
        if isinstance(question, Checklist):
            for option in question.items:
                words = ticked(question, option, answer.value)
                if words and self.fits(question, item, {option.id: mapping(answer.value).get(option.id)}):
                    yield Told(option.id, words, strictest(question))
        elif isinstance(question, Rowed):
            ids = self.fitting(question, item)
            yield from (one for one in told_rows(question, answer.value, self.names) if one.row in ids)
        elif self.fits(question, item, answer.value):
            yield from told(question, answer, self.names)

    def changes(self, item: SummaryItem, key: str) -> Iterator[Block]:
        """Then beside now; without a visit before, the answers as they are."""
        label = self.now.say(item.label)
        if self.then is None or self.part.earlier is None:
            for id_ in item.questions:
                if id_ not in self.told:
                    yield from self.answer(id_, "", f"{key}.{id_}")
            return
        made: list[tuple[Line, tuple[str, ...]]] = []
        moved: list[Line] = []
        drawn: list[Block] = []
        lines: list[Block] = []
        for id_ in item.questions:
            question = self.now.question(id_)
            if question is None:
                continue
            before, after = self.then.answer(id_), self.now.answer(id_)
            change = compare_answers(question, before, after, self.names)
            if change is None:
                continue
            share, asked = strictest(question), self.now.say(question.label)
            what = "; ".join(change.changed)
            if isinstance(question, Staircase | RingMap):
                if id_ not in self.told:
                    drawn.extend(self.answer(id_, "", f"{key}.{id_}"))
                moved.extend(Line(f"{key}.{id_}.moved.{at}", one, share) for at, one in enumerate(change.changed))
                continue
            self.told.add(id_)
            then, now = " · ".join(change.then), " · ".join(change.now)
            said = _("{question} – then: {then}; now: {now} ({change})").format(
                question=asked, then=then or "–", now=now or "–", change=what
            )
            made.append((Line(f"{key}.{id_}", said, share), (f"{asked} ({what})", then or "–", now or "–")))
            if isinstance(question, Scale) and before is not None and after is not None and not change.same:
                both = (self.part.earlier, before), (self.part.visit, after)
                held = [At(self.sheet, visit, question, answer) for visit, answer in both]
                if line := path_figure(question, held, f"{key}.{id_}.drawn"):
                    lines.append(line)
        if moved:
            yield Paragraphs(key, label, tuple(moved))
        yield from drawn
        if made:
            header = ("", _day(self.part.earlier), _day(self.part.visit))
            yield Table(f"{key}.table", "" if moved else label, header, tuple(made))
        yield from lines

    def open(self, item: SummaryItem, key: str) -> Iterator[Block]:
        """Core questions that may be told of and have no answer; those left on purpose as not fitting are not open."""
        lines = []
        for id_ in self.now.asked():
            question, answer = self.now.question(id_), self.part.visit.answers.get(id_)
            if question is None or not question.core or (answer is not None and answer.given):
                continue
            if answer is not None and answer.state in ("does_not_fit", "rather_not_say"):
                continue
            words = self.now.say(question.label)
            if answer is not None and answer.state == "not_now":
                words = f"{words} ({_('left for later')})"
            lines.append(Line(f"{key}.{id_}", words, strictest(question)))
        if lines:
            yield Paragraphs(key, self.now.say(item.label) or _("Still open"), tuple(lines))


def _day(visit: Visit) -> str:
    return in_words(visit.started[:10])


def _as_list(table: Table) -> Block:
    """A table of one column as a list: there is nothing to stand beside."""
    if len(table.header) != 1:
        return table
    lines = tuple(replace(line, text=cells[0]) for line, cells in table.rows)
    return Paragraphs(table.key, table.label, lines)


def _narrow(question: TableQuestion) -> bool:
    return len(question.columns) + bool(question.rows) <= WIDEST_TABLE
