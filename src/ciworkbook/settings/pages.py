"""Pages and info cards: how much of a worksheet stands on a page, and what is shown beside it."""

from __future__ import annotations

from ..preferences import Settings
from ..words import _, n_
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
        Choice(
            "plain",
            lambda: _("How the workbook opens"),
            lambda: [(False, _("with pages")), (True, _("line by line, as plain text"))],
            note=lambda: _(
                "Line by line is for screen readers and braille lines. Everything is said one thing after the other, "
                "and answered by typing. It counts from the next time you open the workbook."
            ),
        ),
        Choice("cards", lambda: _("Info cards"), lambda: [({}, _("Show all of them again"))], now=_cards),
    ),
)
