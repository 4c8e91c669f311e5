"""What a question offers to choose, and what an answer becomes when something is chosen, written or taken back.

- An earlier choice that is not offered any more is offered as such, so that it can be taken back; it is never dropped
  unseen.
- Nothing here is a key or a cell: both faces ask by these rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..text import clean
from ..words import _, n_
from ..worksheet.conditions import holds
from ..worksheet.model import Checklist, Choice, Choices, Column, Option, Scale
from .around import Around, as_names

OTHER = "other"
LONGEST_OTHER = 200
"""Characters of the person's own words beside an option."""
LONGEST_NOTE = 300
"""Characters of a note beside an item of a checklist."""
LONGEST_CELL = 500
"""Characters of a short cell."""
LONGEST_NAME = 60
"""Characters of an alias."""
LONGEST_DATE = 80
"""Characters of a date as it is typed."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to choose."""

    id: str
    label: str = field(repr=False)
    hint: str = field(default="", repr=False)
    exclusive: bool = False
    aside: str = field(default="", repr=False)
    """A muted word after the label, such as "last time"."""


def one_line(pasted: str) -> str:
    """Return `pasted` cleaned, with its lines joined by single spaces; spaces within a line stay."""
    lines = clean(pasted).replace("\t", " ").split("\n")
    if len(lines) == 1:
        return lines[0]
    return " ".join(line.strip() for line in lines if line.strip())


def left_out(count: int, longest: int) -> str:
    """Say that a line was full; empty if nothing was left out."""
    if not count:
        return ""
    said = n_(
        "This line is full: {n} character did not fit and was not written.",
        "This line is full: {n} characters did not fit and were not written.",
        count,
    )
    return said + " " + _("It holds {longest}.").format(longest=longest)


def offered(options: tuple[Option, ...], around: Around) -> tuple[Option, ...]:
    """Return the options whose condition holds."""
    return tuple(one for one in options if holds(one.relevant, around.values, around.order))


def people_in(value: Any) -> list[str]:
    """Return the ids of the people in the value of a people question."""
    rows = value if isinstance(value, list) else []
    return as_names([row.get("person") for row in rows if isinstance(row, dict)])


def picks_of(question: Choice | Choices, given: Sequence[str], before: Any, around: Around) -> list[Pick]:
    """Return what can be chosen: options, people, other words, then what of `given` is not offered any more.

    `before` is the value of the visit before, or None.
    """
    then = as_names(before)
    shown = {one.id for one in offered(question.options, around)}
    kept = _("kept, not offered any more")
    picks: list[Pick] = []
    for one in question.options:
        aside = "" if one.id in shown else kept
        if one.id in shown or one.id in given:
            aside = aside or (_("last time") if one.id in then else "")
            picks.append(Pick(one.id, one.label, one.hint, one.exclusive, aside))
    if question.options_from:
        for id in people_in(around.values(question.options_from)):
            if name := around.name(id):
                picks.append(Pick(id, name, aside=_("last time") if id in then else ""))
    if question.other:
        picks.append(Pick(OTHER, _("Something else"), aside=_("last time") if OTHER in then else ""))
    known = {pick.id for pick in picks}
    for id in given:
        if id not in known:
            picks.append(Pick(id, around.name(id) or _("An earlier choice"), aside=kept))
    return picks


def cell_picks(column: Column, chosen: Sequence[str], around: Around) -> list[Pick]:
    """Return what can be chosen in a cell: its options, or the people, then what was `chosen` and is not offered."""
    if column.type == "people":
        found = [Pick(one.id, around.name(one.id)) for one in around.people]
    else:
        found = [Pick(one.id, one.label, exclusive=one.exclusive) for one in offered(column.options, around)]
    labels = {one.id: one.label for one in column.options}
    known = {pick.id for pick in found}
    kept = [Pick(id, labels.get(id) or _("an earlier choice")) for id in chosen if id not in known]
    return found + kept


def ordered(picks: Iterable[Pick], chosen: Iterable[str], *, several: bool) -> list[str]:
    """Return `chosen` in the order of `picks`, one at most unless `several`."""
    wanted = set(chosen)
    found = [pick.id for pick in picks if pick.id in wanted]
    return found if several else found[:1]


def chosen_with(picks: Sequence[Pick], chosen: Sequence[str], id: str, *, several: bool) -> list[str]:
    """Return `chosen` once `id` is chosen, or taken back if it was; what excludes others stands alone."""
    if id in chosen:
        return [one for one in chosen if one != id]
    exclusive = {one.id for one in picks if one.exclusive}
    if not several or id in exclusive:
        return [id]
    return ordered(picks, [*(one for one in chosen if one not in exclusive), id], several=True)


def states_of(question: Checklist) -> tuple[Option, ...]:
    """Return the states an item can have; ticked alone is "done"."""
    return question.states or (Option("done", _("done")),)


def items_of(question: Checklist, held: Iterable[str], around: Around) -> list[Option]:
    """Return the items offered, and those among `held` that are not offered any more."""
    shown, kept = {one.id for one in offered(question.items, around)}, set(held)
    return [one for one in question.items if one.id in shown or one.id in kept]


def step_on(value: Any, scale: Scale) -> int | None:
    """Return `value` if it is a step of `scale`, else None."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and scale.min <= value <= scale.max else None


def stand(place: Sequence[str], step: str, order: Sequence[str], *, range_: bool) -> list[str]:
    """Return the place on stairs after a press on `step`; `order` is bottom to top, a range is [lowest, highest].

    A press on where one stands steps off. With a range: a step outside widens it, one of its ends leaves it, one
    between them becomes the only one.
    """
    if step in place:
        return [one for one in place if one != step]
    if not range_ or not place:
        return [step]
    heights = sorted({order.index(one) for one in place})
    height = order.index(step)
    if len(heights) > 1 and heights[0] < height < heights[-1]:
        return [step]
    ends = sorted({*heights, height})
    return [order[ends[0]], order[ends[-1]]]


def stands_on(place: Sequence[str], step: str, order: Sequence[str]) -> bool:
    """Tell whether `step` is one of `place`, or between its two ends."""
    heights = [order.index(one) for one in place if one in order]
    return bool(heights) and min(heights) <= order.index(step) <= max(heights)
