"""A document as something to give, and something given as a document: what stands on the page, and nothing else.

- The page is already what may go out: `share` and the names rule have been applied, and every line was looked at.
- A drawing goes as its words. Keys do not go: on the way back every line gets another, so that it can be left out.
- Nothing is cut short: what is too long to give is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..answers.given import Given, Head, Lines, Part, Rows
from ..text import clean, clean_line
from .document import Block, Document, Figure, Heading, Line, Paragraphs, Table


def to_give(document: Document, *, by: str, on: str) -> Given:
    """Return what stands in `document`, given by `by` on the day `on`; raises ValueError where it is too much."""
    title = clean_line(document.title)
    made = Given(title, document.language, clean_line(by), on, tuple(_parts(document, title)))
    return Given.from_data(made.to_data())


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
