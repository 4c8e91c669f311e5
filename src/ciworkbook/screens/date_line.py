"""Visits on a line of dates: where each lies in time, and which two are looked at.

- ● is now, ○ is then, · is any other; the words stand beside the dates below, so the line reads without color.
- Distances follow the days between visits, but two marks never touch. What does not fit is left out at the ends.
- Pure: marks and words for a width, no keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..answers.dates import in_words, months
from ..drawings.along import Places, place
from ..drawings.picture import Role
from ..text import cells
from ..widgets.drawn import Line, Marks, Piece, marks
from ..words import _


def date_marks(ascii_only: bool) -> Marks:
    """Return the marks; "@" is now where only ASCII can be drawn, as on the staircase."""
    return replace(marks(True), now="@") if ascii_only else marks(False)


def short_day(day: date) -> str:
    """Return "14 June"."""
    return _("{day} {month}").format(day=day.day, month=months()[day.month - 1])


def line(days: Sequence[date], then: int | None, now: int, width: int, signs: Marks) -> list[Line]:
    """Draw the line and the dates below it; each mark carries the number of its visit as its key."""
    keep = sorted({now} if then is None else {then, now})
    ends = 2  # cells for "…" at each side
    places = place(days, keep, width - 2 * ends)
    cut = Piece(f"{signs.cut[:1]} ", "muted")
    pieces = [cut if places.more_before else Piece("  ")]
    for number, at in enumerate(places.at):
        if number:
            pieces.append(Piece(signs.rule * (at - places.at[number - 1] - 1), "muted"))
        visit = places.first + number
        chosen = visit in (then, now)
        mark = signs.now if visit == now else signs.then if chosen else _other(signs)
        pieces.append(Piece(mark, "accent" if chosen else "text", bold=chosen, key=str(visit)))
    if places.more_after:
        pieces.append(Piece(f" {signs.cut[:1]}", "muted"))
    return [Line(tuple(pieces)), _labels(days, places, then, now, width, ends)]


def _other(signs: Marks) -> str:
    """A mark that is not the line itself, where only ASCII can be drawn."""
    return "+" if signs.dot == signs.rule else signs.dot


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    text: str = field(repr=False)
    visit: int

    @property
    def end(self) -> int:
        return self.start + cells(self.text)


def _labels(days: Sequence[date], places: Places, then: int | None, now: int, width: int, lead: int) -> Line:
    """Dates under the marks: those looked at first, then the ends, then others where there is room."""
    drawn = range(places.first, places.first + len(places.at))
    looked_at = [one for one in (now, then) if one is not None and one in drawn]
    one_year = days[drawn[0]].year == days[drawn[-1]].year
    put: list[_Label] = []
    for visit in dict.fromkeys((*looked_at, drawn[0], drawn[-1], *drawn)):
        text = short_day(days[visit]) if one_year or visit in looked_at else in_words(days[visit].isoformat()[:7])
        mark = lead + places.at[visit - places.first]
        starts = (mark, mark - cells(text) + 1) if visit in (*looked_at, drawn[0], drawn[-1]) else (mark,)
        for start in starts:
            label = _Label(start, text, visit)
            if start < 0 or label.end > width:
                continue
            if all(label.end + 2 <= one.start or one.end + 2 <= label.start for one in put):
                put.append(label)
                break
    pieces: list[Piece] = []
    used = 0
    for label in sorted(put, key=lambda one: one.start):
        role: Role = "accent" if label.visit in looked_at else "muted"
        pieces += [Piece(" " * (label.start - used)), Piece(label.text, role, key=str(label.visit))]
        used = label.end
    return Line(tuple(pieces))
