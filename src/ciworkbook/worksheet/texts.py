"""Every text of a worksheet that a person reads, and where it stands in the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from .loading import Path_
from .piping import pipe

READ = {"title", "about", "label", "hint", "guidance", "intro", "pause", "message", "text", "invite", "empty", "why"}
READ |= {"placeholder", "min_label", "max_label", "row_label", "alias_hint", "person_label", "topics", "signs"}
"""Fields that a person reads."""

Trail = tuple[str, ...]
"""Ids and field names that lead to a text: a section, a question, an option, "label"."""


def texts(part: Any, trail: Trail = ()) -> Iterator[tuple[Trail, str]]:
    """Yield (trail, text) for each text of a built worksheet or a part of one, pipes filled by their own words."""
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                if field.name in READ and one:
                    yield (*trail, field.name), pipe(one, lambda _name: "")
            elif dataclasses.is_dataclass(one) and not isinstance(one, type):
                yield from texts(one, (*trail, getattr(one, "id", field.name)))


def place(data: Mapping[str, Any], trail: Trail) -> Path_:
    """Return the path in canonical `data` to which `trail` leads, as far as it goes."""
    path: Path_ = ()
    node: Any = data
    for step in trail:
        found = _step(node, step)
        if found is None:
            break
        path += found
        for part in found:
            node = node[part]
    return path


def _step(node: Any, step: str) -> Path_ | None:
    if not isinstance(node, Mapping):
        return None
    for key, value in node.items():
        if isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, Mapping) and one.get("id") == step:
                    return key, index
    return (step,) if step in node else None
