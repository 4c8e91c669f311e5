"""Answers that are drawn: where one stood and stands on stairs, and who moved on a ring map.

Pure: from two answers of one question to a picture of cells. None where there is nothing to draw.
"""

from __future__ import annotations

from typing import Any

from ..answers.answer import Answer
from ..answers.telling import Person
from ..drawings.picture import Picture
from ..drawings.ring_map import ring_map
from ..drawings.rings import Ring
from ..drawings.staircase import staircase
from ..summary.figures import placed, treads
from ..worksheet.model import Question, RingMap, Staircase


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
    return None
