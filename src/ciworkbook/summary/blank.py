"""A worksheet as paper to write on by hand, for those who would rather not type: no answer, no name, no date.

- Everything that may be asked at the door is there, once. What is only for some has its rule as a sentence, with the
  number of the question that it hangs on; `skip_words` makes it. What can never be asked at this door is left out.
- Room is as large as the kind of question asks for. Tables are grids; one that is too wide becomes several, or a form
  for each row where there is much to write.
- Earlier answers inside a sentence are the words for no answer, or a gap.
- Nothing says what program made it, unless that is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ..text import clean, clean_line
from ..words import _, n_, p_, series
from ..worksheet import conditions
from ..worksheet.catalogue import Card
from ..worksheet.conditions import Condition
from ..worksheet.model import (
    Check,
    Choice,
    ContentNote,
    Note,
    Question,
    Section,
    Suggestion,
    Worksheet,
)
from ..worksheet.piping import piped, without_answers
from ..worksheet.sentences import numbers, question_rule, section_rule, when
from ..worksheet.skip_words import here
from .blank_answers import Asked, answering
from .document import CONTENTS, Block, Document, Heading, Line, Paragraphs, Room
from .lasting import credit, own_view_sentence, safety_sentence


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a blank page has beside its questions."""

    credit: bool = True
    """The short credit, and who wrote the sheet."""
    program: bool = False
    """Say which program the page comes from."""
    more_room: bool = False
    """Twice the room to write."""
    cells: int = 72
    """Width of drawings in text."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a sheet points at: the texts of info cards and the titles of other sheets, by id."""

    cards: Mapping[str, Card] = field(default_factory=dict, repr=False)
    titles: Mapping[str, str] = field(default_factory=dict, repr=False)


def blank(worksheet: Worksheet, wanted: Wanted | None = None, around: Around | None = None) -> Document:
    """Return `worksheet` as a document to write on."""
    wanted, around = wanted or Wanted(), around or Around()
    blocks = [*_Paper(worksheet, wanted, around).blocks(), *_ending([worksheet], wanted)]
    return _document(clean_line(worksheet.title), worksheet.language, blocks)


def booklet(
    title: str, worksheets: Sequence[Worksheet], wanted: Wanted | None = None, around: Around | None = None
) -> Document:
    """Return `worksheets` (at least one) as one document: what is in it first, then each on a page of its own."""
    wanted, around = wanted or Wanted(), around or Around()
    titles = tuple(
        Line(f"{CONTENTS}.{at}", _("{title} · {minutes}").format(title=clean_line(one.title), minutes=_minutes(one)))
        for at, one in enumerate(worksheets)
    )
    blocks: list[Block] = [
        Heading("booklet", title, 1),
        Paragraphs(CONTENTS, _("In this booklet"), titles),
        _empty_is_fine("booklet"),
        *_ending(worksheets, wanted),
    ]
    for one in worksheets:
        first, *rest = _Paper(one, wanted, around).blocks(alone=False)
        blocks.append(replace(first, fresh=True) if isinstance(first, Heading) else first)
        blocks.extend(rest)
    return _document(title, worksheets[0].language, blocks)


def _document(title: str, language: str, blocks: Sequence[Block]) -> Document:
    return Document(title, language, tuple(blocks), kind="blank")


def _empty_is_fine(key: str) -> Paragraphs:
    said = _(
        "Leave any of it empty. If you want to show why, write “skip”, “not now”, “does not fit me” or “I would rather "
        "not say” beside it. All of these are fine. No reason is needed."
    )
    return Paragraphs(f"{key}.empty", "", (Line(f"{key}.empty", said),), prose=True)


def _minutes(worksheet: Worksheet) -> str:
    return n_("about {n} minute", "about {n} minutes", worksheet.minutes)


def _ending(worksheets: Sequence[Worksheet], wanted: Wanted) -> Iterator[Block]:
    if wanted.credit:
        own = dict.fromkeys((series(one.credit.authors), one.credit.license) for one in worksheets)
        told = [_("{authors}. License: {license}.").format(authors=who, license=under) for who, under in own]
        yield Paragraphs("credit", " ".join([credit(), *told]), ())
    if wanted.program:
        yield Paragraphs("program", _("Made with the program ciworkbook."), ())


