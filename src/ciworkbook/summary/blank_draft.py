"""Worksheets to write on by hand, while they are being chosen: which of a section, and with what beside them.

- Nothing that was written in the workbook is on such a page: it comes from the worksheets alone.
- One worksheet is a page of its own; several are a booklet.
"""

from __future__ import annotations

from typing import Literal

from ..words import _
from ..worksheet.catalogue import Catalogue
from ..worksheet.model import Worksheet
from ..worksheet.topics import TOPIC_TITLES
from .blank import Around, Wanted, blank, booklet
from .document import Document
from .page_files import WIDTH

Wish = Literal["more_room", "credit", "program"]
WISHES: tuple[Wish, ...] = ("more_room", "credit", "program")


class BlankDraft:
    """What is chosen: some worksheets of one door, in the order of the catalogue, and what stands beside them."""

    def __init__(self, catalogue: Catalogue, worksheet: Worksheet) -> None:
        self.catalogue, self.door, self.topic = catalogue, worksheet.door, worksheet.topic
        entries = catalogue.entries(worksheet.door)
        pack = next((one.pack for one in entries if one.id == worksheet.id), None)
        beside = [one.id for one in entries if (one.topic, one.pack) == (worksheet.topic, pack)]
        # One that is no longer offered stands alone.
        self.offered = [catalogue.worksheet(id_, worksheet.door) for id_ in beside] or [worksheet]
        self.chosen = {worksheet.id}
        self.wishes: set[Wish] = {"credit"}

    def title(self) -> str:
        """Return what a booklet is called."""
        return TOPIC_TITLES[self.topic]()

    def page(self, width: int = WIDTH) -> Document:
        """Return the document; `width` is that of a line of text, for drawings. At least one is chosen."""
        wanted = Wanted(
            credit="credit" in self.wishes,
            program="program" in self.wishes,
            more_room="more_room" in self.wishes,
            cells=min(width, WIDTH) - 4,
        )
        cards = self.catalogue.cards(self.catalogue.card_doors(), self.door)
        titles = {one.id: one.title for one in self.catalogue.entries(self.door)}
        around = Around({one.id: one for one in cards}, titles)
        sheets = [one for one in self.offered if one.id in self.chosen]
        return blank(sheets[0], wanted, around) if len(sheets) == 1 else booklet(self.title(), sheets, wanted, around)


def wish_words(wish: Wish) -> str:
    """Return how a wish is offered."""
    return {
        "more_room": _("with twice the room to write"),
        "credit": _("with who wrote the worksheets, in small print"),
        "program": _("with the name of this program"),
    }[wish]
