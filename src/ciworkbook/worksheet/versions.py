"""Two versions of a sheet as `diffing` looks at them: what a change is, and what a version says of its parts.

- Plain questions to canonical data; nothing here compares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .loading import Loaded, Path_
from .model import DOORS

Grade = Literal["wording changed", "may lose sense", "will lose"]

WORDS = (
    *("title", "about", "intro", "pause", "label", "hint", "guidance", "placeholder", "min_label", "max_label"),
    *("row_label", "alias_hint", "person_label", "message", "text", "empty", "signs"),
)
"""Keys of what a person reads."""
# What may change without a new version: it touches no answer.
_ASIDE = (
    *("credit", "minutes", "topic", "phases", "cards", "suggests", "content_note", "migrations", "version", "format"),
    *("starters", "pull_from", "language"),
)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change. `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    grade: Grade
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.grade}: {self.message}"

    def to_data(self) -> dict[str, str | int]:
        """Return the change as plain data."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "grade": self.grade,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Version:
    """A file of a sheet, and its canonical data."""

    loaded: Loaded
    data: Mapping[str, Any]


def questions(data: Mapping[str, Any]) -> dict[str, Path_]:
    """Return where each question of a sheet stands, by its id."""
    return {
        question["id"]: ("sections", s, "questions", q)
        for s, section in enumerate(data["sections"])
        for q, question in enumerate(section["questions"])
    }


def part_at(data: Any, path: Path_) -> Any:
    """Return what stands at `path`."""
    for part in path:
        data = data[part]
    return data


def place_of(data: Mapping[str, Any], places: Mapping[str, Path_], question: Mapping[str, Any], key: str) -> Path_:
    """Return where the parts called `key` of a question stand: in itself, or in a list."""
    source = question.get("options_from", "")
    if key == "options" and key not in question and source in data.get("lists", {}):
        return ("lists", source)
    return (*places[question["id"]], key)


def doors(data: Mapping[str, Any]) -> frozenset[str]:
    """Return the doors that a sheet or a part of it names; all if it names none."""
    return frozenset(data.get("audience", DOORS))


def doors_of(data: Mapping[str, Any], path: Path_) -> frozenset[str]:
    """Return the doors at which the question at `path` is asked."""
    return doors(data) & doors(part_at(data, path[:2])) & doors(part_at(data, path))


def share_of(part: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """Return what may be printed of a part of a sheet, said or not."""
    return str(part.get("share", "private" if data.get("safety") == "high" else "ask"))


def from_people(question: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Tell whether the options of a question are people."""
    source = question.get("options_from")
    return source is not None and source not in data.get("lists", {})


def bare(value: Any) -> Any:
    """Return the data without words and without what touches no answer."""
    if isinstance(value, Mapping):
        return {key: bare(one) for key, one in _kept(value)}
    return [bare(one) for one in value] if isinstance(value, list) else value


def _kept(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, one in value.items():
        # `revisit` of a sheet, a map, says when to look again; that of a question says what is carried.
        aside = key in _ASIDE or key in WORDS or (key == "revisit" and isinstance(one, Mapping))
        if not aside:
            yield key, one
