"""Says in plain words, and at the right place, what a strict model found wrong with the shape of a file.

- `empty_values` goes first: no key takes null, and a null inside { } is nearly always a text cut off by a comma.
- A path from pydantic holds the names of union branches in < >; taken out, it leads to a line and a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from .finding import Finding, listed, nearest, quoted
from .form import CHOSEN_BY
from .form_parts import Strict
from .loading import Loaded, Path_

_BRANCH = re.compile(r"<[a-z_ ]+>\Z")


def empty_values(loaded: Loaded) -> tuple[Any, list[Finding], set[Path_]]:
    """Return the data without nulls, a finding for each of them, and their paths."""
    findings: list[Finding] = []
    empty: set[Path_] = set()
    names = {key for one in _models() for key in _keys(one)}

    def without(value: Any, path: Path_) -> Any:
        if isinstance(value, list):
            return [without(one, (*path, index)) for index, one in enumerate(value)]
        if not isinstance(value, dict):
            if value is None:
                empty.add(path)
                findings.append(loaded.finding("E104", "an empty value stands here", path))
            return value
        kept = {}
        for key, one in value.items():
            here = (*path, key)
            if one is not None:
                kept[key] = without(one, here)
                continue
            empty.add(here)
            if path in loaded.flow and (key not in names or " " in key):
                said = f"{quoted(key)} looks like text cut off by a comma inside {{ }}: put the whole text in quotes"
                findings.append(loaded.finding("E105", said, here, key=True))
            else:
                said = f"{quoted(key)} is empty: write something or leave the key out"
                findings.append(loaded.finding("E104", said, here, key=True))
        return kept

    return without(loaded.data, ()), findings, empty


def shape_findings(
    loaded: Loaded, model: type[BaseModel], error: ValidationError, empty: set[Path_]
) -> Iterator[Finding]:
    """Yield a finding for each error of pydantic; nothing for a value that was already told to be empty."""
    for one in error.errors(include_url=False):
        path = tuple(part for part in one["loc"] if not (isinstance(part, str) and _BRANCH.match(part)))
        if path in empty:
            continue
        code, message, key = _say(one["type"], path, one, model)
        chooser = one["type"].removeprefix("unknown_")
        if chooser in CHOSEN_BY and isinstance(one["input"], dict) and chooser in one["input"]:
            path = (*path, chooser)
        if path and path[-1] == "[key]":
            path, key = path[:-1], True
        yield loaded.finding(code, message, path, key=key)


def _say(kind: str, path: Path_, error: Any, model: type[BaseModel]) -> tuple[str, str, bool]:
    """Code, sentence, and whether it is about the key itself."""
    last = path[-1] if path else ""
    around = next((part for part in reversed(path) if isinstance(part, str)), "")
    name = quoted(last) if isinstance(last, str) and last else f"each of {quoted(around)}" if around else "the file"
    value, context = error["input"], error.get("ctx", {})
    if kind == "missing":
        return "E103", f"the key {name} is missing", False
    if kind == "extra_forbidden":
        known = _keys(_model_at(error["loc"][:-1], model))
        return "E101", f"unknown key {name}{nearest(str(last), known) or f' (known: {listed(known, 24)})'}", True
    if kind.startswith("unknown_"):
        chooser = kind.removeprefix("unknown_")
        if not isinstance(value, dict):
            return "E104", f"{name} has to be a map", False
        if chooser not in value:
            return "E103", f"the key {quoted(chooser)} is missing", False
        known = tuple(context.get("known", ())) or CHOSEN_BY[chooser]
        said = value[chooser]
        return "E102", f"unknown {chooser} {quoted(said)}{nearest(str(said), known)} (known: {listed(known)})", False
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'|\b(\d+)\b", str(context.get("expected", "")))
        known = tuple(word or number for word, number in choices)
        said = f"{quoted(value)} is not one of {listed(known)}"
        return "E107", said + (nearest(value, known) if isinstance(value, str) else ""), False
    if kind == "string_pattern_mismatch":
        return _pattern(str(last), value, context.get("pattern", ""))
    if kind in ("string_too_short", "too_short"):
        return "E108", f"{name} is empty", False
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return "E109", f"{name} has to be {bound}", False
    if kind == "string_type":
        quotes = f": put {value} in quotes" if isinstance(value, int | float) else ""
        return "E104", f"{name} has to be text{quotes.lower()}", False
    wanted = {
        "int_type": "a whole number",
        "bool_type": "true or false",
        "list_type": "a list",
        "dict_type": "a map",
        "model_type": "a map",
        "model_attributes_type": "a map",
        "operand": "an id or a whole number",
    }
    return "E104", f"{name} has to be {wanted.get(kind, 'something else')}", False


def _pattern(key: str, value: Any, pattern: str) -> tuple[str, str, bool]:
    if pattern == r"\S":
        return "E108", f"{quoted(key)} is empty", False
    if key == "language":
        return "E108", f"{quoted(value)} is not a language tag such as 'en', 'pt-BR' or 'zh-Hant'", False
    if key == "checked":
        return "E108", f"{quoted(value)} is not a day such as '2026-11-24'", False
    if key in ("after", "since"):
        return "E108", f"{quoted(value)} is not a time such as '2 weeks' or '3 months'", False
    kind = "small letters, digits and -" if "-]" in pattern else "small letters, digits and _, 40 at most"
    return "E106", f"{quoted(value)} is not an id: {kind}, a letter first", False


def _models() -> list[type[Strict]]:
    found, left = [], [Strict]
    while left:
        more = left.pop().__subclasses__()
        found += more
        left += more
    return found


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a map of this model, as written."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _model_at(loc: tuple[str | int, ...], model: type[BaseModel]) -> type[BaseModel]:
    """The model of the map at `loc`: the branch or the key nearest to its end tells."""
    branches, below = _map_models()
    for part in reversed(loc):
        if isinstance(part, str) and (part in branches or part in below):
            return branches.get(part) or below[part]
    return model


@cache
def _map_models() -> tuple[dict[str, type[Strict]], dict[str, type[Strict]]]:
    """The model of each branch of a union, and of each key that always holds the same kind of map."""
    branches: dict[str, type[Strict]] = {}
    below: dict[str, type[Strict]] = {}
    for one in _models():
        for name, info in one.model_fields.items():
            if name in CHOSEN_BY and len(get_args(info.annotation)) == 1:
                branches[f"<{get_args(info.annotation)[0]}>"] = one
            inner = {found for found in _inside(info.annotation) if found.__name__ != "ByDoor"}
            if len(inner) == 1:
                below[info.alias or name] = inner.pop()
    named = {"<test>": "Test", "<all>": "All", "<any>": "AnyOf", "<not>": "Not", "<by door>": "ByDoor"}
    by_name = {one.__name__: one for one in _models()}
    branches.update({tag: by_name[name] for tag, name in named.items()})
    return branches, below


def _inside(annotation: Any) -> Iterator[type[Strict]]:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        yield annotation
    for one in get_args(annotation):
        yield from _inside(one)
