"""Rings of nearness with "me" in the middle, and people on them.

- A dot on a ring is a person. An arrow beside the dot points to where they moved since the time before: toward the
  middle or away from it; the same is said in words under the map.
- The outer ring is drawn with gaps: beyond it there are others.
- Too many people for the space: numbers on the rings, names below. Under 40 columns, or where that fails: a list.
- Nobody is ever left out; whoever stands on no ring is named under the map.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from ..text import cells, clean_line, shorten, wrap
from ..words import _, series
from .grid import Grid
from .picture import Picture, Role, Shape, Sheet, Span
from .rings import Dot, Layout, Placed, Ring, lay_out, movement, on_rings

__all__ = ["Placed", "Ring", "describe", "ring_map", "ring_map_sheet"]

ASPECT = 2.1
"""Cells that are as long as a row is high, in a terminal."""
CELL_MM = 2.0
"""What one cell of the grid is on paper, for names of 9 pt."""
ROW_MM = 4.6
"""What one row of the grid is on paper."""
NARROWEST = 40
"""Columns below which the map is a list."""
GAPS = (1.7, 3.4)
"""Columns from dot to dot on a ring's line; the second for the outer ring."""
_WAYS = ((False, False), (False, True), (True, False), (True, True))  # numbers, and the words of the rings below
_LOWEST = 9  # rows below which there is no map


def ring_map(
    rings: Sequence[Ring],
    people: Sequence[Placed],
    *,
    width: int,
    height: int,
    selected: str = "",
    ascii_only: bool = False,
) -> Picture:
    """Draw `rings`, nearest first, and `people` on them, in at most `width` cells and about `height` rows.

    A list, and the names under a map with numbers, may take more rows. `selected` is the id of the person to point at.
    """
    alt = describe(rings, people)
    for numbered, legend in _WAYS if width >= NARROWEST else ():
        below = _below(rings, people, numbered, legend, width, selected)
        rows = height - len(below) - bool(below)
        if numbered:
            rows = max(rows, min(height, 2 * _LOWEST))
        if rows < _LOWEST:
            continue
        layout = lay_out(rings, people, width=width, height=rows, aspect=ASPECT, middle=_("me"), numbered=numbered)
        if layout is not None and (legend or not layout.cut):
            drawn = _drawn(layout, selected, ascii_only)
            return Picture((*drawn, *([()] if below else []), *below), alt)
    return Picture(tuple(_listed(rings, people, width, selected, ascii_only)), alt)


def ring_map_sheet(rings: Sequence[Ring], people: Sequence[Placed], *, width_mm: float, height_mm: float) -> Sheet:
    """Draw the same map on paper, with true circles; what is written below it may add to `height_mm`."""
    columns, rows = int(width_mm / CELL_MM), int(height_mm / ROW_MM)
    layout: Layout | None = None
    below: list[tuple[Span, ...]] = []
    for numbered in (False, True):
        below = _below(rings, people, numbered, False, columns, "")
        layout = lay_out(
            rings,
            people,
            width=columns,
            height=max(_LOWEST, rows - len(below) - bool(below)),
            aspect=ROW_MM / CELL_MM,
            middle=_("me"),
            numbered=numbered,
        )
        if layout is not None:
            break
    shapes = _circled(layout) if layout is not None else []
    if layout is None:
        below = _listed(rings, people, columns, "", False)
    top = (layout.height + 0.5) * ROW_MM if layout is not None else 0.0
    for number, row in enumerate(below):
        line = "".join(span.text for span in row)
        indent = cells(line) - cells(line.lstrip())
        y = top + number * ROW_MM
        role = row[-1].role if row else "text"
        shapes.append(Shape("text", indent * CELL_MM, y, width_mm - indent * CELL_MM, text=line.lstrip(), role=role))
    return Sheet(width_mm, max(1.0, top + len(below) * ROW_MM), tuple(shapes), describe(rings, people))


def describe(rings: Sequence[Ring], people: Sequence[Placed]) -> str:
    """Return in sentences what the drawing shows."""
    said = [_("A map of rings with you in the middle, the nearest ring first.")]
    for ring in rings:
        names = [clean_line(one.name) for one in people if one.ring == ring.id]
        label = clean_line(ring.label)
        if names:
            said.append(_("{ring}: {names}.").format(ring=label, names=series(names)))
        else:
            said.append(_("{ring}: nobody.").format(ring=label))
    said.extend(line + "." for line in _moves(rings, people))
    return " ".join(said)


