"""The pages around the questions of a sheet: the way in, the pause between sections, the way out.

- The frame is the same for every sheet and stands here once: what it is, is now a good time, how am I leaving this,
  is it safe, look again, what may help next.
- The line on safety has other words from day to day, so that it is read. Suggestions gate nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual.widget import Widget

from ..answers.dates import in_words
from ..answers.reading import note_text
from ..answers.visit import Visit
from ..languages import way_in_words
from ..widgets.menu import Entry, Menu
from ..words import _, n_, p_
from ..worksheet.catalogue import Entry as SheetEntry
from ..worksheet.model import Door, Worksheet
from .base import Words
from .card import CardLine, Cards

SAFETY: dict[Door, tuple[Callable[[], str], ...]] = {
    "harmed": (
        lambda: _("Before you close this: is it all right where you are tonight? If not, that comes first."),
        lambda: _("Could anyone come upon this screen now? F8 covers it."),
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


def safety_line(door: Door, today: date) -> str:
    """Return the line on safety for `door`, another one each day."""
    lines = SAFETY[door]
    return lines[today.toordinal() % len(lines)]()


def way_in(sheet: Worksheet, cards: Sequence[CardLine] = ()) -> list[Widget]:
    """Say what the sheet is, what is coming, how long it takes, and ask whether now is a good time."""
    words: list[Widget] = [Words(sheet.about)]
    if translation := way_in_words(sheet):
        words.append(Words(translation, "muted"))
    coming = [note_text(sheet.content_note)] if sheet.content_note is not None else []
    if sheet.safety == "high":
        coming.append(_("Can anyone else see this screen? F8 covers the page at once."))
    if coming:
        words.append(Words(" ".join(coming), "care"))
    minutes = n_(
        "About {n} minute. You can stop at any question; what you wrote stays.",
        "About {n} minutes. You can stop at any question; what you wrote stays.",
        sheet.minutes,
    )
    choices = [Entry("next", _("Yes, go on"))]
    if any(not one.short_path for one in sheet.questions()):
        choices = [Entry("next", _("Yes, the short way")), Entry("long", _("Yes, with all the questions"))]
    return [
        *words,
        Words(minutes, "muted"),
        Words(_("Is now a good time?"), "strong", close=True),
        Menu(
            [
                *choices,
                Entry("pause", _("A few quiet minutes first")),
                Entry("read", _("Read all the questions first")),
                Entry("paper", _("Have it on paper, to write on by hand…")),
                Entry("stop", _("Another day")),
            ]
        ),
        *([Words("", close=True), Cards(cards)] if cards else []),
    ]


def between(pause: str) -> list[Widget]:
    """Offer a place to stop."""
    return [
        Words(pause, "care"),
        Menu(
            [
                Entry("next", _("Go on")),
                Entry("pause", _("A few quiet minutes")),
                Entry("stop", _("Stop here for today")),
            ]
        ),
    ]


def way_out(door: Door, today: date, visit: Visit, suggestions: Sequence[tuple[SheetEntry, str]]) -> list[Widget]:
    """Ask how the person is leaving; offer a day to look again, a summary, and what may help next."""
    chosen = in_words(visit.look_again) if visit.look_again else ""
    return [
        Words(_("That was the last question."), "strong", close=True),
        Words(_("You can go back to any of them, today or another day."), "muted"),
        Words(safety_line(door, today), "care"),
        Words(_("How are you leaving this page?"), "strong", close=True),
        Menu(
            [
                Entry("leaving:steady", _("Steady enough")),
                Entry("leaving:stirred", _("Stirred up"), _("offers a few quiet minutes")),
                Entry("leaving:someone", _("I would like someone with me"), _("names those you placed near you")),
                Entry("leaving:", _("I would rather not say")),
            ]
        ),
        Words("", close=True),
        Menu(
            [
                Entry("look_again", _("A day to look at this again…"), chosen),
                Entry("read", _("Read it all through")),
                Entry("summary", _("Make a summary of this…")),
                Entry("numbers", _("Numbers and people to call")),
                Entry("previous", p_("page", "Back")),
            ]
        ),
        *_next(suggestions),
    ]


def _next(suggestions: Sequence[tuple[SheetEntry, str]]) -> list[Widget]:
    """Name what may help next, each with its reason."""
    if not suggestions:
        return []
    said: list[Widget] = [Words("", close=True), Words(_("What may help next, if you like:"), "muted", close=True)]
    said.append(Menu([Entry(f"sheet:{one.id}", one.title, more=why) for one, why in suggestions]))
    return said


def steps() -> Menu:
    """The two ways on from a question."""
    return Menu([Entry("next", _("Next")), Entry("previous", p_("page", "Back"))], id="steps")
