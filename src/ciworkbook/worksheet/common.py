"""What all worksheets share, written once in `worksheets/common/`: info cards, public numbers, their order.

- The same strict reading as for a worksheet. A folder without these files has no cards and no numbers.
- A number is told with the day it was checked, never as current.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from . import loading
from .checking import validated
from .finding import Finding, quoted
from .form_parts import Audience, Id, Language, SheetId, Strict, Text, Words
from .model import DOORS

CARDS, NUMBERS, ORDER = "cards.yaml", "numbers.yaml", "order.yaml"
First = Annotated[list[SheetId], Field(max_length=4)]


class Card(Strict):
    """A short text that several sheets need."""

    id: Id
    title: Text
    text: Text
    audience: Audience | None = None


class CardsFile(Strict):
    """All cards."""

    format: Literal[1]
    language: Language
    cards: Annotated[list[Card], Field(min_length=1)]


class Number(Strict):
    """A line that anyone can call."""

    id: Id
    place: Words
    name: Words
    number: Words
    note: Words = ""
    audience: Audience | None = None


class NumbersFile(Strict):
    """Public numbers, and the day on which someone looked them up."""

    format: Literal[1]
    language: Language
    checked: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    numbers: Annotated[list[Number], Field(min_length=1)]


class FirstSheets(Strict):
    """The sheets named first at each door, four at most."""

    harmed: First = Field(default_factory=list)
    caused_harm: First = Field(default_factory=list)
    helping: First = Field(default_factory=list)
    facilitating: First = Field(default_factory=list)


class OrderFile(Strict):
    """The order of the sheets within their topic; a sheet that is not named comes after those that are."""

    format: Literal[1]
    order: list[SheetId] = Field(default_factory=list)
    first: FirstSheets = Field(default_factory=FirstSheets)


def read_common(folder: Path) -> tuple[dict[str, Any], list[Finding]]:
    """Return what the sheets of `folder` share, and what was found.

    {"cards": [...], "numbers": [...], "checked": "2026-11-26", "order": [ids], "first": {door: [ids]}}; each is left
    out where its file is missing or has an error.
    """
    common: dict[str, Any] = {}
    cards, findings = _read(folder / "common" / CARDS, CardsFile, "cards")
    numbers, more = _read(folder / "common" / NUMBERS, NumbersFile, "numbers")
    if cards is not None:
        common["cards"] = cards["cards"]
    if numbers is not None:
        common.update(numbers=numbers["numbers"], checked=numbers["checked"])
    order, still_more = _read(folder / "common" / ORDER, OrderFile, "")
    if order is not None:
        common.update({key: order[key] for key in ("order", "first") if key in order})
    return common, findings + more + still_more


def read_common_file(path: Path) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Return what the file of cards or of numbers at `path` says, None if it has an error, and what was found."""
    return _read(path, CardsFile, "cards") if path.name == CARDS else _read(path, NumbersFile, "numbers")


def doors_of(common: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return the doors at which each card can be read, by its id."""
    return {one["id"]: frozenset(one.get("audience", DOORS)) for one in common.get("cards", ())}


def _read(path: Path, model: type[Strict], key: str) -> tuple[dict[str, Any] | None, list[Finding]]:
    if not path.exists():
        return None, []
    loaded, findings = loading.load_file(path)
    if loaded is None:
        return None, findings
    data, findings = validated(loaded, model)
    if data is None:
        return None, findings
    taken: set[str] = set()
    for index, one in enumerate(data[key] if key else ()):
        if one["id"] in taken:
            said = f"the id {quoted(one['id'])} is already taken"
            findings.append(loaded.finding("E203", said, (key, index, "id")))
        taken.add(one["id"])
        for name in ("title", "text"):
            if isinstance(one.get(name), dict):
                for door in one.get("audience", DOORS):
                    if door not in one[name]:
                        said = f"words for the door {door} are missing"
                        findings.append(loaded.finding("E209", said, (key, index, name)))
    return (None if findings else data), findings
