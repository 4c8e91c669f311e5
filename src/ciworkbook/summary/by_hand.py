"""What blank paper says where it cannot be seen or drawn: the line of a `Rule` in words and in shapes."""

from __future__ import annotations

from ..drawings.picture import Shape, Sheet
from ..text import clean_line
from ..words import _, n_
from .document import Rule

FEWEST_MARKS = 2
"""A line has a mark at each end, whatever is asked for."""
MOST_MARKS = 60
"""With more, a line has only its two ends: nobody could tell the marks apart."""


def marks(rule: Rule) -> int:
    """Return how many marks are drawn, the ends among them."""
    return FEWEST_MARKS if rule.steps > MOST_MARKS else max(FEWEST_MARKS, rule.steps)


def ends(rule: Rule) -> list[str]:
    """Return what the ends say, each with where it stands; nothing for an end without words."""
    low, high = clean_line(rule.low), clean_line(rule.high)
    said = [_("First mark: {words}").format(words=low) if low else ""]
    said.append(_("Last mark: {words}").format(words=high) if high else "")
    return [one for one in said if one]


def in_words(rule: Rule) -> str:
    """Return in sentences what is drawn."""
    count = marks(rule)
    drawn = n_("A line with {n} mark to write on.", "A line with {n} marks to write on.", count)
    return " ".join([drawn, *(one.rstrip(".") + "." for one in ends(rule))])


def drawn(rule: Rule, width: float) -> Sheet:
    """Return the line with its marks, `width` mm wide; what its ends say stands below it, and is not drawn."""
    count, high = marks(rule), 6.0
    places = (at * width / (count - 1) for at in range(count))
    shapes = (Shape("line", 0, high / 2, width, high / 2), *(Shape("line", x, 0, x, high) for x in places))
    return Sheet(width, high, shapes, in_words(rule))
