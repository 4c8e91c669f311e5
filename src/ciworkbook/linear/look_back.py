"""Looking back, in lines: words to find, everything evening by evening, and which worksheets have visits."""

from __future__ import annotations

from functools import partial

from ..answers.dates import day_of
from ..looking_back import (
    by_sheet,
    cannot_be_shown,
    so_many,
)
from ..words import _
from .choices import Choice
from .everything import evenings, find
from .face import Face
from .sheet_visits import sheet_visits


def look_back(face: Face) -> None:
    """Offer what there is to look back on, until the person goes back."""
    while True:
        workbook = face.workbook
        sheets = by_sheet(workbook)
        if not sheets:
            face.talk.page(
                _("Look back"),
                _("Nothing to look back on yet."),
                _("Once you have written in a worksheet, each visit stands here with its date."),
            )
            return
        face.talk.page(_("Look back"), cannot_be_shown(workbook))
        today = workbook.now().date()
        ways = [Choice("*find", _("Find what I wrote…")), Choice("*evenings", _("Evening by evening…"))]
        ways += [
            Choice(
                visits[0].worksheet,
                workbook.named(visits[-1]).title,
                so_many(len(visits), day_of(visits[0].started), today),
            )
            for visits in sheets
        ]
        match face.talk.choose(ways):
            case "*find":
                face.open(find)
            case "*evenings":
                face.open(evenings)
            case str(worksheet):
                face.open(partial(sheet_visits, worksheet=worksheet))
