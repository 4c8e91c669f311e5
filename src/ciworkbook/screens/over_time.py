"""One worksheet over all its visits: the staircase with its path, who moved on the map, where the mark stood on a line.

- Words say what is other than in the visit before, never whether that is good. No numbers are added up.
- Every visit stands with its date; Enter reads it as it was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.dates import day_in_words
from ..answers.history import At, Drawable, moves, place_said
from ..answers.reading import speaker
from ..answers.visit import Visit
from ..drawings.picture import Picture
from ..looking_back import in_time
from ..summary.pictures import over_visits
from ..widgets.drawn import Line, Marks, Piece, flow
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from ..worksheet.model import Scale, Staircase
from ..worksheet.piping import pipe
from .base import Words
from .date_line import date_marks
from .passages import Passage, ReadingPage, drawn, said
from .visit_page import open_visit

AT_ONCE = 12
"""Visits of a question that stand there at first, the newest."""


class OverTime(ReadingPage[bool]):
    """Gives True if a visit was taken out."""

    CSS_PATH = "look_back.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Enter"), mark("read it")), ("↓", mark("further"))]
    AUTO_FOCUS = ""

    def __init__(self, visits: Sequence[Visit]) -> None:
        super().__init__()
        self.visits = list(visits)
        self.all: set[str] = set()
        """The questions of which all visits are to be listed."""
        self.taken_out = False

    def body(self) -> ComposeResult:
        """The questions, one below the other."""
        with Vertical(id="page"):
            yield from self._widgets()

    @on(events.Mount)
    def begin(self) -> None:
        """Name the worksheet."""
        title = self.workbook_app.workbook.named(self.visits[-1]).title
        self.head(title, n_("{n} visit", "{n} visits", len(self.visits)))

    def _widgets(self) -> Iterator[Widget]:
        workbook, ascii_only = self.workbook_app.workbook, self.workbook_app.ascii_only
        sheet, found = in_time(workbook, self.visits)
        speak = speaker(sheet, self.visits[-1], workbook.person, workbook.settings.words)
        for question, held in found:
            label = pipe(question.label, speak)
            shown = held if question.id in self.all or not isinstance(question, Scale) else held[-AT_ONCE:]
            yield Passage(_heading(label, _picture(question, shown, ascii_only)), ascii_only=ascii_only)
            if not isinstance(question, Scale):
                yield from self._moves(question, held)
            if len(held) > AT_ONCE and question.id not in self.all:
                yield Menu([Entry(f"all:{question.id}", _("Show all {n} visits of this").format(n=len(held)))])
        if not found:
            yield Words(_("After two visits with a place on stairs, on a line or on a map, it stands here over time."))
        yield Menu([Entry("back", _("Back to the dates"))])

    def _moves(self, question: Drawable, held: Sequence[At]) -> Iterator[Widget]:
        told = moves(question, held, self.workbook_app.workbook.person)
        signs = date_marks(self.workbook_app.ascii_only)
        first = 0 if question.id in self.all else max(0, len(told) - AT_ONCE)
        for number in range(first, len(told)):
            one, changed = told[number]
            place = place_said(one) if isinstance(question, Staircase) else ""
            lines = _visit(one, place, changed, signs, newest=number + 1 == len(told), first=number == 0)
            entry = f"read:{question.id}:{number}"
            yield Passage(lines, entry=entry, ascii_only=self.workbook_app.ascii_only, close=True)
        yield Words("", close=True)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Read a visit, list more of them, or go back."""
        event.stop()
        kind, _sep, rest = event.entry.partition(":")
        if kind == "back":
            self.action_back()
        elif kind == "all":
            self.all.add(rest)
            await self.fill("page", self._widgets())
        else:
            question, _sep, number = rest.partition(":")
            _sheet, found = in_time(self.workbook_app.workbook, self.visits)
            held = next(held for one, held in found if one.id == question)
            self._read(held[int(number)].visit, question)

    def _read(self, visit: Visit, question: str) -> None:
        async def closed(taken_out: bool | None) -> None:
            workbook = self.workbook_app.workbook
            now = {one.entry: one for one in workbook.visits(self.visits[-1].worksheet)}
            self.visits = [now[one.entry] for one in self.visits if one.entry in now]
            self.taken_out = self.taken_out or bool(taken_out)
            if not self.visits:
                self.dismiss(True)
                return
            self.begin()
            await self.fill("page", self._widgets())

        open_visit(self.workbook_app, visit, closed, at=question)

    def action_back(self) -> None:
        """Tell the page before whether a visit was taken out."""
        if len(self.app.screen_stack) > 2:
            self.dismiss(self.taken_out)


def _picture(question: Drawable, held: Sequence[At], ascii_only: bool) -> Callable[[int], Picture | None]:
    return lambda width: over_visits(question, held, width=width, ascii_only=ascii_only)


def _heading(label: str, picture: Callable[[int], Picture | None]) -> Callable[[int], list[Line]]:
    def make(width: int) -> list[Line]:
        made = picture(width)
        return [*said(label, width, bold=True), *([Line(), *drawn(made)] if made is not None else [])]

    return make


def _visit(
    one: At, place: str, changed: tuple[str, ...], signs: Marks, *, newest: bool, first: bool
) -> Callable[[int], list[Line]]:
    """One visit: its mark, its day, where it stood, and what is other than in the visit before."""

    def make(width: int) -> list[Line]:
        lead = (Piece(f"{signs.now if newest else signs.then} ", "accent"),)
        day = Piece(day_in_words(one.day), "text", bold=newest)
        lines = flow(lead, [day, *([Piece(f"{signs.dot} {place}")] if place else [])], width)
        if not first and not changed:
            return lines + said(_("as in the visit before"), width, "muted", lead="  ")
        for phrase in changed:
            lines += said(phrase, width, "accent", lead="  ")
        return lines

    return make
