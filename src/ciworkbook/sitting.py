"""A worksheet being filled in: the open visit, what it asks now, in whose words, and what stands around each question.

- Both faces fill in by this. Nothing here handles a key or changes the visit; the desk does.
- A worksheet that was filled in before is carried on or begun anew; the person says which.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from .answers.around import Around
from .answers.dates import day_of
from .answers.flow import Flow, flow, section_of
from .answers.leaves import Leaf, asked, leaf_with, leaves
from .answers.people import Person
from .answers.reading import speaker
from .answers.visit import Visit
from .desk import Desk
from .errors import WorkbookError
from .words import _
from .workbook import Workbook
from .worksheet.catalogue import Card
from .worksheet.catalogue import Entry as SheetEntry
from .worksheet.conditions import holds
from .worksheet.model import Door, Note, Question, Section, Worksheet
from .worksheet.piping import pipe, piped


class Sitting:
    """The worksheet, the desk and the workbook, seen together."""

    def __init__(self, worksheet: Worksheet, workbook: Workbook, desk: Desk, *, by_section: bool = False) -> None:
        self.worksheet = worksheet
        self.workbook = workbook
        self.desk = desk
        self.by_section = by_section
        """Whether a page holds a whole section."""
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
        return leaves(self.worksheet, self.visit, by_section=self.by_section, long=self.long)

    def start(self, at: str) -> Leaf:
        """Return the page to begin at: where the question or section `at` stands, else the way in.

        Whoever was on the longer path goes on there, so that the place and the count of pages are as they were.
        """
        met = {at, *self.visit.answers}
        self.long = bool(at) and any(one.id in met and not one.short_path for one in self.worksheet.questions())
        return (self.leaf_with(at) if at else None) or Leaf("in")

    def leaf_with(self, question: str) -> Leaf | None:
        """Return the page on which `question` stands, or None if it is not asked now."""
        pages = self.leaves()
        found = leaf_with(self.worksheet, pages, question)
        if found is None:  # a section, where a page is a question
            inside = (one.questions for one in self.worksheet.sections if one.id == question)
            ids = {one.id for questions in inside for one in questions}
            found = next((one for one in pages if one.kind == "question" and one.id in ids), None)
        return found

    def beside(self, leaf: Leaf, was_at: int, by: int) -> tuple[Leaf, int]:
        """Return the page after `leaf`, or before it where `by` is -1, and its place; the same one at either end.

        A page may have gone while it was open: it stood at place `was_at`.
        """
        pages = self.leaves()
        there = pages.index(leaf) + by if leaf in pages else was_at + min(by, 0)
        there = max(0, min(there, len(pages) - 1))
        return pages[there], there

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

    def is_open(self, question: str) -> bool:
        """Tell whether `question` is shown: not one behind a content note that nobody opened."""
        answer = self.visit.answers.get(question)
        noted = self.worksheet.question(question).content_note is not None
        return not noted or question in self.opened or (answer is not None and answer.given)

    def at(self, leaf: Leaf) -> tuple[int, int] | None:
        """Return the number of a page with questions, and how many there are; None for another page."""
        pages = [one for one in self.leaves() if one.kind in ("question", "section")]
        return (pages.index(leaf) + 1, len(pages)) if leaf in pages else None

    def pipe(self, text: str) -> str:
        """Fill earlier answers and the person's own words into a text of the sheet."""
        workbook = self.workbook
        return pipe(text, speaker(self.worksheet, self.visit, workbook.person, workbook.settings.words))

    def question(self, id: str) -> Question:
        """Return the question with its texts filled in."""
        return piped(self.worksheet.question(id), self.pipe)

    def around(self, question: str) -> Around:
        """Return what `question` may look at."""
        earlier = self.workbook.earlier(self.visit)
        compares = self.worksheet.question(question).revisit == "compare"
        return Around(
            people=self.workbook.people_at(self.worksheet.door),
            person_name=self.workbook.person,
            values=self.now().look,
            earlier=earlier.answers.get(question) if earlier is not None and compares else None,
            pulled=[
                replace(one, label=self.pipe(one.label))
                for one in self.workbook.pulled(self.visit, self.worksheet.question(question))
            ],
            order=self.worksheet.order,
        )

    def person(self, alias: str) -> Person:
        """Return the person of this door called `alias`; somebody new is written down, and saved with the next save."""
        known = self.workbook.people_at(self.worksheet.door)
        found = next((one for one in known if one.alias.casefold() == alias.casefold()), None)
        if found is not None:
            return found
        people, person = self.workbook.people.add(alias)
        self.desk.keep_people(people)
        return person

    def cards(self, ids: Iterable[str]) -> list[tuple[Card, bool]]:
        """Return the cards `ids` that are not hidden, each with whether it was read."""
        kept = self.workbook.settings.cards
        return [(one, one.id in kept) for one in cards_for(self.workbook, ids, self.worksheet.door)]

    def suggestions(self) -> list[tuple[SheetEntry, str]]:
        """Return what the sheet names as helpful next, as the answers stand: the sheet, and why."""
        there = {one.id: one for one in self.workbook.catalogue.entries(self.worksheet.door)}
        now = self.now()
        return [
            (there[one.sheet], self.pipe(one.why))
            for one in self.worksheet.suggests
            if one.sheet in there and holds(one.relevant, now.look, self.worksheet.order)
        ]

    def keep_words(self) -> None:
        """Make what was answered at a question for the person's own words those words, in every sheet."""
        with suppress(WorkbookError):  # the visit says so itself when it cannot be saved either
            self.workbook.take_words(self.worksheet, self.visit)


# Beginning


def last_written(workbook: Workbook, worksheet: str, door: Door) -> Visit | None:
    """Return the last visit of `worksheet` at `door` that holds an answer, or None."""
    return next((one for one in reversed(workbook.visits(worksheet, door)) if one.answers), None)


def again(workbook: Workbook, last: Visit) -> tuple[tuple[Literal["carry_on", "new"], ...], str]:
    """Return the ways of opening a sheet filled in as `last`, the nearer first, and what invites to look again.

    A visit of today, or one that was not ended, is carried on first.
    """
    today = day_of(last.started) == workbook.now().date()
    invite = "" if today else workbook.catalogue.worksheet(last.worksheet, last.door).revisit.invite
    return (("carry_on", "new") if today or last.state != "closed" else ("new", "carry_on")), invite


# Info cards


def cards_for(workbook: Workbook, ids: Iterable[str], door: Door) -> list[Card]:
    """Return the cards `ids` in the words of `door` that the person has not hidden."""
    kept = workbook.settings.cards
    return [one for one in workbook.catalogue.cards(ids, door) if kept.get(one.id) != "hidden"]


def card_words(card: Card) -> str:
    """Return the line that names a card where it belongs."""
    return _("Good to know: {title}").format(title=card.title)


def remember_card(workbook: Workbook, card: Card, how: Literal["read", "hidden"]) -> None:
    """Keep that `card` was read, or is not to be shown again."""
    settings = workbook.settings
    if settings.cards.get(card.id) == how:
        return
    with suppress(WorkbookError):  # it is asked again another day
        workbook.save_settings(replace(settings, cards={**settings.cards, card.id: how}))
