"""What stands below a question on paper: room to write, boxes to tick, a line to mark, a grid, an empty drawing.

- A question begins with one block that holds its number, its words and its hints; what is further asked follows it.
- One line for a few words, several for a long text; a row of a grid for each person or thing.
- Words that stay the same below many questions ("Tick one.") come last among the hints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..drawings.ring_map import Ring, ring_map, ring_map_sheet
from ..drawings.staircase import Tread, staircase, staircase_sheet
from ..text import clean_line
from ..words import _, n_, p_, series
from ..worksheet.model import (
    Checklist,
    Choice,
    Choices,
    Column,
    Date,
    LongText,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    ShortText,
    Staircase,
    Table,
    Worksheet,
)
from ..worksheet.sentences import only_if
from ..worksheet.skip_words import here
from .document import Block, Boxes, Figure, Grid, Line, Paragraphs, Room, Rule
from .figures import MILLIMETRES

SHORT, LONG, CORE = 2, 6, 8
"""Lines for a short text, for a long one, and for a long one that the sheet is mainly about."""
FEW_LETTERS = 80
"""A short text of no more than this many letters takes one line."""
ROWS = 5
"""Rows of a grid that people add to."""
FORMS = 3
"""Forms where each row of a table is a form of its own."""
LINES = 2
"""Lines in a form or a row for what may be longer."""
MOST_HIGH = 6
"""With more rows than this, each has one line."""
WIDEST = 4
"""Columns that stand beside each other, the one with the names of the rows among them."""
MOST_TICKS = 5
"""Things to choose from that can be columns of boxes."""
_MAP_MM, _MAP_ROWS = 130.0, 24


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is to be printed: `label` with its number, `hints` in the order in which they are read."""

    key: str
    label: str = field(repr=False)
    hints: Sequence[str] = field(repr=False)
    question: Question
    more_room: bool
    cells: int

    def hint(self, *further: str) -> str:
        """Return all hints, one a line, with `further` ones below."""
        return "\n".join(one for one in (*self.hints, *further) if one)

    def lines(self, count: int) -> int:
        """Return how many lines to write on there are where `count` is usual."""
        return count * 2 if self.more_room else count

    def rows(self, count: int) -> int:
        """Return how many rows there are where `count` is usual."""
        return count + count // 2 + 1 if self.more_room else count


def answering(asked: Asked, sheet: Worksheet, numbers: Mapping[str, int]) -> Iterator[Block]:
    """Yield the question and the room for its answer."""
    yield from _Answer(asked, sheet, numbers).blocks()


