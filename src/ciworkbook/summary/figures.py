"""A staircase or a ring map in a document, from the same answer as the list beside it.

- The drawing shows place and state only: notes and further words stay in the lines, where each can be taken off.
- In a document both faces are made: cells for text, millimetres for the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..answers.answer import Answer
from ..answers.dates import in_words, months
from ..answers.history import At, stretch
from ..answers.telling import Person, label_of, listed, mapping, name
from ..drawings.line_chart import Ends, Marked, line_chart, line_chart_sheet
from ..drawings.path import Stood, staircase_path, staircase_path_sheet
from ..drawings.ring_map import Placed, Ring, ring_map, ring_map_sheet
from ..drawings.staircase import Tread, staircase, staircase_sheet
from ..worksheet.model import RingMap, Scale, Staircase
from .document import Figure, Line
from .offered import strictest

CELLS = 72
"""Width of a drawing in text."""
MILLIMETRES = 160.0
"""Width of a drawing on paper: less than the text of both paper sizes."""
_ROWS = 22
_MAP_HEIGHT = 105.0


def figure(
    question: Staircase | RingMap, now: Answer, before: Answer | None, people: Person, key: str
) -> Figure | None:
    """Draw the answer `now`, with where one stood `before`; None if there is nothing to draw."""
    if isinstance(question, Staircase):
        return _stairs(question, now, before, key)
    return _rings(question, now, before, people, key)


def treads(question: Staircase, now: Answer, before: Answer | None) -> list[Tread]:
    """Return the steps as the drawing takes them, bottom to top."""
    here, there = _stretch(question, now), _stretch(question, before)
    held = mapping(mapping(now.value).get("steps"))
    found = []
    for at, step in enumerate(question.steps):
        state = mapping(held.get(step.id)).get("state") if question.states else None
        label = label_of(question.states, state) if state else ""
        found.append(Tread(step.id, step.label, label, at in here, at in there))
    return found


def placed(now: Answer, before: Answer | None, people: Person) -> list[Placed]:
    """Return the people as the drawing takes them: all who are on the map, then those who were."""
    held, was = mapping(now.value), mapping(before.value) if before is not None else {}
    found = []
    for id_ in dict.fromkeys((*held, *was)):
        ring, before_ring = str(held.get(id_) or ""), str(was.get(id_) or "")
        if ring or before_ring:
            found.append(Placed(id_, name(id_, people), ring, before_ring))
    return found


def _stairs(question: Staircase, now: Answer, before: Answer | None, key: str) -> Figure | None:
    if not question.steps:
        return None
    steps = treads(question, now, before)
    picture = staircase(steps, width=CELLS)
    line = Line(key, picture.alt, strictest(replace(question, fields=())))
    return Figure(line, picture, staircase_sheet(steps, width_mm=MILLIMETRES))


def _rings(question: RingMap, now: Answer, before: Answer | None, people: Person, key: str) -> Figure | None:
    there = placed(now, before, people)
    if not there or not question.rings:
        return None
    rings = [Ring(one.id, one.label) for one in question.rings]
    picture = ring_map(rings, there, width=CELLS, height=_ROWS)
    sheet = ring_map_sheet(rings, there, width_mm=MILLIMETRES, height_mm=_MAP_HEIGHT)
    return Figure(Line(key, picture.alt, strictest(question)), picture, sheet)


def _stretch(question: Staircase, answer: Answer | None) -> range:
    """The steps, counted from 0, that a place reaches over; none if it is open."""
    order = [step.id for step in question.steps]
    place = listed(mapping(answer.value).get("place")) if answer is not None and answer.given else []
    at = [order.index(one) for one in place if one in order]
    return range(min(at), max(at) + 1) if at else range(0)


def path_figure(question: Staircase | Scale, held: Sequence[At], key: str) -> Figure | None:
    """Draw the places of all visits in `held`, oldest first, on the stairs or the line of `question`.

    None where there is none.
    """
    if isinstance(question, Scale):
        return _lines(question, held, key)
    stood = stood_over(held)
    if not question.steps or not stood:
        return None
    steps = [Tread(one.id, one.label) for one in question.steps]
    picture = staircase_path(steps, stood, width=CELLS)
    line = Line(key, picture.alt, strictest(replace(question, fields=())))
    return Figure(line, picture, staircase_path_sheet(steps, stood, width_mm=MILLIMETRES))


def _lines(question: Scale, held: Sequence[At], key: str) -> Figure | None:
    marked = marked_over(held)
    if not marked:
        return None
    picture = line_chart(ends_of(question), marked, width=CELLS)
    sheet = line_chart_sheet(ends_of(question), marked, width_mm=MILLIMETRES)
    return Figure(Line(key, picture.alt, strictest(question)), picture, sheet)


def ends_of(question: Scale) -> Ends:
    """Return the line of a scale as the drawing takes it."""
    return Ends(question.min, question.max, question.min_label, question.max_label)


def marked_over(held: Sequence[At]) -> list[Marked]:
    """Return where the mark stood in the visits in `held`; the key is the entry of the visit."""
    values = ((one, one.answer.value) for one in held)
    return [
        Marked(in_words(one.day.isoformat()), value, str(one.visit.entry))
        for one, value in values
        if isinstance(value, int)
    ]


def stood_over(held: Sequence[At]) -> list[Stood]:
    """Return the places of the visits in `held` as the drawing takes them; the key is the entry of the visit."""
    found = []
    for one in held:
        place = stretch(one)
        if place is not None:
            month, said = months()[one.day.month - 1], in_words(one.day.isoformat())
            found.append(Stood(one.day, said, month, *place, key=str(one.visit.entry)))
    return found
