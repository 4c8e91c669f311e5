"""Looking back, in lines: which worksheets have visits, one with its visits in time, then beside now in words.

- From here also: words in everything that was written, everything evening by evening, a worksheet over all its visits.
- Where the pages draw, places are told visit by visit. Words say what moved, never whether that is good.
- Nothing here changes a visit; a visit itself can be taken out, moved over and put back (`visit`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..answers.dates import day_in_words, day_of, in_words
from ..answers.finding import Sheet, Text, around
from ..answers.flow import progress
from ..answers.history import At, moves, place_said, wrote
from ..answers.reading import note_text, speaker
from ..answers.telling import counted, tell
from ..answers.visit import Visit
from ..looking_back import (
    KEPT,
    Beside,
    Searched,
    beside,
    by_sheet,
    cannot_be_shown,
    changed_elsewhere,
    everything,
    found_told,
    in_time,
    no_longer_asked,
    sets_side_by_side,
    so_many,
    written,
)
from ..text import cells, clean_line, shorten
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
LONG = 300
"""Cells of an answer told in an evening; all of it is heard in its visit."""
NEAR = 160
"""Cells of the words around a place that was found."""


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


# One worksheet


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
                if _read(face, chosen):
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


def _read(face: Face, visit: Visit | None, *, at: str = "", back: str = "") -> bool:
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
                if _read(face, _which(face, visits)):
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


# Everything


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
                say = _read(face, visit, back=_("Back to the evenings"))


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
            _read(face, one.visit, at=one.question or KEPT, back=_("Back to what was found"))


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
