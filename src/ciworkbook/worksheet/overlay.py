"""A translation laid over a worksheet: texts by key, put in the place of those of the base.

- Only texts change. Ids, types, conditions and the hash that names the definition are those of the base, so answers
  are the same in every language.
- A key is that of the text (`pieces`), with `@door` for the words of one door and `~f` or `~m` for a form that the
  person chose for themselves. The text with the most said about it wins: `@harmed~f`, `@harmed`, `~f`, then none.
- Where a text is missing, the base stands in, and the part that it belongs to is named in `untranslated`.
- Standard library only: what comes here was checked by `overlay_checking`, and what is stale was left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .model import DOORS
from .pieces import Kind, Piece, pieces

if TYPE_CHECKING:
    from .loading import Path_  # which imports yaml

FORMS = ("f", "m")
"""Forms in which a language may speak to a person, beside the neutral one: feminine, masculine."""


def split_key(key: str) -> tuple[str, str, str]:
    """Return the key of the text, the door ("" for all) and the form ("" for the neutral one) that `key` names."""
    rest, _tilde, form = key.partition("~")
    name, _at, door = rest.partition("@")
    return name, door, form


def said(piece: Piece, texts: Mapping[str, str], door: str, form: str = "") -> str:
    """Return the words of the translation for `piece` at `door`; empty where it has none."""
    tries = (f"@{door}~{form}", f"@{door}", f"~{form}", "") if form else (f"@{door}", "")
    return next((texts[piece.key + one] for one in tries if texts.get(piece.key + one)), "")


def lay_over(
    data: Mapping[str, Any], texts: Mapping[str, str], language: str, kind: Kind = "sheet", form: str = ""
) -> dict[str, Any]:
    """Return canonical `data` with the words of `texts`; `data` is not changed.

    `language` is that of the texts. "untranslated" in what is returned holds the first part of each key that the base
    stands in for: an id, or "title", "lists.often" and so on.
    """
    made: dict[str, Any] = _copied(data)
    missing: dict[str, None] = {}
    for piece in pieces(data, kind):
        doors = piece.doors or DOORS
        words = {door: said(piece, texts, door, form) for door in doors}
        if not all(words.values()):
            missing[_head(piece.key)] = None
        if any(words.values()):
            words = {door: words[door] or piece.base(door) for door in doors}
            same = len(set(words.values())) == 1 and not piece.doors
            _put(made, piece.path, next(iter(words.values())) if same else words)
    made["language"] = language
    made["untranslated"] = list(missing)
    return made


def _head(key: str) -> str:
    parts = key.split(".")
    return ".".join(parts[:2]) if parts[0] == "lists" else parts[0]


def _put(data: Any, path: Path_, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value
