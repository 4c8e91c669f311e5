"""On the page of a visit: what is kept beside its answers, and the ways to move it over or put it back.

- What is kept stands as it was asked, with the reason. It can be erased, each piece for itself.
- Every way that cannot be undone asks once before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual.widget import Widget

from .. import moving, moving_words
from ..answers.visit import Kept, Visit
from ..errors import WorkbookError
from ..moving_words import WHY, answer_of, label_of
from ..widgets.drawn import Line
from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Words
from .changed_sheet import ask, say_problem
from .passages import Passage, said
from .sure import Sure

if TYPE_CHECKING:
    from ..workbook import Workbook
    from .visit_page import VisitPage

PLACE = "kept-with"
"""The id of the heading above what is kept."""


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
    return [Entry(way, said) for way, said in moving_words.ways(workbook, visit)]


def choose(page: VisitPage, visit: Visit, entry: str) -> None:
    """Do what `entry` says, asking once before where it cannot be undone; `page` then shows the visit as it is."""
    app = page.workbook_app
    workbook = app.workbook
    kind, _sep, number = entry.partition(":")
    match kind:
        case "move":
            if (moved := moving.newer(workbook, visit)) is not None:
                ask(app, visit, moved, page.show)
        case "put_back" | "let_go":
            _when_sure(
                page, visit, moving_words.before(workbook, visit, "put_back" if kind == "put_back" else "let_go")
            )
        case "erase":
            _when_sure(page, visit, moving_words.before_erasing(workbook, visit, visit.archive[int(number)]))


def _when_sure(page: VisitPage, visit: Visit, sure: moving_words.Sure) -> None:
    def answered(yes: bool | None) -> None:
        if not yes:
            return
        try:
            page.show(sure.work())
        except WorkbookError as error:
            say_problem(page, error)

    title = page.workbook_app.workbook.worksheet_of(visit).title
    page.app.push_screen(Sure(title, sure.question, list(sure.told), keep=sure.keep, do=sure.do), answered)


def _lines(workbook: Workbook, visit: Visit, kept: Kept) -> Callable[[int], list[Line]]:
    told = answer_of(workbook, visit, kept)

    def make(width: int) -> list[Line]:
        lines = said(label_of(workbook, visit, kept), width, bold=True)
        for one in told or [_("left empty")]:
            lines += said(one, width, lead="  ")
        lines += said(_(WHY[kept.why]), width, "muted")
        return lines + (said(kept.words, width, "muted") if kept.words else [])

    return make
