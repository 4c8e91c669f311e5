"""A condition as a plain sentence: for paper ("Go on with this one only if …"), and for why a question is not asked.

- Questions go by number, counted through the sheet without notes, as `numbers` gives them.
- What a condition says is in `skip_words`; here are the sentences around it. One that only says when not to is told as
  that: "Skip this one if …".
"""

from __future__ import annotations

from ..words import _
from .conditions import All, AnyOf, Condition, Not
from .model import Note, Worksheet
from .skip_words import here, said


def numbers(worksheet: Worksheet) -> dict[str, int]:
    """Return the number of each question that takes an answer, from 1."""
    asked = (one.id for one in worksheet.questions() if not isinstance(one, Note))
    return {id_: number for number, id_ in enumerate(asked, 1)}


def describe(condition: Condition, worksheet: Worksheet) -> str:
    """Return `condition` in words, without a full stop: "you ticked “Take it in” at question 3"."""
    known = here(condition, worksheet)
    return said(condition if isinstance(known, bool) else known, worksheet, numbers(worksheet))


def only_if(condition: Condition, worksheet: Worksheet) -> str:
    """Return "only if you ticked “Take it in” at question 3"."""
    return _("only if {condition}").format(condition=describe(condition, worksheet))


def question_rule(condition: Condition, worksheet: Worksheet) -> str:
    """Return when to answer a question, as a sentence."""
    if turned := opposite(condition):
        return _("Skip this one if {condition}.").format(condition=describe(turned, worksheet))
    return _("Go on with this one only if {condition}.").format(condition=describe(condition, worksheet))


def section_rule(condition: Condition, worksheet: Worksheet) -> str:
    """Return when to go on with a section, as a sentence."""
    if turned := opposite(condition):
        return _("Skip this part if {condition}.").format(condition=describe(turned, worksheet))
    return _("Go on with this part only if {condition}.").format(condition=describe(condition, worksheet))


def when(condition: Condition, worksheet: Worksheet) -> str:
    """Return what stands before words that hold only sometimes: "If you ticked “Yes” at question 3:"."""
    return _("If {condition}:").format(condition=describe(condition, worksheet))


def opposite(condition: Condition) -> Condition | None:
    """Return what must not be the case, where `condition` says nothing but that; else None."""
    match condition:
        case Not(part):
            return part
        case All(parts):
            turned = [opposite(part) for part in parts]
            return None if None in turned else AnyOf(tuple(one for one in turned if one is not None))
    return None
