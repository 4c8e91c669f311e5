"""A document as Markdown (CommonMark with tables), for people who go on writing.

- What a sheet or a person wrote is text: every sign that Markdown would obey is escaped.
- A drawing is a block of code with its words before it; the list with the same content stands beside it anyway.
- A line to write on is a break across the page, which reads as a line in the file too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text import clean
from . import by_hand
from .document import Block, Boxes, Document, Figure, Grid, Heading, Paragraphs, Room, Rule, Table

_LINE = "_" * 60
_SPACE = r"\_" * 24

_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$&{}])")
_AT_START = re.compile(r"^([#+\-=:])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp):|\bwww\.|@")


def render(document: Document) -> str:
    """Return the document as Markdown, ending in a line break."""
    return "\n\n".join(chunk for block in document.blocks if (chunk := _block(block))) + "\n"


def escape(text: str) -> str:
    """Return `text`, one line, so that Markdown shows it as it is: no emphasis, code, link, HTML, list or heading."""
    line = _ANYWHERE.sub(r"\\\1", " ".join(clean(text).split()))
    line = _AT_START.sub(r"\\\1", line)
    line = _NUMBERED.sub(r"\1\\\2", line)
    # Some readers turn addresses into links by themselves; a sign they know as a full stop or colon ends that.
    return _LINK.sub(_unlinked, line)


def _unlinked(found: re.Match[str]) -> str:
    return found[0].replace(":", "\\:").replace(".", "\\.").replace("@", "\\@")


def _block(block: Block) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"{'#' * level} {escape(text)}"
        case Paragraphs(label=label, lines=lines) if not lines:
            return f"*{said}*" if (said := escape(label)) else ""
        case Paragraphs(label=label, lines=lines, prose=prose):
            head = _head(label)
            if prose or len(lines) == 1:
                return head + "\n\n".join(escape(line.text) for line in lines)
            return head + "\n".join(f"- {escape(line.text)}" for line in lines)
        case Table():
            return _table(block)
        case Figure(picture=picture):
            drawn = "\n".join(clean(row).replace("\t", " ") for row in picture.lines())
            longest = max((len(run) for run in re.findall("`+", drawn)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{escape(picture.alt)}\n\n{fence}text\n{drawn}\n{fence}"
        case Room(label=label, hint=hint, lines=count):
            return _asked(label, hint) + "\n\n".join([_LINE] * count)
        case Boxes(label=label, hint=hint, options=options, one=one, note=note):
            box, space = "( )" if one else "[ ]", f" {_SPACE}" if note else ""
            return _asked(label, hint) + "\n".join(f"- {box} {escape(option)}{space}" for option in options)
        case Grid(label=label, hint=hint):
            return _asked(label, hint) + _grid(block)
        case Rule(label=label, hint=hint, low=low, high=high):
            drawn = r"—".join(by_hand.numbers(block) or [r"\|"] * by_hand.marks(block))
            return _asked(label, hint) + f"{escape(low)} {drawn} {escape(high)}".strip()


def _head(label: str) -> str:
    said = escape(label)
    return f"**{said}**\n\n" if said else ""


def _asked(label: str, hint: str) -> str:
    return _head(label) + "".join(f"{said}\n\n" for line in hint.split("\n") if (said := escape(line)))


def _table(table: Table) -> str:
    return _head(table.label) + _rows(table.header, [cells for _line, cells in table.rows])


def _grid(grid: Grid) -> str:
    empty = (*("[ ]",) * grid.ticks, *("",) * (len(grid.header) - grid.ticks))
    if grid.stubs:
        return _rows(("", *grid.header), [(stub, *empty) for stub in grid.stubs])
    return _rows(grid.header, [empty] * grid.rows)


def _rows(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    def row(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(escape(cell) or " " for cell in cells) + " |"

    return "\n".join([row(header), "|" + " --- |" * len(header), *(row(cells) for cells in rows)])
