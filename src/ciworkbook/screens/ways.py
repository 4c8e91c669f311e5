"""The pages around the questions of a sheet: the way in, the pause between sections, the way out.

The frame is the same for every sheet and stands here once.
"""

from __future__ import annotations

from textual.widget import Widget

from ..widgets.menu import Entry, Menu
from ..words import _, n_, p_
from ..worksheet.model import Worksheet
from .base import Words
from .question import note_text


def way_in(sheet: Worksheet) -> list[Widget]:
    """Say what the sheet is, what is coming, how long it takes, and ask whether now is a good time."""
    words: list[Widget] = [Words(sheet.about)]
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
                Entry("stop", _("Another day")),
            ]
        ),
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


def way_out() -> list[Widget]:
    """Ask how the person is leaving, and offer to read it through or make a summary."""
    return [
        Words(_("That was the last question."), "strong"),
        Words(_("You can go back to any of them, today or another day."), "muted"),
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
                Entry("read", _("Read it all through")),
                Entry("summary", _("Make a summary of this…")),
                Entry("previous", p_("page", "Back")),
            ]
        ),
    ]


def steps() -> Menu:
    """The two ways on from a question."""
    return Menu([Entry("next", _("Next")), Entry("previous", p_("page", "Back"))], id="steps")
