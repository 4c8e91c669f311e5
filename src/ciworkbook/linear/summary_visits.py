"""What goes into a summary, in lines: visits and their questions, turned on and off.

- Visits are picked one by one, by day or by meeting; a visit may tell what changed since the one before it.
- With at least one visit on, the way leads on to the names and the lines.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from ..answers.dates import day_in_words, day_of, in_words
from ..answers.telling import labelled
from ..answers.typed_dates import understand
from ..summary.choosing import (
    USUAL,
    answered,
    between,
    day_words,
    days_trouble,
    listed,
    meetings,
    pick,
    which_day,
)
from ..summary.draft import Draft
from ..summary.names import Names
from ..text import clean_line
from ..words import _, n_, series
from .choices import Choice
from .face import Face
from .summary_lines import names_and_lines
from .ticking import Tick, turn_over


def pick_visits(face: Face, draft: Draft) -> None:
    """Turn visits on or off, and go on from there."""
    older = False
    talk = face.talk
    say = True
    while True:
        if say:
            talk.page(_("Which visits go into it?"))
            _turn_visits(face, draft, older=older)
        say = True
        hidden = listed(draft.choices, older=older)[1]
        on = sum(one.on for one in draft.choices)
        talk.part(n_("{n} visit is on.", "{n} visits are on.", on))
        ways = [Choice("next", _("Next")), Choice("visits", _("Turn visits on or off"))]
        if hidden:
            ways.append(Choice("older", n_("Show {n} older visit", "Show {n} older visits", hidden)))
        if _with_earlier(draft):
            ways.append(Choice("beside", _("With what changed since the visit before, or without")))
        ways.append(Choice("questions", _("Only some questions…")))
        if len(draft.choices) > 1:
            ways += [
                Choice("days", _("Pick by day…")),
                Choice("meeting", day_words(face.workbook.settings.door)),
            ]
        match talk.choose(ways, usual="next" if on else "visits"):
            case "visits":
                pass
            case "older":
                older = True
            case "beside":
                say = False
                face.open(partial(_beside, draft=draft))
            case "days":
                say = False
                face.open(partial(_days, draft=draft))
            case "meeting":
                say = False
                face.open(partial(_meeting, draft=draft))
            case _ if not on:
                talk.say(_("No visit is on yet."))
                say = False
            case "questions":
                face.open(partial(_questions, draft=draft))
                say = False
            case _next:
                face.open(partial(names_and_lines, draft=draft))
                say = False


def _turn_visits(face: Face, draft: Draft, *, older: bool) -> None:
    """Say the visits, until Enter alone."""
    numbers = listed(draft.choices, older=older)[0]
    ticks = [
        Tick(str(one), draft.choices[one].title, draft.choices[one].on, draft.choices[one].when()) for one in numbers
    ]

    def turned(tick: Tick) -> None:
        draft.choices[int(tick.key)].on = tick.on

    turn_over(face.talk, ticks, turned)


def _with_earlier(draft: Draft) -> list[int]:
    """Return the numbers of the visits that are on and have one before them."""
    return [number for number, one in enumerate(draft.choices) if one.on and one.earlier is not None]


def _beside(face: Face, draft: Draft) -> None:
    """Say which visits tell what changed since the one before, and turn that on or off."""
    face.talk.page(_("What changed since the visit before"))
    ticks = []
    for number in _with_earlier(draft):
        one = draft.choices[number]
        ticks.append(Tick(str(number), labelled(clean_line(one.title), one.beside_words()), one.beside))

    def turned(tick: Tick) -> None:
        draft.choices[int(tick.key)].beside = tick.on

    turn_over(face.talk, ticks, turned)


def _questions(face: Face, draft: Draft) -> None:
    """Turn questions of the chosen visits on or off."""
    workbook = face.workbook
    names = Names("alias", workbook.people, workbook.settings.words)
    ticks: list[Tick] = []
    before: list[str] = []
    chosen = [one for one in draft.choices if one.on]
    for number, one in enumerate(chosen):
        before.append(series((clean_line(one.title), day_in_words(day_of(one.visit.started)))))
        found = list(answered(workbook.worksheet_of(one.visit), one.visit, names))
        for id_, label in found:
            ticks.append(Tick(f"{number}.{id_}", label, id_ not in one.left_out, before=tuple(before)))
            before.clear()
        if not found:
            before.append(_("Nothing here may go out."))

    def turned(tick: Tick) -> None:
        number, _dot, id_ = tick.key.partition(".")
        left = chosen[int(number)].left_out
        (left.discard if tick.on else left.add)(id_)

    face.talk.page(_("Which questions go into it?"))
    turn_over(face.talk, ticks, turned, after=tuple(before))


def _days(face: Face, draft: Draft) -> None:
    """Ask for the days, and turn on what was written then."""
    talk, today = face.talk, face.workbook.now().date()
    usual = (today - USUAL).isoformat()
    talk.page(_("Pick by day"))
    while True:
        first = _ask_day(
            face, _("Everything since which day? Enter alone is {day}:").format(day=in_words(usual)), today
        )
        last = _ask_day(face, _("Until which day? Enter alone for everything since:"), today)
        trouble = days_trouble(first or usual, last)
        if not trouble:
            break
        talk.say(trouble)
    end = date.fromisoformat(last) if last else None
    found = between(draft.choices, date.fromisoformat(first or usual), end)
    pick(draft.choices, found)


def _ask_day(face: Face, prompt: str, today: date) -> str:
    """Ask for a whole day, and say how it was understood; "" for Enter alone."""
    while True:
        typed = face.talk.ask(prompt).text
        if not typed.strip():
            return ""
        read = understand(typed, "day", today)
        if read is None or days_trouble(read.value, ""):
            face.talk.say(days_trouble("", ""))
            continue
        face.talk.say(in_words(read.value))
        if not read.doubt:
            return read.value
        ways = [Choice(one, in_words(one)) for one in (read.value, read.doubt)]
        return str(face.talk.choose(ways, usual=read.value))


def _meeting(face: Face, draft: Draft) -> None:
    """Ask for a meeting or a day, and turn on what was begun then."""
    found = meetings(draft.choices)
    face.talk.page(which_day(face.workbook.settings.door))
    ways = [
        Choice(str(at), day_in_words(one.day), series(clean_line(each.title) for each in one.choices))
        for at, one in enumerate(found)
    ]
    pick(draft.choices, found[int(str(face.talk.choose(ways)))].choices)
