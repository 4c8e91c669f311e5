"""Where rings, their words and the people on them stand: the layout that both faces of the ring map share.

- The grid is counted in cells, from the top left; rings are ellipses that look like circles on the medium.
- A person is a dot on the ring's line. The name goes outward from the dot, so the dot alone says the ring.
- Nothing covers anything: a name takes the place where it has room, and is cut with "…" only where it has none.
- Where names would be cut too short, everyone gets a number, and the names stand in a list below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..text import cells, clean_line, shorten

SHORTEST = 5
"""Cells that a cut name keeps at least; where there is less, numbers take over."""
MOST = 14
"""Cells of a name that are asked for; the rest may be cut."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring; the nearest is given first."""

    id: str
    label: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Placed:
    """Someone, the ring where they stand (empty: on none), and the ring where they stood before (empty: not known)."""

    id: str
    name: str = field(repr=False)
    ring: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Oval:
    """A ring in the layout: half its width and half its height, in cells."""

    ring: Ring
    rx: float
    ry: float


@dataclass(frozen=True, slots=True)
class Title:
    """A ring's words: the cell where they begin, what fits of them, and the cells they may take."""

    x: int
    y: int
    words: str = field(repr=False)
    room: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A person in the layout: the dot's cell, the side the name goes to, the words that fit, the movement.

    `moved` is -1 for nearer, 1 for further away, 0 for neither.
    """

    placed: Placed
    ring: int
    x: int
    y: int
    left: bool
    words: str = field(repr=False)
    moved: int
    high: float
    """The dot's height on its ring: from -1 at the top to 1 at the bottom."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in its place. `ovals` are nearest first; `titles` are the rings' words in the same order."""

    width: int
    height: int
    ovals: tuple[Oval, ...]
    titles: tuple[Title, ...] = field(repr=False)
    dots: tuple[Dot, ...] = field(repr=False)
    middle: str

    @property
    def cx(self) -> float:
        """The column of the middle."""
        return (self.width - 1) / 2

    @property
    def cy(self) -> float:
        """The row of the middle."""
        return (self.height - 1) / 2

    @property
    def cut(self) -> bool:
        """Whether the words of a ring had to be shortened."""
        return any(title.words != clean_line(o.ring.label) for title, o in zip(self.titles, self.ovals, strict=True))


def movement(rings: Sequence[Ring], placed: Placed) -> int:
    """Return -1 if someone stands nearer than before, 1 if further away, else 0."""
    order = [ring.id for ring in rings]
    if placed.ring not in order or placed.before not in order:
        return 0
    now, before = order.index(placed.ring), order.index(placed.before)
    return (now > before) - (now < before)


def on_rings(rings: Sequence[Ring], people: Sequence[Placed]) -> list[Placed]:
    """Return those who stand on a ring, nearest first, else in the order given."""
    order = {ring.id: at for at, ring in enumerate(rings)}
    return sorted((one for one in people if one.ring in order), key=lambda one: order[one.ring])


def lay_out(
    rings: Sequence[Ring],
    people: Sequence[Placed],
    *,
    width: int,
    height: int,
    aspect: float,
    middle: str,
    numbered: bool = False,
) -> Layout | None:
    """Place everything on a grid of `width` by `height` cells; None where it does not fit.

    `aspect` is how many cells in a row are as long as one row is high. With `numbered` the words are "1", "2", ….
    """
    if not rings:
        return None
    cx, cy = (width - 1) / 2, (height - 1) / 2
    margin = 3.0 if numbered else 9.0
    ry = min(cy, (cx - margin) / (aspect * 0.8))
    rx = min(aspect * ry, cx - margin)
    if ry < 1.6 * len(rings) + 1 or rx < 8:
        return None
    ovals = tuple(
        Oval(ring, rx * (at + 1.35) / (len(rings) + 0.35), ry * (at + 1.35) / (len(rings) + 0.35))
        for at, ring in enumerate(rings)
    )
    board = _Board(width, height)
    word = shorten(middle, max(2, int(ovals[0].rx * 1.5)))
    board.take(round(cx - cells(word) / 2), round(cy), cells(word))
    titles: list[Title] = []
    for at, oval in enumerate(ovals):
        y = round(cy - oval.ry)
        # A title may be wider than its ring, but keeps clear of the ring around it.
        free = min((_edge(other, y, cy) for other in ovals[at + 1 :]), default=cx) - 2
        room = max(4, min(int(free * 2), width - 4))
        words = shorten(clean_line(oval.ring.label), room)
        title = Title(round(cx - cells(words) / 2), y, words, room)
        titles.append(title)
        board.take(title.x - 1, y, cells(words) + 2)
    dots: list[Dot] = []
    for number, placed in enumerate(on_rings(rings, people), 1):
        at = next(i for i, ring in enumerate(rings) if ring.id == placed.ring)
        moved = movement(rings, placed)
        words = str(number) if numbered else clean_line(placed.name) or "…"
        dot = _place(board, ovals, at, placed, words, moved, dots)
        if dot is None or (not numbered and dot.words != words and cells(dot.words) < SHORTEST):
            return None
        dots.append(dot)
    return Layout(width, height, ovals, tuple(titles), tuple(dots), word)


class _Board:
    """Which cells are taken."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._rows = [bytearray(width) for _row in range(height)]  # searched a row at a time, not a cell at a time

    def take(self, x: int, y: int, length: int) -> None:
        first, end = max(0, x), min(self.width, x + length)
        if 0 <= y < self.height and first < end:
            self._rows[y][first:end] = b"\1" * (end - first)

    def room(self, x: int, y: int, step: int) -> int:
        """Count the free cells from `x` on, going left (-1) or right (1)."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return 0
        if step < 0:
            return x - self._rows[y].rfind(1, 0, x + 1)
        taken = self._rows[y].find(1, x)
        return (self.width if taken < 0 else taken) - x


def _place(
    board: _Board, ovals: Sequence[Oval], at: int, placed: Placed, words: str, moved: int, dots: Iterable[Dot]
) -> Dot | None:
    """Take the best free place on ring `at`: room for the name first, then distance from everyone else."""
    cx, cy = (board.width - 1) / 2, (board.height - 1) / 2
    oval = ovals[at]
    lead = 3 if moved > 0 else 2  # the dot, an arrow outward, a space
    whole = cells(words)
    told: dict[
        int, tuple[str, int]
    ] = {}  # the words in so much room, and their width: most rows have as much as others
    best: tuple[float, Dot, int] | None = None
    for y in range(board.height):
        high = (y - cy) / oval.ry
        if abs(high) > 0.97:
            continue
        for left in (False, True):
            step = -1 if left else 1
            x = round(cx + step * oval.rx * math.sqrt(1 - high * high))
            inner = 2 if moved < 0 else 1
            if board.room(x, y, -step) <= inner:
                continue
            free = board.room(x, y, step) - lead - 1
            if x + step * (lead + free) in (-1, board.width):
                free += 1  # nothing to keep away from at the rim
            if free < 1:
                continue
            if free not in told:
                shown = shorten(words, free)
                told[free] = shown, cells(shown)
            fits, width = told[free]
            lost = max(0, min(whole, MOST) - width) + (whole - width) / 10
            if best is not None and best[0] <= 20 * lost + 3 * high**4:
                continue  # the rest only adds to it
            crossed = sum(abs(_edge(other, y, cy) - abs(x - cx)) < width + lead for other in ovals[at + 1 :])
            near = sum(6 / (abs(dot.x - x) / 2 + abs(dot.y - y) + 0.5) for dot in dots)
            cost = 20 * lost + 2 * near + 1.5 * crossed + 3 * high**4 + (0.1 if left else 0)
            if width == 0 or (best is not None and best[0] <= cost):
                continue
            best = (cost, Dot(placed, at, x, y, left, fits, moved, high), step)
    if best is None:
        return None
    _, dot, step = best
    length = lead + cells(dot.words) + 1
    first = dot.x - length + 1 if step < 0 else dot.x
    board.take(first, dot.y, length)
    board.take(dot.x - 2 * step if step > 0 else dot.x + 1, dot.y, 2)
    return dot


def _edge(oval: Oval, y: int, cy: float) -> float:
    """Columns from the middle to the line of `oval` in row `y`; far away where the row misses it."""
    high = (y - cy) / oval.ry
    return oval.rx * math.sqrt(1 - high * high) if abs(high) < 1 else 999.0
