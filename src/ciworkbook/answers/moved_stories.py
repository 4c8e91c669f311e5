"""Tells of a story what becomes of the answers of an older version, with the same engine as in a workbook.

- The old version stands in no file: the story says how it asked what this version asks otherwise, or not at all.
- `gives` and `archived` name all of them; what is not named has to be gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..text import clean_line
from ..words import series
from ..worksheet.finding import Finding, listed, nearest, quoted
from ..worksheet.loading import Path_
from ..worksheet.migrating import steps_between
from ..worksheet.model import Worksheet, build
from ..worksheet.stories import Stories
from .answer import Answer
from .migrating import migrate
from .story_answers import Aliases, answers_of
from .telling import tell
from .visit import Visit

NOW = "2026-01-01T20:00:00+00:00"


def moved(
    stories: Stories, data: Mapping[str, Any], worksheet: Worksheet, story: Mapping[str, Any], index: int
) -> tuple[Visit, Aliases, list[Finding]]:
    """Return the visit that `migrates` of `story` leads to, the people in it, and where it differs from the story."""
    return _Moving(stories, worksheet, story, ("stories", index, "migrates")).moved(data)


class _Moving:
    def __init__(self, stories: Stories, worksheet: Worksheet, story: Mapping[str, Any], path: Path_) -> None:
        self.stories, self.worksheet, self.path = stories, worksheet, path
        self.name = story["name"]
        self.told: Mapping[str, Any] = story["migrates"]
        self.aliases = Aliases()
        self.visit = Visit(worksheet.id, worksheet.version, "", worksheet.door, NOW, NOW)

    def moved(self, data: Mapping[str, Any]) -> tuple[Visit, Aliases, list[Finding]]:
        since, door = self.told["from"], self.worksheet.door
        steps = steps_between(data, since, door)
        if steps is None:
            message = f"no migrations lead from version {since} to version {data['version']}"
            return self.visit, self.aliases, [self.finding("E402", message, "from")]
        old = self.old(data)
        if findings := [*self.unknown("given", old), *self.unknown("gives", self.worksheet)]:
            return self.visit, self.aliases, findings
        given, findings = answers_of(self.stories, old, self.told["given"], self.aliases, (*self.path, "given"))
        if findings:
            return self.visit, self.aliases, findings
        was = replace(self.visit, version=since, answers={id_: replace(one, at=NOW) for id_, one in given.items()})
        made = migrate(was, old, self.worksheet, steps, self.aliases.people, digest="", now=NOW)
        self.aliases.people = made.people
        findings = self.differing(made.visit.answers)
        archived = {one.question for one in made.visit.archive}
        if archived != set(self.told.get("archived", ())):
            findings.append(self.false("archived", f"archived: {listed(sorted(archived)) or 'none'}"))
        return replace(made.visit, archive=(), before=None), self.aliases, findings

    def old(self, data: Mapping[str, Any]) -> Worksheet:
        """The questions of then: those the story tells, and those of today under other ids."""
        asked = {one["id"]: one for section in data["sections"] for one in section["questions"]}
        asked |= {one["id"]: one for one in self.told.get("asked", ())}
        section = {"id": "then", "title": "Then", "questions": list(asked.values())}
        kept = {key: one for key, one in data.items() if key not in ("summary", "suggests")}
        return build({**kept, "version": self.told["from"], "sections": [section]}, self.worksheet.door)

    def unknown(self, key: str, worksheet: Worksheet) -> list[Finding]:
        known = [one.id for one in worksheet.questions()]
        hint = "; write it under 'asked'" if key == "given" else ""
        return [
            self.finding("E402", f"there is no question {quoted(name)}{nearest(name, known) or hint}", key, name)
            for name in self.told.get(key, ())
            if name not in known
        ]

    def differing(self, answers: Mapping[str, Answer]) -> list[Finding]:
        """Say which answers are others than `gives` tells."""
        wanted, findings = answers_of(
            self.stories, self.worksheet, self.told.get("gives", {}), self.aliases, (*self.path, "gives")
        )
        misread = {one for one in self.told.get("gives", {}) if one not in wanted}
        for id_ in sorted((wanted.keys() | answers.keys()) - misread):
            there, told = answers.get(id_), wanted.get(id_)
            if there is None:
                findings.append(self.false("gives", f"{quoted(id_)} holds nothing", id_))
            elif told is None or (there.state, there.value, there.other) != (told.state, told.value, told.other):
                said = series(tell(self.worksheet.question(id_), there, self.aliases.name))
                findings.append(self.false("gives", f"{quoted(id_)} holds {quoted(clean_line(said))}", id_))
        return findings

    def false(self, key: str, message: str, *below: str) -> Finding:
        return self.finding("E410", f"story {quoted(self.name)}: after the migration {message}", key, *below)

    def finding(self, code: str, message: str, *below: str) -> Finding:
        return self.stories.loaded.finding(code, message, (*self.path, *below))
