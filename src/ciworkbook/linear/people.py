"""The people of the workbook, in lines, as far as this door knows them: the list from which its worksheets pick.

- A nickname, an initial or a color is enough. Renaming someone here renames them in every worksheet.
- A name that was begun when it locks or ends is put on the list. A name that is changed is not: half of one would stand
  in every worksheet.
- Whoever is taken out leaves a blank place in the answers; that is said before, and asked once.
"""

from __future__ import annotations

from functools import partial

from ..answers.offering import left_out, one_line
from ..answers.people import People
from ..people_book import (
    LONGEST,
    before_taking_out,
    door_now,
    is_there,
    keep,
    named_in,
    problem_words,
    there_already,
    visits_of,
    where,
)
from ..text import clean_line
from ..words import _, n_, p_, series
from .choices import Choice, numbered
from .face import Face
from .typed import is_dot


def people(face: Face) -> None:
    """Say everyone, and open the one chosen; a name that is typed adds someone. Enter goes back."""
    twice = ""
    while True:
        choices = _everyone(face)
        face.talk.page(
            _("People"),
            n_("{n} person", "{n} people", len(choices)) if choices else _("Nobody is written down here yet."),
            _("Everyone you wrote down, in any worksheet. A new name here is a new name everywhere."),
        )
        for number, one in enumerate(choices, 1):
            face.talk.say(numbered(number, one))
        prompt = _("A number to open, a name to add, or Enter to go back:") if choices else ""
        with face.talk.begun_name(partial(_begun, face)):
            typed = one_line(face.talk.ask(prompt or _("A name to add, or Enter to go back:")).text).strip()
        if not typed:
            return
        if not typed.isdecimal():
            twice = _added(face, typed, twice)
        elif 1 <= int(typed) <= len(choices):
            id = choices[int(typed) - 1].id
            face.open(lambda face, id=id: person(face, id))  # type: ignore[misc]
        else:
            face.talk.say(_("There is nobody with this number. A name can be typed, or a number from the list."))


def _everyone(face: Face) -> list[Choice]:
    workbook = face.workbook
    door = door_now(workbook)
    named = named_in(workbook, [door])
    return [
        Choice(one.id, series([one.alias, one.role]) if one.role else one.alias, where(len(named.get(one.id, ()))))
        for one in workbook.people_at(door)
    ]


def _added(face: Face, typed: str, twice: str) -> str:
    """Add whoever was typed; a name that is there already is asked about once: it is returned then."""
    workbook, alias = face.workbook, clean_line(typed[:LONGEST])
    if typed[LONGEST:]:
        face.talk.say(left_out(len(typed) - LONGEST, LONGEST))
    if is_there(workbook, alias) and twice != alias:
        face.talk.say(there_already(alias), _("The same name once more adds them all the same."))
        return alias
    added, _person = workbook.people.add(alias)
    if _kept(face, added):
        face.talk.say(_("{name} is on the list.").format(name=alias))
    return ""


def _begun(face: Face, typed: str) -> None:
    """Put someone on the list whose name was typed and not entered; what cannot be saved now is saved with the rest."""
    workbook, alias = face.workbook, clean_line(typed[:LONGEST])
    if not is_there(workbook, alias):
        face.desk.keep_people(workbook.people.add(alias)[0])


def _kept(face: Face, people: People) -> bool:
    """Keep the list; where it cannot be saved, say so: it holds for this session all the same."""
    problem = keep(face.workbook, people)
    if problem is not None:
        face.talk.say(problem_words(problem))
    return problem is None


def person(face: Face, id: str) -> None:
    """Say what someone is called, how a summary may call them and where they are named, and what can be done."""
    workbook = face.workbook
    while (one := workbook.people.get(id)) is not None:
        named = named_in(workbook, [door_now(workbook)]).get(id, [])
        role = one.role or _("nothing yet")
        face.talk.page(
            one.alias,
            _("How a summary may call them: {words}").format(words=role),
            _("Named in:") if named else _("Named in no worksheet yet."),
            *(series([sheet.title, visits_of(sheet)]) for sheet in named),
        )
        chosen = face.talk.choose(
            [
                Choice("back", _("Back to the list")),
                Choice("alias", _("Call them by another name")),
                Choice("role", _("Change how a summary may call them")),
                Choice("out", _("Take {name} out…").format(name=one.alias)),
            ],
            usual="back",
        )
        match chosen:
            case "alias":
                face.open(lambda face, id=id: _rename(face, id))  # type: ignore[misc]
            case "role":
                face.open(lambda face, id=id: _call(face, id))  # type: ignore[misc]
            case "out":
                face.open(lambda face, id=id: _take_out(face, id))  # type: ignore[misc]
            case _back:
                return


def _rename(face: Face, id: str) -> None:
    stands = face.workbook.person(id)
    face.talk.part(_("A nickname, an initial or a color is enough."))
    alias = _words(face, _("Another name for {name}, or Enter to keep it:").format(name=stands))
    if alias and _kept(face, face.workbook.people.change(id, alias=alias)):
        face.talk.say(_("{name} is the name now, in every worksheet.").format(name=alias))


def _call(face: Face, id: str) -> None:
    one = face.workbook.people.get(id)
    face.talk.part(
        _("Used only where you choose that no name stands, such as “my sister”."),
        _("A single dot takes it out.") if one is not None and one.role else "",
    )
    role = _words(face, _("Words, or Enter to keep it as it is:"))
    if role:
        role = "" if is_dot(role) else role
        if _kept(face, face.workbook.people.change(id, role=role)):
            face.talk.say(p_("what was typed is kept", "Kept."))


def _words(face: Face, prompt: str) -> str:
    """Ask for a name or a role; empty for Enter alone. What does not fit is said."""
    typed = one_line(face.talk.ask(prompt).text).strip()
    if typed[LONGEST:]:
        face.talk.say(left_out(len(typed) - LONGEST, LONGEST))
    return clean_line(typed[:LONGEST])


def _take_out(face: Face, id: str) -> None:
    question, told, keep_in, do = before_taking_out(face.workbook, id)
    face.talk.part(question, *told)
    if face.talk.choose([Choice("keep", keep_in), Choice("do", do)], usual="keep") == "do":
        _kept(face, face.workbook.people.remove(id))