def _moves(rings: Sequence[Ring], people: Sequence[Placed]) -> list[str]:
    """The movements and those on no ring, in words, one phrase each without a full stop."""
    known = {ring.id for ring in rings}
    phrases = []
    for way, words in ((-1, _("Nearer than before: {names}")), (1, _("Further away than before: {names}"))):
        names = [clean_line(one.name) for one in people if movement(rings, one) == way]
        if names:
            phrases.append(words.format(names=series(names)))
    if apart := [clean_line(one.name) for one in people if one.ring not in known]:
        phrases.append(_("On no ring: {names}").format(names=series(apart)))
    return phrases


def _below(
    rings: Sequence[Ring], people: Sequence[Placed], numbered: bool, legend: bool, width: int, selected: str
) -> list[tuple[Span, ...]]:
    """What stands under the map: names by number, the rings' words in full, movements, and who is on no ring."""
    rows: list[tuple[Span, ...]] = []
    if legend:
        words = _("Rings, from the middle: {rings}").format(rings=series(clean_line(ring.label) for ring in rings))
        rows.extend((Span("  "), Span(line, "muted")) for line in wrap(words, max(1, width - 2), indent="  "))
    if numbered:
        for number, one in enumerate(on_rings(rings, people), 1):
            chosen = one.id == selected
            for line in wrap(f"{number} {clean_line(one.name)}", max(1, width - 2), indent="   "):
                role: Role = "accent" if chosen else "text"
                rows.append((Span("  ", key=one.id), Span(line, role, bold=chosen, key=one.id)))
    for phrase in _moves(rings, people):
        rows.extend((Span("  "), Span(line, "muted")) for line in wrap(phrase, max(1, width - 2), indent="  "))
    return rows


def _drawn(layout: Layout, selected: str, ascii_only: bool) -> list[tuple[Span, ...]]:
    grid = Grid(layout.width, layout.height)
    dots = "'." if ascii_only else "˙·."
    for at, oval in enumerate(layout.ovals):
        outer = at + 1 == len(layout.ovals)
        for x, y, part in _line(layout, oval.rx, oval.ry, GAPS[outer], len(dots)):
            grid.put(x, y, Span(dots[part], "muted"))
    grid.put(round(layout.cx - cells(layout.middle) / 2), round(layout.cy), Span(layout.middle, "accent", bold=True))
    for oval, title in zip(layout.ovals, layout.titles, strict=True):
        grid.put(title.x - 1, title.y, Span(f" {title.words} ", "muted", key=oval.ring.id))
    for dot in layout.dots:
        _put(grid, dot, selected, ascii_only)
    return grid.rows()


def _put(grid: Grid, dot: Dot, selected: str, ascii_only: bool) -> None:
    key, chosen = dot.placed.id, dot.placed.id == selected
    mark = "*" if ascii_only else "●" if chosen else "•"
    west, east = ("<", ">") if ascii_only else ("←", "→")
    inward, outward = (east, west) if dot.left else (west, east)
    pointer = ("<" if dot.left else ">") if ascii_only else ("◂" if dot.left else "▸")
    words = dot.words
    if ascii_only and words.endswith("…"):
        words = words[:-1] + "~"
    role: Role = "accent" if chosen or dot.moved else "text"
    pieces = [
        Span(inward if dot.moved < 0 else " ", "accent", key=key),
        Span(mark, role, bold=chosen, key=key),
        Span(outward if dot.moved > 0 else "", "accent", key=key),
        Span(pointer if chosen else " ", "accent", key=key),
        Span(words, "accent" if chosen else "text", bold=chosen, key=key),
        Span(" "),
    ]
    x = dot.x - 1
    if dot.left:
        pieces.reverse()
        x = dot.x + 2 - sum(cells(piece.text) for piece in pieces)
    for piece in pieces:
        grid.put(x, dot.y, piece)
        x += cells(piece.text)


