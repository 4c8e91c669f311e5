"""What a sheet on screen is made of: the open visit, what it asks now, and the widgets of each page.

Nothing here handles a key; `sheet.Sheet` does. Nothing here changes the visit; the desk does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.widget import Widget

from ..answers.flow import Flow, flow, section_of
from ..answers.leaves import Leaf, asked, leaf_with, leaves
from ..answers.reading import note_text, speaker
from ..answers.visit import Visit
from ..desk import Desk
from ..languages import part_words
from ..widgets.base import Context
from ..words import _
from ..workbook import Workbook
from ..worksheet.catalogue import Entry as SheetEntry
from ..worksheet.conditions import holds
from ..worksheet.model import Note, Section, Worksheet
from ..worksheet.piping import pipe, piped
from .base import Words
from .card import CardLine, Cards, cards_for
from .question import QuestionBlock
from .ways import between, steps, way_in, way_out


class Asking:
    """The worksheet, the desk and the workbook, seen together."""

    def __init__(self, worksheet: Worksheet, workbook: Workbook, desk: Desk, *, ascii_only: bool) -> None:
        self.worksheet = worksheet
        self.workbook = workbook
        self.desk = desk
        self.ascii_only = ascii_only
        self._visit = desk.visit
        self.long = False
        """Whether the person chose the longer path."""
        self.opened: set[str] = set()
        """Questions shown although they stand behind a content note."""

    @property
    def visit(self) -> Visit:
        """The visit that is being filled in; once it is put away, as it was then: the page may still be drawn."""
        if self.desk.visit is not None:
            self._visit = self.desk.visit
        assert self._visit is not None
        return self._visit

    def now(self) -> Flow:
        """Return what the visit asks at this moment."""
        return flow(self.worksheet, self.visit)

    def leaves(self) -> list[Leaf]:
        """Return the pages of the sheet as the answers stand."""
        by_section = self.workbook.settings.paging == "section"
        return leaves(self.worksheet, self.visit, by_section=by_section, long=self.long)

    def leaf_with(self, question: str) -> Leaf | None:
        """Return the page on which `question` stands, or None if it is not asked now."""
        return leaf_with(self.worksheet, self.leaves(), question)

    def section(self, leaf: Leaf) -> Section:
        """Return the section that `leaf` belongs to."""
        if leaf.kind == "question":
            return section_of(self.worksheet, leaf.id)
        return next(one for one in self.worksheet.sections if one.id == leaf.id)

    def asked(self, section: Section) -> list[str]:
        """Return the questions of `section` asked now on the path taken."""
        return asked(self.worksheet, self.visit, section, long=self.long)

    def is_note(self, question: str) -> bool:
        """Tell whether `question` takes no answer."""
        return isinstance(self.worksheet.question(question), Note)

    def place(self, leaf: Leaf) -> str:
        """Return "2 of 7 · Section" for a page with questions, else nothing."""
        pages = [one for one in self.leaves() if one.kind in ("question", "section")]
        if leaf not in pages:
            return ""
        return _("{number} of {all} · {section}").format(
            number=pages.index(leaf) + 1, all=len(pages), section=self.section(leaf).title
        )

    def pipe(self, text: str) -> str:
        """Fill earlier answers and the person's own words into a text of the sheet."""
        workbook = self.workbook
        return pipe(text, speaker(self.worksheet, self.visit, workbook.person, workbook.settings.words))

    def context(self, question: str) -> Context:
        """Return what the control of `question` may look at."""
        earlier = self.workbook.earlier(self.visit)
        compares = self.worksheet.question(question).revisit == "compare"
        return Context(
            people=self.workbook.people_at(self.worksheet.door),
            person_name=self.workbook.person,
            values=self.now().look,
            earlier=earlier.answers.get(question) if earlier is not None and compares else None,
            pulled=[
                replace(one, label=self.pipe(one.label))
                for one in self.workbook.pulled(self.visit, self.worksheet.question(question))
            ],
            ascii=self.ascii_only,
            order=self.worksheet.order,
        )

    def block(self, question: str) -> QuestionBlock:
        """Return `question` with its control."""
        asked = self.worksheet.question(question)
        return QuestionBlock(
            piped(asked, self.pipe),
            self.visit.answers.get(question),
            self.context(question),
            open_=question in self.opened,
            cards=self.card_lines(asked.cards),
            note=part_words(self.worksheet, question),
        )

    def card_lines(self, ids: Iterable[str]) -> list[CardLine]:
        """Return a line for each of the cards `ids` that is not hidden."""
        kept = self.workbook.settings.cards
        found = cards_for(self.workbook, ids, self.worksheet.door)
        return [CardLine(one, read=one.id in kept) for one in found]

    def suggestions(self) -> list[tuple[SheetEntry, str]]:
        """Return what the sheet names as helpful next, as the answers stand: the sheet, and why."""
        there = {one.id: one for one in self.workbook.catalogue.entries(self.worksheet.door)}
        now = self.now()
        return [
            (there[one.sheet], self.pipe(one.why))
            for one in self.worksheet.suggests
            if one.sheet in there and holds(one.relevant, now.look, self.worksheet.order)
        ]

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
