"""What one person gave to another: lines in their final words, with who gave them and when. Plain data, and no more.

- No id of a person, a question or a visit is in it, and nothing that refers to one: a name is a name as it was written.
- Whatever is read was written by someone else: every field is checked, bounded and cleaned, or all of it is refused.
- In a workbook each is an entry of its own kind. Taken out for good, `{}` stands in its place, in both its versions.

    {"format": 1, "title": "…", "language": "en", "by": "…", "on": "2026-11-26",
     "parts": [{"heading": "…", "level": 2},
               {"label": "…", "lines": ["…", …], "prose": false},      without lines: a sentence that always stays
               {"label": "…", "header": ["…", …], "rows": [["…", …], …]}]}

    in a workbook also  "taken": "2026-11-27T18:00:00+01:00"           when it was taken in
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from ..text import clean, clean_line

FORMAT = 1
LONGEST_NAME = 80
LONGEST_TITLE = 300
LONGEST_TEXT = 20_000
MOST_TEXTS = 5_000
MOST_PARTS = 2_000
MOST_COLUMNS = 20
_LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,3}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading below the title."""

    text: str = field(repr=False)
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Lines:
    """A label and the lines under it; without any, a sentence. `prose`: they are the paragraphs of one text."""

    label: str = field(repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; every row is as long as the header."""

    label: str = field(repr=False)
    header: tuple[str, ...] = field(repr=False)
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


Part = Head | Lines | Rows


@dataclass(frozen=True, slots=True)
class Given:
    """All of it. `taken` and `entry` are those of the workbook that took it in."""

    title: str = field(repr=False)
    language: str
    by: str = field(repr=False)
    on: str
    """The day it was given, ISO 8601."""
    parts: tuple[Part, ...] = field(repr=False)
    taken: str = ""
    entry: int | None = None

    def to_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        data = {
            "format": FORMAT,
            "title": self.title,
            "language": self.language,
            "by": self.by,
            "on": self.on,
            "parts": [_part_data(one) for one in self.parts],
        }
        return data | ({"taken": self.taken} if self.taken else {})

    @classmethod
    def from_data(cls, data: Any, entry: int | None = None) -> Given:
        """Read what `to_data` gave; raises ValueError for anything else, and for more than the bounds allow."""
        wanted = {"format", "title", "language", "by", "on", "parts"}
        if not isinstance(data, Mapping) or not wanted <= set(data) <= wanted | {"taken"}:
            raise ValueError
        if type(data["format"]) is not int or data["format"] != FORMAT:
            raise ValueError
        return cls(
            title=_line(data["title"], LONGEST_TITLE),
            language=_like(data["language"], _LANGUAGE),
            by=_line(data["by"], LONGEST_NAME),
            on=date.fromisoformat(_like(data["on"], _DAY)).isoformat(),
            parts=_parts(data["parts"]),
            taken=_moment(data.get("taken", "")),
            entry=entry,
        )


class Gifts:
    """What was given to one workbook. `put` keeps plain data under an entry, or a new one for None, and returns it."""

    def __init__(self, put: Callable[[Any, int | None], int]) -> None:
        self._put = put
        self._given: dict[int, Given] = {}
        self._free: set[int] = set()

    def __iter__(self) -> Iterator[Given]:
        return iter(self.all())

    def all(self) -> list[Given]:
        """Return everything, what was taken in last first."""
        return sorted(self._given.values(), key=lambda one: (one.taken, one.entry or 0), reverse=True)

    def take(self, data: Any, entry: int) -> None:
        """Take in what `entry` of the workbook holds; raises ValueError for something else."""
        if data == {}:  # it was taken out
            self._given.pop(entry, None)
            self._free.add(entry)
            return
        self._given[entry] = Given.from_data(data, entry)
        self._free.discard(entry)

    def keep(self, given: Given, now: str) -> Given:
        """Keep `given` as taken in `now`; return it with its entry. Raises what `put` raises."""
        new = replace(given, taken=now, entry=None)
        entry = self._put(new.to_data(), min(self._free, default=None))
        self._free.discard(entry)
        self._given[entry] = replace(new, entry=entry)
        return self._given[entry]

    def remove(self, given: Given) -> None:
        """Take `given` out for good: what it held is written over, and the version before it too.

        Raises what `put` raises; what was not written over then is when the workbook is opened the next time.
        """
        if given.entry is None:
            return
        self._put({}, given.entry)
        self._given.pop(given.entry, None)
        self._put({}, given.entry)
        self._free.add(given.entry)


def _part_data(part: Part) -> dict[str, Any]:
    match part:
        case Head(text=text, level=level):
            return {"heading": text, "level": level}
        case Lines(label=label, lines=lines, prose=prose):
            return {"label": label, "lines": list(lines), "prose": prose}
        case Rows(label=label, header=header, rows=rows):
            return {"label": label, "header": list(header), "rows": [list(row) for row in rows]}


def _parts(data: Any) -> tuple[Part, ...]:
    found = tuple(_part(one) for one in _list(data, MOST_PARTS))
    texts = sum(
        len(one.lines) if isinstance(one, Lines) else len(one.rows) * len(one.header)
        for one in found
        if not isinstance(one, Head)
    )
    if texts > MOST_TEXTS:
        raise ValueError
    return found


def _part(data: Any) -> Part:
    match data:
        case {"heading": text, "level": 2 | 3 as level, **rest} if not rest and type(level) is int:
            return Head(_line(text, LONGEST_TITLE), 2 if level == 2 else 3)
        case {"label": label, "lines": lines, "prose": bool(prose), **rest} if not rest:
            return Lines(_text(label), tuple(_text(one) for one in _list(lines, MOST_TEXTS)), prose)
        case {"label": label, "header": header, "rows": rows, **rest} if not rest:
            names = tuple(_text(one) for one in _list(header, MOST_COLUMNS))
            told = tuple(tuple(_text(one) for one in _list(row, MOST_COLUMNS)) for row in _list(rows, MOST_TEXTS))
            if not names or any(len(row) != len(names) for row in told):
                raise ValueError
            return Rows(_text(label), names, told)
    raise ValueError


def _list(data: Any, most: int) -> list[Any]:
    if not isinstance(data, list) or len(data) > most:
        raise ValueError
    return data


def _text(data: Any) -> str:
    if not isinstance(data, str) or len(data) > LONGEST_TEXT:
        raise ValueError
    return clean(data)


def _line(data: Any, longest: int) -> str:
    line = clean_line(_text(data))
    if len(line) > longest:
        raise ValueError
    return line


def _like(data: Any, form: re.Pattern[str]) -> str:
    if not isinstance(data, str) or not form.fullmatch(data):
        raise ValueError
    return data


def _moment(data: Any) -> str:
    if data == "":
        return ""
    return datetime.fromisoformat(_like(data, re.compile(r"[0-9T:.+-]{10,40}"))).isoformat()
