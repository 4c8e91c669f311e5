"""A ready-made summary as the program uses it: which sheets it tells of, what of them, for whom; in one door's words.

- Standard library only. `build` takes checked, canonical data (what `layout_checking` gives) and trusts its shape.
- A layout asks nothing and holds no answer: what may go out is up to the sheets (`share`) and to the person.
- Ids of items are unique in a layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..text import fold
from .model import DOORS, Door, SummaryItem, summary_item

Form = Literal["page", "card"]
Which = Literal["last", "all"]


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page is, what for, what is asked of them, and how they treat the page. Each may be empty."""

    who: str = field(default="", repr=False)
    purpose: str = field(default="", repr=False)
    asks: tuple[str, ...] = field(default=(), repr=False)
    treat: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class LayoutPart:
    """What one sheet gives: some items, of its last visit or of all; a path is always over all.

    With `since`, visits before that are left out.
    """

    sheet: str
    items: tuple[SummaryItem, ...]
    title: str = ""
    """The heading; empty for the title of the sheet."""
    visits: Which = "last"
    since: str = ""
    """A number and a unit: "2 weeks", "3 months"; empty for no limit."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A ready-made summary at one door."""

    id: str
    language: str
    door: Door
    title: str
    about: str
    parts: tuple[LayoutPart, ...]
    form: Form = "page"
    reader: Reader = Reader()


def is_for(data: Mapping[str, Any], door: Door) -> bool:
    """Tell whether canonical `data` of a layout, a part or an item is for `door`."""
    return door in data.get("audience", DOORS)


def build(data: Mapping[str, Any], door: Door) -> Layout:
    """Build the layout for `door` from canonical data (see `docs/worksheets.md` for the keys)."""

    def say(text: Any) -> str:
        if isinstance(text, Mapping):
            text = text.get(door) or next(iter(text.values()))
        return fold(str(text or ""))

    def part(one: Mapping[str, Any]) -> LayoutPart:
        items = tuple(summary_item(item, say) for item in one["items"] if is_for(item, door))
        return LayoutPart(one["sheet"], items, say(one.get("title")), one.get("visits", "last"), one.get("since", ""))

    said = data.get("reader", {})
    return Layout(
        id=data["id"],
        language=data["language"],
        door=door,
        title=say(data["title"]),
        about=say(data["about"]),
        parts=tuple(part(one) for one in data["parts"] if is_for(one, door)),
        form=data.get("form", "page"),
        reader=Reader(
            say(said.get("who")),
            say(said.get("purpose")),
            tuple(say(one) for one in said.get("asks", ())),
            tuple(say(one) for one in said.get("treat", ())),
        ),
    )
