"""Worksheets to write on by hand, in lines: which, with how much room, then heard, printed or saved.

- Nothing that was written in the workbook is on such a page: it comes from the worksheets alone.
"""

from __future__ import annotations

from functools import partial

from .. import at_home
from ..summary.blank_draft import WISHES, BlankDraft, wish_words
from ..text import clean_line
from ..words import _, n_
from ..worksheet.model import Worksheet
from .face import Face
from .page_out import print_page, read_page, save_page
from .talk import Choice
from .ticking import Tick, turn_over


def blank_paper(face: Face, worksheet: Worksheet | None = None) -> None:
    """Choose worksheets of one section, at first `worksheet` or one that is asked for, and have them on paper."""
    sheet = _ask_sheet(face) if worksheet is None else worksheet
    draft = BlankDraft(face.workbook.catalogue, sheet)
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
            page = {"read": read_page, "print": print_page, "save": save_page}[str(chosen)]
            face.open(partial(page, document=draft.page()))


def _ask_sheet(face: Face) -> Worksheet:
    """Ask for a worksheet of the door in the settings: its section first."""
    door = at_home.door_of(face.workbook)
    parts = list(at_home.by_section(face.workbook.catalogue.entries(door)))
    face.talk.page(_("To write on by hand"), _("Which section?"))
    chosen = face.talk.choose([Choice(str(number), title) for number, (title, _some) in enumerate(parts)])
    some = parts[int(str(chosen))][1]
    face.talk.part(_("Which worksheet?"))
    sheets = [Choice(one.id, clean_line(one.title), n_("{n} min", "{n} min", one.minutes)) for one in some]
    return face.workbook.catalogue.worksheet(str(face.talk.choose(sheets)), door)


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
