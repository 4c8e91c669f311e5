"""Then beside now: how the answers of two visits differ, in plain words.

- Words say what moved, never whether it is good. Nothing is added up or averaged.
- A question hidden in a visit counts as not answered in it: what rests is not compared.
- The definition is the later visit's; what it no longer knows of the earlier one is told as far as it can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..text import clean_line
from ..words import _, n_
from ..worksheet.model import (
    Checklist,
    Choice,
    Choices,
    Note,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    Staircase,
    Table,
    Worksheet,
)
from .answer import Answer
from .flow import flow
from .row_changes import apart, rows_changed
from .telling import (
    Person,
    chosen,
    label_of,
    labelled,
    listed,
    mapping,
    name,
    rows,
    step_said,
    tell,
    ticked,
)
from .visit import Visit


@dataclass(frozen=True, slots=True)
class Change:
    """One question, then and now."""

    question: str
    label: str = field(repr=False)
    then: tuple[str, ...] = field(repr=False)
    now: tuple[str, ...] = field(repr=False)
    changed: tuple[str, ...] = field(repr=False)
    """What changed in words, at least one phrase; ("same",) in the person's language if nothing did."""
    same: bool = False
    then_moved: tuple[str, ...] = field(default=(), repr=False)
    """Of `then`, the lines that differ from now: all of them where the answer has no rows."""
    now_moved: tuple[str, ...] = field(default=(), repr=False)
    kept: int = 0
    """Rows that are the same then and now, left out of the two above."""


def compare(
    worksheet: Worksheet, earlier: Visit, later: Visit, people: Person, questions: Iterable[str] | None = None
) -> list[Change]:
    """Return a change for each question answered in at least one of the visits, in the order of the sheet.

    `questions` names the questions to compare; without it, those whose `revisit` is "compare".
    """
    wanted = None if questions is None else set(questions)
    then, now = flow(worksheet, earlier), flow(worksheet, later)
    found = []
    for question in worksheet.questions():
        if isinstance(question, Note):
            continue
        if question.revisit != "compare" if wanted is None else question.id not in wanted:
            continue
        before = earlier.answers.get(question.id) if question.id in then.shown else None
        after = later.answers.get(question.id) if question.id in now.shown else None
        if change := compare_answers(question, before, after, people):
            found.append(change)
    return found


def compare_answers(question: Question, earlier: Answer | None, later: Answer | None, people: Person) -> Change | None:
    """Return the change of one question; None if neither answer says anything."""
    then, now = tell(question, earlier, people), tell(question, later, people)
    if not then and not now:
        return None
    before = earlier.value if earlier is not None and earlier.given else None
    after = later.value if later is not None and later.given else None
    if before is None and after is None:
        changed = [] if then == now else [_("changed")]
    elif before is None:
        changed = [_("new")]
    elif after is None:
        changed = [_("no longer there")]
    else:
        changed = _moved(question, before, after, people)
        if not changed and then != now:
            changed = [_("in another order") if sorted(then) == sorted(now) else _("changed")]
    then_moved, now_moved, kept = apart(question, before, after, people) or (then, now, 0)
    return Change(
        question.id,
        clean_line(question.label),
        tuple(then),
        tuple(now),
        tuple(changed) or (_("same"),),
        not changed,
        tuple(then_moved),
        tuple(now_moved),
        kept,
    )


def _moved(question: Question, before: Any, after: Any, people: Person) -> list[str]:
    match question:
        case Scale():
            return _along(before, after)
        case Staircase():
            return [*steps_moved(question, before, after), *_steps(question, before, after, people)]
        case RingMap():
            return _ringed(question, before, after, people)
        case Checklist():
            told = {item.id: (ticked(question, item, before), ticked(question, item, after)) for item in question.items}
            return _each({item.id: clean_line(item.label) for item in question.items}, told)
        case Choices():
            return _chosen(question, listed(before), listed(after), people)
        case PeopleQuestion():
            return _rows(question, before, after, people, lambda id_: name(id_, people))
        case Table() if question.rows:
            return _rows(question, before, after, people, lambda id_: label_of(question.rows, id_))
        case Table():
            return rows_changed(question, before, after, people)
        case Choice():
            return [] if before == after else [_("changed")]
    return [] if before == after else [_("changed")]


