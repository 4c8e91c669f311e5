"""A document as it breaks on paper: what stands on which page, drawn in cells with the edge of each page.

- Where things stand is asked of what makes the printed page, so that pages end here where they end on paper.
- Words are wrapped for the screen. So a page is as long here as its words need; below the last of them stands as much
  empty room, in proportion, as there is on paper.
- A card has two halves; each is a page of its own here.
- Nothing stands to the right of what was written: the edge is drawn at the left, above and below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..text import pad
from ..words import _
from . import as_text
from .as_pdf import Spot, spots
from .document import Block, Document, Figure, Paragraphs, Table
from .page_data import Paper

HEIGHTS: dict[Paper, float] = {"a4": 297.0, "us-letter": 279.4}
WIDTHS: dict[Paper, float] = {"a4": 210.0, "us-letter": 215.9}
TOP, BOTTOM = 24.0, 26.0
"""Millimetres without words, of a page."""
CARD_TOP, CARD_HIGH = 29.0, 91.0
"""Where the words of a card begin, and how much room they have."""
MOST_EMPTY = 40
"""Rows of empty room that are drawn at most."""


@dataclass(frozen=True, slots=True)
class PageOf:
    """What stands on one page or half of a card; `used` is the part of its height that is written on, from 0 to 1."""

    name: str
    document: Document
    used: float = 1.0


def pages(document: Document, paper: Paper = "a4") -> list[PageOf]:
    """Return the pages, in order. Raises `as_pdf.PageFailed` where no page can be made."""
    found = spots(document, paper=paper)
    card = document.form == "card"
    middle = WIDTHS[paper] / 2
    last = found.get(-1)

    def place(spot: Spot) -> tuple[int, int]:
        return spot.page, int(card and spot.x >= middle)

    parts: dict[tuple[int, int], list[Block]] = {}
    number, at = 0, (1, 0)
    for block in map(_told, document.blocks) if card else document.blocks:
        count = _count(block)
        places = []
        for one in range(number, number + count):
            at = place(found[one]) if one in found else at
            places.append(at)
        number += count
        for where, piece in _split(block, places):
            parts.setdefault(where, []).append(piece)
    order = sorted(parts)
    made = []
    for where in order:
        name = _name(where, order, card=card)
        ends = last is not None and where == order[-1] and place(last) == where
        used = _used(last, paper, card=card) if ends and last is not None else 1.0
        made.append(PageOf(name, replace(document, blocks=tuple(parts[where])), used))
    return made


def drawn(found: Sequence[PageOf], width: int, *, ascii_only: bool = False) -> list[str]:
    """Return the pages as rows of at most `width` cells."""
    corner, line, edge, foot = ("+", "-", "|", "+") if ascii_only else ("┌", "─", "│", "└")
    rows: list[str] = []
    for one in found:
        words = as_text.render(one.document, max(8, width - 2)).rstrip("\n").split("\n")
        empty = min(MOST_EMPTY, round(len(words) * (1 - one.used) / max(one.used, 0.05)))
        head = f"{corner}{line} {one.name} "
        rows.append(head + line * max(0, width - len(head)))
        rows += [f"{edge} {row}".rstrip() for row in words]
        rows += [edge] * empty
        rows += [pad(foot + line * (width - 1), width), ""]
    return rows[:-1]


def _told(block: Block) -> Block:
    """On a card a table is told row by row, and a drawing in words."""
    match block:
        case Table(key=key, label=label, rows=rows):
            return Paragraphs(key, label, tuple(line for line, _cells in rows))
        case Figure(line=line):
            return Paragraphs(line.key, "", (line,))
    return block


def _count(block: Block) -> int:
    """How many spots a block has, as the template numbers them."""
    match block:
        case Paragraphs(lines=lines):
            return max(1, len(lines))
        case Table(rows=rows):
            return max(1, len(rows))
    return 1


def _split(block: Block, places: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, int], Block]]:
    """Cut a block where a page ends; its label stays with its first line."""
    if len(set(places)) == 1 or not isinstance(block, Paragraphs | Table):
        return [(places[0], block)]
    made: list[tuple[tuple[int, int], Block]] = []
    for where in dict.fromkeys(places):
        label = "" if made else block.label
        here = [at for at, one in enumerate(places) if one == where]
        if isinstance(block, Table):
            made.append((where, replace(block, label=label, rows=tuple(block.rows[at] for at in here))))
        else:
            made.append((where, replace(block, label=label, lines=tuple(block.lines[at] for at in here))))
    return made


def _name(where: tuple[int, int], order: Sequence[tuple[int, int]], *, card: bool) -> str:
    count = order[-1][0]
    if not card:
        return _("page {page} of {pages}").format(page=where[0], pages=count)
    half = _("right half") if where[1] else _("left half")
    if count == 1:
        return _("card, {half}").format(half=half)
    return _("card {page} of {pages}, {half}").format(page=where[0], pages=count, half=half)


def _used(end: Spot, paper: Paper, *, card: bool) -> float:
    top, high = (CARD_TOP, CARD_HIGH) if card else (TOP, HEIGHTS[paper] - TOP - BOTTOM)
    return min(1.0, max(0.05, (end.y - top) / high))
