"""When a question is asked: conditions that are data, look back only, and cannot loop.

- One test is one question and exactly one operator; tests are joined by `all`, `any` and `not`, nested as needed.
- A question without an answer (empty, skipped, or resting) fails every test except `answered: false`.
  So `is_not` on an empty answer is false.
- With `field`, a test holds if at least one row or person matches; with `row` too, only that row of a fixed table.
- Nothing here raises on an answer of an unexpected shape: the test is then false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OPERATORS = (
    "answered",
    "is",
    "is_not",
    "is_one_of",
    "includes",
    "includes_any",
    "includes_all",
    "at_least",
    "at_most",
    "before",
    "after",
    "count_at_least",
    "count_at_most",
)


@dataclass(frozen=True, slots=True)
class Test:
    """One question, one operator, and what to compare with."""

    q: str
    operator: str
    operand: Any
    row: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Holds if every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds if at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds if the part does not."""

    part: Condition


Condition = Test | All | AnyOf | Not

Look = Callable[[str], Any]
"""Gives the value of an earlier question by its id, or None where there is no answer."""

Order = Callable[[str], Sequence[str]]
"""Gives the step ids of a staircase question, bottom to top; empty for every other question."""


def parse(data: Mapping[str, Any]) -> Condition:
    """Build a condition from checked plain data (`{q: …, is: …}`, `{all: […]}`, `{any: […]}`, `{not: …}`)."""
    if "all" in data:
        return All(tuple(parse(part) for part in data["all"]))
    if "any" in data:
        return AnyOf(tuple(parse(part) for part in data["any"]))
    if "not" in data:
        return Not(parse(data["not"]))
    operator = next(name for name in OPERATORS if name in data)
    return Test(data["q"], operator, data[operator], data.get("row", ""), data.get("field", ""))


def tests_in(condition: Condition) -> Iterator[Test]:
    """Yield every test in `condition`, left to right."""
    match condition:
        case Test():
            yield condition
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from tests_in(part)
        case Not(part):
            yield from tests_in(part)


def holds(condition: Condition | None, look: Look, order: Order = lambda _: ()) -> bool:
    """Tell whether `condition` holds for the answers that `look` gives; no condition always holds."""
    match condition:
        case None:
            return True
        case All(parts):
            return all(holds(part, look, order) for part in parts)
        case AnyOf(parts):
            return any(holds(part, look, order) for part in parts)
        case Not(part):
            return not holds(part, look, order)
        case Test():
            return _test(condition, look(condition.q), order(condition.q))


def _test(test: Test, value: Any, steps: Sequence[str]) -> bool:
    if test.field or test.row:
        found = [one for one in _picked(test, value) if not _blank(one)]
        if test.operator == "answered":
            return bool(found) is test.operand
        return any(_compare(test.operator, test.operand, one, ()) for one in found)
    if test.operator == "answered":
        return (not _blank(value)) is test.operand
    return not _blank(value) and _compare(test.operator, test.operand, value, steps)


def _picked(test: Test, value: Any) -> list[Any]:
    """The cells a test with `row` or `field` looks at."""
    if isinstance(value, dict) and isinstance(value.get("steps"), dict):
        value = value["steps"]
    if test.row:
        rows = [value.get(test.row)] if isinstance(value, dict) else []
    elif isinstance(value, dict):
        rows = list(value.values())
    else:
        rows = list(value) if isinstance(value, list) else []
    if not test.field:
        return [row.get("state") if isinstance(row, dict) else row for row in rows]
    return [row.get(test.field) for row in rows if isinstance(row, dict)]


def _blank(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_blank(part) for part in value.values())
    return value is None or value == "" or value == []


def _ids(value: Any) -> list[Any]:
    if isinstance(value, dict) and isinstance(value.get("place"), list):
        return list(value["place"])
    return list(value) if isinstance(value, list | dict) else [value]


def _count(value: Any) -> int:
    if isinstance(value, dict):
        return sum(not _blank(part) for part in value.values())
    return len(value) if isinstance(value, list) else 0


def _height(value: Any, steps: Sequence[str]) -> int | None:
    """A number to compare: a scale as it is, a staircase by the highest step stood on, counted from 1."""
    if steps:
        stood = [steps.index(step) + 1 for step in _ids(value) if step in steps]
        return max(stood, default=None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _compare(operator: str, operand: Any, value: Any, steps: Sequence[str]) -> bool:
    match operator:
        case "is":
            return bool(value == operand or (_ids(value) == [operand]))
        case "is_not":
            return bool(value != operand and _ids(value) != [operand])
        case "is_one_of":
            return any(one in operand for one in _ids(value)) if not isinstance(value, list) else False
        case "includes":
            return operand in _ids(value)
        case "includes_any":
            return any(one in _ids(value) for one in operand)
        case "includes_all":
            return all(one in _ids(value) for one in operand)
        case "at_least" | "at_most":
            height = _height(value, steps)
            bound = _height(operand, steps) if isinstance(operand, str) else operand
            if height is None or bound is None:
                return False
            return bool(height >= bound if operator == "at_least" else height <= bound)
        case "before" | "after":
            return _dated(operator, value, operand)
        case "count_at_least":
            return _count(value) >= int(operand)
        case "count_at_most":
            return _count(value) <= int(operand)
    return False


_SEASONS = {"spring": "03", "summer": "06", "autumn": "09", "winter": "12"}


def _dated(operator: str, value: Any, operand: Any) -> bool:
    if not isinstance(value, str) or not isinstance(operand, str):
        return False
    left, right = ("-".join(_SEASONS.get(part, part) for part in date.split("-")) for date in (value, operand))
    size = min(len(left), len(right))
    return left[:size] < right[:size] if operator == "before" else left[:size] > right[:size]
