"""Locking and cover: when the workbook locks itself, and what the cover shows."""

from __future__ import annotations

from ..words import _, n_
from .choices import Choice, Room, Text, Texts

MINUTES = (2, 5, 10, 30, 0)
SECONDS = (0, 30, 120, 600)
"""Under the cover."""
LONGEST_COVER = 2000


def minutes_words(minutes: int) -> str:
    """Return "after 5 minutes" or "never"."""
    return n_("after {n} minute", "after {n} minutes", minutes) if minutes else _("never")


def seconds_words(seconds: int) -> str:
    """Return "after 2 minutes", "after 30 seconds" or "at once"."""
    if seconds >= 60:
        return minutes_words(seconds // 60)
    return n_("after {n} second", "after {n} seconds", seconds) if seconds > 0 else _("at once")


LOCKING = Room(
    "locking",
    lambda: _("Locking and cover"),
    (
        Choice(
            "idle_minutes",
            lambda: _("Locks itself when nobody types"),
            lambda: [(minutes, minutes_words(minutes)) for minutes in MINUTES],
            note=lambda: _("After that it asks for the passphrase again. What you wrote is saved first."),
            now=lambda now: minutes_words(now.idle_minutes),
        ),
        Texts(
            "cover_text",
            lambda: _("What the cover shows"),
            lambda: _("A dull text of your own. Empty brings back the shopping list. Cover this page to try it out."),
            (Text("cover_text", LONGEST_COVER, long=True),),
            now=lambda now: _("my own text") if now.cover_text else _("a shopping list"),
        ),
        Choice(
            "cover_seconds",
            lambda: _("Locks itself under cover"),
            lambda: [(seconds, seconds_words(seconds)) for seconds in SECONDS],
            note=lambda: _(
                "The page comes back with a key until then, and with the passphrase after that. What the cover shows "
                "stays on the screen until a key is pressed."
            ),
            now=lambda now: seconds_words(now.cover_seconds),
        ),
    ),
)
