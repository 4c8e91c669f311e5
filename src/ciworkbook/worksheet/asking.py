"""Checks on conditions: what they name is there, the operator fits the type, and the condition can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from . import conditions
from .conditions import OPERATORS, Condition, Test
from .finding import listed, nearest, quoted
from .loading import Path_
from .model import DOORS
from .wording import Known, Notebook

_SINGLE = ("is", "is_not", "includes")
_SEVERAL = ("is_one_of", "includes_any", "includes_all")
_COUNT = ("count_at_least", "count_at_most")
_ONE_OF = ("answered", "is", "is_not", "is_one_of")
_ANY_OF = ("answered", "includes", "includes_any", "includes_all", *_COUNT)
_BOUNDS = ("at_least", "at_most")

FITTING: dict[str, tuple[str, ...]] = {
    "short_text": ("answered",),
    "long_text": ("answered",),
    "choice": _ONE_OF,
    "choices": _ANY_OF,
    "scale": (*_ONE_OF, *_BOUNDS),
    "checklist": _ANY_OF,
    "date": ("answered", "before", "after"),
    "table": ("answered", *_COUNT),
    "people": ("answered", *_COUNT),
    "ring_map": ("answered", *_COUNT),
    "staircase": (*_ONE_OF, *_BOUNDS),
}
"""The operators that fit a whole answer, or a cell of the same type."""

_DATE = re.compile(r"\d{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|spring|summer|autumn|winter))?\Z")


@dataclass(slots=True)
class _Cell:
    """What a test looks at: a whole answer or a part of it."""

    type: str
    ids: tuple[str, ...] | None = None
    """Ids it may hold; None where they are people or there are none."""
    low: int = 0
    high: int = 0


def ids(options: Any) -> tuple[str, ...]:
    """Return the ids of `options`."""
    return tuple(one["id"] for one in options or ())


@dataclass(slots=True)
class Conditions:
    """Checks the conditions of one sheet."""

    book: Notebook
    left: int = 20_000
    """Combinations of answers that may still be tried in this sheet."""
    lists: Mapping[str, Any] = field(default_factory=dict)

    def check(
        self,
        data: Any,
        path: Path_,
        known: Mapping[str, Known],
        doors: frozenset[str],
        around: Any = None,
    ) -> None:
        """Check the condition `data`; `around` is the one of the section, which holds as well."""
        if not data:
            return
        before = len(self.book.findings)
        self._part(data, path, known, doors)
        if len(self.book.findings) > before and any(one.level == "error" for one in self.book.findings[before:]):
            return
        parsed = conditions.parse(data)
        self._is_not(parsed, path)
        if around and any(test.q not in known for test in conditions.tests_in(conditions.parse(around))):
            around = None
        whole = conditions.All((conditions.parse(around), parsed)) if around else parsed
        if self._never(whole, known):
            self.book.note("W304", "this can never hold", path)

    def _part(self, data: Mapping[str, Any], path: Path_, known: Mapping[str, Known], doors: frozenset[str]) -> None:
        for joint in ("all", "any"):
            if joint in data:
                for index, part in enumerate(data[joint]):
                    self._part(part, (*path, joint, index), known, doors)
                return
        if "not" in data:
            self._part(data["not"], (*path, "not"), known, doors)
            return
        used = [name for name in OPERATORS if name in data]
        if len(used) != 1:
            said = "no operator" if not used else f"{len(used)} operators ({listed(used)})"
            self.book.note("E110", f"a test has exactly one operator, this one has {said}", path)
            return
        asked = self.book.earlier(data["q"], (*path, "q"), known)
        if asked is None:
            return
        if away := [door for door in DOORS if door in doors - asked.doors]:
            message = f"{quoted(data['q'])} is not asked at the door {listed(away)}: there it has no answer"
            self.book.note("W308", message, (*path, "q"))
        cell = self._cell(data, path, asked)
        if cell is not None:
            self._operand(data, used[0], path, cell)

    def _cell(self, data: Mapping[str, Any], path: Path_, asked: Known) -> _Cell | None:
        """What the test looks at, or None after a finding."""
        question, kind, name = asked.data, asked.data["type"], quoted(data["q"])
        row, part = data.get("row"), data.get("field")
        if kind == "note":
            self.book.note("E208", f"{name} is a note and takes no answer", (*path, "q"))
            return None
        if row is None and part is None:
            steps = ids(question.get("steps"))
            return _Cell(
                kind,
                asked.options if kind in ("choice", "choices") else steps or ids(question.get("items")) or None,
                question.get("min", 0) if kind == "scale" else 1,
                question.get("max", 10) if kind == "scale" else len(steps),
            )
        rows = ids(question.get({"table": "rows", "checklist": "items", "staircase": "steps"}.get(kind, "")))
        if row is not None and row not in rows:
            said = f"{quoted(row)} is not a row of {name}{nearest(row, rows)}" if rows else f"{name} has no fixed rows"
            self.book.note("E206", said, (*path, "row"))
            return None
        cells = self._cells(question)
        if part is None:
            if kind == "table":
                self.book.note("E206", "'row' needs a 'field' beside it", (*path, "row"))
                return None
            part = "state"
        if part not in cells:
            said = (
                f"{quoted(part)} is not a field of {name}{nearest(part, cells)}" if cells else f"{name} has no fields"
            )
            self.book.note("E206", said, (*path, "field"))
            return None
        return cells[part]

    def _cells(self, question: Mapping[str, Any]) -> dict[str, _Cell]:
        kind = question["type"]
        cells: dict[str, _Cell] = {}
        for column in (*question.get("columns", ()), *question.get("fields", ())):
            options = column.get("options") or self.lists.get(column.get("options_from", ""))
            cells[column["id"]] = _Cell(column["type"], ids(options) if options else None)
        if kind == "checklist" or (kind == "staircase" and question.get("states")):
            cells["state"] = _Cell("choice", ids(question.get("states")) or ("done",))
        if question.get("note_each"):
            cells["note"] = _Cell("long_text")
        return cells

    def _operand(self, data: Mapping[str, Any], operator: str, path: Path_, cell: _Cell) -> None:
        here, operand = (*path, operator), data[operator]
        fitting = FITTING[cell.type]
        if operator in (*_SINGLE, *_SEVERAL) and cell.type in ("choice", "choices") and cell.ids is None:
            fitting = tuple(name for name in fitting if name not in (*_SINGLE, *_SEVERAL))
            self.book.note(
                "E204",
                f"the options are people, so {quoted(operator)} has nothing to name; use {listed(fitting)}",
                here,
            )
        elif operator not in fitting:
            message = f"{quoted(operator)} does not fit {cell.type}; it takes {listed(fitting)}"
            self.book.note("E204", message, here, key=True)
        elif operator in _SEVERAL:
            for index, one in enumerate(operand):
                self._one(one, (*here, index), cell, data)
        elif operator in _SINGLE:
            self._one(operand, here, cell, data)
        elif operator in _BOUNDS:
            if cell.type == "staircase" and isinstance(operand, str):
                self._one(operand, here, cell, data)
            elif isinstance(operand, str) or not cell.low <= operand <= cell.high:
                self.book.note("E205", f"has to be a whole number from {cell.low} to {cell.high}", here)
        elif operator in ("before", "after") and not _DATE.match(operand):
            self.book.note("E205", "has to be a date such as 2026, 2026-11, 2026-autumn or 2026-11-24", here)

    def _one(self, operand: Any, path: Path_, cell: _Cell, data: Mapping[str, Any]) -> None:
        if cell.type == "scale":
            if isinstance(operand, str) or not cell.low <= operand <= cell.high:
                self.book.note("E205", f"has to be a whole number from {cell.low} to {cell.high}", path)
        elif operand not in (cell.ids or ()):
            near = nearest(str(operand), cell.ids or ())
            what = {"staircase": "a step", "checklist": "an item"}.get(cell.type, "an option")
            self.book.note("E205", f"{quoted(operand)} is not {what} of {quoted(data['q'])}{near}", path)

    def _is_not(self, condition: Condition, path: Path_) -> None:
        tests = list(conditions.tests_in(condition))
        settled = {test.q for test in tests if test.operator == "answered"}
        for test in tests:
            if test.operator == "is_not" and test.q not in settled:
                said = f"'is_not' is false while {quoted(test.q)} has no answer; if that matters, test 'answered' too"
                self.book.note("W303", said, path)

    def _never(self, condition: Condition, known: Mapping[str, Known]) -> bool:
        """Tell whether no combination of answers makes `condition` hold; False where that would take too long."""
        tests = list(conditions.tests_in(condition))
        choices: list[tuple[Any, list[Any]]] = []
        for name in dict.fromkeys(test.q for test in tests):
            mine = [test for test in tests if test.q == name]
            values = _values(known[name].data, known[name].options, mine)
            if values is not None:
                choices.append((name, values))
            else:
                choices += [(test, [False, True]) for test in dict.fromkeys(_key(one) for one in mine)]
        size = 1
        for _, values in choices:
            size *= len(values)
            if size * len(tests) > min(self.left, 5_000):
                return False
        self.left -= size * len(tests)
        order = {name: ids(one.data.get("steps")) for name, one in known.items() if one.data["type"] == "staircase"}
        names = [name for name, _ in choices]
        return not any(
            _holds(condition, dict(zip(names, combination, strict=True)), order)
            for combination in product(*(values for _, values in choices))
        )


def _key(test: Test) -> tuple[Any, ...]:
    return test.q, test.row, test.field, test.operator, repr(test.operand)


def _holds(condition: Condition, world: Mapping[Any, Any], order: Mapping[str, tuple[str, ...]]) -> bool:
    match condition:
        case conditions.All(parts):
            return all(_holds(part, world, order) for part in parts)
        case conditions.AnyOf(parts):
            return any(_holds(part, world, order) for part in parts)
        case conditions.Not(part):
            return not _holds(part, world, order)
    if condition.q in world:
        return conditions.holds(condition, world.get, lambda name: order.get(name, ()))
    return bool(world[_key(condition)])


def _values(question: Mapping[str, Any], options: tuple[str, ...] | None, tests: list[Test]) -> list[Any] | None:
    """Every value worth trying for `question`, None among them; None where there are too many to tell."""
    if any(test.row or test.field for test in tests):
        return None
    match question["type"]:
        case "choice" if options is not None:
            return [None, *options]
        case "scale":
            return [None, *range(question.get("min", 0), question.get("max", 10) + 1)]
        case "short_text" | "long_text":
            return [None, "x"]
        case "people" | "ring_map":
            counts = [test.operand for test in tests if test.operator in _COUNT]
            most = max((int(one) for one in counts), default=0) + 1
            return [None, *(["x"] * size for size in range(1, most + 1))] if most <= 200 else None
        case "staircase":
            steps = ids(question["steps"])
            places = [[step] for step in steps]
            if question.get("place") == "range":
                places += [[low, high] for at, low in enumerate(steps) for high in steps[at + 1 :]]
            return [None, *({"place": place} for place in places)]
    return None


def named(data: Any) -> Iterator[str]:
    """Yield the question ids that the condition `data` names."""
    if data:
        yield from (test.q for test in conditions.tests_in(conditions.parse(data)))
