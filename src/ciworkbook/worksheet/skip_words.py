"""What a condition says, in plain words: "you ticked “Yes” at question 3".

- Every operator has a sentence for "it is so" and one for "it is not so"; both mean exactly what `conditions` does. An
  empty answer fails every test, so "you did not tick “Yes”" is true of it.
- Whole phrases are translated. What is put into them is a label in quotes, and where it stands ("at question 3").
- Tests that ask the same of several questions are said once: "at question 1, 2 or 3".
- `here` takes out of a condition what cannot happen at this door: a question or an option that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..words import _, n_, p_
from .conditions import All, AnyOf, Condition, Not, Test
from .model import (
    Checklist,
    Choice,
    Choices,
    Column,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    Staircase,
    Step,
    Table,
    Worksheet,
)
from .piping import without_answers

_TICKED = ("is", "is_one_of", "includes", "includes_any")
_MOST_LEFT = 2
"""With no more options than this left, "anything but" is shorter than naming all the others."""


def said(condition: Condition, worksheet: Worksheet, numbers: dict[str, int]) -> str:
    """Return `condition` as one clause without a full stop; `numbers` gives the number of each question."""
    return _Words(worksheet, numbers).say(condition, so=True)


def here(condition: Condition, worksheet: Worksheet) -> Condition | bool:
    """Return `condition` as it is at this door; True or False where it can only be so, or never."""
    match condition:
        case Not(part):
            inner = here(part, worksheet)
            return (not inner) if isinstance(inner, bool) else Not(inner)
        case All(parts):
            return _joined([here(one, worksheet) for one in parts], every=True)
        case AnyOf(parts):
            return _joined([here(one, worksheet) for one in parts], every=False)
    return _tested(condition, worksheet)


def _joined(parts: Sequence[Condition | bool], *, every: bool) -> Condition | bool:
    if any(part is (not every) for part in parts):
        return not every
    left = tuple(part for part in parts if not isinstance(part, bool))
    if len(left) < 2:
        return left[0] if left else every
    return All(left) if every else AnyOf(left)


def _tested(test: Test, worksheet: Worksheet) -> Condition | bool:
    question = next((one for one in worksheet.questions() if one.id == test.q), None)
    never = test.operator == "answered" and test.operand is False
    if question is None:
        return never
    if test.row and test.row not in {one.id for one in _rows(question)}:
        return never
    known = {one.id for one in _options(question, test)} | {"other"}
    if test.operator not in _TICKED or known == {"other"}:
        return test
    operands = test.operand if isinstance(test.operand, list | tuple) else [test.operand]
    left = [one for one in operands if not isinstance(one, str) or one in known]
    if not left:
        return False
    return test if len(left) == len(operands) else replace(test, operand=left)


def _rows(question: Question | None) -> Sequence[Option | Step]:
    match question:
        case Table(rows=rows):
            return rows
        case Checklist(items=items):
            return items
        case Staircase(steps=steps):
            return steps
    return ()


def _columns(question: Question | None) -> tuple[Column, ...]:
    match question:
        case Table(columns=columns):
            return columns
        case PeopleQuestion(fields=fields) | Staircase(fields=fields):
            return fields
    return ()


def _options(question: Question | None, test: Test) -> Sequence[Option | Step]:
    """What the operand of `test` may name."""
    column = next((one for one in _columns(question) if one.id == test.field), None)
    if column is not None:
        return column.options
    if test.row or test.field:
        return question.states if isinstance(question, Checklist | Staircase) else ()
    if isinstance(question, Choice | Choices):
        return question.options
    return _rows(question)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A phrase with {where} left in it, and what stands there: a column, rows, and the numbers of questions."""

    phrase: str
    field: str
    rows: tuple[str, ...]
    numbers: tuple[int, ...]

    def said(self) -> str:
        if self.numbers[0]:
            numbers = _series([str(one) for one in self.numbers], _("{first} or {last}"))
            where = _("at question {number}").format(number=numbers)
        else:
            where = _("at an earlier question")
        row = _series(self.rows, _("{first} or {last}"))
        if self.field and row:
            part = _("under {field} for {row}").format(field=self.field, row=row)
        elif self.field:
            part = _("under {field}").format(field=self.field)
        else:
            part = _("for {row}").format(row=row) if row else ""
        if part:
            where = _("{part} {question}").format(part=part, question=where)
        return self.phrase.replace("{where}", where)


