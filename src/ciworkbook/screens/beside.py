"""Two visits of a sheet side by side: each question with then, now, what changed in words, and its drawing.

- ○ is then, ● is now: the marks of the line of dates above. Two columns where there is room, else one below the other.
- Of an answer with rows only those that differ stand there; the others are counted.
- Words say what moved, never whether that is good.
- A question that was asked in other words then stands in both; so does an answer that has no rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..answers.compare import Change, compare
from ..answers.flow import flow
from ..answers.reading import speaker
from ..answers.telling import tell
from ..answers.visit import Visit
from ..drawings.picture import Picture, Role
from ..text import clean_line
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
    asked_then: str = field(repr=False)
    """The question as it was asked then; empty where it was asked in the same words, or not at all."""
    told_then: tuple[str, ...] = field(repr=False)
    """The answer of then in the words of that day; empty where those of now are the same."""
    picture: Callable[[int], Picture | None] = field(repr=False)
    """Draws it in a width; None where there is nothing to draw."""


def beside(workbook: Workbook, then: Visit, now: Visit, *, everything: bool, ascii_only: bool) -> list[Beside]:
    """Compare the questions the sheet sets side by side; with `everything`, every question that changed as well."""
    sheet = workbook.worksheet_of(now)
    speak = speaker(sheet, now, workbook.person, workbook.settings.words)
    wanted = {one.id for one in sheet.questions() if not isinstance(one, Note)} if everything else None
    shown = {one.id for one in sheet.questions() if one.revisit == "compare"}
    return [
        Beside(
            one,
            pipe(one.label, speak),
            *_as_asked(workbook, sheet, (then, now), one),
            _picture(workbook, sheet, then, now, one.question, ascii_only),
        )
        for one in compare(sheet, then, now, workbook.person, wanted)
        if one.question in shown or not one.same
    ]


def _as_asked(
    workbook: Workbook, sheet: Worksheet, visits: tuple[Visit, Visit], change: Change
) -> tuple[str, tuple[str, ...]]:
    """Return the question and its answer in the words of the day of then, where they are other than those of now."""
    then, now = visits
    old = workbook.worksheet_of(then)
    if then.digest == now.digest and old.language != sheet.language:
        old = sheet  # another language is not another question
    was, is_ = (
        next((one for one in old.questions() if one.id == change.question), None),
        sheet.question(change.question),
    )
    if was is None or was == is_ or not change.then:
        return "", ()
    speak = speaker(old, then, workbook.person, workbook.settings.words)
    asked = clean_line(pipe(was.label, speak)) if was.label != is_.label else ""
    told = tuple(tell(was, then.answers.get(was.id), workbook.person))
    return asked, told if told != change.then else ()


def no_longer_asked(workbook: Workbook, then: Visit, now: Visit) -> int:
    """Return how many answers of `then` belong to questions that the sheet of `now` does not have."""
    known = {one.id for one in workbook.worksheet_of(now).questions()}
    return sum(answer.given and id_ not in known for id_, answer in then.answers.items())


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
        if one.asked_then:
            lines += said(_("Then it was asked: “{question}”").format(question=one.asked_then), width, "muted")
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
        if one.told_then and not kept and before == change.then:
            before = one.told_then
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


__all__ = ["Beside", "beside", "changed_elsewhere", "lines_of", "no_longer_asked", "sets_side_by_side"]
