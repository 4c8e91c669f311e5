"""Checks on the steps of migrations: what they lead to is there in this version, and of the type they need.

- Read from the last step to the first: an id is looked for where the later steps leave it.
- What was asked in the old version stands in no file, so an id of then is not looked for; `diff` does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .finding import listed, nearest, quoted
from .loading import Path_
from .wording import Notebook

_CHOSEN_FROM = {"checklist": "items", "table": "rows", "ring_map": "rings", "staircase": "steps"}

_GONE = ""
"""Where a question leads that is not asked any more."""


def check_steps(book: Notebook) -> None:
    """Write down where the steps of a sheet lead to nothing."""
    _Steps(book).check()


def options_of(question: Mapping[str, Any], field: str, lists: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the ids that `question`, or its column `field`, lets one choose from; None where there are none."""
    if field == "state" and question["type"] in ("checklist", "staircase"):
        return _ids(question.get("states") or ({"id": "done"},))
    if field:
        columns = (*question.get("columns", ()), *question.get("fields", ()))
        return next((_chosen(one, lists) for one in columns if one["id"] == field), None)
    if question["type"] in _CHOSEN_FROM:
        found = question.get(_CHOSEN_FROM[question["type"]])
        return _ids(found) if found else None
    return _chosen(question, lists)


def _chosen(part: Mapping[str, Any], lists: Mapping[str, Any]) -> tuple[str, ...] | None:
    options = part.get("options") or lists.get(part.get("options_from", ""))
    return (*_ids(options), *(("other",) if part.get("other") else ())) if options else None


def _ids(options: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(one["id"] for one in options)


class _Steps:
    def __init__(self, book: Notebook) -> None:
        self.book = book
        self.lists: Mapping[str, Any] = book.data.get("lists", {})
        self.asked = {one["id"]: one for section in book.data["sections"] for one in section["questions"]}
        self.leads: dict[str, str] = {}
        """By an id before a step, the id in this version."""
        self.texts: set[str] = set()
        """Ids in this version that become texts after the step looked at."""
        self.later: dict[tuple[str, str], set[str]] = {}
        """Option ids that a later step turns into others, by question and field."""

    def check(self) -> None:
        for m, migration in reversed(list(enumerate(self.book.data.get("migrations", ())))):
            for s, step in reversed(list(enumerate(migration.get("steps", ())))):
                getattr(self, step["do"])(step, ("migrations", m, "steps", s))

    def lead(self, id_: str) -> str:
        return self.leads.get(id_, id_)

    def there(self, id_: str, path: Path_) -> Mapping[str, Any] | None:
        """Return the question that `id_` leads to; write down if there is none. None, too, where it is gone later."""
        final = self.lead(id_)
        if final != _GONE and final not in self.asked:
            message = f"there is no question {quoted(final)} in this version{nearest(final, self.asked)}"
            self.book.note("E216", message, path)
        return self.asked.get(final)

    def rename(self, step: Mapping[str, Any], path: Path_) -> None:
        self.there(step["to"], (*path, "to"))
        self.leads[step["q"]] = self.lead(step["to"])

    def retire(self, step: Mapping[str, Any], path: Path_) -> None:
        if self.lead(step["q"]) in self.asked:
            self.book.note("E216", f"{quoted(step['q'])} is still asked in this version", (*path, "q"))
        self.leads[step["q"]] = _GONE

    def to_long_text(self, step: Mapping[str, Any], path: Path_) -> None:
        question = self.there(step["q"], (*path, "q"))
        if question is not None and question["type"] != "long_text":
            message = f"{quoted(question['id'])} is a {question['type']} question in this version, not a long_text"
            self.book.note("E216", message, (*path, "q"))
        self.texts.add(self.lead(step["q"]))

    def into_people(self, step: Mapping[str, Any], path: Path_) -> None:
        question = self.there(step["to"], (*path, "to"))
        if question is not None and question["type"] != "people":
            message = f"{quoted(question['id'])} is a {question['type']} question in this version, not one about people"
            self.book.note("E216", message, (*path, "to"))
        self.leads[step["q"]] = _GONE

    def recode(self, step: Mapping[str, Any], path: Path_) -> None:
        question, field = self.there(step["q"], (*path, "q")), step.get("field", "")
        if question is None or question["id"] in self.texts:
            return  # what it became has no options any more
        known = options_of(question, field, self.lists)
        if known is None:
            part = f"{quoted(field)} of {quoted(question['id'])}" if field else quoted(question["id"])
            self.book.note(
                "E216", f"{part} has no options of its own in this version", (*path, "field" if field else "q")
            )
            return
        later = self.later.setdefault((question["id"], field), set())
        for old, new in step["map"].items():
            if new not in known and new not in later:
                message = f"{quoted(new)} is not one of {listed(known)}{nearest(new, known)}"
                self.book.note("E216", message, (*path, "map", old))
        later.update(step["map"])
