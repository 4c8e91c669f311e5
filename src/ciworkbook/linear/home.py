"""Home in lines: what was noticed, carry on, start something, look back, and the rest, as `at_home` offers it.

- A page is imported when it is gone to. `open_offer` does what one line of home says.
"""

from __future__ import annotations

from .. import at_home
from ..answers.dates import day_in_words
from ..words import _, p_, series
from .choices import Choice
from .face import Face
from .going import Leave, Lock
from .ways import open_page


def home(face: Face) -> None:
    """Say what there is to do, and do what is chosen."""
    workbook = face.workbook
    if not workbook.settings.door:
        open_page(face, "settings", "first_door")
    told = [one.text for one in at_home.told(workbook, face.own_sheets)]
    face.talk.page(_("Workbook"), day_in_words(workbook.now().date(), weekday=True), *told)
    choices, lead = [], ""
    for one in (offer for group in at_home.offers(workbook) for offer in group):
        what = series(one.parts)
        if one.lead and one.lead != lead and not what.casefold().startswith(one.lead.casefold()):
            what = p_("what a group is called, and the first of it", "{lead}: {what}").format(lead=one.lead, what=what)
        lead = one.lead
        choices.append(Choice(one.id, what, series(one.notes)))
    chosen = face.talk.choose(choices)
    if isinstance(chosen, str):
        face.open(lambda face: open_offer(face, chosen))


def open_offer(face: Face, offer: str) -> None:
    """Go where `offer`, the id of one, leads."""
    kind, _sep, rest = offer.partition(":")
    match kind:
        case "visit":
            visit = next(one for one in face.workbook.visits() if str(one.entry) == rest)
            open_page(face, "sheet", "open_visit", visit)
        case "sheet" | "again":
            open_page(face, "sheet", "open_sheet", rest)
        case "all":
            open_page(face, "sheets")
        case "look_back" | "people" | "summary" | "given" | "noticed" | "settings":
            open_page(face, kind)
        case "leave_practice":
            if face.only_practice:
                raise Leave
            face.let_go()
        case "lock":
            raise Lock
