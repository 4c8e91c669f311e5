"""A condition as a plain sentence: for paper ("only if question 3 is …") and for "why am I asked this".

- Questions go by number, counted through the sheet without notes, as `numbers` gives them.
- Whole phrases are translated, never single words glued together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..words import _, n_
from . import conditions
from .conditions import Condition, Test
from .model import Checklist, Column, Note, Option, PeopleQuestion, Question, Staircase, Step, Table, Worksheet
from .piping import pipe


def numbers(worksheet: Worksheet) -> dict[str, int]:
    """Return the number of each question that takes an answer, from 1."""
    asked = (one.id for one in worksheet.questions() if not isinstance(one, Note))
    return {id_: number for number, id_ in enumerate(asked, 1)}


def only_if(condition: Condition, worksheet: Worksheet) -> str:
    """Return "only if question 3 is “Take it in”"."""
    return _("only if {condition}").format(condition=describe(condition, worksheet))


def because(condition: Condition, worksheet: Worksheet) -> str:
    """Return "You are asked this because question 3 is “Take it in”."."""
    return _("You are asked this because {condition}.").format(condition=describe(condition, worksheet))


def describe(condition: Condition, worksheet: Worksheet) -> str:
    """Return `condition` in words, without a full stop."""
    return _Words(worksheet).say(condition)


class _Words:
    def __init__(self, worksheet: Worksheet) -> None:
        self.numbers = numbers(worksheet)
        self.questions = {one.id: one for one in worksheet.questions()}

    def say(self, condition: Condition, *, inside: bool = False) -> str:
        match condition:
            case conditions.All(parts):
                return self.joined(parts, _("{first} and {second}"), inside)
            case conditions.AnyOf(parts):
                return self.joined(parts, _("{first} or {second}"), inside)
            case conditions.Not(part):
                return self.turned(part, inside)
        return self.test(condition)

    def joined(self, parts: tuple[Condition, ...], pattern: str, inside: bool) -> str:
        if len(parts) == 1:
            return self.say(parts[0], inside=inside)
        said = self.say(parts[0], inside=True)
        for part in parts[1:]:
            said = pattern.format(first=said, second=self.say(part, inside=True))
        return _("({part})").format(part=said) if inside else said

    def turned(self, part: Condition, inside: bool) -> str:
        """The opposite of `part`, in the plainest words that mean exactly that."""
        match part:
            case conditions.Not(twice):
                return self.say(twice, inside=inside)
            case conditions.All(parts):
                return self.joined(tuple(conditions.Not(one) for one in parts), _("{first} or {second}"), inside)
            case conditions.AnyOf(parts):
                return self.joined(tuple(conditions.Not(one) for one in parts), _("{first} and {second}"), inside)
        if part.operator == "answered":
            return self.test(Test(part.q, "answered", not part.operand, part.row, part.field))
        if part.operator == "count_at_least" and not part.field and not part.row:
            return self.few(self.subject(part), part.operand)
        return _("it is not so that {part}").format(part=self.test(part))

    def few(self, subject: str, count: int) -> str:
        if count <= 1:
            return _("{subject} is empty").format(subject=subject)
        return n_("{subject} has fewer than {n} entry", "{subject} has fewer than {n} entries", count, subject=subject)

    def test(self, test: Test) -> str:
        subject, operand = self.subject(test), test.operand
        match test.operator:
            case "answered":
                said = _("{subject} has an answer") if operand else _("{subject} has no answer")
                return said.format(subject=subject)
            case "is":
                pattern = _("{subject} is {what}")
            case "is_not":
                pattern = _("{subject} has an answer other than {what}")
            case "is_one_of":
                pattern = _("{subject} is {what}")
            case "includes" | "includes_any" | "includes_all":
                pattern = _("{subject} includes {what}")
            case "at_least":
                pattern = _("{subject} is at least {what}")
            case "at_most":
                pattern = _("{subject} is at most {what}")
            case "before":
                pattern = _("{subject} is before {what}")
            case "after":
                pattern = _("{subject} is after {what}")
            case "count_at_least":
                return n_(
                    "{subject} has at least {n} entry", "{subject} has at least {n} entries", operand, subject=subject
                )
            case _:
                return n_(
                    "{subject} has at most {n} entry", "{subject} has at most {n} entries", operand, subject=subject
                )
        joint = _("{first} and {second}") if test.operator == "includes_all" else _("{first} or {second}")
        return pattern.format(subject=subject, what=self.named(test, joint))

    def subject(self, test: Test) -> str:
        number = self.numbers.get(test.q)
        whole = _("an earlier question") if number is None else _("question {number}").format(number=number)
        if test.row:
            row = self.label(test.row, self.rows(test.q))
            whole = _("{row} in {question}").format(row=row, question=whole)
        column = next((one for one in self.columns(test.q) if one.id == test.field), None)
        if column is not None:
            whole = _("{field} of {question}").format(field=_quote(column.label), question=whole)
        return whole

    def named(self, test: Test, joint: str) -> str:
        """The operand, with ids as labels; several are joined with `joint`."""
        operands = test.operand if isinstance(test.operand, list | tuple) else [test.operand]
        options = self.options(test)
        said = self.label(operands[0], options)
        for one in operands[1:]:
            said = joint.format(first=said, second=self.label(one, options))
        return said

    def label(self, id_: Any, options: Iterable[Option | Step]) -> str:
        if isinstance(id_, int):  # a number on a scale, or the number of a step, from the bottom
            steps = [one for one in options if isinstance(one, Step)]
            return _quote(steps[id_ - 1].label) if 0 < id_ <= len(steps) else str(id_)
        if id_ == "other":
            return _quote(_("Something else"))
        found = next((one.label for one in options if one.id == id_), None)
        return str(id_) if found is None else _quote(found)

    def rows(self, name: str) -> tuple[Option | Step, ...]:
        match self.questions.get(name):
            case Table(rows=rows):
                return rows
            case Checklist(items=items):
                return items
            case Staircase(steps=steps):
                return steps
        return ()

    def columns(self, name: str) -> tuple[Column, ...]:
        match self.questions.get(name):
            case Table(columns=columns):
                return columns
            case PeopleQuestion(fields=fields) | Staircase(fields=fields):
                return fields
        return ()

    def options(self, test: Test) -> tuple[Option | Step, ...]:
        """What the operand of `test` may name."""
        column = next((one for one in self.columns(test.q) if one.id == test.field), None)
        if column is not None:
            return column.options
        question: Question | None = self.questions.get(test.q)
        if test.row or test.field:
            return question.states if isinstance(question, Checklist | Staircase) else ()
        return getattr(question, "options", ()) or self.rows(test.q)


def _quote(label: str) -> str:
    return _("“{text}”").format(text=pipe(label, lambda _name: "").rstrip(":"))
