"""Pages and info cards: how much of a worksheet stands on a page, and what is shown beside it."""

from __future__ import annotations

from ..words import _, n_
from ..workbook import Settings
from .choices import Choice, Room


def _cards(settings: Settings) -> str:
    hidden = sum(how == "hidden" for how in settings.cards.values())
    return n_("{n} hidden", "{n} hidden", hidden) if hidden else _("all shown")


PAGES = Room(
    "pages",
    lambda: _("Pages and info cards"),
    (
        Choice(
            "paging",
            lambda: _("Pages"),
            lambda: [("question", _("one question a page")), ("section", _("a section a page"))],
        ),
        Choice("cards", lambda: _("Info cards"), lambda: [({}, _("Show all of them again"))], now=_cards),
    ),
)
