"""A summary while it is being put together: which visits, for whom, which names, which lines.

- A line is on the page if its sheet says "ok" and off if it says "ask", until the person says otherwise; what they said
  holds for that line through every change of names, order or words.
- A ready-made summary is a draft too: its layout names the parts, and its words to the reader are where one begins.
- Nothing is kept: the draft goes when its pages are closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..answers.telling import tell
from ..answers.visit import Visit
from ..words import _, n_, series
from ..workbook import Workbook
from ..worksheet.layout import Form, Layout, Reader
from .build import build
from .choosing import choices_of
from .document import Document, Line
from .names import Names, Rule
from .offered import Offered
from .part import Part
from .ready import parts_of


class Draft:
    """What the person has chosen so far."""

    def __init__(self, workbook: Workbook, chosen: Sequence[Visit] = (), layout: Layout | None = None) -> None:
        self.workbook = workbook
        self.layout = layout
        self.choices = choices_of(workbook, chosen) if layout is None else []
        self.rule: Rule = "alias"
        self.title = ""
        """The person's own title; empty for that of the sheet or of the layout."""
        self.intro = ""
        self.reader = layout.reader if layout is not None else Reader()
        self._said: dict[str, bool] = {}
        self._parts: list[Part] = []

    @property
    def form(self) -> Form:
        """A page, or a card."""
        return self.layout.form if self.layout is not None else "page"

    def parts(self) -> list[Part]:
        """Return what is told of, in the order of the page."""
        if self.layout is not None:
            self._parts = self._parts or parts_of(self.layout, self.workbook)
            return self._parts
        found = []
        for one in self.choices:
            if one.on:
                sheet = self.workbook.worksheet_of(one.visit)
                only = frozenset(each.id for each in sheet.questions() if each.id not in one.left_out)
                earlier = one.earlier if one.beside else None
                found.append(Part(sheet, one.visit, earlier, only if one.left_out else None))
        return found

    def usual_title(self) -> str:
        """Return the title of the layout, that of the one sheet, or a neutral one."""
        if self.layout is not None:
            return self.layout.title
        titles = {one.title for one in self.choices if one.on}
        return titles.pop() if len(titles) == 1 else _("Summary")

    def document(self, rule: Rule | None = None) -> tuple[Document, Names]:
        """Return everything that may go out, and the names as they came up in it."""
        names = Names(rule or self.rule, self.workbook.people, self.workbook.settings.words)
        document = build(
            self.parts(),
            names,
            title=self.title or self.usual_title(),
            intro=self.intro,
            reader=self.reader,
            form=self.form,
            attribution=self.form == "page",  # a card says nothing of where it comes from
            made_up=not self.workbook.kept,
        )
        return document, names

    def named(self, rule: Rule) -> list[tuple[str, str]]:
        """Return alias and name under `rule` of everyone who comes up, in the order of the list of people.

        Own words that are names come last.
        """
        # Letters are given to whoever comes up, also inside words that were written; so that rule finds them all.
        _document, found = self.document("letters")
        said = found if rule == "letters" else self.document(rule)[1]
        people = (one for one in self.workbook.people if one.id in found.used)
        told = [(one.alias, said.used.get(one.id, one.alias)) for one in people]
        known = {alias for alias, _said in told}
        own = said.own_names() if rule != "alias" else [(word, word) for word, _said in found.own_names()]
        return [*told, *(one for one in own if one[0] not in known)]

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
        parts = self.parts()
        if head.startswith("p") and head[1:].isdigit() and int(head[1:]) < len(parts):
            visit = parts[int(head[1:])].visit
            return f"{visit.worksheet}@{visit.entry}{dot}{rest}"
        return key

    def page(self) -> Document:
        """Return the page as it will read: only the lines that are on."""
        document, _used = self.document()
        return document.without({line.key for line in document.lines() if not self.is_on(line)})

    def private(self) -> int:
        """Count the answers of the chosen visits that stay in the workbook, whole or in part."""
        names = Names("alias", self.workbook.people)
        seen_before = set()
        count = 0
        for part in self.parts():
            if part.visit.entry in seen_before:
                continue
            seen_before.add(part.visit.entry)
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

    def stays(self) -> list[tuple[str, Literal["muted", "care"]]]:
        """Return what is said of that, and of names that stand in own words, each with its role."""
        told: list[tuple[str, Literal["muted", "care"]]] = []
        if private := self.private():
            said = n_(
                "{n} answer is private and stays in the workbook, or a part of it does.",
                "{n} answers are private and stay in the workbook, or parts of them do.",
                private,
            )
            told.append((said, "muted"))
        if self.rule != "alias":
            said = _("Names in your own words that are not on the list of people stand as you wrote them.")
            told.append((said, "care"))
        return told

    def counts(self) -> str:
        """Return how many lines are on the page, and how many are not."""
        lines = self.document()[0].lines()
        on = sum(map(self.is_on, lines))
        told = [n_("{n} line on", "{n} lines on", on)]
        if off := len(lines) - on:
            told.append(n_("{n} off", "{n} off", off))
        return series(told)
