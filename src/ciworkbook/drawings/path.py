"""A staircase and every place where someone stood on it, visit by visit: time goes to the right.

- ● is the newest visit, ○ any other. A heavy bar joins the lowest and the highest step of one visit.
- A thin line leads from visit to visit, along the highest step of each. Below stand the day, the month and the year.
- Where not all visits fit, the newest are drawn, and a line says so. The words (`alt`) tell every visit.
- One layout in cells serves both faces; on paper a cell is a fixed part of a grid in millimetres.
- Where the width is too small, the visits become a list, the oldest first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..text import cells, clean_line, wrap
from ..words import _, n_
from .along import APART, Places, place
from .grid import Grid
from .picture import Picture, Role, Shape, Sheet, Span
from .staircase import CELL_MM, ROW_MM, Tread

NARROWEST = 36
"""Cells below which the visits are a list."""
_SHORTEST = 14  # cells that the words of a step keep
_LANE = 16  # cells that the part with the visits keeps
_HIGHEST = 14  # rows of stairs up to which a free row stands between two steps


@dataclass(frozen=True, slots=True)
class Stood:
    """Where someone stood on one day: ids of the lowest and the highest step, the same for one step."""

    day: date = field(repr=False)
    said: str = field(repr=False)
    """The whole day in words, such as "14 March 2026"."""
    month: str = field(repr=False)
    """The name of its month."""
    low: str = field(repr=False)
    high: str = field(repr=False)
    key: str = ""
    """What a click on the mark finds."""


@dataclass(frozen=True, slots=True)
class _Step:
    """The words of a step line by line, the cell where they begin, and the row of its tread: that of the last line."""

    tread: Tread
    indent: int
    lines: tuple[str, ...] = field(repr=False)
    row: int

    @property
    def end(self) -> int:
        """The cell after the words on the row of the tread."""
        return self.indent + cells(self.lines[-1])


@dataclass(frozen=True, slots=True)
class _Layout:
    """Everything in its place: rows from the top, cells from the left."""

    steps: tuple[_Step, ...]
    """Top step first."""
    lane: int
    """The cell where the part with the visits begins."""
    width: int
    places: Places
    shown: tuple[Stood, ...] = field(repr=False)
    at: tuple[int, ...]
    """The cell of each visit in `shown`."""
    high: tuple[int, ...] = field(repr=False)
    low: tuple[int, ...] = field(repr=False)
    """The rows of the highest and the lowest step of each."""
    floor: int
    """The row below the stairs."""
    labels: tuple[tuple[int, int, str, int], ...] = field(repr=False)
    """Cell, row, words below the floor, and which visit they stand under."""

    @property
    def height(self) -> int:
        """Rows from the top to the last words below."""
        return max([self.floor, *(row for _at, row, _words, _visit in self.labels)]) + 1


@dataclass(frozen=True, slots=True)
class _Signs:
    now: str
    before: str
    tread: str
    level: str
    upright: str
    bar: str
    up: tuple[str, str]
    """Where the line turns up, and where it goes on."""
    down: tuple[str, str]
    floor: str
    corner: str


_LINES = _Signs("●", "○", "·", "─", "│", "┃", ("┘", "┌"), ("┐", "└"), "─", "└")
_ASCII = _Signs("@", "o", ".", "-", "|", "#", ("+", "+"), ("+", "+"), "-", "+")


def staircase_path(steps: Sequence[Tread], stood: Sequence[Stood], *, width: int, ascii_only: bool = False) -> Picture:
    """Draw where someone `stood`, oldest first, on `steps`, given bottom to top, in at most `width` cells.

    A place on a step that is not among `steps` is left out of the drawing.
    """
    alt = describe(steps, stood)
    signs = _ASCII if ascii_only else _LINES
    known = _known(steps, stood)
    layout = _layout(steps, known, width) if width >= NARROWEST else None
    if layout is None:
        return Picture(tuple(_listed(steps, known, width, signs)), alt)
    grid = Grid(width, layout.height)
    for step in layout.steps:
        first = step.row + 1 - len(step.lines)
        for number, line in enumerate(step.lines):
            grid.put(step.indent, first + number, Span(line))
        for x in range(step.end + 1, layout.width):
            if (x - layout.lane) % 2 == 0:
                grid.put(x, step.row, Span(signs.tread, "muted"))
    grid.put(layout.lane, layout.floor, Span(signs.corner + signs.floor * (layout.width - layout.lane - 1), "muted"))
    for number in range(len(layout.at) - 1):
        _join(grid, layout, number, signs)
    newest = len(layout.at) - 1
    for number, x in enumerate(layout.at):
        last, key = number == newest, layout.shown[number].key
        role: Role = "accent" if last else "text"
        for y in range(layout.high[number] + 1, layout.low[number]):
            grid.put(x, y, Span(signs.bar, role, key=key))
        for y in {layout.low[number], layout.high[number]}:
            grid.put(x, y, Span(signs.now if last else signs.before, role, bold=last, key=key))
    if layout.places.more_before:
        grid.put(layout.lane + 1, layout.high[0], Span("~" if ascii_only else "…", "muted"))
    for x, y, words, number in layout.labels:
        tone: Role = "accent" if number == newest else "muted"
        grid.put(x, y, Span(words, tone, key=layout.shown[number].key))
    rows = [*grid.rows(), *(((Span(line, "muted"),)) for line in _left_out(layout, known, width))]
    return Picture(tuple(rows), alt)


def staircase_path_sheet(steps: Sequence[Tread], stood: Sequence[Stood], *, width_mm: float) -> Sheet:
    """Draw the same on paper, `width_mm` wide and as high as it needs."""
    alt = describe(steps, stood)
    known = _known(steps, stood)
    width = int(width_mm / CELL_MM)
    layout = _layout(steps, known, width) if width >= NARROWEST else None
    if layout is None:
        lines = ["".join(span.text for span in row) for row in _listed(steps, known, width, _LINES)]
        listed = [Shape("text", 0, at * ROW_MM, width_mm, text=line) for at, line in enumerate(lines)]
        return Sheet(width_mm, max(1.0, len(lines) * ROW_MM), tuple(listed), alt)
    shapes = [shape for step in layout.steps for shape in _written(step, layout)]
    floor = _middle(layout.floor)
    shapes.append(Shape("line", layout.lane * CELL_MM, floor, layout.width * CELL_MM, floor, role="muted"))
    for number in range(len(layout.at) - 1):
        shapes.extend(_joined(layout, number))
    for number, at in enumerate(layout.at):
        last = number + 1 == len(layout.at)
        role: Role = "accent" if last else "text"
        x, high, low = _across(at), _middle(layout.high[number]), _middle(layout.low[number])
        if high != low:
            shapes.append(Shape("line", x, high + _RADIUS, x, low - _RADIUS, role=role, bold=True))
        shapes.extend(Shape("circle", x, y, _RADIUS, role=role, bold=last) for y in dict.fromkeys((high, low)))
    for at, row, words, number in layout.labels:
        tone: Role = "accent" if number + 1 == len(layout.at) else "muted"
        y, room = row * ROW_MM, (cells(words) + 1) * CELL_MM
        if row == layout.floor + 1:  # the day stands in the middle below its mark
            day = Shape("text", _across(at) - room / 2, y, room, text=words, role=tone, align="center")
            shapes.append(day)
        else:
            shapes.append(Shape("text", at * CELL_MM, y, room, text=words, role=tone))
    below = _left_out(layout, known, width)
    for number, line in enumerate(below):
        y = (layout.height + number) * ROW_MM
        shapes.append(Shape("text", 0, y, width_mm, text=line, role="muted"))
    return Sheet(width_mm, (layout.height + len(below)) * ROW_MM, tuple(shapes), alt)


_RADIUS = 1.1


def describe(steps: Sequence[Tread], stood: Sequence[Stood]) -> str:
    """Return in sentences what the drawing shows: the steps, then every visit."""
    if not steps:
        return _("A staircase without steps.")
    said = [_("A staircase over time, from the bottom step to the top step.")]
    said += [
        _("Step {number}: {label}.").format(number=number, label=clean_line(one.label).rstrip("."))
        for number, one in enumerate(steps, 1)
    ]
    order = {one.id: number for number, one in enumerate(steps, 1)}
    for one in _known(steps, stood):
        low, high = order[one.low], order[one.high]
        if low == high:
            said.append(_("{day}: on step {step}.").format(day=one.said, step=high))
        else:
            said.append(_("{day}: from step {low} to step {high}.").format(day=one.said, low=low, high=high))
    return " ".join(said)


def _known(steps: Sequence[Tread], stood: Sequence[Stood]) -> list[Stood]:
    order = [one.id for one in steps]
    return [one for one in stood if one.low in order and one.high in order]


def _layout(steps: Sequence[Tread], stood: Sequence[Stood], width: int) -> _Layout | None:
    """Place everything; None where it does not fit or there is nothing to place."""
    if not steps or not stood:
        return None
    lane_width = max(_LANE, min(APART * len(stood) + 8, width * 6 // 10))
    run, words = _words_width(steps, width - lane_width - 1)
    if words < _SHORTEST:
        return None
    lane = words + 1
    made: list[_Step] = []
    wrapped = [wrap(clean_line(one.label), max(1, words - at * run), indent=" ") for at, one in enumerate(steps)]
    gap = 1 if sum(len(lines) + 1 for lines in wrapped) <= _HIGHEST else 0
    row = 0
    for at in reversed(range(len(steps))):
        row += len(wrapped[at]) + (gap if made else 0)
        made.append(_Step(steps[at], at * run, tuple(wrapped[at]), row - 1))
    room = width - lane - 4  # from the edge of the lane to the first mark; a free cell after the last
    places = place([one.day for one in stood], [len(stood) - 1], room)
    shown = tuple(stood[places.first : places.first + len(places.at)])
    at_cells = tuple(lane + 3 + at for at in places.at)
    rows = {one.tread.id: one.row for one in made}
    end = min(width, max(at_cells[-1] + 2, lane + _LANE))
    high, low = tuple(rows[one.high] for one in shown), tuple(rows[one.low] for one in shown)
    labels = _labels(shown, at_cells, lane, width, row + 1)
    return _Layout(tuple(made), lane, end, places, shown, at_cells, high, low, row, labels)


def _words_width(steps: Sequence[Tread], most: int) -> tuple[int, int]:
    """Return how many cells each step begins further to the right than the one below, and the cells for all words.

    The stairs rise as steeply as costs no label a further line.
    """
    labels = [clean_line(one.label) for one in steps]

    def lines(run: int) -> int:
        return sum(len(wrap(label, max(1, most - at * run), indent=" ")) for at, label in enumerate(labels))

    fits = [run for run in (2, 1, 0) if most - run * (len(labels) - 1) >= _SHORTEST]
    run = next((run for run in fits if lines(run) == lines(0)), 0)
    widest = max(
        at * run + cells(line)
        for at, label in enumerate(labels)
        for line in wrap(label, max(1, most - at * run), indent=" ")
    )
    return run, min(most, max(_SHORTEST, widest))


def _labels(
    shown: Sequence[Stood], at: Sequence[int], lane: int, width: int, first: int
) -> tuple[tuple[int, int, str, int], ...]:
    """The day under every mark; below it the month where it changes; below that the year, where there are several."""
    found = [(x, first, str(one.day.day), number) for number, (x, one) in enumerate(zip(at, shown, strict=True))]
    found += _where_new(shown, at, lane, width, first + 1, lambda one: (one.day.year, one.day.month), _month)
    if shown[0].day.year != shown[-1].day.year:
        found += _where_new(shown, at, lane, width, first + 2, lambda one: one.day.year, lambda one: str(one.day.year))
    return tuple(found)


def _month(stood: Stood) -> str:
    return clean_line(stood.month)


def _where_new(
    shown: Sequence[Stood],
    at: Sequence[int],
    lane: int,
    width: int,
    row: int,
    part: Callable[[Stood], object],
    words: Callable[[Stood], str],
) -> list[tuple[int, int, str, int]]:
    """Words under the first mark of each part of time: the last and the first part before those between."""
    firsts = [n for n in range(len(shown)) if n == 0 or part(shown[n]) != part(shown[n - 1])]
    put: list[tuple[int, int, str, int]] = []
    for number in dict.fromkeys((firsts[-1], firsts[0], *firsts)):
        text = words(shown[number])
        x = at[number]
        if x + cells(text) > width and number == firsts[-1]:
            x = max(lane, width - cells(text))
        clear = all(x + cells(text) < one[0] or one[0] + cells(one[2]) < x for one in put)
        if clear and x + cells(text) <= width:
            put.append((x, row, text, number))
    return put


def _join(grid: Grid, layout: _Layout, number: int, signs: _Signs) -> None:
    """The line from a visit to the next, along the highest step of each."""
    here, there = layout.at[number], layout.at[number + 1]
    from_, to = layout.high[number], layout.high[number + 1]
    turn = there - 1 if to == from_ else there - 2 if there - here > 2 else there - 1
    if from_ == to:
        grid.put(here + 1, from_, Span(signs.level * (there - here - 1), "text"))
        return
    leave, arrive = signs.up if to < from_ else signs.down
    grid.put(here + 1, from_, Span(signs.level * (turn - here - 1) + leave, "text"))
    for y in range(min(from_, to) + 1, max(from_, to)):
        grid.put(turn, y, Span(signs.upright, "text"))
    grid.put(turn, to, Span(arrive + signs.level * (there - turn - 1), "text"))


def _joined(layout: _Layout, number: int) -> list[Shape]:
    """The same line on paper."""
    here, there = _across(layout.at[number]), _across(layout.at[number + 1])
    from_, to = _middle(layout.high[number]), _middle(layout.high[number + 1])
    turn = there - 1.6 * CELL_MM if from_ != to else there - _RADIUS
    parts = [Shape("line", here + _RADIUS, from_, turn, from_, role="text")]
    if from_ != to:
        parts.append(Shape("line", turn, from_, turn, to, role="text"))
        parts.append(Shape("line", turn, to, there - _RADIUS, to, role="text"))
    return parts


def _written(step: _Step, layout: _Layout) -> list[Shape]:
    """The words of a step and its tread, on paper."""
    first = step.row + 1 - len(step.lines)
    left = step.indent * CELL_MM
    room = layout.lane * CELL_MM - left
    shapes = [Shape("text", left, (first + number) * ROW_MM, room, text=line) for number, line in enumerate(step.lines)]
    y, end = _middle(step.row), layout.width * CELL_MM
    shapes.append(Shape("line", layout.lane * CELL_MM, y, end, y, role="muted", dashed=True))
    return shapes


def _across(at: int) -> float:
    return (at + 0.5) * CELL_MM


def _middle(row: int) -> float:
    return (row + 0.5) * ROW_MM


def _left_out(layout: _Layout, stood: Sequence[Stood], width: int) -> list[str]:
    if not layout.places.more_before:
        return []
    told = n_(
        "The newest visit of {all} is drawn.",
        "The newest {n} of {all} visits are drawn.",
        len(layout.at),
        all=len(stood),
    )
    return wrap(told, max(1, width))


def _listed(steps: Sequence[Tread], stood: Sequence[Stood], width: int, signs: _Signs) -> list[tuple[Span, ...]]:
    labels = {one.id: clean_line(one.label) for one in steps}
    rows: list[tuple[Span, ...]] = []
    for number, one in enumerate(stood):
        last = number + 1 == len(stood)
        role: Role = "accent" if last else "muted"
        where = labels[one.high]
        if one.low != one.high:
            where = _("from “{low}” to “{high}”").format(low=labels[one.low], high=labels[one.high])
        words = _("{day}: {place}").format(day=one.said, place=where)
        for at, line in enumerate(wrap(words, max(1, width - 2))):
            lead = (signs.now if last else signs.before) + " " if at == 0 else "  "
            rows.append((Span(lead, role, key=one.key), Span(line, key=one.key)))
    return rows
