"""Every text of a worksheet, a ready-made summary, the info cards or the numbers that can be translated, by its key.

- A key is the way to a text in the file, names and ids joined by dots: `people.label`, `people.fields.bond.label`,
  `lists.often.once.label`, `summary.told.empty`. Sections and questions go by their own id alone, so a text keeps its
  key when its question moves. Only what has no id (topics, signs) is counted, from 1.
- Standard library only; `data` is canonical, so its shape is trusted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ..text import fold
from .model import DOORS

if TYPE_CHECKING:
    from .loading import Path_  # which imports yaml

Kind = Literal["sheet", "layout", "cards", "numbers"]

_TEXTS = {"title", "about", "label", "hint", "guidance", "intro", "pause", "message", "text", "invite", "empty", "why"}
_TEXTS |= {"placeholder", "min_label", "max_label", "row_label", "alias_hint", "person_label", "note", "who", "purpose"}
_LISTS = {"topics", "signs", "inspired_by", "asks", "treat"}
"""Keys of a list of texts."""
_NUMBER = {"place", "name", "note"}
_DATA = {"relevant", "expect", "where", "map", "take", "audience", "minutes", "phases"}
"""Keys below which nothing is read by a person."""
_BY_ID_ALONE = {"sections", "questions", "items", "cards", "numbers"}
_TOLD_BY = {"suggests": "sheet", "parts": "sheet", "migrations": "to"}
"""What names a part of a list, where that is not its id."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of the base: a text for everyone, or a map from door to text."""

    key: str
    text: str | Mapping[str, str] = field(repr=False)
    path: Path_
    """Where it stands in the data."""

    @property
    def doors(self) -> tuple[str, ...]:
        """The doors that the base has words of their own for; empty if it has one text for all."""
        return () if isinstance(self.text, str) else tuple(door for door in DOORS if door in self.text)

    def wanted(self) -> Iterator[tuple[str, str]]:
        """Yield the keys that a whole translation has, each with the base text."""
        if isinstance(self.text, str):
            yield self.key, self.text
        else:
            for door in self.doors:
                yield f"{self.key}@{door}", self.text[door]

    def base(self, door: str) -> str:
        """Return what the base says at `door`; all it says, door by door, for ""."""
        if isinstance(self.text, str):
            return self.text
        if door:
            return self.text.get(door) or next(iter(self.text.values()))
        return "\n\n".join(fold(self.text[one]) for one in self.doors)


def mark(text: str) -> str:
    """Return eight hex digits that tell whether `text` was changed since; how its lines are broken does not matter."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:8]


def pieces(data: Mapping[str, Any], kind: Kind) -> Iterator[Piece]:
    """Yield every text of canonical `data` that can be translated, in the order of the file.

    For "cards" and "numbers" `data` is {"cards": [...]} and {"numbers": [...]}.
    """
    taken: dict[str, int] = {}
    for one in _walk(data, (), (), _NUMBER if kind == "numbers" else _TEXTS, kind):
        taken[one.key] = taken.get(one.key, 0) + 1
        # Two parts may name the same sheet, for different doors.
        yield one if taken[one.key] == 1 else Piece(f"{one.key}.{taken[one.key]}", one.text, one.path)


def _walk(node: Mapping[str, Any], trail: tuple[str, ...], path: Path_, texts: set[str], kind: Kind) -> Iterator[Piece]:
    for key, value in node.items():
        here = (*path, key)
        if key in _DATA or not value:
            continue
        if key in texts and (isinstance(value, str | Mapping)):
            yield Piece(".".join((*trail, key)), value, here)
        elif key in _LISTS and isinstance(value, list):
            for at, one in enumerate(value):
                yield Piece(".".join((*trail, key, str(at + 1))), one, (*here, at))
        elif key == "lists" and kind == "sheet":
            for name, options in value.items():
                yield from _parts(options, (key, name), (*here, name), texts, kind, "id")
        elif isinstance(value, Mapping):
            yield from _walk(value, (*trail, key), here, texts, kind)
        elif isinstance(value, list):
            # A question's own items are parts of it; those of a ready-made summary have ids of their own.
            alone = key in _BY_ID_ALONE and (key != "items" or kind == "layout")
            named = "q" if trail[:1] == ("migrations",) else _TOLD_BY.get(key, "id")
            yield from _parts(value, () if alone else (*trail, key), here, texts, kind, named)


def _parts(
    parts: list[Any], trail: tuple[str, ...], path: Path_, texts: set[str], kind: Kind, named: str
) -> Iterator[Piece]:
    for at, one in enumerate(parts):
        if isinstance(one, Mapping) and named in one:
            yield from _walk(one, (*trail, str(one[named])), (*path, at), texts, kind)