def _together(clauses: Sequence[_Clause]) -> list[_Clause]:
    """Say once what is the same for several rows of a question, and then for several questions."""
    rows: dict[tuple[object, ...], _Clause] = {}
    for one in clauses:
        key = (one.phrase, one.field, one.numbers, bool(one.rows))
        rows[key] = replace(rows[key], rows=(*rows[key].rows, *one.rows)) if key in rows else one
    found: dict[tuple[object, ...], _Clause] = {}
    for one in rows.values():
        same = (one.phrase, one.field, one.rows)
        known = found.get(same, one)
        found[same] = replace(known, numbers=tuple(dict.fromkeys((*known.numbers, *one.numbers))))
    return list(found.values())


class _Words:
    def __init__(self, worksheet: Worksheet, numbers: dict[str, int]) -> None:
        self.numbers = numbers
        self.questions = {one.id: one for one in worksheet.questions()}

    def say(self, condition: Condition, *, so: bool, inside: bool = False) -> str:
        match condition:
            case Not(part):
                return self.say(part, so=not so, inside=inside)
            case All(parts) | AnyOf(parts):
                every = isinstance(condition, All) is so  # none of them: each is not so
                return self.joined(_flat(condition, parts), so=so, every=every, inside=inside)
        return self.clause(condition, so).said()

    def joined(self, parts: Sequence[Condition], *, so: bool, every: bool, inside: bool) -> str:
        tests = [self.clause(one, so) for one in parts if isinstance(one, Test)]
        # "at question 1, 2 or 3" joins what is enough at one of them, and what is so at none of them.
        told = [one.said() for one in (_together(tests) if every is not so else tests)]
        clauses = [*told, *(self.say(one, so=so, inside=True) for one in parts if not isinstance(one, Test))]
        made = clauses[0]
        for one in clauses[1:]:
            pattern = _("{first}, and {second}") if every else _("{first}, or {second}")
            made = pattern.format(first=made, second=one)
        return _("({part})").format(part=made) if inside and len(clauses) > 1 else made

    # One test

    def clause(self, test: Test, so: bool) -> _Clause:
        question = self.questions.get(test.q)
        if test.row or test.field:
            phrase = self.cell(test, question, so)
        elif isinstance(question, Scale | Staircase):
            phrase = self.marked(test, question, so)
        else:
            phrase = self.whole(test, question, so)
        column = next((one for one in _columns(question) if one.id == test.field), None)
        field = quoted(column.label) if column is not None and len(_columns(question)) > 1 else ""
        row = (self.named([test.row], _rows(question), ""),) if test.row else ()
        return _Clause(phrase, field, row, (self.numbers.get(test.q, 0),))

    def whole(self, test: Test, question: Question | None, so: bool) -> str:
        if test.operator == "answered":
            return _answered(question, so is bool(test.operand))
        if test.operator in ("count_at_least", "count_at_most"):
            return _counted(question, test, so)
        if test.operator in ("before", "after"):
            return _dated(test, so)
        options = _options(question, test)
        if test.operator == "includes_all":
            what = self.named(_listed(test.operand), options, _("{first} and {last}"))
            said_ = _("you ticked {what} {where}") if so else _("you did not tick all of {what} {where}")
            return said_.replace("{what}", what)
        if test.operator == "is_not":
            what = self.named([test.operand], options, _("{first} or {last}"))
            said_ = _("you ticked something other than {what} {where}")
            return (said_ if so else _("you ticked {what}, or nothing, {where}")).replace("{what}", what)
        if left := _left_out(test, question):
            what = self.named(left, options, _("{first} or {last}"))
            said_ = _("you ticked anything but {what} {where}")
            return (said_ if so else _("you ticked {what}, or nothing, {where}")).replace("{what}", what)
        what = self.named(_listed(test.operand), options, _("{first} or {last}"))
        said_ = _("you ticked {what} {where}") if so else _("you did not tick {what} {where}")
        return said_.replace("{what}", what)

    def marked(self, test: Test, question: Scale | Staircase, so: bool) -> str:
        what = self.named(_listed(test.operand), _rows(question), _("{first} or {last}"))
        higher = isinstance(question, Staircase)
        match test.operator:
            case "answered":
                put = so is bool(test.operand)
                return _("you marked a place {where}") if put else _("you marked no place {where}")
            case "is_not":
                other = _("you marked a place other than {what} {where}")
                said_ = other if so else _("you marked {what}, or nothing, {where}")
            case "at_least" if higher:
                above = _("you marked {what} or a higher step {where}")
                said_ = above if so else _("you did not mark {what} or a higher step {where}")
            case "at_most" if higher:
                below = _("you marked {what} or a lower step {where}")
                said_ = below if so else _("you did not mark {what} or a lower step {where}")
            case "at_least":
                said_ = _("you marked {what} or more {where}") if so else _("you did not mark {what} or more {where}")
            case "at_most":
                said_ = _("you marked {what} or less {where}") if so else _("you did not mark {what} or less {where}")
            case _:
                said_ = _("you marked {what} {where}") if so else _("you did not mark {what} {where}")
        return said_.replace("{what}", what)

    def cell(self, test: Test, question: Question | None, so: bool) -> str:
        if test.operator == "answered":
            put = so is bool(test.operand)
            return _("you wrote something {where}") if put else _("you wrote nothing {where}")
        if test.operator in ("count_at_least", "count_at_most"):
            return _counted(None, test, so)
        if test.operator in ("before", "after"):
            return _dated(test, so)
        joint = _("{first} and {last}") if test.operator == "includes_all" else _("{first} or {last}")
        what = self.named(_listed(test.operand), _options(question, test), joint)
        if test.operator == "is_not":
            other = _("you chose something other than {what} {where}")
            return (other if so else _("you chose {what}, or nothing, {where}")).replace("{what}", what)
        return (_("you chose {what} {where}") if so else _("you did not choose {what} {where}")).replace("{what}", what)

    def named(self, operands: Sequence[Any], options: Sequence[Option | Step], joint: str) -> str:
        labels = []
        for one in operands:
            if isinstance(one, int):  # a number on a scale, or of a step from the bottom
                steps = [step for step in options if isinstance(step, Step)]
                labels.append(quoted(steps[one - 1].label) if 0 < one <= len(steps) else str(one))
            else:
                found = next((option.label for option in options if option.id == one), None)
                labels.append(quoted(_("Something else") if found is None and one == "other" else found or str(one)))
        return _series(labels, joint)