def _along(before: Any, after: Any) -> list[str]:
    if not isinstance(before, int) or not isinstance(after, int) or before == after:
        return []
    if after > before:
        return [_("went up from {before} to {after} on the line").format(before=before, after=after)]
    return [_("went down from {before} to {after} on the line").format(before=before, after=after)]


def steps_moved(question: Staircase, before: Any, after: Any) -> list[str]:
    """Return how far the place on the stairs moved: by the highest step, or by the lowest if only that moved."""
    order = [step.id for step in question.steps]

    def place(value: Any) -> list[int]:
        return sorted(order.index(one) for one in listed(mapping(value).get("place")) if one in order)

    then, now = place(before), place(after)
    if then == now:
        return []
    if not then or not now:
        return [_("new") if now else _("no longer there")]
    moved = now[-1] - then[-1]
    if moved > 0:
        return [_("a step up") if moved == 1 else n_("{n} step up", "{n} steps up", moved)]
    if moved < 0:
        return [_("a step down") if moved == -1 else n_("{n} step down", "{n} steps down", -moved)]
    if now[0] < then[0]:
        return [_("the lower end reaches further down")]
    return [_("the lower end moved up")]


def _steps(question: Staircase, before: Any, after: Any, people: Person) -> list[str]:
    told = {
        step.id: (step_said(question, step.id, before, people), step_said(question, step.id, after, people))
        for step in question.steps
    }
    found = []
    for step in question.steps:
        then, now = told[step.id]
        if then == now:
            continue
        held = [mapping(mapping(mapping(value).get("steps")).get(step.id)) for value in (before, after)]
        states = [one.get("state") or "" for one in held]
        if question.states and all(states) and states[0] != states[1]:
            said = _("was {before}, now {after}").format(
                before=label_of(question.states, states[0]), after=label_of(question.states, states[1])
            )
        elif then:  # of what is said about a step, not of where someone stands
            said = _("said in other words") if now else _("nothing said about it now")
        else:
            said = _("something said about it")
        found.append(labelled(clean_line(step.label), said))
    return found


def _ringed(question: RingMap, before: Any, after: Any, people: Person) -> list[str]:
    order = [ring.id for ring in question.rings]
    then, now = mapping(before), mapping(after)
    found = []
    for person in dict.fromkeys((*now, *then)):
        was, is_ = then.get(person) or "", now.get(person) or ""
        if was == is_:
            continue
        who = name(person, people)
        if not was:
            found.append(labelled(who, _("new")))
        elif not is_:
            found.append(labelled(who, _("no longer there")))
        elif was in order and is_ in order:
            nearer = order.index(is_) < order.index(was)
            words = _("{name} moved nearer") if nearer else _("{name} moved further away")
            found.append(words.format(name=who))
        else:
            found.append(labelled(who, _("changed")))
    return found


def _chosen(question: Choices, before: list[Any], after: list[Any], people: Person) -> list[str]:
    found = [labelled(chosen(question, one, "", people), _("new")) for one in after if one not in before]
    found.extend(
        labelled(chosen(question, one, "", people), _("no longer there")) for one in before if one not in after
    )
    return found


def _rows(question: Table | PeopleQuestion, before: Any, after: Any, people: Person, label: Person) -> list[str]:
    then, now = dict(rows(question, before, people)), dict(rows(question, after, people))
    ids = list(dict.fromkeys((*now, *then)))
    return _each({id_: label(id_) for id_ in ids}, {id_: (then.get(id_, ""), now.get(id_, "")) for id_ in ids})


def _each(labels: Mapping[str, str], told: Mapping[str, tuple[str, str]]) -> list[str]:
    return [labelled(labels[id_], _difference(then, now)) for id_, (then, now) in told.items() if then != now]


def _difference(then: str, now: str) -> str:
    if not then:
        return _("new")
    return _("changed") if now else _("no longer there")
