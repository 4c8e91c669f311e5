"""What is said around the questions of a sheet: on the way in, at a question left open, on the way out.

- The frame is the same for every sheet and stands here once: what it is, is now a good time, how am I leaving this,
  is it safe, look again.
- The line on safety has other words from day to day, so that it is read.
- All four ways of giving no answer are equal; no reason is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from . import keys
from .answers.answer import Answer, is_blank
from .answers.dates import later
from .answers.reading import note_text
from .words import _, n_
from .worksheet.model import Door, Revisiting, Worksheet

SAFETY: dict[Door, tuple[Callable[[], str], ...]] = {
    "harmed": (
        lambda: _("Before you close this: is it all right where you are tonight? If not, that comes first."),
        lambda: _("Could anyone come upon this screen now? {key} covers it.").format(key=keys.shown("cover")),
        lambda: _("If this stirred up fear, someone could sit with you tonight."),
    ),
    "helping": (
        lambda: _("Is the person you worry about all right tonight, as far as you know? And you?"),
        lambda: _("If you carry something heavy now, share it with someone you trust. No names are needed."),
        lambda: _("Did anything change while you wrote? If someone may be in danger, that comes first."),
    ),
    "facilitating": (
        lambda: _("Does anyone in this need something tonight? That comes before the next step."),
        lambda: _("Is there anything here that changes how safe the next step is?"),
        lambda: _("Who in the group is worn out? Rest is part of the work."),
    ),
    "caused_harm": (
        lambda: _("Are you close to hurting someone, or yourself? Then leave this page and call someone."),
        lambda: _("If you feel a pull to make contact now, wait. Tell the person who walks with you."),
        lambda: _("What will you do in the next hour? Choose something that harms no one."),
    ),
}

LEFT_WORDS: Mapping[str, Callable[[], str]] = {
    "skipped": lambda: _("You skipped this one."),
    "not_now": lambda: _("You left this one for later."),
    "does_not_fit": lambda: _("You said this one does not fit."),
    "rather_not_say": lambda: _("You said you would rather not say."),
}
"""How a question was left open, by state."""


def safety_line(door: Door, today: date) -> str:
    """Return the line on safety for `door`, another one each day."""
    lines = SAFETY[door]
    return lines[today.toordinal() % len(lines)]()


def coming(sheet: Worksheet) -> str:
    """Return what to know before beginning: what the sheet is about, and who can see it; empty if nothing."""
    said = [note_text(sheet.content_note)] if sheet.content_note is not None else []
    if sheet.safety == "high":
        now = _("Can anyone else see this screen? {key} covers the page at once.")
        said.append(now.format(key=keys.shown("cover")))
    return " ".join(said)


def how_long(sheet: Worksheet) -> str:
    """Return how long the sheet takes, and that one may stop."""
    return n_(
        "About {n} minute. You can stop at any question; what you wrote stays.",
        "About {n} minutes. You can stop at any question; what you wrote stays.",
        sheet.minutes,
    )


def ways_on(sheet: Worksheet) -> list[tuple[str, str]]:
    """Return the ways into the questions, each an id and its words: "next", and "long" where there is a longer path."""
    if any(not one.short_path for one in sheet.questions()):
        return [("next", _("Yes, the short way")), ("long", _("Yes, with all the questions"))]
    return [("next", _("Yes, go on"))]


def no_answers(answer: Answer | None) -> list[tuple[str, str, str]]:
    """Return the ways of leaving a question open (id, words, note), then what can be done with `answer`.

    Ids are states of `answers.answer`; "given" brings back what stood there, "erase" takes it out.
    """
    ways = [
        ("skipped", _("Skip it"), ""),
        ("not_now", _("Not now"), _("shown to you as left for later")),
        ("does_not_fit", _("Does not fit me"), ""),
        ("rather_not_say", _("I would rather not say"), ""),
    ]
    written = answer is not None and not is_blank(answer.value)
    if written and answer is not None and not answer.given:
        ways.append(("given", _("Bring back what I wrote"), ""))
    if written:
        ways.append(("erase", _("Erase what I wrote here"), ""))
    return [*ways, ("back", _("Back to the question"), "")]


def ways_of_leaving() -> list[tuple[str, str, str]]:
    """Return how one can say one is leaving, each an id, its words and a note."""
    return [
        ("leaving:steady", _("Steady enough"), ""),
        ("leaving:stirred", _("Stirred up"), _("offers a few quiet minutes")),
        ("leaving:someone", _("I would like someone with me"), _("names those you placed near you")),
        ("leaving:", _("I would rather not say"), ""),
    ]


def days_to_look_again(revisit: Revisiting, today: date) -> list[tuple[str, date]]:
    """Return days on which a sheet may be looked at again, with their words, the next one first."""
    days = [
        (_("Tomorrow"), today + timedelta(days=1)),
        (_("In a week"), today + timedelta(days=7)),
        (_("In a month"), later(today, "1 month")),
    ]
    if revisit.after:
        meant = later(today, revisit.after)
        days = [one for one in days if one[1] != meant]
        days.append((_("As this worksheet suggests"), meant))
    return sorted(days, key=lambda one: one[1])
