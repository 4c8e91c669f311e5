"""A document as plain text: for a screen, a file, or a printer that takes nothing else.

- No line is wider than `width` cells; nothing stands to the right of what a person wrote.
- A label stands at the margin, its lines two cells in; where they are a list, what wraps stands four in.
- A drawing that is wider than that is told in words.
- Room to write by hand is an underline with an empty line above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..text import cells, clean, pad, wrap
from . import by_hand
from .document import Block, Boxes, Document, Figure, Grid, Heading, Paragraphs, Room, Rule, Table
from .rows import HIGHEST, for_card, told

_NARROWEST = 10  # cells of a column; where columns have less, rows are told one below the other
_WIDEST_GAP = 8  # cells between two marks of a line


def render(document: Document, width: int = 76) -> str:
    """Return the document as text, ending in a line break."""
    blocks = map(for_card, document.blocks) if document.form == "card" else document.blocks
    chunks = [chunk for block in blocks if (chunk := _block(block, width))]
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
            rows = [clean(row).replace("\t", " ") for row in picture.lines()]
            return rows if all(cells(row) <= width for row in rows) else wrap(_flat(picture.alt), width)
        case Room(label=label, hint=hint, lines=count):
            return [*_asked(label, hint, width), *_underlines(count, 2, width)]
        case Boxes(label=label, hint=hint):
            return [*_asked(label, hint, width), *_boxes(block, width)]
        case Grid(label=label, hint=hint):
            return [*_asked(label, hint, width), *_grid(block, width)]
        case Rule(label=label, hint=hint):
            return [*_asked(label, hint, width), "", *_rule(block, width)]


def _flat(text: str) -> str:
    return " ".join(clean(text).split())


def _table(table: Table, width: int) -> list[str]:
    head = wrap(clean(table.label), width) if table.label else []
    rows = [row for _line, row in table.rows]
    widths = _widths([table.header, *rows], width - 2)
    if not widths:
        return [*head, *(part for row in told(table) for part in _told(row, width))]
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


def _told(row: Sequence[str], width: int) -> list[str]:
    first, *further = row
    below = [f"    {part}" for cell in further for part in wrap(_flat(cell), width - 4, indent="  ")]
    return [*(f"  {part}" for part in wrap(_flat(first), width - 2, indent="  ")), *below]


def _set(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrap(_flat(cell), width) for cell, width in zip(row, widths, strict=False)]
    high = max(len(column) for column in columns)
    return [
        "  " + "  ".join(pad(column[at] if at < len(column) else "", widths[n]) for n, column in enumerate(columns))
        for at in range(high)
    ]


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the cells of each column: as wide as its words, the widest made narrower until all fit.

    Return [] if none do, or a cell would be a long strip.
    """
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
    lines = max(cells(_flat(cell)) / width for row in rows for cell, width in zip(row, widths, strict=False))
    return [] if lines > HIGHEST else widths


def _asked(label: str, hint: str, width: int) -> list[str]:
    said = wrap(_flat(label), width) if label else []
    return [*said, *(f"  {part}" for one in hint.split("\n") if one.strip() for part in wrap(_flat(one), width - 2))]


def _underlines(count: int, indent: int, width: int) -> list[str]:
    return ["", " " * indent + "_" * (width - indent)] * count


def _boxes(boxes: Boxes, width: int) -> list[str]:
    box = "( ) " if boxes.one else "[ ] "
    made = []
    for option in boxes.options:
        first, *further = wrap(_flat(option), width - 6)
        made.extend([f"  {box}{first}", *(f"      {part}" for part in further)])
        if boxes.note:
            left = width - cells(made[-1]) - 1
            made[-1:] = [f"{made[-1]} {'_' * left}"] if left > _NARROWEST else [made[-1], *_underlines(1, 6, width)]
            made.append("")
    return made[:-1] if boxes.note else made


def _grid(grid: Grid, width: int) -> list[str]:
    widest = max((cells(_flat(one)) for one in grid.stubs), default=0)
    written = len(grid.header) - grid.ticks
    ticked = [max(3, *(cells(word) for word in _flat(name).split() or [""])) for name in grid.header[: grid.ticks]]
    room = width - 2 - 2 * (len(grid.header) - (0 if grid.stubs else 1)) - sum(ticked)
    stub = min(widest, room * 2 // 5 if written else room)
    each = (room - stub) // max(1, written)
    if (written and each < _NARROWEST) or (stub < min(widest, _NARROWEST)):
        return _grid_told(grid, width)
    widths = [*([stub] if grid.stubs else []), *ticked, *[each] * written]
    names = ("", *grid.header) if grid.stubs else grid.header
    made = _set(names, widths) if any(grid.header) else []
    boxes = "".join(pad("  [ ]", 2 + wide) for wide in ticked)
    for at, said in enumerate(grid.stubs or ("",) * grid.rows):
        lines = _set((said,), widths[:1]) if grid.stubs else [""]
        # What is written stands beside the last line of the label.
        space = "".join("  " + "_" * each for _name in range(written))
        made.extend(["", *lines[:-1], pad(lines[-1], stub + 2 if grid.stubs else 0) + boxes + space])
        further = " " * (2 + (stub if grid.stubs else 0)) + " " * cells(boxes) + space
        made.extend(["", further if grid.stubs else space] * (grid.height(at) - 1))
    return made


def _grid_told(grid: Grid, width: int) -> list[str]:
    made = []
    for number, said in enumerate(grid.stubs or ("",) * grid.rows, 1):
        made.extend(["", *(f"  {part}" for part in wrap(_flat(said) or f"{number}.", width - 2))])
        for name in grid.header[: grid.ticks]:
            made.extend(f"    {part}" for part in wrap(f"[ ] {_flat(name)}", width - 4, indent="    "))
        for name in grid.header[grid.ticks :]:
            made.extend(f"    {part}" for part in wrap(_flat(name), width - 4) if name)
            made.extend(_underlines(grid.height(number - 1), 4, width))
    return made


def _rule(rule: Rule, width: int) -> list[str]:
    count = by_hand.marks(rule)
    last = max((cells(one) for one in by_hand.numbers(rule)[-1:]), default=1)  # it stands below the last mark
    gap = min(_WIDEST_GAP if count > by_hand.FEWEST_MARKS else width, (width - 2 - last) // (count - 1) - 1)
    drawn = "  |" + ("-" * gap + "|") * (count - 1) if gap > 0 else "  |" + "-" * (width - 4) + "|"
    low, high = _flat(rule.low), _flat(rule.high)
    between = cells(drawn) - 2 - cells(low) - cells(high)
    rows = [drawn]
    if gap >= 2 and (numbers := by_hand.numbers(rule)):
        rows.append("  " + "".join(pad(one, gap + 1) for one in numbers).rstrip())
    if between >= 2:
        return [*rows, f"  {low}{' ' * between}{high}"]
    return [*rows, *(f"  {part}" for end in by_hand.ends(rule) for part in wrap(end, width - 2, indent="  "))]
