"""Checks between sheets: what one names of another is there, fits, and stands at a door they share.

- Needs no more than the canonical data of the other sheets and the doors of the cards.
- A pull or a suggestion that one door cannot follow is fine as long as another can: it is not offered there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .finding import Finding, nearest, quoted
from .loading import Loaded, Path_

_TEXTS = ("short_text", "long_text")


def check_together(
    loaded: Loaded,
    data: Mapping[str, Any],
    others: Mapping[str, Mapping[str, Any]],
    cards: Mapping[str, frozenset[str]],
) -> list[Finding]:
    """Return what is found in the sheet `data` of the file `loaded`, beside `others` by id and the doors of `cards`."""
    return list(_Together(loaded, data, others, cards).findings())


class _Together:
    def __init__(
        self,
        loaded: Loaded,
        data: Mapping[str, Any],
        others: Mapping[str, Mapping[str, Any]],
        cards: Mapping[str, frozenset[str]],
    ) -> None:
        self.loaded, self.data, self.others, self.cards = loaded, data, others, cards

    def findings(self) -> Iterator[Finding]:
        around = frozenset(self.data["audience"])
        yield from self.cards_of(self.data, (), around)
        for index, one in enumerate(self.data.get("suggests") or ()):
            yield from self.suggestion(one, ("suggests", index), _doors(one, around))
        for s, section in enumerate(self.data["sections"]):
            doors = _doors(section, around)
            yield from self.cards_of(section, ("sections", s), doors)
            for q, question in enumerate(section["questions"]):
                path: Path_ = ("sections", s, "questions", q)
                mine = _doors(question, doors)
                yield from self.cards_of(question, path, mine)
                for p, pull in enumerate(question.get("pull_from") or ()):
                    yield from self.pull(question, pull, (*path, "pull_from", p), mine)

    def cards_of(self, part: Mapping[str, Any], path: Path_, doors: frozenset[str]) -> Iterator[Finding]:
        for index, name in enumerate(part.get("cards") or ()):
            here = (*path, "cards", index)
            if name not in self.cards:
                yield self.note("E223", f"there is no card {quoted(name)}{nearest(name, self.cards)}", here)
            elif not doors & self.cards[name]:
                yield self.note("E224", f"the card {quoted(name)} is for none of these doors", here)

    def suggestion(self, one: Mapping[str, Any], path: Path_, doors: frozenset[str]) -> Iterator[Finding]:
        other = self.others.get(one["sheet"])
        if other is None:
            yield self.missing(one["sheet"], (*path, "sheet"))
        elif not doors & frozenset(other["audience"]):
            yield self.note("E224", f"{quoted(one['sheet'])} is for none of these doors", (*path, "sheet"))

    def pull(
        self, question: Mapping[str, Any], pull: Mapping[str, Any], path: Path_, doors: frozenset[str]
    ) -> Iterator[Finding]:
        other = self.others.get(pull["sheet"])
        if other is None:
            yield self.missing(pull["sheet"], (*path, "sheet"))
            return
        there = {
            one["id"]: (one, _doors(one, _doors(part, frozenset(other["audience"])))) for part, one in _asked(other)
        }
        if pull["q"] not in there:
            said = f"{quoted(pull['sheet'])} has no question {quoted(pull['q'])}{nearest(pull['q'], there)}"
            yield self.note("E222", said, (*path, "q"))
            return
        source, seen = there[pull["q"]]
        if source["type"] == "note":
            yield self.note("E222", f"{quoted(pull['q'])} is a note and takes no answer", (*path, "q"))
            return
        if not doors & seen:
            yield self.note("E224", f"{quoted(pull['q'])} is asked at none of these doors", (*path, "q"))
        theirs = {one["id"]: one["type"] for one in source.get("columns", ())}
        mine = {one["id"]: one["type"] for one in question.get("columns", ())}
        for column, here in (pull.get("take") or {}).items():
            at = (*path, "take", column)
            if column not in theirs:
                said = f"{quoted(column)} is not a column of {quoted(pull['q'])}{nearest(column, theirs)}"
                yield self.note("E222", said, at, key=True)
            elif here in mine and not _fits(theirs[column], mine[here]):
                yield self.note("E222", f"a {theirs[column]} does not fit into a {mine[here]}", at)

    def missing(self, sheet: str, path: Path_) -> Finding:
        if sheet in set(self.others):  # its file is there
            return self.note("E221", f"the worksheet {quoted(sheet)} has an error of its own", path)
        return self.note("E221", f"there is no worksheet {quoted(sheet)}{nearest(sheet, self.others)}", path)

    def note(self, code: str, message: str, path: Path_, *, key: bool = False) -> Finding:
        return self.loaded.finding(code, message, path, key=key)


def _asked(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for section in data["sections"]:
        for question in section["questions"]:
            yield section, question


def _doors(part: Mapping[str, Any], around: frozenset[str]) -> frozenset[str]:
    return around & frozenset(part.get("audience") or around)


def _fits(theirs: str, mine: str) -> bool:
    """Text goes into text, a date into a date, people into people; choices have ids of their own."""
    return (theirs in _TEXTS and mine in _TEXTS) or (theirs == mine and mine in ("date", "people"))
