"""Everything that was written, in lines: words looked for in it, and all of it evening by evening.

- What was looked for is kept nowhere. A place that was found opens in its visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..answers.dates import day_in_words, day_of, in_words
from ..answers.finding import Sheet, Text, around
from ..answers.history import wrote
from ..answers.reading import note_text
from ..looking_back import (
    KEPT,
    Searched,
    everything,
    found_told,
)
from ..text import cells, clean_line, shorten
from ..words import _, n_, series
from .choices import Choice
from .face import Face
from .sheet_visits import open_one, sheet_visits

LONG = 300
"""Cells of an answer told in an evening; all of it is heard in its visit."""
NEAR = 160
"""Cells of the words around a place that was found."""


def evenings(face: Face) -> None:
    """Say what was written, evening by evening, the newest first; Enter goes to the one before."""
    at = 0
    say = True
    while True:
        workbook = face.workbook
        every = everything(workbook)
        if not every:
            face.talk.page(_("Evening by evening"), _("Nothing is written yet."))
            return
        at = min(at, len(every) - 1)
        day, visit = every[at]
        if say:
            days = len({one for one, _visit in every})
            face.talk.page(_("Evening by evening"), n_("{n} evening", "{n} evenings", days) if at == 0 else "")
            told = wrote(workbook.worksheet_of(visit), visit, day, workbook.person, workbook.settings.words)
            face.talk.say(in_words(day.isoformat(), weekday=True), told.title)
            for one in told.entries:
                face.talk.say(one.label if one.note is None else note_text(one.note))
                face.talk.say(*_beginning(one.lines))
                face.talk.say(_("resting: not asked in the end") if one.rests else "")
        left = len(every) - at - 1
        ways = [Choice("more", _("Earlier"), n_("{n} more visit", "{n} more visits", left))] if left else []
        ways += [Choice("read", _("Read the whole visit")), Choice("back", _("Back"))]
        match face.talk.choose(ways, usual="more" if left else "back"):
            case "back":
                return
            case "more":
                at, say = at + 1, True
            case _read_it:
                say = open_one(face, visit, back=_("Back to the evenings"))


def _beginning(lines: Sequence[str]) -> list[str]:
    """Return the lines of an answer, or its beginning and that it goes on."""
    found: list[str] = []
    left = LONG
    for line in map(clean_line, lines):
        cut = shorten(line, left) if left > 0 else ""
        if cut != line:
            return [*found, cut.removesuffix("…"), _("The answer goes on. All of it is in the visit.")]
        found.append(line)
        left -= cells(line)
    return found


def find(face: Face) -> None:
    """Look for words in everything that was written, until Enter alone goes back."""
    while True:
        face.talk.page(_("Find what I wrote"), _("A word, or several that stand in one answer"))
        typed = face.talk.ask(_("Words to look for, or Enter to go back:")).text
        if not typed.strip():
            return
        face.open(partial(_found, typed=typed))


def _found(face: Face, typed: str) -> None:
    """Say the places that hold what was `typed`, and open the one that is chosen."""
    while True:
        searched = Searched(face.workbook)
        searched.read()
        results = searched.find(typed)
        face.talk.part(found_told(typed, results))
        titles = {visit.entry: title for title, visit in searched.titles}
        places: list[Sheet | Text] = [*results.sheets, *results.places]
        choices = [_place(str(number), one, titles, typed) for number, one in enumerate(places)]
        chosen = face.talk.choose([*choices, Choice("again", _("Look for other words"))], usual="again")
        if chosen == "again":
            return
        one = places[int(str(chosen))]
        if isinstance(one, Sheet):
            face.open(partial(sheet_visits, worksheet=one.worksheet))
        else:
            open_one(face, one.visit, at=one.question or KEPT, back=_("Back to what was found"))


def _place(id: str, one: Sheet | Text, titles: dict[int | None, str], typed: str) -> Choice:
    if isinstance(one, Sheet):
        told = n_(
            "the title of a worksheet with {n} visit", "the title of a worksheet with {n} visits", len(one.visits)
        )
        return Choice(id, one.title, told)
    near = around(one, typed, NEAR)
    day = day_in_words(day_of(one.visit.started))
    place = series((clean_line(titles.get(one.visit.entry, "")), day, shorten(one.label, NEAR)))
    return Choice(id, f"{near.before}{near.hit}{near.after}", place)
