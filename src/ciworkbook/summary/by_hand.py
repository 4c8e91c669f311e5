"""What blank paper says where it cannot be seen: the line of a `Rule` in words and in shapes."""

from __future__ import annotations

from ..drawings.picture import Shape, Sheet
from ..text import clean_line
from ..words import _, n_
from .document import Rule

FEWEST_MARKS = 2
"""A line has a mark at each end, whatever is asked for."""
_NUMBER = 8.0  # mm: room for a number below its mark
MOST_MARKS = 60
"""With more, a line has only its two ends: nobody could tell the marks apart."""


def marks(rule: Rule) -> int:
    """Return how many marks are drawn, the ends among them."""
    return FEWEST_MARKS if rule.steps > MOST_MARKS else max(FEWEST_MARKS, rule.steps)


def numbers(rule: Rule) -> list[str]:
    """Return the number of each mark; none where they have none, or only the two ends are drawn."""
    if rule.first is None or marks(rule) != rule.steps:
        return []
    return [str(rule.first + at) for at in range(rule.steps)]


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
    if said := numbers(rule):
        drawn = _("A line with numbers from {first} to {last} to write on.").format(first=said[0], last=said[-1])
    return " ".join([drawn, *(one.rstrip(".") + "." for one in ends(rule))])


def drawn(rule: Rule, width: float) -> Sheet:
    """Return the line with its marks, `width` mm wide; what its ends say stands below it, and is not drawn."""
    count, high, said = marks(rule), 6.0, numbers(rule)
    edge = _NUMBER / 2 if said else 0.0
    places = [edge + at * (width - 2 * edge) / (count - 1) for at in range(count)]
    shapes = [Shape("line", edge, high / 2, width - edge, high / 2), *(Shape("line", x, 0, x, high) for x in places)]
    for x, number in zip(places, said, strict=False):
        shapes.append(Shape("text", x - edge, high + 0.5, _NUMBER, text=number, align="center"))
    return Sheet(width, high + (5.5 if said else 0.0), tuple(shapes), in_words(rule))
