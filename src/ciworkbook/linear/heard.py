"""A page as it is heard: every block of a document in sentences and lines, in the order of the paper.

- A drawing is told in its words, a table row by row, room to write by how much of it there is.
- What stands beside each other on paper is said one after the other. No line is made of signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..summary import by_hand
from ..summary.document import Block, Boxes, Document, Figure, Grid, Heading, Paragraphs, Room, Rule, Table
from ..summary.rows import told
from ..text import clean, clean_line
from ..words import _, n_, series


def page_lines(document: Document) -> list[str]:
    """Return the whole page, line by line."""
    return [line for block in document.blocks for line in _block(block)]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield clean_line(text)
        case Paragraphs(label=label, lines=lines):
            yield from _given(label)
            yield from (clean(line.text) for line in lines)
        case Table(label=label):
            yield from _given(label)
            for row in told(block):
                yield from row
        case Figure(line=line):
            yield clean(line.text)
        case Room(label=label, hint=hint, lines=count):
            yield from _given(label, hint)
            yield n_("Room to write, {n} line.", "Room to write, {n} lines.", count)
        case Boxes(label=label, hint=hint, options=options, one=one, note=note):
            yield from _given(label, hint)
            yield _("One of these to tick:") if one else _("To tick:")
            yield from map(clean_line, options)
            if note:
                yield _("With room to write beside each.")
        case Grid():
            yield from _grid(block)
        case Rule():
            yield from _rule(block)


def _given(label: str, hint: str = "") -> Iterator[str]:
    if label:
        yield clean(label)
    yield from (line for line in clean(hint).split("\n") if line.strip())


def _grid(grid: Grid) -> Iterator[str]:
    yield from _given(grid.label, grid.hint)
    ticked, written = grid.header[: grid.ticks], grid.header[grid.ticks :]
    if names := _names(written):
        yield _("A table to fill in. Its columns: {names}.").format(names=names)
    elif not ticked:
        yield _("A table to fill in.")
    if names := _names(ticked):
        yield _("To tick in each row: {names}.").format(names=names)
    if grid.stubs:
        yield _("Its rows:")
        yield from map(clean_line, grid.stubs)
    else:
        yield n_("It has {n} empty row.", "It has {n} empty rows.", grid.rows)


def _names(header: Sequence[str]) -> str:
    return series(clean_line(one) for one in header if clean_line(one))


def _rule(rule: Rule) -> Iterator[str]:
    yield from _given(rule.label, rule.hint)
    yield by_hand.in_words(rule)
