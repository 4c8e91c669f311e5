"""The pages around the questions of a sheet: the way in, the pause between sections, the way out.

- The frame is the same for every sheet and stands here once: what it is, is now a good time, how am I leaving this,
  is it safe, look again, what may help next.
- What is said comes from `sitting_words`. Suggestions gate nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.widget import Widget

from ..answers.dates import in_words
from ..answers.visit import Visit
from ..languages import way_in_words
from ..sitting_words import coming, how_long, safety_line, ways_of_leaving, ways_on
from ..widgets.menu import Entry, Menu
from ..words import _, p_
from ..worksheet.catalogue import Entry as SheetEntry
from ..worksheet.model import Door, Worksheet
from .base import Words
from .card import CardLine, Cards


def way_in(sheet: Worksheet, cards: Sequence[CardLine] = ()) -> list[Widget]:
    """Say what the sheet is, what is coming, how long it takes, and ask whether now is a good time."""
    words: list[Widget] = [Words(sheet.about)]
    if translation := way_in_words(sheet):
        words.append(Words(translation, "muted"))
    if said := coming(sheet):
        words.append(Words(said, "care"))
    return [
        *words,
        Words(how_long(sheet), "muted"),
        Words(_("Is now a good time?"), "strong", close=True),
        Menu(
            [
                *(Entry(way, said) for way, said in ways_on(sheet)),
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
        Menu([Entry(way, said, note) for way, said, note in ways_of_leaving()]),
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
