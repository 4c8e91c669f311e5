"""What a visit asks at this moment: shown, hidden, resting, counted.

- One pass in the order of the sheet. A condition sees only answers whose own question is shown, so a resting answer
  keeps nothing alive.
- Progress counts what was touched, never what is left, and is never a percentage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..worksheet.conditions import holds
from ..worksheet.model import Check, Note, Question, Section, Worksheet
from .visit import Visit


@dataclass(frozen=True, slots=True)
class Flow:
    """The state of one visit of one worksheet."""

    shown: tuple[str, ...]
    """Question ids asked now, in order, notes among them."""
    hidden: tuple[str, ...]
    resting: tuple[str, ...]
    """Hidden questions that hold an answer."""
    values: dict[str, Any] = field(repr=False, default_factory=dict)
    """The value of each shown question that has one."""

    def look(self, question: str) -> Any:
        """Return the value a condition sees for `question`."""
        return self.values.get(question)


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts for "4 answered, 2 for later"."""

    answered: int
    later: int
    """Set aside with "not now"."""
    asked: int
    """Questions shown now that take an answer."""


def flow(worksheet: Worksheet, visit: Visit) -> Flow:
    """Work out what `visit` asks now."""
    shown: list[str] = []
    hidden: list[str] = []
    values: dict[str, Any] = {}
    for section in worksheet.sections:
        open_ = holds(section.relevant, values.get, worksheet.order)
        for question in section.questions:
            if not (open_ and holds(question.relevant, values.get, worksheet.order)):
                hidden.append(question.id)
                continue
            shown.append(question.id)
            if (value := visit.value(question.id)) is not None:
                values[question.id] = value
    resting = [id_ for id_ in hidden if (one := visit.answers.get(id_)) is not None and one.given]
    return Flow(tuple(shown), tuple(hidden), tuple(resting), values)


def progress(worksheet: Worksheet, visit: Visit) -> Progress:
    """Count what was touched among the questions shown now."""
    now = flow(worksheet, visit)
    asked = [q.id for q in worksheet.questions() if q.id in now.shown and not isinstance(q, Note)]
    answers = [visit.answers[id_] for id_ in asked if id_ in visit.answers]
    return Progress(
        answered=sum(one.given for one in answers),
        later=sum(one.state == "not_now" for one in answers),
        asked=len(asked),
    )


def messages(worksheet: Worksheet, question: Question, now: Flow) -> list[Check]:
    """Return the soft checks of `question` that have something to say; none on an empty answer."""
    if now.look(question.id) is None:
        return []
    return [one for one in question.constraints if not holds(one.expect, now.look, worksheet.order)]


def section_of(worksheet: Worksheet, question: str) -> Section:
    """Return the section that holds `question`; raises KeyError if none does."""
    for section in worksheet.sections:
        if any(one.id == question for one in section.questions):
            return section
    raise KeyError(question)
