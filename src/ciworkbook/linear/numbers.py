"""Numbers and people to call, in lines: the person's own list first, then the public ones."""

from __future__ import annotations

from functools import partial

from .. import numbers as rules
from ..words import _, p_, series
from .choices import Choice
from .face import Face


def numbers(face: Face) -> None:
    """Say the lists, and let the person change their own."""
    while True:
        workbook = face.workbook
        face.talk.page(
            _("Numbers and people to call"), _("This program cannot call anyone. You can copy a number by hand.")
        )
        people = rules.near(workbook)
        if people:
            face.talk.say(_("People you placed near you:"), *people)
        own = workbook.settings.numbers
        face.talk.say(_("Your own list"))
        for one in own:
            face.talk.say(_line(*one))
        if not own:
            face.talk.say(_("Nobody stands here yet. One line is a start, and none is fine."))
        public = rules.public(workbook)
        ways = [Choice("back", p_("page", "Back")), Choice("add", _("Add to your own list"))]
        if own:
            ways.append(Choice("out", _("Take a line out of your own list")))
        if public:
            ways.append(Choice("public", _("A few public numbers")))
        match face.talk.choose(ways, usual="back"):
            case "add":
                _add(face)
            case "out":
                face.open(_take_out)
            case "public":
                face.open(_public)
            case _back:
                return


def _line(name: str, number: str) -> str:
    return series(one for one in (name, number) if one)


def _add(face: Face) -> None:
    if rules.is_full(face.workbook):
        face.talk.say(_("The list is full. Take a line out first."))
        return
    name = face.talk.ask(_("Who it is, or Enter alone for nobody:")).text[: rules.LONGEST]
    number = face.talk.ask(_("The number, or how to reach them. Enter alone leaves it empty:")).text[: rules.LONGEST]
    line = rules.line(name, number)
    if line is not None and face.attempt(partial(rules.add, face.workbook, line)):
        face.talk.say(_("{name} is on the list.").format(name=line[0] or line[1]))


def _take_out(face: Face) -> None:
    face.talk.part(_("Which line is to be taken out?"))
    own = face.workbook.settings.numbers
    chosen = face.talk.choose([Choice(str(at), _line(*one)) for at, one in enumerate(own)])
    if isinstance(chosen, str) and face.attempt(partial(rules.take_out, face.workbook, int(chosen))):
        face.talk.say(_("It is taken out."))


def _public(face: Face) -> None:
    face.talk.page(_("A few public numbers"), rules.looked_up(face.workbook))
    place = ""
    for one in rules.public(face.workbook):
        if one.place != place:
            place = one.place
            face.talk.say(place)
        face.talk.say(series(part for part in (one.name, one.number, one.note) if part))
    face.talk.choose([Choice("back", p_("page", "Back"))], usual="back")
