"""An answer in plain lines, in the words of the sheet: for reading through, looking back, summaries and the plain face.

- One line says one thing; a line holds no line break. Nothing is added up, judged or left out.
- Ids never show: an option whose id the sheet no longer knows is told as "something no longer on this worksheet".
- People are told by `people`, which turns an id into a name; an empty name becomes "someone".
- Values of an unexpected shape (from an older sheet) give what can be read of them, never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..text import clean, clean_line
from ..words import _, n_, series
from ..worksheet.model import (
    Checklist,
    Choice,
    Choices,
    Column,
    Date,
    LongText,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    ShortText,
    Staircase,
    Step,
    Table,
)
from .answer import Answer, State, is_blank
from .dates import in_words
from .flow import Progress

Person = Callable[[str], str]
"""Gives the name of the person with an id."""


def no_answer(state: State) -> str:
    """Return in words an answer that was left open on purpose; empty for "given"."""
    return {
        "given": "",
        "skipped": _("skipped"),
        "not_now": _("left for later"),
        "does_not_fit": _("does not fit"),
        "rather_not_say": _("rather not say"),
    }[state]


def counted(count: Progress) -> str:
    """Return "4 answered, 2 for later"; nothing is said of what was left empty."""
    told = [n_("{n} answered", "{n} answered", count.answered)]
    if count.later:
        told.append(n_("{n} for later", "{n} for later", count.later))
    return series(told)


def tell(question: Question, answer: Answer | None, people: Person) -> list[str]:
    """Return what `answer` holds, line by line; nothing where nothing was answered."""
    if answer is None:
        return []
    if answer.state != "given":
        return [no_answer(answer.state)]
    if not answer.given:
        return []
    value = answer.value
    match question:
        case ShortText() | LongText():
            return [line.strip() for line in clean(str(value)).split("\n") if line.strip()]
        case Choice():
            return [chosen(question, str(value), answer.other, people)]
        case Choices():
            return [chosen(question, str(one), answer.other, people) for one in listed(value)]
        case Scale():
            return [on_the_line(question, value)]
        case Date():
            return [clean_line(in_words(str(value)))]
        case Checklist():
            return [line for item in question.items if (line := ticked(question, item, value))]
        case Table():
            return [line for _id, line in rows(question, value, people)]
        case PeopleQuestion():
            return [line for _id, line in rows(question, value, people)]
        case RingMap():
            return _rings(question, value, people)
        case Staircase():
            return [*standing(question, value), *(line for _id, line in rows(question, value, people))]
    return []


def chosen(question: Choice | Choices, id: str, other: str, people: Person) -> str:
    """Return the words of one choice."""
    if id == "other":
        return clean_line(other) or _("something else")
    if question.options_from:
        return name(id, people)
    return label_of(question.options, id)


def label_of(options: Iterable[Option | Step], id: object) -> str:
    """Return the label of the option or step called `id`."""
    for option in options:
        if option.id == id:
            return clean_line(option.label)
    return _("something no longer on this worksheet")


def name(id: str, people: Person) -> str:
    """Return the name of a person; "someone" where there is none any more."""
    return clean_line(people(id)) or _("someone")


def on_the_line(question: Scale, value: Any) -> str:
    """Return where a scale stands, with the words of both ends."""
    return _("{value} on a line from {low} ({low_words}) to {high} ({high_words})").format(
        value=value,
        low=question.min,
        low_words=clean_line(question.min_label),
        high=question.max,
        high_words=clean_line(question.max_label),
    )


def ticked(question: Checklist, item: Option, value: Any) -> str:
    """Return what is said of one item; empty if nothing is."""
    held = mapping(mapping(value).get(item.id))
    state, note = held.get("state") or "", clean_line(str(held.get("note") or ""))
    said = label_of(question.states, state) if state and question.states else ""
    if not state and not note:
        return ""
    return labelled(clean_line(item.label), _with_note(said, note))


def standing(question: Staircase, value: Any) -> list[str]:
    """Return where on the stairs someone stands, as one line; none if that is open."""
    place = [one for one in listed(mapping(value).get("place")) if is_step(question, one)]
    if not place:
        return []
    low, high = label_of(question.steps, place[0]), label_of(question.steps, place[-1])
    if place[0] == place[-1]:
        return [_("Standing on “{step}”").format(step=low)]
    return [_("Standing from “{low}” to “{high}”").format(low=low, high=high)]


def is_step(question: Staircase, id: object) -> bool:
    """Tell whether the stairs have a step called `id`."""
    return any(step.id == id for step in question.steps)


def rows(question: Table | PeopleQuestion | Staircase, value: Any, people: Person) -> list[tuple[str, str]]:
    """Return the id and the words of each row, person or step that something is written for."""
    found: list[tuple[str, str]] = []
    match question:
        case Table(rows=fixed) if fixed:
            for row in fixed:
                said = cells(question.columns, mapping(mapping(value).get(row.id)), people)
                if said:
                    found.append((row.id, _headed(clean_line(row.label), said)))
        case Table():
            for at, held in enumerate(listed(value)):
                if said := cells(question.columns, mapping(held), people):
                    found.append((str(mapping(held).get("id", at)), said))
        case PeopleQuestion():
            for held in map(mapping, listed(value)):
                if id_ := str(held.get("person") or ""):
                    found.append((id_, _headed(name(id_, people), cells(question.fields, held, people))))
        case Staircase():
            for step in question.steps:
                if said := step_said(question, step.id, value, people):
                    found.append((step.id, labelled(clean_line(step.label), said)))
    return found


def step_said(question: Staircase, step: str, value: Any, people: Person) -> str:
    """Return the state, note and fields of one step; empty if nothing is written for it."""
    held = mapping(mapping(mapping(value).get("steps")).get(step))
    state = label_of(question.states, held["state"]) if held.get("state") and question.states else ""
    said = [_with_note(state, clean_line(str(held.get("note") or ""))), cells(question.fields, held, people)]
    return " · ".join(part for part in said if part)


def cells(columns: Sequence[Column], held: Mapping[str, Any], people: Person) -> str:
    """Return what is written in a row as "column: cell · column: cell"."""
    said = []
    for column in columns:
        if words := cell(column, held.get(column.id), people):
            said.append(labelled(clean_line(column.label), words))
    return " · ".join(said)


def cell(column: Column, value: Any, people: Person) -> str:
    """Return what is written in one cell, on one line."""
    if is_blank(value):
        return ""
    match column.type:
        case "choice":
            return label_of(column.options, value)
        case "choices":
            return series(label_of(column.options, one) for one in listed(value))
        case "people":
            return series(name(str(one), people) for one in listed(value))
        case "date":
            return clean_line(in_words(str(value)))
    return clean_line(str(value))


def _rings(question: RingMap, value: Any, people: Person) -> list[str]:
    held = mapping(value)
    said = []
    for ring in question.rings:
        if here := [name(person, people) for person, where in held.items() if where == ring.id]:
            said.append(labelled(clean_line(ring.label), series(here)))
    known = [ring.id for ring in question.rings]
    if apart := [name(person, people) for person, where in held.items() if where and where not in known]:
        said.append(labelled(_("On no ring"), series(apart)))
    return said


def labelled(label: str, said: str) -> str:
    """Return "label: said"; the colon gives way to a mark that already ends the label."""
    if not said:
        return label
    if label.endswith((":", "?", "…", "!", "؟", "？", "：")):
        return f"{label} {said}"
    return _("{label}: {said}").format(label=label, said=said)


def _headed(head: str, said: str) -> str:
    return f"{head} – {said}" if said else head


def _with_note(said: str, note: str) -> str:
    return f"{said} ({note})" if said and note else said or note


def mapping(value: Any) -> Mapping[str, Any]:
    """Return `value` if it is a map, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def listed(value: Any) -> list[Any]:
    """Return `value` as a list: itself, nothing for None, or the one thing it is."""
    if isinstance(value, list | tuple):
        return list(value)
    return [] if value is None else [value]
