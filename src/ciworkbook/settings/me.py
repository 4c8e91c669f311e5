"""Why I am here, and my own words."""

from __future__ import annotations

from collections.abc import Callable

from ..doors import door_words
from ..preferences import Settings
from ..words import _, series
from ..worksheet.model import DOORS
from .choices import Choice, Room, Text, Texts

LONGEST_WORD = 60
OWN_WORDS: dict[str, Callable[[], str]] = {
    "harmed": lambda: _("The person who was harmed: the word I use"),
    "caused_harm": lambda: _("The person who caused harm: the word I use"),
    "what_happened": lambda: _("What happened: the word I use"),
}


def _own_words(settings: Settings) -> str:
    return series(settings.words[key] for key in OWN_WORDS if settings.words.get(key))


DOOR = Room(
    "door",
    lambda: _("Why I am here"),
    (
        Choice(
            "door",
            lambda: _("Why I am here"),
            lambda: [(door, door_words(door).title) for door in DOORS],
            note=lambda: _(
                "Each of these has its own worksheets and visits. What you wrote under another one stays. You see it "
                "again when you choose that one."
            ),
        ),
    ),
)
WORDS = Room(
    "words",
    lambda: _("My own words"),
    (
        Texts(
            "words",
            lambda: _("My own words"),
            lambda: _("Worksheets then use your word in place of the usual one."),
            tuple(Text(key, LONGEST_WORD, said) for key, said in OWN_WORDS.items()),
            now=_own_words,
        ),
    ),
)
