"""The JSON Schema of worksheet files and of ready-made summaries, for editors that complete and check while one types.

- Made from `form` and `layout_form`; unions become `if`/`then` by the key that tells them apart, so that one misspelt
  key gives one
  short message about that key and not a page about every branch.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from .form import CHOSEN_BY, WorksheetFile
from .layout_form import LayoutFile

_JOINTS = ("all", "any", "not")


def worksheet_schema() -> dict[str, Any]:
    """Return the schema of a worksheet file (JSON Schema 2020-12)."""
    return _schema(WorksheetFile)


def layout_schema() -> dict[str, Any]:
    """Return the schema of a file that declares a ready-made summary (JSON Schema 2020-12)."""
    return _schema(LayoutFile)


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    made = model.model_json_schema(by_alias=True)
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
    }
    rewritten: dict[str, Any] = _rewrite(schema, schema["$defs"])
    return rewritten


def schema_text() -> str:
    """Return the schema as it stands in `worksheets/worksheet.schema.json`."""
    return _written(worksheet_schema())


def layout_schema_text() -> str:
    """Return the schema as it stands in `worksheets/summaries/summary.schema.json`."""
    return _written(layout_schema())


def _written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":")) + "\n"


def _rewrite(node: Any, defs: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_rewrite(one, defs) for one in node]
    if not isinstance(node, dict):
        return node
    for union in ("oneOf", "anyOf"):
        if union in node:
            rest = {
                key: value for key, value in node.items() if key not in (union, "title", "discriminator", "default")
            }
            return {**rest, **_branches([one for one in node[union] if one != {"type": "null"}], defs)}
    # Titles repeat the keys, and a default of null is not something to write.
    left_out = {"title"} if isinstance(node.get("title"), str) and ("type" in node or "$ref" in node) else set()
    if node.get("default", 0) is None:
        left_out.add("default")
    return {key: _rewrite(value, defs) for key, value in node.items() if key not in left_out}


def _branches(branches: list[dict[str, Any]], defs: dict[str, Any]) -> dict[str, Any]:
    if len(branches) == 1:
        only: dict[str, Any] = _rewrite(branches[0], defs)
        return only
    for chooser in CHOSEN_BY:
        found = {_constant(one, chooser, defs): one for one in branches}
        if None not in found:
            rules = [{"if": {"properties": {chooser: {"const": name}}}, "then": one} for name, one in found.items()]
            return {
                "type": "object",
                "required": [chooser],
                "properties": {chooser: {"enum": list(found)}},
                "allOf": rules,
            }
    maps = [one for one in branches if "$ref" in one]
    if len(maps) == 1:  # a text, or a map by door
        text = next(one for one in branches if one is not maps[0])
        return {"if": {"type": "object"}, "then": maps[0], "else": _rewrite(text, defs)}
    # A condition: told by `all`, `any` or `not`, otherwise one test.
    by_key = {key: one for one in maps for key in _JOINTS if key in _target(one, defs)["properties"]}
    rule: dict[str, Any] = next(one for one in maps if one not in by_key.values())
    for key, one in by_key.items():
        rule = {"if": {"required": [key]}, "then": one, "else": rule}
    return rule


def _target(node: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = defs[node["$ref"].rsplit("/", 1)[1]]
    return found


def _constant(node: dict[str, Any], chooser: str, defs: dict[str, Any]) -> str | None:
    if "$ref" not in node:
        return None
    named: str | None = _target(node, defs).get("properties", {}).get(chooser, {}).get("const")
    return named
