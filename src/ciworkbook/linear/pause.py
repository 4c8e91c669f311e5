"""A few quiet minutes, in lines."""

from __future__ import annotations

from .. import numbers
from ..answers.dates import day_in_words
from ..quiet import EXERCISES
from ..words import _, p_
from .choices import Choice
from .face import Face


def pause(face: Face) -> None:
    """Say one exercise at a time until the person goes back."""
    number = 0
    named = False
    """Whether the people placed near were said."""
    while True:
        today = day_in_words(face.workbook.now().date(), weekday=True)
        face.talk.page(
            _("A few quiet minutes"),
            _("If this helps, stay. If not, pass it by."),
            EXERCISES[number]().format(day=today),
        )
        people = numbers.near(face.workbook)
        if people and not named:
            named = True
            face.talk.say(_("People you placed near you:"), *people)
        ways = [Choice("back", p_("pause", "Back to where I was"))]
        if number + 1 < len(EXERCISES):
            ways.append(Choice("next", _("Something else")))
        if number:
            ways.append(Choice("first", _("Start over")))
        ways.append(Choice("numbers", _("Numbers and people to call")))
        match face.talk.choose(ways, usual="back"):
            case "numbers":
                from .numbers import numbers as page

                face.open(page)
            case "next":
                number += 1
            case "first":
                number = 0
            case _back:
                return
