"""Two visits of a sheet side by side: each question with then, now, what changed in words, and its drawing.

- ○ is then, ● is now: the marks of the line of dates above. Two columns where there is room, else one below the other.
- Of an answer with rows only those that differ stand there; the others are counted.
- Words say what moved, never whether that is good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..answers.compare import Change, compare
from ..answers.flow import flow
from ..answers.reading import speaker
from ..answers.visit import Visit
from ..drawings.picture import Picture, Role
from ..widgets.drawn import Line, Marks, Piece, measure
from ..words import _, n_
from ..workbook import Workbook
from ..worksheet.model import Note, Worksheet
from ..worksheet.piping import pipe
from .figures import figure
from .passages import drawn, said

COLUMNS_FROM = 70
"""Width from which then and now stand in two columns."""
BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Beside:
    """One question of two visits."""

    change: Change
    label: str = field(repr=False)
    picture: Callable[[int], Picture | None] = field(repr=False)
    """Draws it in a width; None where there is nothing to draw."""


def beside(workbook: Workbook, then: Visit, now: Visit, *, everything: bool, ascii_only: bool) -> list[Beside]:
    """Compare the questions the sheet sets side by side; with `everything`, every question that changed as well."""
    sheet = workbook.worksheet_of(now)
    speak = speaker(sheet, now, workbook.person, workbook.settings.words)
    wanted = {one.id for one in sheet.questions() if not isinstance(one, Note)} if everything else None
    shown = {one.id for one in sheet.questions() if one.revisit == "compare"}
    return [
        Beside(one, pipe(one.label, speak), _picture(workbook, sheet, then, now, one.question, ascii_only))
        for one in compare(sheet, then, now, workbook.person, wanted)
        if one.question in shown or not one.same
    ]


def sets_side_by_side(workbook: Workbook, then: Visit, now: Visit) -> bool:
    """Tell whether a question that the sheet sets side by side has an answer in one of the two visits."""
    sheet = workbook.worksheet_of(now)
    return bool(compare(sheet, then, now, workbook.person))


def changed_elsewhere(workbook: Workbook, then: Visit, now: Visit) -> bool:
    """Tell whether a question that the sheet does not set side by side has changed."""
    sheet = workbook.worksheet_of(now)
    others = {one.id for one in sheet.questions() if not isinstance(one, Note) and one.revisit != "compare"}
    return any(not one.same for one in compare(sheet, then, now, workbook.person, others))


def _picture(
    workbook: Workbook, sheet: Worksheet, then: Visit, now: Visit, id_: str, ascii_only: bool
) -> Callable[[int], Picture | None]:
    question = sheet.question(id_)
    before, after = (one.value(id_) if id_ in flow(sheet, one).shown else None for one in (then, now))

    def draw(width: int) -> Picture | None:
        return figure(question, before, after, workbook.person, width=width, ascii_only=ascii_only)

    return draw


def lines_of(one: Beside, marks: Marks) -> Callable[[int], list[Line]]:
    """Return what draws one question, then beside now."""

    def make(width: int) -> list[Line]:
        lines = said(one.label, width, bold=True)
        picture = one.picture(width)
        if picture is not None:
            lines += [Line(), *drawn(picture), Line()]
        change = one.change
        if change.same:
            return lines + _column(_("then and now"), change.now, marks.now, width)
        for phrase in change.changed:
            lines += said(phrase, width, "accent")
        if change.then_moved or change.now_moved:
            before, after, kept = change.then_moved, change.now_moved, change.kept
        else:  # the same lines in another order
            before, after, kept = change.then, change.now, 0
        below = said(n_("{n} more, as before", "{n} more, as before", kept), width, "muted") if kept else []
        if width < COLUMNS_FROM:
            then = _column(_("then"), before, marks.then, width, "muted")
            return [*lines, *then, *_column(_("now"), after, marks.now, width), *below]
        half = (width - BETWEEN) // 2
        left = _column(_("then"), before, marks.then, half, "muted")
        right = _column(_("now"), after, marks.now, half)
        return [*lines, *_abreast(left, right, half), *below]

    return make


def _column(head: str, told: tuple[str, ...], mark: str, width: int, role: Role = "text") -> list[Line]:
    """One visit: its mark and word, then what was left there, below."""
    lines = [Line((Piece(f"{mark} ", "accent"), Piece(head, "muted")))]
    for one in told or (_("nothing"),):
        lines += said(one, width, role if told else "muted", lead="  ")
    return lines


def _abreast(left: list[Line], right: list[Line], half: int) -> list[Line]:
    lines = []
    for number in range(max(len(left), len(right))):
        first = left[number].pieces if number < len(left) else ()
        second = right[number].pieces if number < len(right) else ()
        gap = " " * (half + BETWEEN - sum(measure(piece.text) for piece in first))
        lines.append(Line((*first, Piece(gap), *second) if second else first))
    return lines


__all__ = ["Beside", "beside", "changed_elsewhere", "lines_of", "sets_side_by_side"]
