"""The answers of a story: written short in its file, turned into what a visit holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..worksheet.finding import Finding
from ..worksheet.loading import Path_
from ..worksheet.model import Question, Worksheet
from ..worksheet.stories import NO_ANSWERS, Misfit, Stories, value_of
from .answer import Answer, State
from .people import People, Person


class Aliases:
    """The people of a story; an alias names the same person wherever it stands."""

    def __init__(self) -> None:
        self.people = People()

    def __call__(self, alias: str) -> str:
        """Return the id of the person with `alias`."""
        found = next((one.id for one in self.people if one.alias == alias), "")
        if not found:
            found = f"person{len(self.people) + 1}"
            self.people = People((*self.people, Person(found, alias)))
        return found

    def name(self, id: str) -> str:
        """Return the alias of the person called `id`."""
        found = self.people.get(id)
        return found.alias if found else ""


def answers_of(
    stories: Stories, worksheet: Worksheet, short: Mapping[str, Any], aliases: Aliases, path: Path_
) -> tuple[dict[str, Answer], list[Finding]]:
    """Return the answers that `short`, at `path`, writes for questions of `worksheet`, and what is wrong with it."""
    made: dict[str, Answer] = {}
    findings = []
    for name, one in short.items():
        try:
            made[name] = _answer(worksheet.question(name), one, aliases)
        except Misfit as misfit:
            findings.append(stories.loaded.finding("E403", misfit.message, (*path, name, *misfit.path)))
    return made, findings


def _answer(question: Question, short: Any, aliases: Aliases) -> Answer:
    if isinstance(short, dict) and len(short) == 1 and short.keys() <= set(NO_ANSWERS) and True in short.values():
        state: State = next(iter(short))
        return Answer(state)
    value, other = value_of(question, short, aliases)
    return Answer("given", value, other)
