"""One worksheet with its visits in time, in lines: then beside now in words, and over all visits.

- Where the pages draw, places are told visit by visit. Words say what moved, never whether that is good.
- Nothing here changes a visit; a visit itself can be taken out, moved over and put back (`visit`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..answers.dates import day_in_words, day_of
from ..answers.flow import progress
from ..answers.history import At, moves, place_said
from ..answers.reading import speaker
from ..answers.telling import counted, tell
from ..answers.visit import Visit
from ..looking_back import (
    Beside,
    beside,
    changed_elsewhere,
    in_time,
    no_longer_asked,
    sets_side_by_side,
    so_many,
    written,
)
from ..text import clean_line
from ..words import _, n_, series
from ..worksheet.model import RingMap
from ..worksheet.piping import pipe
from .changed import under
from .choices import Choice
from .face import Face
from .going import Back
from .talk import Talk
from .visit import open_visit

AT_ONCE = 12
"""Visits of a question that are told at first, the newest."""


def sheet_visits(face: Face, worksheet: str) -> None:
    """Say two visits of one worksheet side by side, at first the last two, and offer what can be done with them."""
    then = now = -1
    also = more = False
    heard: tuple[object, ...] = ()
    while True:
        visits = written(face.workbook, worksheet)
        if not visits:
            return
        if now < 0:
            then, now, also = max(0, len(visits) - 2), len(visits) - 1, False
        title = clean_line(face.workbook.named(visits[-1]).title)
        today = face.workbook.now().date()
        face.talk.page(title, so_many(len(visits), day_of(visits[0].started), today))
        if heard != (visits, then, now, also):  # whoever comes back knows it already
            two = len(visits) > 1
            more = _say_two(face, visits[then], visits[now], also=also) if two else _say_one(face, visits[now])
            heard = (visits, then, now, also)
        match face.talk.choose(_ways(face, visits, then, now, more=more)):
            case "back":
                return
            case "everything":
                also = True
            case "over_time":
                face.open(partial(over_time, visits=visits))
            case "two":
                then, now = _which_two(face, visits, then, now)
                also = False
            case "summary":
                from .summary import summary

                face.open(partial(summary, chosen=[visits[now]]))
            case str(read):
                which = read.partition(":")[2]
                chosen = _which(face, visits) if which == "any" else visits[now if which == "now" else then]
                if open_one(face, chosen):
                    now = -1


def _ways(face: Face, visits: Sequence[Visit], then: int, now: int, *, more: bool) -> list[Choice]:
    """Return what can be done with the visits of a worksheet."""

    def reads(number: int) -> str:
        return _("Read the visit of {date}").format(date=day_in_words(day_of(visits[number].started)))

    ways = [Choice("everything", _("Show everything that changed"))] if more else []
    if len(visits) > 1:
        if in_time(face.workbook, visits)[1]:
            ways.append(Choice("over_time", _("Over all visits: steps, lines, and who moved…")))
        if len(visits) > 2:
            ways.append(Choice("two", _("Compare two other visits")))
        ways.append(Choice("read:then", reads(then)))
    ways.append(Choice("read:now", reads(now)))
    if len(visits) > 2:
        ways.append(Choice("read:any", _("Read another visit")))
    made = _("Make a summary of the visit of {date}…").format(date=day_in_words(day_of(visits[now].started)))
    return [*ways, Choice("summary", made), Choice("back", _("Back"))]


def _say_one(face: Face, visit: Visit) -> bool:
    face.talk.say(
        _("One visit so far. After another one, then and now stand here side by side."), _counted(face, visit)
    )
    return False


def _say_two(face: Face, then: Visit, now: Visit, *, also: bool) -> bool:
    """Say what is other now than then; tell whether there is more that changed."""
    workbook, talk = face.workbook, face.talk
    for head, visit in ((_("then"), then), (_("now"), now)):
        under(talk, head, [series((day_in_words(day_of(visit.started)), _counted(face, visit)))])
    # Where the sheet sets nothing side by side that has an answer, all that changed is what there is to hear.
    every = also or not sets_side_by_side(workbook, then, now)
    found = beside(workbook, then, now, everything=every)
    for one in found:
        _say_beside(talk, one)
    talk.say("" if found else _("Nothing changed between these two visits."), no_longer_asked(workbook, then, now))
    return not every and changed_elsewhere(workbook, then, now)


def _counted(face: Face, visit: Visit) -> str:
    return counted(progress(face.workbook.worksheet_of(visit), visit))


def _say_beside(talk: Talk, one: Beside) -> None:
    """Say one question: what changed, then what stood there then and what stands there now."""
    talk.part(clean_line(one.label))
    if one.asked_then:
        talk.say(_("Then it was asked: “{question}”").format(question=one.asked_then))
    if one.change.same:
        under(talk, _("then and now"), one.change.now)
        return
    talk.say(*one.change.changed)
    before, after, kept = one.then_and_now()
    under(talk, _("then"), before)
    under(talk, _("now"), after)
    talk.say(n_("{n} more, as before", "{n} more, as before", kept) if kept else "")


def _listed(face: Face, visits: Sequence[Visit]) -> list[Choice]:
    """Return the visits to choose from, the newest first."""
    return [
        Choice(str(number), day_in_words(day_of(visits[number].started)), _counted(face, visits[number]))
        for number in reversed(range(len(visits)))
    ]


def _which(face: Face, visits: Sequence[Visit]) -> Visit | None:
    """Ask for one of the visits; None where the person goes back."""
    try:
        face.talk.part(_("Which visit?"))
        return visits[int(str(face.talk.choose(_listed(face, visits))))]
    except Back:
        return None


def _which_two(face: Face, visits: Sequence[Visit], then: int, now: int) -> tuple[int, int]:
    """Ask for two visits, the earlier first; they stay as they are where the person goes back."""
    try:
        face.talk.part(_("The earlier one: which visit?"))
        first = int(str(face.talk.choose(_listed(face, visits[:-1]))))
        later = [one for one in _listed(face, visits) if int(one.id) > first]
        if len(later) == 1:
            return first, int(later[0].id)
        face.talk.part(_("The later one: which visit?"))
        return first, int(str(face.talk.choose(later, usual=later[0].id)))
    except Back:
        return then, now


def open_one(face: Face, visit: Visit | None, *, at: str = "", back: str = "") -> bool:
    """Say `visit`; tell whether it was taken out."""
    if visit is None:
        return False
    try:
        return open_visit(face, visit, at=at, back=back)
    except Back:
        return False


# Over all visits


def over_time(face: Face, visits: Sequence[Visit]) -> None:
    """Tell each question with a place, visit by visit: on the stairs, on the line, and who moved on the map."""
    workbook = face.workbook
    sheet, found = in_time(workbook, visits)
    speak = speaker(sheet, visits[-1], workbook.person, workbook.settings.words)
    face.talk.page(clean_line(sheet.title), n_("{n} visit", "{n} visits", len(visits)))
    cut = []
    for question, held in found:
        label = clean_line(pipe(question.label, speak))
        told = moves(question, held, workbook.person)
        face.talk.part(label)
        _say_moves(face, told[-AT_ONCE:], first=len(told) <= AT_ONCE)
        if len(told) > AT_ONCE:
            cut.append(
                Choice(f"all:{question.id}", _("All {n} visits: {question}").format(n=len(told), question=label))
            )
    while True:
        # A visit with its whole text is heard from the dates, where each can be read.
        ways = [*cut, Choice("read", _("Read one of the visits")), Choice("back", _("Back to the dates"))]
        match face.talk.choose(ways, usual="back"):
            case "back":
                return
            case "read":
                if open_one(face, _which(face, visits)):
                    return
            case str(all_):
                question, held = next(one for one in found if one[0].id == all_.partition(":")[2])
                face.talk.part(clean_line(pipe(question.label, speak)))
                _say_moves(face, moves(question, held, workbook.person), first=True)


def _say_moves(face: Face, told: Sequence[tuple[At, tuple[str, ...]]], *, first: bool) -> None:
    """Say each visit: its day, where it stood, and what is other than in the visit before."""
    talk, people = face.talk, face.workbook.person
    for number, (one, changed) in enumerate(told):
        beginning = first and number == 0
        other = [] if beginning else list(changed) or [_("as in the visit before")]
        place = place_said(one)
        if isinstance(one.question, RingMap):  # who moved says it, but for the first visit
            place = series(tell(one.question, one.answer, people)) if beginning else ""
        under(talk, day_in_words(one.day), [series(filter(None, [place, *other]))])
