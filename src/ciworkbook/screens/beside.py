"""Two visits of a sheet side by side: each question with then, now, what changed in words, and its drawing.

- ○ is then, ● is now: the marks of the line of dates above. Two columns where there is room, else one below the other.
- Of an answer with rows only those that differ stand there; the others are counted.
- Words say what moved, never whether that is good.
"""

from __future__ import annotations

from collections.abc import Callable

from ..drawings.picture import Role
from ..looking_back import Beside
from ..widgets.drawn import Line, Marks, Piece, measure
from ..words import _, n_
from .passages import drawn, said

COLUMNS_FROM = 70
"""Width from which then and now stand in two columns."""
BETWEEN = 3


def lines_of(one: Beside, marks: Marks, *, ascii_only: bool) -> Callable[[int], list[Line]]:
    """Return what draws one question, then beside now."""

    def make(width: int) -> list[Line]:
        lines = said(one.label, width, bold=True)
        if one.asked_then:
            lines += said(_("Then it was asked: “{question}”").format(question=one.asked_then), width, "muted")
        picture = one.drawn(width, ascii_only=ascii_only)
        if picture is not None:
            lines += [Line(), *drawn(picture), Line()]
        change = one.change
        if change.same:
            return lines + _column(_("then and now"), change.now, marks.now, width)
        for phrase in change.changed:
            lines += said(phrase, width, "accent")
        before, after, kept = one.then_and_now()
        below = said(n_("{n} more, as before", "{n} more, as before", kept), width, "muted") if kept else []
        if width < COLUMNS_FROM:
            then = _column(_("then"), before, marks.then, width, "muted")
            return [*lines, *then, *_column(_("now"), after, marks.now, width), *below]
        half = (width - BETWEEN) // 2
        left = _column(_("then"), before, marks.then, half, "muted")
        right = _column(_("now"), after, marks.now, half)
        return [*lines, *_abreast(left, right, half), *below]

    return make


def _column(head: str, told: tuple[str, ...], mark: str, width: int, role: Role = "text") -> list[Line]:
    """One visit: its mark and word, then what was left there, below."""
    lines = [Line((Piece(f"{mark} ", "accent"), Piece(head, "muted")))]
    for one in told or (_("nothing"),):
        lines += said(one, width, role if told else "muted", lead="  ")
    return lines


def _abreast(left: list[Line], right: list[Line], half: int) -> list[Line]:
    lines = []
    for number in range(max(len(left), len(right))):
        first = left[number].pieces if number < len(left) else ()
        second = right[number].pieces if number < len(right) else ()
        gap = " " * (half + BETWEEN - sum(measure(piece.text) for piece in first))
        lines.append(Line((*first, Piece(gap), *second) if second else first))
    return lines