def _flat(condition: All | AnyOf, parts: Sequence[Condition]) -> list[Condition]:
    """The parts, with those of the same kind inside them taken out of their brackets."""
    found: list[Condition] = []
    for part in parts:
        if isinstance(part, All | AnyOf) and type(part) is type(condition):
            found += _flat(part, part.parts)
        else:
            found.append(part)
    return found


def _series(parts: Sequence[str], joint: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return joint.format(first=p_("between two things of a list", ", ").join(parts[:-1]), last=parts[-1])


def quoted(label: str) -> str:
    """Return a label of a sheet as it stands inside a sentence."""
    return _("“{text}”").format(text=without_answers(label).rstrip(":"))


def _listed(operand: Any) -> list[Any]:
    return list(operand) if isinstance(operand, list | tuple) else [operand]


def _left_out(test: Test, question: Question | None) -> list[str]:
    """The few options of a choice that `test` does not name; [] where naming the others is as short."""
    if not isinstance(question, Choice) or test.operator != "is_one_of":
        return []
    every: Iterable[str] = [*(one.id for one in question.options), *(["other"] if question.other else [])]
    left = [one for one in every if one not in test.operand]
    return left if 0 < len(left) <= _MOST_LEFT and len(test.operand) > len(left) + 1 else []


def _answered(question: Question | None, put: bool) -> str:
    match question:
        case Choice(options_from=source) | Choices(options_from=source) if source:
            return _("you named someone {where}") if put else _("you named no one {where}")
        case PeopleQuestion():
            return _("you named someone {where}") if put else _("you named no one {where}")
        case RingMap():
            return _("you put someone on the map {where}") if put else _("you put no one on the map {where}")
        case Choice() | Choices() | Checklist():
            return _("you ticked something {where}") if put else _("you ticked nothing {where}")
    return _("you wrote something {where}") if put else _("you wrote nothing {where}")


def _counted(question: Question | None, test: Test, so: bool) -> str:
    count = int(test.operand)
    if test.operator == "count_at_least":
        if count <= 1:
            return _answered(question, so)
        return _at_least(question, count) if so else _fewer(question, count)
    return _at_most(question, count) if so else _more(question, count)


def _at_least(question: Question | None, n: int) -> str:
    match question:
        case PeopleQuestion() | RingMap():
            return n_("you named at least {n} person {where}", "you named at least {n} people {where}", n, **_KEPT)
        case Choices() | Checklist():
            return n_("you ticked at least {n} box {where}", "you ticked at least {n} boxes {where}", n, **_KEPT)
    return n_("you filled in at least {n} row {where}", "you filled in at least {n} rows {where}", n, **_KEPT)


def _fewer(question: Question | None, n: int) -> str:
    match question:
        case PeopleQuestion() | RingMap():
            return n_("you named fewer than {n} person {where}", "you named fewer than {n} people {where}", n, **_KEPT)
        case Choices() | Checklist():
            return n_("you ticked fewer than {n} box {where}", "you ticked fewer than {n} boxes {where}", n, **_KEPT)
    return n_("you filled in fewer than {n} row {where}", "you filled in fewer than {n} rows {where}", n, **_KEPT)


def _at_most(question: Question | None, n: int) -> str:
    match question:
        case PeopleQuestion() | RingMap():
            return n_("you named only {n} person {where}", "you named from 1 to {n} people {where}", n, **_KEPT)
        case Choices() | Checklist():
            return n_("you ticked only {n} box {where}", "you ticked from 1 to {n} boxes {where}", n, **_KEPT)
    return n_("you filled in only {n} row {where}", "you filled in from 1 to {n} rows {where}", n, **_KEPT)


def _more(question: Question | None, n: int) -> str:
    match question:
        case PeopleQuestion() | RingMap():
            return n_(
                "you named more than {n} person, or no one, {where}",
                "you named more than {n} people, or no one, {where}",
                n,
                **_KEPT,
            )
        case Choices() | Checklist():
            return n_(
                "you ticked more than {n} box, or none, {where}",
                "you ticked more than {n} boxes, or none, {where}",
                n,
                **_KEPT,
            )
    return n_(
        "you filled in more than {n} row, or none, {where}",
        "you filled in more than {n} rows, or none, {where}",
        n,
        **_KEPT,
    )


_KEPT = {"where": "{where}"}
"""The place is filled in later, where several questions may share it."""


def _dated(test: Test, so: bool) -> str:
    if test.operator == "before":
        said_ = _("the day is before {what} {where}") if so else _("no day before {what} is {where}")
    else:
        said_ = _("the day is after {what} {where}") if so else _("no day after {what} is {where}")
    return said_.replace("{what}", str(test.operand))
