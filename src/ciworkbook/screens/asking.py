"""What a sheet on screen is made of: the open visit, what it asks now, and the widgets of each page.

Nothing here handles a key; `sheet.Sheet` does. Nothing here changes the visit; the desk does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from textual.widget import Widget

from ..answers.leaves import Leaf
from ..answers.reading import note_text
from ..desk import Desk
from ..languages import part_words
from ..sitting import Sitting
from ..widgets.base import Context
from ..words import _
from ..workbook import Workbook
from ..worksheet.model import Section, Worksheet
from .base import Words
from .card import CardLine, Cards
from .question import QuestionBlock
from .ways import between, steps, way_in, way_out


class Asking(Sitting):
    """The worksheet, the desk and the workbook, seen together, and drawn."""

    def __init__(self, worksheet: Worksheet, workbook: Workbook, desk: Desk, *, ascii_only: bool) -> None:
        super().__init__(worksheet, workbook, desk, by_section=workbook.settings.paging == "section")
        self.ascii_only = ascii_only

    def place(self, leaf: Leaf) -> str:
        """Return "2 of 7 · Section" for a page with questions, else nothing."""
        at = self.at(leaf)
        if at is None:
            return ""
        return _("{number} of {all} · {section}").format(number=at[0], all=at[1], section=self.section(leaf).title)

    def context(self, question: str) -> Context:
        """Return what the control of `question` may look at."""
        around = self.around(question)
        return Context(**{one.name: getattr(around, one.name) for one in fields(around)}, ascii=self.ascii_only)

    def block(self, question: str) -> QuestionBlock:
        """Return `question` with its control."""
        asked = self.question(question)
        return QuestionBlock(
            asked,
            self.visit.answers.get(question),
            self.context(question),
            open_=question in self.opened,
            cards=self.card_lines(asked.cards),
            note=part_words(self.worksheet, question),
        )

    def card_lines(self, ids: Iterable[str]) -> list[CardLine]:
        """Return a line for each of the cards `ids` that is not hidden."""
        return [CardLine(card, read=read) for card, read in self.cards(ids)]

    def widgets(self, leaf: Leaf) -> list[Widget]:
        """Return what stands on the page `leaf`."""
        match leaf.kind:
            case "in":
                return way_in(self.worksheet, self.card_lines(self.worksheet.cards))
            case "out":
                return way_out(self.worksheet.door, self.workbook.now().date(), self.visit, self.suggestions())
            case "pause":
                return between(self.pipe(self.section(leaf).pause))
        section = self.section(leaf)
        questions = self.asked(section)
        here = questions if leaf.kind == "section" else [leaf.id]
        opening = self._opening(section) if here[:1] == questions[:1] else []
        return [*opening, *(self.block(one) for one in here), steps()]

    def _opening(self, section: Section) -> list[Widget]:
        said: list[Widget] = []
        if note := part_words(self.worksheet, section.id):
            said.append(Words(note, "muted"))
        if section.content_note is not None:
            said.append(Words(note_text(section.content_note), "care"))
        if section.intro:
            said.append(Words(self.pipe(section.intro), "muted"))
        if lines := self.card_lines(section.cards):
            said += [Cards(lines), Words("", close=True)]
        return said
