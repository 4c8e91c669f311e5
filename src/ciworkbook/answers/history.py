"""One sheet over all its visits, and everything that was written, evening by evening.

- Every visit is read with the definition it was asked in: `Asked` pairs are made by whoever knows the definitions.
- An answer belongs to the day on which it was last written, not to the day its visit was begun. What was brought from
  the visit before and not touched was not written then, and stands under no evening.
- Nothing is added up or averaged, and no words say that something grew, fell or got better.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from ..text import clean_line
from ..words import _
from ..worksheet.model import ContentNote, Note, Question, RingMap, Scale, Staircase, Worksheet
from ..worksheet.piping import pipe
from .answer import Answer
from .compare import compare_answers
from .dates import day_of
from .flow import flow
from .reading import speaker
from .telling import Person, listed, mapping, standing, tell
from .visit import Visit

Drawable = Staircase | Scale | RingMap
"""Types of questions whose answers have a place that can be followed over the visits."""


@dataclass(frozen=True, slots=True)
class At:
    """What stands at one question in one visit."""

    worksheet: Worksheet
    """As that visit was asked it."""
    visit: Visit
    question: Question
    """As it was asked."""
    answer: Answer

    @property
    def day(self) -> date:
        """The day on which the visit was begun."""
        return day_of(self.visit.started)


def over_time(question: Question, visits: Iterable[tuple[Worksheet, Visit]]) -> list[At]:
    """Return what the visits, in their order, hold at `question`; left out where it is not asked or not answered.

    A question of the same id but another type, from another version of the sheet, is another question.
    """
    return _held(question, [(worksheet, visit, flow(worksheet, visit).shown) for worksheet, visit in visits])


def _held(question: Question, visits: Iterable[tuple[Worksheet, Visit, Sequence[str]]]) -> list[At]:
    """What `over_time` returns, from visits with the questions that each asks."""
    found = []
    for worksheet, visit, shown in visits:
        answer = visit.answers.get(question.id)
        if answer is None or not answer.given or question.id not in shown:
            continue
        then = worksheet.question(question.id)
        if type(then) is type(question):
            found.append(At(worksheet, visit, then, answer))
    return found


def followed(worksheet: Worksheet, visits: Sequence[tuple[Worksheet, Visit]]) -> list[tuple[Drawable, list[At]]]:
    """Return the staircases, scales and ring maps of `worksheet` that have a place in two visits at least."""
    wanted = [one for one in worksheet.questions() if isinstance(one, Staircase | Scale | RingMap)]
    asked = [(then, visit, flow(then, visit).shown) for then, visit in visits] if wanted else []
    held = [(question, [one for one in _held(question, asked) if place_said(one)]) for question in wanted]
    return [(question, places) for question, places in held if len(places) > 1]


def place_said(one: At) -> str:
    """Return the place a visit holds, in one line: on the stairs, on the line, or on the map; empty for none."""
    question, value = one.question, one.answer.value
    match question:
        case Staircase():
            return next(iter(standing(question, value)), "")
        case Scale():
            return _("{value} on the line").format(value=value) if isinstance(value, int) else ""
        case RingMap():
            return _("someone is on the map") if any(mapping(value).values()) else ""
    return ""


def stretch(one: At) -> tuple[str, str] | None:
    """Return the ids of the lowest and the highest step that `one` reaches over; None for none."""
    question = one.question
    if not isinstance(question, Staircase):
        return None
    order = [step.id for step in question.steps]
    held = [step for step in listed(mapping(one.answer.value).get("place")) if step in order]
    return (min(held, key=order.index), max(held, key=order.index)) if held else None


def moves(question: Drawable, held: Sequence[At], people: Person) -> list[tuple[At, tuple[str, ...]]]:
    """Return each visit with what moved since the one before it, in words; nothing stands beside the first."""
    found: list[tuple[At, tuple[str, ...]]] = []
    before: Answer | None = None
    for one in held:
        change = compare_answers(question, before, one.answer, people) if before is not None else None
        found.append((one, change.changed if change is not None and not change.same else ()))
        before = one.answer
    return found


# Evening by evening


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of an evening."""

    question: str
    label: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    given: bool
    """Not given: how it was left open on purpose, in words."""
    rests: bool = False
    note: ContentNote | None = None
    """What to know before opening it; only where its words are kept back, as no answer stands there."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """What was written in one visit on one day."""

    day: date = field(repr=False)
    visit: Visit
    title: str = field(repr=False)
    entries: tuple[Entry, ...]


def days_of(visit: Visit) -> dict[date, list[str]]:
    """Return the days on which something was written in `visit`, newest first, and at which questions."""
    found: dict[date, list[str]] = {}
    for id_, answer in visit.answers.items():
        if id_ not in visit.carried and (answer.given or answer.state != "given"):
            found.setdefault(_day(answer, visit), []).append(id_)
    return dict(sorted(found.items(), reverse=True))


def _day(answer: Answer, visit: Visit) -> date:
    """The day of `answer`; that of the visit where it holds none that can be read."""
    with suppress(ValueError):
        return day_of(answer.at)
    return day_of(visit.started)


def evenings(visits: Iterable[Visit]) -> list[tuple[date, Visit]]:
    """Return every day on which something was written, with the visit, newest first; two visits of a day apart."""
    found = [(day, _last(visit, ids), visit) for visit in visits for day, ids in days_of(visit).items()]
    found.sort(key=lambda one: (one[0], one[1]), reverse=True)
    return [(day, visit) for day, _at, visit in found]


def _last(visit: Visit, ids: Iterable[str]) -> str:
    return max((visit.answers[id_].at or visit.started)[11:19] for id_ in ids)


def wrote(worksheet: Worksheet, visit: Visit, day: date, people: Person, own: Mapping[str, str]) -> Wrote:
    """Return what was written in `visit` on `day`, in the order and the words of its own definition."""
    ids = set(days_of(visit).get(day, ()))
    shown = set(flow(worksheet, visit).shown)
    speak = speaker(worksheet, visit, people, own)
    entries = []
    for question in worksheet.questions():
        if isinstance(question, Note) or question.id not in ids:
            continue
        answer = visit.answers[question.id]
        label = clean_line(pipe(question.label, speak))
        lines = tuple(tell(question, answer, people))
        note = None if answer.given else question.content_note
        entries.append(Entry(question.id, label, lines, answer.given, question.id not in shown, note))
    return Wrote(day, visit, clean_line(worksheet.title), tuple(entries))


__all__ = [
    "At",
    "Drawable",
    "Entry",
    "Wrote",
    "days_of",
    "evenings",
    "followed",
    "moves",
    "over_time",
    "place_said",
    "stretch",
    "wrote",
]
