"""One visit as it was asked, to hear, section by section. No answer can be changed; the whole visit can be taken out.

- What is kept beside its answers stands at the end, with the reason. Each piece can be erased.
- Every way that cannot be undone asks once before, and Enter alone changes nothing.
"""

from __future__ import annotations

from functools import partial

from .. import moving, moving_words
from ..answers.dates import day_in_words, day_of
from ..answers.reading import Asked, Part, Reading, note_text
from ..answers.visit import Visit
from ..looking_back import KEPT, about, before_taking_out, belongs_nowhere, read_visit
from ..text import clean, clean_line
from ..words import _, p_
from . import changed
from .changed import got, under
from .choices import Choice
from .commands import Command
from .face import Face
from .talk import Talk


def open_visit(face: Face, visit: Visit, *, at: str = "", back: str = "") -> bool:
    """Say `visit`, or only the question `at` of it at first; where its sheet has changed since, ask before.

    `back` names the way back. Tells whether the visit was taken out. Raises `Back` where the person goes back.
    """
    visit = changed.offer(face, visit)
    say = "place" if at else "whole"
    while True:
        match say:
            case "place":
                _say_place(face, visit, at)
            case "whole":
                at = ""
                say_whole(face, visit)
        say = ""  # whoever comes back to the ways on knows it already
        ways = [
            *([Choice("read", _("Hear the whole visit"))] if at else []),
            Choice("summary", _("Make a summary of this visit…")),
            *(Choice(way, said) for way, said in moving_words.ways(face.workbook, visit)),
            *_erasing(face, visit),
            Choice("remove", _("Take this visit out for good…")),
            Choice("back", back or _("Back to the dates")),
        ]
        kind, _sep, number = str(face.talk.choose(ways, usual="back")).partition(":")
        match kind:
            case "back":
                return False
            case "read":
                say = "whole"
            case "remove":
                if _remove(face, visit):
                    return True
            case "summary":
                from .summary import summary

                face.open(partial(summary, chosen=[visit]))
            case "erase" | "move" | "put_back" | "let_go":
                before, visit = visit, _change(face, visit, kind, number)
                if visit is not before and kind in ("move", "put_back"):
                    say = "whole"
                elif visit is not before:
                    face.talk.say(_("It is erased.") if kind == "erase" else _("How it was is let go of."))


def _say_place(face: Face, visit: Visit, at: str) -> None:
    """Say where something was found."""
    whole = _heading(face, visit, whole_too=False)
    face.talk.say(_("Found here:"))
    if at == KEPT:
        _say_kept(face, visit)
        return
    asked = [one for part in whole.parts for one in part.asked] + [one.asked for one in whole.rests]
    for one in asked:
        if one.id == at:
            _say_asked(face.talk, one)


def _heading(face: Face, visit: Visit, *, whole_too: bool) -> Reading:
    sheet = face.workbook.worksheet_of(visit)
    day = day_in_words(day_of(visit.started))
    title = _("{title}, {date}").format(title=clean_line(sheet.title), date=day)
    face.talk.page(title, *(about(face.workbook, visit) if whole_too else []))
    return read_visit(face.workbook, sheet, visit)


def say_whole(face: Face, visit: Visit) -> None:
    """Say it section by section, with Enter in between; "/end" goes to what can be done with it."""
    talk = face.talk
    whole = _heading(face, visit, whole_too=True)
    end = [Command("end", p_("a word typed after a slash", "end"), _("to what can be done with this visit"))]
    for number, part in enumerate(whole.parts):
        if number and talk.ask(_("Enter for the next part:"), end).command:
            return
        _say_part(talk, part)
    if whole.rests:
        talk.part(_("Resting"), _("Kept, though not asked in the end. These stay out of every summary."))
        for one in whole.rests:
            _say_asked(talk, one.asked)
            talk.say(_("Asked {only_if}.").format(only_if=one.why) if one.why else "")
    talk.say(belongs_nowhere(whole))
    if visit.archive:
        _say_kept(face, visit)


def _say_part(talk: Talk, part: Part) -> None:
    talk.part(clean_line(part.title), note_text(part.note) if part.note is not None else "")
    for one in part.asked:
        _say_asked(talk, one)


def _say_asked(talk: Talk, asked: Asked) -> None:
    """Say one question and what was left there."""
    if not asked.number:
        talk.say(clean(asked.label))
        return
    words = note_text(asked.note) if asked.note is not None else asked.label
    talk.say(_("{number}. {words}").format(number=asked.number, words=clean_line(words)))
    talk.say(*(asked.lines or (_("left empty"),)))
    if asked.carried and asked.left == "given":
        talk.say(_("brought from the visit before"))


# What is kept with it


def _say_kept(face: Face, visit: Visit) -> None:
    workbook, talk = face.workbook, face.talk
    talk.part(_("Kept with this visit"), _("From when the worksheet changed. These stay out of every summary."))
    for one in visit.archive:
        told = moving_words.answer_of(workbook, visit, one) or [_("left empty")]
        under(talk, moving_words.label_of(workbook, visit, one), told)
        talk.say(_(moving_words.WHY[one.why]), clean(one.words))


def _erasing(face: Face, visit: Visit) -> list[Choice]:
    workbook = face.workbook
    return [
        Choice(f"erase:{number}", _("Erase what is kept: {question}").format(question=_short(label)))
        for number, label in enumerate(moving_words.label_of(workbook, visit, one) for one in visit.archive)
    ]


def _short(label: str) -> str:
    return label if len(label) <= 60 else label[:60].rsplit(" ", 1)[0] + "…"


# What can be done with it


def sure(face: Face, question: str, told: list[str], *, keep: str, do: str) -> bool:
    """Ask once before something that cannot be undone; Enter alone leaves it."""
    face.talk.part(question, *told)
    return face.talk.choose([Choice("keep", keep), Choice("do", do)], usual="keep") == "do"


def _remove(face: Face, visit: Visit) -> bool:
    question, told = before_taking_out(visit)
    if not sure(face, question, told, keep=_("Leave it in"), do=_("Take it out")):
        return False
    if not face.attempt(lambda: face.workbook.remove(visit)):
        return False
    face.talk.say(_("The visit is taken out."))
    return True


def _change(face: Face, visit: Visit, way: str, number: str) -> Visit:
    """Move it over, put it back, let go of how it was, or erase something kept; return it as it is then."""
    workbook = face.workbook
    if way == "move":
        moved = moving.newer(workbook, visit)
        return visit if moved is None else changed.ask(face, visit, moved)
    if way == "erase":
        before = moving_words.before_erasing(workbook, visit, visit.archive[int(number)])
    else:
        before = moving_words.before(workbook, visit, "put_back" if way == "put_back" else "let_go")
    if not sure(face, before.question, list(before.told), keep=before.keep, do=before.do):
        return visit
    return next(iter(got(face, before.work)), visit)
