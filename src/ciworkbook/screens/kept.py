"""On the page of a visit: what is kept beside its answers, and the ways to move it over or put it back.

- What is kept stands as it was asked, with the reason. It can be erased, each piece for itself.
- Every way that cannot be undone asks once before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual.widget import Widget

from .. import moving
from ..answers import putting_back
from ..answers.migrating import words_in
from ..answers.telling import tell
from ..answers.visit import Kept, Visit, Why
from ..errors import WorkbookError
from ..text import clean_line
from ..widgets.drawn import Line
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from ..worksheet.model import Question
from ..worksheet.piping import pipe
from .base import Words
from .changed_sheet import ask, say_problem
from .passages import Passage, said
from .sure import Sure

if TYPE_CHECKING:
    from ..workbook import Workbook
    from .visit_page import VisitPage

PLACE = "kept-with"
"""The id of the heading above what is kept."""
WHY: dict[Why, str] = {
    "retired": mark("No longer asked."),
    "into_people": mark("The names in it became people of your workbook."),
    "does_not_fit": mark("It did not fit the worksheet any more."),
    "part": mark("Only part of it fitted the worksheet any more. This is all of it."),
    "written_since": mark("Written after this visit had been moved over, before you put it back."),
}


def widgets(workbook: Workbook, visit: Visit, *, ascii_only: bool) -> Iterator[Widget]:
    """Yield what is kept with `visit`, each with a way to erase it."""
    if not visit.archive:
        return
    yield Words(_("Kept with this visit"), "accent", id=PLACE)
    yield Words(_("From when the worksheet changed. These stay out of every summary."), "muted")
    for number, one in enumerate(visit.archive):
        yield Passage(_lines(workbook, visit, one), ascii_only=ascii_only, close=True)
        way = Menu([Entry(f"erase:{number}", _("Erase it…"))])
        way.add_class("kept")
        yield way


def ways(workbook: Workbook, visit: Visit) -> list[Entry]:
    """Return what can be done with `visit` beside reading it."""
    found = []
    if moving.newer(workbook, visit) is not None:
        found.append(Entry("move", _("Move it over to the worksheet of today…")))
    if visit.before is not None:
        found.append(Entry("put_back", _("Put it back as it was…")))
        found.append(Entry("let_go", _("Let go of how it was…")))
    return found


def told_of(workbook: Workbook, visit: Visit) -> Iterator[tuple[str, list[str]]]:
    """Yield what is kept with `visit`: the question as it was asked, and what was left there."""
    for one in visit.archive:
        yield label_of(workbook, visit, one), answer_of(workbook, visit, one)


def choose(page: VisitPage, visit: Visit, entry: str) -> None:
    """Do what `entry` says, asking once before where it cannot be undone; `page` then shows the visit as it is."""
    app = page.workbook_app
    workbook = app.workbook
    kind, _sep, number = entry.partition(":")
    match kind:
        case "move":
            if (moved := moving.newer(workbook, visit)) is not None:
                ask(app, visit, moved, page.show)
        case "put_back":
            sure = _sure(workbook, visit, _("Put this visit back as it was?"), _back(workbook, visit), _("Put it back"))
            _when_sure(page, sure, lambda: moving.put_back(workbook, visit))
        case "let_go":
            told = [_("The answers of today stay. After this the visit cannot be put back.")]
            sure = _sure(workbook, visit, _("Let go of how this visit was?"), told, _("Let go of it"))
            _when_sure(page, sure, lambda: moving.let_go(workbook, visit))
        case "erase":
            kept = visit.archive[int(number)]
            told = [label_of(workbook, visit, kept), _("It is taken out of this visit. This cannot be undone.")]
            sure = _sure(workbook, visit, _("Erase this answer?"), told, _("Erase it"))
            _when_sure(page, sure, lambda: moving.erase(workbook, visit, kept))


def _back(workbook: Workbook, visit: Visit) -> list[str]:
    """What putting it back means, and what was written since."""
    since = putting_back.written_since(visit)
    told = [_("The answers come back as they were, and so do the questions of that day.")]
    if since:
        told.append(_("What you wrote since then is kept with this visit, below its answers:"))
        told += [label_at(workbook, one) for one in workbook.worksheet_of(visit).questions() if one.id in since]
    return told


def _sure(workbook: Workbook, visit: Visit, question: str, told: list[str], do: str) -> Sure:
    return Sure(workbook.worksheet_of(visit).title, question, told, keep=_("Leave it as it is"), do=do)


def _when_sure(page: VisitPage, sure: Sure, do: Callable[[], Visit]) -> None:
    def answered(yes: bool | None) -> None:
        if not yes:
            return
        try:
            page.show(do())
        except WorkbookError as error:
            say_problem(page, error)

    page.app.push_screen(sure, answered)


def label_at(workbook: Workbook, question: Question) -> str:
    """Return the label of `question`, with the person's own words in place."""
    words = workbook.settings.words
    return clean_line(pipe(question.label, lambda name: words.get(name.removeprefix("words."), "")))


def label_of(workbook: Workbook, visit: Visit, kept: Kept) -> str:
    """Return the question at which `kept` stood, as it was asked."""
    _sheet, question = moving.sheet_of(workbook, visit, kept)
    if question is None:
        return _("A question that is not known any more")
    return label_at(workbook, question)


def answer_of(workbook: Workbook, visit: Visit, kept: Kept) -> list[str]:
    """Return what `kept` holds, line by line."""
    _sheet, question = moving.sheet_of(workbook, visit, kept)
    told = tell(question, kept.answer, workbook.person) if question is not None else list(words_in(kept.answer))
    if question is not None and kept.answer.state != "given":
        # What was put away beside a no-answer is still there, and this is the only page that shows it.
        told += [line for line in words_in(kept.answer) if line not in told]
    return told


def _lines(workbook: Workbook, visit: Visit, kept: Kept) -> Callable[[int], list[Line]]:
    told = answer_of(workbook, visit, kept)

    def make(width: int) -> list[Line]:
        lines = said(label_of(workbook, visit, kept), width, bold=True)
        for one in told or [_("left empty")]:
            lines += said(one, width, lead="  ")
        lines += said(_(WHY[kept.why]), width, "muted")
        return lines + (said(kept.words, width, "muted") if kept.words else [])

    return make
