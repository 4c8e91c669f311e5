"""What becomes of old answers in a new version of a sheet: the steps on the way, and new ids in a value.

- Standard library only, over plain data. `answers.migrating` carries the steps out on a visit.
- There is a way from one version to another only if every version between them says what it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..text import fold
from .model import Door

Step = Mapping[str, Any]
"""One step as the sheet writes it: `do`, `q`, and `to`, `field`, `map` or `why`; `why` is a text."""


def steps_between(data: Mapping[str, Any], since: int, door: Door) -> list[Step] | None:
    """Return the steps that lead from version `since` to the sheet with canonical `data`, in the words of `door`.

    An empty list where only words changed; None where there is no way, or nothing newer.
    """
    found = {one["to"]: one for one in data.get("migrations", ())}
    wanted = range(since + 1, data["version"] + 1)
    if not wanted or any(version not in found for version in wanted):
        return None
    return [_said(step, door) for version in wanted for step in found[version].get("steps", ())]


def notes_between(data: Mapping[str, Any], since: int, door: Door) -> list[str]:
    """Return what the sheet says to a person about each version after `since`."""
    return [_text(one["note"], door) for one in data.get("migrations", ()) if one["to"] > since]


def _said(step: Step, door: Door) -> Step:
    return {**step, "why": _text(step["why"], door)} if "why" in step else step


def _text(text: Any, door: Door) -> str:
    if isinstance(text, Mapping):
        text = text.get(door) or next(iter(text.values()))
    return fold(str(text))


def recoded(value: Any, names: Mapping[str, str], field: str = "") -> tuple[Any, bool]:
    """Return `value` with old ids turned into new ones, and whether all of it is still there.

    Without `field` these are the ids of what is chosen, ticked, placed or stood on; with it, those in one cell of each
    row, item or step. Where two ids become one, what was written at the second is left out and told so.
    """
    if field:
        return in_rows(value, lambda row: _in_cell(row, field, names)), True
    if isinstance(value, str):
        return names.get(value, value), True
    if isinstance(value, list):
        return _mapped(value, names), True
    if not isinstance(value, dict):
        return value, True
    if isinstance(value.get("place"), list):
        steps, whole = _keys(value.get("steps") or {}, names)
        return {**value, "place": _mapped(value["place"], names, twice=True), "steps": steps}, whole
    if all(isinstance(one, str) for one in value.values()):  # where each person stands
        return {key: names.get(one, one) for key, one in value.items()}, True
    return _keys(value, names)


def _mapped(chosen: list[Any], names: Mapping[str, str], *, twice: bool = False) -> list[Any]:
    made: list[Any] = []
    for one in chosen:
        new = names.get(one, one) if isinstance(one, str) else one
        if twice or new not in made:
            made.append(new)
    return made


def _keys(held: Mapping[str, Any], names: Mapping[str, str]) -> tuple[dict[str, Any], bool]:
    made: dict[str, Any] = {}
    whole = True
    for key, one in held.items():
        new = names.get(key, key)
        whole = whole and new not in made
        made.setdefault(new, one)
    return made, whole


def in_rows(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return `value` with `change` applied to each row, person, item or step of it."""
    if isinstance(value, list):
        return [change(row) if isinstance(row, dict) else row for row in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("steps"), dict):
        return {**value, "steps": in_rows(value["steps"], change)}
    return {key: change(row) if isinstance(row, dict) else row for key, row in value.items()}


def _in_cell(row: dict[str, Any], field: str, names: Mapping[str, str]) -> dict[str, Any]:
    cell = row.get(field)
    if isinstance(cell, str):
        return {**row, field: names.get(cell, cell)}
    if isinstance(cell, list):
        return {**row, field: _mapped(cell, names)}
    return row


def texts(value: Any) -> Iterator[str]:
    """Yield every text in `value` that is not a key; ids among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if key != "id":
                yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
