"""Worksheets to write on by hand, in lines: which, with how much room, then heard, printed or saved.

- Nothing that was written in the workbook is on such a page: it comes from the worksheets alone.
"""

from __future__ import annotations

from functools import partial

from ..summary.blank_draft import WISHES, BlankDraft, wish_words
from ..words import _, n_
from ..worksheet.model import Worksheet
from .choices import Choice
from .face import Face
from .page_out import hand_out
from .ticking import Tick, turn_over


def blank_paper(face: Face, worksheet: Worksheet) -> None:
    """Choose worksheets of the section of `worksheet`, itself at first, and have them on paper."""
    draft = BlankDraft(face.workbook.catalogue, worksheet)
    heard = False
    while True:
        count = len(draft.chosen)
        face.talk.page(
            _("To write on by hand"),
            "" if heard else _("Pages to write on by hand. Nothing that you wrote is on them."),
            n_("{n} worksheet", "{n} worksheets", count),
        )
        heard = True
        ways = [
            Choice("sheets", _("Which worksheets?")),
            Choice("wishes", _("How?")),
            Choice("read", _("Hear it as it will read")),
            Choice("print", _("Print it…")),
            Choice("save", _("Save it to a file…")),
            Choice("back", _("Back")),
        ]
        chosen = face.talk.choose(ways)
        if chosen == "back":
            return
        if chosen == "sheets":
            face.open(partial(_sheets, draft=draft))
        elif chosen == "wishes":
            face.open(partial(_wishes, draft=draft))
        elif not draft.chosen:
            face.talk.say(_("No worksheet is on yet."))
        else:
            hand_out(face, str(chosen), draft.page())


def _sheets(face: Face, draft: BlankDraft) -> None:
    face.talk.page(_("Which worksheets?"))
    ticks = [
        Tick(one.id, one.title, one.id in draft.chosen, n_("{n} min", "{n} min", one.minutes)) for one in draft.offered
    ]

    def turned(tick: Tick) -> None:
        (draft.chosen.add if tick.on else draft.chosen.discard)(tick.key)

    turn_over(face.talk, ticks, turned)


def _wishes(face: Face, draft: BlankDraft) -> None:
    face.talk.page(_("How?"))
    ticks = [Tick(one, wish_words(one), one in draft.wishes) for one in WISHES]

    def turned(tick: Tick) -> None:
        wish = next(one for one in WISHES if one == tick.key)
        (draft.wishes.add if tick.on else draft.wishes.discard)(wish)

    turn_over(face.talk, ticks, turned)
