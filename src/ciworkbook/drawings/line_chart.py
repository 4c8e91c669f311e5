"""A line between two ends with words, once a visit: where on it the mark stood each time.

- ● is the newest visit, ○ any other. The number stands behind each line, so that no mark has to be counted out.
- Every visit has a line of its own. No line joins the marks, and nothing is added up or averaged.
- One layout in cells serves both faces; on paper a cell is a fixed part of a grid in millimetres.
- Where the width is too small, the visits become a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..text import cells, clean_line, pad, wrap
from ..words import _
from .picture import Picture, Role, Shape, Sheet, Span
from .staircase import CELL_MM, ROW_MM

_LEAST = 14  # cells of a line, below which there is none
_MOST = 44


@dataclass(frozen=True, slots=True)
class Marked:
    """Where the mark stood on one day, told in words; `key` is what a click on it finds."""

    said: str = field(repr=False)
    value: int = field(repr=False)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Ends:
    """The line: its two ends and their words."""

    low: int
    high: int
    low_words: str = field(default="", repr=False)
    high_words: str = field(default="", repr=False)

    def said(self) -> tuple[str, str]:
        """Return number and words of both ends."""
        low, high = clean_line(self.low_words), clean_line(self.high_words)
        return f"{self.low} {low}".rstrip(), f"{self.high} {high}".rstrip()


@dataclass(frozen=True, slots=True)
class _Layout:
    """The cell where the lines begin, their length, and what stands above them."""

    start: int
    length: int
    above: tuple[tuple[tuple[int, str, bool], ...], ...] = field(repr=False)
    """Rows above the lines, each with the cell where words begin, the words, and whether they end with the lines."""

    def at(self, ends: Ends, value: int) -> int:
        """Return the cell of a value."""
        held = min(max(value, ends.low), ends.high)
        return self.start + round((held - ends.low) / max(1, ends.high - ends.low) * (self.length - 1))


def line_chart(ends: Ends, marked: Sequence[Marked], *, width: int, ascii_only: bool = False) -> Picture:
    """Draw one line for each of `marked`, oldest first, in at most `width` cells."""
    alt = describe(ends, marked)
    now, before = ("@", "o") if ascii_only else ("●", "○")
    level, left, right = ("-", "|", "|") if ascii_only else ("─", "├", "┤")
    layout = _layout(ends, marked, width)
    newest = len(marked) - 1
    if layout is None:
        rows: list[tuple[Span, ...]] = []
        for number, one in enumerate(marked):
            words = _("{day}: {value}").format(day=one.said, value=one.value)
            mark = now if number == newest else before
            for at, line in enumerate(wrap(words, max(1, width - 2))):
                rows.append((Span(f"{mark} " if at == 0 else "  ", _tone(number, newest)), Span(line, key=one.key)))
        return Picture(tuple(rows), alt)
    rows = []
    for row in layout.above:
        line = ""
        for at, words, _end in row:
            line = pad(line, at) + words
        rows.append((Span(line, "muted"),))
    for number, one in enumerate(marked):
        at = layout.at(ends, one.value) - layout.start
        line = left + level * (layout.length - 2) + right
        tone = _tone(number, newest)
        rows.append(
            (
                Span(pad(clean_line(one.said), layout.start), tone, key=one.key),
                Span(line[:at], "muted", key=one.key),
                Span(now if number == newest else before, tone, bold=number == newest, key=one.key),
                Span(line[at + 1 :], "muted", key=one.key),
                Span(f" {one.value}", tone, key=one.key),
            )
        )
    return Picture(tuple(rows), alt)


def line_chart_sheet(ends: Ends, marked: Sequence[Marked], *, width_mm: float) -> Sheet:
    """Draw the same on paper, `width_mm` wide and as high as it needs."""
    alt = describe(ends, marked)
    layout = _layout(ends, marked, int(width_mm / CELL_MM))
    if layout is None:
        lines = [_("{day}: {value}").format(day=one.said, value=one.value) for one in marked]
        listed = [Shape("text", 0, at * ROW_MM, width_mm, text=line) for at, line in enumerate(lines)]
        return Sheet(width_mm, max(1.0, len(lines) * ROW_MM), tuple(listed), alt)
    shapes: list[Shape] = []
    for number, row in enumerate(layout.above):
        for at, words, end in row:
            x, until = at * CELL_MM, (layout.start + layout.length) * CELL_MM if end else width_mm
            align: Literal["start", "end"] = "end" if end else "start"
            shapes.append(Shape("text", x, number * ROW_MM, until - x, text=words, role="muted", align=align))
    left, right = (layout.start + 0.5) * CELL_MM, (layout.start + layout.length - 0.5) * CELL_MM
    for number, one in enumerate(marked):
        top = (len(layout.above) + number) * ROW_MM
        y, x = top + ROW_MM / 2, (layout.at(ends, one.value) + 0.5) * CELL_MM
        tone, last = _tone(number, len(marked) - 1), number + 1 == len(marked)
        shapes.append(Shape("text", 0, top, layout.start * CELL_MM, text=clean_line(one.said), role=tone))
        for from_, to in ((left, x - _RADIUS), (x + _RADIUS, right)):
            if from_ < to:
                shapes.append(Shape("line", from_, y, to, y, role="muted"))
        shapes.extend(Shape("line", end, y - 1, end, y + 1, role="muted") for end in (left, right))
        shapes.append(Shape("circle", x, y, _RADIUS, role=tone, bold=last))
        behind = (layout.start + layout.length + 1) * CELL_MM
        shapes.append(Shape("text", behind, top, width_mm - behind, text=str(one.value), role=tone))
    return Sheet(width_mm, max(1.0, (len(layout.above) + len(marked)) * ROW_MM), tuple(shapes), alt)


_RADIUS = 1.1


def describe(ends: Ends, marked: Sequence[Marked]) -> str:
    """Return in sentences what the drawing shows."""
    low, high = ends.said()
    said = [_("A line from {low} to {high}, once for each visit.").format(low=low, high=high)]
    said += [_("{day}: {value}.").format(day=one.said, value=one.value) for one in marked]
    return " ".join(said)


def _tone(number: int, newest: int) -> Role:
    return "accent" if number == newest else "text"


def _layout(ends: Ends, marked: Sequence[Marked], width: int) -> _Layout | None:
    if not marked:
        return None
    start = max(cells(clean_line(one.said)) for one in marked) + 2
    room = width - start - 1 - max(len(str(one.value)) for one in marked)
    if room < _LEAST:
        return None
    steps = max(1, ends.high - ends.low)
    apart = max(1, (min(room, _MOST) - 1) // steps)
    length = min(room, max(_LEAST, apart * steps + 1))
    low, high = ends.said()
    end = start + length
    if cells(low) + cells(high) + 2 <= length:
        return _Layout(start, length, (((start, low, False), (end - cells(high), high, True)),))
    above = [((start, line, False),) for line in wrap(low, max(1, width - start))]
    above += [((max(0, end - cells(line)), line, True),) for line in wrap(high, max(_LEAST, end - 2))]
    return _Layout(start, length, tuple(above))
