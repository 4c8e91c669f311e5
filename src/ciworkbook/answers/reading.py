"""A visit as one reads it: every question asked now with what was left there, then what rests.

- Texts of the sheet come piped, with the person's own words and earlier answers in place.
- A question with a content note and no answer keeps its words back: `note` stands there instead.
- What rests names the question that would bring it back: the first one shown that its condition looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..words import _, series
from ..worksheet import conditions
from ..worksheet.conditions import Condition
from ..worksheet.model import (
    Checklist,
    Choice,
    Choices,
    ContentNote,
    Note,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    Section,
    Staircase,
    Table,
    Worksheet,
)
from ..worksheet.piping import pipe
from ..worksheet.sentences import numbers, only_if
from .flow import Flow, flow, section_of
from .telling import no_answer, tell
from .visit import Visit

Left = Literal["", "given", "skipped", "not_now", "does_not_fit", "rather_not_say"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and what stands at it."""

    id: str
    number: int
    """From 1, counted through the sheet; 0 for a note."""
    label: str = field(repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    """The answer, or in words how it was left open; empty where it was never touched."""
    offered: tuple[str, ...] = field(default=(), repr=False)
    """What there is to choose or fill in, where nothing was left yet."""
    left: Left = ""
    note: ContentNote | None = None
    """What to know before opening it; only where its words are kept back."""
    carried: bool = False
    """Brought from the visit before and not touched in this one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section and its questions."""

    title: str = field(repr=False)
    asked: tuple[Asked, ...]
    note: ContentNote | None = None


@dataclass(frozen=True, slots=True)
class Rests:
    """An answer that is kept though its question is not asked now."""

    asked: Asked
    why: str = field(repr=False)
    """Such as "only if question 3 is “Yes”", without a full stop; empty if there is no telling."""
    back: str = ""
    """Id of the question to go to, so that this one is asked again; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole visit."""

    parts: tuple[Part, ...]
    rests: tuple[Rests, ...]
    later: int
    """Questions that come up only after certain answers, and are not asked now."""
    unknown: int
    """Answers kept at questions that this definition of the sheet does not have."""


def speaker(
    worksheet: Worksheet, visit: Visit, name: Callable[[str], str], own: Mapping[str, str]
) -> Callable[[str], str]:
    """Return what `piping.pipe` asks: the person's own word, or the answer to an earlier question shown now."""
    now = flow(worksheet, visit)

    def say(wanted: str) -> str:
        if wanted.startswith("words."):
            return own.get(wanted.removeprefix("words."), "")
        answer = visit.answers.get(wanted)
        if answer is None or not answer.given or wanted not in now.shown:
            return ""
        return series(tell(worksheet.question(wanted), answer, name))

    return say


def read(
    worksheet: Worksheet,
    visit: Visit,
    name: Callable[[str], str],
    own: Mapping[str, str],
    *,
    open_notes: bool = False,
) -> Reading:
    """Read `visit`; `name` gives the alias of a person, `own` the words of the workbook.

    With `open_notes` the words behind a content note are told too.
    """
    return _Reader(worksheet, visit, name, own, open_notes).reading()


class _Reader:
    def __init__(
        self,
        worksheet: Worksheet,
        visit: Visit,
        name: Callable[[str], str],
        own: Mapping[str, str],
        open_notes: bool,
    ) -> None:
        self.worksheet, self.visit, self.name, self.open_notes = worksheet, visit, name, open_notes
        self.now: Flow = flow(worksheet, visit)
        self.numbers = numbers(worksheet)
        self.speak = speaker(worksheet, visit, name, own)

    def reading(self) -> Reading:
        shown = set(self.now.shown)
        parts = []
        for section in self.worksheet.sections:
            asked = tuple(self.asked(one) for one in section.questions if one.id in shown)
            if asked:
                parts.append(Part(self.say(section.title), asked, section.content_note))
        known = {one.id for one in self.worksheet.questions()}
        unknown = sum(one.given for id_, one in self.visit.answers.items() if id_ not in known)
        rests = tuple(self.rests(id_) for id_ in self.now.resting)
        return Reading(tuple(parts), rests, sum(id_ in self.numbers for id_ in self.now.hidden) - len(rests), unknown)

    def say(self, text: str) -> str:
        return pipe(text, self.speak)

    def asked(self, question: Question) -> Asked:
        if isinstance(question, Note):
            return Asked(question.id, 0, self.say(question.label))
        answer = self.visit.answers.get(question.id)
        left: Left = ""
        lines: tuple[str, ...] = ()
        if answer is not None and answer.given:
            left, lines = "given", tuple(tell(question, answer, self.name))
        elif answer is not None and answer.state != "given":
            left, lines = answer.state, (no_answer(answer.state),)
        note = question.content_note if left != "given" and not self.open_notes else None
        return Asked(
            question.id,
            self.numbers[question.id],
            self.say(question.label),
            lines,
            () if lines or note is not None else tuple(self.say(one) for one in offered(question)),
            left,
            note,
            question.id in self.visit.carried,
        )

    def rests(self, id_: str) -> Rests:
        question = self.worksheet.question(id_)
        asked = self.asked(question)
        hiding = self.hiding(section_of(self.worksheet, id_), question)
        if hiding is None:
            return Rests(asked, "")
        seen = [test.q for test in conditions.tests_in(hiding) if test.q in self.now.shown]
        return Rests(asked, only_if(hiding, self.worksheet), seen[0] if seen else "")

    def hiding(self, section: Section, question: Question) -> Condition | None:
        """The condition that does not hold now: the section's first, then the question's own."""
        for condition in (section.relevant, question.relevant):
            if not conditions.holds(condition, self.now.look, self.worksheet.order):
                return condition
        return None


def note_text(note: ContentNote) -> str:
    """Return a content note as one paragraph."""
    topics = _("This part is about: {topics}.").format(topics=series(note.topics)) if note.topics else ""
    return " ".join(part for part in (topics, note.text) if part)


def offered(question: Question) -> list[str]:
    """Return the labels of what a question offers: options, items, steps, rings, rows, columns."""
    match question:
        case Choice(options=options) | Choices(options=options):
            return [one.label for one in options]
        case Checklist(items=items):
            return [one.label for one in items]
        case Scale():
            return [one for one in (question.min_label, question.max_label) if one]
        case Staircase(steps=steps):
            return [one.label for one in reversed(steps)]
        case RingMap(rings=rings):
            return [one.label for one in rings]
        case Table(rows=rows, columns=columns):
            return [*(one.label for one in rows), *(one.label for one in columns)]
        case PeopleQuestion(fields=fields):
            return [one.label for one in fields]
    return []


__all__ = ["Asked", "Left", "Part", "Reading", "Rests", "note_text", "offered", "read", "speaker"]
