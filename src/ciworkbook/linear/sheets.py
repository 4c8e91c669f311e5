"""All worksheets in lines: by section, by a word of the title or the purpose, or those for another door.

- The list is that of the door in the settings at first; looking at another door's list changes nothing.
- What a worksheet is for is said before its questions begin, and there one can still leave it, or have it on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from .. import at_home
from ..doors import door_words
from ..languages import entry_note
from ..words import _, n_
from ..worksheet.catalogue import Entry
from ..worksheet.model import DOORS, Door
from .choices import Choice
from .face import Face
from .going import Back
from .ways import open_page


def sheets(face: Face) -> None:
    """Find a worksheet and open it."""
    door = at_home.door_of(face.workbook)
    while True:
        every = face.workbook.catalogue.entries(door)
        parts = list(at_home.by_section(every))
        count = n_("{n} worksheet", "{n} worksheets", len(every))
        face.talk.page(_("All worksheets"), _("For: {door}").format(door=door_words(door).title), count)
        choices = [Choice("find", _("Look for a word"))]
        choices += [
            Choice(str(number), title, n_("{n} worksheet", "{n} worksheets", len(some)))
            for number, (title, some) in enumerate(parts)
        ]
        choices += [Choice("every", _("Hear all of them")), Choice("door", _("Those for someone else"))]
        match face.talk.choose(choices):
            case "find":
                face.open(partial(_find, door=door))
            case "door":
                door = _other_door(face, door)
            case "every":
                face.open(partial(_pick, title=_("All worksheets"), door=door, some=every))
            case number if isinstance(number, str):
                title, some = parts[int(number)]
                face.open(partial(_pick, title=title, door=door, some=some))


def _find(face: Face, door: Door) -> None:
    """Ask for words until some worksheet has them all; Enter alone goes back."""
    while True:
        typed = face.talk.ask(_("A word of the title or the purpose, or Enter to go back:")).text
        if not typed.strip():
            raise Back
        some = at_home.found(face.workbook.catalogue.entries(door), typed)
        if some:
            face.open(partial(_pick, title=_("Found"), door=door, some=some))
        else:
            face.talk.say(_("No worksheet fits that. A shorter word finds more."))


def _other_door(face: Face, door: Door) -> Door:
    """Return the door whose list is to be heard."""
    face.talk.part(_("Whose worksheets do you want to hear? What you wrote stays as it is."))
    chosen = face.talk.choose([Choice(one, door_words(one).title, door_words(one).note) for one in DOORS], usual=door)
    return next((one for one in DOORS if one == chosen), door)


def _pick(face: Face, title: str, door: Door, some: Sequence[Entry]) -> None:
    """Say `some` worksheets, and open the one that is chosen; one of another door goes through that door first."""
    face.talk.page(title, n_("{n} worksheet", "{n} worksheets", len(some)))
    chosen = face.talk.choose([Choice(one.id, one.title, entry_note(one)) for one in some])
    if isinstance(chosen, str):
        at_home.go_through(face.workbook, door)
        open_page(face, "sheet", "open_sheet", chosen)
