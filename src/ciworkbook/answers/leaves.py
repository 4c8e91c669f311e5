"""The pages of a sheet, as the answers stand: the way in, the questions, the pauses offered, the way out.

- One question a page, or one section a page; only questions asked now.
- The short path leaves out what the sheet marks as longer, but never a question that holds an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..worksheet.model import Section, Worksheet
from .flow import flow
from .visit import Visit


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page. `id` is a question's, or a section's for "section" and "pause" (which comes after it)."""

    kind: Literal["in", "question", "section", "pause", "out"]
    id: str = ""


def on_path(worksheet: Worksheet, visit: Visit, question: str, *, long: bool) -> bool:
    """Tell whether `question` belongs to the path taken."""
    return long or worksheet.question(question).short_path or question in visit.answers


def asked(worksheet: Worksheet, visit: Visit, section: Section, *, long: bool) -> list[str]:
    """Return the ids of the questions of `section` that are asked now, in order."""
    shown = set(flow(worksheet, visit).shown)
    return [one.id for one in section.questions if one.id in shown and on_path(worksheet, visit, one.id, long=long)]


def leaves(worksheet: Worksheet, visit: Visit, *, by_section: bool = False, long: bool = False) -> list[Leaf]:
    """Return the pages, first to last."""
    pages = [Leaf("in")]
    for number, section in enumerate(worksheet.sections):
        questions = asked(worksheet, visit, section, long=long)
        if not questions:
            continue
        if by_section:
            pages.append(Leaf("section", section.id))
        else:
            pages += [Leaf("question", id_) for id_ in questions]
        if section.pause and number + 1 < len(worksheet.sections):
            pages.append(Leaf("pause", section.id))
    return [*pages, Leaf("out")]


def leaf_with(worksheet: Worksheet, pages: list[Leaf], question: str) -> Leaf | None:
    """Return the page among `pages` on which `question` (or the section of that id) stands, or None."""
    for leaf in pages:
        if leaf.kind in ("question", "section") and leaf.id == question:
            return leaf
        if leaf.kind == "section":
            section = next(one for one in worksheet.sections if one.id == leaf.id)
            if any(one.id == question for one in section.questions):
                return leaf
    return None
