"""A summary while it is being put together: which visits, which names, which lines.

- A line is on the page if its sheet says "ok" and off if it says "ask", until the person says otherwise; what they said
  holds for that line through every change of names, order or words.
- Nothing is kept: the draft goes when its pages are closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..answers.telling import tell
from ..answers.visit import Visit
from ..errors import WorkbookError
from ..summary.build import build
from ..summary.document import Document, Line
from ..summary.names import Names, Rule
from ..summary.offered import Offered
from ..summary.part import Part
from ..words import _

if TYPE_CHECKING:
    from ..workbook import Workbook


@dataclass(slots=True)
class Choice:
    """A visit that can be told of, and whether it is; `earlier` is the visit before it, if there is one."""

    visit: Visit
    title: str = field(repr=False)
    earlier: Visit | None = None
    on: bool = False
    beside: bool = False
    """Whether the earlier visit is set beside it."""


class Draft:
    """What the person has chosen so far."""

    def __init__(self, workbook: Workbook, chosen: Sequence[Visit] = ()) -> None:
        self.workbook = workbook
        self.choices = _choices(workbook, chosen)
        self.rule: Rule = "alias"
        self.title = ""
        """The person's own title; empty for that of the sheet."""
        self.intro = ""
        self._said: dict[str, bool] = {}

    def parts(self) -> list[Part]:
        """Return what is chosen, in the order of the list."""
        return [
            Part(self.workbook.worksheet_of(one.visit), one.visit, one.earlier if one.beside else None)
            for one in self.choices
            if one.on
        ]

    def usual_title(self) -> str:
        """Return the title of the one sheet, or a neutral one."""
        titles = {one.title for one in self.choices if one.on}
        return titles.pop() if len(titles) == 1 else _("Summary")

    def document(self, rule: Rule | None = None) -> tuple[Document, Mapping[str, str]]:
        """Return everything that may go out, and how those who come up in it are named, by id."""
        names = Names(rule or self.rule, self.workbook.people, self.workbook.settings.words)
        document = build(
            self.parts(),
            names,
            title=self.title or self.usual_title(),
            intro=self.intro,
            attribution=True,
            made_up=not self.workbook.kept,
        )
        return document, names.used

    def named(self, rule: Rule) -> list[tuple[str, str]]:
        """Return alias and name under `rule` of everyone who comes up, in the order of the list of people."""
        # Letters are given to whoever comes up, also inside words that were written; so that rule finds them all.
        _document, used = self.document("letters")
        if rule != "letters":
            _document, said = self.document(rule)
            used = {id_: said.get(id_, self.workbook.person(id_)) for id_ in used}
        return [(one.alias, used[one.id]) for one in self.workbook.people if one.id in used]

    # Lines

    def is_on(self, line: Line) -> bool:
        """Tell whether `line` goes on the page."""
        return self._said.get(self._own_key(line.key), line.share == "ok")

    def turn(self, line: Line, on: bool) -> None:
        """Put `line` on the page or take it off."""
        self._said[self._own_key(line.key)] = on

    def _own_key(self, key: str) -> str:
        """The key of a line whatever stands before its visit on the page."""
        head, dot, rest = key.partition(".")
        chosen = [one for one in self.choices if one.on]
        if head.startswith("p") and head[1:].isdigit() and int(head[1:]) < len(chosen):
            visit = chosen[int(head[1:])].visit
            return f"{visit.worksheet}@{visit.entry}{dot}{rest}"
        return key

    def page(self) -> Document:
        """Return the page as it will read: only the lines that are on."""
        document, _used = self.document()
        return document.without({line.key for line in document.lines() if not self.is_on(line)})

    def private(self) -> int:
        """Count the answers of the chosen visits that stay in the workbook, whole or in part."""
        names = Names("alias", self.workbook.people)
        count = 0
        for part in self.parts():
            offered = Offered(part.worksheet, part.visit, names)
            for question in part.worksheet.questions():
                answer = part.visit.answers.get(question.id)
                if question.id not in offered.now.shown or answer is None or not answer.given:
                    continue
                allowed, seen = offered.question(question.id), offered.answer(question.id)
                whole = tell(question, answer, names)
                if allowed is None or seen is None or tell(allowed, seen, names) != whole:
                    count += 1
        return count


def _choices(workbook: Workbook, chosen: Sequence[Visit]) -> list[Choice]:
    """The visits that hold answers: the newest of each sheet first, then the others, newest first."""
    wanted = {one.entry for one in chosen}
    found: list[Choice] = []
    for visit in reversed(workbook.visits()):
        try:
            title = workbook.worksheet_of(visit).title
        except (KeyError, WorkbookError):
            continue  # a sheet that this program does not have
        if not any(one.given for one in visit.answers.values()):
            continue
        earlier = workbook.earlier(visit)
        if earlier is not None and not earlier.answers:
            earlier = None
        found.append(Choice(visit, title, earlier, visit.entry in wanted, earlier is not None))
    seen: set[str] = set()
    newest: list[Choice] = []
    older: list[Choice] = []
    for one in found:
        (older if one.visit.worksheet in seen else newest).append(one)
        seen.add(one.visit.worksheet)
    return [*newest, *older]
