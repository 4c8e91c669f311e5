"""A staircase that goes up to the right, and where one stands on it.

- Each step is a stone with its words on its face, so that a long label has the whole width to its right.
- ● and a heavy edge: here now. ○: here before. The words "now" and "before" stand beside the marks.
- One layout in cells serves both faces; on paper a cell is a fixed part of a grid in millimetres.
- Where the width is too small for stairs, the steps become a list, the top step first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..text import cells, clean_line, wrap
from ..words import _, p_
from .picture import Picture, Role, Shape, Sheet, Span

CELL_MM = 2.05
"""What one cell is on paper: the width of a letter of 10 pt, generously."""
ROW_MM = 5.2
"""What one row is on paper."""

_GUTTER = 4  # cells from the edge of a stone to its words: edge, pointer, mark, space
_LONGEST_RUN = 5
_FEWEST_CELLS = 8  # a label with less room than this is no longer read as a line


@dataclass(frozen=True, slots=True)
class Tread:
    """One step, as it is to be drawn."""

    id: str
    label: str = field(repr=False)
    state_label: str = field(default="", repr=False)
    stands: bool = False
    """Here now."""
    stood: bool = False
    """Here before."""


@dataclass(frozen=True, slots=True)
class _Stone:
    """A step in the layout: the column of its edge, and its words line by line."""

    tread: Tread
    edge: int
    lines: tuple[str, ...] = field(repr=False)
    said: str = field(repr=False)
    """When one stood here, and the state."""
    under: tuple[str, ...] = field(repr=False)
    """`said` as lines of their own; empty where it stands after the last line of the label."""

    @property
    def widest(self) -> int:
        """Cells of the longest line on the face."""
        last = cells(self.lines[-1]) + (cells(self.said) + 3 if self.said and not self.under else 0)
        return max([last, *(cells(line) for line in (*self.lines, *self.under))])


@dataclass(frozen=True, slots=True)
class _Signs:
    level: str
    level_now: str
    edge: str
    edge_now: str
    corner: str
    corner_now: str
    foot: dict[tuple[bool, bool], str]
    """By whether the tread is where one stands now, and whether the edge that rises from it is."""
    now: str
    before: str
    pointer: str
    dot: str


_LINES = _Signs(
    "─", "━", "│", "┃", "┌", "┏",
    {(False, False): "┘", (True, False): "┙", (False, True): "┚", (True, True): "┛"},
    "●", "○", "▸", "·",
)  # fmt: skip
_ASCII = _Signs("-", "=", "|", "#", "+", "#", dict.fromkeys(_LINES.foot, "+"), "@", "o", ">", "-")


def staircase(steps: Sequence[Tread], *, width: int, selected: str = "", ascii_only: bool = False) -> Picture:
    """Draw `steps`, given bottom to top, in at most `width` cells; `selected` is the id of the step to point at."""
    signs = _ASCII if ascii_only else _LINES
    run = _run(steps, width)
    if not steps or run == 0:
        return Picture(tuple(_listed(steps, width, selected, signs)), describe(steps))
    stones = _layout(steps, width, run, signs.dot)
    rows: list[tuple[Span, ...]] = []
    for at in reversed(range(len(stones))):
        rows.append(_tread(stones, at, width, signs))
        rows.extend(_face(stones[at], selected, signs))
    first = stones[0]
    ground = Span(signs.level * first.edge, "muted")
    rows.append((ground, Span(signs.foot[False, first.tread.stands], _tone(first.tread))))
    return Picture(tuple(rows), describe(steps))


def staircase_sheet(steps: Sequence[Tread], *, width_mm: float) -> Sheet:
    """Draw `steps`, given bottom to top, on paper, `width_mm` wide and as high as they need."""
    width = max(_GUTTER + _FEWEST_CELLS, int(width_mm / CELL_MM))
    stones = _layout(steps, width, _run(steps, width), "·", always_under=True)
    shapes: list[Shape] = []
    row = 0.0
    for at in reversed(range(len(stones))):
        stone = stones[at]
        left, top = stone.edge * CELL_MM, row * ROW_MM
        platform = min(width_mm, left + (stone.widest + _GUTTER + 2) * CELL_MM)
        right = stones[at + 1].edge * CELL_MM if at + 1 < len(stones) else platform
        high = len(stone.lines) + len(stone.under) + 0.7
        role, now = _tone(stone.tread), stone.tread.stands
        shapes.append(Shape("line", left, top, right, top, role=role, bold=now))
        shapes.append(Shape("line", left, top, left, top + high * ROW_MM, role=role, bold=now))
        shapes.extend(_written(stone, top, width_mm))
        row += high
    if stones:
        floor, edge = row * ROW_MM, stones[0].edge * CELL_MM
        shapes.append(Shape("line", 0, floor, edge, floor, role="muted"))
    return Sheet(width_mm, max(1.0, row * ROW_MM), tuple(shapes), describe(steps))


def describe(steps: Sequence[Tread]) -> str:
    """Return in sentences what the drawing shows."""
    if not steps:
        return _("A staircase without steps.")
    said = [_("A staircase, from the bottom step to the top step.")]
    for number, tread in enumerate(steps, 1):
        words = _("Step {number}: {label}.").format(number=number, label=clean_line(tread.label).rstrip("."))
        if tread.state_label:
            words += " " + _("{state}.").format(state=_capital(clean_line(tread.state_label).rstrip(".")))
        if tread.stands and tread.stood:
            words += " " + _("Here now, and here before.")
        elif tread.stands:
            words += " " + _("Here now.")
        elif tread.stood:
            words += " " + _("Here before.")
        said.append(words)
    return " ".join(said)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _run(steps: Sequence[Tread], width: int) -> int:
    """Return the cells from one edge to the next: the most that costs no label a further line; 0 if too narrow.

    It depends on the labels alone, so that nothing moves while one looks for one's step.
    """
    spare = width - _GUTTER - _left(width)
    fits = [run for run in range(_LONGEST_RUN, 0, -1) if spare - run * (len(steps) - 1) >= _FEWEST_CELLS]
    return min(
        (run for run in fits if run > 1), key=lambda run: _height(steps, width, run), default=min(fits, default=0)
    )


def _height(steps: Sequence[Tread], width: int, run: int) -> int:
    return sum(len(_wrapped(tread.label, width, _left(width) + at * run)) for at, tread in enumerate(steps))


def _left(width: int) -> int:
    return 4 if width >= 48 else 2


def _wrapped(words: str, width: int, edge: int) -> list[str]:
    return wrap(clean_line(words), max(1, width - edge - _GUTTER))


def _layout(steps: Sequence[Tread], width: int, run: int, dot: str, *, always_under: bool = False) -> list[_Stone]:
    edges = [_left(width) + at * run for at in range(len(steps))]
    labels = [_wrapped(tread.label, width, edge) for tread, edge in zip(steps, edges, strict=True)]
    # One way for all steps: after the label where it fits everywhere, also for the step one may move to; else under it.
    # On paper always under it: there a line is only roughly as wide as its cells.
    after = not always_under and all(
        edge + _GUTTER + cells(lines[-1]) + 3 + cells(f" {dot} ".join(said)) <= width
        for tread, edge, lines in zip(steps, edges, labels, strict=True)
        for said in (_said(tread), _said(replace(tread, stands=True, stood=False)))
    )
    stones = []
    for tread, edge, lines in zip(steps, edges, labels, strict=True):
        said = f" {dot} ".join(_said(tread))
        under = () if after or not said else tuple(_wrapped(said, width, edge))
        stones.append(_Stone(tread, edge, tuple(lines), said, under))
    return stones


def _said(tread: Tread) -> list[str]:
    when = ""
    if tread.stands and tread.stood:
        when = _("now, as before")
    elif tread.stands:
        when = p_("where one stands", "now")
    elif tread.stood:
        when = p_("where one stood", "before")
    return [part for part in (when, clean_line(tread.state_label)) if part]


def _tone(tread: Tread) -> Role:
    return "accent" if tread.stands else "muted"


def _tread(stones: list[_Stone], at: int, width: int, signs: _Signs) -> tuple[Span, ...]:
    stone, now = stones[at], stones[at].tread.stands
    role, key = _tone(stone.tread), stone.tread.id
    level = signs.level_now if now else signs.level
    corner = signs.corner_now if now else signs.corner
    if at + 1 == len(stones):
        length = min(width - stone.edge, stone.widest + _GUTTER + 2)
        return Span(" " * stone.edge), Span(corner + level * (length - 1), role, key=key)
    above = stones[at + 1]
    foot = signs.foot[now, above.tread.stands]
    return (
        Span(" " * stone.edge),
        Span(corner + level * (above.edge - stone.edge - 1), role, key=key),
        Span(foot, _tone(above.tread) if not now else role, key=key),
    )


def _face(stone: _Stone, selected: str, signs: _Signs) -> list[tuple[Span, ...]]:
    tread = stone.tread
    key, chosen = tread.id, tread.id == selected
    edge = Span(signs.edge_now if tread.stands else signs.edge, _tone(tread), key=key)
    mark = signs.now if tread.stands else signs.before if tread.stood else " "
    rows: list[tuple[Span, ...]] = []
    for number, line in enumerate(stone.lines):
        row = [Span(" " * stone.edge), edge]
        if number == 0:
            row.append(Span(signs.pointer if chosen else " ", "accent", key=key))
            row.append(Span(mark + " ", "accent" if tread.stands else "muted", key=key))
        else:
            row.append(Span(" " * (_GUTTER - 1), key=key))
        row.append(Span(line, "accent" if chosen else "text", bold=chosen, key=key))
        if number + 1 == len(stone.lines) and stone.said and not stone.under:
            row.append(Span(f" {signs.dot} {stone.said}", "accent" if tread.stands else "muted", key=key))
        rows.append(tuple(row))
    for line in stone.under:
        words = Span(line, "accent" if tread.stands else "muted", key=key)
        rows.append((Span(" " * stone.edge), edge, Span(" " * (_GUTTER - 1), key=key), words))
    return rows


def _listed(steps: Sequence[Tread], width: int, selected: str, signs: _Signs) -> list[tuple[Span, ...]]:
    rows: list[tuple[Span, ...]] = []
    for tread in reversed(steps):
        mark = signs.now if tread.stands else signs.before if tread.stood else signs.dot
        chosen = tread.id == selected
        words = f" {signs.dot} ".join([clean_line(tread.label), *_said(tread)])
        for number, line in enumerate(wrap(words, max(1, width - 3))):
            lead = (signs.pointer if chosen else " ") + mark + " " if number == 0 else "   "
            look = Span(line, "accent" if chosen else "text", bold=chosen, key=tread.id)
            rows.append((Span(lead, _tone(tread), key=tread.id), look))
    return rows


def _written(stone: _Stone, top: float, width_mm: float) -> list[Shape]:
    """The words on the face of a stone, and its mark, on paper."""
    tread = stone.tread
    tone: Role = "accent" if tread.stands else "muted"
    left = (stone.edge + _GUTTER) * CELL_MM
    base = top + 0.35 * ROW_MM
    shapes: list[Shape] = []
    if tread.stands or tread.stood:
        spot = (stone.edge + 2) * CELL_MM
        shapes.append(Shape("circle", spot, base + ROW_MM / 2, 1.1, role=tone, bold=tread.stands))
    for number, line in enumerate((*stone.lines, *stone.under)):
        under = number >= len(stone.lines)
        y = base + number * ROW_MM
        shapes.append(Shape("text", left, y, width_mm - left, text=line, role=tone if under else "text"))
    return shapes
