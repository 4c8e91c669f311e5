"""A sheet as plain text, the way a person at one door meets it: for authors, and wherever there is no screen.

- Everything is shown, also what would be hidden at first; skip rules stand as sentences.
- Lines are cleaned and at most `width` cells long.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import cells, clean, clean_line, fold, wrap
from ..words import _, n_, series
from .conditions import Condition
from .model import (
    Checklist,
    Choice,
    Choices,
    Column,
    ContentNote,
    Date,
    LongText,
    Note,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    Section,
    ShortText,
    Staircase,
    Table,
    Worksheet,
)
from .piping import pipe
from .sentences import numbers, only_if


def preview(worksheet: Worksheet, width: int = 78) -> list[str]:
    """Return the lines of `worksheet`."""
    return list(_Preview(worksheet, width).lines())


class _Preview:
    def __init__(self, worksheet: Worksheet, width: int) -> None:
        self.worksheet = worksheet
        self.width = width
        self.numbers = numbers(worksheet)

    def lines(self) -> Iterator[str]:
        sheet = self.worksheet
        yield from self.heading(sheet.title, "=")
        yield from self.text(sheet.about)
        yield ""
        yield from self.text(n_("About {n} minute.", "About {n} minutes.", sheet.minutes))
        yield from self.content_note(sheet.content_note)
        for section in sheet.sections:
            yield from self.section(section)
        authors = series(sheet.credit.authors)
        yield ""
        yield from self.text(f"{authors} · {sheet.credit.license}")
        for one in sheet.credit.inspired_by:
            yield from self.text(one)

    def heading(self, text: str, sign: str) -> Iterator[str]:
        """The lines of `text`, and below them a line of `sign` as wide as the widest."""
        lines = list(self.text(text))
        yield from lines
        yield sign * max(4, *map(cells, lines))

    def text(self, text: str, indent: str = "", first: str | None = None) -> Iterator[str]:
        """The lines of `text`: `first`, as wide as `indent`, before the first of them, `indent` before the others."""
        begin = indent if first is None else first
        said = clean(pipe(text, lambda _name: "")).strip()
        if said:
            # The lines of a file are joined again; the things of a list keep theirs.
            for part in fold(said).split("\n"):
                follow = "  " if part.startswith("- ") else ""
                for number, line in enumerate(wrap(clean_line(part), self.width - len(indent) - len(follow))):
                    if line:
                        yield begin + (follow if number else "") + line
                        begin = indent

    def content_note(self, note: ContentNote | None, indent: str = "") -> Iterator[str]:
        if note is None:
            return
        if note.topics:
            topics = series(note.topics)
            yield from self.text(_("This is about: {topics}.").format(topics=topics), indent)
        yield from self.text(note.text, indent)

    def section(self, section: Section) -> Iterator[str]:
        yield ""
        yield ""
        yield from self.heading(section.title, "-")
        yield from self.only_if(section.relevant, "")
        yield from self.content_note(section.content_note)
        yield from self.text(section.intro)
        for question in section.questions:
            yield ""
            yield from self.question(question)
        if section.pause:
            yield ""
            yield from self.text(_("Pause: {text}").format(text=section.pause))

    def only_if(self, condition: Condition | None, indent: str) -> Iterator[str]:
        if condition is not None:
            yield from self.text(f"({only_if(condition, self.worksheet)})", indent)

    def question(self, question: Question) -> Iterator[str]:
        indent = "    "
        if isinstance(question, Note):
            yield from self.text(question.label, indent, "  * ")
            yield from self.only_if(question.relevant, indent)
            return
        yield from self.text(question.label, indent, f"{self.numbers[question.id]:>2}. ")
        yield from self.only_if(question.relevant, indent)
        yield from self.content_note(question.content_note, indent)
        yield from self.text(question.hint, indent)
        yield from self.answering(question, indent)
        yield from self.text(_("More: {text}").format(text=question.guidance) if question.guidance else "", indent)
        for check in question.constraints:
            yield from self.text(_("May be said: {text}").format(text=check.message), indent)

    def answering(self, question: Question, indent: str) -> Iterator[str]:
        """What one can choose from or write into."""
        match question:
            case ShortText():
                yield (indent + "_" * 30)[: self.width]
            case LongText(starters=starters):
                for starter in starters:
                    yield from self.text(starter.text + " …", indent + "  ", indent)
                yield (indent + "_" * 30)[: self.width]
            case Choice(options=options, options_from=source, other=other) as one:
                yield from self.options(options, "( )", indent)
                yield from self.people_of(source, indent)
                if other:
                    yield f"{indent}( ) {_('Something else')}"
                if one.default:
                    yield from self.text(_("(one is chosen at first)"), indent)
            case Choices(options=options, options_from=source, other=other):
                yield from self.options(options, "[ ]", indent)
                yield from self.people_of(source, indent)
                if other:
                    yield f"{indent}[ ] {_('Something else')}"
            case Scale(min=low, max=high, min_label=least, max_label=most):
                yield from self.text(f"{low} = {least}", indent)
                yield from self.text(f"{high} = {most}", indent)
            case Checklist(items=items, states=states):
                yield from self.options(items, "[ ]", indent)
                yield from self.each(states, indent)
            case Date():
                yield indent + "_" * 12
            case Table(columns=columns, rows=rows, row_label=row_label, prompts=prompts):
                yield from self.options(rows or prompts, "-", indent)
                if row_label:
                    yield from self.text(_("as many as you like: {row}").format(row=row_label), indent)
                yield from self.columns(columns, indent)
            case PeopleQuestion(fields=fields, person_label=label):
                named = label or _("person")
                yield from self.text(_("as many as you like: {row}").format(row=named), indent)
                yield from self.columns(fields, indent)
            case RingMap(rings=rings):
                yield from self.options(rings, "( )", indent)
            case Staircase(steps=steps, states=states, fields=fields):
                for step in reversed(steps):
                    yield from self.text(step.label, indent + "    ", indent + "( ) ")
                    yield from self.text(step.hint, indent + "    ")
                    for sign in step.signs:
                        yield from self.text(sign, indent + "      ", indent + "    · ")
                yield from self.each(states, indent)
                yield from self.columns(fields, indent)

    def options(self, options: tuple[Option, ...], mark: str, indent: str) -> Iterator[str]:
        inner = indent + " " * (len(mark) + 1)
        for option in options:
            yield from self.text(option.label, inner, f"{indent}{mark} ")
            yield from self.text(option.hint, inner)
            yield from self.only_if(option.relevant, inner)

    def people_of(self, source: str, indent: str) -> Iterator[str]:
        if source:
            said = _("the people of question {number}").format(number=self.numbers.get(source, "?"))
            yield from self.text(f"({said})", indent)

    def each(self, states: tuple[Option, ...], indent: str) -> Iterator[str]:
        if states:
            said = " / ".join(one.label for one in states)
            yield from self.text(_("for each: {states}").format(states=said), indent)

    def columns(self, columns: tuple[Column, ...], indent: str) -> Iterator[str]:
        for column in columns:
            yield from self.text(column.label, indent + "    ", f"{indent}  > ")
            yield from self.text(column.hint, indent + "    ")
            if column.options:
                said = " / ".join(one.label for one in column.options)
                yield from self.text(said, indent + "    ")