def _line(layout: Layout, rx: float, ry: float, gap: float, parts: int) -> list[tuple[int, int, int]]:
    """Cells along an ellipse, about `gap` columns apart as the eye measures it, alike on all four sides.

    The third number is the part of the cell, counted from its top, where the line passes.
    """
    cells_: list[tuple[int, int, int]] = []
    tall = ry * ASPECT
    around = math.pi * (3 * (rx + tall) - math.sqrt((3 * rx + tall) * (rx + 3 * tall)))
    count = max(3, round(around / 4 / gap))
    for number in range(count + 1):
        turn = number / count * math.pi / 2
        x, y = layout.cx + rx * math.cos(turn), layout.cy + ry * math.sin(turn)
        column, row = math.floor(x + 0.5), math.floor(y + 0.5)
        part = math.floor((y + 0.5 - row) * parts)
        for across in (column, layout.width - 1 - column):
            cells_.append((across, row, part))
            cells_.append((across, layout.height - 1 - row, parts - 1 - part))
    return cells_


def _circled(layout: Layout) -> list[Shape]:
    """The layout on paper: a column is CELL_MM wide and a row ROW_MM high."""
    cx, cy = (layout.cx + 0.5) * CELL_MM, (layout.cy + 0.5) * ROW_MM
    shapes: list[Shape] = []
    for at, oval in enumerate(layout.ovals):
        outer = at + 1 == len(layout.ovals)
        shapes.append(Shape("circle", cx, cy, oval.ry * ROW_MM, role="muted", dashed=outer))
    for oval, title in zip(layout.ovals, layout.titles, strict=True):
        y = cy - oval.ry * ROW_MM - ROW_MM / 2
        room = title.room * CELL_MM
        # On paper the words are made smaller before any are left out.
        words = shorten(clean_line(oval.ring.label), int(title.room * 1.5))
        shapes.append(Shape("text", cx - room / 2, y, room, text=words, role="muted", align="center"))
    room = 1.6 * layout.ovals[0].ry * ROW_MM
    middle = Shape(
        "text", cx - room / 2, cy - ROW_MM / 2, room, text=layout.middle, role="accent", bold=True, align="center"
    )
    shapes.append(middle)
    for dot in layout.dots:
        radius = layout.ovals[dot.ring].ry * ROW_MM
        y = cy + dot.high * radius
        side = -1 if dot.left else 1
        x = cx + side * radius * math.sqrt(1 - dot.high**2)
        role: Role = "accent" if dot.moved else "text"
        shapes.append(Shape("circle", x, y, 0.9, role=role, bold=True))
        if dot.moved:
            shapes.extend(_arrow(x, y, side * dot.moved))
        gap = (3 if dot.moved > 0 else 1.2) * CELL_MM
        width = (cells(dot.words) + 1) * CELL_MM
        start = x - gap - width if dot.left else x + gap
        align: Literal["start", "end"] = "end" if dot.left else "start"
        shapes.append(Shape("text", start, y - ROW_MM / 2, width, text=dot.words, align=align))
    return shapes


def _arrow(x: float, y: float, side: int) -> list[Shape]:
    """A small arrow from the dot at x, y to the left (-1) or right (1)."""
    begin, end = x + side * 1.4, x + side * 4.2
    return [
        Shape("line", begin, y, end, y, role="accent"),
        Shape("line", end - side * 1.0, y - 0.8, end, y, role="accent"),
        Shape("line", end - side * 1.0, y + 0.8, end, y, role="accent"),
    ]


def _listed(
    rings: Sequence[Ring], people: Sequence[Placed], width: int, selected: str, ascii_only: bool
) -> list[tuple[Span, ...]]:
    rows: list[tuple[Span, ...]] = []
    known = {ring.id for ring in rings}
    for ring in (*rings, None):
        here = [one for one in people if (one.ring == ring.id if ring else one.ring not in known)]
        if ring is None and not here:
            continue
        title = clean_line(ring.label) if ring else _("On no ring")
        key = ring.id if ring else ""
        rows.extend((Span(line, "muted", key=key),) for line in wrap(title, max(1, width)))
        for one in here:
            chosen = one.id == selected
            way = movement(rings, one)
            moved = {-1: _("nearer than before"), 1: _("further away than before")}.get(way, "")
            dot = "-" if ascii_only else "·"
            words = clean_line(one.name) + (f" {dot} {moved}" if moved else "")
            for number, line in enumerate(wrap(words, max(1, width - 2))):
                pointer = (">" if ascii_only else "▸") if chosen and number == 0 else " "
                look = Span(line, "accent" if chosen else "text", bold=chosen, key=one.id)
                rows.append((Span(pointer + " ", "accent", key=one.id), look))
    return rows