def at_the_door(worksheet: Worksheet) -> Worksheet:
    """Return `worksheet` without what can never be asked, and with conditions only where they decide something."""

    def kept_section(section: Section) -> Section | None:
        relevant = _settled(section.relevant, worksheet)
        asked = tuple(one for one in map(kept_question, section.questions) if one is not None)
        if isinstance(relevant, bool) or not asked:
            return None
        return replace(section, relevant=relevant, questions=asked)

    def kept_question(question: Question) -> Question | None:
        relevant = _settled(question.relevant, worksheet)
        return None if isinstance(relevant, bool) else replace(question, relevant=relevant)

    sections = tuple(one for one in map(kept_section, worksheet.sections) if one is not None)
    return replace(worksheet, sections=sections)


def _settled(condition: Condition | None, worksheet: Worksheet) -> Condition | Literal[False] | None:
    """None where it always holds, False where it never does."""
    known = here(condition, worksheet) if condition is not None else True
    if isinstance(known, bool):
        return None if known else False
    return known


class _Paper:
    """The blocks of one sheet."""

    def __init__(self, worksheet: Worksheet, wanted: Wanted, around: Around) -> None:
        self.sheet = at_the_door(worksheet)
        self.wanted, self.around = wanted, around
        self.numbers = numbers(self.sheet)
        self.carded: set[str] = set()

    def say(self, text: str) -> str:
        return clean_line(without_answers(text))

    def blocks(self, *, alone: bool = True) -> Iterator[Block]:
        sheet, key = self.sheet, self.sheet.id
        yield Heading(key, clean_line(sheet.title), 1)
        yield from self.prose(f"{key}.about", sheet.about)
        yield Paragraphs(f"{key}.minutes", "", (Line(f"{key}.minutes", self.takes()),))
        if sheet.door == "caused_harm":
            yield Paragraphs(f"{key}.own", own_view_sentence(), (), "care")
        yield from self.content_note(sheet.content_note, key)
        if sheet.safety == "high":
            yield Paragraphs(f"{key}.safety", safety_sentence(), (), "safety")
            found = _("Paper can be found. Keep it where only you decide who reads it, or destroy it when it is done.")
            yield Paragraphs(f"{key}.found", found, (), "safety")
        if alone:
            yield _empty_is_fine(key)
        yield Room(f"{key}.day", _("Day"), "", 1)
        yield from self.cards(sheet.cards)
        for section in sheet.sections:
            yield from self.section(section)
        yield from self.after()

    def takes(self) -> str:
        return n_("It takes about {n} minute.", "It takes about {n} minutes.", self.sheet.minutes)

    # Text

    def prose(self, key: str, text: str, label: str = "", tone: str = "plain") -> Iterator[Block]:
        """The paragraphs of a text; those that begin with "- " as a list."""
        told: list[tuple[bool, str]] = []
        for part in clean(without_answers(text)).split("\n"):
            if bare := clean_line(part):
                told.append((bare.startswith("- "), bare.removeprefix("- ")))
        lines = tuple(Line(f"{key}.{at}", f"– {one}" if item else one) for at, (item, one) in enumerate(told))
        if lines:
            yield Paragraphs(key, label, lines, tone, prose=True)  # type: ignore[arg-type]

    def content_note(self, note: ContentNote | None, key: str) -> Iterator[Block]:
        said = " ".join(self.noted(note))
        if said:
            yield Paragraphs(f"{key}.note", said, (), "care")

    def noted(self, note: ContentNote | None) -> list[str]:
        if note is None:
            return []
        topics = _("This is about: {topics}.").format(topics=series(map(self.say, note.topics))) if note.topics else ""
        return [one for one in (topics, self.say(note.text)) if one]

    def cards(self, ids: Sequence[str]) -> Iterator[Block]:
        for id_ in ids:
            card = self.around.cards.get(id_)
            if card is not None and id_ not in self.carded:
                self.carded.add(id_)
                yield from self.prose(f"{self.sheet.id}.card.{id_}", card.text, clean_line(card.title), "care")

    # Sections and questions

    def section(self, section: Section) -> Iterator[Block]:
        key = f"{self.sheet.id}.{section.id}"
        yield Heading(key, self.say(section.title), 2)
        if section.relevant is not None:
            yield Paragraphs(f"{key}.rule", section_rule(section.relevant, self.sheet), (), "care")
        yield from self.content_note(section.content_note, key)
        yield from self.prose(f"{key}.intro", section.intro)
        yield from self.cards(section.cards)
        for question in section.questions:
            yield from self.question(question)
        if section.pause:
            pause = _("A place to stop: {text}").format(text=self.say(section.pause))
            yield Paragraphs(f"{key}.pause", pause, (), "care")

    def question(self, question: Question) -> Iterator[Block]:
        key = f"{self.sheet.id}.{question.id}"
        if isinstance(question, Note):
            lead = when(question.relevant, self.sheet) if question.relevant is not None else ""
            yield from self.prose(key, question.label, lead, question.tone)
            yield from self.cards(question.cards)
            return
        said = piped(question, without_answers)
        label = p_("a question and its number", "{number}. {label}").format(
            number=self.numbers[question.id], label=clean_line(said.label)
        )
        asked = Asked(key, label, self.hints(said), said, self.wanted.more_room, self.wanted.cells)
        yield from answering(asked, self.sheet, self.numbers)
        for check in said.constraints:
            yield from self.check(check, question, key)
        yield from self.cards(question.cards)

    def hints(self, question: Question) -> list[str]:
        """What is to be read between a question and the room for its answer."""
        found = self.noted(question.content_note)
        if question.relevant is not None:
            found.insert(0, question_rule(question.relevant, self.sheet))
        found += [clean_line(one) for one in (question.hint, question.guidance) if clean_line(one)]
        for pull in question.pull_from:
            title = self.around.titles.get(pull.sheet)
            if title:
                told = _("If you filled in “{title}”, you can have it beside you here.").format(title=clean_line(title))
                found.append(told)
        return list(dict.fromkeys(found))

    def check(self, check: Check, question: Question, key: str) -> Iterator[Block]:
        """What the screen says where an answer is other than expected; it decides nothing."""
        against = here(_against(check.expect, question), self.sheet)
        if isinstance(against, bool):
            return
        tone = "care" if check.level == "warning" else "plain"
        yield from self.prose(f"{key}.{check.id}", check.message, when(against, self.sheet), tone)

    # After the last question

    def after(self) -> Iterator[Block]:
        key = f"{self.sheet.id}.after"
        blocks: list[Block] = []
        if self.sheet.revisit.after or self.sheet.revisit.invite:
            blocks.append(Room(f"{key}.day", _("A day to look at this again"), "", 1))
        lines = [one for one in map(self.suggestion, self.sheet.suggests) if one]
        if lines:
            told = tuple(Line(f"{key}.next.{at}", one) for at, one in enumerate(lines))
            blocks.append(Paragraphs(f"{key}.next", _("What may help next"), told))
        if blocks:
            yield Heading(key, _("When you stop here"), 2)
            yield from blocks

    def suggestion(self, one: Suggestion) -> str:
        title = self.around.titles.get(one.sheet)
        relevant = _settled(one.relevant, self.sheet)
        if not title or isinstance(relevant, bool):
            return ""
        told = _("{title}: {why}").format(title=clean_line(title), why=self.say(one.why))
        if relevant is None:
            return told
        return _("{when} {what}").format(when=when(relevant, self.sheet), what=told)


def _against(expect: Condition, question: Question) -> Condition:
    """The condition under which a check is told: an answer is there, and `expect` does not hold."""
    match expect:
        case conditions.Not(part):
            return part
        case conditions.Test(q=q, operator="count_at_most", operand=most):
            return conditions.Test(q, "count_at_least", most + 1, expect.row, expect.field)
        case conditions.Test(q=q, operator="is", operand=operand, row="", field="") if q == question.id:
            return conditions.Test(q, "is_not", operand)
        case conditions.Test(q=q, operator="is_one_of", operand=named, row="", field="") if q == question.id:
            if isinstance(question, Choice) and question.options:
                ids = [*(one.id for one in question.options), *(["other"] if question.other else [])]
                return conditions.Test(q, "is_one_of", [one for one in ids if one not in named])
    return conditions.Not(expect)
