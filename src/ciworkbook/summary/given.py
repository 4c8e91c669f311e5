"""A document as something to give, and something given as a document: what stands on the page, and nothing else.

- The page is already what may go out: `share` and the names rule have been applied, and every line was looked at.
- A drawing goes as its words. Keys do not go: on the way back every line gets another, so that it can be left out.
- Nothing is cut short: what is too long to give is refused.
"""

# ruff: noqa: N818 - the error is named for what happened, as a person would say it

from __future__ import annotations

from collections.abc import Iterator, Set

from ..answers.dates import day_in_words, day_of, in_words
from ..answers.given import Gifts, Given, Head, Lines, Part, Rows
from ..errors import WorkbookError
from ..text import clean, clean_line
from ..vault.given import GivenTooLarge
from ..words import _
from .document import Block, Document, Figure, Heading, Line, Paragraphs, Table


def to_give(document: Document, *, by: str, on: str) -> Given:
    """Return what stands in `document`, given by `by` on the day `on`; raises ValueError where it is too much."""
    title = clean_line(document.title)
    made = Given(title, document.language, clean_line(by), on, tuple(_parts(document, title)))
    return Given.from_data(made.to_data())


def to_give_or_refuse(document: Document, *, by: str, on: str) -> Given:
    """Return what `to_give` does; raises `vault.given.GivenTooLarge` where it is too much."""
    try:
        return to_give(document, by=by, on=on)
    except ValueError:
        raise GivenTooLarge from None


def _parts(document: Document, title: str) -> Iterator[Part]:
    for block in document.blocks:
        match block:
            case Heading(text=text, level=level):
                if level > 1 or clean_line(text) != title:
                    yield Head(clean_line(text), 3 if level == 3 else 2)
            case Paragraphs(label=label, lines=lines, prose=prose):
                yield Lines(clean(label), tuple(clean(one.text) for one in lines), prose)
            case Table(label=label, header=header, rows=rows):
                told = tuple(tuple(clean(cell) for cell in cells) for _line, cells in rows)
                yield Rows(clean(label), tuple(clean(name) for name in header), told)
            case Figure(line=line):
                yield Lines("", (clean(line.text),))


def as_document(given: Given) -> Document:
    """Return `given` as a document in which each line has a key; `Document.without` leaves lines out."""
    title = Heading("title", given.title, 1)
    return Document(
        given.title, given.language, (title, *(_block(f"g{at}", one) for at, one in enumerate(given.parts)))
    )


def _block(key: str, part: Part) -> Block:
    match part:
        case Head(text=text, level=level):
            return Heading(key, text, level)
        case Lines(label=label, lines=lines, prose=prose):
            return Paragraphs(key, label, tuple(Line(f"{key}.{at}", one) for at, one in enumerate(lines)), prose=prose)
        case Rows(label=label, header=header, rows=rows):
            told = tuple((Line(f"{key}.{at}", " · ".join(filter(None, row))), row) for at, row in enumerate(rows))
            return Table(key, label, header, told)


def given_by(given: Given) -> str:
    """Return who gave it and when, as the other person wrote it."""
    if not given.by:
        return _("given without a name on {date}").format(date=in_words(given.on))
    return _("given by {name} on {date}").format(name=given.by, date=in_words(given.on))


def taken_told(given: Given) -> str:
    """Return when it was taken in, and what it is."""
    taken = _("Taken in on {date}. It is what they wrote, and it is in no summary of yours.")
    return taken.format(date=day_in_words(day_of(given.taken)))


def before_taking_out(given: Given) -> tuple[str, list[str]]:
    """Return what is asked before `given` is taken out for good, and what that means."""
    return _("Take this out for good?"), [
        given.title or _("Without a title"),
        _("All of it goes from this workbook. The file that it came from is not touched."),
    ]


class NothingToKeep(WorkbookError):
    """Every line was left out."""

    def __init__(self) -> None:
        super().__init__(_("No line is on. Put one on, or take in nothing."))


def keep_lines(gifts: Gifts, given: Given, off: Set[str], now: str) -> Given:
    """Keep the lines of `given` that are not `off`, as taken in `now`; return what is kept.

    Raises NothingToKeep, and what `Gifts.keep` raises.
    """
    document = as_document(given)
    if {line.key for line in document.lines()} <= off:
        raise NothingToKeep
    return gifts.keep(to_give(document.without(off), by=given.by, on=given.on), now)