class _Answer:
    def __init__(self, asked: Asked, sheet: Worksheet, numbers: Mapping[str, int]) -> None:
        self.asked, self.sheet, self.numbers = asked, sheet, numbers

    def blocks(self) -> Iterator[Block]:
        asked, question = self.asked, self.asked.question
        match question:
            case ShortText(max_length=longest):
                yield self.room(1 if longest <= FEW_LETTERS else SHORT)
            case LongText(starters=starters, core=core):
                begun = series(f"“{clean_line(one.text)} …”" for one in starters)
                begin = _("You could begin with {words}").format(words=begun) if starters else ""
                yield self.room(CORE if core else LONG, begin)
            case Choice(options=options, options_from=source) | Choices(options=options, options_from=source):
                yield self.chosen(options, source, question)
            case Scale():
                mark = _("Put a mark where it fits today.")
                ends = (clean_line(question.min_label), clean_line(question.max_label))
                steps = question.max - question.min + 1
                yield Rule(asked.key, asked.label, asked.hint(mark), *ends, steps, question.min)
            case Checklist():
                yield from self.checklist(question)
            case Date(precision=precision):
                exact: dict[str, Callable[[], str]] = {
                    "day": lambda: _("Day, month and year, as exact as you want."),
                    "month": lambda: _("Month and year are enough."),
                    "season": lambda: _("A season and a year are enough."),
                    "year": lambda: _("The year is enough."),
                }
                yield self.room(1, exact[precision]())
            case Table():
                yield from self.table(question)
            case PeopleQuestion():
                yield from self.people(question)
            case RingMap():
                yield from self.rings(question)
            case Staircase():
                yield from self.stairs(question)

    def room(self, lines: int, *further: str) -> Room:
        return Room(self.asked.key, self.asked.label, self.asked.hint(*further), self.asked.lines(lines))

    # To tick

    def chosen(self, options: Sequence[Option], source: str, question: Choice | Choices) -> Block:
        one = isinstance(question, Choice)
        if source:
            number = self.numbers.get(source)
            whom = _("Someone of question {number}.").format(number=number) if number else ""
            return self.room(1 if one else 3, whom)
        offered = [said for option in options if (said := self.option(option))]
        if question.other:
            # Room to write, in the words themselves: a block has it behind all of its boxes or behind none.
            offered.append(_("{label}: {room}").format(label=_("Something else"), room="_" * 24))
        tick = _("Tick one.") if one else _("Tick all that fit.")
        return Boxes(self.asked.key, self.asked.label, self.asked.hint(tick), tuple(offered), one)

    def option(self, option: Option) -> str:
        """An option with what belongs to it; empty where it can never be chosen at this door."""
        said = clean_line(option.label)
        if hint := clean_line(option.hint):
            said = _("{label} – {hint}").format(label=said, hint=hint)
        if option.relevant is not None:
            known = here(option.relevant, self.sheet)
            if known is False:
                return ""
            if known is not True:
                said = _("{label} ({rule})").format(label=said, rule=only_if(known, self.sheet))
        return said

    def checklist(self, question: Checklist) -> Iterator[Block]:
        asked = self.asked
        items = tuple(said for item in question.items if (said := self.option(item)))
        if not question.states:
            tick = _("Tick all that fit.")
            yield Boxes(asked.key, asked.label, asked.hint(tick), items, note=question.note_each)
            return
        states = tuple(self.option(one) for one in question.states)
        note = (_("In a few words"),) if question.note_each else ()
        if len(states) <= MOST_TICKS:
            header = (*states, *note)
            yield Grid(asked.key, asked.label, asked.hint(), header, items, ticks=len(states))
            return
        told = _("Write what fits: {words}").format(words=_either(states))
        yield Grid(asked.key, asked.label, asked.hint(told), (_("What fits"), *note), items)

    # Grids

    def table(self, question: Table) -> Iterator[Block]:
        asked = self.asked
        rows = tuple(said for row in question.rows if (said := self.option(row)))
        if rows:
            yield from self.grids(question.columns, rows, asked.hint(*_told(question.columns)))
            return
        many = ""
        if row := clean_line(question.row_label):
            many = _("One for each: {row}. Use more paper if you need it.").format(row=row)
        prompts = _("To begin with: {things}").format(things=series(clean_line(one.label) for one in question.prompts))
        hint = asked.hint(many, prompts if question.prompts else "")
        if len(question.columns) > WIDEST and any(column.type == "long_text" for column in question.columns):
            yield from self.forms(question, hint)
            return
        count = asked.rows(max(ROWS, min(8, len(question.prompts))))
        hint = "\n".join(one for one in (hint, *_told(question.columns)) if one)
        if len(question.columns) <= WIDEST:
            header = tuple(clean_line(column.label) for column in question.columns)
            yield Grid(asked.key, asked.label, hint, header, (), count, heights=_heights(question.columns, count))
            return
        yield from self.grids(question.columns, _numbered(count), hint)

    def grids(self, columns: Sequence[Column], stubs: tuple[str, ...], hint: str) -> Iterator[Block]:
        """Grids with the same rows, one below the other where the columns do not fit beside each other."""
        asked = self.asked
        if len(columns) == 1 and columns[0].type in ("choice", "choices") and len(columns[0].options) <= MOST_TICKS:
            options = tuple(clean_line(one.label) for one in columns[0].options)
            yield Grid(
                asked.key, asked.label, asked.hint(clean_line(columns[0].label)), options, stubs, ticks=len(options)
            )
            return
        names = [clean_line(column.label) for column in columns]
        for at, part in enumerate(_parts(names, WIDEST - 1)):
            label = asked.label if at == 0 else ""
            further = hint if at == 0 else _("The same rows, with more columns:")
            key, heights = f"{asked.key}.{at}" if at else asked.key, _heights(columns, len(stubs))
            yield Grid(key, label, further, tuple(part), stubs, heights=heights)

    def forms(self, question: Table, hint: str) -> Iterator[Block]:
        """A form for each row: its columns below each other, with more room for what is longer."""
        asked = self.asked
        yield Room(asked.key, asked.label, hint, 0)
        stubs = tuple(self.column(column) for column in question.columns)
        heights = tuple(LINES if column.type == "long_text" else 1 for column in question.columns)
        row = clean_line(question.row_label) or _("a row")
        for number in range(1, asked.rows(FORMS) + 1):
            named = p_("a form and its number", "{row} ({number})").format(number=number, row=row[:1].upper() + row[1:])
            yield Grid(f"{asked.key}.{number}", "", "", (named,), stubs, heights=heights)

    def column(self, column: Column) -> str:
        """What a column is called where it is a row of a form, with its hint and the words to choose from."""
        said = clean_line(column.label)
        if further := " ".join(
            [*_hinted(column), *([_either([one.label for one in column.options])] * bool(column.options))]
        ):
            said = _("{label} ({rule})").format(label=said, rule=further.rstrip("."))
        return said

    def people(self, question: PeopleQuestion) -> Iterator[Block]:
        asked = self.asked
        if not question.fields:
            yield self.room(3, clean_line(question.alias_hint))
            return
        count = asked.rows(min(8, max(3, question.count_hint[1])) if question.count_hint else ROWS)
        name = Column("person", "short_text", _("Who"), question.alias_hint)
        hint = asked.hint(*_told((name, *question.fields)))
        if len(question.fields) < WIDEST:
            header = tuple(clean_line(column.label) for column in (name, *question.fields))
            yield Grid(asked.key, asked.label, hint, header, (), count)
        else:
            yield from self.grids((name, *question.fields), _numbered(count), hint)

    # Drawings

    def rings(self, question: RingMap) -> Iterator[Block]:
        asked = self.asked
        number = self.numbers.get(question.people)
        write = _("Write a name on a ring, with a dot beside it.")
        if number:
            write = _("Write the names of question {number} on the rings, each with a dot.").format(number=number)
        hints = [said for ring in question.rings if ring.hint and (said := self.option(ring))]
        yield Room(asked.key, asked.label, asked.hint(write, *hints), 0)
        rings = [Ring(one.id, clean_line(one.label)) for one in question.rings]
        labels = series(one.label for one in rings)
        alt = _("An empty map of rings, with you in the middle. From the middle: {rings}.").format(rings=labels)
        picture = replace(ring_map(rings, [], width=asked.cells, height=_MAP_ROWS), alt=alt)
        sheet = replace(ring_map_sheet(rings, [], width_mm=MILLIMETRES, height_mm=_MAP_MM), alt=alt)
        yield Figure(Line(f"{asked.key}.map", alt), picture, sheet)

    def stairs(self, question: Staircase) -> Iterator[Block]:
        asked = self.asked
        mark = _("Mark the step where you stand.")
        if question.place == "range":
            mark = _("Mark the step where you stand, or all the steps from one to another.")
        yield Room(asked.key, asked.label, asked.hint(mark), 0)
        treads = [Tread(one.id, clean_line(one.label)) for one in question.steps]
        picture = staircase(treads, width=asked.cells)
        yield Figure(Line(f"{asked.key}.stairs", picture.alt), picture, staircase_sheet(treads, width_mm=MILLIMETRES))
        for number, step in enumerate(question.steps, 1):
            told = [one for one in (clean_line(step.hint), *map(clean_line, step.signs)) if one]
            if told:
                name = _("Step {number}: {label}").format(number=number, label=clean_line(step.label))
                lines = tuple(Line(f"{asked.key}.{step.id}.{at}", one) for at, one in enumerate(told))
                yield Paragraphs(f"{asked.key}.{step.id}", name, lines)
        yield from self.each_step(question)

    def each_step(self, question: Staircase) -> Iterator[Block]:
        asked = self.asked
        steps = tuple(clean_line(one.label) for one in reversed(question.steps))
        states = tuple(clean_line(one.label) for one in question.states)
        note = Column("note", "long_text", _("In a few words"))
        columns = [*question.fields, *([note] if question.note_each else [])]
        if states:
            said = n_("For the step, tick one:", "For each step, tick one:", len(steps))
            yield Grid(f"{asked.key}.states", "", said, states, steps, ticks=len(states))
        names = [clean_line(column.label) for column in columns]
        for at, part in enumerate(_parts(names, WIDEST - 1)):
            hint = "\n".join(_told(columns)) if at == 0 else ""
            yield Grid(f"{asked.key}.fields.{at}", "", hint or _("For each step:"), tuple(part), steps)


def _parts(names: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """`names` in as few runs of at most `most` as there can be, all about as long."""
    count = -(-len(names) // most)
    for at in range(count):
        yield names[at * len(names) // count : (at + 1) * len(names) // count]


def _heights(columns: Sequence[Column], rows: int) -> tuple[int, ...]:
    """The lines of each row: more for long texts, where there are not too many of them."""
    return (LINES,) * rows if rows <= MOST_HIGH and any(one.type == "long_text" for one in columns) else ()


def _numbered(count: int) -> tuple[str, ...]:
    return tuple(p_("the number of a row", "{number}.").format(number=at + 1) for at in range(count))


def _told(columns: Sequence[Column]) -> list[str]:
    """What is said of each column before the grid: its hint, and the words to choose from."""
    return [
        _("“{column}”: {words}").format(column=clean_line(one.label), words=" ".join(told))
        for one in columns
        if (told := [*_hinted(one), *([_either([option.label for option in one.options])] if one.options else [])])
    ]


def _hinted(column: Column) -> list[str]:
    return [clean_line(column.hint)] if clean_line(column.hint) else []


def _either(labels: Sequence[str]) -> str:
    return p_("between words to choose from", " / ").join(clean_line(one) for one in labels)
