"""A document as plain text: for a screen, a file, or a printer that takes nothing else.

- No line is wider than `width` cells; nothing stands to the right of what a person wrote.
- A label stands at the margin, its lines two cells in; where they are a list, what wraps stands four in.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..text import cells, clean, pad, wrap
from .document import Block, Document, Figure, Heading, Paragraphs, Table

_NARROWEST = 10  # cells of a column; where columns have less, rows are told one below the other


def render(document: Document, width: int = 76) -> str:
    """Return the document as text, ending in a line break."""
    chunks = [chunk for block in document.blocks if (chunk := _block(block, width))]
    return "\n".join("\n".join(line.rstrip() for line in chunk) + "\n" for chunk in chunks)


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Heading(text=text, level=level):
            lines = wrap(clean(text), width)
            if level == 3:
                return lines
            rule = "═" if level == 1 else "─"
            return [*lines, rule * min(width, max(cells(line) for line in lines))]
        case Paragraphs(label=label, lines=lines) if not lines:
            return wrap(clean(label), width)
        case Paragraphs(label=label, lines=lines, prose=prose):
            indent = "  " if label else ""
            further = "" if prose or not label else "  "
            told = [
                indent + part for line in lines for part in wrap(_flat(line.text), width - len(indent), indent=further)
            ]
            return [*(wrap(clean(label), width) if label else []), *told]
        case Table():
            return _table(block, width)
        case Figure(picture=picture):
            return list(picture.lines())


def _flat(text: str) -> str:
    return " ".join(clean(text).split())


def _table(table: Table, width: int) -> list[str]:
    head = wrap(clean(table.label), width) if table.label else []
    rows = [row for _line, row in table.rows]
    widths = _widths([table.header, *rows], width - 2)
    if not widths:
        return [
            *head,
            *(f"  {part}" for one, _row in table.rows for part in wrap(_flat(one.text), width - 2, indent="  ")),
        ]
    made = [*head]
    if any(table.header):
        made.extend(_set(table.header, widths))
        made.append("  " + "─" * (sum(widths) + 2 * (len(widths) - 1)))
    for number, row in enumerate(rows):
        lines = _set(row, widths)
        if number and max(len(lines), 1) > 1:
            made.append("")
        made.extend(lines)
    return made


def _set(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrap(_flat(cell), width) for cell, width in zip(row, widths, strict=False)]
    high = max(len(column) for column in columns)
    return [
        "  " + "  ".join(pad(column[at] if at < len(column) else "", widths[n]) for n, column in enumerate(columns))
        for at in range(high)
    ]


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the cells of each column: as wide as its words, the widest made narrower until all fit; [] if none do."""
    count = len(rows[0])
    if not count:
        return []
    widths = [max(1, *(cells(_flat(row[at])) for row in rows)) for at in range(count)]
    spare = width - 2 * (count - 1)
    while sum(widths) > spare:
        widest = widths.index(max(widths))
        if widths[widest] <= _NARROWEST:
            return []
        widths[widest] -= 1
    return widths
