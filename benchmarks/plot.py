"""The plot of growth, as SVG by hand: a small chart for each row that can grow, all on one sheet.

- Both scales are logarithmic: a thing whose cost does not grow is a level line, one that grows with the workbook rises
  by one step for each step to the right, whatever its unit.
- Every scale is labeled and has its unit; ours is a whole line with dots, the floor a dashed one with rings, so that
  neither needs color.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from .rows import Result

ACROSS = 2
WIDTH, HEIGHT = 440, 270
"""Of one chart with its scales, in the units of the picture."""
ROOM = 40
"""Between two labels at least."""
LEFT, RIGHT, TOP, BOTTOM = 88, 24, 50, 48
INK, PALE, OURS, FLOOR = "#22262b", "#d9d4ca", "#1c6a57", "#7d5200"


def plot(results: Sequence[Result]) -> str:
    """Return the picture; where nothing grows, one that says so."""
    grown = [one for one in results if len(one.growth) > 1]
    rows = max(1, -(-len(grown) // ACROSS))
    wide, high = ACROSS * WIDTH, rows * HEIGHT + 34
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        ' font-family="DejaVu Sans, Helvetica, Arial, sans-serif" role="img">',
        "<title>How each figure grows with the workbook</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        *_legend(),
    ]
    if not grown:
        lines.append(_text(20, 60, "Nothing that grows was measured."))
    for at, one in enumerate(grown):
        lines.append(f'<g transform="translate({at % ACROSS * WIDTH} {34 + at // ACROSS * HEIGHT})">')
        lines += _chart(one)
        lines.append("</g>")
    return "\n".join([*lines, "</svg>"]) + "\n"


def _legend() -> Iterator[str]:
    yield from _series([(20.0, 20.0), (50.0, 20.0)], OURS, dashed=False)
    yield _text(58, 24, "ours", size=12)
    yield from _series([(110.0, 20.0), (140.0, 20.0)], FLOOR, dashed=True)
    yield _text(148, 24, "what it is held against", size=12)
    yield _text(330, 24, "both scales logarithmic: a level line does not grow", size=12)


def _chart(one: Result) -> Iterator[str]:
    unit = one.ours.unit if one.ours else ""
    first, last = min(one.growth), max(one.growth)
    values = [value for value in (*one.growth.values(), *one.floor_growth.values()) if value > 0]
    low, high = (10.0 ** floor(log10(min(values))), 10.0 ** ceil(log10(max(values)))) if values else (1.0, 10.0)
    if high <= low:
        high = 10 * low

    def x(count: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(count / first) / log10(last / first))

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (log10(max(value, low) / low) / log10(high / low))

    name = re.sub(rf", {max(one.growth):,} {one.along}$", "", one.name)  # the whole line is shown, not its end
    yield _text(LEFT, 20, name, size=13, bold=True)
    if one.floor_growth:
        yield _text(LEFT, 36, f"against {one.against}", size=11)
    for power in range(round(log10(low)), round(log10(high)) + 1):
        value = 10.0**power
        yield _rule(LEFT, y(value), WIDTH - RIGHT, y(value))
        yield _text(LEFT - 8, y(value) + 4, f"{value:,.{max(0, -power)}f}", anchor="end", size=11)
    labeled = -float(ROOM)
    for count in sorted(one.growth):
        if count != last and min(x(count) - labeled, x(last) - x(count)) < ROOM:
            continue
        labeled = x(count)
        yield _rule(x(count), TOP, x(count), HEIGHT - BOTTOM)
        yield _text(x(count), HEIGHT - BOTTOM + 16, f"{count:,}", anchor="middle", size=11)
    middle = (TOP + HEIGHT - BOTTOM) / 2
    yield _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 34, one.along, anchor="middle", size=11)
    yield _text(12, middle, unit, anchor="middle", size=11, turned=True)
    for line, color, dashed in ((one.floor_growth, FLOOR, True), (one.growth, OURS, False)):
        yield from _series([(x(count), y(value)) for count, value in _within(line, first, last)], color, dashed=dashed)


def _within(line: Mapping[int, float], first: int, last: int) -> list[tuple[int, float]]:
    return [(count, value) for count, value in sorted(line.items()) if first <= count <= last]


def _series(points: Sequence[tuple[float, float]], color: str, *, dashed: bool) -> Iterator[str]:
    if not points:
        return
    path = " ".join(f"{one:.1f},{other:.1f}" for one, other in points)
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    yield f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"{dash}/>'
    inside = "#ffffff" if dashed else color
    for one, other in points:
        yield f'<circle cx="{one:.1f}" cy="{other:.1f}" r="3.5" fill="{inside}" stroke="{color}" stroke-width="1.5"/>'


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{PALE}"/>'


def _text(
    x: float, y: float, said: str, *, anchor: str = "start", size: int = 14, bold: bool = False, turned: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{INK}"{weight}{turn}'
    return f"<text {place}>{escape(said)}</text>"
