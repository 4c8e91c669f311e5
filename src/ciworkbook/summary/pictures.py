"""Answers that are drawn: on stairs, on a line, on a map of rings; two visits side by side, or all of them.

Pure: from answers to one question to a picture of cells. None where there is nothing to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..answers.answer import Answer
from ..answers.history import At, Drawable
from ..answers.telling import Person
from ..drawings.line_chart import Marked, line_chart
from ..drawings.path import staircase_path
from ..drawings.picture import Picture
from ..drawings.ring_map import ring_map
from ..drawings.rings import Ring
from ..drawings.staircase import Tread, staircase
from ..words import _
from ..worksheet.model import Question, RingMap, Scale, Staircase
from .figures import ends_of, marked_over, placed, stood_over, treads


def figure(
    question: Question, then: Any, now: Any, people: Person, *, width: int, ascii_only: bool = False
) -> Picture | None:
    """Draw the values `then` (None for nothing before) and `now` of a staircase or a ring map."""
    match question:
        case Staircase():
            steps = treads(question, Answer(value=now), Answer(value=then))
            if any(one.stands or one.stood for one in steps):
                return staircase(steps, width=width, ascii_only=ascii_only)
        case RingMap():
            there = placed(Answer(value=now), Answer(value=then), people)
            if there:
                rings = [Ring(one.id, one.label) for one in question.rings]
                height = 5 * len(rings) + 3
                return ring_map(rings, there, width=width, height=height, ascii_only=ascii_only)
        case Scale() if isinstance(then, int) and isinstance(now, int) and then != now:
            marked = [Marked(_("then"), then), Marked(_("now"), now)]
            return line_chart(ends_of(question), marked, width=width, ascii_only=ascii_only)
    return None


def over_visits(question: Drawable, held: Sequence[At], *, width: int, ascii_only: bool = False) -> Picture | None:
    """Draw all visits in `held`, oldest first; who moved on a map is told in words alone."""
    match question:
        case Staircase():
            steps = [Tread(one.id, one.label) for one in question.steps]
            return staircase_path(steps, stood_over(held), width=width, ascii_only=ascii_only)
        case Scale():
            return line_chart(ends_of(question), marked_over(held), width=width, ascii_only=ascii_only)
    return None
